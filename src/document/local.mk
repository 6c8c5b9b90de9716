libcore_la_SOURCES += \
	src/document/about.c src/document/about.h \
	src/document/bundle.c \
	src/document/charset.c src/document/charset.h \
	src/document/command.c src/document/command.h \
	src/document/compose.c src/document/compose.h \
	src/document/container.h \
	src/document/csv.c \
	src/document/dateline.c \
	src/document/document.c src/document/document.h \
	src/document/feed.c \
	src/document/html.c \
	src/document/items.c src/document/items.h \
	src/document/json.c \
	src/document/json_lines.c \
	src/document/language.c src/document/language.h \
	src/document/kind.h \
	src/document/likeness.c src/document/likeness.h \
	src/document/lines.c src/document/lines.h \
	src/document/linked.c \
	src/document/list.c \
	src/document/mail.c \
	src/document/markdown.c \
	src/document/mbox.c \
	src/document/mime.c src/document/mime.h \
	src/document/office.c \
	src/document/packed.c \
	src/document/page.c src/document/page.h \
	src/document/page_element.c src/document/page_element.h \
	src/document/page_text.c \
	src/document/pdf.c \
	src/document/plain.c \
	src/document/recode.c src/document/recode.h \
	src/document/record.c src/document/record.h \
	src/document/sitemap.c \
	src/document/tame.c src/document/tame.h \
	src/document/types.c \
	src/document/unpack.c src/document/unpack.h \
	src/document/warc.c
