/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Reading times: a reader for each shape, tried in turn at each word; the first that fits takes its words.
 *
 *     Tuesday , March 3 , 2031     the | two weeks ago     the day before     in | May     late | last year
 *
 * The words are data/time-words.tsv and data/months.tsv. How an expression is anchored follows TimeML's view of them
 * (Pustejovsky et al. 2003): to the publication, or ("a day later") to the time named before it. */
#include "facts/times.h"

#include "base/calendar.h"
#include "facts/phrase.h"

#include <stdlib.h>
#include <string.h>

enum {
  FIRST_YEAR = 1500, LAST_YEAR = 2199, ///< Other numbers are seldom years
  ANCHOR_SENTENCES = 2,  ///< "The day before" counts from a time so near
  FUTURE_REACH = 8,      ///< Words between "will" and what it moves ahead
  OPENER_REACH = 9,      ///< The same, from the beginning of a sentence on
  SURE_DAYS = 300,       ///< A day without a year lies no further away
  NEAR_DAYS = 60,        ///< A day so soon ahead may be meant where nothing tells
  SURE_MONTHS = 8        ///< A month without a year lies no further back
};

typedef struct {
  const Article* a;
  bool           dated;
  int64_t        today;
  Time           anchor; ///< The last one that was understood
  bool           anchored;
  uint32_t       anchor_sentence;
  bool           ahead;  ///< The words around speak of the future
} Clock;

typedef size_t (*TimeReader)(const Clock* c, size_t i, Time* t); ///< Word behind the time at word `i`; 0: none there

// --- words -----------------------------------------------------------------------------------------------------------

bool time_word(const Article* a, size_t word, const char* kind, int* number) {
  if (word >= a->words.n) return false;
  for (const char* const* row = table_find(a->lex.times, a->words.items[word].folded); row; row = table_next(a->lex.times, row))
    if (!strcmp(row[1], kind)) {
      if (number) *number = atoi(row[2]);
      return true;
    }
  return false;
}

static bool is(const Clock* c, size_t i, const char* kind) { return time_word(c->a, i, kind, NULL); }

static bool mark(const Clock* c, size_t i, char sign) {
  if (i >= c->a->words.n) return false;
  const Slice text = c->a->words.items[i].text;
  return text.len == 1 && *text.ptr == sign;
}

/* Digits alone, at most `most` of them; -1 for another word. */
static int number_of(Slice s, size_t most) {
  int value = 0;
  if (!s.len || s.len > most) return -1;
  for (size_t i = 0; i < s.len; i++) {
    if (s.ptr[i] < '0' || s.ptr[i] > '9') return -1;
    value = value * 10 + (s.ptr[i] - '0');
  }
  return value;
}

static int year_of(Slice s) {
  const int year = s.len == 4 ? number_of(s, 4) : -1;
  return year >= FIRST_YEAR && year <= LAST_YEAR ? year : 0;
}

static int year_at(const Clock* c, size_t i) { return i < c->a->words.n ? year_of(c->a->words.items[i].text) : 0; }

/* 1 to 12 of a month's name with a capital. */
static int month_at(const Clock* c, size_t i) {
  static const Table* months; // the same for all
  if (!months) months = table_get("months");
  if (i >= c->a->words.n || !c->a->words.items[i].capital) return 0;
  const char* const* row = table_find(months, c->a->words.items[i].folded);
  return row ? atoi(row[1]) : 0;
}

/* "3", "3rd", "31st": 1 to 31, else 0. */
static int day_number(const Clock* c, size_t i) {
  if (i >= c->a->words.n) return 0;
  Slice  s = c->a->words.items[i].text;
  size_t n = 0;
  while (n < s.len && s.ptr[n] >= '0' && s.ptr[n] <= '9') n++;
  if (s.len == n + 2 && !(s.ptr[n] >= '0' && s.ptr[n] <= '9') && s.ptr[n] != '-' && s.ptr[n] != '.') s.len = n; // st, nd, rd, th
  const int day = number_of(s, 2);
  return day >= 1 && day <= 31 ? day : 0;
}

/* Behind a month's name, over the dot of "Sept. 9" */
static size_t behind_month(const Clock* c, size_t i) {
  return mark(c, i + 1, '.') && (day_number(c, i + 2) || year_at(c, i + 2)) ? i + 2 : i + 1;
}

static bool whole_number(const Clock* c, size_t i, int* value) {
  if (time_word(c->a, i, "number", value)) return true;
  if (i >= c->a->words.n) return false;
  *value = number_of(c->a->words.items[i].text, 3);
  return *value > 0;
}

static bool same_sentence(const Clock* c, size_t i, size_t k) {
  return i < c->a->words.n && k < c->a->words.n && c->a->words.items[i].sentence == c->a->words.items[k].sentence;
}

static bool part_of_name(const Clock* c, size_t i) {
  return name_of_word(c->a, i) >= 0;
}

// --- stretches -------------------------------------------------------------------------------------------------------

static void set_days(Time* t, int64_t first, int64_t last) { t->first = first, t->last = last; }

static void set_month(Time* t, int64_t year, int month) {
  set_days(t, calendar_days((Day){year, month, 1}), calendar_days((Day){year, month, calendar_month_length(year, month)}));
}

static void set_year(Time* t, int64_t year) { set_days(t, calendar_days((Day){year, 1, 1}), calendar_days((Day){year, 12, 31})); }

/* The month `n` months behind the one of `day`. */
static void set_month_from(Time* t, int64_t day, int n) {
  const Day     d     = calendar_day(day);
  const int64_t count = d.year * 12 + d.month - 1 + n;
  set_month(t, count / 12, (int)(count % 12) + 1);
}

/* The week of `day` and `n` on, whether it begins on Sunday or on Monday. */
static void set_week_from(Time* t, int64_t day, int n) {
  const int64_t monday = day - calendar_weekday(day) + 7 * (int64_t)n;
  set_days(t, monday - 1, monday + 6);
}

typedef enum { UNIT_NONE, UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR } Unit;

static Unit unit_at(const Clock* c, size_t i, int* size) {
  static const char* const kinds[] = {"day", "week", "month", "year"};
  for (int k = 0; k < 4; k++)
    if (time_word(c->a, i, kinds[k], size)) return (Unit)(k + 1);
  return UNIT_NONE;
}

/* `n` units on from `day`: a day exactly, a week give or take half of one, a month and a year as a whole. */
static void set_shifted(Time* t, int64_t day, Unit unit, int n) {
  switch (unit) {
  case UNIT_DAY: set_days(t, day + n, day + n); break;
  case UNIT_WEEK: set_days(t, day + 7 * (int64_t)n - 3, day + 7 * (int64_t)n + 3); break;
  case UNIT_MONTH: set_month_from(t, day, n); break;
  case UNIT_YEAR:
  case UNIT_NONE: set_year(t, calendar_day(day).year + n); break;
  }
}

/* The unit that holds today, and `n` on: "last month", "this year". */
static void set_calendar(Time* t, int64_t day, Unit unit, int n) {
  if (unit == UNIT_WEEK)
    set_week_from(t, day, n);
  else
    set_shifted(t, day, unit, n);
}

// --- readers ---------------------------------------------------------------------------------------------------------

/* A day and month without a year: the nearest one in the direction that the words tell. */
static void choose_year(const Clock* c, Time* t, int month, int day) {
  t->open = true;
  if (!c->dated) return;
  const int64_t year = calendar_day(c->today).year;
  int64_t       past = INT64_MIN, next = INT64_MAX;
  for (int64_t y = year - 1; y <= year + 1; y++) {
    if (!calendar_valid((Day){y, month, day})) continue;
    const int64_t at = calendar_days((Day){y, month, day});
    if (at <= c->today) past = at;
    if (at >= c->today && next == INT64_MAX) next = at;
  }
  const bool near_past = past != INT64_MIN && c->today - past <= SURE_DAYS;
  const bool near_next = next != INT64_MAX && next - c->today <= SURE_DAYS;
  if (c->ahead && near_next)
    set_days(t, next, next), t->open = false;
  else if (!c->ahead && near_past && !(near_next && next - c->today <= NEAR_DAYS && c->today - past > NEAR_DAYS))
    set_days(t, past, past), t->open = false;
}

static void set_date(const Clock* c, Time* t, int year, int month, int day) {
  if (!year) {
    choose_year(c, t, month, day);
    return;
  }
  t->open = !calendar_valid((Day){year, month, day});
  if (!t->open) set_days(t, calendar_days((Day){year, month, day}), calendar_days((Day){year, month, day}));
}

/* The year behind a day or month: "March 3, 2031", "3 March 2031", "May of 2031". */
static size_t year_behind(const Clock* c, size_t i, int* year) {
  *year = year_at(c, i);
  if (*year) return i + 1;
  if (mark(c, i, ',') && (*year = year_at(c, i + 1))) return i + 2;
  return i;
}

/* "2031-03-02" */
static size_t read_iso(const Clock* c, size_t i, Time* t) {
  const Slice s = c->a->words.items[i].text;
  if (s.len != 10 || s.ptr[4] != '-' || s.ptr[7] != '-') return 0;
  const int year = year_of((Slice){s.ptr, 4}), month = number_of((Slice){s.ptr + 5, 2}, 2), day = number_of((Slice){s.ptr + 8, 2}, 2);
  if (!year || month < 1 || month > 12 || day < 1) return 0;
  set_date(c, t, year, month, day);
  return i + 1;
}

/* "March 3", "March 3rd, 2031" */
static size_t read_month_day(const Clock* c, size_t i, Time* t) {
  const int month = month_at(c, i);
  if (!month) return 0;
  const size_t d   = behind_month(c, i);
  const int    day = day_number(c, d);
  if (!day || mark(c, d + 1, '%')) return 0;
  int          year;
  const size_t end = year_behind(c, d + 1, &year);
  set_date(c, t, year, month, day);
  return end;
}

/* "3 March", "3rd of March 2031" */
static size_t read_day_month(const Clock* c, size_t i, Time* t) {
  const int day = day_number(c, i);
  if (!day) return 0;
  const size_t m     = i + 1 + is(c, i + 1, "other");
  const int    month = month_at(c, m);
  if (!month) return 0;
  int          year;
  const size_t end = year_behind(c, behind_month(c, m), &year);
  set_date(c, t, year, month, day);
  return end;
}

/* What stands in front of a month that is no verb: "in May", "late May", "last May", "since mid-May". */
static bool leads_month(const Clock* c, size_t i) {
  static const char* const kinds[] = {"in", "since", "from", "until", "to", "between", "and", "other", "edge", "last", "this", "next"};
  if (!same_sentence(c, i, i - 1)) return false;
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
    if (is(c, i - 1, kinds[k])) return true;
  return false;
}

/* "May 2031", "in May", "last May" */
static size_t read_month(const Clock* c, size_t i, Time* t) {
  const int month = month_at(c, i);
  if (!month || part_of_name(c, i)) return 0;
  size_t end = behind_month(c, i);
  int    year;
  const size_t over = is(c, end, "other") && year_at(c, end + 1) ? end + 1 : end; // "May of 2031"
  end               = year_behind(c, over, &year);
  if (year) {
    set_month(t, year, month);
    return end;
  }
  end = behind_month(c, i);
  if (!i || !leads_month(c, i)) return 0;
  t->open = true;
  if (!c->dated) return end;
  const Day  today = calendar_day(c->today);
  const int  back  = (today.month - month + 12) % 12;
  const bool last = is(c, i - 1, "last"), next = is(c, i - 1, "next");
  if (next || (c->ahead && !last))
    set_month_from(t, c->today, back ? 12 - back : next ? 12 : 0), t->open = false;
  else if (last && back <= 2)
    t->open = true; // in June, "last May" is a month or a year ago
  else if (back <= SURE_MONTHS || last)
    set_month_from(t, c->today, -back), t->open = false;
  return end;
}

/* "in 2004", "since 1998", "(1998-2004)": a year needs a word in front that says so. */
static size_t read_year(const Clock* c, size_t i, Time* t) {
  static const char* const kinds[] = {"in", "since", "from", "until", "to", "between", "and", "other", "edge"};
  const int year = year_at(c, i);
  if (!year || !i) return 0;
  bool leads = mark(c, i - 1, '(') && !(i + 1 < c->a->words.n && c->a->words.items[i + 1].letters); // "(2100 GMT)"
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) leads |= same_sentence(c, i, i - 1) && is(c, i - 1, kinds[k]);
  if (!leads || mark(c, i + 1, '%')) return 0;
  set_year(t, year);
  return i + 1;
}

/* "Tuesday", "last Tuesday", "Tuesday night", "Tuesday, March 3" */
static size_t read_weekday(const Clock* c, size_t i, Time* t) {
  int number;
  if (!c->a->words.items[i].capital || !time_word(c->a, i, "weekday", &number) || part_of_name(c, i)) return 0;
  if (i && is(c, i - 1, "feast") && c->a->words.items[i - 1].capital) return 0;
  size_t       end  = i + 1 + is(c, i + 1, "part");
  const size_t date = end + mark(c, end, ',');
  const size_t full = read_month_day(c, date, t), turned = full ? full : read_day_month(c, date, t);
  if (turned) return turned;
  t->open = !c->dated;
  if (!c->dated) return end;
  const int64_t back = (calendar_weekday(c->today) - number + 7) % 7, past = c->today - back, next = c->today + (7 - back) % 7;
  const bool    named = i && same_sentence(c, i, i - 1);
  if (named && is(c, i - 1, "next"))
    set_days(t, next, next + 7); // this one or the one of next week
  else if (named && is(c, i - 1, "last"))
    set_days(t, back > 2 ? past : past - 7, back > 2 ? past : back ? past : past - 7);
  else
    set_days(t, c->ahead ? next : past, c->ahead ? next : past);
  return end;
}

/* "today", "yesterday morning" */
static size_t read_offset(const Clock* c, size_t i, Time* t) {
  int number;
  if (!time_word(c->a, i, "offset", &number) || part_of_name(c, i)) return 0;
  t->open = !c->dated;
  set_days(t, c->today + number, c->today + number);
  return i + 1 + is(c, i + 1, "part");
}

/* "last month", "this week", "next year", "last night", "this morning"; "the same day" is read_counted()'s. */
static size_t read_calendar(const Clock* c, size_t i, Time* t) {
  const bool last = is(c, i, "last"), next = is(c, i, "next");
  if (!last && !next && !is(c, i, "this")) return 0;
  if (next && i && lookup_is(c->a->lex.determiners, c->a->words.items[i - 1].folded, 1, "definite")) return 0; // "the next day"
  int        size;
  const Unit unit = unit_at(c, i + 1, &size);
  t->open         = !c->dated;
  if (unit && size == 1 && !(unit == UNIT_DAY)) {
    set_calendar(t, c->today, unit, last ? -1 : next ? 1 : 0);
  } else if (is(c, i + 1, "part") && !next) {
    set_days(t, c->today - last, c->today - last);
  } else if (is(c, i + 1, "weekend")) {
    const int64_t saturday = c->today - (calendar_weekday(c->today) + 2) % 7;
    set_days(t, saturday, saturday + 1);
    t->open |= !last;
  } else {
    return 0;
  }
  return i + 2;
}

/* "at the weekend" */
static size_t read_weekend(const Clock* c, size_t i, Time* t) {
  if (!i || !is(c, i, "weekend") || !lookup_is(c->a->lex.determiners, c->a->words.items[i - 1].folded, 1, "definite")) return 0;
  const int64_t saturday = c->today - (calendar_weekday(c->today) + 2) % 7;
  set_days(t, saturday, saturday + 1);
  t->open = !c->dated || c->ahead;
  return i + 1;
}

/* Count from the time named before: that must be as exact as the unit. */
static bool from_anchor(const Clock* c, size_t i, Time* t, Unit unit, int n) {
  if (!c->anchored || c->a->words.items[i].sentence - c->anchor_sentence > ANCHOR_SENTENCES) return false;
  const Day a = calendar_day(c->anchor.first), b = calendar_day(c->anchor.last);
  if (a.year != b.year || (unit == UNIT_MONTH && a.month != b.month)) return false;
  if ((unit == UNIT_DAY || unit == UNIT_WEEK) && c->anchor.first != c->anchor.last) return false;
  set_shifted(t, c->anchor.first, unit, n);
  return true;
}

/* "two weeks ago", "a year earlier", "three days later" */
static size_t read_ago(const Clock* c, size_t i, Time* t) {
  int n, size;
  if (!whole_number(c, i, &n)) return 0;
  const Unit unit = unit_at(c, i + 1, &size);
  if (!unit) return 0;
  const bool ago = is(c, i + 2, "ago"), earlier = is(c, i + 2, "earlier"), later = is(c, i + 2, "later");
  if (!ago && !earlier && !later) return 0;
  const bool goes_on = i + 3 < c->a->words.n && same_sentence(c, i, i + 3) && c->a->words.items[i + 3].letters;
  t->open = true;
  if ((i && is(c, i - 1, "vague")) || n * size > 999) return i + 3;
  if (ago && c->dated)
    set_shifted(t, c->today, unit, -n * size), t->open = false;
  else if (!ago && !(goes_on && is(c, i + 3, "vague")))
    t->open = !from_anchor(c, i, t, unit, earlier ? -n * size : n * size);
  if (size > 1 && unit == UNIT_YEAR) t->open = true; // "a decade ago" is seldom ten years to the year
  return i + 3;
}

/* "the day before", "the previous month", "the following day", "the same day" */
static size_t read_counted(const Clock* c, size_t i, Time* t) {
  int size;
  if (!i || !lookup(c->a->lex.determiners, c->a->words.items[i - 1].folded, 1)) return 0;
  const Unit unit = unit_at(c, i, &size);
  if (unit && size == 1) { // the unit, and which way behind it
    const bool before = is(c, i + 1, "earlier");
    if (!before && !is(c, i + 1, "later")) return 0;
    if (i + 2 < c->a->words.n && same_sentence(c, i, i + 2) && c->a->words.items[i + 2].letters) return 0; // "the day before the vote"
    t->open = !from_anchor(c, i, t, unit, before ? -1 : 1);
    return i + 2;
  }
  const Unit behind = unit_at(c, i + 1, &size);
  if (!behind || size != 1) return 0;
  const int way = is(c, i, "previous") ? -1 : is(c, i, "following") ? 1 : 0;
  if (!way && !is(c, i, "same")) return 0;
  t->open = !from_anchor(c, i, t, behind, way);
  return i + 2;
}

// --- the pass --------------------------------------------------------------------------------------------------------

static const TimeReader readers[] = {read_iso,    read_weekday, read_month_day, read_day_month, read_month,
                                     read_offset, read_ago,     read_calendar,  read_counted,   read_weekend, read_year};

static bool is_cue(const Article* a, const Word* w) {
  for (size_t i = 0; i < a->reading->cue_count; i++)
    if (span_overlaps(a->reading->cues[i].span, w->span)) return true;
  return false;
}

/* Whether "will", "plans", "is due" rule the time at word `i`: before it, back to who says so, or behind one that opens
 * its sentence. */
static bool speaks_ahead(const Clock* c, size_t i) {
  const Word* w     = c->a->words.items;
  size_t      begin = i;
  for (size_t k = i; k-- > 0 && i - k <= FUTURE_REACH && same_sentence(c, i, k);) {
    if (is_cue(c->a, &w[k])) return k && same_sentence(c, i, k - 1) && is(c, k - 1, "future"); // "will say on Thursday"
    if (is(c, k, "future")) return true;
    begin = k;
  }
  const bool opens = w[begin].opens && i - begin <= 3;
  for (size_t k = i + 1; opens && k < c->a->words.n && k - i <= OPENER_REACH && same_sentence(c, i, k) && !is_cue(c->a, &w[k]); k++)
    if (is(c, k, "future")) return true;
  return false;
}

bool times_today(const Article* a, int64_t* today) {
  const char* s = a->doc->published;
  if (!s || strlen(s) < 10) return false;
  const Day day = {year_of((Slice){s, 4}), number_of((Slice){s + 5, 2}, 2), number_of((Slice){s + 8, 2}, 2)};
  if (!day.year || !calendar_valid(day)) return false;
  *today = calendar_days(day);
  return true;
}

static size_t read_time(Clock* c, size_t i, Time* t) {
  if (!c->a->words.items[i].letters) return 0;
  for (size_t k = 0; k < sizeof readers / sizeof *readers; k++) {
    *t               = (Time){.from = i};
    const size_t end = readers[k](c, i, t);
    if (end) return end;
  }
  return 0;
}

void times_find(Article* a) {
  size_t cap = 0;
  Clock  c   = {.a = a};
  c.dated    = times_today(a, &c.today);
  for (size_t i = 0; i < a->words.n;) {
    Time t;
    c.ahead          = false;
    size_t end = read_time(&c, i, &t);
    if (!end) {
      i++;
      continue;
    }
    if (speaks_ahead(&c, i)) {
      c.ahead = true;
      end     = read_time(&c, i, &t);
    }
    t.to   = end;
    t.span = (Span){a->words.items[i].span.begin, a->words.items[end - 1].span.end};
    *arena_push(a->arena, a->times, a->time_count, cap) = t;
    if (!t.open) c.anchor = t, c.anchored = true, c.anchor_sentence = a->words.items[i].sentence;
    i = end;
  }
}

const Time* time_at(const Article* a, size_t word) {
  size_t low = 0, high = a->time_count;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (a->times[middle].from < word) low = middle + 1;
    else high = middle;
  }
  return low < a->time_count && a->times[low].from == word ? &a->times[low] : NULL;
}

const char* time_iso(const Article* a, const Time* time) {
  if (time->open) return NULL;
  const Day first = calendar_day(time->first), last = calendar_day(time->last);
  const int year  = (int)first.year;
  if (first.year != last.year) return NULL;
  if (first.month != last.month) return arena_printf(a->arena, "%04d", year);
  if (first.day != last.day) return arena_printf(a->arena, "%04d-%02d", year, first.month);
  return arena_printf(a->arena, "%04d-%02d-%02d", year, first.month, first.day);
}
