#!/bin/sh
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# bench/query.sh [QUADS]: an invented news graph of one graph per article, some queries in good and bad written order,
# and the time of each here, by stock librdf over the same store (rdfproc -s lmdb with its start, about 0.03 s; at most LIMIT seconds; - where it cannot), and by rdflib
# in memory where python3 has it. Run it in the build folder, behind `make bench/query`.
# bench/query.sh --write QUADS only writes the graph (news.nq) and the queries into the folder DIR, for bench/sparql.sh.
set -e
only=
[ "$1" != --write ] || { only=yes; shift; }
quads=${1:-100000} limit=${LIMIT:-60}
if [ "$only" ]; then
  dir=${DIR:?the folder to write to}
else
  dir=$(mktemp -d)
  trap 'rm -rf "$dir"' EXIT
fi

awk -v n="$quads" 'BEGIN {
  srand(7); e = "http://news.example/"; rdf = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
  label = "<http://www.w3.org/2000/01/rdf-schema#label>"; people = int(n / 50) + 100
  for (i = 0; i * 8 < n; ++i) {
    a = "<" e "article/" i ">"; p = int(people * rand() ^ 3); q = int(people * rand() ^ 3); g = " " a " ."
    print a, rdf, "<" e "Article>" g
    print a, "<" e "title>", "\"" (i % 97 ? "budget" : "harbour strike") " and election " i "\"@en" g
    printf "%s <%sdate> \"20%02d-%02d-%02d\"^^<http://www.w3.org/2001/XMLSchema#date>%s\n", a, e, 10 + i % 16, 1 + i % 12, 1 + i % 28, g
    print a, "<" e "mentions>", "<" e "person/" p ">" g
    print a, "<" e "mentions>", "<" e "person/" q ">" g
    print "<" e "person/" p ">", label, "\"Person " p "\"" g
    print "<" e "person/" p ">", rdf, "<" e (p % 3 ? "Person" : "Organization") ">" g
    print "<" e "person/" p ">", "<" e "knows>", "<" e "person/" q ">" g
  }
}' > "$dir/news.nq"

query() { printf 'PREFIX : <http://news.example/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> %s\n' "$2" > "$dir/$1.rq"; }
query star-good  'SELECT ?t ?d { ?a :mentions <http://news.example/person/50> . ?a :title ?t . ?a :date ?d }'
query star-bad   'SELECT ?t ?d { ?a :title ?t . ?a :date ?d . ?a :mentions <http://news.example/person/50> }'
query chain-bad  'SELECT ?t ?l { ?a :date ?d . ?a :title ?t . ?a :mentions ?x . ?x rdfs:label ?l . <http://news.example/person/50> :knows ?x }'
query regex      'SELECT ?a { ?a :title ?t FILTER REGEX(?t, "harbour", "i") }'
query order      'SELECT ?a ?d { ?a :date ?d } ORDER BY DESC(?d) ?a LIMIT 10'
query group      'SELECT ?x (COUNT(?a) AS ?n) { ?a :mentions ?x } GROUP BY ?x ORDER BY DESC(?n) LIMIT 10'
query join-count 'SELECT (COUNT(*) AS ?n) { ?a :mentions ?x . ?x a :Person . ?x rdfs:label ?l }'
query distinct   'SELECT DISTINCT ?x { ?x rdfs:label ?l } LIMIT 100'
query graph      'SELECT ?g ?t { GRAPH ?g { ?a :mentions <http://news.example/person/50> . ?a :title ?t } }'
query optional   'SELECT ?a ?l { ?a :mentions <http://news.example/person/50> OPTIONAL { ?a :title ?l } }'
query path       'SELECT DISTINCT ?y { <http://news.example/person/50> :knows/:knows ?y }'
query not-exists 'SELECT (COUNT(*) AS ?n) { ?x a :Person FILTER NOT EXISTS { ?x :knows ?y } }'
query closure    'SELECT (COUNT(*) AS ?n) { <http://news.example/person/50> :knows+ ?y }'
query scan-count 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }'
query dump       'SELECT ?s ?o { ?s :mentions ?o }'
query order-all  'SELECT ?t { ?a :title ?t } ORDER BY ?t'
query top        'SELECT ?a ?t { ?a :title ?t } ORDER BY ?t LIMIT 20'
query group-many 'SELECT ?t (COUNT(*) AS ?n) { ?a :title ?t } GROUP BY ?t'
query min-max    'SELECT ?k (COUNT(?x) AS ?n) (MIN(?l) AS ?first) { ?x a ?k ; rdfs:label ?l } GROUP BY ?k'
query minus      'SELECT (COUNT(*) AS ?n) { ?a :mentions ?x MINUS { ?x a :Person } }'
query count-distinct 'SELECT (COUNT(DISTINCT ?x) AS ?n) { ?a :mentions ?x }'
query all-graphs 'SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a :title ?t . ?a :date ?d } }'
query optional-all 'SELECT (COUNT(*) AS ?n) (COUNT(?l) AS ?m) { ?x :knows ?y OPTIONAL { ?y rdfs:label ?l } }'
query values     'SELECT ?a ?x { VALUES ?x { <http://news.example/person/1> <http://news.example/person/2> } ?a :mentions ?x } LIMIT 1000'
query subquery   'SELECT ?x ?n ?l { { SELECT ?x (COUNT(*) AS ?n) { ?a :mentions ?x } GROUP BY ?x ORDER BY DESC(?n) LIMIT 5 } ?x rdfs:label ?l }'
[ -z "$only" ] || exit 0

seconds() { # COMMAND...: wall seconds, or "-" where it fails or takes too long
  begin=$(date +%s.%N)
  timeout "$limit" "$@" > "$dir/out" 2>&1 || { echo -; return; }
  ! grep -qi 'error\|failed' "$dir/out" || { echo -; return; }
  echo "$(date +%s.%N) $begin" | awk '{printf "%.3f", $1 - $2}'
}

bench/query "$dir/graph" --load "$dir/news.nq"
REDLAND_MODULE_PATH=${REDLAND_MODULE_PATH:-$PWD/.libs}
export REDLAND_MODULE_PATH
rdflib=$(python3 -c 'import rdflib; print(rdflib.__version__)' 2> /dev/null || true)
if [ "$rdflib" ]; then
  python3 - "$dir" > "$dir/rdflib" << 'PYTHON'
import glob, os, sys, time, rdflib
graph = rdflib.Dataset(default_union=True)
graph.parse(sys.argv[1] + '/news.nq', format='nquads')
for path in sorted(glob.glob(sys.argv[1] + '/*.rq')):
    begin = time.time()
    rows = list(graph.query(open(path).read()))
    print(os.path.basename(path)[:-3], '%.3f' % (time.time() - begin))
PYTHON
fi
printf '%-12s %10s %10s %10s   ratios\n' query onrecord librdf "rdflib${rdflib:+ $rdflib}"
for path in "$dir"/*.rq; do
  name=$(basename "$path" .rq)
  own=$(bench/query "$dir/graph" "$path" | awk '{print $2}')
  librdf=$(seconds rdfproc -s lmdb "$dir/graph" query sparql - "$(cat "$path")")
  other=$(awk -v q="$name" '$1 == q {print $2}' "$dir/rdflib" 2> /dev/null || true)
  echo "$name $own $librdf ${other:--}" | awk '{
    printf "%-12s %10s %10s %10s  ", $1, $2, $3, $4
    for (i = 3; i <= 4; ++i) if ($i != "-") printf " %.0fx", $i / ($2 > 0 ? $2 : 0.0001); print "" }'
done
