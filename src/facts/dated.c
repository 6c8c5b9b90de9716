/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Which time belongs to which fact. Only three places near a statement's cue are sure, and two near a role:
 *
 *     Weil said on Tuesday        Weil on Tuesday said        On Tuesday, Weil said
 *     finance minister of Norland from 1998 to 2004           became finance minister in May
 */
#include "facts/times.h"

#include <string.h>

enum {
  DAY_REACH  = 6, ///< Words between the cue and a day: "told reporters in the capital on Tuesday"
  LONG_REACH = 3, ///< The same for a month or a year
  TURN_REACH = 7  ///< Words between "became" and the role
};

static bool apart(const Links* content, Span span) {
  for (size_t i = 0; i < content->n; i++)
    if (span_overlaps(content->items[i].span, span)) return false;
  return true;
}

static bool other_cue(const Article* a, Span span, const CueMention* own) {
  for (size_t i = 0; i < a->reading->cue_count; i++)
    if (&a->reading->cues[i] != own && span_overlaps(a->reading->cues[i].span, span)) return true;
  return false;
}

/* It can be when something was said: not later than the article. */
static const char* spoken(const Article* a, const Time* time, const CueMention* cue) {
  int64_t today;
  if (!time || !apart(&cue->content, time->span)) return NULL;
  if (times_today(a, &today) && time->first > today) return NULL;
  return time_iso(a, time);
}

/* Words that a time may be reached over: no marks, nothing that opens a clause. */
static bool passable(const Article* a, size_t word, const CueMention* cue) {
  const Word* w = &a->words.items[word];
  return w->letters && !lookup_is(a->lex.function_words, w->folded, 1, "relative") &&
         !lookup(a->lex.openers, w->folded, 1) && apart(&cue->content, w->span) && !other_cue(a, w->span, cue);
}

static const char* said_behind(const Article* a, const CueMention* cue, size_t from) {
  for (size_t i = from; i < a->words.n && i <= from + DAY_REACH; i++) {
    if (a->words.items[i].sentence != a->words.items[from - 1].sentence) return NULL;
    const Time* time = time_at(a, i);
    if (time) return time->first == time->last || i <= from + LONG_REACH ? spoken(a, time, cue) : NULL;
    if (!passable(a, i, cue)) return NULL;
  }
  return NULL;
}

/* The time that ends right before `word`. */
static const Time* time_before(const Article* a, size_t word) {
  for (size_t i = 0; i < a->time_count; i++)
    if (a->times[i].to == word && a->words.items[a->times[i].from].sentence == a->words.items[word].sentence) return &a->times[i];
  return NULL;
}

/* The time that opens the sentence of `word` ("On Tuesday, ..."), with nothing but a comma up to `word`. */
static const Time* time_opening(const Article* a, size_t word) {
  const size_t behind = word && !a->words.items[word - 1].letters ? word - 1 : word;
  const Time*  time   = behind ? time_before(a, behind) : NULL;
  if (!time) return NULL;
  for (size_t i = time->from + 1; i-- > 0 && time->from - i <= 2;)
    if (a->words.items[i].opens) return time;
  return NULL;
}

const char* said_on(const Article* a, const CueMention* cue) {
  size_t from, to;
  words_in(&a->words, cue->span, &from, &to);
  if (from == to) return NULL;
  const Span source = cue->source.n ? cue->source.items[0].span : cue->span;
  size_t     source_from, source_to;
  words_in(&a->words, source, &source_from, &source_to);
  const char* day = said_behind(a, cue, to);
  if (!day && source_from == to) day = said_behind(a, cue, source_to); // “...,” said Weil on Tuesday
  if (!day) day = spoken(a, time_before(a, from), cue);
  if (!day && source_from <= from) day = spoken(a, time_opening(a, source_from), cue);
  return day;
}

// --- roles -----------------------------------------------------------------------------------------------------------

static bool mark_at(const Article* a, size_t word, uint32_t c) {
  return word < a->words.n && text_at(a->text, a->words.items[word].span.begin) == c;
}

static bool dash_at(const Article* a, size_t word) { return mark_at(a, word, '-') || mark_at(a, word, 0x2013) || mark_at(a, word, 0x2014); }

/* The verb before the role that begins or ends it, within its sentence; NULL without one, or where it is denied. */
static const char* turn_before(const Article* a, size_t role, size_t* verb) {
  const char* turn = NULL;
  for (size_t i = role; i-- > 0 && role - i <= TURN_REACH && a->words.items[i].sentence == a->words.items[role].sentence;) {
    if (lookup(a->lex.negations, a->words.items[i].folded, 1)) return NULL;
    if (turn) continue;
    if (!a->words.items[i].letters) break;
    turn  = lookup(a->lex.turns, a->words.items[i].folded, 1);
    *verb = i;
  }
  return turn;
}

/* Where the role's words end: behind the noun, or behind the organization that follows it closely. */
static size_t role_end(const Article* a, const Role* role) {
  enum { CLOSE = 4 };
  size_t from, to, other_from, other_to;
  words_in(&a->words, role->role_span, &from, &to);
  words_in(&a->words, role->organization_span, &other_from, &other_to);
  if (!span_empty(role->organization_span) && other_from >= to && other_from <= to + CLOSE) return other_to;
  return to;
}

/* "1998-2004", one word. */
static bool joined_years(const Article* a, size_t i, Role* role) {
  if (i >= a->words.n) return false;
  const Slice s = a->words.items[i].text;
  if (s.len != 9 || s.ptr[4] != '-') return false;
  for (size_t k = 0; k < s.len; k++)
    if (k != 4 && (s.ptr[k] < '0' || s.ptr[k] > '9')) return false;
  role->from = arena_copy(a->arena, s.ptr, 4);
  role->to   = arena_copy(a->arena, s.ptr + 5, 4);
  return true;
}

/* "from 1998 to 2004", "between May and June 2004", "(1998-2004)", "since 1998", "until 2004" at `i`. */
static bool read_term(const Article* a, size_t i, Role* role) {
  if (i < a->words.n && text_at(a->text, a->words.items[i].span.begin) == ',') i++;
  const bool bracket = mark_at(a, i, '(');
  i += bracket;
  if (joined_years(a, i + time_word(a, i, "from", NULL), role)) return true;
  const bool since = time_word(a, i, "since", NULL), from = time_word(a, i, "from", NULL), until = time_word(a, i, "until", NULL);
  const bool  between = time_word(a, i, "between", NULL);
  const Time* first = time_at(a, i + (since || from || until || between));
  if (!first) return false;
  const char* iso = time_iso(a, first);
  if (since) return role->from = iso, true;
  if (until) return role->to = iso, true;
  const bool  range  = from ? time_word(a, first->to, "to", NULL) || time_word(a, first->to, "until", NULL) || dash_at(a, first->to)
                       : between ? time_word(a, first->to, "and", NULL)
                       : bracket && dash_at(a, first->to);
  const Time* second = range ? time_at(a, first->to + 1) : NULL;
  if (from && !range) return role->from = iso, true;
  if (!second) return from || between || bracket;
  role->from = iso;
  role->to   = time_iso(a, second);
  return true;
}

/* "became minister in May", "In 2004, she became minister": the time behind the role, or the one that opens. */
static const Time* time_of_turn(const Article* a, size_t end, size_t verb) {
  const size_t in = end + time_word(a, end, "in", NULL);
  const Time*  t  = time_at(a, in);
  if (t && a->words.items[in].sentence == a->words.items[verb].sentence) return t;
  if ((t = time_before(a, verb))) return t;
  for (size_t i = verb; i-- > 0 && verb - i <= TURN_REACH && a->words.items[i].sentence == a->words.items[verb].sentence;)
    if ((t = time_opening(a, i))) return t;
  return NULL;
}

void role_dates(const Article* a, Role* role) {
  if (span_empty(role->role_span)) return;
  size_t from, to, verb = 0;
  words_in(&a->words, role->role_span, &from, &to);
  if (from == to) return;
  const size_t end = role_end(a, role);
  if (!read_term(a, end, role)) {
    const char* turn = turn_before(a, from, &verb);
    const Time* time = turn ? time_of_turn(a, end, verb) : NULL;
    if (time && *turn == 's') role->from = time_iso(a, time);
    if (time && *turn == 'e') role->to = time_iso(a, time);
  }
  int64_t     today;
  const char* published = a->doc->published;
  if (role->to && role->tenure == TENURE_CURRENT && times_today(a, &today) && strncmp(role->to, published, strlen(role->to)) < 0)
    role->tenure = TENURE_FORMER; // "minister until 2004"
}
