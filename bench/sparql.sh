#!/bin/sh
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# bench/sparql.sh [QUADS]: the news graph and queries of bench/query.sh and more of them, here and by Oxigraph, each query in
# a process of its own: seconds (the best of three runs), the peak of resident memory, and their ratios to ours. Run it in
# the build folder, behind `make bench/query`. PYTHON names a Python with pyoxigraph (build/pyenv has one after make check);
# QUERIES a folder with .rq files, GRAPH, OXIGRAPH stores of them made before, to be used instead.
set -e
here=$(cd "$(dirname "$0")" && pwd)
quads=${1:-100000} limit=${LIMIT:-60} python=${PYTHON:-pyenv/bin/python}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
if [ -z "$QUERIES" ]; then
  DIR=$dir "$here/query.sh" --write "$quads"
  QUERIES=$dir GRAPH=$dir/graph OXIGRAPH=$dir/oxigraph
  bench/query "$GRAPH" --load "$dir/news.nq"
  sed 's/ <[^>]*> \.$/ ./' "$dir/news.nq" > "$dir/news.nt"
  "$python" "$here/engines.py" oxigraph --load "$dir/news.nq" "$dir/news.nt" "$OXIGRAPH"
fi
printf '%-14s %9s %9s %7s   %7s %7s %7s\n' query onrecord oxigraph ratio MB MB ratio
for path in "$QUERIES"/*.rq; do
  own=$(timeout "$limit" bench/query "$GRAPH" "$path") || own='- - -'
  other=$(timeout "$limit" "$python" "$here/engines.py" oxigraph "$OXIGRAPH" "$path") || other='- - -'
  echo "$own $other"
done | awk '
  NF < 16 { printf "%-14s one of the two has no answer in time: %s\n", $1, $0; next }
  { # bench/query: name, s, rows, read, MB; engines.py: name, s, rows, MB
    own = $2; memory = $8; other = $11; theirs = $15; rows = $4 == $13 ? "" : "  rows: " $4 " and " $13
    if (own < 0.0001) own = 0.0001; if (other < 0.0001) other = 0.0001
    printf "%-14s %9.4f %9.4f %7.2f   %7d %7d %7.2f%s\n", $1, own, other, other / own, memory, theirs, theirs / memory, rows
    time += log(other / own); room += log(theirs / memory); ++n }
  END { if (n) printf "%-14s %9s %9s %7.2f   %7s %7s %7.2f\n", "geometric mean", "", "", exp(time / n), "", "", exp(room / n) }'
