/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* A growing run of bytes; what a Buffer holds is freed by buffer_free(). Start with `Buffer b = {0};`. */
#ifndef ONRECORD_BASE_BUFFER_H
#define ONRECORD_BASE_BUFFER_H

#include "base/text.h"

typedef struct {
  char*  bytes; ///< NUL-terminated once anything was put
  size_t len, cap;
} Buffer;

void buffer_reserve(Buffer* b, size_t more); ///< Room for `more` bytes and a NUL
void buffer_put(Buffer* b, const void* bytes, size_t n);
void buffer_puts(Buffer* b, const char* s);
void buffer_putc(Buffer* b, char c);
void buffer_put_slice(Buffer* b, Slice s);
void buffer_printf(Buffer* b, const char* format, ...) __attribute__((format(printf, 2, 3)));
void buffer_free(Buffer* b);

static inline Slice buffer_slice(const Buffer* b) { return (Slice){b->bytes ? b->bytes : "", b->len}; }
static inline void  buffer_clear(Buffer* b) { b->len = 0; }

#endif
