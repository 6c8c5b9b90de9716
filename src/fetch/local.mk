libcore_la_SOURCES += \
	src/fetch/address.c src/fetch/address.h \
	src/fetch/ask.c src/fetch/ask.h \
	src/fetch/cache.c src/fetch/cache.h \
	src/fetch/fetch.c src/fetch/fetch.h \
	src/fetch/file_uri.c src/fetch/file_uri.h \
	src/fetch/files.c \
	src/fetch/polite.c src/fetch/polite.h \
	src/fetch/request.c src/fetch/request.h \
	src/fetch/robots.c src/fetch/robots.h \
	src/fetch/source.h \
	src/fetch/web.c
