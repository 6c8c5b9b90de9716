/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The party that words around a person's name tell.
 *
 *     "Republican Kevin McCarthy", "Tories Ken Clarke and Sir George Young"
 *     "his Democratic opponent, Sen. Jo Weil", "the top Republican, Jo Weil of Kansas,"
 *     "Jo Weil, 68, a Utah Democrat"      Utah as well
 *     "Jo Weil's Norland Peasant Party"   whose party it is belongs to it
 *
 * What a party gives is the role's own: "the Republican nominee" (data/party-roles.tsv). */
#include "facts/phrase.h"
#include "facts/places.h"
#include "facts/roles.h"

#include <string.h>

static const float SURE = 0.9f;

static bool is_person(const Article* a, int name) {
  return name >= 0 && a->facts->entities[a->names[name].entity].type == NAME_PERSON;
}

static bool is_title(const Article* a, const Word* w) { return w->capital && lookup(a->lex.honorifics, w->folded, 1); }

static bool is_link(const Article* a, const Word* w) { return lookup_is(a->lex.function_words, w->folded, 1, "link"); }

static bool is_mark(const Article* a, size_t word, Slice mark) {
  return word < a->words.n && slice_equal(a->words.items[word].text, mark);
}

const NameItem* person_next(const Article* a, const NameItem* person) {
  size_t w = person->to;
  if (w + 1 >= a->words.n || !lookup_is(a->lex.function_words, a->words.items[w].folded, 1, "conjunction")) return NULL;
  w++;
  while (w + 1 < a->words.n && name_of_word(a, w) < 0 && is_title(a, &a->words.items[w])) w++;
  const int name = name_of_word(a, w);
  return is_person(a, name) && a->names[name].from == w ? &a->names[name] : NULL;
}

/* Words between a party adjective and the noun or name that it belongs to: titles, role nouns, places, names. */
static bool lets_through(const Article* a, size_t word) {
  const Word* w = &a->words.items[word];
  if (lookup_is(a->lex.party_roles, w->folded, 1, "always")) return false; // the party's own
  if (w->capital && lookup(a->lex.groups, w->folded, 1) && name_of_word(a, word) < 0) return false; // part of a name
  if (lookup(a->lex.roles, w->folded, 1) || lookup(a->lex.honorifics, w->folded, 1) || lookup(a->lex.tenure, w->folded, 1) ||
      lookup(a->lex.role_parts, w->folded, 1))
    return true;
  if (adjective_in(a, w->span, false) >= 0) return true;
  if (name_of_word(a, word) >= 0) return !is_person(a, name_of_word(a, word));
  for (size_t i = 0; i < a->reading->role_count; i++)
    if (span_within(w->span, a->reading->roles[i].span)) return true;
  return is_mark(a, word, SLICE(".")) && word && lookup(a->lex.honorifics, a->words.items[word - 1].folded, 1);
}

int party_in_front(const Article* a, size_t word) {
  enum { REACH = 7 };
  const uint32_t sentence = a->words.items[word].sentence;
  for (size_t w = word; w > 0 && word - w < REACH; w--) {
    if (a->words.items[w - 1].sentence != sentence) return -1;
    const int adjective = adjective_ending(a, w - 1, true);
    if (adjective >= 0) return adjective;
    if (!lets_through(a, w - 1)) return -1;
  }
  return -1;
}

bool party_gives(const Article* a, size_t from, size_t to) {
  const char* kind = lookup(a->lex.party_roles, a->words.items[to - 1].folded, 1);
  if (!kind || !strcmp(kind, "always")) return kind;
  for (size_t w = from; w + 1 < to; w++)
    if (lookup(a->lex.groups, a->words.items[w].folded, 1)) return false;
  return true;
}

/* The role noun behind the adjective takes the party as its organization: "the Republican nominee". */
static bool role_takes(const Article* a, int adjective) {
  for (size_t i = 0; i < a->facts->role_count; i++)
    if (a->facts->roles[i].organization_span.begin == a->adjectives[adjective].span.begin && a->facts->roles[i].role.len)
      return true;
  for (size_t i = 0; i < a->reading->role_count; i++) {
    size_t from, to;
    words_in(&a->words, a->reading->roles[i].span, &from, &to);
    if (from < to && (from == a->adjectives[adjective].to || span_within(a->adjectives[adjective].span, a->reading->roles[i].span)))
      return party_gives(a, a->adjectives[adjective].to < to ? a->adjectives[adjective].to : from, to);
  }
  return false;
}

static void of_party(Article* a, const NameItem* person, int adjective) {
  if (role_takes(a, adjective)) return;
  const int party = adjective_entity(a, adjective);
  if (party != NO_ENTITY)
    affiliation_add(a, person->entity, person->span, party, a->adjectives[adjective].span, TENURE_CURRENT,
                    "affiliation.party-adjective", SURE);
}

/* "Tories Ken Clarke and Sir George Young": a people's word takes in the next of the list. */
static void of_people(Article* a, const NameItem* person, int adjective) {
  of_party(a, person, adjective);
  const Slice     text = text_slice(a->text, a->adjectives[adjective].span);
  const NameItem* next = lookup_is(a->lex.parties, text, 2, "people") ? person_next(a, person) : NULL;
  if (next) of_party(a, next, adjective);
}

/* The word in front of a name and its titles: "[,] Sen. Jo Weil". */
static size_t before_titles(const Article* a, size_t from) {
  const Word* w = a->words.items;
  while (from > 1) {
    const size_t title = slice_equal(w[from - 1].text, SLICE(".")) ? from - 2 : from - 1;
    if (!is_title(a, &w[title])) break;
    from = title;
  }
  return from;
}

/* "a Republican, Mark Amodei"; "his Democratic opponent, Sen. Jo Weil"; "the panel's top Republican, Jo Weil of Kansas,":
 * behind "the" only where the name stands between marks. */
static void party_apposed(Article* a, const NameItem* person, size_t comma) {
  enum { REACH = 3 };
  const Word* w         = a->words.items;
  const int   adjective = comma ? party_in_front(a, comma) : -1;
  if (adjective < 0) return;
  size_t from = a->adjectives[adjective].from;
  for (size_t k = 0; from && k < REACH; k++, from--) {
    const Word* before = &w[from - 1];
    if (before->sentence != w[comma].sentence) return;
    const char* kind = lookup(a->lex.determiners, before->folded, 1);
    const bool  owns = slice_equal(before->folded, SLICE("'s"));
    if (kind || owns) {
      const bool ends = person->to >= a->words.n || !w[person->to].letters ||
                        lookup_is(a->lex.function_words, w[person->to].folded, 3, "belonging");
      if ((kind && !strcmp(kind, "indefinite")) || ends) of_people(a, person, adjective);
      return;
    }
    if (!before->letters || before->capital || lookup(a->lex.function_words, before->folded, 1)) return;
  }
}

static void party_before(Article* a, const NameItem* person) {
  const size_t from = before_titles(a, person->from);
  if (from && slice_equal(a->words.items[from - 1].text, SLICE(","))) {
    party_apposed(a, person, from - 1);
    return;
  }
  const int adjective = person->from ? party_in_front(a, person->from) : -1;
  if (adjective >= 0) of_people(a, person, adjective);
}

/* Where the state ends that stands behind a name ("Jo Weil of Utah"), else where the name does. */
static size_t behind_state(const Article* a, const NameItem* person) {
  const size_t w = person->to;
  if (w + 1 >= a->words.n || !lookup_is(a->lex.function_words, a->words.items[w].folded, 3, "belonging")) return w;
  const int state = name_of_word(a, w + 1);
  return state >= 0 && a->facts->entities[a->names[state].entity].type == NAME_PLACE ? a->names[state].to : w;
}

/* "a [Utah] Democrat": the state whose name stands right before the noun. */
static void of_state(Article* a, const NameItem* person, int adjective) {
  const int state = a->adjectives[adjective].from ? name_of_word(a, a->adjectives[adjective].from - 1) : -1;
  if (state < 0 || a->facts->entities[a->names[state].entity].type != NAME_PLACE) return;
  affiliation_add(a, person->entity, person->span, a->names[state].entity, a->names[state].span, TENURE_CURRENT, "affiliation.state",
                  SURE * a->names[state].score);
}

/* "Jo Weil, a Democrat,"; "Jo Weil is a Republican"; "Adam Schiff, the Democratic chairman"; "Jo Weil, 68, a Utah
 * Democrat"; "Jo Weil of Utah, the committee's top Democrat". */
static void party_behind(Article* a, const NameItem* person) {
  enum { REACH = 5 };
  const Word* word  = a->words.items;
  size_t      w     = behind_state(a, person);
  const bool  comma = is_mark(a, w, SLICE(","));
  if (w + 2 >= a->words.n || (!comma && (w > person->to || !is_link(a, &word[w])))) return;
  w++;
  if (comma && word[w].text.ptr[0] >= '0' && word[w].text.ptr[0] <= '9' && is_mark(a, w + 1, SLICE(","))) w += 2;
  if (w >= a->words.n || !lookup(a->lex.determiners, word[w].folded, 1)) return;
  for (size_t i = w + 1; i < a->words.n && i <= w + REACH; i++) {
    const int adjective = adjective_ending(a, i, true);
    if (adjective < 0) {
      const bool owner = slice_equal(word[i].folded, SLICE("'s"));
      if ((!word[i].letters && !owner) || lookup(a->lex.function_words, word[i].folded, 1) || lookup(a->lex.roles, word[i].folded, 1)) return;
      continue;
    }
    const size_t behind = i + 1;
    const bool   noun   = behind >= a->words.n || !word[behind].letters || lookup(a->lex.function_words, word[behind].folded, 1);
    if (noun || lets_through(a, behind)) of_party(a, person, adjective);
    if (noun && comma) of_state(a, person, adjective);
    return;
  }
}

/* "Jo Weil's Norland Peasant Party". */
static void party_owned(Article* a, const NameItem* person) {
  const int name = person->to + 1 < a->words.n && slice_equal(a->words.items[person->to].folded, SLICE("'s"))
      ? name_of_word(a, person->to + 1) : -1;
  if (name < 0 || a->names[name].from != person->to + 1) return;
  const NameItem* party = &a->names[name];
  bool            is    = lookup(a->lex.parties, text_slice(a->text, party->span), 1) != NULL;
  for (size_t w = party->from; w < party->to && !is; w++) is = slice_equal(a->words.items[w].folded, SLICE("party"));
  if (is && a->facts->entities[party->entity].type == NAME_ORGANIZATION && !party->adjective)
    affiliation_add(a, person->entity, person->span, party->entity, party->span, TENURE_CURRENT, "affiliation.party-owned",
                    SURE * party->score);
}

void party_of(Article* a, const NameItem* person) {
  party_before(a, person);
  party_behind(a, person);
  party_owned(a, person);
}
