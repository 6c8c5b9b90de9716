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

# Pages of newspapers, and what is to be read of them.
TESTS += tests/pages.sh
EXTRA_DIST += tests/pages.sh tests/pages
tests/pages.log: onrecord$(EXEEXT)
