#!/bin/sh
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# Invented pages as newspapers lay them out, in a dozen languages: of each NAME.html in tests/pages exactly the text of
# NAME.txt must be read.
: "${top_srcdir:?run it by make check}" "${top_builddir:?run it by make check}"
scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$scratch"' EXIT
set -- "$top_srcdir"/tests/pages/*.html
echo "1..$#"
n=0
for page; do
  n=$((n + 1)) name=$(basename "$page" .html)
  "$top_builddir/onrecord" text --quiet "$page" >"$scratch/got" 2>"$scratch/errors"
  if diff -u "${page%.html}.txt" "$scratch/got" >"$scratch/diff"; then
    echo "ok $n - $name"
  else
    echo "not ok $n - $name"
    sed 's/^/# /' "$scratch/diff" "$scratch/errors"
  fi
done
