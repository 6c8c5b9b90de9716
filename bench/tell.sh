#!/bin/sh
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# How fast each format is written and in how much memory, beside raptor's writers (rapper) on the same triples:
#
#     make tests/load_quads && bench/tell.sh [QUADS]        in the build folder; needs GNU time (apt-get install time)
#
# A line for each: seconds (the best of three), MB written a second, peak memory in MB. Times of rapper hold its reading
# of N-Triples, ours the reading of the store; "read only" is what rapper needs to read and count.
quads=${1:-1000000}
here=$(dirname "$0")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
[ -x /usr/bin/time ] || { echo "bench/tell.sh: GNU time is not there; apt-get install time" >&2; exit 1; }

awk -v quads="$quads" -f "$here/tell_graph.awk" >"$work/graph.nq"
tests/load_quads "$work/graph" "$work/graph.nq" || exit 1
echo "$(wc -l <"$work/graph.nq") quads"

# measure NAME COMMAND...: the best time of three runs, the size of its output and its memory
measure() {
  name=$1 best=
  shift
  for run in 1 2 3; do
    if ! /usr/bin/time -f '%e %M' -o "$work/time" timeout 300 "$@" >"$work/out" 2>/dev/null; then
      printf '%-24s fails, or takes over 300 s\n' "$name"
      return
    fi
    best=$(printf '%s\n%s\n' "$best" "$(tail -n 1 "$work/time")" | grep . | sort -n | head -n 1)
  done
  echo "$best" | awk -v name="$name" -v bytes="$(wc -c <"$work/out")" \
    '{ printf "%-24s %7.2f s %8.1f MB/s %8.0f MB\n", name, $1, bytes / 1e6 / $1, $2 / 1024 }'
}

for format in nquads ntriples turtle trig jsonld gexf graphml dot cytoscape csv-nodes csv-edges; do
  measure "$format" tests/load_quads --tell $format "$work/graph"
done
tests/load_quads --tell ntriples "$work/graph" >"$work/graph.nt"
measure "rapper read only" rapper -q -c -i ntriples "$work/graph.nt"
for format in ntriples turtle rdfxml json; do measure "rapper $format" rapper -q -i ntriples -o $format "$work/graph.nt"; done
