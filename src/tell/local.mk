libcore_la_SOURCES += \
	src/tell/tell.h
