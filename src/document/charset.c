/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "document/charset.h"

#include <string.h>
#include <strings.h>

/* Code points of the bytes 0x80 to 0x9F (WHATWG index windows-1252); the five that Windows left out stand for
 * themselves. All others are their own code point. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
    0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178};

/* Labels in use on news pages (WHATWG Encoding Standard, section 4.2). */
static const struct {
  const char* label;
  Charset     charset;
} labels[] = {
    {"utf-8", CHARSET_UTF8},
    {"utf8", CHARSET_UTF8},
    {"unicode-1-1-utf-8", CHARSET_UTF8},
    {"us-ascii", CHARSET_WINDOWS_1252},
    {"ascii", CHARSET_WINDOWS_1252},
    {"iso-8859-1", CHARSET_WINDOWS_1252},
    {"iso8859-1", CHARSET_WINDOWS_1252},
    {"iso_8859-1", CHARSET_WINDOWS_1252},
    {"latin1", CHARSET_WINDOWS_1252},
    {"latin-1", CHARSET_WINDOWS_1252},
    {"l1", CHARSET_WINDOWS_1252},
    {"windows-1252", CHARSET_WINDOWS_1252},
    {"cp1252", CHARSET_WINDOWS_1252},
    {"x-cp1252", CHARSET_WINDOWS_1252},
    {"utf-16", CHARSET_UTF16LE},
    {"utf-16le", CHARSET_UTF16LE},
    {"utf-16be", CHARSET_UTF16BE},
};

Charset charset_named(Slice label) {
  label = slice_trim(label);
  if (!label.len) return CHARSET_UNKNOWN;
  for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
    if (strlen(labels[i].label) == label.len && !strncasecmp(labels[i].label, label.ptr, label.len)) return labels[i].charset;
  return CHARSET_OTHER;
}

Slice charset_label(Slice content) {
  static const Slice key = {"charset", 7};
  for (size_t i = 0; i + key.len < content.len; i++) {
    if (strncasecmp(content.ptr + i, key.ptr, key.len)) continue;
    Slice rest = slice_trim((Slice){content.ptr + i + key.len, content.len - i - key.len});
    if (!rest.len || *rest.ptr != '=') continue;
    rest = slice_trim((Slice){rest.ptr + 1, rest.len - 1});
    if (rest.len && (*rest.ptr == '"' || *rest.ptr == '\'')) rest.ptr++, rest.len--;
    size_t n = 0;
    while (n < rest.len && !strchr("\"'; \t\r\n>", rest.ptr[n])) n++;
    return (Slice){rest.ptr, n};
  }
  return (Slice){"", 0};
}

Charset charset_marked(Slice bytes, size_t* mark) {
  *mark = 0;
  if (bytes.len >= 3 && !memcmp(bytes.ptr, "\xEF\xBB\xBF", 3)) return *mark = 3, CHARSET_UTF8;
  if (bytes.len >= 2 && !memcmp(bytes.ptr, "\xFF\xFE", 2)) return *mark = 2, CHARSET_UTF16LE;
  if (bytes.len >= 2 && !memcmp(bytes.ptr, "\xFE\xFF", 2)) return *mark = 2, CHARSET_UTF16BE;
  return CHARSET_UNKNOWN;
}

/* Bytes that Windows-1252 gives no character, and letters between which nobody writes English: text in another 8-bit
 * encoding is mostly such letters. */
static bool unlikely_1252(const unsigned char* p, size_t n) {
  size_t high = 0, letters = 0;
  for (size_t i = 0; i < n; i++) {
    if (p[i] == 0x81 || p[i] == 0x8D || p[i] == 0x8F || p[i] == 0x90 || p[i] == 0x9D) return true;
    high += p[i] >= 0xC0;
    letters += ((p[i] | 32) >= 'a' && (p[i] | 32) <= 'z');
  }
  return high > letters / 4 + 1;
}

Charset charset_guess(Slice bytes) {
  size_t whole = 0, broken = 0;
  for (size_t i = 0; i < bytes.len;) {
    const size_t n = utf8_valid(bytes.ptr + i, bytes.len - i);
    whole += n > 1;
    broken += !n;
    i += n ? n : 1;
  }
  if (broken <= whole) return CHARSET_UTF8; // whole, or whole but for some damage
  if (!unlikely_1252((const unsigned char*)bytes.ptr, bytes.len)) return CHARSET_WINDOWS_1252;
  return broken * 20 <= bytes.len ? CHARSET_UTF8 : CHARSET_UNKNOWN;
}

bool charset_binary(Slice bytes) {
  size_t controls = 0;
  for (size_t i = 0; i < bytes.len; i++) {
    const unsigned char c = (unsigned char)bytes.ptr[i];
    if (!c) return true;
    controls += (c < 0x20 && (c < '\t' || c > '\r') && c != 0x1B) || c == 0x7F;
  }
  return controls * 50 > bytes.len;
}

static void convert_utf16(Slice bytes, bool big, Buffer* out) {
  const unsigned char* p = (const unsigned char*)bytes.ptr;
  const size_t         n = bytes.len / 2;
  for (size_t i = 0; i < n; i++) {
    uint32_t c = big ? (uint32_t)p[2 * i] << 8 | p[2 * i + 1] : (uint32_t)p[2 * i + 1] << 8 | p[2 * i];
    if (c >= 0xD800 && c < 0xDC00 && i + 1 < n) {
      const uint32_t low = big ? (uint32_t)p[2 * i + 2] << 8 | p[2 * i + 3] : (uint32_t)p[2 * i + 3] << 8 | p[2 * i + 2];
      if (low >= 0xDC00 && low < 0xE000) c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00), i++;
    }
    if (c >= 0xD800 && c < 0xE000) { // half a pair: a broken sequence, for text_make() to count
      buffer_putc(out, '\xFF');
      continue;
    }
    char utf8[4];
    buffer_put(out, utf8, utf8_put(c, utf8));
  }
  if (bytes.len % 2) buffer_putc(out, '\xFF');
}

static void convert_windows_1252(Slice bytes, Buffer* out) {
  for (size_t i = 0; i < bytes.len; i++) {
    const unsigned char c = (unsigned char)bytes.ptr[i];
    char                utf8[4];
    buffer_put(out, utf8, utf8_put(c >= 0x80 && c < 0xA0 ? windows_1252[c - 0x80] : c, utf8));
  }
}

void charset_convert(Slice bytes, Charset charset, Buffer* out) {
  switch (charset) {
  case CHARSET_UTF16LE:
  case CHARSET_UTF16BE: convert_utf16(bytes, charset == CHARSET_UTF16BE, out); break;
  case CHARSET_WINDOWS_1252: convert_windows_1252(bytes, out); break;
  case CHARSET_UNKNOWN:
  case CHARSET_UTF8:
  case CHARSET_OTHER: buffer_put_slice(out, bytes); break;
  }
}
