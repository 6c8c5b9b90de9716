/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* XPath's flags as PCRE2's options: i, s and m are the same, x drops white space outside of classes, q takes the
 * pattern as it stands. Without m, $ is the very end. Matching is bounded, so no pattern can hold up a query. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "sparql/regex.h"

#include <pcre2.h>
#include <string.h>

enum { MOST_WORK = 2000000 };

/// The pattern without white space outside of [ ].
static void strip(Slice pattern, Buffer* out) {
  int depth = 0;
  for (size_t i = 0; i < pattern.len; ++i) {
    const char c = pattern.ptr[i];
    if (c == '\\' && i + 1 < pattern.len) {
      buffer_putc(out, c);
      buffer_putc(out, pattern.ptr[++i]);
      continue;
    }
    depth += (c == '[') - (c == ']' && depth > 0);
    if (depth || !strchr(" \t\r\n", c)) buffer_putc(out, c);
  }
}

static pcre2_code* compile(Slice pattern, Slice flags) {
  uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_UTF_CHECK;
  bool     spaces  = true, plain = false;
  for (size_t i = 0; i < flags.len; ++i) {
    switch (flags.ptr[i]) {
      case 'i': options |= PCRE2_CASELESS; break;
      case 's': options |= PCRE2_DOTALL; break;
      case 'm': options |= PCRE2_MULTILINE; break;
      case 'x': spaces = false; break;
      case 'q': plain = true; break;
      default: return NULL;
    }
  }
  if (plain) options = (options & (PCRE2_UTF | PCRE2_CASELESS | PCRE2_NO_UTF_CHECK)) | PCRE2_LITERAL;
  Buffer stripped = {0};
  if (!spaces && !plain) strip(pattern, &stripped);
  const Slice source = !spaces && !plain ? buffer_slice(&stripped) : pattern;
  int         error;
  PCRE2_SIZE  at;
  pcre2_code* code = pcre2_compile((PCRE2_SPTR)source.ptr, source.len, options, &error, &at, NULL);
  buffer_free(&stripped);
  return code;
}

static const pcre2_code* code_of(Regexes* cache, Slice pattern, Slice flags) {
  Buffer key = {0};
  buffer_put_slice(&key, flags);
  buffer_putc(&key, '\0');
  buffer_put_slice(&key, pattern);
  const uint64_t* found = map_find(&cache->index, buffer_slice(&key));
  void*           code;
  if (found) {
    code = cache->codes[*found];
  } else {
    if (cache->n == REGEX_KEPT) regexes_free(cache);
    code = compile(pattern, flags);
    map_at(&cache->index, buffer_slice(&key), cache->n);
    cache->codes[cache->n++] = code;
  }
  buffer_free(&key);
  return code;
}

static int match(const pcre2_code* code, Slice text, size_t from, pcre2_match_data* data) {
  pcre2_match_context* context = pcre2_match_context_create(NULL);
  pcre2_set_match_limit(context, MOST_WORK);
  const int n = pcre2_match(code, (PCRE2_SPTR)text.ptr, text.len, from, PCRE2_NO_UTF_CHECK, data, context);
  pcre2_match_context_free(context);
  return n;
}

bool regex_match(Regexes* cache, Slice text, Slice pattern, Slice flags, bool* matches) {
  const pcre2_code* code = code_of(cache, pattern, flags);
  if (!code) return false;
  pcre2_match_data* data = pcre2_match_data_create_from_pattern(code, NULL);
  const int         n    = match(code, text, 0, data);
  pcre2_match_data_free(data);
  *matches = n >= 0;
  return n >= 0 || n == PCRE2_ERROR_NOMATCH;
}

/// $1, $0, \$ and \\; a group's number is as many digits as name a group.
static bool put_replacement(Buffer* out, Slice replacement, Slice text, const PCRE2_SIZE* ends, uint32_t groups, int set,
                            bool plain) {
  for (size_t i = 0; i < replacement.len; ++i) {
    const char c = replacement.ptr[i];
    if (plain || (c != '\\' && c != '$')) {
      buffer_putc(out, c);
      continue;
    }
    if (++i >= replacement.len) return false;
    if (c == '\\') {
      if (replacement.ptr[i] != '\\' && replacement.ptr[i] != '$') return false;
      buffer_putc(out, replacement.ptr[i]);
      continue;
    }
    if (replacement.ptr[i] < '0' || replacement.ptr[i] > '9') return false;
    uint32_t group = (uint32_t)(replacement.ptr[i] - '0');
    while (i + 1 < replacement.len && replacement.ptr[i + 1] >= '0' && replacement.ptr[i + 1] <= '9' &&
           group * 10 + (uint32_t)(replacement.ptr[i + 1] - '0') <= groups)
      group = group * 10 + (uint32_t)(replacement.ptr[++i] - '0');
    if (group > groups || (int)group >= set || ends[2 * group] == PCRE2_UNSET) continue;
    buffer_put(out, text.ptr + ends[2 * group], ends[2 * group + 1] - ends[2 * group]);
  }
  return true;
}

bool regex_replace(Regexes* cache, Slice text, Slice pattern, Slice replacement, Slice flags, Buffer* out) {
  const pcre2_code* code = code_of(cache, pattern, flags);
  bool              empty;
  if (!code || !regex_match(cache, SLICE(""), pattern, flags, &empty) || empty) return false;
  const bool        plain  = flags.len && memchr(flags.ptr, 'q', flags.len);
  uint32_t          groups = 0;
  pcre2_match_data* data   = pcre2_match_data_create_from_pattern(code, NULL);
  pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups);
  size_t at   = 0;
  bool   fine = true;
  int    n    = 0;
  while (fine && at <= text.len && (n = match(code, text, at, data)) > 0) {
    const PCRE2_SIZE* ends = pcre2_get_ovector_pointer(data);
    if (ends[1] == ends[0]) break; // an assertion: nothing to replace
    buffer_put(out, text.ptr + at, ends[0] - at);
    fine = put_replacement(out, replacement, text, ends, groups, n, plain);
    at   = ends[1];
  }
  pcre2_match_data_free(data);
  if (!fine || (n < 0 && n != PCRE2_ERROR_NOMATCH)) return false;
  if (at < text.len) buffer_put(out, text.ptr + at, text.len - at);
  return true;
}

void regexes_free(Regexes* cache) {
  for (size_t i = 0; i < cache->n; ++i) pcre2_code_free(cache->codes[i]);
  map_free(&cache->index);
  *cache = (Regexes){0};
}
