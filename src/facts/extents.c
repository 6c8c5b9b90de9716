/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Where a name begins and ends, and of what kind it is by its own words.
 *
 *     "Mr Brandt's"                              Brandt: no article, title, possessive or stray mark, whole words only
 *     "Center for Media" + "Public Affairs"      one name: a body's general word needs what "for" or "of" tells
 *     "Investigative Committee and the Security Service"    two: each part has a general word of its own
 *     "South" + "Korean", "Fla" + "."            the word that the mention breaks off in
 *
 * "in" never belongs: "the US Embassy in London". A body of a country with a name of three words ("Federal Aviation
 * Office of Norland") is left as the reader sees it: articles use both. */
#include "facts/known.h"
#include "facts/names.h"
#include "facts/places.h"

#include <string.h>

static bool is_title(const Article* a, const Word* w) { return w->capital && lookup(a->lex.honorifics, w->folded, 1); }

static bool is_space(uint32_t c) { return c <= ' ' || c == 0xA0; }

/* Whether `span` lies in an address: what stands between spaces holds "://", an "@" inside or begins with "www.". */
static bool in_address(const Article* a, Span span) {
  enum { LONGEST = 400 };
  uint32_t begin = span.begin, end = span.begin + 1;
  while (begin > 0 && span.begin - begin < LONGEST && !is_space(text_at(a->text, begin - 1))) begin--;
  while (end < a->text->length && end - span.begin < LONGEST && !is_space(text_at(a->text, end))) end++;
  for (uint32_t p = begin; p + 3 < end; p++) {
    const uint32_t c = text_at(a->text, p);
    if (c == ':' && text_at(a->text, p + 1) == '/' && text_at(a->text, p + 2) == '/') return true;
    if (c == '@' && p > begin && text_at(a->text, p - 1) != '(') return true;
    const bool opens = p == begin || text_at(a->text, p - 1) == '(' || text_at(a->text, p - 1) == '<';
    if (opens && c == 'w' && text_at(a->text, p + 1) == 'w' && text_at(a->text, p + 2) == 'w' && text_at(a->text, p + 3) == '.') return true;
  }
  return false;
}

/* "Jo Weil - Analyst": a person's name ends at a dash between spaces. */
static size_t dash_in(const Article* a, size_t from, size_t to) {
  for (size_t w = from + 1; w + 1 < to; w++) {
    const Span     span = a->words.items[w].span;
    const uint32_t c    = text_at(a->text, span.begin);
    if ((c == '-' || c == 0x2013 || c == 0x2014) && is_space(text_at(a->text, span.begin - 1)) &&
        is_space(text_at(a->text, span.end)))
      return w;
  }
  return to;
}

/* "Adam SchiffAdam Bennett Schiff": a person's name ends where the next begins without a space (see words.c). */
static size_t glue_in(const Article* a, size_t from, size_t to) {
  const Word* w = a->words.items;
  for (size_t i = from + 1; i < to; i++)
    if (w[i].letters && w[i].capital && w[i - 1].letters && w[i - 1].span.end == w[i].span.begin) return i;
  return to;
}

/* The end of the words where the next belongs to them: "Costa" + "Rican", (R-)"Fla" + ".". */
static size_t whole_word(const Article* a, uint32_t begin, size_t from, size_t to) {
  const Word* w = a->words.items;
  if (to >= a->words.n || w[to].sentence != w[from].sentence) return to;
  const Slice more = text_slice(a->text, (Span){begin > w[from].span.begin ? begin : w[from].span.begin, w[to].span.end});
  const bool  dot  = slice_equal(w[to].text, SLICE(".")) && to + 1 < a->words.n && !w[to + 1].letters;
  if (dot ? lookup(a->lex.states, more, 1) != NULL : to == from + 1 && lookup(a->lex.demonyms, more, 1) != NULL) return to + 1;
  return to;
}

/* "Robert (Bob) Hale", of which the reader saw "Bob) Hale". */
static bool cut_in_brackets(const Article* a, size_t from, size_t to) {
  const Word* w = a->words.items;
  return from > 1 && from + 2 < to && slice_equal(w[from + 1].text, SLICE(")")) && slice_equal(w[from - 1].text, SLICE("(")) &&
         w[from - 2].capital && lookup(a->lex.given, w[from - 2].folded, 1);
}

/* Behind "plc" of "Larkspur plc", or "Inc" of "Orbel Systems, Inc.", where the reader stopped before it. */
static size_t with_designator(const Article* a, size_t to) {
  const Word*  w    = a->words.items;
  const size_t next = to < a->words.n && slice_equal(w[to].text, SLICE(",")) ? to + 1 : to;
  if (next >= a->words.n || !w[next].letters || !lookup_is(a->lex.designators, w[next].folded, 2, "legal")) return to;
  return w[next].capital || (next == to && slice_equal(w[next].text, SLICE("plc"))) ? next + 1 : to;
}

/* The words of a mention without what does not belong to the name; false if nothing is left. */
static bool name_words(const Article* a, NameItem* item) {
  size_t from, to;
  words_in(&a->words, item->span, &from, &to);
  const Word* w = a->words.items;
  while (from < to && (!w[from].letters || (to - from > 1 &&
                                            lookup_is(a->lex.determiners, w[from].folded, 1, "definite"))))
    from++;
  if (item->type == NAME_PERSON)
    while (from + 1 < to && is_title(a, &w[from]) && !lookup(a->lex.given, w[from].folded, 1)) {
      from++;
      if (from + 1 < to && !w[from].letters) from++;
    }
  if (item->type == NAME_PERSON) to = glue_in(a, from, dash_in(a, from, to));
  if (item->type == NAME_PERSON && cut_in_brackets(a, from, to)) from -= 2;
  while (to - from > 1 && lookup_is(a->lex.function_words, w[from].folded, 1, "preposition") && !w[from].capital)
    from++;
  // "tank Atlantic Council"
  while (to - from > 1 && item->type != NAME_PERSON && !w[from].capital && w[from + 1].capital) from++;
  while (to - from > 1 && lookup(a->lex.function_words, w[to - 1].folded, 1) && !w[to - 1].capital) to--;
  while (to > from && slice_equal(w[to - 1].folded, SLICE("'s"))) to--;
  while (to > from + 1 && !w[to - 1].letters) {
    const bool dot  = slice_equal(w[to - 1].text, SLICE("."));
    const bool kept = dot && lookup(a->lex.designators, w[to - 2].folded, 1);
    if (kept) break;
    to--;
  }
  if (from >= to || !w[from].letters) return false;
  to         = whole_word(a, item->span.begin, from, to);
  if (item->type == NAME_ORGANIZATION) to = with_designator(a, to);
  item->from = from;
  item->to   = to;
  const Span   words = {w[from].span.begin, w[to - 1].span.end};
  const Span   span  = {item->span.begin > words.begin ? item->span.begin : words.begin,
                        item->span.end < words.end ? item->span.end : words.end};
  const Slice  last  = text_slice(a->text, (Span){span.end, words.end});
  const bool   cut   = last.len && last.ptr[0] != '-';
  item->span = (Span){w[from].span.begin < span.begin &&
                      text_at(a->text, span.begin - 1) == '-' ? span.begin : words.begin,
                      cut ? words.end : span.end};
  return !span_empty(item->span);
}

/* The kind that a name's last word tells: "Mahan Air", "Payam International Airport"; not "West Bank". */
static void type_by_head(const Article* a, NameItem* item) {
  if (lookup(a->lex.places, text_slice(a->text, item->span), 1)) return;
  const Word* last = &a->words.items[item->to - 1];
  const char* type = item->to - item->from > 1 && last->capital ? lookup(a->lex.name_heads, last->folded, 1) : NULL;
  if (type) item->type = type[0] == 'p' ? NAME_PLACE : NAME_ORGANIZATION;
}

/* "Center", "Committee": a general word for a body. */
static bool is_body_word(const Article* a, size_t word) {
  const Word* w = &a->words.items[word];
  return w->capital && (lookup_is(a->lex.name_heads, w->folded, 1, "organization") ||
                        lookup_is(a->lex.groups, w->folded, 1, "organization"));
}

/* "of", "for", "on": what a body is there for follows. */
static bool leads_on(const Article* a, size_t word) {
  const char* tie = lookup(a->lex.function_words, a->words.items[word].folded, 3);
  return tie && (!strcmp(tie, "belonging") || !strcmp(tie, "purpose"));
}

static bool has_complement(const Article* a, const NameItem* item) {
  for (size_t w = item->from + 1; w + 1 < item->to; w++)
    if (leads_on(a, w)) return true;
  return false;
}

static bool has_body_word(const Article* a, const NameItem* item) {
  for (size_t w = item->from; w < item->to; w++)
    if (is_body_word(a, w)) return true;
  return false;
}

/* "Riverside" + "County": two names side by side whose last word tells the kind of both. */
static bool joins_side_by_side(const Article* a, const NameItem* before, const NameItem* item) {
  const Word* last = &a->words.items[item->to - 1];
  if (item->span.begin != before->span.end + 1 || !last->capital || !lookup(a->lex.name_heads, last->folded, 1)) return false;
  return !lookup(a->lex.places, text_slice(a->text, before->span), 1) && !is_adjective(a, text_slice(a->text, before->span));
}

/* "Office" + "of the" + "High Commissioner", "Committee" + "for a" + "Responsible Budget". */
static bool joins_complement(const Article* a, const NameItem* before, const NameItem* item) {
  const size_t gap = item->from - before->to;
  if (!leads_on(a, before->to) || !is_body_word(a, before->to - 1)) return false;
  if (gap == 2 && !lookup(a->lex.determiners, a->words.items[before->to + 1].folded, 1)) return false;
  const bool whole = before->to - before->from > 2 || has_complement(a, before);
  return gap <= 2 && !(item->type == NAME_PLACE && whole);
}

/* "Center for Media" + "and" + "Public Affairs", "Port Authority of New York" + "and" + "New Jersey". */
static bool joins_list(const Article* a, const NameItem* before, const NameItem* item) {
  if (item->from != before->to + 1 || item->to - item->from < 2 || !has_complement(a, before) || has_body_word(a, item)) return false;
  return lookup_is(a->lex.function_words, a->words.items[before->to].folded, 1, "conjunction");
}

/* "Lloyd" + "'s of" + "London". */
static bool joins_possessive(const Article* a, const NameItem* before, const NameItem* item) {
  return item->from == before->to + 2 && slice_equal(a->words.items[before->to].folded, SLICE("'s")) &&
         lookup_is(a->lex.function_words, a->words.items[before->to + 1].folded, 3, "belonging");
}

static bool joins(const Article* a, const NameItem* before, const NameItem* item) {
  if (before->type == NAME_PERSON || a->words.items[before->from].sentence != a->words.items[item->from].sentence) return false;
  if (before->to == item->from) return joins_side_by_side(a, before, item);
  if (before->type != NAME_ORGANIZATION || item->type == NAME_PERSON || item->from - before->to > 2) return false;
  return joins_complement(a, before, item) || joins_list(a, before, item) || joins_possessive(a, before, item);
}

/* "Investigative Committee [and] the Federal Security Service": the word at which one mention of two names parts; its
 * end if it is one. */
static size_t parts_at(const Article* a, const NameItem* item) {
  const Word* w = a->words.items;
  for (size_t i = item->from + 1; item->type == NAME_ORGANIZATION && i + 2 < item->to; i++)
    if (lookup_is(a->lex.function_words, w[i].folded, 1, "conjunction") && lookup_is(a->lex.determiners, w[i + 1].folded, 1, "definite") &&
        is_body_word(a, i - 1) && is_body_word(a, item->to - 1))
      return i;
  return item->to;
}

/* "Hugo Brandeis founded Hugo Brandeis", "the founder of the piano maker Ferdinand Oster": nobody founds a person. */
bool name_is_founded(const Article* a, const NameItem* item) {
  enum { REACH = 5 };
  const Word* w  = a->words.items;
  bool        of = false;
  for (size_t k = 1; k <= REACH && k <= item->from; k++) {
    const Word* before = &w[item->from - k];
    const char* kind   = lookup(a->lex.founding, before->folded, 1);
    if (before->sentence != w[item->from].sentence || !before->letters) return false;
    if (kind) return of == (*kind == 'n');
    of |= slice_equal(before->folded, SLICE("of"));
    const bool small = lookup(a->lex.function_words, before->folded, 1) && !lookup(a->lex.determiners, before->folded, 1);
    if (before->capital || (small && !slice_equal(before->folded, SLICE("of")))) return false;
  }
  return false;
}

static void settle_kind(const Article* a, NameItem* item) {
  type_by_head(a, item);
  if (item->type == NAME_PERSON && name_is_founded(a, item)) item->type = NAME_ORGANIZATION;
  known_retype(a, item);
}

static void add(Article* a, NameItem item) {
  NameItem* before = a->name_count ? &a->names[a->name_count - 1] : NULL;
  if (before && item.span.begin < before->span.end) {
    const bool whole = item.span.begin == before->span.begin && item.span.end > before->span.end; // "Robert" of "Robert (Bob) Hale"
    if (whole || (item.score > before->score && item.span.begin <= before->span.begin)) *before = item;
    return;
  }
  if (before && joins(a, before, &item)) {
    before->span.end = item.span.end;
    before->to       = item.to;
    settle_kind(a, before);
    return;
  }
  const size_t part = parts_at(a, &item);
  NameItem     rest = item;
  if (part < item.to) {
    item.to       = part;
    item.span.end = a->words.items[part - 1].span.end;
  }
  settle_kind(a, &item);
  a->names[a->name_count++] = item;
  if (part == rest.to) return;
  rest.from       = part + 2;
  rest.span.begin = a->words.items[rest.from].span.begin;
  settle_kind(a, &rest);
  a->names[a->name_count++] = rest;
}

void names_collect(Article* a) {
  const Reading* r = a->reading;
  a->names         = arena_array(a->arena, NameItem, 2 * r->name_count + r->cue_count);
  for (size_t i = 0; i < r->name_count; i++) {
    NameItem item = {.span = r->names[i].span, .type = r->names[i].type, .score = r->names[i].score, .entity = NO_ENTITY};
    if (name_words(a, &item) && !in_address(a, item.span)) add(a, item);
  }
}
