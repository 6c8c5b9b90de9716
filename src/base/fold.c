/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "base/fold.h"

#include <string.h>
#include <utf8proc.h>

enum { MOST_DECOMPOSED = 32 };

static bool is_ideograph(utf8proc_int32_t c) {
  return (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

static bool is_letter(utf8proc_int32_t c) {
  const utf8proc_category_t k = utf8proc_category(c);
  return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) || (k >= UTF8PROC_CATEGORY_ND && k <= UTF8PROC_CATEGORY_NO);
}

static void put_space(Buffer* out) {
  if (out->bytes[out->len - 1] != ' ') buffer_putc(out, ' ');
}

static void put_folded(utf8proc_int32_t c, Buffer* out) {
  if (!is_letter(c)) {
    put_space(out);
    return;
  }
  utf8proc_uint8_t       bytes[4];
  const utf8proc_ssize_t n = utf8proc_encode_char(c, bytes);
  if (is_ideograph(c)) put_space(out);
  buffer_put(out, bytes, (size_t)n);
  if (is_ideograph(c)) put_space(out);
}

/// One character beyond ASCII; what its folding leaves, if anything. Returns its bytes.
static size_t fold_wide(const utf8proc_uint8_t* at, size_t len, Buffer* out) {
  static const utf8proc_option_t how =
      UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE;
  utf8proc_int32_t       c, parts[MOST_DECOMPOSED];
  int                    boundary = 0;
  const utf8proc_ssize_t n        = utf8proc_iterate(at, (utf8proc_ssize_t)len, &c);
  if (n <= 0) {
    put_space(out);
    return 1;
  }
  const utf8proc_ssize_t m = utf8proc_decompose_char(c, parts, MOST_DECOMPOSED, how, &boundary);
  for (utf8proc_ssize_t i = 0; i < m && i < MOST_DECOMPOSED; ++i) put_folded(parts[i], out);
  return (size_t)n;
}

void words_fold(Slice text, Buffer* out) {
  buffer_reserve(out, text.len + 2);
  buffer_putc(out, ' ');
  for (size_t i = 0; i < text.len;) {
    const unsigned char c = (unsigned char)text.ptr[i];
    if (c >= 0x80) {
      i += fold_wide((const utf8proc_uint8_t*)text.ptr + i, text.len - i, out);
      buffer_reserve(out, text.len - i + 2); // all that is ASCII fits without another look
      continue;
    }
    ++i;
    const bool capital = c >= 'A' && c <= 'Z', letter = capital || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (letter || out->bytes[out->len - 1] != ' ') out->bytes[out->len++] = (char)(capital ? c - 'A' + 'a' : letter ? c : ' ');
  }
  put_space(out);
  out->bytes[out->len] = '\0';
}

Slice words_next(Slice folded, size_t* at) {
  while (*at < folded.len && folded.ptr[*at] == ' ') ++*at;
  const char* word = folded.ptr + *at;
  const char* end  = memchr(word, ' ', folded.len - *at);
  const Slice next = {word, end ? (size_t)(end - word) : folded.len - *at};
  *at += next.len;
  return next;
}
