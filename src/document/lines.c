/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "document/lines.h"

#include <string.h>

enum { NARROWEST = 40, WIDEST = 120, MOST_LINES = 4096 };

static Slice next_line(Slice* rest) {
  const char*  end  = memchr(rest->ptr, '\n', rest->len);
  const size_t n    = end ? (size_t)(end - rest->ptr) : rest->len;
  Slice        line = {rest->ptr, n};
  if (line.len && line.ptr[line.len - 1] == '\r') line.len--;
  *rest = (Slice){rest->ptr + n + (end != NULL), rest->len - n - (end != NULL)};
  return line;
}

/* Code points; what is broken counts by its bytes. */
static size_t width(Slice s) {
  size_t n = 0;
  for (size_t i = 0; i < s.len; i++) n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
  return n;
}

static Slice first_word(Slice line) {
  size_t n = 0;
  while (n < line.len && line.ptr[n] != ' ' && line.ptr[n] != '\t') n++;
  return (Slice){line.ptr, n};
}

/* "- one", "* two", "1. three": an item by itself. */
static bool item(Slice line) {
  if (line.len < 2) return false;
  if (strchr("-*+", *line.ptr) && line.ptr[1] == ' ') return true;
  size_t digits = 0;
  while (digits < line.len && digits < 3 && line.ptr[digits] >= '0' && line.ptr[digits] <= '9') digits++;
  return digits && digits + 1 < line.len && (line.ptr[digits] == '.' || line.ptr[digits] == ')') && line.ptr[digits + 1] == ' ';
}

/* Whether the next line's first word would not have fitted any more. */
static bool goes_over(Slice line, Slice next, size_t full) { return !item(next) && width(line) + 1 + width(first_word(next)) > full; }

static void put_block(const Slice* lines, size_t n, LineStyle style, Buffer* out) {
  size_t widest = 0;
  for (size_t i = 0; i < n; i++) {
    const size_t here = width(lines[i]);
    if (here > widest) widest = here;
  }
  const bool   wrapped = widest >= NARROWEST && widest <= WIDEST;
  const size_t full    = widest * (size_t)(100 - style.slack) / 100;
  bool         goes_on = false;
  for (size_t i = 0; i < n; i++) {
    const Slice words = slice_trim(lines[i]);
    if (out->len) buffer_puts(out, goes_on ? " " : "\n\n");
    buffer_put_slice(out, words);
    if (i + 1 == n) break;
    const Slice next = slice_trim(lines[i + 1]);
    goes_on = style.flowed ? lines[i].len && lines[i].ptr[lines[i].len - 1] == ' ' : wrapped && goes_over(lines[i], next, full);
  }
}

void lines_join(Slice text, LineStyle style, Buffer* out) {
  Slice  lines[MOST_LINES];
  size_t n = 0;
  while (text.len) {
    const Slice line  = next_line(&text);
    const bool  blank = !slice_trim(line).len;
    if (!blank) lines[n++] = line;
    if ((blank && n) || n == MOST_LINES || (!text.len && n)) {
      put_block(lines, n, style, out);
      n = 0;
    }
  }
}

static void unwrap_block(char* text, const Slice* lines, size_t n, size_t widest) {
  size_t over = 0;
  for (size_t i = 0; i + 1 < n; i++) over += goes_over(lines[i], slice_trim(lines[i + 1]), widest);
  if (4 * over < 3 * (n - 1)) return; // lines of their own, of which some are long by chance
  for (size_t i = 0; i + 1 < n; i++) {
    const size_t end = (size_t)(lines[i].ptr + lines[i].len - text), next = (size_t)(lines[i + 1].ptr - text);
    if (goes_over(lines[i], slice_trim(lines[i + 1]), widest)) memset(text + end, ' ', next - end);
  }
}

void lines_unwrap(char* text, size_t len) {
  Slice  lines[MOST_LINES], rest = {text, len};
  size_t widest = 0, n = 0;
  while (rest.len) {
    const size_t here = width(next_line(&rest));
    if (here > widest) widest = here;
  }
  if (widest < NARROWEST || widest > WIDEST) return;
  for (rest = (Slice){text, len}; rest.len || n;) {
    const Slice line  = next_line(&rest);
    const bool  blank = !slice_trim(line).len;
    if (!blank) lines[n++] = line;
    if (!blank && rest.len && n < MOST_LINES) continue;
    unwrap_block(text, lines, n, widest);
    n = 0;
  }
}
