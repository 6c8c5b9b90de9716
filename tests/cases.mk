check_PROGRAMS += tests/cases_run
tests_cases_run_SOURCES = tests/cases.c
tests_cases_run_LDADD = libcore.la
TESTS += tests/cases_run
EXTRA_DIST += $(srcdir)/tests/cases/README.md $(srcdir)/tests/cases/*.txt
