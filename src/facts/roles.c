/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* From the model's role nouns to roles.
 *
 *     "the former Tesla chief executive Jo Weil"
 *       noun "former Tesla chief executive" -> words "chief executive", tenure former; person "Jo Weil"; organization
 *       "Tesla", by the model's link or because the name stands inside the noun phrase
 *
 * A role's score is the product of its parts: noun, link to the person, link to the organization, and for words that
 * are no names the reference. What has no person is no role; an organization that stays unresolved leaves its words. */
#include "facts/roles.h"

#include "facts/places.h"
#include "facts/refer.h"

#include <string.h>

typedef struct {
  int         entity;
  Span        span;
  float       score;
  const char* how; ///< "name", "pronoun", "nominal", "adjective"
} Party;

static const Party NOBODY = {NO_ENTITY, {0, 0}, 0, ""};

/* The name inside `span` that is its head, else the first of the type wanted. */
static int name_in(const Article* a, Span span, bool person) {
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

static Party person_of_link(Article* a, const Link* link) {
  const int name = name_in(a, link->span, true);
  if (name >= 0) return (Party){a->names[name].entity, a->names[name].span, link->score, "name"};
  const Phrase p = phrase_read(a, link->span);
  if (p.kind == PHRASE_NOTHING || p.kind == PHRASE_NAME) return NOBODY;
  Phrase who = p;
  who.type   = NAME_PERSON;
  const Referent r = refer_phrase(a, link->span, &who, NO_ENTITY);
  if (r.entity == NO_ENTITY) return NOBODY;
  return (Party){r.entity, link->span, link->score * r.score, p.kind == PHRASE_PRONOUN ? "pronoun" : "nominal"};
}

/* A person's name right behind the role noun, when the model saw no person. */
static Party person_behind(const Article* a, size_t word) {
  if (word >= a->words.n || a->words.items[word].opens) return NOBODY;
  const int name = name_of_word(a, word);
  if (name < 0 || a->facts->entities[a->names[name].entity].type != NAME_PERSON) return NOBODY;
  return (Party){a->names[name].entity, a->names[name].span, 0.8f, "name"};
}

static Party organization_of_link(Article* a, const Link* link, int person) {
  const int name = name_in(a, link->span, false);
  if (name >= 0 && a->names[name].entity != person)
    return (Party){a->names[name].entity, a->names[name].span, link->score, "name"};
  for (int party = 0; party < 2; party++) {
    const int adjective = adjective_in(a, link->span, party);
    const int entity    = adjective >= 0 ? adjective_entity(a, adjective) : NO_ENTITY;
    if (entity != NO_ENTITY) return (Party){entity, a->adjectives[adjective].span, link->score, "adjective"};
  }
  const int someone = name_in(a, link->span, true);
  if (someone >= 0 && a->names[someone].entity != person)
    return (Party){a->names[someone].entity, a->names[someone].span, link->score, "name"};
  const Party words = {NO_ENTITY, link->span, link->score, "words"};
  const Phrase p    = phrase_read(a, link->span);
  if (p.kind != PHRASE_PRONOUN && p.kind != PHRASE_NOMINAL) return words;
  const Referent r = refer_phrase(a, link->span, &p, person);
  if (r.entity == NO_ENTITY || r.entity == person) return words;
  return (Party){r.entity, link->span, link->score * r.score, p.kind == PHRASE_PRONOUN ? "pronoun" : "nominal"};
}

typedef struct {
  size_t from, to; ///< Words of the role noun itself
  Tenure tenure;
  int    name, adjective; ///< Organization that stood inside, or -1
} Noun;

static Tenure tenure_named(const char* word, Tenure otherwise) {
  for (int t = 0; t < 4; t++)
    if (!strcmp(word, tenure_word((Tenure)t))) return (Tenure)t;
  return otherwise;
}

/* Cut a role's noun phrase to the noun: no article, tenure words, names or demonyms in front, nothing of that behind. */
static Noun cut_noun(const Article* a, const RoleMention* role) {
  Noun n = {.tenure = role->tenure, .name = -1, .adjective = -1};
  words_in(&a->words, role->span, &n.from, &n.to);
  const Word* w = a->words.items;
  while (n.from < n.to) {
    const Word* first  = &w[n.from];
    const char* tenure = lookup(a->lex.tenure, first->folded, 1);
    const int   name   = name_of_word(a, n.from);
    const int   adjective = adjective_in(a, first->span, false);
    if (tenure && n.to - n.from > 1) {
      n.tenure = tenure_named(tenure, n.tenure);
      n.from++;
    } else if (!first->letters || (lookup(a->lex.determiners, first->folded, 1) && n.to - n.from > 1) || slice_equal(first->folded, SLICE("'s"))) {
      n.from++;
    } else if (name >= 0 && a->names[name].to < n.to) {
      n.name = name;
      n.from = a->names[name].to;
    } else if (adjective >= 0 && n.to - n.from > 1) {
      n.adjective = adjective;
      n.from++;
    } else {
      break;
    }
  }
  while (n.to > n.from && !w[n.to - 1].letters) n.to--;
  const size_t first = n.from ? n.from - 1 : 0;
  const char*  before = n.from > first && !w[n.from].opens ? lookup(a->lex.tenure, w[first].folded, 1) : NULL;
  if (before && n.tenure == TENURE_CURRENT) n.tenure = tenure_named(before, n.tenure);
  return n;
}

static const char* rule_name(Article* a, const Noun* n, const Party* person, const Party* organization) {
  const char* order = person->span.begin >= a->words.items[n->to - 1].span.end ? "title-before-name" : "name-before-title";
  const char* who   = !strcmp(person->how, "name") ? "" : person->how;
  const char* where = !*organization->how || !strcmp(organization->how, "name") || !strcmp(organization->how, "words") ? "" : organization->how;
  return arena_printf(a->arena, "role.%s%s%s%s%s", order, *who ? "+" : "", who, *where ? "+" : "", where);
}

void role_add(Article* a, const Role* role) {
  Facts*       f    = a->facts;
  const size_t back = f->role_count > 64 ? f->role_count - 64 : 0; // near ones repeat, far ones are stated anew
  for (size_t i = back; i < f->role_count; i++) {
    Role* other = &f->roles[i];
    if (other->person != role->person || other->tenure != role->tenure) continue;
    const Slice one = word_fold(a->arena, other->role), two = word_fold(a->arena, role->role);
    if (!slice_equal(one, two)) continue;
    const bool same = other->organization == role->organization;
    const bool less = role->organization == NO_ENTITY && span_empty(role->organization_span);
    const bool more = other->organization == NO_ENTITY && span_empty(other->organization_span);
    if (same && role->score > other->score && more == less) *other = *role;
    if (same || less) return;
    if (more) {
      *other = *role;
      return;
    }
  }
  *arena_push(a->arena, f->roles, f->role_count, a->role_cap) = *role;
}

static void add_one(Article* a, const RoleMention* m, const Noun* noun, const Party* person) {
  Party organization = NOBODY;
  if (m->organization.n) organization = organization_of_link(a, &m->organization.items[0], person->entity);
  if (organization.entity == NO_ENTITY && noun->name >= 0 && a->names[noun->name].entity != person->entity)
    organization = (Party){a->names[noun->name].entity, a->names[noun->name].span, 0.8f, "name"};
  const Span span = {a->words.items[noun->from].span.begin, a->words.items[noun->to - 1].span.end};
  Role       role = {.person = person->entity, .person_span = person->span, .role = text_slice(a->text, span), .role_span = span,
                     .organization = organization.entity, .organization_span = organization.span, .tenure = noun->tenure};
  role.rule  = rule_name(a, noun, person, &organization);
  role.score = m->score * person->score * (organization.score > 0 ? organization.score : 1);
  role_add(a, &role);
}

void roles_find(Article* a) {
  for (size_t i = 0; i < a->reading->role_count; i++) {
    const RoleMention* m    = &a->reading->roles[i];
    const Noun         noun = cut_noun(a, m);
    if (noun.from >= noun.to) continue;
    bool any = false;
    int  before[8];
    size_t n = 0;
    for (size_t k = 0; k < m->person.n && k < 8; k++) {
      const Party person = person_of_link(a, &m->person.items[k]);
      bool        again  = person.entity == NO_ENTITY;
      for (size_t j = 0; j < n; j++) again |= before[j] == person.entity;
      if (again) continue;
      before[n++] = person.entity;
      add_one(a, m, &noun, &person);
      any = true;
    }
    if (any || m->person.n) continue;
    const Party person = person_behind(a, noun.to);
    if (person.entity != NO_ENTITY) add_one(a, m, &noun, &person);
  }
}
