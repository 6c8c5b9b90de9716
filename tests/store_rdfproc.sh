#!/bin/sh
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# Stock Redland programs open the graph: rdfproc finds the storage lmdb as a module.
echo "1..15"
if ! command -v rdfproc >/dev/null; then
  for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do echo "ok $n # SKIP rdfproc is not installed (redland-utils)"; done
  exit 0
fi
if [ -n "${ONRECORD_SANITIZED:-}" ]; then
  for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do echo "ok $n # SKIP a stock program cannot load a sanitized module"; done
  exit 0
fi
folder=$(mktemp -d) && cd "$folder" || exit 99
trap 'rm -rf "$folder"' EXIT
REDLAND_MODULE_PATH=${top_builddir:?}/.libs
export REDLAND_MODULE_PATH
LC_ALL=C.UTF-8
export LC_ALL
n=0
check() { # WORDS EXPECTED COMMAND: what COMMAND prints must be EXPECTED
  n=$((n + 1))
  got=$(eval "$3")
  if [ "$got" = "$2" ]; then echo "ok $n - $1"; else
    echo "not ok $n - $1"
    printf '%s\n' "$got" | sed 's/^/# got:      /'
    printf '%s\n' "$2" | sed 's/^/# expected: /'
  fi
}
lmdb() { rdfproc -q -s lmdb "$@" 2>&1; }

cat >a.nt <<'END'
<http://e/ana> <http://e/name> "Zo\u00EB \U0001F642"@en .
<http://e/ana> <http://e/age> "41"^^<http://www.w3.org/2001/XMLSchema#integer> .
_:b1 <http://e/knows> <http://e/ana> .
<http://e/ana> <http://e/none> "" .
END

check "rdfproc lists the storage" "    lmdb                    Quads in LMDB" \
  "lmdb -h | grep '    lmdb'"
check "a graph that is not there is said to be so" "g: no graph there; make one with the option new='yes' (rdfproc: -n)" \
  "lmdb g size | grep -o 'g: no graph there; make one .*'"
check "a new graph takes a file" "rdfproc: graph has 4 triples" \
  "{ lmdb -n g parse a.nt ntriples; lmdb g size; }"
check "the same file again, in a context, is other quads" "rdfproc: graph has 8 triples" \
  "{ lmdb -c g parse a.nt ntriples http://e/ http://e/graph1; lmdb g size; }"
check "and once more changes nothing" "rdfproc: graph has 8 triples" \
  "{ lmdb -c g parse a.nt ntriples http://e/ http://e/graph1; lmdb g size; }"
check "contexts are listed" "Context: <http://e/graph1>" \
  "lmdb g contexts"
check "found in a context" 'Matched triple: <http://e/ana> <http://e/age> "41"^^<http://www.w3.org/2001/XMLSchema#integer> with context <http://e/graph1>' \
  "lmdb g find http://e/ana http://e/age - http://e/graph1 | grep Matched"
check "serialized as N-Quads, with text in any script, byte for byte" '<http://e/ana> <http://e/age> "41"^^<http://www.w3.org/2001/XMLSchema#integer> .
<http://e/ana> <http://e/age> "41"^^<http://www.w3.org/2001/XMLSchema#integer> <http://e/graph1> .
<http://e/ana> <http://e/name> "Zo\u00EB \U0001F642"@en .
<http://e/ana> <http://e/name> "Zo\u00EB \U0001F642"@en <http://e/graph1> .
<http://e/ana> <http://e/none> "" .
<http://e/ana> <http://e/none> "" <http://e/graph1> .
_:b1 <http://e/knows> <http://e/ana> .
_:b1 <http://e/knows> <http://e/ana> <http://e/graph1> .' \
  "lmdb g serialize nquads | sort"
check "queried by SPARQL, by graph" "[, g=<http://e/graph1>, x=_:b1]" \
  "lmdb g query sparql - 'SELECT ?g ?x WHERE { GRAPH ?g { ?x <http://e/knows> ?y . ?y <http://e/age> 41 } }'"
check "with contexts='no' each triple is there once" '[, n="Zo\u00EB \U0001F642"@en]' \
  "lmdb -t \"contexts='no'\" g query sparql - 'SELECT ?n WHERE { <http://e/ana> <http://e/name> ?n }'"
check "added in a context, and found by arc and target" "Matched node: <http://e/x> with context <http://e/graph2>" \
  "{ lmdb g add http://e/x http://e/y z http://e/graph2; lmdb g sources http://e/y z; } | grep Matched"
check "removed without its context it stays" "rdfproc: the graph contains the triple" \
  "lmdb g remove http://e/x http://e/y z; rdfproc -s lmdb g contains http://e/x http://e/y z 2>&1"
check "removed in its context it is gone" "rdfproc: the graph does not contain the triple" \
  "lmdb g remove http://e/x http://e/y z http://e/graph2; rdfproc -s lmdb g contains http://e/x http://e/y z 2>&1"
check "a whole context is removed" "rdfproc: graph has 4 triples" \
  "{ lmdb g remove-context http://e/graph1; lmdb g contexts; lmdb g size; }"
chmod 755 . && chmod 555 g && chmod 444 g/*
as=
if [ "$(id -u)" = 0 ]; then
  as="setpriv --reuid=65534 --regid=65534 --clear-groups"
  $as test -r "$REDLAND_MODULE_PATH" 2>/dev/null || as=none
fi
if [ "$as" = none ]; then echo "ok 15 # SKIP cannot run as another user"; else
  check "a graph that may not be written is read" "rdfproc: graph has 4 triples" "$as rdfproc -q -s lmdb g size 2>&1"
fi
chmod 755 g
