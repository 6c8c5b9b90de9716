if CMOCKA
check_PROGRAMS += tests/unit_fetch
tests_unit_fetch_SOURCES = tests/unit_fetch.c
tests_unit_fetch_LDADD = $(unit_libs)
TESTS += tests/unit_fetch
endif
check_PROGRAMS += tests/fetch_urls
tests_fetch_urls_SOURCES = tests/fetch_urls.c
tests_fetch_urls_LDADD = libcore.la
TESTS += tests/fetch_web.sh tests/fetch_namespace.sh
EXTRA_DIST += tests/fetch_web.sh tests/fetch_namespace.sh tests/web_server.py
