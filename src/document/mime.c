/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "document/mime.h"

#include "document/charset.h"

#include <string.h>
#include <strings.h>

static Slice behind(Slice s, size_t n) { return (Slice){s.ptr + n, s.len - n}; }

/* Length of the first line with its end. */
static size_t line_length(Slice s) {
  const char* end = s.len ? memchr(s.ptr, '\n', s.len) : NULL;
  return end ? (size_t)(end - s.ptr) + 1 : s.len;
}

static bool blank_line(Slice line) { return !slice_trim(line).len; }

MimePart mime_split(Slice bytes) {
  for (size_t at = 0; at < bytes.len;) {
    const size_t n = line_length(behind(bytes, at));
    if (blank_line((Slice){bytes.ptr + at, n})) return (MimePart){{bytes.ptr, at}, behind(bytes, at + n)};
    at += n;
  }
  return (MimePart){bytes, {"", 0}};
}

Slice mime_header(Slice head, const char* name, Arena* arena) {
  const size_t n = strlen(name);
  while (head.len) {
    size_t len = line_length(head);
    while (len < head.len && (head.ptr[len] == ' ' || head.ptr[len] == '\t')) len += line_length(behind(head, len));
    if (len > n && head.ptr[n] == ':' && !strncasecmp(head.ptr, name, n)) {
      const Slice value = slice_trim((Slice){head.ptr + n + 1, len - n - 1});
      char*       copy  = arena_copy(arena, value.ptr, value.len);
      for (size_t i = 0; i < value.len; i++)
        if (copy[i] == '\r' || copy[i] == '\n' || !copy[i]) copy[i] = ' ';
      return (Slice){copy, value.len};
    }
    head = behind(head, len);
  }
  return (Slice){"", 0};
}

Slice mime_param(Slice value, const char* name) {
  const size_t n = strlen(name);
  for (const char* p; value.len && (p = memchr(value.ptr, ';', value.len));) {
    value       = behind(value, (size_t)(p + 1 - value.ptr));
    Slice word  = slice_trim(value);
    if (word.len <= n || strncasecmp(word.ptr, name, n)) continue;
    word = slice_trim(behind(word, n));
    if (!word.len || *word.ptr != '=') continue;
    word              = slice_trim(behind(word, 1));
    const bool quoted = word.len && *word.ptr == '"';
    if (quoted) word = behind(word, 1);
    size_t len = 0;
    while (len < word.len && (quoted ? word.ptr[len] != '"' : !strchr("; \t\r\n", word.ptr[len]))) len++;
    return (Slice){word.ptr, len};
  }
  return (Slice){"", 0};
}

static int hex(char c) { return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1; }

/* RFC 2045, section 6.7; in words of headers "_" is a space (RFC 2047, section 4.2). */
static void put_quoted(Slice s, bool word, Buffer* out) {
  for (size_t i = 0; i < s.len; i++) {
    if (word && s.ptr[i] == '_') {
      buffer_putc(out, ' ');
    } else if (s.ptr[i] != '=') {
      buffer_putc(out, s.ptr[i]);
    } else if (i + 2 < s.len && hex(s.ptr[i + 1]) >= 0 && hex(s.ptr[i + 2]) >= 0) {
      buffer_putc(out, (char)(hex(s.ptr[i + 1]) * 16 + hex(s.ptr[i + 2])));
      i += 2;
    } else { // a soft line break: white space and the end of the line go
      size_t end = i + 1;
      while (end < s.len && (s.ptr[end] == ' ' || s.ptr[end] == '\t' || s.ptr[end] == '\r')) end++;
      if (end < s.len && s.ptr[end] == '\n') i = end;
      else if (end < s.len) buffer_putc(out, '=');
      else i = end;
    }
  }
}

static void put_base64(Slice s, Buffer* out) {
  uint32_t bits = 0;
  int      n    = 0;
  for (size_t i = 0; i < s.len && s.ptr[i] != '='; i++) {
    const char c = s.ptr[i];
    const int  v = c >= 'A' && c <= 'Z'   ? c - 'A'
                   : c >= 'a' && c <= 'z' ? c - 'a' + 26
                   : c >= '0' && c <= '9' ? c - '0' + 52
                   : c == '+'             ? 62
                   : c == '/'             ? 63
                                          : -1;
    if (v < 0) continue;
    bits = (bits << 6 | (uint32_t)v) & 0xFFFFFF;
    n += 6;
    if (n >= 8) buffer_putc(out, (char)(bits >> (n -= 8)));
  }
}

static bool is(Slice s, const char* word) { return s.len == strlen(word) && !strncasecmp(s.ptr, word, s.len); }

void mime_decode(Slice body, Slice encoding, Buffer* out) {
  if (is(encoding, "quoted-printable")) put_quoted(body, false, out);
  else if (is(encoding, "base64")) put_base64(body, out);
  else buffer_put_slice(out, body);
}

void mime_utf8(Slice bytes, Slice label, Buffer* out) {
  const Charset declared = charset_named(label), looks = charset_guess(bytes);
  const Charset charset  = declared < CHARSET_OTHER && (declared == CHARSET_UNKNOWN || looks == CHARSET_UTF8) ? looks : declared;
  charset_convert(bytes, charset, out);
}

/* One "=?charset?Q?words?=" at the beginning; its length, 0 where there is none. */
static size_t put_encoded_word(Slice s, Buffer* out) {
  if (s.len < 8 || s.ptr[0] != '=' || s.ptr[1] != '?') return 0;
  const char* end    = s.ptr + s.len;
  const char* kind   = memchr(s.ptr + 2, '?', s.len - 2);
  const char* words  = kind && end - kind > 2 && kind[2] == '?' ? kind + 3 : NULL;
  const char* finish = words ? memmem(words, (size_t)(end - words), "?=", 2) : NULL;
  if (!finish) return 0;
  Slice       label = {s.ptr + 2, (size_t)(kind - s.ptr - 2)};
  const char* star  = memchr(label.ptr, '*', label.len); // "utf-8*en" names a language
  if (star) label.len = (size_t)(star - label.ptr);
  const Slice inside = {words, (size_t)(finish - words)};
  Buffer      bytes  = {0};
  if ((kind[1] | 32) == 'b') put_base64(inside, &bytes);
  else if ((kind[1] | 32) == 'q') put_quoted(inside, true, &bytes);
  else return 0;
  mime_utf8(buffer_slice(&bytes), label, out);
  buffer_free(&bytes);
  return (size_t)(finish + 2 - s.ptr);
}

const char* mime_words(Slice value, Arena* arena) {
  Buffer out = {0}, plain = {0};
  mime_utf8(value, (Slice){"", 0}, &plain); // some write UTF-8 or Windows-1252 as it is
  Slice s = buffer_slice(&plain);
  while (s.len) {
    const size_t n = put_encoded_word(s, &out);
    if (n) { // white space between two encoded words is not meant
      s                = behind(s, n);
      const Slice next = slice_trim(s);
      if (next.len > 1 && next.ptr[0] == '=' && next.ptr[1] == '?' && next.ptr != s.ptr) s = behind(s, (size_t)(next.ptr - s.ptr));
      continue;
    }
    buffer_putc(&out, *s.ptr);
    s = behind(s, 1);
  }
  const char* words = arena_copy(arena, buffer_slice(&out).ptr, out.len);
  buffer_free(&out);
  buffer_free(&plain);
  return words;
}

bool mime_next(Slice* rest, Slice boundary, Slice* part) {
  const char* begin = NULL;
  while (rest->len) {
    const Slice line = {rest->ptr, line_length(*rest)};
    const bool  mark = line.len >= boundary.len + 2 && line.ptr[0] == '-' && line.ptr[1] == '-' &&
                      !memcmp(line.ptr + 2, boundary.ptr, boundary.len);
    if (mark && begin) { // it stays in `rest`: the next part begins behind it
      *part = (Slice){begin, (size_t)(line.ptr - begin)};
      return true;
    }
    *rest = behind(*rest, line.len);
    if (!mark) continue;
    const Slice tail = slice_trim(behind(line, boundary.len + 2));
    if (tail.len >= 2 && tail.ptr[0] == '-' && tail.ptr[1] == '-') return *rest = (Slice){"", 0}, false;
    if (!tail.len) begin = rest->ptr;
  }
  if (begin) *part = (Slice){begin, (size_t)(rest->ptr - begin)}; // cut off, or never closed
  return begin != NULL;
}
