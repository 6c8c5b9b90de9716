libcore_la_SOURCES += \
	src/archive/archive.h
