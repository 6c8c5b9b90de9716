/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Whoever is introduced as somebody's relative is somebody else, however alike their names are.
 *
 *     "Edwin Corvale Jr. ... the seat of his father, Senator Edwin Corvale"
 *     "Gloria Vanderbilt ... between her widowed mother, Gloria Morgan Vanderbilt"
 *     "Helen Rose Carrick, a cellist and the daughter of the novelist Helen Carrick"
 *
 * Whose relative it is: the person named last before. */
#include "facts/names.h"

enum { REACH = 8, BEFORE = 40 }; ///< Words from kin to name, and from whoever has the kin

static bool is_kin(const Article* a, size_t word) { return lookup_is(a->lex.roles, a->words.items[word].folded, 4, "kin"); }

/// Words that may stand between "father" and the name: a comma, a title, what tells when; no other name, no verb.
static bool may_introduce(const Article* a, size_t word) {
  const Word* w = &a->words.items[word];
  if (!w->letters) return slice_equal(w->text, SLICE(",")) || slice_equal(w->text, SLICE("."));
  return lookup(a->lex.roles, w->folded, 1) || lookup(a->lex.honorifics, w->folded, 1) || lookup(a->lex.tenure, w->folded, 1) ||
         lookup(a->lex.determiners, w->folded, 1) || slice_equal(w->folded, SLICE("of")) || slice_equal(w->folded, SLICE("late"));
}

/// "his widowed mother", "Brandt's son", "the son of".
static bool is_told_of(const Article* a, size_t kin, bool of) {
  const Word* w = a->words.items;
  if (of) return true;
  for (size_t k = 1; k <= 3 && k <= kin; k++) {
    const Word* before = &w[kin - k];
    if (before->sentence != w[kin].sentence) return false;
    if (slice_equal(before->folded, SLICE("'s")) || lookup_is(a->lex.determiners, before->folded, 1, "possessive")) return true;
  }
  return false;
}

/// The word that makes the name a relative's; `a->words.n` where there is none.
static size_t kin_before(const Article* a, const NameItem* item) {
  bool of = false;
  for (size_t k = 1; k <= REACH && k <= item->from; k++) {
    const size_t word = item->from - k;
    if (a->words.items[word].sentence != a->words.items[item->from].sentence) break;
    if (is_kin(a, word)) return is_told_of(a, word, of) ? word : a->words.n;
    if (!may_introduce(a, word)) break;
    of |= slice_equal(a->words.items[word].folded, SLICE("of"));
  }
  return a->words.n;
}

void kin_apart(Article* a, Spellings* all) {
  for (size_t i = 1; i < a->name_count; i++) {
    const NameItem* item = &a->names[i];
    if (item->type != NAME_PERSON) continue;
    const size_t kin = kin_before(a, item);
    if (kin == a->words.n) continue;
    size_t of = i;
    while (of && (a->names[of - 1].type != NAME_PERSON || a->names[of - 1].to > kin)) of--;
    if (!of || a->names[of - 1].to + BEFORE < kin) continue;
    *arena_push(a->arena, all->kin, all->kin_count, all->kin_cap) = (Kin){a->names[of - 1].surface, item->surface};
  }
}

bool kin_are_two(const Spellings* all, size_t x, size_t y) {
  for (size_t i = 0; i < all->kin_count; i++)
    for (int turn = 0; turn < 2; turn++) {
      const size_t one = turn ? y : x, other = turn ? x : y;
      if (all->kin[i].relative != other || one == other) continue;
      const Spelling *of = &all->items[all->kin[i].of], *s = &all->items[one];
      if (all->kin[i].of == one) return true;
      if (of->token_count == 1 && s->first < all->items[other].first && slice_equal(of->tokens[0], s->tokens[s->token_count - 1])) return true;
    }
  return false;
}
