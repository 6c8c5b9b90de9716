/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Ties between a person and an organization that no role noun states.
 *
 *     "Jo Tilburg of the University of Essex said"    affiliation.of
 *     "NBC's Dante Chinni", "Labour's Robin Cook"     affiliation.possessive
 *     "Republican Kevin McCarthy"                     affiliation.party-adjective
 *     "Rep. Trey Gowdy (R-S.C.)", "Tim Kaine, D-Va."  affiliation.party-letter, and the state for his office
 *     "Sen. Amy Klobuchar of Minnesota"               the state for her office
 *
 * They are read from the words next to a person's name; offices held for a state stand in data/state-roles.tsv. */
#include "facts/phrase.h"
#include "facts/places.h"
#include "facts/roles.h"

static const float SURE = 0.9f;

void affiliation_add(Article* a, int person, Span person_span, int organization, Span organization_span, Tenure tenure,
                     const char* rule, float score) {
  const Role role = {.person = person, .person_span = person_span, .organization = organization,
                     .organization_span = organization_span, .tenure = tenure, .rule = rule, .score = score};
  if (person != organization) role_add(a, &role);
}

/* A person's office just before the name gets its state: "Rep. Trey Gowdy ... S.C.". */
static void state_for_office(Article* a, const NameItem* person, int state, Span span, const char* rule) {
  const size_t count = a->facts->role_count;
  for (size_t i = 0; i < count; i++) {
    const Role* role = &a->facts->roles[i];
    if (role->person_span.begin != person->span.begin || role->organization == state || !role->role.len) continue;
    const size_t last = words_at(&a->words, role->role_span.end - 1);
    if (last >= a->words.n || !lookup(a->lex.state_roles, a->words.items[last].folded, 1)) continue;
    Role more              = *role;
    more.organization      = state;
    more.organization_span = span;
    more.rule              = rule;
    if (role->organization == NO_ENTITY)
      a->facts->roles[i] = more;
    else
      role_add(a, &more);
  }
}

static int place_entity(Article* a, Slice text, Span span) {
  const size_t at = names_at(a, span.begin);
  if (at < a->name_count && span_overlaps(a->names[at].span, span)) return a->names[at].entity;
  const char* state = lookup(a->lex.states, text, 1);
  if (!state) state = lookup(a->lex.places, text, 1);
  if (!state) return NO_ENTITY;
  const int entity = canonical_entity(a, slice(state), NAME_PLACE);
  mention_add(a, span, entity, MENTION_NAME, true, SURE);
  return entity;
}

static int party_entity(Article* a, Slice form) {
  const char* party = lookup(a->lex.parties, form, 1);
  return party ? canonical_entity(a, slice(party), NAME_ORGANIZATION) : NO_ENTITY;
}

/* "(R-S.C.)" or ", D-Va." behind a name. */
static bool party_letter(Article* a, const NameItem* person) {
  const size_t w = person->to + 1;
  if (w >= a->words.n || a->words.items[person->to].letters) return false;
  const Word* word = &a->words.items[w];
  size_t      dash = 0;
  while (dash < word->text.len && word->text.ptr[dash] != '-') dash++;
  if (!dash || dash + 1 >= word->text.len) return false;
  const char* form = lookup(a->lex.letters, (Slice){word->text.ptr, dash}, 1);
  if (!form) return false;
  const int party = party_entity(a, slice(form));
  const Span letter = {word->span.begin, word->span.begin + (uint32_t)dash};
  if (party != NO_ENTITY)
    affiliation_add(a, person->entity, person->span, party, letter, TENURE_CURRENT, "affiliation.party-letter", SURE);
  const Span span = {letter.end + 1, word->span.end};
  const int  state = place_entity(a, text_slice(a->text, span), span);
  if (state != NO_ENTITY) state_for_office(a, person, state, span, "role.state-behind-name");
  return true;
}

/* "of", "from", then a name: an organization is an affiliation, a place the state of an office. */
static void name_behind(Article* a, const NameItem* person) {
  size_t w = person->to;
  if (w + 1 >= a->words.n || !lookup_is(a->lex.function_words, a->words.items[w].folded, 1, "preposition")) return;
  const bool of = lookup_is(a->lex.function_words, a->words.items[w].folded, 2, "issuer");
  int        name = -1;
  for (size_t i = w + 1; i < a->words.n && i < w + 6 && name < 0; i++) {
    const Word* word = &a->words.items[i];
    name             = name_of_word(a, i);
    if (name < 0 && (!word->letters || lookup(a->lex.function_words, word->folded, 1))) return;
  }
  while (name >= 0 && (size_t)name + 1 < a->name_count) { // "of the UK's National Crime Agency"
    const NameItem *this = &a->names[name], *next = &a->names[name + 1];
    if (next->from != this->to + 1 || !slice_equal(a->words.items[this->to].folded, SLICE("'s"))) break;
    name++;
  }
  if (name < 0 || !of) return;
  const NameItem* item = &a->names[name];
  const NameType  type = a->facts->entities[item->entity].type;
  if (type == NAME_PLACE)
    state_for_office(a, person, item->entity, item->span, "role.state-behind-name");
  else if (type == NAME_ORGANIZATION && lookup_is(a->lex.function_words, a->words.items[w].folded, 3, "belonging"))
    affiliation_add(a, person->entity, person->span, item->entity, item->span, TENURE_CURRENT, "affiliation.of",
                    SURE * item->score);
}

/* "NBC's Dante Chinni"; "Labour's Robin Cook". */
static void owner_before(Article* a, const NameItem* person) {
  if (person->from < 2 || !slice_equal(a->words.items[person->from - 1].folded, SLICE("'s"))) return;
  const int name = name_of_word(a, person->from - 2);
  if (name >= 0 && a->facts->entities[a->names[name].entity].type == NAME_ORGANIZATION)
    affiliation_add(a, person->entity, person->span, a->names[name].entity, a->names[name].span, TENURE_CURRENT,
                    "affiliation.possessive", SURE * a->names[name].score);
}

/* "Republican Kevin McCarthy", "Liberal Democrat Paul Tyler": within one sentence. */
static void party_before(Article* a, const NameItem* person) {
  size_t w = person->from;
  while (w > 0 && lookup_is(a->lex.honorifics, a->words.items[w - 1].folded, 2, "honorific")) w--;
  if (!w || a->words.items[w - 1].sentence != a->words.items[person->from].sentence) return;
  const int adjective = adjective_in(a, (Span){a->words.items[w > 1 ? w - 2 : 0].span.begin,
                                               a->words.items[w - 1].span.end}, true);
  if (adjective < 0 || a->adjectives[adjective].to != w) return;
  const int party = adjective_entity(a, adjective);
  if (party != NO_ENTITY)
    affiliation_add(a, person->entity, person->span, party, a->adjectives[adjective].span, TENURE_CURRENT,
                    "affiliation.party-adjective", SURE);
}

void affiliations_find(Article* a) {
  for (size_t i = 0; i < a->name_count; i++) {
    const NameItem* person = &a->names[i];
    if (a->facts->entities[person->entity].type != NAME_PERSON) continue;
    if (person->to < a->words.n && !party_letter(a, person)) name_behind(a, person);
    owner_before(a, person);
    party_before(a, person);
  }
}
