#!/bin/sh
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# The vocabulary, its shapes, the context and the ready-made queries, read by rdflib, pySHACL and roqet.
why=$(mktemp) || exit 99
python=$(sh "$top_srcdir/tests/python-env.sh" 2>"$why") || { echo "1..0 # SKIP $(tail -n 1 "$why")"; rm -f "$why"; exit 0; }
rm -f "$why"
exec "$python" "$top_srcdir/tests/ontology_check.py" "$top_srcdir"
