# What the world knows: tables, names, who agrees with whom.
if CMOCKA
check_PROGRAMS += tests/unit_knowledge
tests_unit_knowledge_SOURCES = tests/unit_knowledge.c
tests_unit_knowledge_LDADD = $(unit_libs)
TESTS += tests/unit_knowledge
endif
