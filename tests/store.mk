if CMOCKA
check_PROGRAMS += tests/unit_store
tests_unit_store_SOURCES = tests/unit_store.c tests/unit_store.h
tests_unit_store_LDADD = $(unit_libs)
TESTS += tests/unit_store
check_PROGRAMS += tests/unit_store_faults
tests_unit_store_faults_SOURCES = tests/unit_store_faults.c tests/unit_store.h
tests_unit_store_faults_LDADD = $(unit_libs)
TESTS += tests/unit_store_faults
check_PROGRAMS += tests/unit_store_module
tests_unit_store_module_SOURCES = tests/unit_store_module.c tests/unit_store.h
tests_unit_store_module_LDADD = $(unit_libs)
TESTS += tests/unit_store_module
endif
TESTS += tests/store_rdfproc.sh
EXTRA_DIST += tests/store_rdfproc.sh docs/store.md
