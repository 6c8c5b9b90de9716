#!/bin/sh
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# The pictures of the graph, opened by those they are for: NetworkX, pydot, Graphviz, Gephi.
here=$top_srcdir/tests
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
# built with AddressSanitizer, the loader would answer for what raptor's TriG parser leaks
export ASAN_OPTIONS="detect_leaks=0:$ASAN_OPTIONS"
n=0
ok() { n=$((n + 1)); echo "ok $n - $1"; }
not_ok() { n=$((n + 1)); echo "not ok $n - $1"; }
skip() { n=$((n + 1)); echo "ok $n - $1 # SKIP $2"; }
check() { if [ "$1" = 0 ]; then ok "$2"; else not_ok "$2"; fi; }

tests/load_quads "$work/graph" "$here/tell_news.trig" || echo "Bail out! the store cannot be filled"
for format in gexf:gexf graphml:graphml yed:yed.graphml dot:dot cytoscape:cyjs; do
  tests/load_quads --tell "${format%:*}" "$work/graph" >"$work/news.${format#*:}"
  check $? "${format%:*} is written"
done
tests/load_quads --folder csv "$work/graph" "$work/tables" && tests/load_quads --folder neo4j "$work/graph" "$work/neo4j"
check $? "tables are written into folders"
[ "$(ls -A "$work/tables" | tr '\n' ' ')" = "edges.csv nodes.csv " ]
check $? "nothing but the tables is in the folder"
tests/load_quads --tell csv "$work/graph" >"$work/both" 2>"$work/why"
[ $? = 1 ] && [ ! -s "$work/both" ] && grep -q csv-nodes "$work/why"
check $? "two tables refuse to be one file, and say what to ask for"

if python=$("$here/python-env.sh" 2>"$work/why"); then
  "$python" "$here/tell_read_viewers.py" "$work" >"$work/tap" 2>"$work/fault" || { not_ok "Python reads all"; sed 's/^/# /' "$work/fault"; }
  while IFS= read -r line; do
    case $line in
      'ok - '*) ok "${line#ok - }" ;;
      'not ok - '*) not_ok "${line#not ok - }" ;;
      *) echo "$line" ;;
    esac
  done <"$work/tap"
else
  skip "Python reads all" "$(tail -n 1 "$work/why")"
fi

if command -v dot >/dev/null && command -v gvpr >/dev/null; then
  [ "$(gvpr 'BEG_G { printf("%d %d", nNodes($G), nEdges($G)); }' "$work/news.dot" 2>"$work/why")" = "10 14" ] && [ ! -s "$work/why" ]
  check $? "gvpr counts 10 nodes with edges, 14 edges"
  dot -Tplain "$work/news.dot" >"$work/plain" 2>"$work/why"
  [ "$(grep -c '^node' "$work/plain")" = 10 ] && grep -q 'acting chief executive' "$work/plain" && ! grep -qi error "$work/why"
  check $? "dot lays it out"
else
  skip "Graphviz lays it out" "graphviz is not there; on Debian: apt-get install graphviz"
fi

if jars=$("$here/java-env.sh" org.gephi:gephi-toolkit:0.10.1:jar:all 2>"$work/why"); then
  # GraphML has no kinds of edges: Gephi makes one edge of "denied" and "confirmed" there, so GEXF is its format
  for case in news.gexf:14:26:2031-02-28 news.graphml:13:25:ever; do
    name=${case%%:*} from=${case##*:}
    edges=${case#*:} labels=${case%:*}
    edges=${edges%%:*} labels=${labels##*:}
    java -Djava.awt.headless=true -Duser.home="$work" -cp "$jars" "$here/tell_Gephi.java" "$work/$name" >"$work/gephi" 2>"$work/why"
    grep -q "^nodes 12 edges $edges labels $labels issues 0 from $from\$" "$work/gephi"
    good=$?
    check $good "Gephi opens $name: 12 nodes, $edges edges, a label on each, a timeline from $from"
    [ $good = 0 ] || sed 's/^/# /' "$work/gephi" "$work/why" | head -n 40
  done
else
  skip "Gephi opens gexf and graphml" "$(tail -n 1 "$work/why")"
fi
echo "1..$n"
