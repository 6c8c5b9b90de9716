EXTRA_PROGRAMS += bench/facts_dump
bench_facts_dump_SOURCES = bench/facts_dump.c
bench_facts_dump_LDADD = libcore.la
EXTRA_DIST += docs/accuracy.md
