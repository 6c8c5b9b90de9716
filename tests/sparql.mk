if CMOCKA
check_PROGRAMS += tests/unit_sparql tests/unit_sparql_write
tests_unit_sparql_SOURCES = tests/unit_sparql.c tests/unit_sparql.h
tests_unit_sparql_LDADD = $(unit_libs)
tests_unit_sparql_write_SOURCES = tests/unit_sparql_write.c tests/unit_sparql.h
tests_unit_sparql_write_LDADD = $(unit_libs)
TESTS += tests/unit_sparql tests/unit_sparql_write
endif
