libcore_la_SOURCES += \
	src/store/batch.c \
	src/store/check.c \
	src/store/choice.c \
	src/store/cursor.c \
	src/store/dictionary.c src/store/dictionary.h \
	src/store/environment.c src/store/environment.h \
	src/store/internal.h \
	src/store/orders.c \
	src/store/pages.c \
	src/store/rows.h \
	src/store/statistics.c \
	src/store/store.c src/store/store.h \
	src/store/text_changes.c src/store/texts.c src/store/texts.h

libcore_la_SOURCES += src/store/module.c src/store/module.h src/store/module_internal.h src/store/module_node.c src/store/module_stream.c

# The module for other people's Redland programs: the store and the little it needs of base/, nothing else.
redlandmodule_LTLIBRARIES += librdf_storage_lmdb.la
librdf_storage_lmdb_la_SOURCES = src/store/module_entry.c \
	src/store/batch.c src/store/choice.c src/store/cursor.c src/store/dictionary.c src/store/environment.c src/store/orders.c src/store/store.c \
	src/store/text_changes.c src/store/texts.c \
	src/store/module.c src/store/module_node.c src/store/module_stream.c \
	src/base/arena.c src/base/buffer.c src/base/fold.c src/base/status.c src/base/term.c src/base/text.c
librdf_storage_lmdb_la_CPPFLAGS = $(AM_CPPFLAGS)
librdf_storage_lmdb_la_LIBADD = $(REDLAND_LIBS) $(RAPTOR_LIBS) $(LMDB_LIBS) $(XXHASH_LIBS) $(UTF8PROC_LIBS)
librdf_storage_lmdb_la_LDFLAGS = $(AM_LDFLAGS) -module -avoid-version -shared \
	-export-symbols-regex '^librdf_storage_module_register_factory$$'
