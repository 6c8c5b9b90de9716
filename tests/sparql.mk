# The W3C's suites: make w3c
tests_w3c_SOURCES = tests/w3c.c tests/w3c.h tests/w3c_read.c tests/w3c_equal.c tests/w3c_service.c tests/w3c_update.c
tests_w3c_LDADD = libcore.la
w3c: tests/w3c
	@if test -z '$(w3c_tests)'; then \
	  echo "w3c: say where the tests are: ./configure --with-w3c-tests=DIR (the folder that holds sparql10 and sparql11)"; \
	  exit 1; fi
	@tests/w3c '$(w3c_tests)' $(top_srcdir)/tests/w3c_expected.txt
.PHONY: w3c
EXTRA_DIST += tests/w3c.sh tests/w3c_expected.txt
TESTS += tests/w3c.sh
check_PROGRAMS += tests/w3c
AM_TESTS_ENVIRONMENT += W3C_TESTS='$(w3c_tests)'; export W3C_TESTS;

if CMOCKA
check_PROGRAMS += tests/unit_sparql tests/unit_sparql_write
tests_unit_sparql_SOURCES = tests/unit_sparql.c tests/unit_sparql.h
tests_unit_sparql_LDADD = $(unit_libs)
tests_unit_sparql_write_SOURCES = tests/unit_sparql_write.c tests/unit_sparql.h
tests_unit_sparql_write_LDADD = $(unit_libs)
check_PROGRAMS += tests/unit_sparql_expr
tests_unit_sparql_expr_SOURCES = tests/unit_sparql_expr.c tests/unit_sparql.h
tests_unit_sparql_expr_LDADD = $(unit_libs)
check_PROGRAMS += tests/unit_sparql_update tests/unit_sparql_model
tests_unit_sparql_model_SOURCES = tests/unit_sparql_model.c
tests_unit_sparql_model_LDADD = $(unit_libs)
tests_unit_sparql_update_SOURCES = tests/unit_sparql_update.c tests/unit_sparql.h
tests_unit_sparql_update_LDADD = $(unit_libs)
check_PROGRAMS += tests/unit_sparql_joins
tests_unit_sparql_joins_SOURCES = tests/unit_sparql_joins.c
tests_unit_sparql_joins_LDADD = $(unit_libs)
check_PROGRAMS += tests/unit_sparql_matches
tests_unit_sparql_matches_SOURCES = tests/unit_sparql_matches.c tests/unit_sparql.h
tests_unit_sparql_matches_LDADD = $(unit_libs)
check_PROGRAMS += tests/unit_sparql_words
tests_unit_sparql_words_SOURCES = tests/unit_sparql_words.c tests/unit_store.h
tests_unit_sparql_words_LDADD = $(unit_libs) $(LMDB_LIBS)
check_PROGRAMS += tests/unit_sparql_times
tests_unit_sparql_times_SOURCES = tests/unit_sparql_times.c tests/unit_store.h
tests_unit_sparql_times_LDADD = $(unit_libs)
TESTS += tests/unit_sparql_times tests/unit_sparql_words tests/unit_sparql_joins tests/unit_sparql_matches tests/unit_sparql_model tests/unit_sparql_update tests/unit_sparql tests/unit_sparql_write tests/unit_sparql_expr
endif

# Random queries over random graphs, their answers beside pyoxigraph's: FUZZ_QUERIES=N and FUZZ_SEED=N choose others
check_PROGRAMS += tests/sparql_answers
tests_sparql_answers_SOURCES = tests/sparql_answers.c
tests_sparql_answers_LDADD = libcore.la
TESTS += tests/sparql_fuzz.sh
EXTRA_DIST += tests/sparql_fuzz.sh tests/sparql_compare.py tests/sparql_queries.py

# Random requests by the grammar; in a build with --enable-asan, with more seeds, a fuzzer
check_PROGRAMS += tests/fuzz/requests
tests_fuzz_requests_SOURCES = tests/fuzz/requests.c tests/fuzz/grammar.c tests/fuzz/grammar.h
tests_fuzz_requests_LDADD = libcore.la
TESTS += tests/sparql_requests.sh
EXTRA_DIST += tests/sparql_requests.sh
