if CMOCKA
check_PROGRAMS += tests/unit_facts
tests_unit_facts_SOURCES = tests/unit_facts.c tests/facts_case.c tests/facts_case.h
tests_unit_facts_LDADD = $(unit_libs)
TESTS += tests/unit_facts
endif
check_PROGRAMS += tests/times
tests_times_SOURCES = tests/times.c
tests_times_LDADD = libcore.la
TESTS += tests/times
EXTRA_DIST += tests/times.txt
