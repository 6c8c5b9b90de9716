/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* One pass over the lines. The rules of all groups that name the product count together; only where no group does, those
 * of "*" (section 2.2.1). Of the rules that match, the longest wins, and of two as long the one that allows (2.2.2). */
#include "fetch/robots.h"

#include <string.h>
#include <strings.h>

/// The best rule so far for the product, and for everybody.
typedef struct {
  bool   named;  ///< A group is for it
  size_t length; ///< Of the longest rule that matches
  bool   allow;
} Verdict;

static int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char low = (char)(c | 32);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* The next byte of a path as it is compared: "%7E" and "~" are the same, "%2F" and "/" are not. Gives what it took. */
static size_t octet(Slice s, size_t i, int* value) {
  const int high = s.len - i > 2 && s.ptr[i] == '%' ? hex(s.ptr[i + 1]) : -1, low = high < 0 ? -1 : hex(s.ptr[i + 2]);
  *value = (unsigned char)s.ptr[i];
  if (low < 0) return 1;
  const int byte = high * 16 + low;
  *value         = strchr("/?#*$%", byte) && byte ? 256 + byte : byte;
  return 3;
}

/* Whether a rule matches from the beginning of the path: "*" stands for anything, "$" for the end. */
static bool matches(Slice rule, Slice path) {
  const bool ends = rule.len && rule.ptr[rule.len - 1] == '$';
  if (ends) rule.len--;
  size_t r = 0, p = 0, star = SIZE_MAX, from = 0; // where to go on when what stands behind the last star does not fit
  for (;;) {
    if (r < rule.len && rule.ptr[r] == '*') {
      star = ++r;
      from = p;
      continue;
    }
    if (r == rule.len && (!ends || p == path.len)) return true;
    if (r < rule.len && p < path.len) {
      int          one, other;
      const size_t a = octet(rule, r, &one), b = octet(path, p, &other);
      if (one == other) {
        r += a;
        p += b;
        continue;
      }
    }
    if (star == SIZE_MAX || from >= path.len) return false;
    r = star;
    p = ++from;
  }
}

static bool key_is(Slice key, const char* name) { return key.len == strlen(name) && !strncasecmp(key.ptr, name, key.len); }

/* A product's name is its letters, "_" and "-" (section 2.2.1). */
static size_t product_length(const char* s) {
  return strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-");
}

static bool names(Slice value, const char* product) {
  const size_t n = product_length(product);
  if (!n || value.len < n || strncasecmp(value.ptr, product, n)) return false;
  return value.len == n || !product_length((const char[]){value.ptr[n], '\0'}); // "OnRecord/1.0" too, "OnRecorder" not
}

static void judge(Verdict* verdict, Slice rule, Slice path, bool allow) {
  if (!rule.len || !matches(rule, path)) return; // an empty rule says nothing
  if (rule.len > verdict->length || (rule.len == verdict->length && allow)) {
    verdict->length = rule.len;
    verdict->allow  = allow;
  }
}

bool robots_allow(Slice robots, const char* product, const char* path) {
  const Slice wanted = slice(*path ? path : "/");
  Verdict     own = {.allow = true}, all = {.allow = true};
  bool        for_own = false, for_all = false, naming = false; // whom the group at hand is for; its head goes on
  if (key_is(wanted, "/robots.txt")) return true;
  if (robots.len > ROBOTS_LIMIT) robots.len = ROBOTS_LIMIT;
  if (robots.len >= 3 && !memcmp(robots.ptr, "\xEF\xBB\xBF", 3)) robots = (Slice){robots.ptr + 3, robots.len - 3};
  for (size_t i = 0; i < robots.len;) {
    size_t end = i;
    while (end < robots.len && robots.ptr[end] != '\n' && robots.ptr[end] != '\r') end++;
    Slice line = {robots.ptr + i, end - i};
    i          = end + 1;
    const char* comment = memchr(line.ptr, '#', line.len);
    if (comment) line.len = (size_t)(comment - line.ptr);
    const char* colon = memchr(line.ptr, ':', line.len);
    if (!colon) continue;
    const Slice key   = slice_trim((Slice){line.ptr, (size_t)(colon - line.ptr)});
    const Slice value = slice_trim((Slice){colon + 1, line.len - (size_t)(colon + 1 - line.ptr)});
    if (key_is(key, "user-agent")) {
      if (!naming) for_own = for_all = false;
      naming = true;
      for_own |= names(value, product);
      for_all |= value.len == 1 && *value.ptr == '*';
      own.named |= for_own;
    } else if (key_is(key, "allow") || key_is(key, "disallow")) {
      naming = false;
      if (for_own) judge(&own, value, wanted, (*key.ptr | 32) == 'a');
      if (for_all) judge(&all, value, wanted, (*key.ptr | 32) == 'a');
    } // other records, such as "Sitemap", do not end a group
  }
  return own.named ? own.allow : all.allow;
}
