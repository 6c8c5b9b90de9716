# What the command line and the installed library share goes into libcore; library.c is the library's face.
libcore_la_SOURCES += \
	src/library/article.c src/library/article.h \
	src/library/asking.c src/library/asking.h \
	src/library/graph_base.c src/library/graph_base.h \
	src/library/judged.c src/library/judged.h \
	src/library/places.c src/library/places.h \
	src/library/world.c src/library/world.h

lib_LTLIBRARIES += libonrecord.la
libonrecord_la_SOURCES = src/library/library.c src/library/sparql.c
libonrecord_la_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/src/library
libonrecord_la_LIBADD = libcore.la
libonrecord_la_LDFLAGS = $(AM_LDFLAGS) -version-info 0:0:0 -no-undefined
include_HEADERS = src/library/onrecord.h
pkginclude_HEADERS = src/library/sparql.h

pkgconfig_DATA = onrecord.pc onrecord-sparql.pc
