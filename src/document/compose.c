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

/* Soft hyphen, zero width space, word joiner, byte order mark; between Latin letters the joiners as well. */
static bool unseen(uint32_t c, uint32_t before) {
  return c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF || ((c == 0x200C || c == 0x200D) && before < 0x250);
}

/* The letters of a Latin ligature (U+FB00 to U+FB06); NULL for any other sign. */
static const char* ligature(uint32_t c) {
  static const char* const letters[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
  return c >= 0xFB00 && c < 0xFB00 + sizeof letters / sizeof *letters ? letters[c - 0xFB00] : NULL;
}

Slice compose_label(Arena* arena, Slice text) {
  if (utf8_ascii(text.ptr, text.len) == text.len) return text;
  text            = compose(arena, text);
  char*    plain  = arena_alloc(arena, text.len + 1); // no ligature has more letters than bytes
  size_t   len    = 0;
  uint32_t before = 0;
  for (const char *p = text.ptr, *end = p + text.len; p < end;) {
    const uint32_t    c       = utf8_next(&p);
    const char* const letters = ligature(c);
    if (letters) memcpy(plain + len, letters, strlen(letters)), len += strlen(letters);
    else if (!unseen(c, before)) len += utf8_put(c, plain + len);
    before = c;
  }
  return (Slice){plain, len};
}
