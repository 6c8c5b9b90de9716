/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Which spellings are one organization or place.
 *
 *     "International Monetary Fund (IMF)" ... "IMF"      initials, or the letters in brackets right behind
 *     "Kestrel Shipping Inc." ... "Kestrel"              company words dropped; an opening that only one name has
 *     "U.S. Supreme Court" ... "Supreme Court"           an ending that only one name has
 *     "U.S.", "US", "United States", "America"           one place, by data/places.tsv
 *
 * A short form that fits several longer names stays on its own; "House" is not the "White House" (data/apart.tsv). */
#include "facts/names.h"
#include "facts/places.h"

#include "base/map.h"

#include <string.h>

enum { NONE = 0, SEVERAL = UINT32_MAX }; // Values in the maps of openings and endings: spelling + 1

static bool is_small(const Article* a, Slice token) { return lookup_is(a->lex.designators, token, 1, "small"); }

/* Tokens without company words at the end. */
static size_t core_count(const Article* a, const Spelling* s) {
  size_t n = s->token_count;
  while (n > 1 && lookup_is(a->lex.designators, s->tokens[n - 1], 1, "company")) n--;
  return n;
}

/* "Larkspur plc" and "Larkspur Inc" are two. */
static bool other_company(const Article* a, const Spelling* x, const Spelling* y) {
  if (!x->token_count || !y->token_count) return false;
  const Slice one = x->tokens[x->token_count - 1], other = y->tokens[y->token_count - 1];
  return lookup_is(a->lex.designators, one, 2, "legal") && lookup_is(a->lex.designators, other, 2, "legal") && !slice_equal(one, other);
}

static Slice tokens_key(Article* a, const Slice* tokens, size_t n) {
  size_t len = n;
  for (size_t i = 0; i < n; i++) len += tokens[i].len;
  char*  key = arena_alloc(a->arena, len + 1);
  size_t at  = 0;
  for (size_t i = 0; i < n; i++) {
    if (i) key[at++] = ' ';
    if (tokens[i].len) memcpy(key + at, tokens[i].ptr, tokens[i].len);
    at += tokens[i].len;
  }
  return (Slice){key, at};
}

/* Letters of an acronym in lower case ("U.N." -> "un"), empty if the name is none. */
static Slice acronym_letters(Article* a, const Spelling* s) {
  if (s->token_count != 1 || s->text.len > 16) return (Slice){0};
  char*  letters = arena_alloc(a->arena, s->text.len);
  size_t n = 0, small = 0;
  for (size_t i = 0; i < s->text.len; i++) {
    const char c = s->text.ptr[i];
    if (c >= 'A' && c <= 'Z') letters[n++] = (char)(c + 32);
    small += c >= 'a' && c <= 'z';
  }
  return n >= 2 && small * 2 <= n ? (Slice){letters, n} : (Slice){0};
}

/* Initials of a name's tokens, with or without the small words. */
static Slice initials(Article* a, const Spelling* s, size_t count, bool small) {
  char*  letters = arena_alloc(a->arena, count * 4);
  size_t n       = 0;
  for (size_t i = 0; i < count; i++) {
    if (!small && is_small(a, s->tokens[i])) continue;
    bool start = true;
    for (size_t k = 0; k < s->tokens[i].len && n < count * 4; k++) {
      const char c = s->tokens[i].ptr[k];
      if (start && c >= 'a' && c <= 'z') letters[n++] = c;
      start = c == '-' || c == '&';
    }
  }
  return (Slice){letters, n};
}

static void join_same_key(Spellings* all, Map* map, Slice key, size_t i) {
  const uint64_t at = *map_at(map, key, i);
  if (at != i) spelling_join(all, at, i);
}

static void join_places(Article* a, Spellings* all) {
  Map names = {0};
  for (size_t i = 0; i < all->n; i++) {
    const Spelling* s = &all->items[i];
    if (s->person) continue;
    const Slice known = canonical_name(a, s->text, s->type);
    if (known.len) join_same_key(all, &names, known, i);
  }
  map_free(&names);
}

/* "Name (ABC)": what stands in brackets right behind a name is its short form if it starts with the same letter. */
static void join_brackets(Article* a, Spellings* all) {
  const Word* w = a->words.items;
  for (size_t i = 1; i < a->name_count; i++) {
    const NameItem *full = &a->names[i - 1], *brief = &a->names[i];
    if (brief->from != full->to + 1 || !slice_equal(w[full->to].text, SLICE("("))) continue;
    if (brief->to >= a->words.n || !slice_equal(w[brief->to].text, SLICE(")"))) continue;
    const Spelling *x = &all->items[full->surface], *y = &all->items[brief->surface];
    if (x->person || y->person || x->token_count < 2) continue;
    if (x->type == NAME_PLACE && y->type == NAME_ORGANIZATION) continue; // "LOS ANGELES (AP)"
    const Slice letters = acronym_letters(a, y);
    bool        opens   = false;
    for (size_t k = 0; k < x->token_count && letters.len; k++)
      opens |= x->tokens[k].len && x->tokens[k].ptr[0] == letters.ptr[0];
    if (opens) spelling_join(all, full->surface, brief->surface);
  }
}

static void join_acronyms(Article* a, Spellings* all) {
  Map acronyms = {0};
  for (size_t i = 0; i < all->n; i++) {
    const Slice letters = all->items[i].person ? (Slice){0} : acronym_letters(a, &all->items[i]);
    if (letters.len) join_same_key(all, &acronyms, letters, i);
  }
  for (size_t i = 0; i < all->n; i++) {
    const Spelling* s = &all->items[i];
    if (s->person || s->token_count < 2) continue;
    for (int form = 0; form < 4; form++) {
      const Slice     letters = initials(a, s, form & 1 ? core_count(a, s) : s->token_count, form & 2);
      const uint64_t* at      = letters.len > 1 ? map_find(&acronyms, letters) : NULL;
      if (at && (all->items[*at].type == s->type || !lookup(a->lex.places, all->items[*at].text, 1))) {
        spelling_join(all, i, *at);
        break;
      }
    }
  }
  map_free(&acronyms);
}

static bool kept_apart(const Article* a, const Spelling* brief, const Spelling* full) {
  for (const char* const* row = table_find(a->lex.apart, brief->key); row; row = table_next(a->lex.apart, row))
    if (slice_equal(slice(row[1]), full->key)) return true;
  return false;
}

static void note(Map* map, Slice key, size_t i, Spellings* all) {
  uint64_t* at = map_at(map, key, i + 1);
  if (*at != i + 1 && *at != SEVERAL && spelling_root(all, *at - 1) != spelling_root(all, i)) *at = SEVERAL;
}

/* Whether the opening of length `n` may stand for the whole: the rest is one word or starts with a small one. */
static bool opening_counts(const Article* a, const Spelling* s, size_t n) {
  if (lookup(a->lex.places, s->text, 1)) return false;
  const size_t rest = core_count(a, s) > n ? core_count(a, s) - n : 0;
  if (rest > 1) return is_small(a, s->tokens[n]);
  return !rest || !lookup(a->lex.parties, s->text, 1);
}

static void join_short_forms(Article* a, Spellings* all) {
  Map openings = {0}, endings = {0}, cores = {0};
  for (size_t i = 0; i < all->n; i++) {
    const Spelling* s = &all->items[i];
    if (s->person || s->type != NAME_ORGANIZATION) continue;
    const size_t same = *map_at(&cores, tokens_key(a, s->tokens, core_count(a, s)), i);
    if (same != i && !other_company(a, s, &all->items[same])) spelling_join(all, same, i);
    for (size_t n = 1; n < s->token_count && n < 8; n++) {
      if (opening_counts(a, s, n)) note(&openings, tokens_key(a, s->tokens, n), i, all);
      if (!is_small(a, s->tokens[n])) note(&endings, tokens_key(a, s->tokens + n, s->token_count - n), i, all);
    }
  }
  for (size_t i = 0; i < all->n; i++) {
    const Spelling* s = &all->items[i];
    if (s->person || lookup(a->lex.places, s->text, 1) || lookup(a->lex.demonyms, s->text, 1)) continue;
    const Slice     key = tokens_key(a, s->tokens, s->token_count);
    const uint64_t* at  = s->type == NAME_ORGANIZATION ? map_find(&openings, key) : NULL;
    if (!at || *at == SEVERAL) at = s->type == NAME_ORGANIZATION ? map_find(&endings, key) : NULL;
    if (at && *at != SEVERAL && !kept_apart(a, s, &all->items[*at - 1])) spelling_join(all, i, *at - 1);
  }
  map_free(&openings);
  map_free(&endings);
  map_free(&cores);
}

/* "Bloomberg" tagged as an organization beside "Michael Bloomberg" and no longer organization: the person. So is
 * "Klobuchar" tagged as a place, where the person is named more often. */
static void join_family_names(Article* a, Spellings* all) {
  Map people = {0};
  for (size_t i = 0; i < all->n; i++) {
    const Spelling* s = &all->items[i];
    if (s->person && s->token_count > 1) map_at(&people, s->tokens[s->token_count - 1], i);
  }
  size_t* size  = arena_array(a->arena, size_t, all->n);
  size_t* named = arena_array(a->arena, size_t, all->n);
  for (size_t i = 0; i < all->n; i++) {
    const size_t root = spelling_root(all, i);
    size[root]++;
    named[root] += all->items[i].count;
  }
  for (size_t i = 0; i < all->n; i++) {
    const Spelling* s = &all->items[i];
    if (s->person || s->token_count != 1 || size[spelling_root(all, i)] > 1 || lookup(a->lex.places, s->text, 1) ||
        lookup(a->lex.states, s->text, 1) || lookup(a->lex.demonyms, s->text, 1))
      continue;
    const uint64_t* at = map_find(&people, s->tokens[0]);
    NameType        kind;
    const bool      place = s->type == NAME_PLACE;
    if (!at || (place && known_kind(a->known, s->text, &kind) && kind == NAME_PLACE)) continue;
    if (!place || named[spelling_root(all, *at)] > 2 * s->count) spelling_join(all, i, *at);
  }
  map_free(&people);
}

/* "Kestrel" tagged as a person in an article on Kestrel Shipping that names nobody of that name in full. */
static void join_lone_names(Article* a, Spellings* all) {
  Map people = {0}, openings = {0};
  for (size_t i = 0; i < all->n; i++) {
    const Spelling* s = &all->items[i];
    for (size_t k = 0; s->person && s->token_count > 1 && k < s->token_count; k++) map_at(&people, s->tokens[k], i);
    if (!s->person && s->type == NAME_ORGANIZATION && s->token_count > 1 && opening_counts(a, s, 1))
      note(&openings, s->tokens[0], i, all);
  }
  for (size_t i = 0; i < all->n; i++) {
    const Spelling* s = &all->items[i];
    if (!s->person || s->token_count != 1 || s->gender != GENDER_UNKNOWN || map_find(&people, s->tokens[0])) continue;
    const uint64_t* at = map_find(&openings, s->tokens[0]);
    if (at && *at != SEVERAL && !kept_apart(a, s, &all->items[*at - 1])) spelling_join(all, i, *at - 1);
  }
  map_free(&people);
  map_free(&openings);
}

void organizations_group(Article* a, Spellings* all) {
  join_places(a, all);
  join_brackets(a, all);
  join_acronyms(a, all);
  join_short_forms(a, all);
  join_family_names(a, all);
  join_lone_names(a, all);
}
