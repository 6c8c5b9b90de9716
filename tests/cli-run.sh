#!/bin/sh
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# Runs one case of tests/cli/: a shell script NAME.cli whose whole output must equal NAME.expected beside it.
#
# It runs in an empty folder with news/ in it (three articles of examples/), with the built program in front of PATH;
# $examples is the folder of examples, $source the source tree, $build the build tree. In what it prints, these folders
# read EXAMPLES, SOURCE, BUILD and HERE. A case that cannot run here calls skip "why". After a wanted change,
# UPDATE=1 make check TESTS=tests/cli/NAME.cli writes the new NAME.expected: read its diff.
: "${top_srcdir:?run it by make check}" "${top_builddir:?run it by make check}"
case_file=$1
name=$(basename "$case_file" .cli)
case_file=$(cd "$(dirname "$case_file")" && pwd)/$name.cli
source=$top_srcdir build=$top_builddir examples=$top_srcdir/examples
here=$(mktemp -d) || exit 99
here=$(cd "$here" && pwd -P)
export source build examples here
trap 'rm -rf "$here"' EXIT
mkdir "$here/work" "$here/work/news"
cp "$examples/norland/2031-03-02-budget.html" "$here/work/news/budget.html"
cp "$examples/norland/2031-03-05-kestrel.txt" "$here/work/news/kestrel.txt"
cp "$examples/norland/2031-04-19-sale.html" "$here/work/news/sale.html"
mkdir "$here/data" # what ships: some of it from the source tree, some of it built
ln -s "$source/model" "$source/ontology" "$build/known.bin" "$here/data/"
PATH=$build:$PATH ONRECORD_DATA=$here/data LC_ALL=C.UTF-8 NO_COLOR=1
export PATH ONRECORD_DATA LC_ALL NO_COLOR
unset ONRECORD_GRAPH ONRECORD_MODEL MAKEFLAGS MAKELEVEL

cat >"$here/prelude" <<'END'
skip() { echo "$*" >"$here/skip"; exit 77; }
try() { "$@"; echo "exit $?"; } # the command, then its exit status
END
echo 1..1
(cd "$here/work" && cat "$here/prelude" "$case_file" >"$here/script" && sh "$here/script") >"$here/raw" 2>&1 </dev/null
sed -e "s|$here/work|HERE|g; s|$here|HERE|g; s|$examples|EXAMPLES|g; s|$build|BUILD|g; s|$source|SOURCE|g" "$here/raw" >"$here/got"
if [ -e "$here/skip" ]; then
  echo "ok 1 - $name # SKIP $(cat "$here/skip")"
elif [ -n "${UPDATE:-}" ]; then
  cp "$here/got" "${case_file%.cli}.expected"
  echo "ok 1 - $name # SKIP written anew"
elif diff -u "${case_file%.cli}.expected" "$here/got" >"$here/diff"; then
  echo "ok 1 - $name"
else
  echo "not ok 1 - $name"
  sed 's/^/# /' "$here/diff"
fi
