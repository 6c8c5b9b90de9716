if CMOCKA
check_PROGRAMS += tests/unit_base
tests_unit_base_SOURCES = tests/unit_base.c
tests_unit_base_LDADD = $(unit_libs)
TESTS += tests/unit_base
endif
TESTS += tests/includes.sh
EXTRA_DIST += tests/includes.sh
