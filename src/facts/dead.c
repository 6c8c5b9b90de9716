/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The dead hold nothing any more.
 *
 *     "Jo Weil, 68, died on Friday", "He was killed last week", "Weil, who was found dead"
 *     "the funeral of General Weil", "Weil's death"
 *
 * Only what is said of the person's own name, or of a resolved "he" or "she"; the words stand in data/deaths.tsv. "Would
 * have died" and "nearly died" are no deaths: other words than "has" and "was" stand between. */
#include "facts/phrase.h"
#include "facts/roles.h"

#include <string.h>

static bool is_use(const Article* a, size_t word, const char* use) {
  return word < a->words.n && lookup_is(a->lex.deaths, a->words.items[word].folded, 1, use);
}

static bool is_mark(const Article* a, size_t word, Slice mark) {
  return word < a->words.n && slice_equal(a->words.items[word].text, mark);
}

static bool is_relative(const Article* a, size_t word) {
  return word < a->words.n && lookup_is(a->lex.function_words, a->words.items[word].folded, 1, "relative");
}

/* Whether an age or an apposition begins here: "68", "a painter", "commander of the army". */
static bool is_aside(const Article* a, size_t word) {
  const Word* w = &a->words.items[word];
  return (w->text.ptr[0] >= '0' && w->text.ptr[0] <= '9') || lookup(a->lex.determiners, w->folded, 1) || lookup(a->lex.roles, w->folded, 1);
}

/* "[Weil], 68, [died]", "[Weil], who [was killed]", "[Weil], 68, a painter, [has died]": where the verb of a name that
 * ends at `word` stands. */
static size_t verb_of(const Article* a, size_t word) {
  enum { ASIDES = 2, REACH = 10 };
  for (int k = 0; k < ASIDES && is_mark(a, word, SLICE(",")) && word + 1 < a->words.n && is_aside(a, word + 1); k++) {
    size_t end = word + 1;
    while (end < word + REACH && end < a->words.n && !is_mark(a, end, SLICE(",")) && !is_relative(a, end)) end++;
    if (!is_mark(a, end, SLICE(","))) return a->words.n;
    word = end;
  }
  if (is_mark(a, word, SLICE(","))) word++;
  return is_relative(a, word) ? word + 1 : word;
}

static bool told_by_verb(const Article* a, size_t word) {
  size_t w = verb_of(a, word);
  if (w >= a->words.n || !word || a->words.items[w].sentence != a->words.items[word - 1].sentence) return false;
  if (is_use(a, w, "have")) w++;
  if (is_use(a, w, "verb")) return true;
  const bool be = is_use(a, w, "be");
  while (is_use(a, w, "be")) w++;
  if (!be || w >= a->words.n || lookup(a->lex.negations, a->words.items[w].folded, 1)) return false;
  return is_use(a, w, "passive") || is_use(a, w, "state") || is_use(a, w + 1, "state");
}

/* "the funeral of Iranian commander General [Weil]". */
static bool told_before(const Article* a, const NameItem* item) {
  enum { REACH = 5 };
  for (size_t w = item->from; w > 1 && item->from - w < REACH; w--) {
    const Word* before = &a->words.items[w - 1];
    if (before->sentence != a->words.items[item->from].sentence) return false;
    if (lookup_is(a->lex.function_words, before->folded, 3, "belonging")) return is_use(a, w - 2, "noun");
    if (!before->letters || lookup(a->lex.function_words, before->folded, 1)) return false;
  }
  return false;
}

static bool is_told(const Article* a, const NameItem* item) {
  if (told_by_verb(a, item->to) || told_before(a, item)) return true;
  return item->to < a->words.n && slice_equal(a->words.items[item->to].folded, SLICE("'s")) && is_use(a, item->to + 1, "noun");
}

/* A role that is former now may have been told before as former, too. */
static bool is_again(const Facts* f, size_t role) {
  const Role* r = &f->roles[role];
  for (size_t i = 0; i < f->role_count; i++) {
    const Role* other = &f->roles[i];
    if (i != role && other->person == r->person && other->organization == r->organization && other->tenure == TENURE_FORMER &&
        slice_equal(other->role, r->role))
      return true;
  }
  return false;
}

void dead_settle(Article* a) {
  Facts* f    = a->facts;
  bool*  dead = arena_array(a->arena, bool, f->entity_count + 1);
  bool   any  = false;
  for (size_t i = 0; i < a->name_count; i++) {
    const int entity = a->names[i].entity;
    if (dead[entity] || f->entities[entity].type != NAME_PERSON || !is_told(a, &a->names[i])) continue;
    dead[entity] = any = true;
  }
  for (size_t i = 0; i < f->mention_count; i++) {
    const Mention* m = &f->mentions[i];
    if (m->kind != MENTION_PRONOUN || dead[m->entity]) continue;
    const size_t w = words_at(&a->words, m->span.begin);
    if (w < a->words.n && lookup_is(a->lex.pronouns, a->words.items[w].folded, 4, "subject") && told_by_verb(a, w + 1))
      dead[m->entity] = any = true;
  }
  size_t n = 0;
  for (size_t i = 0; any && i < f->role_count; i++) {
    Role* r = &f->roles[i];
    if (dead[r->person] && r->tenure != TENURE_FORMER) {
      r->tenure = TENURE_FORMER;
      if (is_again(f, i)) continue;
    }
    f->roles[n++] = *r;
  }
  if (any) f->role_count = n;
}
