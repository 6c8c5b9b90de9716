/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* People, organizations and places.
 *
 *   given in full     id:ana-brandt a foaf:Person ; rec:name "Ana Brandt" ; skos:altLabel "Brandt" .
 *   never in full     <ARTICLE#weil> a foaf:Person ; rdfs:label "Weil" .           the article's own
 *
 * A place that holds a role or speaks ("Norland's finance minister", "Norland denied ...") acts as an organization, and
 * is one as well. */
#include "graph/iri.h"
#include "graph/quads.h"
#include "graph/wording.h"

/// ARTICLE#weil; "person.r8-35" where the slug could be taken for the name of a fact.
static Slice local_person(Build* b, Slice name) {
  const Slice slug = iri_slug(b->arena, name);
  const bool  fact = slug.len > 1 && slug.ptr[1] >= '0' && slug.ptr[1] <= '9';
  return local_node(b, arena_printf(b->arena, "%s%.*s", fact ? "person." : "", SLICE_ARG(slug)));
}

static bool shared(const Entity* entity) { return entity->full || entity->type != NAME_PERSON; }

static void mark_speakers(Build* b) {
  const Facts* facts = b->facts;
  for (size_t i = 0; i < facts->role_count; i++) {
    const Role* role = &facts->roles[i];
    if (role->organization != NO_ENTITY && role->score >= b->options->min_score) b->speaks[role->organization] = true;
  }
  for (size_t i = 0; i < facts->statement_count; i++) {
    const Statement* statement = &facts->statements[i];
    if (statement->speaker != NO_ENTITY && statement->score >= b->options->min_score &&
        (!statement->attitude || b->options->attitudes))
      b->speaks[statement->speaker] = true;
  }
}

void build_entities(Build* b) {
  const Facts* facts = b->facts;
  b->nodes           = arena_array(b->arena, Slice, facts->entity_count + 1);
  b->speaks          = arena_array(b->arena, bool, facts->entity_count + 1);
  mark_speakers(b);
  for (size_t i = 0; i < facts->entity_count; i++) {
    const Entity* entity = &facts->entities[i];
    const Slice   name   = entity_name(b, (int)i);
    Slice         node;
    if (shared(entity)) {
      node = shared_node(b, entity->type, name);
      if (entity->type == NAME_PLACE && b->speaks[i]) put_type(b, node, ORG("Organization"));
    } else {
      node = local_person(b, name);
      put_type(b, node, FOAF("Person"));
      put(b, node, RDFS("label"), term_string(name.len ? name : b->article));
    }
    for (size_t k = 0; k < entity->name_count; k++) {
      const Slice other = wording_clean(b->arena, entity->names[k]);
      if (other.len && !slice_equal(other, name)) put(b, node, SKOS("altLabel"), term_string(other));
    }
    put_iri(b, b->article, SCHEMA("mentions"), node);
    b->nodes[i] = node;
  }
}
