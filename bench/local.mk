EXTRA_PROGRAMS += bench/store
bench_store_SOURCES = bench/store.c
bench_store_LDADD = libcore.la
EXTRA_PROGRAMS += bench/reader
bench_reader_SOURCES = bench/reader.c
bench_reader_LDADD = libcore.la
include bench/facts.mk
