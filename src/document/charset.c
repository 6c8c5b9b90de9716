/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "document/charset.h"

#include "base/table.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

/* Code points of the bytes 0x80 to 0x9F (WHATWG index windows-1252); the five that Windows left out stand for
 * themselves. All others are their own code point. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
    0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178};

/* The rows of data/charsets.tsv that are no iconv() here. */
static const char* const own[] = {[CHARSET_UTF8] = "UTF-8", [CHARSET_WINDOWS_1252] = "Windows-1252", [CHARSET_UTF16LE] = "UTF-16LE", [CHARSET_UTF16BE] = "UTF-16BE"};

static const char* iconv_name(Charset charset) {
  if (charset < CHARSET_OTHER) return own[charset];
  const Table* table = table_get("charsets");
  return table->cells[(size_t)(charset - CHARSET_OTHER) * table->columns + 1];
}

const char* charset_name(Charset charset) { return charset == CHARSET_UNKNOWN ? "unknown" : iconv_name(charset); }

Charset charset_named(Slice label) {
  enum { LONGEST = 32 };
  char                     room[LONGEST];
  const Table*             table = table_get("charsets");
  const char* const* const row   = table_find(table, slice_small(slice_trim(label), room, sizeof room));
  if (!row) return CHARSET_UNKNOWN;
  for (Charset c = CHARSET_UTF8; c < CHARSET_OTHER; c++)
    if (!strcasecmp(own[c], row[1])) return c;
  const iconv_t known = iconv_open("UTF-8", row[1]); // a system may come without some of them
  if (known == (iconv_t)-1) return CHARSET_UNKNOWN;
  iconv_close(known);
  return CHARSET_OTHER + (Charset)((size_t)(row - table->cells) / table->columns);
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
  *mark = bytes.len - slice_without_mark(bytes).len;
  if (*mark) return CHARSET_UTF8;
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
  for (size_t i = 0; (i += utf8_ascii(bytes.ptr + i, bytes.len - i)) < bytes.len;) {
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

static void convert_windows_1252(Slice bytes, Buffer* out) {
  for (size_t i = 0; i < bytes.len; i++) {
    const unsigned char c = (unsigned char)bytes.ptr[i];
    char                utf8[4];
    buffer_put(out, utf8, utf8_put(c >= 0x80 && c < 0xA0 ? windows_1252[c - 0x80] : c, utf8));
  }
}

void decoder_open(Decoder* decoder, Charset charset) {
  *decoder = (Decoder){.unit = charset == CHARSET_UTF16LE || charset == CHARSET_UTF16BE ? 2 : 1};
  if (charset == CHARSET_WINDOWS_1252) return; // by hand: iconv() leaves five of its bytes out
  const iconv_t handle = iconv_open("UTF-8", iconv_name(charset));
  if (handle != (iconv_t)-1) decoder->handle = handle;
}

void decoder_put(Decoder* decoder, Slice bytes, bool last, Buffer* out) {
  enum { ROOM = 4096 };
  if (!decoder->handle) {
    convert_windows_1252(bytes, out);
    return;
  }
  buffer_put_slice(&decoder->left, bytes);
  char*  from = decoder->left.bytes;
  size_t left = decoder->left.len;
  while (left) {
    buffer_reserve(out, ROOM);
    char*        to   = out->bytes + out->len;
    size_t       room = ROOM;
    const size_t done = iconv(decoder->handle, &from, &left, &to, &room);
    const int    why  = errno;
    out->len += ROOM - room;
    if (done != (size_t)-1 || why == E2BIG) continue;
    if (why == EINVAL && !last) break; // the rest of a character comes with the next piece
    buffer_putc(out, '\xFF');
    const size_t step = why == EINVAL || left < decoder->unit ? left : decoder->unit;
    from += step;
    left -= step;
  }
  if (left) memmove(decoder->left.bytes, from, left);
  decoder->left.len = left;
}

void decoder_close(Decoder* decoder) {
  if (decoder->handle) iconv_close(decoder->handle);
  buffer_free(&decoder->left);
}

void charset_convert(Slice bytes, Charset charset, Buffer* out) {
  if (charset == CHARSET_UNKNOWN || charset == CHARSET_UTF8) {
    buffer_put_slice(out, bytes);
    return;
  }
  Decoder decoder;
  decoder_open(&decoder, charset);
  decoder_put(&decoder, bytes, true, out);
  decoder_close(&decoder);
}
