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
#include "facts/times.h"

#include <string.h>

static const char* rule_name(Article* a, const RoleNoun* n, const Party* person, const Party* organization) {
  const char* order = person->span.begin >= a->words.items[n->to - 1].span.end ? "title-before-name"
      : "name-before-title";
  const char* who   = !strcmp(person->how, "name") ? "" : person->how;
  const char* where = !*organization->how || !strcmp(organization->how, "name") ||
      !strcmp(organization->how, "words") ? "" : organization->how;
  return arena_printf(a->arena, "role.%s%s%s%s%s", order, *who ? "+" : "", who, *where ? "+" : "", where);
}

void role_add(Article* a, const Role* found) {
  static const float least = 0.4f; // below, more are wrong than right
  if (found->score < least) return;
  Role dated = *found;
  role_dates(a, &dated);
  const Role*  role = &dated;
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
    const char *from = other->from ? other->from : role->from, *to = other->to ? other->to : role->to;
    if (same && role->score > other->score && more == less) *other = *role;
    if (same) other->from = from, other->to = to;
    if (same || less) return;
    if (more) {
      *other = *role;
      return;
    }
  }
  *arena_push(a->arena, f->roles, f->role_count, a->role_cap) = *role;
}

static bool is_party_adjective(const Article* a, const Party* organization) {
  if (!strcmp(organization->how, "adjective")) return adjective_in(a, organization->span, true) >= 0;
  const size_t at = names_at(a, organization->span.begin);
  return at < a->name_count && a->names[at].adjective &&
      a->facts->entities[a->names[at].entity].type == NAME_ORGANIZATION &&
         span_overlaps(a->names[at].span, organization->span);
}

/* "Tony Banks, Labour MP for West Ham": a party's name in front of a seat held elsewhere is the holder's. */
static void party_named_in_front(Article* a, const RoleNoun* noun, const Party* person, int body, float score) {
  const Party front = name_in_front(a, noun, person);
  if (front.entity == NO_ENTITY || front.entity == body || a->facts->entities[front.entity].type != NAME_ORGANIZATION) return;
  if (lookup(a->lex.parties, text_slice(a->text, front.span), 1))
    affiliation_add(a, person->entity, person->span, front.entity, front.span, TENURE_CURRENT, "affiliation.party-name", score);
}

static void add_one(Article* a, size_t index, const RoleNoun* noun, const Party* person, const Party* first,
                    const Party* owner) {
  const RoleMention* m            = &a->reading->roles[index];
  Party              organization = body_of(a, index, noun, person, first, owner);
  const float        score        = m->score * person->score;
  if (is_party_adjective(a, &organization) && !lookup(a->lex.party_roles, noun->head, 1)) {
    affiliation_add(a, person->entity, person->span, organization.entity, organization.span, TENURE_CURRENT,
                    "affiliation.party-adjective",
                    score * organization.score);
    organization = NOBODY;
  }
  const int party = party_in_front(a, noun->from);
  const int body  = party >= 0 ? adjective_entity(a, party) : NO_ENTITY;
  if (body != NO_ENTITY && body != organization.entity) {
    if (organization.entity == NO_ENTITY && party_gives(a, noun->from, noun->to))
      organization = (Party){body, a->adjectives[party].span, 0.9f, "adjective"};
    else
      affiliation_add(a, person->entity, person->span, body, a->adjectives[party].span, TENURE_CURRENT,
                      "affiliation.party-adjective", score);
  }
  party_named_in_front(a, noun, person, organization.entity, score);
  Role role = {.person = person->entity, .person_span = person->span, .role = text_slice(a->text, noun->span),
               .role_span = noun->span,
               .organization = organization.entity, .organization_span = organization.span, .tenure = noun->tenure};
  role.rule  = rule_name(a, noun, person, &organization);
  role.score = score * (organization.score > 0 ? organization.score : 1);
  role_add(a, &role);
  a->latest  = arena_alloc(a->arena, sizeof *a->latest);
  *a->latest = role;
}

/* "Chief" and "Justice", "Treasury" and "spokesman" with nothing but a space between them are one noun, tagged as two;
 * "Chairman" and "Rep." are two. */
static bool goes_on(const Article* a, const RoleMention* m, const RoleMention* next) {
  const size_t w = words_at(&a->words, m->span.begin);
  if (next->span.begin != m->span.end + 1 || w + 1 >= a->words.n || a->words.items[w + 1].opens) return false;
  if (a->words.items[w].span.end != m->span.end) return false; // a part that cannot stand alone is one word
  const Slice part = a->words.items[w].folded;
  return lookup(a->lex.role_parts, part, 1) || !(lookup(a->lex.roles, part, 1) || lookup(a->lex.honorifics, part, 1) || lookup(a->lex.tenure, part, 1));
}

static void join_neighbours(Article* a) {
  Reading* joined = arena_alloc(a->arena, sizeof *joined);
  *joined         = *a->reading;
  joined->roles   = arena_array(a->arena, RoleMention, a->reading->role_count);
  size_t n        = 0;
  for (size_t i = 0; i < a->reading->role_count; i++) {
    const RoleMention* m = &a->reading->roles[i];
    if (n && goes_on(a, &joined->roles[n - 1], m)) {
      RoleMention* before = &joined->roles[n - 1];
      before->span        = span_join(before->span, m->span);
      before->score       = before->score < m->score ? before->score : m->score;
      if (!before->organization.n) before->organization = m->organization;
    } else {
      joined->roles[n++] = *m;
    }
  }
  joined->role_count = n;
  a->reading         = joined;
}

static void read_role(Article* a, size_t index) {
  const RoleMention* m = &a->reading->roles[index];
  RoleNoun           noun;
  if (!role_noun_cut(a, m, &noun)) return;
  Party        people[PEOPLE], owner = NOBODY;
  const size_t n = holders_of(a, m, &noun, people, &owner);
  for (size_t k = 0; k < n; k++) add_one(a, index, &noun, &people[k], &people[0], &owner);
}

void roles_find(Article* a) {
  titles_find(a);
  join_neighbours(a);
  for (size_t i = 0; i < a->reading->role_count; i++) read_role(a, i);
}
