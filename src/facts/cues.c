/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What the words of a cue say.
 *
 *     "said in a statement" -> say, Assertion      "has called on" -> call on, Demand
 *     "did not confirm"     -> confirm, negated    "refused to say" -> say, negated
 *
 * The longest run of words that data/cue-forms.tsv knows, from the left, is the cue's; an unknown word stays itself and
 * asserts. Negation is read from the cue's own words and the auxiliaries before it. */
#include "facts/statements.h"

#include <string.h>

static Slice words_key(const Article* a, size_t from, size_t to) {
  size_t len = 0;
  for (size_t i = from; i < to; i++) len += a->words.items[i].folded.len + 1;
  char*  key = arena_alloc(a->arena, len + 1);
  size_t at  = 0;
  for (size_t i = from; i < to; i++) {
    if (i > from) key[at++] = ' ';
    const Slice w = a->words.items[i].folded;
    if (w.len) memcpy(key + at, w.ptr, w.len);
    at += w.len;
  }
  return (Slice){key, at};
}

enum { LONGEST = 4 };

static Slice find_lemma(const Article* a, size_t from, size_t to) {
  for (size_t i = from; i < to; i++) {
    const char* negation = lookup(a->lex.negations, a->words.items[i].folded, 1);
    for (size_t n = to - i < LONGEST ? to - i : LONGEST; n > 0; n--) {
      if (n == 1 && negation && to - from > 1) break;
      const char* lemma = lookup(a->lex.cue_forms, words_key(a, i, i + n), 1);
      if (lemma) return slice(lemma);
    }
  }
  for (size_t i = from; i < to; i++) // words right behind may belong: "called" + "on"
    if (a->words.items[i].letters) return a->words.items[i].folded;
  return (Slice){0};
}

static const char* negation_of(const Article* a, Slice word) {
  const char* kind = lookup(a->lex.negations, word, 1);
  if (kind) return kind;
  const Slice  shortened = SLICE("n't"); // the clitic, joined to its verb: the table has it by itself
  const bool   ends = word.len > shortened.len && !memcmp(word.ptr + word.len - shortened.len, shortened.ptr,
                                                          shortened.len);
  return ends ? lookup(a->lex.negations, shortened, 1) : NULL;
}

/* Negations and refusals among the words before, as long as only auxiliaries stand between. */
static bool negated_before(const Article* a, size_t from, size_t to) {
  bool negated = false;
  for (size_t i = to; i-- > 0 && to - i < 7;) {
    const char* kind = a->words.items[i].letters ? negation_of(a, a->words.items[i].folded) : NULL;
    if (!kind) {
      if (i >= from) continue;
      break;
    }
    if (strcmp(kind, "auxiliary")) negated = true;
  }
  return negated;
}

Cue cue_read(const Article* a, Span span) {
  size_t from, to;
  words_in(&a->words, span, &from, &to);
  Cue cue = {.act = ACT_ASSERTION, .polarity = POLARITY_POSITIVE};
  if (from >= to) return cue;
  cue.lemma = find_lemma(a, from, to);
  const char* const* row = table_find(a->lex.cues, cue.lemma);
  cue.known = row != NULL;
  if (row) {
    for (int i = ACT_ASSERTION; i <= ACT_WARNING; i++)
      if (!strcmp(row[1], act_word((Act)i))) cue.act = (Act)i;
    cue.polarity = strcmp(row[2], polarity_word(POLARITY_NEGATIVE)) ? POLARITY_POSITIVE : POLARITY_NEGATIVE;
  }
  cue.negated = negated_before(a, from, to);
  if (cue.negated) cue.polarity = cue.polarity == POLARITY_POSITIVE ? POLARITY_NEGATIVE : POLARITY_POSITIVE;
  return cue;
}
