# Facts to quads, the pile of articles, and the vocabulary they are written in.
if CMOCKA
check_PROGRAMS += tests/unit_graph tests/unit_archive
tests_unit_graph_SOURCES = tests/unit_graph.c tests/unit_graph_sample.c tests/unit_graph_sample.h
tests_unit_graph_LDADD = $(unit_libs)
tests_unit_archive_SOURCES = tests/unit_archive.c tests/unit_graph_sample.c tests/unit_graph_sample.h
tests_unit_archive_LDADD = $(unit_libs)
TESTS += tests/unit_graph tests/unit_archive
endif
TESTS += tests/ontology.sh
EXTRA_DIST += tests/unit_graph.nq tests/unit_archive.nq tests/ontology.sh tests/ontology_check.py
CLEANFILES += tests/unit_graph.nq.out tests/unit_archive.nq.out
