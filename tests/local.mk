# Tests speak TAP: units by cmocka, cases and commands by scripts.
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
TEST_EXTENSIONS = .sh .py
SH_LOG_DRIVER = $(LOG_DRIVER)
SH_LOG_COMPILER = $(SHELL)
PY_LOG_DRIVER = $(LOG_DRIVER)
if ASAN
sanitized = ONRECORD_SANITIZED=1; export ONRECORD_SANITIZED;
endif
AM_TESTS_ENVIRONMENT = $(sanitized) CMOCKA_MESSAGE_OUTPUT=TAP; export CMOCKA_MESSAGE_OUTPUT; \
	LSAN_OPTIONS='suppressions=$(abs_top_srcdir)/tests/lsan.supp:print_suppressions=0'; export LSAN_OPTIONS; \
	top_srcdir='$(abs_top_srcdir)'; top_builddir='$(abs_top_builddir)'; export top_srcdir top_builddir;

# A unit test: check_PROGRAMS += tests/unit_x; tests_unit_x_SOURCES = tests/unit_x.c; tests_unit_x_LDADD = $(unit_libs);
# TESTS += tests/unit_x
unit_libs = libcore.la $(CMOCKA_LIBS)

EXTRA_DIST += tests/unit.h tests/lsan.supp

include tests/base.mk
include tests/tell.mk
include tests/store.mk
include tests/reader.mk
include tests/fetch.mk
include tests/document.mk
include tests/cases.mk
include tests/graph.mk
include tests/sparql.mk
include tests/cli.mk
include tests/facts.mk
include tests/identity.mk
include tests/knowledge.mk
include tests/claims.mk
include tests/fuzz.mk
