#!/bin/sh
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# bench/words.sh [QUADS]: rec:matches over an invented news graph whose articles have headlines of twelve words, a few of
# them in many articles and most in few (20,000 in all), as words are: seconds (the best of three), rows, quads read, and
# what the index of words takes of the file. Run it in the build folder, behind `make bench/query`. DIR names a folder to keep graph and queries in.
set -e
quads=${1:-100000} dir=${DIR:-$(mktemp -d)}
[ "$DIR" ] || trap 'rm -rf "$dir"' EXIT
awk -v n="$quads" 'BEGIN {
  srand(11); e = "http://news.example/"; people = int(n / 50) + 100
  for (i = 0; i * 5 < n; ++i) {
    a = "<" e "article/" i ">"; p = int(people * rand() ^ 3); g = " " a " ."
    line = ""
    for (k = 0; k < 12; ++k) line = line (k ? " " : "") "w" int(20000 ^ rand())
    print a, "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<" e "Article>" g
    print a, "<http://schema.org/headline>", "\"" line "\"@en" g
    print a, "<" e "mentions>", "<" e "person/" p ">" g
    print "<" e "person/" p ">", "<http://www.w3.org/2000/01/rdf-schema#label>", "\"Person " p "\"" g
    print "<" e "person/" p ">", "<" e "knows>", "<" e "person/" int(people * rand() ^ 3) ">" g
  }
}' > "$dir/words.nq"
query() { printf 'PREFIX : <http://news.example/> %s\n' "$2" > "$dir/$1.rq"; }
query rare     'SELECT ?x { ?x rec:matches "w9321" }'
query common   'SELECT ?x { ?x rec:matches "w3" }'
query both     'SELECT ?x { ?x rec:matches "w3 w2741" }'
query commons  'SELECT ?x { ?x rec:matches "w3 w5 w7" }'
query phrase   'SELECT ?x { ?x rec:matches "\"w3 w5\"" }'
query prefix   'SELECT ?x { ?x rec:matches "w932*" }'
query either   'SELECT ?x { ?x rec:matches "w9321 OR w2741 -w3" }'
query best-ten 'SELECT ?x ?s { (?x ?s) rec:matches ("w17 w3" 10) }'
query name     'SELECT ?x { ?x rec:matches "person 50" }'
query joined   'SELECT ?l { ?a rec:matches "w9321" ; :mentions ?p . ?p rdfs:label ?l }'
query one-graph 'SELECT ?x { GRAPH <http://news.example/article/7> { ?x rec:matches "w3" } }'
bench/query "$dir/graph" --load "$dir/words.nq"
ls -l "$dir/graph/data.mdb" | awk '{ print $5 / 1e6 " MB" }'
[ -z "$(command -v mdb_stat)" ] || mdb_stat -s words "$dir/graph" | awk '/pages|Entries/ { s = s " " $0 } END { print s }'
bench/query "$dir/graph" "$dir"/*.rq
