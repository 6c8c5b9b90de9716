EXTRA_PROGRAMS += bench/store
bench_store_SOURCES = bench/store.c
bench_store_LDADD = libcore.la
EXTRA_PROGRAMS += bench/reader
bench_reader_SOURCES = bench/reader.c
bench_reader_LDADD = libcore.la
EXTRA_DIST += docs/performance.md bench/many.py bench/text.py bench/text_others.py bench/metadata.py
include bench/facts.mk

# How fast queries are: bench/query.sh
EXTRA_PROGRAMS += bench/query
bench_query_SOURCES = bench/query.c
bench_query_LDADD = libcore.la
EXTRA_DIST += bench/query.sh bench/sparql.sh bench/engines.py bench/peak.py bench/virtuoso.sh bench/words.sh
include bench/tell.mk

# How deciding who is who grows with the archive
EXTRA_PROGRAMS += bench/who
bench_who_SOURCES = bench/who.c
bench_who_LDADD = libcore.la
