#!/bin/sh
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# The W3C's SPARQL test suites, one test for each, from the folder of configure --with-w3c-tests=DIR.
if [ -z "${W3C_TESTS:-}" ]; then
  echo "1..1"
  echo "ok 1 # SKIP configure --with-w3c-tests=DIR says where they are"
  exit 0
fi
"${top_builddir:?}/tests/w3c" --tap "$W3C_TESTS" "${top_srcdir:?}/tests/w3c_expected.txt"
