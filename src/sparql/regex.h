/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* REGEX and REPLACE after XPath (Functions and Operators 3.1, section 5.6) by PCRE2; compiled patterns are kept.
 *
 *     regex_match(&cache, SLICE("ZOË"), SLICE("zoë"), SLICE("i"), &yes)   ->   yes */
#ifndef ONRECORD_SPARQL_REGEX_H
#define ONRECORD_SPARQL_REGEX_H

#include "base/buffer.h"
#include "base/map.h"

enum { REGEX_KEPT = 64 };

typedef struct {
  Map    index; ///< Flags, NUL, pattern -> place in codes
  void*  codes[REGEX_KEPT];
  size_t n;
} Regexes;

/// False: the pattern or the flags are wrong, or matching takes too long.
bool regex_match(Regexes* cache, Slice text, Slice pattern, Slice flags, bool* matches);
/// False also for a pattern that matches nothing at all, and for a replacement that is wrong.
bool regex_replace(Regexes* cache, Slice text, Slice pattern, Slice replacement, Slice flags, Buffer* out);
void regexes_free(Regexes* cache);

#endif
