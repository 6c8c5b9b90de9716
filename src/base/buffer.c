/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "base/buffer.h"

#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buffer_reserve(Buffer* b, size_t more) {
  if (b->cap - b->len > more) return;
  b->cap   = (b->len + more + 1) * 3 / 2 + 64;
  b->bytes = xrealloc(b->bytes, b->cap);
}

void buffer_put(Buffer* b, const void* bytes, size_t n) {
  buffer_reserve(b, n);
  if (n) memcpy(b->bytes + b->len, bytes, n);
  b->bytes[b->len += n] = '\0';
}

void buffer_puts(Buffer* b, const char* s) { buffer_put(b, s, strlen(s)); }
void buffer_putc(Buffer* b, char c) { buffer_put(b, &c, 1); }
void buffer_put_slice(Buffer* b, Slice s) { buffer_put(b, s.ptr, s.len); }

void buffer_printf(Buffer* b, const char* format, ...) {
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  const int n = vsnprintf(NULL, 0, format, args);
  va_end(args);
  if (n > 0) {
    buffer_reserve(b, (size_t)n);
    vsnprintf(b->bytes + b->len, (size_t)n + 1, format, again);
    b->len += (size_t)n;
  }
  va_end(again);
}

void buffer_free(Buffer* b) {
  free(b->bytes);
  *b = (Buffer){0};
}
