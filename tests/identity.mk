# Who is who: names, groups, judgements, articles in any order.
if CMOCKA
check_PROGRAMS += tests/unit_identity tests/unit_who
tests_unit_identity_SOURCES = tests/unit_identity.c
tests_unit_identity_LDADD = $(unit_libs)
tests_unit_who_SOURCES = tests/unit_who.c tests/unit_graph_sample.c tests/unit_graph_sample.h
tests_unit_who_LDADD = $(unit_libs)
TESTS += tests/unit_identity tests/unit_who
endif
TESTS += tests/identity.sh
tests/identity.log: onrecord$(EXEEXT)
EXTRA_DIST += tests/identity.sh tests/identity/people.txt tests/identity/wikinews.txt tests/identity/fresh.txt bench/who_is_who.py
