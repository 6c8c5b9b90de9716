libcore_la_SOURCES += \
	src/document/document.h
