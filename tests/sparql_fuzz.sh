#!/bin/sh
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# Random SPARQL queries over random graphs have the answers that pyoxigraph gives. FUZZ_QUERIES (2000) and FUZZ_SEED (1)
# choose how many, and which.
python=$("$top_srcdir/tests/python-env.sh" 2>&1) || { echo "1..0 # SKIP $(echo "$python" | tail -n 1)"; exit 0; }
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
PYTHONDONTWRITEBYTECODE=1 "$python" "$top_srcdir/tests/sparql_compare.py" tests/sparql_answers "$work/graph" "${FUZZ_QUERIES:-2000}" "${FUZZ_SEED:-1}" >"$work/out" 2>"$work/fault" ||
  { sed 's/^/# /' "$work/fault"; echo "not ok - the comparison runs to its end"; }
cat "$work/out"
echo "1..$(grep -c -E '^(not )?ok ' "$work/out")"
