/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "document/compose.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Whether NFC may change it. Nothing below U+0300 does; of what news holds above, general punctuation (U+2010 to U+203F)
 * does not either. */
static bool may_change(Slice s) {
  for (size_t i = 0; i < s.len; i++) {
    const unsigned char c = (unsigned char)s.ptr[i];
    if (c < 0xCC) continue;
    if (c != 0xE2 || i + 2 >= s.len || (unsigned char)s.ptr[i + 1] != 0x80 || (unsigned char)s.ptr[i + 2] < 0x90) return true;
    i += 2;
  }
  return false;
}

Slice compose(Arena* arena, Slice text) {
  if (!may_change(text)) return text;
  utf8proc_uint8_t*      out = NULL;
  const utf8proc_ssize_t n   = utf8proc_map((const utf8proc_uint8_t*)text.ptr, (utf8proc_ssize_t)text.len, &out,
                                            UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  if (n < 0) return text; // not valid UTF-8, which no Text is
  const Slice composed = {arena_copy(arena, (const char*)out, (size_t)n), (size_t)n};
  free(out);
  return composed;
}

const char* compose_string(Arena* arena, const char* s) { return s ? compose(arena, slice(s)).ptr : NULL; }
