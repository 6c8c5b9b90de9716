/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Dates as XML Schema 1.1 part 2 (section 3.3, D.3) writes them. Pages write ISO 8601, which allows more: seconds may
 * be missing, a zone may stand without its colon, a space in place of the T.
 *
 *     2031-03-02 08:15+0100   ->   "2031-03-02T08:15:00+01:00"^^xsd:dateTime
 *     2031-02-30              ->   no date */
#include "graph/dates.h"

#include "base/calendar.h"
#include "graph/vocabulary.h"

#include <string.h>

/// Read exactly `n` digits.
static bool digits(const char** p, const char* end, int n, int* value) {
  *value = 0;
  if (end - *p < n) return false;
  for (; n; n--, (*p)++) {
    if (**p < '0' || **p > '9') return false;
    *value = *value * 10 + (**p - '0');
  }
  return true;
}

static bool sign(const char** p, const char* end, char c) { return *p < end && **p == c ? (*p)++, true : false; }

/// "Z", "+01:00", "+0100", "+01" or nothing.
static bool zone(Arena* arena, const char** p, const char* end, const char** out) {
  *out = "";
  if (*p == end) return true;
  if (sign(p, end, 'Z') || sign(p, end, 'z')) return *out = "Z", *p == end;
  const char plus = **p;
  int        hours, minutes = 0;
  if (plus != '+' && plus != '-') return false;
  ++*p;
  if (!digits(p, end, 2, &hours)) return false;
  if (*p < end && (sign(p, end, ':'), !digits(p, end, 2, &minutes))) return false;
  if (hours * 60 + minutes > 14 * 60 || minutes > 59 || *p != end) return false;
  *out = arena_printf(arena, "%c%02d:%02d", plus, hours, minutes);
  return true;
}

bool date_term(Arena* arena, Slice iso, Term* term) {
  iso             = slice_trim(iso);
  const char *p   = iso.ptr, *end = iso.ptr + iso.len;
  int         year, month, day, hour, minute, second = 0;
  if (!digits(&p, end, 4, &year) || !year) return false;
  if (p == end) return *term = term_typed(iso, SLICE(XSD("gYear"))), true;
  if (!sign(&p, end, '-') || !digits(&p, end, 2, &month) || month < 1 || month > 12) return false;
  if (p == end) return *term = term_typed(iso, SLICE(XSD("gYearMonth"))), true;
  if (!sign(&p, end, '-') || !digits(&p, end, 2, &day) || day < 1 || day > calendar_month_length(year, month)) return false;
  if (p == end) return *term = term_typed(iso, SLICE(XSD("date"))), true;
  if (!sign(&p, end, 'T') && !sign(&p, end, 't') && !sign(&p, end, ' ')) return false;
  if (!digits(&p, end, 2, &hour) || hour > 23 || !sign(&p, end, ':') || !digits(&p, end, 2, &minute) || minute > 59) return false;
  Slice fraction = SLICE("");
  if (sign(&p, end, ':')) {
    if (!digits(&p, end, 2, &second) || second > 59) return false;
    if (p < end && *p == '.') {
      fraction.ptr = p++;
      while (p < end && *p >= '0' && *p <= '9') p++;
      fraction.len = (size_t)(p - fraction.ptr);
      if (fraction.len < 2) return false;
    }
  }
  while (p < end && *p == ' ') p++;
  const char* where;
  if (!zone(arena, &p, end, &where)) return false;
  *term = term_typed(slice(arena_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02d%.*s%s", year, month, day, hour, minute, second,
                                        SLICE_ARG(fraction), where)), SLICE(XSD("dateTime")));
  return true;
}
