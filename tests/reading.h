/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What the tests of the reader share: paragraphs of a plain text, and the folder of the shipped model. */
#ifndef ONRECORD_TESTS_READING_H
#define ONRECORD_TESTS_READING_H

#include "base/arena.h"
#include "base/status.h"
#include "reader/reader.h"

#include <stdlib.h>

/// End the test with a message (cmocka's fail_msg needs the name that base/status.h has).
#define STOP(...) (print_error(__VA_ARGS__), print_error("\n"), _fail(__FILE__, __LINE__))

/// Runs of code points without a line break.
static inline Span* paragraphs_of(Arena* arena, const Text* text, size_t* count) {
  Span*       items = NULL;
  size_t      n = 0, cap = 0;
  const char* p     = text->bytes;
  uint32_t    at    = 0, begin = 0;
  while (p < text->bytes + text->len) {
    const uint32_t c = utf8_next(&p);
    if (c == '\n') {
      if (at > begin) *arena_push(arena, items, n, cap) = (Span){begin, at};
      begin = at + 1;
    }
    at++;
  }
  if (at > begin) *arena_push(arena, items, n, cap) = (Span){begin, at};
  *count = n;
  return items;
}

#endif
