#!/bin/sh
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# The RDF exports, read by others: RDFLib, Apache Jena (a strict parser), and raptor, which the program itself builds on.
here=$top_srcdir/tests
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
n=0
ok() { n=$((n + 1)); echo "ok $n - $1"; }
not_ok() { n=$((n + 1)); echo "not ok $n - $1"; }
skip() { n=$((n + 1)); echo "ok $n - $1 # SKIP $2"; }
check() { if [ "$1" = 0 ]; then ok "$2"; else not_ok "$2"; fi; }
export LC_ALL=C
# built with AddressSanitizer, the loader would answer for what raptor's TriG parser leaks
export ASAN_OPTIONS="detect_leaks=0:$ASAN_OPTIONS"

for name in news hostile; do
  source=$here/tell_$name.trig
  [ -f "$source" ] || source=$here/tell_$name.nq
  tests/load_quads "$work/$name.graph" "$source" || echo "Bail out! the store cannot be filled"
  for format in turtle:ttl trig:trig ntriples:nt nquads:nq jsonld:jsonld; do
    tests/load_quads --tell "${format%:*}" "$work/$name.graph" >"$work/$name.${format#*:}" || not_ok "$format is written"
  done
  # the same quads put in another order
  sort -r "$work/$name.nq" >"$work/$name-again.nq"
  tests/load_quads "$work/$name-again.graph" "$work/$name-again.nq"
  for format in turtle:ttl trig:trig ntriples:nt nquads:nq jsonld:jsonld; do
    tests/load_quads --tell "${format%:*}" "$work/$name-again.graph" | cmp - "$work/$name.${format#*:}"
    check $? "$name: equal graphs are equal bytes in ${format%:*}"
  done
  sort -uc "$work/$name.nq"
  check $? "$name: the lines of N-Quads are sorted, each once"
  # once round through raptor; it reads no blank graph name in TriG, and gives blank nodes labels of its own
  graph=https://n.example/a
  [ $name = hostile ] || graph=https://harbour-post.example/2031/03/02/budget
  for extension in nq:nquads trig:trig; do
    tests/load_quads --graph $graph --tell "${extension#*:}" "$work/$name.graph" >"$work/part.${extension%:*}"
    tests/load_quads "$work/$name-${extension%:*}.graph" "$work/part.${extension%:*}"
    tests/load_quads --tell nquads "$work/$name-${extension%:*}.graph" | sed 's/_:[a-z0-9-]*/_:b/g' | sort >"$work/round"
    sed 's/_:[a-z0-9-]*/_:b/g' "$work/part.nq" | sort | diff - "$work/round" | head -n 9 | sed 's/^/# /' >"$work/diff"
    [ ! -s "$work/diff" ] && [ "$(wc -l <"$work/round")" -gt 50 ]
    check $? "$name: raptor reads ${extension#*:} back as it was"
    cat "$work/diff"
  done
done

if python=$("$here/python-env.sh" 2>"$work/why"); then
  for name in news hostile; do
    source=$here/tell_$name.trig
    [ -f "$source" ] || source=$here/tell_$name.nq
    "$python" "$here/tell_read_rdf.py" "$source" "$work" $name >"$work/tap" 2>"$work/fault" || { not_ok "$name: RDFLib runs"; sed 's/^/# /' "$work/fault"; }
    while IFS= read -r line; do
      case $line in
        'ok - '*) ok "${line#ok - }" ;;
        'not ok - '*) not_ok "${line#not ok - }" ;;
        *) echo "$line" ;;
      esac
    done <"$work/tap"
  done
else
  for name in news hostile; do skip "$name: RDFLib reads all" "$(tail -n 1 "$work/why")"; done
fi

if jars=$("$here/java-env.sh" org.apache.jena:jena-cmds:4.10.0 2>"$work/why"); then
  for name in news hostile; do
    for extension in ttl trig nt nq jsonld; do
      # its exit status says that an IRI looks odd, too; where the grammar is hurt it counts nothing
      java -cp "$jars" riotcmd.riot --count "$work/$name.$extension" >"$work/count" 2>&1
      fault=0
      case $extension in ttl | nt) lines=$(wc -l <"$work/$name.nt") ;; *) lines=$(wc -l <"$work/$name.nq") ;; esac
      found=$(sed -n 's/,//g; s/.*Triples = \([0-9]*\) : Quads = \([0-9]*\)$/\1 + \2/p; t; s/.*\(Triples\|Quads\) = \([0-9]*\)$/\2/p' "$work/count")
      [ "$((${found:-0}))" = "$((lines))" ] || fault=1
      check $fault "$name: Jena reads $extension, $lines in number"
      [ $fault = 0 ] || sed 's/^/# /' "$work/count"
    done
  done
else
  for name in news hostile; do skip "$name: Jena reads all" "$(tail -n 1 "$work/why")"; done
fi
echo "1..$n"
