/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Reading dates part by part, so that what is not quite one is refused. */
#include "sparql/instant.h"

#include "base/calendar.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define XSD "http://www.w3.org/2001/XMLSchema#"

/// Two digits; -1 where there are none.
static int two(const char** p) {
  if (!isdigit((unsigned char)(*p)[0]) || !isdigit((unsigned char)(*p)[1])) return -1;
  const int value = ((*p)[0] - '0') * 10 + (*p)[1] - '0';
  *p += 2;
  return value;
}

static bool skip(const char** p, char c) {
  if (**p != c) return false;
  ++*p;
  return true;
}

static bool read_zone(const char* p, Instant* out, Slice text, size_t at) {
  out->zone_text = (Slice){text.ptr + at, text.len - at};
  if (!*p) return true;
  out->zoned = true;
  if (*p == 'Z') return !p[1];
  if (*p != '+' && *p != '-') return false;
  const int sign = *p++ == '-' ? -1 : 1, hours = two(&p);
  if (hours < 0 || hours > 14 || !skip(&p, ':')) return false;
  const int minutes = two(&p);
  out->zone         = sign * (hours * 60 + minutes);
  return minutes >= 0 && minutes < 60 && !*p;
}

bool instant_read(Slice text, bool date, Instant* out) {
  char             copy[80];
  *out = (Instant){.date = date};
  text = slice_trim(text);
  if (text.len >= sizeof copy) return false;
  memcpy(copy, text.ptr, text.len);
  copy[text.len]     = '\0';
  const char* p      = copy;
  const char* digits = p + (*p == '-');
  char*       end;
  if (!isdigit((unsigned char)*digits)) return false;
  out->year = strtoll(p, &end, 10);
  if (end - digits < 4 || end - digits > 12) return false;
  p = end;
  if (!skip(&p, '-') || (out->month = two(&p)) < 1 || out->month > 12) return false;
  if (!skip(&p, '-') || (out->day = two(&p)) < 1) return false;
  const Day day = {out->year, out->month, out->day};
  if (!calendar_valid(day)) return false;
  double second = 0;
  if (!date) {
    if (!skip(&p, 'T') || (out->hour = two(&p)) < 0 || out->hour > 24) return false;
    if (!skip(&p, ':') || (out->minute = two(&p)) < 0 || out->minute > 59 || !skip(&p, ':')) return false;
    const char* from = p;
    if (two(&p) < 0) return false;
    if (*p == '.') {
      ++p;
      if (!isdigit((unsigned char)*p)) return false;
      while (isdigit((unsigned char)*p)) ++p;
    }
    second      = strtod(from, NULL);
    out->second = (Slice){text.ptr + (from - copy), (size_t)(p - from)};
    if (second >= 60 || (out->hour == 24 && (out->minute || second > 0))) return false;
  }
  if (!read_zone(p, out, text, (size_t)(p - copy))) return false;
  out->seconds = (double)calendar_days(day) * 86400 + out->hour * 3600 +
                 (out->minute - out->zone) * 60 + second;
  return true;
}

bool instant_of(Term term, Instant* out) {
  if (term.kind != TERM_LITERAL_TYPED) return false;
  if (slice_equal(term.extra, SLICE(XSD "dateTime"))) return instant_read(term.value, false, out);
  if (slice_equal(term.extra, SLICE(XSD "date"))) return instant_read(term.value, true, out);
  return false;
}

int instant_compare(const Instant* a, const Instant* b) {
  enum { MOST_ZONE = 14 * 3600 };
  const double difference = a->seconds - b->seconds;
  if (a->date != b->date) return 2;
  if (a->date && a->zoned != b->zoned && difference <= MOST_ZONE && difference >= -MOST_ZONE) return 2;
  return difference < 0 ? -1 : difference > 0;
}
