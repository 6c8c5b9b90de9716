libcore_la_SOURCES += \
	src/document/about.c src/document/about.h \
	src/document/charset.c src/document/charset.h \
	src/document/document.c src/document/document.h \
	src/document/html.c \
	src/document/kind.h \
	src/document/linked.c \
	src/document/page.c src/document/page.h \
	src/document/page_text.c \
	src/document/plain.c \
	src/document/tame.c src/document/tame.h
