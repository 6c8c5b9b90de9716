/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* One fuzzer, by -DFUZZ=CSV (or DATE). With libFuzzer this is all; without it, FUZZ_MAIN reads the files that are named, or
 * standard input, as AFL++ wants it. */
#include "target.h"

#include "base/buffer.h"

#include <stdio.h>

#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)

enum { DOCUMENT_DATE = -1 };

int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t n) {
  const int type = (int)JOIN(DOCUMENT_, FUZZ);
  if (type == (int)DOCUMENT_DATE) fuzz_date(bytes, n);
  else fuzz_items((DocumentType)type, bytes, n);
  return 0;
}

#ifdef FUZZ_MAIN
static void run(FILE* file) {
  Buffer bytes = {0};
  size_t n;
  do {
    buffer_reserve(&bytes, 65536);
    n = fread(bytes.bytes + bytes.len, 1, 65536, file);
    bytes.len += n;
  } while (n);
  LLVMFuzzerTestOneInput((const uint8_t*)bytes.bytes, bytes.len);
  buffer_free(&bytes);
}

int main(int argc, char** argv) {
  if (argc < 2) run(stdin);
  for (int i = 1; i < argc; i++) {
    FILE* file = fopen(argv[i], "rb");
    if (!file) return perror(argv[i]), 1;
    run(file);
    fclose(file);
  }
  return 0;
}
#endif
