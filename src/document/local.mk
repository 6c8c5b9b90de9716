libcore_la_SOURCES += \
	src/document/charset.c src/document/charset.h \
	src/document/document.c src/document/document.h \
	src/document/kind.h \
	src/document/plain.c
