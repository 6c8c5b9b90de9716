#!/bin/sh
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# Who is who over the invented articles of identity/people.txt, read by the program: B-cubed precision and F1 at least so high.
# docs/identity.md has the figures; bench/who_is_who.py prints them.
command -v python3 >/dev/null || { echo "1..0 # SKIP python3 is not there"; exit 0; }
echo 1..1
ONRECORD_DATA=$top_srcdir
export ONRECORD_DATA
words=$(python3 "$top_srcdir/bench/who_is_who.py" "$top_builddir/onrecord" "$top_srcdir/tests/identity/people.txt" --check 97 92 2>&1) \
  && echo "ok 1 - who is who in invented articles" || echo "not ok 1 - who is who in invented articles"
echo "$words" | sed 's/^/# /'
