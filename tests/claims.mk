# What was said, held against each other: one claim, similar ones, opposites; reprints and turn-abouts.
if CMOCKA
check_PROGRAMS += tests/unit_claims
tests_unit_claims_SOURCES = tests/unit_claims.c
tests_unit_claims_LDADD = $(unit_libs)
TESTS += tests/unit_claims
endif
EXTRA_DIST += tests/claims/pairs.tsv
