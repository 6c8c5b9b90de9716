/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Resolving words that are no names.
 *
 *     "Ana Brandt met Viktor Halas. She said ..."
 *       candidates of "She": Halas (a man's given name: out), Brandt (logit 3.1) -> Brandt, 0.96
 *
 * Each name mention near gets a logit from the reading; an entity's score is its best mention's, helped a little by its
 * others, and by having spoken last. Constraints come first: type, gender (titles and given names), not the one
 * excluded. */
#include "facts/refer.h"

#include "facts/places.h"

#include <math.h>
#include <stdlib.h>

static const float SPOKE_LAST = 2.5f; // Logits in favour of who spoke last: who speaks goes on speaking
static const float SAME_NOUN  = 2; // and of who is known by the same role noun,
static const float SAME_BODY  = 2; // of who is tied to the organization or place that qualifies the noun
static const float AS_LIKELY_AS_NOT = 0; // A logit; pronouns, of which nearly all have a name, may stay below

enum { BEFORE = 56, AFTER = 10, ADJECTIVES = 16 }; // Name mentions looked at on either side, adjectives before

static float probability(float logit) { return 1.0f / (1.0f + expf(-logit)); }

static bool fits(const Article* a, int entity, const Wanted* wanted) {
  if (entity == NO_ENTITY || entity == wanted->except) return false;
  const NameType type = a->facts->entities[entity].type;
  if (type == NAME_PERSON ? !wanted->people : type == NAME_PLACE ? !wanted->places : !wanted->organizations) return false;
  const Gender g = a->info[entity].gender;
  return !(type == NAME_PERSON && wanted->gender && g && g != wanted->gender);
}

typedef struct {
  int   entity;
  float none; ///< Chance that none of its mentions is meant
  float best;
} Candidate;

typedef struct {
  Candidate items[BEFORE + AFTER + ADJECTIVES];
  size_t    n;
} Candidates;

static bool named_apart(const Article* a, int entity, Spans apart) {
  for (size_t k = 0; k < apart.n; k++)
    for (size_t i = names_at(a, apart.items[k].begin); i < a->name_count && a->names[i].span.begin < apart.items[k].end;
         i++)
      if (a->names[i].entity == entity) return true;
  return false;
}

static void consider(const Article* a, Candidates* found, int entity, Span anchor, Span span) {
  const float logit = reading_refers(a->reading, anchor, span);
  if (!(logit > -20)) return;
  size_t k = 0;
  while (k < found->n && found->items[k].entity != entity) k++;
  if (k == found->n) found->items[found->n++] = (Candidate){entity, 1, -INFINITY};
  found->items[k].none *= 1 - probability(logit);
  if (logit > found->items[k].best) found->items[k].best = logit;
}

/* "Democrats", "Russian": they stand for a party or a country that may not be named otherwise. */
static void consider_adjectives(Article* a, Candidates* found, Span anchor, const Wanted* wanted) {
  const size_t n = adjectives_before(a, anchor.begin);
  for (size_t i = n > ADJECTIVES ? n - ADJECTIVES : 0; i < n; i++) {
    if (span_overlaps(a->adjectives[i].span, anchor)) continue;
    const float logit = reading_refers(a->reading, anchor, a->adjectives[i].span);
    if (!(logit > 0)) continue; // an entity is made only for what is likely
    const int entity = adjective_entity(a, (int)i);
    if (fits(a, entity, wanted)) consider(a, found, entity, anchor, a->adjectives[i].span);
  }
}

static int qualifier_of(const Article* a, const Phrase* p) {
  if (p->owner >= 0) return a->names[p->owner].entity;
  if (p->modifier >= 0) return a->names[p->modifier].entity;
  const uint64_t* at = p->adjective >= 0 ? map_find(&a->canonicals, a->adjectives[p->adjective].canonical) : NULL;
  return at ? (int)*at : NO_ENTITY;
}

/* How well what is known of a person fits the words: "the California congressman" for who holds something there. */
static float known_as(const Article* a, int entity, const Phrase* p) {
  enum { LOOK = 256 };
  const Slice head = a->words.items[p->head].folded;
  const int   body = qualifier_of(a, p);
  float       best = 0;
  for (size_t i = 0; i < a->facts->role_count && i < LOOK; i++) {
    const Role* r = &a->facts->roles[i];
    if (r->person != entity) continue;
    const size_t last = span_empty(r->role_span) ? a->words.n : words_at(&a->words, r->role_span.end - 1);
    const bool   same = last < a->words.n && slice_equal(a->words.items[last].folded, head);
    const bool   tied = body != NO_ENTITY && r->organization == body;
    const bool   other = same && body != NO_ENTITY && !tied && r->organization != NO_ENTITY;
    const float  fit  = other ? 0 : (same ? SAME_NOUN : 0) + (tied ? SAME_BODY : 0);
    if (fit > best) best = fit;
  }
  return best;
}

int introduced_after(const Article* a, const Phrase* p) {
  enum { SENTENCES = 1 };
  const Word* words = a->words.items;
  if (p->plural || p->type != NAME_PERSON) return NO_ENTITY;
  if (p->head + 1 < p->to && !lookup_is(a->lex.function_words, words[p->head + 1].folded, 3, "belonging")) return NO_ENTITY;
  const uint32_t here = words[p->head].sentence;
  size_t         w    = p->to;
  while (w < a->words.n && words[w].sentence == here) w++;
  if (w >= a->words.n || words[w].sentence > here + SENTENCES) return NO_ENTITY;
  while (w < a->words.n && (!words[w].letters || (words[w].capital && lookup(a->lex.honorifics, words[w].folded, 1))) &&
         name_of_word(a, w) < 0)
    w++;
  const int name = w < a->words.n ? name_of_word(a, w) : -1;
  if (name < 0 || a->names[name].from != w || a->names[name].to < w + 2 || words[w].sentence > here + SENTENCES) return NO_ENTITY;
  const int entity = a->names[name].entity;
  if (a->facts->entities[entity].type != NAME_PERSON) return NO_ENTITY;
  for (int i = 0; i < name; i++)
    if (a->names[i].entity == entity) return NO_ENTITY; // named before: no newcomer
  const Gender g = a->info[entity].gender;
  return p->gender && g && g != p->gender ? NO_ENTITY : entity;
}

Referent refer(Article* a, Span anchor, const Wanted* wanted) {
  Candidates   found = {.n = 0};
  const size_t here = names_at(a, anchor.begin);
  const size_t from = here > BEFORE ? here - BEFORE : 0;
  const size_t to   = here + AFTER < a->name_count ? here + AFTER : a->name_count;
  for (size_t i = from; i < to; i++) {
    const NameItem* item = &a->names[i];
    if (!span_overlaps(item->span, anchor) && fits(a, item->entity, wanted))
      consider(a, &found, item->entity, anchor, item->span);
  }
  if (wanted->organizations || wanted->places) consider_adjectives(a, &found, anchor, wanted);
  Referent r    = {NO_ENTITY, 0};
  float    best = -INFINITY;
  for (size_t k = 0; k < found.n; k++) {
    const Candidate* c     = &found.items[k];
    const float      score = c->best + 0.25f * (1 - c->none) + (c->entity == wanted->favoured ? SPOKE_LAST : 0) +
        (wanted->phrase ? known_as(a, c->entity, wanted->phrase) : 0);
    if (score <= best || named_apart(a, c->entity, wanted->apart)) continue;
    best = score;
    r    = (Referent){c->entity, 1 - c->none};
  }
  return r.score >= wanted->at_least && best >= wanted->least_logit ? r : (Referent){NO_ENTITY, 0};
}

Referent refer_phrase(Article* a, Span span, const Phrase* p, int except, Spans apart) {
  const size_t spoken = a->facts->statement_count;
  Wanted wanted = {.except = except, .favoured = spoken ? a->facts->statements[spoken - 1].speaker : NO_ENTITY,
                   .gender = p->gender, .least_logit = -9, .apart = apart};
  if (p->kind == PHRASE_PRONOUN) {
    const char* const* row = table_find(a->lex.pronouns, a->words.items[p->head].folded);
    if (row[3][0] != '3') return (Referent){NO_ENTITY, 0};
    wanted.people   = p->type == NAME_PERSON;
    wanted.organizations = wanted.places = !wanted.people;
    wanted.at_least = wanted.people ? 0.2f : p->plural ? 0.5f : 0.35f;
    return refer(a, span, &wanted);
  }
  const Word* head = &a->words.items[p->head];
  const bool  proper = head->capital && p->head > p->from && head[-1].capital && !head[-1].opens;
  const bool  name   = proper && p->type != NAME_PERSON; // "Surveillance Team": a name that the reader missed
  if (p->kind != PHRASE_NOMINAL || p->indefinite || p->plural || name) return (Referent){NO_ENTITY, 0};
  const bool governs = lookup_is(a->lex.groups, head->folded, 3, "governs");
  wanted.people      = p->type == NAME_PERSON || p->type < 0;
  wanted.places        = p->type < 0 || p->type == NAME_PLACE || governs;
  wanted.organizations = p->type < 0 || (p->type == NAME_ORGANIZATION && !governs);
  if (p->type != NAME_PERSON) wanted.apart = (Spans){0}; // a government may speak of its country by name
  wanted.at_least    = p->type < 0 ? 0.5f : 0.4f;
  wanted.least_logit = AS_LIKELY_AS_NOT;
  if (p->type == NAME_PERSON) wanted.phrase = p;
  return refer(a, span, &wanted);
}

void pronouns_find(Article* a) {
  for (size_t i = 0; i < a->words.n; i++) {
    const Word*        w   = &a->words.items[i];
    const char* const* row = w->letters ? table_find(a->lex.pronouns, w->folded) : NULL;
    if (!row || row[3][0] != '3' || (row[1][0] != 'm' && row[1][0] != 'f')) continue;
    const Wanted   wanted = {.people = true, .gender = row[1][0] == 'm' ? GENDER_MALE : GENDER_FEMALE,
                             .except = NO_ENTITY, .favoured = NO_ENTITY, .at_least = 0.3f, .least_logit = -9};
    const Referent r      = refer(a, w->span, &wanted);
    if (r.entity != NO_ENTITY) mention_add(a, w->span, r.entity, MENTION_PRONOUN, false, r.score);
  }
}
