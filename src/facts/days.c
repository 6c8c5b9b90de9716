/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* On which day it was said.
 *
 *     published 2031-03-02 (a Sunday): "said on Saturday" -> 2031-03-01, "told reporters yesterday" -> 2031-03-01
 *
 * Only a plain day right behind the cue counts; a weekday is the last one up to the article's date. Days are counted
 * from the civil calendar (Howard Hinnant, "chrono-compatible low-level date algorithms"). */
#include "facts/statements.h"

#include <stdio.h>
#include <stdlib.h>

enum { REACH = 3 }; // Words behind the cue

static long days_from_civil(long y, unsigned m, unsigned d) {
  y -= m <= 2;
  const long     era = (y >= 0 ? y : y - 399) / 400;
  const unsigned yoe = (unsigned)(y - era * 400);
  const unsigned doy = (153 * (m + (m > 2 ? -3u : 9u)) + 2) / 5 + d - 1;
  return era * 146097 + (long)(yoe * 365 + yoe / 4 - yoe / 100 + doy) - 719468;
}

static void civil_from_days(long z, long* y, unsigned* m, unsigned* d) {
  z += 719468;
  const long     era = (z >= 0 ? z : z - 146096) / 146097;
  const unsigned doe = (unsigned)(z - era * 146097);
  const unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const unsigned mp  = (5 * doy + 2) / 153;
  *d = doy - (153 * mp + 2) / 5 + 1;
  *m = mp < 10 ? mp + 3 : mp - 9;
  *y = (long)yoe + era * 400 + (*m <= 2);
}

const char* said_on(const Article* a, Span cue) {
  long     y;
  unsigned m, d;
  if (!a->doc->published || sscanf(a->doc->published, "%4ld-%2u-%2u", &y, &m, &d) != 3 || m < 1 || m > 12 || d < 1 ||
      d > 31)
    return NULL;
  const long today = days_from_civil(y, m, d);
  size_t     from, to;
  words_in(&a->words, cue, &from, &to);
  for (size_t i = to; i < a->words.n && i < to + REACH; i++) {
    const Word* w = &a->words.items[i];
    if (!w->letters || (to && w->sentence != a->words.items[to - 1].sentence)) return NULL;
    const char* const* row = table_find(a->lex.weekdays, w->folded);
    if (!row) continue;
    const long number = strtol(row[2], NULL, 10);
    // 1970-01-01: a Thursday
    const long day    = row[1][0] == 'w' ? today - ((today + 3 - number) % 7 + 7) % 7 : today + number;
    civil_from_days(day, &y, &m, &d);
    return arena_printf(a->arena, "%04ld-%02u-%02u", y, m, d);
  }
  return NULL;
}
