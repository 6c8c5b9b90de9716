#!/bin/sh
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# A floor of src/ includes only headers of floors above it in this list (and its own).
floors="base fetch document reader knowledge facts identity graph store archive sparql tell serve library onrecord"
cd "${top_srcdir:-.}/src" || exit 99
n=0
plan=0
for floor in $floors; do [ -d "$floor" ] && plan=$((plan + 1)); done
echo "1..$plan"
above=
for floor in $floors; do
  above="$above $floor"
  [ -d "$floor" ] || continue
  n=$((n + 1))
  bad=$(grep -n '#include "' "$floor"/*.[ch] 2>/dev/null | grep -v '"config.h"' |
    while IFS= read -r line; do
      to=${line#*\"}
      to=${to%%/*}
      case " $above " in *" $to "*) ;; *) echo "$line" ;; esac
    done)
  if [ -z "$bad" ]; then echo "ok $n - $floor includes only floors above it"; else
    echo "not ok $n - $floor includes only floors above it"
    echo "$bad" | sed 's/^/# /'
  fi
done
