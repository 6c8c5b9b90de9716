libcore_la_SOURCES += \
	src/reader/reader.h
