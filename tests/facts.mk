if CMOCKA
check_PROGRAMS += tests/unit_facts
tests_unit_facts_SOURCES = tests/unit_facts.c tests/facts_case.c tests/facts_case.h
tests_unit_facts_LDADD = $(unit_libs)
TESTS += tests/unit_facts
endif
