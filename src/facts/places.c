/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Demonyms and party adjectives.
 *
 *     "South Korean officials" -> South Korea (two words before one); "Korean" alone goes with the Korea that the
 *     article names, else with none; "Russian-backed" and "the Russian Orthodox Church" are no adjectives here, since
 *     compounds are one word and what stands inside a name belongs to the name.
 *
 * An entity for an adjective is made only when a fact asks for it. */
#include "facts/places.h"

Slice canonical_name(const Article* a, Slice text, NameType type) {
  const char* known = lookup(a->lex.places, text, 1);
  if (!known && type == NAME_PLACE) known = lookup(a->lex.states, text, 1);
  if (!known) {
    const char* const* row = table_find(a->lex.demonyms, text);
    known = row && !table_next(a->lex.demonyms, row) ? row[1] : NULL;
  }
  if (!known && type == NAME_ORGANIZATION) known = lookup(a->lex.parties, text, 1);
  if (!known && lookup(a->lex.letters, text, 1))
    known = lookup(a->lex.parties, slice(lookup(a->lex.letters, text, 1)), 1);
  return known ? slice(known) : (Slice){0};
}

bool is_adjective(const Article* a, Slice text) {
  if (lookup(a->lex.places, text, 1)) return false;
  if (lookup(a->lex.demonyms, text, 1) || lookup(a->lex.letters, text, 1)) return true;
  const char* kind = lookup(a->lex.parties, text, 2);
  return kind && kind[0] != 'n';
}

/* The place of a demonym; of several, the only one that is named. */
static Slice demonym_place(const Article* a, Slice text) {
  const char* const* row = table_find(a->lex.demonyms, text);
  if (!row) return (Slice){0};
  if (!table_next(a->lex.demonyms, row)) return slice(row[1]);
  Slice one = {0};
  for (; row; row = table_next(a->lex.demonyms, row)) {
    if (!map_find(&a->canonicals, slice(row[1]))) continue;
    if (one.len) return (Slice){0};
    one = slice(row[1]);
  }
  return one;
}

static bool try_words(Article* a, size_t from, size_t to, size_t* cap) {
  if (to > a->words.n) return false;
  const Span  span = {a->words.items[from].span.begin, a->words.items[to - 1].span.end};
  const Slice text = text_slice(a->text, span);
  const bool  known = lookup(a->lex.demonyms, text, 1) && !lookup(a->lex.places, text, 1);
  const char* party = known ? NULL : lookup(a->lex.parties, text, 1);
  if (!known && !party) return false;
  const size_t at = names_at(a, span.begin);
  if (at < a->name_count && span_overlaps(a->names[at].span, span)) return false;
  Adjective* adjective = arena_push(a->arena, a->adjectives, a->adjective_count, *cap);
  *adjective = (Adjective){span, from, to, known ? demonym_place(a, text) : slice(party), !known};
  return true;
}

void adjectives_find(Article* a) {
  size_t cap = 0;
  for (size_t i = 0; i < a->words.n; i++) {
    if (!a->words.items[i].capital || !a->words.items[i].letters) continue;
    if (try_words(a, i, i + 2, &cap))
      i++;
    else
      try_words(a, i, i + 1, &cap);
  }
  for (size_t i = 0; i < a->adjective_count; i++) {
    const uint64_t* at = map_find(&a->canonicals, a->adjectives[i].canonical);
    if (at) mention_add(a, a->adjectives[i].span, (int)*at, MENTION_NAME, true, 1);
  }
}

size_t adjectives_before(const Article* a, uint32_t point) {
  size_t low = 0, high = a->adjective_count;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (a->adjectives[middle].span.begin < point)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

int adjective_in(const Article* a, Span span, bool party) {
  size_t low = adjectives_before(a, span.end);
  for (; low > 0 && a->adjectives[low - 1].span.begin >= span.begin; low--)
    if (a->adjectives[low - 1].party == party && a->adjectives[low - 1].span.end <= span.end) return (int)low - 1;
  return -1;
}

int adjective_ending(const Article* a, size_t word, bool party) {
  const Span span = {a->words.items[word > 0 ? word - 1 : 0].span.begin, a->words.items[word].span.end};
  const int  found = adjective_in(a, span, party);
  return found >= 0 && a->adjectives[found].to == word + 1 ? found : -1;
}

int canonical_entity(Article* a, Slice canonical, NameType type) {
  const uint64_t* at = map_find(&a->canonicals, canonical);
  if (at) return (int)*at;
  const int entity = entity_add(a, type, canonical, canonical);
  Entity* e = &a->facts->entities[entity];
  for (size_t i = 0; i < a->adjective_count; i++) {
    if (!slice_equal(a->adjectives[i].canonical, canonical)) continue;
    const Slice words = text_slice(a->text, a->adjectives[i].span);
    mention_add(a, a->adjectives[i].span, entity, MENTION_NAME, true, 1);
    if (!a->adjectives[i].party || e->name_count > 1 || slice_equal(words, canonical)) continue;
    e->names    = arena_array(a->arena, Slice, 2); // a party goes by what the article calls it, too
    e->names[0] = canonical;
    e->names[1] = words;
    e->name_count = 2;
  }
  return entity;
}

int adjective_entity(Article* a, int adjective) {
  const Adjective* word = &a->adjectives[adjective];
  return word->canonical.len ? canonical_entity(a, word->canonical, word->party ? NAME_ORGANIZATION : NAME_PLACE)
      : NO_ENTITY;
}
