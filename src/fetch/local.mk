libcore_la_SOURCES += \
	src/fetch/address.c src/fetch/address.h \
	src/fetch/fetch.c src/fetch/fetch.h \
	src/fetch/file_uri.c src/fetch/file_uri.h \
	src/fetch/files.c \
	src/fetch/source.h \
	src/fetch/web.c
