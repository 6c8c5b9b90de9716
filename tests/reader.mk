if CMOCKA
check_PROGRAMS += tests/unit_reader_golden
tests_unit_reader_golden_SOURCES = tests/unit_reader_golden.c tests/reading.h
tests_unit_reader_golden_LDADD = $(unit_libs)
TESTS += tests/unit_reader_golden
endif
EXTRA_DIST += tests/reading.h
