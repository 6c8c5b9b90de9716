libcore_la_SOURCES += \
	src/document/about.c src/document/about.h \
	src/document/charset.c src/document/charset.h \
	src/document/container.h \
	src/document/document.c src/document/document.h \
	src/document/feed.c \
	src/document/html.c \
	src/document/items.c src/document/items.h \
	src/document/json_lines.c \
	src/document/kind.h \
	src/document/linked.c \
	src/document/page.c src/document/page.h \
	src/document/page_text.c \
	src/document/plain.c \
	src/document/tame.c src/document/tame.h \
	src/document/warc.c
