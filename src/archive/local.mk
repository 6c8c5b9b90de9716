libcore_la_SOURCES += \
	src/archive/archive.c src/archive/archive.h \
	src/archive/view.c src/archive/view.h
