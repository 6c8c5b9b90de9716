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
static const float SUBJECT    = 2; // against the subject of the verb whose object is a pronoun
static const float AS_LIKELY_AS_NOT = 0; // A logit; pronouns, of which nearly all have a name, may stay below

enum { BEFORE = 56, AFTER = 10, ADJECTIVES = 16 }; // Name mentions looked at on either side, adjectives before

static float probability(float logit) { return 1.0f / (1.0f + expf(-logit)); }

static bool fits(const Article* a, int entity, const Wanted* wanted) {
  if (entity == NO_ENTITY || entity == wanted->except) return false;
  const NameType type = a->facts->entities[entity].type;
  if (type == NAME_PERSON ? !wanted->people : type == NAME_PLACE ? !wanted->places : !wanted->organizations) return false;
  const Gender g = a->info[entity].gender;
  if (wanted->people && !wanted->organizations && a->info[entity].family) return false;
  return !(type == NAME_PERSON && wanted->gender && g && g != wanted->gender);
}

typedef struct {
  int   entity;
  float none; ///< Chance that none of its mentions is meant
  float best;
  float sum;  ///< Of the odds of its mentions, as a pronoun weighs them
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

/* A pronoun looks for who is near (a name counts as its distance in letters is small) and for who opens a sentence. The
 * weights were fitted to the pronouns of GAP. */
static float weight(const Article* a, Span anchor, Span span) {
  enum { NEAR = 10, OPENING = 2 };
  static const float OPENS = 2.7f;
  const uint32_t     apart = span.begin < anchor.begin ? anchor.begin - span.begin : span.begin - anchor.begin;
  const size_t       word  = words_at(&a->words, span.begin);
  size_t             first = word;
  while (first > 0 && word - first <= OPENING && a->words.items[first - 1].sentence == a->words.items[word].sentence) first--;
  const bool opens = span.begin < anchor.begin && word - first <= OPENING;
  return (opens ? OPENS : 1) / (float)(apart + NEAR);
}

static void consider(const Article* a, Candidates* found, int entity, Span anchor, Span span) {
  const float logit = reading_refers(a->reading, anchor, span);
  if (!(logit > -20)) return;
  size_t k = 0;
  while (k < found->n && found->items[k].entity != entity) k++;
  if (k == found->n) found->items[found->n++] = (Candidate){entity, 1, -INFINITY, 0};
  found->items[k].none *= 1 - probability(logit);
  found->items[k].sum  += weight(a, anchor, span) * expf(logit);
  if (logit > found->items[k].best) found->items[k].best = logit;
}

/* "Weil told [him]": the name right before a verb and its object, in which no clause begins, is not who is meant. */
static int subject_before(const Article* a, Span anchor) {
  enum { WORDS = 5 };
  const Word*  words = a->words.items;
  const size_t here  = words_at(&a->words, anchor.begin);
  const char*  use   = here < a->words.n ? lookup(a->lex.pronouns, words[here].folded, 5) : NULL;
  if (!use || use[0] != 'o') return NO_ENTITY;
  for (size_t w = here; w-- > 0 && here - w <= WORDS;) {
    const int name = name_of_word(a, w);
    if (name >= 0) return w + 1 < here ? a->names[name].entity : NO_ENTITY;
    const char* kind = lookup(a->lex.function_words, words[w].folded, 1);
    if (!words[w].letters || (kind && (kind[0] == 'c' || kind[0] == 'r'))) return NO_ENTITY;
  }
  return NO_ENTITY;
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

static bool has_word(const Article* a, size_t from, size_t to, Slice folded) {
  for (size_t w = from; w < to; w++)
    if (slice_equal(a->words.items[w].folded, folded)) return true;
  return false;
}

bool other_office(const Article* a, const Phrase* p, size_t from, size_t head) {
  for (size_t w = p->from; w < p->head; w++)
    if (lookup(a->lex.role_parts, a->words.items[w].folded, 1) && !has_word(a, from, head, a->words.items[w].folded)) return true;
  for (size_t w = from; w < head; w++)
    if (lookup_is(a->lex.role_parts, a->words.items[w].folded, 1, "rank") && !has_word(a, p->from, p->head, a->words.items[w].folded))
      return true;
  return false;
}

/* Whether all that the person holds under the noun are other offices. */
static bool holds_other(const Article* a, int entity, const Phrase* p) {
  enum { LOOK = 256 };
  bool any = false;
  for (size_t i = 0; i < a->facts->role_count && i < LOOK; i++) {
    const Role* r = &a->facts->roles[i];
    if (r->person != entity || span_empty(r->role_span)) continue;
    const size_t last = words_at(&a->words, r->role_span.end - 1);
    if (last >= a->words.n || !slice_equal(a->words.items[last].folded, a->words.items[p->head].folded)) continue;
    if (!other_office(a, p, words_at(&a->words, r->role_span.begin), last)) return false;
    any = true;
  }
  return any;
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

/* Whether somebody has spoken as the holder of another noun. */
static bool spoke_as_other(const Article* a, int entity, const Phrase* p) {
  for (size_t i = 0; i < a->facts->statement_count; i++) {
    const Statement* s = &a->facts->statements[i];
    if (s->speaker != entity || !s->source_count || s->source[0].end > a->words.items[p->from].span.begin) continue;
    const Phrase before = phrase_read(a, s->source[0]);
    if (before.kind == PHRASE_NOMINAL && !slice_equal(a->words.items[before.head].folded, a->words.items[p->head].folded)) return true;
  }
  return false;
}

/* "A New York judge has refused ... Justice Frank Nervo": who is named only behind the words that introduce him. Where
 * "its chief executive" has spoken already, "a former minister" is somebody else. */
Referent named_later(Article* a, Span anchor, const Phrase* p) {
  enum { LATER = 30 };
  static const float SURE = 1; // The least logit
  const bool   any  = p->type < 0;
  const Wanted fit  = {.people = any || p->type == NAME_PERSON, .organizations = any || p->type == NAME_ORGANIZATION,
                       .places = p->type == NAME_PLACE, .gender = p->gender, .except = NO_ENTITY};
  const size_t here = names_at(a, anchor.end);
  Candidates   found = {.n = 0};
  for (size_t i = here; i < a->name_count && i < here + LATER; i++)
    if (a->info[a->names[i].entity].items[0] >= here && fits(a, a->names[i].entity, &fit))
      consider(a, &found, a->names[i].entity, anchor, a->names[i].span);
  Referent r    = {NO_ENTITY, 0};
  float    best = SURE;
  for (size_t k = 0; k < found.n; k++) {
    const Candidate* c     = &found.items[k];
    const float      score = c->best + (c->best > AS_LIKELY_AS_NOT ? known_as(a, c->entity, p) : 0);
    if (score < best || (p->indefinite && spoke_as_other(a, c->entity, p))) continue;
    best = score;
    r    = (Referent){c->entity, 1 - c->none};
  }
  return r;
}

/* The names near, and the countries and parties of adjectives before. */
static void consider_names(Article* a, Candidates* found, Span anchor, const Wanted* wanted) {
  const size_t here = names_at(a, anchor.begin);
  const size_t from = here > BEFORE ? here - BEFORE : 0;
  const size_t to   = here + AFTER < a->name_count ? here + AFTER : a->name_count;
  for (size_t i = from; i < to; i++) {
    const NameItem* item = &a->names[i];
    if (!span_overlaps(item->span, anchor) && fits(a, item->entity, wanted))
      consider(a, found, item->entity, anchor, item->span);
  }
  if (wanted->organizations || wanted->places) consider_adjectives(a, found, anchor, wanted);
}

Referent refer(Article* a, Span anchor, const Wanted* wanted) {
  Candidates found = {.n = 0};
  consider_names(a, &found, anchor, wanted);
  Referent r    = {NO_ENTITY, 0};
  float    best = -INFINITY;
  const int subject = wanted->pronoun ? subject_before(a, anchor) : NO_ENTITY;
  for (size_t k = 0; k < found.n; k++) {
    const Candidate* c     = &found.items[k];
    const float      own   = wanted->pronoun ? logf(c->sum) - (c->entity == subject ? SUBJECT : 0)
        : c->best + 0.25f * (1 - c->none);
    const float      score = own + (c->entity == wanted->favoured ? SPOKE_LAST : 0) +
        (wanted->phrase ? known_as(a, c->entity, wanted->phrase) : 0);
    if (score <= best || named_apart(a, c->entity, wanted->apart)) continue;
    if (wanted->phrase && holds_other(a, c->entity, wanted->phrase)) continue;
    best = score;
    r    = (Referent){c->entity, 1 - c->none};
  }
  return r.score >= wanted->at_least && best >= wanted->least_logit ? r : (Referent){NO_ENTITY, 0};
}

/* Whether one of the names has the word in it: "the bank" for "Tolliver Bank". */
static bool bears(const Article* a, int entity, Slice folded) {
  for (size_t i = 0; i < a->info[entity].item_count; i++) {
    const NameItem* item = &a->names[a->info[entity].items[i]];
    if (item->to > item->from + 1 && has_word(a, item->from, item->to, folded)) return true;
  }
  return false;
}

Referent refer_body(Article* a, Span anchor, const Phrase* p, int except) {
  // fitted to the roles of the training articles; the least share was chosen there, too
  static const float OWN = 1.1f, OWN_PLACE = -1.5f, NOUN = 0.65f, BEARS = 4, LEAST = 0.5f, UNKNOWN = 0.7f;
  const Referent     nobody = {NO_ENTITY, 0};
  const bool         own    = p->kind == PHRASE_PRONOUN;
  const Slice        head   = a->words.items[p->head].folded;
  const bool governs = lookup_is(a->lex.groups, head, 3, "governs");
  if ((!own && p->kind != PHRASE_NOMINAL) || p->type == NAME_PERSON) return nobody;
  if (!own && (p->indefinite || p->plural || p->possessed)) return nobody;
  const Wanted wanted = {.places = own || p->type != NAME_ORGANIZATION || governs,
                         .organizations = own || p->type != NAME_PLACE, .except = except};
  Candidates   found = {.n = 0};
  consider_names(a, &found, anchor, &wanted);
  float best = 0, all = 0;
  int   entity = NO_ENTITY;
  for (size_t k = 0; k < found.n; k++) {
    const Candidate* c     = &found.items[k];
    const bool       place = a->facts->entities[c->entity].type == NAME_PLACE;
    const float      odds  = own ? powf(c->sum, OWN) * expf(place ? OWN_PLACE : 0)
              : powf(c->sum, NOUN) * expf(bears(a, c->entity, head) ? BEARS : 0);
    all += odds;
    if (odds > best) best = odds, entity = c->entity;
  }
  const float least = own || p->type >= 0 ? LEAST : UNKNOWN; // of a noun that no table knows
  return best >= least * all && entity != NO_ENTITY ? (Referent){entity, best / all} : nobody;
}

/* "He also said": who spoke in the sentence right before, where the scorer knows nobody. */
static Referent spoke_before(const Article* a, Span span, const Wanted* wanted) {
  static const float SCORE = 0.6f;
  const Referent     nobody = {NO_ENTITY, 0};
  const Facts*       f      = a->facts;
  if (wanted->favoured == NO_ENTITY || !fits(a, wanted->favoured, wanted)) return nobody;
  const Statement* last = &f->statements[f->statement_count - 1];
  uint32_t         end  = last->cue[0].end;
  for (size_t i = 0; i < last->content_count; i++)
    if (last->content[i].end > end && last->content[i].end <= span.begin) end = last->content[i].end;
  const size_t before = words_at(&a->words, end - 1), here = words_at(&a->words, span.begin);
  if (before >= a->words.n || here >= a->words.n || here < before) return nobody;
  if (a->words.items[here].sentence > a->words.items[before].sentence + 1) return nobody;
  return named_apart(a, wanted->favoured, wanted->apart) ? nobody : (Referent){wanted->favoured, SCORE};
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
    wanted.pronoun = wanted.people;
    if (wanted.pronoun) wanted.least_logit = -INFINITY;
    wanted.at_least = wanted.people ? 0.2f : p->plural ? 0.5f : 0.35f;
    const Referent r = refer(a, span, &wanted);
    return r.entity == NO_ENTITY && !p->plural ? spoke_before(a, span, &wanted) : r;
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
                             .except = NO_ENTITY, .favoured = NO_ENTITY, .pronoun = true, .at_least = 0.3f, .least_logit = -INFINITY};
    const Referent r      = refer(a, w->span, &wanted);
    if (r.entity != NO_ENTITY) mention_add(a, w->span, r.entity, MENTION_PRONOUN, false, r.score);
  }
}
