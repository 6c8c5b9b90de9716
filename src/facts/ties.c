/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Ties between a person and an organization that a verb tells.
 *
 *     "Weil, who worked for Tesla", "He heads the Liberal Party", "Brandt has quit UKIP"
 *
 * The verbs stand in data/tie-verbs.tsv with the preposition they take and the tenure they tell. The subject is the
 * name, "who" behind a name, or the resolved pronoun right before, over auxiliaries; the object is an organization's name
 * at the end of its noun phrase. */
#include "facts/phrase.h"
#include "facts/places.h"
#include "facts/roles.h"

#include <string.h>

static const float SURE = 0.8f;

typedef struct {
  int  entity;
  Span span;
} Subject;

static const Subject NONE = {NO_ENTITY, {0, 0}};

static Subject person_named(const Article* a, size_t word) {
  const int name = name_of_word(a, word);
  if (name < 0 || a->facts->entities[a->names[name].entity].type != NAME_PERSON) return NONE;
  return (Subject){a->names[name].entity, a->names[name].span};
}

static Subject pronoun_at(const Article* a, Span span) {
  for (size_t i = 0; i < a->facts->mention_count; i++) {
    const Mention* m = &a->facts->mentions[i];
    if (m->kind == MENTION_PRONOUN && m->span.begin == span.begin) return (Subject){m->entity, span};
  }
  return NONE;
}

/* Who does what the verb at `verb` says; the words between are auxiliaries. */
static Subject subject_of(const Article* a, size_t verb) {
  enum { REACH = 4 };
  const Word* words = a->words.items;
  for (size_t w = verb; w > 0 && verb - w < REACH; w--) {
    const Word* word = &words[w - 1];
    if (word->sentence != words[verb].sentence) return NONE;
    const Subject named = person_named(a, w - 1);
    if (named.entity != NO_ENTITY) return named;
    if (!word->letters) return NONE;
    const char* const* pronoun = table_find(a->lex.pronouns, word->folded);
    if (pronoun && !strcmp(pronoun[4], "subject") && pronoun[3][0] == '3') return pronoun_at(a, word->span);
    if (pronoun && !strcmp(pronoun[4], "relative"))
      return w > 2 && slice_equal(words[w - 2].text, SLICE(",")) ? person_named(a, w - 3) : NONE;
    const char* kind = lookup(a->lex.negations, word->folded, 1);
    if ((!kind || strcmp(kind, "auxiliary")) && !lookup(a->lex.tenure, word->folded, 1)) return NONE;
  }
  return NONE;
}

bool name_alone(const Article* a, const NameItem* item) {
  if (item->to >= a->words.n) return true;
  const Word* behind = &a->words.items[item->to];
  if (!behind->letters) return !slice_equal(behind->folded, SLICE("'s")) && !slice_equal(behind->text, SLICE("/"));
  return behind->sentence != a->words.items[item->from].sentence || lookup(a->lex.function_words, behind->folded, 1) ||
      (!behind->capital && !lookup(a->lex.roles, behind->folded, 1) && !lookup(a->lex.groups, behind->folded, 1));
}

/* The organization's name that stands at `from`, over an article and small words, and ends its noun phrase. */
static int object_at(const Article* a, size_t from) {
  enum { REACH = 4 };
  for (size_t w = from; w < a->words.n && w < from + REACH; w++) {
    const Word* word = &a->words.items[w];
    const int   name = name_of_word(a, w);
    if (name < 0) {
      if (!word->letters || lookup(a->lex.function_words, word->folded, 1) || lookup(a->lex.pronouns, word->folded, 1))
        return -1;
      continue;
    }
    const NameItem* item = &a->names[name];
    if (a->facts->entities[item->entity].type != NAME_ORGANIZATION || item->adjective) return -1;
    return name_alone(a, item) ? name : -1;
  }
  return -1;
}

static void read_verb(Article* a, size_t verb, const char* const* row) {
  for (; row; row = table_next(a->lex.ties, row)) {
    size_t from = verb + 1;
    if (strcmp(row[1], "-")) {
      if (from >= a->words.n || !slice_equal(a->words.items[from].folded, slice(row[1]))) continue;
      from++;
    }
    const int     name    = object_at(a, from);
    const Subject subject = name >= 0 ? subject_of(a, verb) : NONE;
    if (subject.entity == NO_ENTITY) continue;
    Tenure tenure = TENURE_CURRENT;
    if (!strcmp(row[2], tenure_word(TENURE_FORMER))) tenure = TENURE_FORMER;
    affiliation_add(a, subject.entity, subject.span, a->names[name].entity, a->names[name].span, tenure,
                    "affiliation.verb", SURE * a->names[name].score);
    return;
  }
}

void ties_find(Article* a) {
  for (size_t w = 0; w < a->words.n; w++) {
    const char* const* row = a->words.items[w].letters ? table_find(a->lex.ties, a->words.items[w].folded) : NULL;
    if (row) read_verb(a, w, row);
  }
}
