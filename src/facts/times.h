/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* When: the article's words for days, months and years, reckoned from the day it was published.
 *
 *     published 2031-03-04, a Tuesday
 *     "on Monday"  2031-03-03      "last month"  2031-02      "two weeks ago"    2031-02 (18 February, more or less)
 *     "in 2004"    2004            "March 3"     2031-03-03   "the day before"   counted from the day named last
 *
 * A Time is a stretch of days that holds what is meant; it is told as exactly as the stretch allows: a day, a month or a
 * year. No year is invented: without a day of publication only dates with their year count, and what may as well lie in
 * the year before as in this one is left open. */
#ifndef ONRECORD_FACTS_TIMES_H
#define ONRECORD_FACTS_TIMES_H

#include "facts/article.h"

typedef struct Time {
  Span    span;
  size_t  from, to;    ///< Words, without a preposition in front
  int64_t first, last; ///< Days (base/calendar.h)
  bool    open;        ///< Understood, but not which: it stands for nothing
} Time;

/// Find all of the article's; names must be known, since "The Sunday Times" is no day.
void times_find(Article* a);

/// The time whose words begin at `word`, or NULL.
const Time* time_at(const Article* a, size_t word);

/// "2031-03-02", "2031-03" or "2031", as exactly as the stretch allows; NULL where it is open or spans years.
const char* time_iso(const Article* a, const Time* time);

/// The article's day of publication; false without one.
bool times_today(const Article* a, int64_t* today);

/// Whether a word is of a kind of data/time-words.tsv, with its number.
bool time_word(const Article* a, size_t word, const char* kind, int* number);

/// When a statement was made, of the words around its cue; NULL when they do not tell.
const char* said_on(const Article* a, const CueMention* cue);

/// Set a role's from and to where the words around it tell; one that has ended is a former one.
void role_dates(const Article* a, Role* role);

#endif
