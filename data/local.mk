# The tables of data/ become one C file: sorted, checked, compiled in.
TABLES = \
	data/agencies.tsv \
	data/apart.tsv \
	data/common-surnames.tsv \
	data/folds.tsv \
	data/generations.tsv \
	data/generic-words.tsv \
	data/spellings.tsv \
	data/spheres.tsv \
	data/bids.tsv \
	data/byline-words.tsv \
	data/charsets.tsv \
	data/calibration.tsv \
	data/claim-words.tsv \
	data/cue-forms.tsv \
	data/cues.tsv \
	data/deaths.tsv \
	data/demonyms.tsv \
	data/designators.tsv \
	data/determiners.tsv \
	data/documents.tsv \
	data/founding-words.tsv \
	data/function-words.tsv \
	data/given-names.tsv \
	data/group-nouns.tsv \
	data/honorifics.tsv \
	data/languages.tsv \
	data/months.tsv \
	data/name-words.tsv \
	data/negations.tsv \
	data/nicknames.tsv \
	data/offices.tsv \
	data/openers.tsv \
	data/opposites.tsv \
	data/page_hints.tsv \
	data/page_phrases.tsv \
	data/party-roles.tsv \
	data/state-roles.tsv \
	data/statement-weights.tsv \
	data/name-heads.tsv \
	data/parties.tsv \
	data/party-letters.tsv \
	data/places.tsv \
	data/pronouns.tsv \
	data/record-fields.tsv \
	data/role-nouns.tsv \
	data/role-parts.tsv \
	data/role-turns.tsv \
	data/stop-words.tsv \
	data/tenure.tsv \
	data/tie-verbs.tsv \
	data/time-words.tsv \
	data/us-states.tsv

EXTRA_DIST += $(TABLES) data/compile.awk
CLEANFILES += src/base/tables.c
nodist_libcore_la_SOURCES = src/base/tables.c

src/base/tables.c: $(TABLES) data/compile.awk data/local.mk
	$(AM_V_GEN)$(MKDIR_P) src/base && \
	tables=; for t in $(TABLES); do tables="$$tables $(srcdir)/$$t"; done; \
	LC_ALL=C $(AWK) -f $(srcdir)/data/compile.awk $$tables >$@.new && mv $@.new $@
