# How fast each format is written: bench/tell.sh
EXTRA_DIST += bench/tell.sh bench/tell_graph.awk
EXTRA_DIST += docs/formats.md
