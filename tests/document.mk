if CMOCKA
check_PROGRAMS += tests/unit_document tests/unit_document_page tests/unit_document_examples
tests_unit_document_SOURCES = tests/unit_document.c
tests_unit_document_LDADD = $(unit_libs)
tests_unit_document_page_SOURCES = tests/unit_document_page.c
tests_unit_document_page_LDADD = $(unit_libs)
tests_unit_document_examples_SOURCES = tests/unit_document_examples.c
tests_unit_document_examples_LDADD = $(unit_libs)
TESTS += tests/unit_document tests/unit_document_page tests/unit_document_examples
endif
