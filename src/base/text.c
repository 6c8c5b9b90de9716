/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

Slice slice(const char* s) { return (Slice){s, s ? strlen(s) : 0}; }

bool slice_equal(Slice a, Slice b) { return a.len == b.len && (!a.len || !memcmp(a.ptr, b.ptr, a.len)); }

int slice_compare(Slice a, Slice b) {
  const size_t n = a.len < b.len ? a.len : b.len;
  const int    c = n ? memcmp(a.ptr, b.ptr, n) : 0;
  return c ? c : (a.len > b.len) - (a.len < b.len);
}

int slice_order(const void* a, const void* b) { return slice_compare(*(const Slice*)a, *(const Slice*)b); }

size_t utf8_valid(const char* s, size_t len) {
  const unsigned char* p = (const unsigned char*)s;
  if (!len) return 0;
  if (p[0] < 0x80) return 1;
  if (p[0] < 0xC2 || p[0] > 0xF4) return 0;
  const size_t n = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
  if (len < n) return 0;
  for (size_t i = 1; i < n; i++)
    if ((p[i] & 0xC0) != 0x80) return 0;
  // over-long forms, surrogates and points beyond U+10FFFF (Unicode 15, table 3-7)
  if (p[0] == 0xE0 && p[1] < 0xA0) return 0;
  if (p[0] == 0xED && p[1] > 0x9F) return 0;
  if (p[0] == 0xF0 && p[1] < 0x90) return 0;
  if (p[0] == 0xF4 && p[1] > 0x8F) return 0;
  return n;
}

/* Bytes of a broken sequence that one U+FFFD stands for: its longest part that a whole one could begin with, at least
 * one byte (Unicode 15, section 3.9, "maximal subpart"; WHATWG Encoding, UTF-8 decoder). */
static size_t broken_length(const char* s, size_t len) {
  const unsigned char* p = (const unsigned char*)s;
  if (p[0] < 0xC2 || p[0] > 0xF4) return 1;
  const unsigned char low  = p[0] == 0xE0 ? 0xA0 : p[0] == 0xF0 ? 0x90 : 0x80;
  const unsigned char high = p[0] == 0xED ? 0x9F : p[0] == 0xF4 ? 0x8F : 0xBF;
  const size_t        n    = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
  if (len < 2 || p[1] < low || p[1] > high) return 1;
  size_t i = 2;
  while (i < n && i < len && (p[i] & 0xC0) == 0x80) i++;
  return i;
}

uint32_t utf8_next(const char** s) {
  const unsigned char* p = (const unsigned char*)*s;
  if (p[0] < 0x80) return *s += 1, p[0];
  if (p[0] < 0xE0) return *s += 2, (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
  if (p[0] < 0xF0) return *s += 3, (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
  return *s += 4, (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
}

size_t utf8_put(uint32_t c, char* out) {
  unsigned char* o = (unsigned char*)out;
  if (c < 0x80) return o[0] = (unsigned char)c, 1;
  if (c < 0x800) return o[0] = (unsigned char)(0xC0 | c >> 6), o[1] = (unsigned char)(0x80 | (c & 0x3F)), 2;
  if (c < 0x10000)
    return o[0] = (unsigned char)(0xE0 | c >> 12), o[1] = (unsigned char)(0x80 | (c >> 6 & 0x3F)),
           o[2] = (unsigned char)(0x80 | (c & 0x3F)), 3;
  return o[0] = (unsigned char)(0xF0 | c >> 18), o[1] = (unsigned char)(0x80 | (c >> 12 & 0x3F)),
         o[2] = (unsigned char)(0x80 | (c >> 6 & 0x3F)), o[3] = (unsigned char)(0x80 | (c & 0x3F)), 4;
}

size_t utf8_ascii(const char* p, size_t len) {
  size_t   n = 0;
  uint64_t eight;
  for (; n + sizeof eight <= len; n += sizeof eight) {
    memcpy(&eight, p + n, sizeof eight);
    if (eight & 0x8080808080808080) break;
  }
  while (n < len && !(p[n] & 0x80)) n++;
  return n;
}

size_t utf8_broken(Slice s) {
  size_t broken = 0;
  for (size_t i = 0; (i += utf8_ascii(s.ptr + i, s.len - i)) < s.len;) {
    const size_t n = utf8_valid(s.ptr + i, s.len - i);
    broken += !n;
    i += n ? n : broken_length(s.ptr + i, s.len - i);
  }
  return broken;
}

uint32_t utf8_count(Slice s) {
  uint32_t n = 0;
  for (size_t i = 0; i < s.len; i++) n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
  return n;
}

Text text_make(Arena* arena, const char* bytes, size_t len) {
  Text         text   = {0};
  const size_t broken = utf8_broken((Slice){bytes, len});
  char*        out    = arena_alloc(arena, len + 2 * broken + 1);
  size_t       o      = 0;
  for (size_t i = 0; i < len;) {
    size_t n = broken ? utf8_valid(bytes + i, len - i) : len;
    if (n) {
      memcpy(out + o, bytes + i, n);
      o += n;
    } else {
      o += utf8_put(0xFFFD, out + o);
      n = broken_length(bytes + i, len - i);
    }
    i += n;
  }
  text.bytes    = out;
  text.len      = o;
  text.repaired = broken;
  text.length   = utf8_count((Slice){out, o});
  if (text.length != o) {
    uint32_t* marks = arena_array(arena, uint32_t, text.length / TEXT_STRIDE + 1);
    uint32_t  point = 0;
    for (const char *p = out, *end = out + o; p < end; point++) {
      if (point % TEXT_STRIDE == 0) marks[point / TEXT_STRIDE] = (uint32_t)(p - out);
      utf8_next(&p);
    }
    text.marks = marks;
  }
  return text;
}

size_t text_offset(const Text* text, uint32_t point) {
  if (point >= text->length) return text->len;
  if (!text->marks) return point;
  const char* p = text->bytes + text->marks[point / TEXT_STRIDE];
  for (uint32_t i = point % TEXT_STRIDE; i; i--) utf8_next(&p);
  return (size_t)(p - text->bytes);
}

uint32_t text_at(const Text* text, uint32_t point) {
  if (point >= text->length) return 0;
  const char* p = text->bytes + text_offset(text, point);
  return utf8_next(&p);
}

Slice text_slice(const Text* text, Span span) {
  if (span.end > text->length) span.end = text->length;
  if (span_empty(span)) return (Slice){text->bytes, 0};
  const size_t b = text_offset(text, span.begin);
  return (Slice){text->bytes + b, text_offset(text, span.end) - b};
}

Slice slice_lower(Arena* arena, Slice s) {
  // a lower-case letter takes at most one byte more than its capital (U+023A: 2 -> 3)
  char*  out = arena_alloc(arena, s.len * 2 + 1);
  size_t o   = 0;
  for (const char *p = s.ptr, *end = s.ptr + s.len; p < end;) {
    const uint32_t c = utf8_next(&p);
    o += utf8_put(c < 0x80 ? (c >= 'A' && c <= 'Z' ? c + 32 : c) : (uint32_t)utf8proc_tolower((utf8proc_int32_t)c), out + o);
  }
  return (Slice){out, o};
}

Slice slice_small(Slice s, char* room, size_t size) {
  if (s.len > size) return (Slice){room, 0};
  for (size_t i = 0; i < s.len; i++) room[i] = (char)(s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ? s.ptr[i] | 32 : s.ptr[i]);
  return (Slice){room, s.len};
}

Slice slice_fold(Arena* arena, Slice s) {
  if (utf8_ascii(s.ptr, s.len) == s.len) return slice_lower(arena, s);
  utf8proc_uint8_t* out = NULL;
  const utf8proc_ssize_t n =
      utf8proc_map((const utf8proc_uint8_t*)s.ptr, (utf8proc_ssize_t)s.len, &out,
                   UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
  if (n < 0) {
    free(out);
    return slice_lower(arena, s);
  }
  char*  bytes = arena_alloc(arena, (size_t)n + 1);
  size_t len   = 0;
  for (const char *p = (const char*)out, *end = p + n; p < end;) {
    const uint32_t c = utf8_next(&p);
    len += utf8_put(c == 0x2018 || c == 0x2019 ? '\'' : c == 0x2010 || c == 0x2011 ? '-' : c, bytes + len);
  }
  free(out);
  return (Slice){bytes, len};
}

Slice slice_cut(Slice* rest, char sign) {
  const char* stop = rest->len ? memchr(rest->ptr, sign, rest->len) : NULL;
  const Slice part = {rest->ptr, stop ? (size_t)(stop - rest->ptr) : rest->len};
  *rest            = stop ? (Slice){stop + 1, rest->len - part.len - 1} : SLICE("");
  return part;
}

static bool blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

Slice slice_trim(Slice s) {
  while (s.len && blank(*s.ptr)) s.ptr++, s.len--;
  while (s.len && blank(s.ptr[s.len - 1])) s.len--;
  return s;
}

Slice slice_without_mark(Slice s) {
  return s.len >= 3 && !memcmp(s.ptr, "\xEF\xBB\xBF", 3) ? (Slice){s.ptr + 3, s.len - 3} : s;
}
