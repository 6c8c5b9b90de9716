#!/bin/sh
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# Builds the fuzzers into fuzz/ of the build folder; `make fuzz` calls it with the compiler and its flags.
#
#     fuzz/csv -max_total_time=600 corpus/        with clang they are libFuzzer's
#     fuzz/csv FILE... or fuzz/csv <FILE          with another compiler they read files; FUZZ_CC=afl-clang-fast is AFL++'s
#
# A case that was found goes into tests/fuzz/cases under a name that begins with its type; make check gives it again.
: "${top_srcdir:?run it by make fuzz}" "${FUZZ_CC:?}" "${FUZZ_FLAGS:?}"
set -eu
case $FUZZ_CC in
  clang*) compile=-fsanitize=fuzzer-no-link,address,undefined link=-fsanitize=fuzzer,address,undefined ;;
  *) compile=-fsanitize=address,undefined link="$compile -DFUZZ_MAIN" ;;
esac
mkdir -p fuzz/objects
newest=$(find "$top_srcdir/src" src "$top_srcdir/tests/fuzz" config.h -name '*.[ch]' -newer fuzz/objects/done 2>/dev/null | head -n 1)
if [ -n "$newest" ] || [ ! -e fuzz/objects/done ]; then
  for file in "$top_srcdir"/src/base/*.c src/base/tables.c "$top_srcdir"/src/fetch/*.c "$top_srcdir"/src/document/*.c "$top_srcdir/tests/fuzz/target.c"; do
    [ -e "$file" ] && echo "$file"
  done | sort -u | while read -r file; do
    object=fuzz/objects/$(echo "${file#"$top_srcdir"/}" | tr / -).o
    echo "  CC       $object" >&2
    # shellcheck disable=SC2086
    $FUZZ_CC -std=c11 -g -O1 $compile $FUZZ_FLAGS -c -o "$object" "$file" || exit 1
  done
  touch fuzz/objects/done
fi
for name in sniff html markdown mail mbox docx jsonl json csv feed sitemap warc packed archive date; do
  type=$(echo $name | sed 's/sniff/guess/; s/jsonl/json_lines/' | tr a-z A-Z)
  # shellcheck disable=SC2086
  $FUZZ_CC -std=c11 -g -O1 $link $FUZZ_FLAGS -DFUZZ="$type" -o fuzz/$name "$top_srcdir/tests/fuzz/fuzz.c" fuzz/objects/*.o $FUZZ_LIBS
  echo "  FUZZER   fuzz/$name"
done
