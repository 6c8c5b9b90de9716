# The cases that fuzzers found, given again; and the fuzzers themselves (tests/fuzz/build.sh has how to run them).
check_PROGRAMS += tests/fuzz/replay
tests_fuzz_replay_SOURCES = tests/fuzz/replay.c tests/fuzz/target.c tests/fuzz/target.h
tests_fuzz_replay_LDADD = libcore.la
TESTS += tests/fuzz/replay

fuzz: src/base/tables.c
	@top_srcdir='$(srcdir)' FUZZ_CC='$(FUZZ_CC)' FUZZ_FLAGS='$(DEFS) $(DEFAULT_INCLUDES) $(AM_CPPFLAGS) $(CPPFLAGS)' \
	  FUZZ_LIBS='$(libcore_la_LIBADD)' $(SHELL) $(srcdir)/tests/fuzz/build.sh
clean-local: clean-fuzz
clean-fuzz:
	rm -rf fuzz
.PHONY: fuzz clean-fuzz

EXTRA_DIST += tests/fuzz/build.sh tests/fuzz/fuzz.c tests/fuzz/cases
