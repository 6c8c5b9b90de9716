/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "document/tame.h"

#include <string.h>
#include <strings.h>

enum { MOST_ATTRIBUTES = 500 };

static bool white(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static bool letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

/* Behind one attribute, its value too, as the parser reads it: name, "=", quoted or up to white space or ">". */
static char* skip_attribute(char* p, const char* end) {
  while (p < end && !white(*p) && *p != '=' && *p != '>') p++;
  char* q = p;
  while (q < end && white(*q)) q++;
  if (q == end || *q != '=') return p;
  q++;
  while (q < end && white(*q)) q++;
  if (q < end && (*q == '"' || *q == '\'')) {
    char* close = memchr(q + 1, *q, (size_t)(end - q - 1));
    return close ? close + 1 : q + 1; // a quote that is never closed would swallow the page
  }
  while (q < end && !white(*q) && *q != '>') q++;
  return q;
}

/* Behind the start tag at `p`. */
static char* tame_tag(char* p, char* end) {
  while (p < end && !white(*p) && *p != '>') p++;
  char* surplus = NULL;
  for (int n = 0; p < end && *p != '>'; n++) {
    while (p < end && white(*p)) p++;
    if (n == MOST_ATTRIBUTES) surplus = p;
    char* next = p < end && *p != '>' ? skip_attribute(p, end) : p;
    p          = next == p && p < end && *p != '>' ? p + 1 : next;
  }
  if (surplus) memset(surplus, ' ', (size_t)(p - surplus));
  return p;
}

/* What stands in scripts and styles looks like tags by chance only: on to their end tag, or the end of the page. */
static char* skip_raw(const char* tag, char* p, char* end) {
  static const char* const raw[] = {"script", "style"};
  for (size_t i = 0; i < sizeof raw / sizeof *raw; i++) {
    const size_t n = strlen(raw[i]);
    if ((size_t)(end - tag) <= n || strncasecmp(tag + 1, raw[i], n) || letter(tag[n + 1])) continue;
    for (char* q = p; (q = memchr(q, '<', (size_t)(end - q))); q++)
      if ((size_t)(end - q) > n + 2 && q[1] == '/' && !strncasecmp(q + 2, raw[i], n)) return q;
    return end;
  }
  return p;
}

void tame_page(Buffer* html) {
  for (size_t i = 0; i < html->len; i++)
    if (!html->bytes[i]) html->bytes[i] = ' ';
  char* end     = html->bytes + html->len;
  bool  endless = false; // a comment that is never closed is none, nor are those behind it
  for (char* p = html->bytes; p && p < end && (p = memchr(p, '<', (size_t)(end - p)));) {
    if (!endless && end - p > 4 && !memcmp(p, "<!--", 4)) {
      char* close = memmem(p + 4, (size_t)(end - p - 4), "-->", 3);
      endless     = !close;
      p           = close ? close + 3 : p + 4;
    } else if (end - p > 1 && letter(p[1])) {
      const char* tag = p;
      p               = skip_raw(tag, tame_tag(p + 1, end), end);
    } else {
      p++;
    }
  }
}
