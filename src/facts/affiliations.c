/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Ties between a person and an organization that no role noun states.
 *
 *     "Jo Tilburg of the University of Essex said"    affiliation.of
 *     "NBC's Dante Chinni", "Labour's Robin Cook"     affiliation.possessive
 *     "Jo Weil (Team Norland)", "Ana Brandt at Kestrel Bank"
 *     "Republican Kevin McCarthy"                     affiliation.party-adjective (parties.c)
 *     "Rep. Trey Gowdy (R-S.C.)", "Tim Kaine, D-Va."  affiliation.party-letter, and the state for his office
 *     "Sen. Amy Klobuchar of Minnesota"               the state for her office
 *
 * They are read from the words next to a person's name; offices held for a state stand in data/state-roles.tsv. */
#include "facts/phrase.h"
#include "facts/places.h"
#include "facts/roles.h"

#include <string.h>

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

static bool has_tie(const Article* a, int person, int organization) {
  for (size_t i = 0; i < a->facts->role_count; i++)
    if (a->facts->roles[i].person == person && a->facts->roles[i].organization == organization) return true;
  return false;
}

/* "(R-S.C.)", "(D)" or ", D-Va." behind a name. */
static bool party_letter(Article* a, const NameItem* person) {
  const size_t w = person->to + 1;
  if (w >= a->words.n || a->words.items[person->to].letters) return false;
  const Word* word = &a->words.items[w];
  size_t      dash = 0;
  while (dash < word->text.len && word->text.ptr[dash] != '-') dash++;
  const bool bare = dash == word->text.len && slice_equal(a->words.items[person->to].text, SLICE("(")) &&
      w + 1 < a->words.n && slice_equal(a->words.items[w + 1].text, SLICE(")"));
  if (!dash || (!bare && dash + 1 >= word->text.len)) return false;
  const char* form = lookup(a->lex.letters, (Slice){word->text.ptr, dash}, 1);
  if (!form) return false;
  const int party = party_entity(a, slice(form));
  const Span letter = {word->span.begin, word->span.begin + (uint32_t)dash};
  if (party != NO_ENTITY)
    affiliation_add(a, person->entity, person->span, party, letter, TENURE_CURRENT, "affiliation.party-letter", SURE);
  if (bare) return true;
  const Span span = {letter.end + 1, word->span.end};
  const int  state = place_entity(a, text_slice(a->text, span), span);
  if (state == NO_ENTITY) return true;
  state_for_office(a, person, state, span, "role.state-behind-name");
  if (!has_tie(a, person->entity, state)) // "House Speaker Paul Ryan (R-Wis.)": no office held for the state is named
    affiliation_add(a, person->entity, person->span, state, span, TENURE_CURRENT, "affiliation.state", SURE);
  return true;
}

/* The role noun in front of the name that has no organization yet: "ecologist Chip Taylor of the University of Kansas". */
static Role* open_role(const Article* a, const NameItem* person) {
  for (size_t i = 0; i < a->facts->role_count; i++) {
    Role* role = &a->facts->roles[i];
    const size_t last = words_at(&a->words, role->role_span.end - (role->role_span.end > 0));
    if (role->person_span.begin == person->span.begin && role->role.len && role->organization == NO_ENTITY &&
        role->role_span.end <= person->span.begin && last < a->words.n &&
        !lookup_is(a->lex.roles, a->words.items[last].folded, 4, "work") && !lookup(a->lex.state_roles, a->words.items[last].folded, 1))
      return role;
  }
  return NULL;
}

/* The name that stands behind `word`, over articles, small words and owners: "the UK's [National Crime Agency]". */
static int name_after(const Article* a, size_t word) {
  int name = -1;
  for (size_t i = word; i < a->words.n && i < word + 5 && name < 0; i++) {
    const Word* w = &a->words.items[i];
    name          = name_of_word(a, i);
    if (name < 0 && (!w->letters || lookup(a->lex.function_words, w->folded, 1))) return -1;
  }
  while (name >= 0 && (size_t)name + 1 < a->name_count) {
    const NameItem *this = &a->names[name], *next = &a->names[name + 1];
    if (next->from != this->to + 1 || !slice_equal(a->words.items[this->to].folded, SLICE("'s"))) break;
    name++;
  }
  return name;
}

/* A tie unless there is one. */
static void belongs(Article* a, const NameItem* person, const NameItem* item, const char* rule) {
  if (has_tie(a, person->entity, item->entity)) return;
  affiliation_add(a, person->entity, person->span, item->entity, item->span, TENURE_CURRENT, rule, SURE * item->score);
}

/* "of", "from", "at" and a name, or a comma before them: an organization is an affiliation, a place the state of an
 * office; "Jo Weil and Ana Brandt from Norland University" both belong. */
static void name_behind(Article* a, const NameItem* person) {
  size_t     w     = person->to;
  const bool comma = slice_equal(a->words.items[w].text, SLICE(","));
  if (comma) w++;
  if (w + 1 >= a->words.n || !lookup_is(a->lex.function_words, a->words.items[w].folded, 1, "preposition")) return;
  const Slice word = a->words.items[w].folded;
  const bool  of   = lookup_is(a->lex.function_words, word, 3, "belonging");
  const bool  from = lookup_is(a->lex.function_words, word, 3, "coming"); // "from"
  const bool  where = lookup_is(a->lex.function_words, word, 3, "place"); // "at"
  if (!of && !from && !where) return;
  const int name = name_after(a, w + 1);
  if (name < 0) return;
  const NameItem* item = &a->names[name];
  if (where && !comma && !name_alone(a, item)) return; // "Prescott at Labour's conference"
  const NameType  type = a->facts->entities[item->entity].type;
  if (type == NAME_PLACE && (of || from) && !comma)
    state_for_office(a, person, item->entity, item->span, "role.state-behind-name");
  if (type != NAME_ORGANIZATION) return;
  Role* role = of ? open_role(a, person) : NULL;
  if (role && !comma) {
    role->organization      = item->entity;
    role->organization_span = item->span;
    role->score *= item->score;
    return;
  }
  belongs(a, person, item, "affiliation.of");
  const size_t at = (size_t)(person - a->names);
  if (at && a->names[at - 1].to + 1 == person->from && a->facts->entities[a->names[at - 1].entity].type == NAME_PERSON &&
      lookup_is(a->lex.function_words, a->words.items[person->from - 1].folded, 1, "conjunction"))
    belongs(a, &a->names[at - 1], item, "affiliation.of");
}

/* "Jo Weil (Team Norland)", "Jo Weil (Labour)", "(of the Left Party)". */
static void in_brackets(Article* a, const NameItem* person) {
  const Word* w = a->words.items;
  size_t      at = person->to + 1;
  if (at + 1 >= a->words.n || !slice_equal(w[person->to].text, SLICE("("))) return;
  if (lookup_is(a->lex.function_words, w[at].folded, 3, "belonging")) at++;
  if (at + 1 < a->words.n && lookup_is(a->lex.determiners, w[at].folded, 1, "definite")) at++;
  const int adjective = adjective_in(a, w[at].span, true);
  const int name      = name_of_word(a, at);
  const size_t end    = name >= 0 ? a->names[name].to : adjective >= 0 ? a->adjectives[adjective].to : a->words.n;
  if (end >= a->words.n || (!slice_equal(w[end].text, SLICE(")")) && !slice_equal(w[end].text, SLICE(",")))) return;
  if (name >= 0 && a->facts->entities[a->names[name].entity].type == NAME_ORGANIZATION) {
    belongs(a, person, &a->names[name], "affiliation.brackets");
  } else if (name < 0) {
    const int party = adjective_entity(a, adjective);
    if (party != NO_ENTITY)
      affiliation_add(a, person->entity, person->span, party, a->adjectives[adjective].span, TENURE_CURRENT, "affiliation.party-adjective", SURE);
  }
}

/* "Senator from Vermont Bernie Sanders". */
static void state_before(Article* a, const NameItem* person) {
  const size_t at = (size_t)(person - a->names);
  if (!at || a->names[at - 1].to != person->from || !a->names[at - 1].from) return;
  const NameItem* state = &a->names[at - 1];
  const char*     tie   = lookup(a->lex.function_words, a->words.items[state->from - 1].folded, 3);
  if (!tie || (strcmp(tie, "belonging") && strcmp(tie, "coming"))) return;
  if (a->facts->entities[state->entity].type == NAME_PLACE)
    state_for_office(a, person, state->entity, state->span, "role.state-before-name");
}

/* "NBC's Dante Chinni"; "Labour's Robin Cook"; "Iowa's Chuck Grassley". */
static void owner_before(Article* a, const NameItem* person) {
  if (person->from < 2 || !slice_equal(a->words.items[person->from - 1].folded, SLICE("'s"))) return;
  const int name = name_of_word(a, person->from - 2);
  if (name < 0 || a->facts->entities[a->names[name].entity].type == NAME_PERSON) return;
  const NameItem* next = a->facts->entities[a->names[name].entity].type == NAME_ORGANIZATION ? person_next(a, person) : NULL;
  for (const NameItem* who = person; who; who = who == person ? next : NULL)
    if (!has_tie(a, who->entity, a->names[name].entity))
      affiliation_add(a, who->entity, who->span, a->names[name].entity, a->names[name].span, TENURE_CURRENT,
                      "affiliation.possessive", SURE * a->names[name].score);
}

void affiliations_find(Article* a) {
  for (size_t i = 0; i < a->name_count; i++) {
    const NameItem* person = &a->names[i];
    if (a->facts->entities[person->entity].type != NAME_PERSON) continue;
    if (person->to < a->words.n && !party_letter(a, person)) {
      name_behind(a, person);
      in_brackets(a, person);
    }
    state_before(a, person);
    owner_before(a, person);
    party_of(a, person);
  }
}
