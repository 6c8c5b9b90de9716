# The tables of data/ become one C file: sorted, checked, compiled in.
TABLES = \
	data/name-words.tsv \
	data/page_hints.tsv \
	data/tenure.tsv

EXTRA_DIST += $(TABLES) data/compile.awk
CLEANFILES += src/base/tables.c
nodist_libcore_la_SOURCES = src/base/tables.c

src/base/tables.c: $(TABLES) data/compile.awk
	$(AM_V_GEN)$(MKDIR_P) src/base && \
	tables=; for t in $(TABLES); do tables="$$tables $(srcdir)/$$t"; done; \
	LC_ALL=C $(AWK) -f $(srcdir)/data/compile.awk $$tables >$@.new && mv $@.new $@
