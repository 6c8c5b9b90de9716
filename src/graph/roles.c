/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Who holds which role where.
 *
 *   "Finance minister Ana Brandt" (of Norland)
 *     <ARTICLE#r8-35> a org:Membership ; org:member id:ana-brandt ; org:role role:finance-minister ;
 *         org:organization id:norland ; rec:tenure rec:Current ; rdfs:label "Ana Brandt, finance minister, Norland" .
 *     id:ana-brandt role:finance-minister id:norland .      the edge a graph viewer draws
 *
 *   tenure            edge from person to organization
 *   current, acting   the role itself (rec:affiliatedWith where no role is named)
 *   former            rec:formerly: whoever left an office must not be drawn as its holder
 *   elect             rec:designated
 *
 * schema:startDate and schema:endDate say when it began and ended, as exactly as the article tells: a day, a month, a year.
 * A role held for a person ("Halas's lawyer") has rec:heldFor in place of org:organization. */
#include "graph/dates.h"
#include "graph/iri.h"
#include "graph/quads.h"
#include "graph/wording.h"

static const char* const tenures[] = {[TENURE_CURRENT] = REC("Current"), [TENURE_FORMER] = REC("Former"),
                                      [TENURE_ACTING] = REC("Acting"), [TENURE_ELECT] = REC("Elect")};

/// The role's node: a concept and a property in one.
static Slice role_node(Build* b, Slice role) {
  const Slice node = iri_role(b->arena, b->options->base, role);
  const Slice name = wording_role(b->arena, role);
  const size_t before = b->names.n;
  map_at(&b->names, node, 1);
  put_type(b, node, ORG("Role"));
  put_iri(b, node, RDFS("subPropertyOf"), slice(REC("affiliatedWith")));
  if (b->names.n > before) put(b, node, REC("name"), term_text(name, b->language));
  return node;
}

static void put_edge(Build* b, const Role* role, Slice person, Slice role_iri, Slice holder) {
  switch (role->tenure) {
    case TENURE_CURRENT:
    case TENURE_ACTING:
      put(b, person, role_iri.len ? arena_copy(b->arena, role_iri.ptr, role_iri.len) : REC("affiliatedWith"), term_iri(holder));
      break;
    case TENURE_FORMER: put_iri(b, person, REC("formerly"), holder); break;
    case TENURE_ELECT: put_iri(b, person, REC("designated"), holder); break;
  }
}

/// "Ana Brandt, finance minister, Norland"; "Jonas Weil, transport secretary (former), Norland".
static Slice role_label(Build* b, const Role* role) {
  Buffer      label = {0};
  const Slice words = wording_role(b->arena, role->role);
  const char* word  = tenures[role->tenure] + sizeof REC("") - 1;
  buffer_put_slice(&label, entity_name(b, role->person));
  if (words.len) buffer_printf(&label, ", %.*s", SLICE_ARG(words));
  if (role->tenure != TENURE_CURRENT) buffer_printf(&label, " (%.*s)", SLICE_ARG(slice_lower(b->arena, slice(word))));
  if (role->organization != NO_ENTITY) {
    const Slice holder = entity_name(b, role->organization);
    buffer_printf(&label, ", %.*s", SLICE_ARG(holder));
  }
  const Slice kept = {arena_copy(b->arena, label.bytes, label.len), label.len};
  buffer_free(&label);
  return kept;
}

static void put_date(Build* b, Slice node, const char* property, const char* iso) {
  Term date;
  if (iso && date_term(b->arena, slice(iso), &date)) put(b, node, property, date);
}

static void build_role(Build* b, const Role* role) {
  const Entity* entities = b->facts->entities;
  if (role->score < b->options->min_score || role->person == NO_ENTITY || entities[role->person].type != NAME_PERSON) return;
  const Slice person = b->nodes[role->person];
  const Slice named  = iri_slug(b->arena, role->role);
  const Slice holder = role->organization != NO_ENTITY ? b->nodes[role->organization] : (Slice){0};
  const bool  bare   = !wording_clean(b->arena, role->role).len;
  if ((bare && !holder.len) || (holder.len && slice_equal(holder, person)) || !named.len) return; // says nothing

  const Span spans[] = {role->person_span, role->role_span, role->organization_span};
  Span       all     = {UINT32_MAX, 0};
  for (size_t i = 0; i < 3; i++)
    if (!span_empty(spans[i])) all = span_join(all, spans[i]);
  if (span_empty(all)) return; // no words, no fact
  const Slice node     = local_node(b, arena_printf(b->arena, "r%u-%u", all.begin, all.end));
  const Slice role_iri = bare ? (Slice){0} : role_node(b, role->role);
  put_type(b, node, ORG("Membership"));
  put(b, node, RDFS("label"), term_string(role_label(b, role)));
  put_iri(b, node, ORG("member"), person);
  if (role_iri.len) put_iri(b, node, ORG("role"), role_iri);
  if (holder.len)
    put_iri(b, node, entities[role->organization].type == NAME_PERSON ? REC("heldFor") : ORG("organization"), holder);
  put_iri(b, node, REC("tenure"), slice(tenures[role->tenure]));
  put_date(b, node, SCHEMA("startDate"), role->from);
  put_date(b, node, SCHEMA("endDate"), role->to);
  if (role->rule) put(b, node, REC("rule"), term_string(slice(role->rule)));
  put_score(b, node, role->score);
  put_evidence(b, node, spans, 3);
  if (holder.len) put_edge(b, role, person, role_iri, holder);
}

void build_roles(Build* b) {
  for (size_t i = 0; i < b->facts->role_count; i++) build_role(b, &b->facts->roles[i]);
}
