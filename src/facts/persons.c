/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Which spellings are one person.
 *
 *     "John F. Kennedy", "John Kennedy", "Jack Kennedy"  one; "Robert Kennedy" another
 *     "Kennedy"   who was named in full; with several, by title ("Mrs Clinton"), else the one named in full first
 *     "Hillary"   only who was named in full before
 *
 * Buckets by family name keep it near linear; a bucket is looked at no further than BUCKET names. */
#include "facts/names.h"

#include "base/map.h"

enum { BUCKET = 48 };

static bool initial_of(Slice one, Slice other) {
  return one.len && other.len && one.ptr[0] == other.ptr[0] && (one.len == 1 || (one.len == 2 && one.ptr[1] == '.') ||
         (one.len <= 5 && one.len % 2 == 0 && one.ptr[1] == '.'));
}

static bool short_form(const Article* a, Slice one, Slice other) {
  for (const char* const* row = table_find(a->lex.nicknames, one); row; row = table_next(a->lex.nicknames, row))
    if (slice_equal(slice(row[1]), other)) return true;
  return false;
}

bool given_names_agree(const Article* a, Slice one, Slice other) {
  if (slice_equal(one, other) || initial_of(one, other) || initial_of(other, one)) return true;
  if (short_form(a, one, other) || short_form(a, other, one)) return true;
  for (const char* const* row = table_find(a->lex.nicknames, one); row; row = table_next(a->lex.nicknames, row))
    if (short_form(a, other, slice(row[1]))) return true;
  return false;
}

/* The tokens of `part` stand in a row inside `whole`. */
static bool runs_inside(const Spelling* part, const Spelling* whole) {
  for (size_t at = 0; at + part->token_count <= whole->token_count; at++) {
    size_t k = 0;
    while (k < part->token_count && slice_equal(part->tokens[k], whole->tokens[at + k])) k++;
    if (k == part->token_count) return true;
  }
  return false;
}

/* "George W. Bush", "George H. W. Bush". */
static bool middle_names_agree(const Article* a, const Spelling* x, const Spelling* y) {
  if (x->token_count < 3 || y->token_count < 3) return true;
  const Slice one = x->tokens[1], other = y->tokens[1];
  const bool  initials = one.len == 1 || other.len == 1 || one.ptr[1] == '.' || other.ptr[1] == '.';
  return given_names_agree(a, one, other) || (!initials && x->token_count != y->token_count); // "Ana Maria de Souza", "Ana de Souza"
}

static bool same_person(const Article* a, const Spelling* x, const Spelling* y) {
  if (x->gender && y->gender && x->gender != y->gender) return false;
  if (x->generation && y->generation && x->generation != y->generation) return false;
  if (runs_inside(x, y) || runs_inside(y, x)) return true;
  if (!slice_equal(x->tokens[x->token_count - 1], y->tokens[y->token_count - 1])) return false;
  return given_names_agree(a, x->tokens[0], y->tokens[0]) && middle_names_agree(a, x, y);
}

typedef struct {
  uint32_t* items;
  size_t    n, cap;
} Bucket;

typedef struct {
  Map     map;
  Bucket* buckets;
  size_t  n, cap;
} Index;

static void index_add(Article* a, Index* index, Slice key, size_t spelling) {
  const uint64_t at = *map_at(&index->map, key, index->n);
  if (at == index->n) *arena_push(a->arena, index->buckets, index->n, index->cap) = (Bucket){0};
  Bucket* b = &index->buckets[at];
  if (b->n && b->items[b->n - 1] == spelling) return;
  if (b->n < BUCKET) *arena_push(a->arena, b->items, b->n, b->cap) = (uint32_t)spelling;
}

static const Bucket* index_find(const Index* index, Slice key) {
  const uint64_t* at = map_find(&index->map, key);
  return at ? &index->buckets[*at] : NULL;
}

static void join_full_names(Article* a, Spellings* all, Index* family) {
  for (size_t i = 0; i < all->n; i++) {
    const Spelling* s = &all->items[i];
    if (!s->person || s->token_count < 2) continue;
    const Slice   last   = s->tokens[s->token_count - 1];
    const Bucket* others = index_find(family, last);
    for (size_t k = 0; others && k < others->n; k++)
      if (same_person(a, s, &all->items[others->items[k]]) && !kin_are_two(all, i, others->items[k])) {
        spelling_join(all, i, others->items[k]);
        break;
      }
    for (size_t k = 1; k < s->token_count; k++) index_add(a, family, s->tokens[k], i);
  }
}

/* The groups that a bucket's names belong to, each once. */
static size_t roots_of(Spellings* all, const Bucket* b, size_t* roots) {
  size_t n = 0;
  for (size_t k = 0; b && k < b->n; k++) {
    const size_t root = spelling_root(all, b->items[k]);
    bool         again = false;
    for (size_t i = 0; i < n; i++) again |= roots[i] == root;
    if (!again) roots[n++] = root;
  }
  return n;
}

static Gender group_gender(const Article* a, Spellings* all, size_t root) {
  const Spelling* s = &all->items[root];
  if (s->gender) return s->gender;
  const char* g = s->token_count > 1 ? lookup(a->lex.given, s->tokens[0], 1) : NULL;
  return !g ? GENDER_UNKNOWN : *g == 'm' ? GENDER_MALE : GENDER_FEMALE;
}

static Gender mention_gender(const Article* a, const NameItem* item) {
  size_t w = item->from;
  if (w && !a->words.items[w - 1].letters) w--;
  const char* g = w ? lookup(a->lex.honorifics, a->words.items[w - 1].folded, 1) : NULL;
  return !g ? GENDER_UNKNOWN : *g == 'm' ? GENDER_MALE : *g == 'f' ? GENDER_FEMALE : GENDER_UNKNOWN;
}

/* Several people share a family name: it is who was named in full first (in 94 of 100 such mentions of the training
 * articles; who was named last, in 73), unless the title before it fits one of them only. */
static void settle_shared(Article* a, Spellings* all, size_t shared, const size_t* roots, size_t n) {
  size_t first = roots[0];
  for (size_t k = 1; k < n; k++)
    if (all->items[roots[k]].first < all->items[first].first) first = roots[k];
  for (size_t i = 0; i < a->name_count; i++) {
    NameItem* item = &a->names[i];
    if (item->surface != shared) continue;
    const Gender g   = mention_gender(a, item);
    size_t       fit = first, fits = 0;
    for (size_t k = 0; k < n && g; k++)
      if (group_gender(a, all, roots[k]) == g) fit = roots[k], fits++;
    item->surface = fits == 1 ? fit : first;
  }
}

static void join_single_names(Article* a, Spellings* all, const Index* family, const Index* given) {
  size_t roots[BUCKET];
  const size_t count = all->n;
  for (size_t i = 0, settled = 0; i < count; i++) {
    const Spelling* s = &all->items[i];
    if (!s->person || s->token_count != 1) continue;
    size_t n = roots_of(all, index_find(family, s->tokens[0]), roots);
    if (n == 1) {
      spelling_join(all, i, roots[0]);
      continue;
    }
    if (n > 1 && settled++ < BUCKET) {
      settle_shared(a, all, i, roots, n);
      continue;
    }
    n = roots_of(all, index_find(given, s->tokens[0]), roots);
    if (n == 1 && all->items[roots[0]].first < s->first) spelling_join(all, i, roots[0]);
  }
}

void persons_group(Article* a, Spellings* all) {
  Index family = {0}, given = {0};
  join_full_names(a, all, &family);
  for (size_t i = 0; i < all->n; i++) {
    const Spelling* s = &all->items[i];
    if (s->person && s->token_count > 1) index_add(a, &given, s->tokens[0], i);
  }
  join_single_names(a, all, &family, &given);
  map_free(&family.map);
  map_free(&given.map);
}
