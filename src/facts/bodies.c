/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Where a role is held: the organization, place or person that a role's noun belongs to.
 *
 *     "Tesla chief executive Jo Weil"               Tesla, whose name stands in front
 *     "Dutch Prime Minister"                        the Netherlands, by the adjective
 *     "PG&E President and CEO Andy Vesey"           PG&E for both
 *     "Italian artist"                              nothing: where somebody comes from is no post */
#include "facts/places.h"
#include "facts/refer.h"
#include "facts/roles.h"

#include <string.h>

uint32_t sentence_of(const Article* a, Span span) {
  const size_t w = words_at(&a->words, span.begin);
  return w < a->words.n ? a->words.items[w].sentence : 0;
}

/* The name inside `span` that is its head, else the first of the type wanted. */
int name_within(const Article* a, Span span, bool person) {
  const Phrase p = phrase_read(a, span);
  if (p.kind == PHRASE_NAME) {
    const bool is = a->facts->entities[a->names[p.name].entity].type == NAME_PERSON;
    if (!person || is) return p.name;
  }
  for (size_t i = names_at(a, span.begin); i < a->name_count && a->names[i].span.begin < span.end; i++) {
    const bool is = a->facts->entities[a->names[i].entity].type == NAME_PERSON;
    if (is == person) return (int)i;
  }
  return -1;
}

/* Whether somebody behind the noun can be who the role is held for: not in "prime minister after Theresa May". */
static bool served(const Article* a, const RoleNoun* noun, Span who) {
  if (who.begin < noun->span.end || noun->to >= a->words.n) return true;
  const Word* behind = &a->words.items[noun->to];
  return !lookup_is(a->lex.function_words, behind->folded, 3, "time");
}

/* "Presidents Muhammadu Buhari of Nigeria and Patrice Talon of Benin": the name behind this one of several holders. */
static Party behind_holder(const Article* a, const Party* person) {
  size_t from, to;
  words_in(&a->words, person->span, &from, &to);
  if (to + 1 >= a->words.n || !lookup(a->lex.function_words, a->words.items[to].folded, 3)) return NOBODY;
  const char* tie = lookup(a->lex.function_words, a->words.items[to].folded, 3);
  const int   name = !strcmp(tie, "belonging") || !strcmp(tie, "coming") ? name_of_word(a, to + 1) : -1;
  if (name < 0 || a->facts->entities[a->names[name].entity].type == NAME_PERSON) return NOBODY;
  return (Party){a->names[name].entity, a->names[name].span, 0.8f, "name"};
}

static Party organization_of_link(Article* a, const Link* link, const RoleNoun* noun, int person) {
  const int name = name_within(a, link->span, false);
  if (name >= 0 && a->names[name].entity != person)
    return (Party){a->names[name].entity, a->names[name].span, link->score, "name"};
  for (int party = 0; party < 2; party++) {
    const int adjective = adjective_in(a, link->span, party);
    const int entity    = adjective >= 0 ? adjective_entity(a, adjective) : NO_ENTITY;
    if (entity != NO_ENTITY) return (Party){entity, a->adjectives[adjective].span, link->score, "adjective"};
  }
  const int someone = name_within(a, link->span, true);
  if (someone >= 0 && !served(a, noun, a->names[someone].span)) return NOBODY;
  if (someone >= 0 && a->names[someone].entity != person)
    return (Party){a->names[someone].entity, a->names[someone].span, link->score, "name"};
  const Party words = {NO_ENTITY, link->span, link->score, "words"};
  const Phrase p    = phrase_read(a, link->span);
  if (p.kind != PHRASE_PRONOUN && p.kind != PHRASE_NOMINAL) return words;
  const Referent r = p.type == NAME_PERSON || (p.kind == PHRASE_PRONOUN && p.gender)
      ? refer_phrase(a, link->span, &p, person, (Spans){0}) : refer_body(a, link->span, &p, person);
  if (r.entity == NO_ENTITY || r.entity == person) return words;
  return (Party){r.entity, link->span, link->score * r.score, p.kind == PHRASE_PRONOUN ? "pronoun" : "nominal"};
}

/* Another role noun stands between the organization in front and this one: it is that one's. */
static bool taken(const Article* a, size_t role, const RoleNoun* noun, const Party* organization) {
  if (organization->span.end > noun->span.begin || !role) return false;
  const Span before = a->reading->roles[role - 1].span;
  return before.begin >= organization->span.end && before.end <= noun->span.begin;
}

/* The organization whose name stands right before the noun: "US Ambassador", "Tesla chief executive". */
Party name_in_front(const Article* a, const RoleNoun* noun, const Party* person) {
  int name = noun->name;
  if (name < 0 && noun->from && a->words.items[noun->from - 1].sentence == a->words.items[noun->from].sentence)
    name = name_of_word(a, noun->from - 1);
  if (name < 0 || a->names[name].entity == person->entity) return NOBODY;
  return (Party){a->names[name].entity, a->names[name].span, 0.8f, "name"};
}

static bool ends_before(const Article* a, Span span, size_t word) {
  return word && span.end == a->words.items[word - 1].span.end;
}

static bool is_kind(const Article* a, const RoleNoun* noun, const char* kind) {
  for (size_t w = noun->from; w < noun->to; w++)
    if (lookup_is(a->lex.roles, a->words.items[w].folded, 4, kind)) return true;
  return false;
}

/* "CEO", "chief executive officer": a company's or a club's. */
static bool is_office(const Article* a, const RoleNoun* noun) {
  for (size_t w = noun->from; w < noun->to; w++)
    if (lookup(a->lex.offices, a->words.items[w].folded, 1)) return true;
  return false;
}

/* What the role before shares with this one, which "and" joins to it:
 *     "Israeli prime minister Benjamin Netanyahu and energy minister Yuval Steinitz"   the country; heads of state meet
 *                                                                                     those of other countries
 *     "PG&E President and CEO Andy Vesey"                                             all of one person
 *     "its chairman, Sir Jo Weil, and production chief Ana Brandt"                    the owner in front */
static Party shared_body(const Article* a, const RoleNoun* noun, const Party* person) {
  const Role* before = a->latest;
  if (noun->from < 2 || !before || before->organization == NO_ENTITY || !before->role.len) return NOBODY;
  const Word* w    = a->words.items;
  size_t      from = noun->from - 1;
  if (!lookup_is(a->lex.function_words, w[from].folded, 1, "conjunction")) return NOBODY;
  if (slice_equal(w[from - 1].text, SLICE(","))) from--;
  const Party shared = {before->organization, before->organization_span, 0.7f, "shared"};
  const bool  place  = a->facts->entities[before->organization].type == NAME_PLACE;
  if (before->person == person->entity && ends_before(a, before->role_span, from))
    return !place && is_office(a, noun) ? shared : NOBODY;
  if (!ends_before(a, before->person_span, from) || before->role_span.end > before->person_span.begin) return NOBODY;
  if (place) return is_kind(a, noun, "head") ? NOBODY : shared;
  const bool owned = before->organization_span.end <= before->role_span.begin;
  const bool title = person->span.begin == w[noun->to - 1].span.end + 1;
  return owned && title && is_kind(a, noun, "role") ? shared : NOBODY;
}

/* "Dutch Prime Minister": the country of an adjective that touches the noun. */
static Party country_in_front(Article* a, const RoleNoun* noun) {
  int adjective = noun->adjective;
  if (adjective < 0 && noun->from && a->words.items[noun->from - 1].sentence == a->words.items[noun->from].sentence)
    adjective = adjective_ending(a, noun->from - 1, false);
  if (adjective < 0) return NOBODY;
  const int country = adjective_entity(a, adjective);
  return country == NO_ENTITY ? NOBODY : (Party){country, a->adjectives[adjective].span, 0.8f, "adjective"};
}

/* "An attorney for Teague, Jo Weil of the firm Crane": the name that a preposition right behind the noun leads to, over
 * articles and titles. */
static Party named_behind(const Article* a, const RoleNoun* noun, const Party* person) {
  enum { REACH = 4 };
  const Word* w = a->words.items;
  if (noun->to + 1 >= a->words.n || !lookup_is(a->lex.function_words, w[noun->to].folded, 1, "preposition")) return NOBODY;
  for (size_t i = noun->to + 1; i < a->words.n && i <= noun->to + REACH; i++) {
    const int name = name_of_word(a, i);
    const NameItem* item = name >= 0 ? &a->names[name] : NULL;
    const bool      ends = item && (item->to >= a->words.n || slice_equal(w[item->to].text, SLICE(",")));
    if (ends && item->entity != person->entity && a->facts->entities[item->entity].type != NAME_PLACE && served(a, noun, item->span))
      return (Party){item->entity, item->span, 0.8f, "name"};
    if (item || !(lookup(a->lex.determiners, w[i].folded, 1) || lookup(a->lex.honorifics, w[i].folded, 1))) break;
  }
  return NOBODY;
}

static Party linked_body(Article* a, size_t index, const RoleNoun* noun, const Party* person, const Party* owner) {
  const RoleMention* m     = &a->reading->roles[index];
  const Party        front = name_in_front(a, noun, person);
  Party              found = NOBODY;
  if (m->organization.n) found = organization_of_link(a, &m->organization.items[0], noun, person->entity);
  if (span_overlaps(found.span, noun->span)) found = NOBODY; // "Defence Secretary"
  const bool near = sentence_of(a, found.span) == a->words.items[noun->from].sentence;
  if (found.entity != NO_ENTITY && (taken(a, index, noun, &found) || !near)) found = NOBODY;
  const Party behind = named_behind(a, noun, person);
  if (behind.entity != NO_ENTITY && found.span.begin >= behind.span.end) found = behind;
  const size_t w = words_at(&a->words, found.span.begin);
  if (found.entity != NO_ENTITY && front.entity != NO_ENTITY && w && w < a->words.n &&
      found.span.begin >= noun->span.end &&
      lookup_is(a->lex.function_words, a->words.items[w - 1].folded, 3, "toward"))
    found = front; // "US Ambassador to Germany"
  if (found.entity == NO_ENTITY) found = front;
  if (found.entity == NO_ENTITY && owner->entity != NO_ENTITY && owner->entity != person->entity) found = *owner;
  if (found.entity == NO_ENTITY && noun->party >= 0) {
    const int party = adjective_entity(a, noun->party);
    if (party != NO_ENTITY) found = (Party){party, a->adjectives[noun->party].span, 0.8f, "adjective"};
  }
  if (found.entity == NO_ENTITY) found = country_in_front(a, noun);
  return found.entity == NO_ENTITY ? shared_body(a, noun, person) : found;
}

/* "Italian artist": where somebody comes from, no post held for the country. */
static bool is_nationality(const Article* a, const RoleNoun* noun, const Party* organization) {
  if (organization->entity == NO_ENTITY || organization->span.begin > noun->span.begin) return false;
  if (a->facts->entities[organization->entity].type != NAME_PLACE || !a->info[organization->entity].canonical.len)
    return false;
  const char* kind = lookup(a->lex.roles, a->words.items[noun->to - 1].folded, 4);
  return kind && (!strcmp(kind, "occupation") || !strcmp(kind, "work"));
}

/* "Committee chairman", "the panel's chairman": whom the group's noun in front stands for. */
static Party group_in_front(Article* a, const RoleNoun* noun, int person) {
  size_t w = noun->from;
  if (noun->to - noun->from < 2 || !lookup(a->lex.groups, a->words.items[w].folded, 1)) {
    if (!w || a->words.items[w - 1].sentence != a->words.items[w].sentence) return NOBODY;
    w--;
    if (!lookup(a->lex.groups, a->words.items[w].folded, 1)) return NOBODY;
  }
  const Span     span = a->words.items[w].span;
  const Phrase   p    = phrase_read(a, span);
  const Referent r    = p.kind == PHRASE_NOMINAL ? refer_phrase(a, span, &p, person, (Spans){0}) : (Referent){NO_ENTITY, 0};
  return r.entity == NO_ENTITY ? NOBODY : (Party){r.entity, span, r.score, "nominal"};
}

Party body_of(Article* a, size_t index, const RoleNoun* noun, const Party* person, const Party* first,
              const Party* owner) {
  const bool  plural = lookup_is(a->lex.roles, noun->head, 2, "pl");
  const bool  seat   = lookup(a->lex.state_roles, noun->head, 1) || lookup_is(a->lex.roles, noun->head, 4, "head");
  const Party own    = plural && seat && !strcmp(person->how, "name") ? behind_holder(a, person) : NOBODY;
  if (own.entity != NO_ENTITY) return own;
  Party       body   = linked_body(a, index, noun, person, owner);
  if (body.entity == NO_ENTITY) {
    const Party group = group_in_front(a, noun, person->entity);
    if (group.entity != NO_ENTITY) body = group;
  }
  if (is_nationality(a, noun, &body)) return NOBODY;
  const bool listed = person != first && body.span.begin >= first->span.end && body.span.end <= person->span.begin;
  return listed ? NOBODY : body; // "Sens. Cruz of Texas and Rubio": Texas is Cruz's
}
