libcore_la_SOURCES += \
	src/knowledge/agree.c src/knowledge/agree.h \
	src/knowledge/known.c src/knowledge/known.h \
	src/knowledge/pack.c \
	src/knowledge/rows.c \
	src/knowledge/sheet.h

# The shipped tables, packed when the program is built.
KNOWN_TABLES = \
	data/known/companies.tsv \
	data/known/congress.tsv \
	data/known/countries.tsv \
	data/known/governments.tsv \
	data/known/leaders.tsv \
	data/known/organizations.tsv

noinst_PROGRAMS = src/knowledge/known-pack
src_knowledge_known_pack_SOURCES = src/knowledge/pack_main.c
src_knowledge_known_pack_LDADD = libcore.la

EXTRA_DIST += $(KNOWN_TABLES) data/known/gather.py
CLEANFILES += known.bin
pkgdata_DATA += known.bin

known.bin: $(KNOWN_TABLES) src/knowledge/known-pack$(EXEEXT)
	$(AM_V_GEN)tables=; for t in $(KNOWN_TABLES); do tables="$$tables $(srcdir)/$$t"; done; \
	src/knowledge/known-pack$(EXEEXT) $@.new $$tables && mv $@.new $@
