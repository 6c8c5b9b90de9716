#!/bin/sh
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# bench/sparql.sh [QUADS]: the news graph and queries of bench/query.sh and more of them, here and by Oxigraph, each query in
# a process of its own: seconds of the processor (the best of three runs), the peak of memory that is the process' own and that of
# all resident memory, mapped files included (bench/peak.py), and their ratios to ours. Run it in the build folder, behind `make bench/query`. PYTHON names a Python with pyoxigraph (build/pyenv has one after make check);
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
printf '%-14s %9s %9s %7s   %8s %8s %7s   %7s %7s\n' query onrecord oxigraph ratio 'own MB' 'own MB' ratio 'all MB' 'all MB'
echo 'ASK {}' > "$dir/idle.rq"
for path in "$QUERIES"/*.rq; do [ "$path" = "$dir/idle.rq" ] || echo "$path"; done | sed "1i $dir/idle.rq" | while read -r path; do
  own=$(timeout "$limit" "$python" "$here/peak.py" bench/query "$GRAPH" "$path") || own='- - -'
  other=$(timeout "$limit" "$python" "$here/peak.py" "$python" "$here/engines.py" oxigraph "$OXIGRAPH" "$path") || other='- - -'
  echo "$own $other"
done | awk '
  NF < 24 { printf "%-14s one of the two has no answer in time: %s\n", $1, $0; next }
  { # bench/query: name, s, rows, read, MB, private, mapped; engines.py: name, s, rows, MB, private, mapped
    own = $2; memory = $8; private = $10; other = $15; theirs = $19; their_own = $21
    rows = $4 == $17 || $1 == "idle.rq" ? "" : "  rows: " $4 " and " $17
    if (own < 0.0001) own = 0.0001; if (other < 0.0001) other = 0.0001
    printf "%-14s %9.4f %9.4f %7.2f   %8.1f %8.1f %7.2f   %7d %7d%s\n", $1, own, other, other / own, private, their_own, their_own / private, memory, theirs, rows
    if ($1 == "idle.rq") next # what the two take before they do anything
    time += log(other / own); room += log(their_own / private); all += log(theirs / memory); ++n }
  END { if (n) printf "%-14s %9s %9s %7.2f   %8s %8s %7.2f   %7s %7.2f\n", "geometric mean", "", "", exp(time / n), "", "", exp(room / n), "", exp(all / n) }'
