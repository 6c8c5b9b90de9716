/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Cutting a role's noun phrase to the noun.
 *
 *     "the former Tesla chief executive"  ->  "chief executive", former, "Tesla"
 *     "ex-managers"                       ->  "managers", former
 *     "Sir", "Tories", "U.S."             ->  no role: an honorific, a party, a place
 */
#include "facts/roles.h"

#include "facts/phrase.h"
#include "facts/places.h"

#include <string.h>

static const float UNSURE_TENURE = 0.7f; // A tenure that no word tells is believed from here on

enum { UNSURE = 80 }; // Per cent below which a noun that no table knows is not believed

static Tenure tenure_named(const char* word, Tenure otherwise) {
  for (int t = 0; t < 4; t++)
    if (!strcmp(word, tenure_word((Tenure)t))) return (Tenure)t;
  return otherwise;
}

/* The tenure word that a hyphen joins to the noun ("ex-managers"); its length with the hyphen goes to `skip`. */
static const char* tenure_prefix(const Article* a, const Word* w, uint32_t* skip) {
  for (size_t i = 1; i + 1 < w->folded.len; i++)
    if (w->folded.ptr[i] == '-') {
      *skip = (uint32_t)i + 1;
      return lookup(a->lex.tenure, (Slice){w->folded.ptr, i}, 1);
    }
  return NULL;
}

/* "president-elect": the tenure word that a hyphen joins behind the noun; its length with the hyphen goes to `skip`. */
static const char* tenure_suffix(const Article* a, const Word* w, uint32_t* skip) {
  for (size_t i = w->folded.len; i-- > 1;)
    if (w->folded.ptr[i] == '-') {
      const Slice suffix = {w->folded.ptr + i + 1, w->folded.len - i - 1};
      *skip = utf8_count(suffix) + 1;
      return lookup(a->lex.tenure, suffix, 1);
    }
  return NULL;
}

/* "nominee for attorney general": who bids for an office does not hold it. */
static const char* bid_before(const Article* a, size_t from) {
  const Word* w = a->words.items;
  if (from < 2 || w[from - 2].sentence != w[from].sentence) return NULL;
  if (!lookup_is(a->lex.function_words, w[from - 1].folded, 1, "preposition")) return NULL;
  return lookup(a->lex.bids, w[from - 2].folded, 1);
}

/* The tenure word before the noun, over articles, demonyms, parties and names: "former Israeli", "formerly a". */
static const char* tenure_before(const Article* a, size_t from) {
  enum { REACH = 4 };
  for (size_t w = from; w-- > 0 && from - w <= REACH;) {
    const Word* word = &a->words.items[w];
    if (word->sentence != a->words.items[from].sentence) return NULL;
    const char* tenure = lookup(a->lex.tenure, word->folded, 1);
    const char* first  = tenure && w ? lookup(a->lex.tenure, a->words.items[w - 1].folded, 1) : NULL;
    if (tenure) return first && !strcmp(first, tenure_word(TENURE_FORMER)) ? first : tenure; // "former acting secretary"
    const bool between = lookup(a->lex.determiners, word->folded, 1) || name_of_word(a, w) >= 0 ||
        slice_equal(word->folded, SLICE("'s")) ||
                         adjective_in(a, word->span, false) >= 0 || adjective_in(a, word->span, true) >= 0;
    if (!between) return NULL;
  }
  return NULL;
}

/* "Chad's foreign minister at the time, Jo Weil": the words of tenure behind the noun, before a comma. */
static const char* tenure_behind(const Article* a, size_t to) {
  enum { REACH = 5, LENGTH = 3 };
  const Word* w = a->words.items;
  for (size_t i = to; i + LENGTH <= a->words.n && i < to + REACH && w[i].letters; i++) {
    const char* tenure = lookup(a->lex.tenure, text_slice(a->text, (Span){w[i].span.begin, w[i + LENGTH - 1].span.end}), 1);
    if (tenure) return tenure;
    if (name_of_word(a, i) < 0 && !lookup(a->lex.function_words, w[i].folded, 1) && !lookup(a->lex.determiners, w[i].folded, 1)) break;
  }
  return NULL;
}

static bool dropped_in_front(const Article* a, RoleNoun* n) {
  const Word* first     = &a->words.items[n->from];
  const bool  more      = n->to - n->from > 1;
  const char* tenure    = more ? lookup(a->lex.tenure, first->folded, 1) : NULL;
  const int   name      = name_of_word(a, n->from);
  const int   adjective = adjective_in(a, first->span, false);
  const int   party     = adjective_in(a, first->span, true);
  if (tenure) {
    n->tenure = tenure_named(tenure, n->tenure);
    n->told   = true;
    n->from++;
  } else if (!first->letters || slice_equal(first->folded, SLICE("'s")) ||
             (more && lookup(a->lex.determiners, first->folded, 1))) {
    n->from++;
  } else if (more && lookup_is(a->lex.function_words, first->folded, 1, "conjunction")) {
    n->from++;
  } else if (name >= 0 && a->names[name].to < n->to) {
    n->name = name;
    n->from = a->names[name].to;
  } else if (more && adjective >= 0) {
    n->adjective = adjective;
    n->from++;
  } else if (more && party >= 0 && a->adjectives[party].to < n->to) {
    n->party = party;
    n->from  = a->adjectives[party].to;
  } else {
    return false;
  }
  return true;
}

/* What a tagger takes for a role and is none: honorifics, bare names of places and parties, parts of people's names. */
static bool is_role(const Article* a, const RoleNoun* n, float score) {
  const Word* last = &a->words.items[n->to - 1];
  const Span  span = {a->words.items[n->from].span.begin, last->span.end};
  if (n->to - n->from == 1) {
    if (lookup_is(a->lex.honorifics, last->folded, 2, "honorific")) return false;
    if (adjective_in(a, span, false) >= 0 || adjective_in(a, span, true) >= 0 || name_of_word(a, n->from) >= 0)
      return false;
    if (lookup(a->lex.places, last->text, 1)) return false;
  }
  const char* const* known = NULL;
  for (size_t w = n->from; w < n->to && !known; w++) {
    const Slice folded = a->words.items[w].folded;
    known = table_find(a->lex.roles, folded);
    for (size_t i = folded.len; i-- > 1 && !known;) // "lawyer-politician", "MP-turned"
      if (folded.ptr[i] == '-' && !(known = table_find(a->lex.roles, (Slice){folded.ptr, i}))) known = table_find(a->lex.roles, (Slice){folded.ptr + i + 1, folded.len - i - 1});
  }
  if (!known && lookup(a->lex.groups, last->folded, 1)) return false; // "head of a regional office"
  if (known && (!strcmp(known[4], "kin") || !strcmp(known[4], "person")) && n->to - n->from == 1) return false;
  return known || score * 100 >= UNSURE;
}

/* "[Defence] Secretary", "[Treasury] spokesman": a part of the noun that the reader tagged as a name of its own. */
static bool part_in_front(const Article* a, size_t from) {
  if (!from || a->words.items[from - 1].sentence != a->words.items[from].sentence) return false;
  const int name = name_of_word(a, from - 1);
  return name >= 0 && a->names[name].from + 1 == from && a->names[name].to == from &&
         lookup_is(a->lex.role_parts, a->words.items[from - 1].folded, 1, "part");
}

/* "Secretary of": a noun that ends in a preposition takes the capitalised word behind it ("Secretary of Defense"), or gives
 * the preposition up. */
static void end_whole(const Article* a, RoleNoun* n) {
  const Word* w = a->words.items;
  if (n->to < n->from + 2 || !lookup_is(a->lex.function_words, w[n->to - 1].folded, 1, "preposition")) return;
  const int  name  = n->to < a->words.n ? name_of_word(a, n->to) : -1;
  const bool place = name >= 0 && a->names[name].type == NAME_PLACE;
  if (n->to < a->words.n && w[n->to].letters && w[n->to].capital && w[n->to].sentence == w[n->to - 1].sentence && !place)
    n->to++;
  else
    n->to--;
}

bool role_noun_cut(const Article* a, const RoleMention* role, RoleNoun* n) {
  *n = (RoleNoun){.tenure = role->tenure, .name = -1, .adjective = -1, .party = -1};
  words_in(&a->words, role->span, &n->from, &n->to);
  while (n->from < n->to && dropped_in_front(a, n)) continue;
  while (n->to > n->from && !a->words.items[n->to - 1].letters) n->to--;
  if (n->from >= n->to) return false;
  end_whole(a, n);
  if (part_in_front(a, n->from)) {
    n->from--;
    if (n->name == name_of_word(a, n->from)) n->name = -1;
  }
  const Word* w    = a->words.items;
  uint32_t    skip = 0;
  uint32_t    cut  = 0;
  const char* word = tenure_prefix(a, &w[n->from], &skip);
  const char* tail = tenure_suffix(a, &w[n->to - 1], &cut);
  n->span          = (Span){w[n->from].span.begin + (word ? skip : 0), w[n->to - 1].span.end - (tail ? cut : 0)};
  n->head = word_fold(a->arena, text_slice(a->text, (Span){n->to - n->from > 1 ? w[n->to - 1].span.begin : n->span.begin, n->span.end}));
  if (tail) word = tail;
  if (!word) word = bid_before(a, n->from);
  if (!word) word = tenure_before(a, n->from);
  if (!word) word = tenure_behind(a, n->to);
  if (word) n->tenure = tenure_named(word, n->tenure);
  if (!word && !n->told && role->tenure_score < UNSURE_TENURE) n->tenure = TENURE_CURRENT;
  return is_role(a, n, role->score);
}
