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
        !lookup_is(a->lex.roles, a->words.items[last].folded, 4, "work"))
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
  if (!of && !from && !(comma && lookup_is(a->lex.function_words, word, 3, "place"))) return;
  const int name = name_after(a, w + 1);
  if (name < 0) return;
  const NameItem* item = &a->names[name];
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

/* The next person of a list of two, over a title: "Robin Cook and [Tony Wright]"; NULL. */
static const NameItem* next_person(const Article* a, const NameItem* person) {
  size_t w = person->to;
  if (w + 1 >= a->words.n || !lookup_is(a->lex.function_words, a->words.items[w].folded, 1, "conjunction")) return NULL;
  w++;
  while (w + 1 < a->words.n && a->words.items[w].capital && name_of_word(a, w) < 0 &&
         lookup(a->lex.honorifics, a->words.items[w].folded, 1))
    w++;
  const int name = name_of_word(a, w);
  if (name < 0 || a->names[name].from != w || a->facts->entities[a->names[name].entity].type != NAME_PERSON) return NULL;
  return &a->names[name];
}

/* "NBC's Dante Chinni"; "Labour's Robin Cook"; "Iowa's Chuck Grassley". */
static void owner_before(Article* a, const NameItem* person) {
  if (person->from < 2 || !slice_equal(a->words.items[person->from - 1].folded, SLICE("'s"))) return;
  const int name = name_of_word(a, person->from - 2);
  if (name < 0 || a->facts->entities[a->names[name].entity].type == NAME_PERSON) return;
  const NameItem* next = a->facts->entities[a->names[name].entity].type == NAME_ORGANIZATION ? next_person(a, person) : NULL;
  for (const NameItem* who = person; who; who = who == person ? next : NULL)
    if (!has_tie(a, who->entity, a->names[name].entity))
      affiliation_add(a, who->entity, who->span, a->names[name].entity, a->names[name].span, TENURE_CURRENT,
                      "affiliation.possessive", SURE * a->names[name].score);
}

/* Words between a party adjective and the noun or name that it belongs to: titles, role nouns, places, names. */
static bool lets_through(const Article* a, size_t word) {
  const Word* w = &a->words.items[word];
  if (lookup_is(a->lex.party_roles, w->folded, 1, "always")) return false; // the party's own
  if (w->capital && lookup(a->lex.groups, w->folded, 1) && name_of_word(a, word) < 0) return false; // part of a name
  if (lookup(a->lex.roles, w->folded, 1) || lookup(a->lex.honorifics, w->folded, 1) || lookup(a->lex.tenure, w->folded, 1) ||
      lookup(a->lex.role_parts, w->folded, 1))
    return true;
  if (adjective_in(a, w->span, false) >= 0) return true;
  const int name = name_of_word(a, word);
  if (name >= 0) return a->facts->entities[a->names[name].entity].type != NAME_PERSON;
  for (size_t i = 0; i < a->reading->role_count; i++)
    if (span_within(w->span, a->reading->roles[i].span)) return true;
  return slice_equal(w->text, SLICE(".")) && word && lookup(a->lex.honorifics, a->words.items[word - 1].folded, 1);
}

int party_in_front(const Article* a, size_t word) {
  enum { REACH = 7 };
  const uint32_t sentence = a->words.items[word].sentence;
  for (size_t w = word; w > 0 && word - w < REACH; w--) {
    if (a->words.items[w - 1].sentence != sentence) return -1;
    const int adjective = adjective_ending(a, w - 1, true);
    if (adjective >= 0) return adjective;
    if (!lets_through(a, w - 1)) return -1;
  }
  return -1;
}

bool party_gives(const Article* a, size_t from, size_t to) {
  const char* kind = lookup(a->lex.party_roles, a->words.items[to - 1].folded, 1);
  if (!kind || !strcmp(kind, "always")) return kind;
  for (size_t w = from; w + 1 < to; w++)
    if (lookup(a->lex.groups, a->words.items[w].folded, 1)) return false;
  return true;
}

/* The role noun behind the adjective takes the party as its organization: "the Republican nominee". */
static bool role_takes(const Article* a, int adjective) {
  for (size_t i = 0; i < a->facts->role_count; i++)
    if (a->facts->roles[i].organization_span.begin == a->adjectives[adjective].span.begin && a->facts->roles[i].role.len)
      return true;
  for (size_t i = 0; i < a->reading->role_count; i++) {
    size_t from, to;
    words_in(&a->words, a->reading->roles[i].span, &from, &to);
    if (from < to && (from == a->adjectives[adjective].to || span_within(a->adjectives[adjective].span, a->reading->roles[i].span)))
      return party_gives(a, a->adjectives[adjective].to < to ? a->adjectives[adjective].to : from, to);
  }
  return false;
}

static void of_party(Article* a, const NameItem* person, int adjective) {
  if (role_takes(a, adjective)) return;
  const int party = adjective_entity(a, adjective);
  if (party != NO_ENTITY)
    affiliation_add(a, person->entity, person->span, party, a->adjectives[adjective].span, TENURE_CURRENT,
                    "affiliation.party-adjective", SURE);
}

/* "Republican Kevin McCarthy", "Democratic Rep. Dina Titus"; "a Republican, Mark Amodei". */
static void party_before(Article* a, const NameItem* person) {
  const size_t from = person->from;
  if (!from) return;
  if (!slice_equal(a->words.items[from - 1].text, SLICE(","))) {
    const int adjective = party_in_front(a, from);
    if (adjective < 0) return;
    of_party(a, person, adjective);
    const Slice     text = text_slice(a->text, a->adjectives[adjective].span);
    const NameItem* next = lookup_is(a->lex.parties, text, 2, "people") ? next_person(a, person) : NULL;
    if (next) of_party(a, next, adjective); // "Tories Ken Clarke and Sir George Young"
    return;
  }
  const int adjective = from > 2 ? party_in_front(a, from - 1) : -1;
  if (adjective < 0 || !a->adjectives[adjective].from) return;
  const Word* before = &a->words.items[a->adjectives[adjective].from - 1];
  if (before->sentence == a->words.items[from].sentence && lookup_is(a->lex.determiners, before->folded, 1, "indefinite"))
    of_party(a, person, adjective);
}

/* "Jo Weil, a Democrat,"; "Jo Weil is a Republican"; "Adam Schiff, the Democratic chairman". */
static void party_behind(Article* a, const NameItem* person) {
  size_t      w    = person->to;
  const Word* word = a->words.items;
  if (w + 2 >= a->words.n) return;
  if (!slice_equal(word[w].text, SLICE(",")) && !lookup_is(a->lex.function_words, word[w].folded, 1, "link")) return;
  w++;
  if (!lookup(a->lex.determiners, word[w].folded, 1)) return;
  for (size_t i = w + 1; i < a->words.n && i < w + 5; i++) {
    const int adjective = adjective_ending(a, i, true);
    if (adjective < 0) {
      if (!word[i].letters || lookup(a->lex.function_words, word[i].folded, 1) || lookup(a->lex.roles, word[i].folded, 1)) return;
      continue;
    }
    const size_t behind = i + 1;
    const bool   noun   = behind >= a->words.n || !word[behind].letters || lookup(a->lex.function_words, word[behind].folded, 1);
    if (noun || lets_through(a, behind)) of_party(a, person, adjective);
    return;
  }
}

void affiliations_find(Article* a) {
  for (size_t i = 0; i < a->name_count; i++) {
    const NameItem* person = &a->names[i];
    if (a->facts->entities[person->entity].type != NAME_PERSON) continue;
    if (person->to < a->words.n && !party_letter(a, person)) name_behind(a, person);
    state_before(a, person);
    owner_before(a, person);
    party_before(a, person);
    party_behind(a, person);
  }
}
