libcore_la_SOURCES += \
	src/fetch/fetch.h
