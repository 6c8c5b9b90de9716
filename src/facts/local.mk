libcore_la_SOURCES += \
	src/facts/facts.h
