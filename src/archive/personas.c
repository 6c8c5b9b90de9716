/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Quads of one article, gathered by node. People and organizations that are named in full; and places, which stay what
 * they are called, so that an article that takes Norland for an organization does not make a company of it. */
#include "archive/personas.h"

#include "archive/knows.h"
#include "base/buffer.h"
#include "base/digest.h"
#include "base/map.h"
#include "base/table.h"
#include "graph/iri.h"
#include "graph/vocabulary.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { FACETS_MAX = 12, CONTEXT_MAX = 40, ACRONYM_LETTERS = 8 };

typedef struct {
  Slice  iri, name;
  bool   person, organization, place, mentioned;
  const char* at;     ///< "c:norland", what holds roles there; NULL where nobody has asked yet
  Slice* others; ///< skos:altLabel
  size_t other_count, other_cap;
} Node;

typedef struct {
  Slice person, role, where;
  bool  of_person; ///< `where` is whom it is held for
} Held;

typedef struct {
  const char* base;
  Arena*      arena;
  Map         node_at, held_at, numbers;
  Node*       nodes;
  size_t      node_count, node_cap;
  Held*       held;
  size_t      held_count, held_cap;
  Slice       publisher;
  Slice*      authors;
  size_t      author_count, author_cap;
} Gathered;

Slice short_hash(Arena* arena, Slice text, size_t digits) {
  const Digest digest = digest_sha256(text);
  return (Slice){arena_copy(arena, digest.hex, digits), digits};
}

static Node* node_of(Gathered* g, Slice iri) {
  const uint64_t at = *map_at(&g->node_at, iri, g->node_count);
  if (at == g->node_count) *arena_push(g->arena, g->nodes, g->node_count, g->node_cap) = (Node){.iri = iri};
  return &g->nodes[at];
}

static Held* held_of(Gathered* g, Slice iri) {
  const uint64_t at = *map_at(&g->held_at, iri, g->held_count);
  if (at == g->held_count) *arena_push(g->arena, g->held, g->held_count, g->held_cap) = (Held){0};
  return &g->held[at];
}

static bool is(Slice s, const char* iri) { return slice_equal(s, slice(iri)); }

static void gather(Gathered* g, Term article, const Quad* q, Personas* personas) {
  const Slice p = q->p.value, o = q->o.value;
  if (is(p, RDF_TYPE)) {
    Node* node = node_of(g, q->s.value);
    node->person |= is(o, FOAF("Person"));
    node->organization |= is(o, ORG("Organization"));
    node->place |= is(o, SCHEMA("Place"));
  } else if (is(p, REC("name"))) {
    Slice* name = &node_of(g, q->s.value)->name;
    if (!name->len || slice_compare(*name, o) < 0) *name = o;
  } else if (is(p, SKOS("altLabel"))) {
    Node* node = node_of(g, q->s.value);
    *arena_push(g->arena, node->others, node->other_count, node->other_cap) = o;
  } else if (is(p, ORG("member"))) {
    held_of(g, q->s.value)->person = o;
  } else if (is(p, ORG("role"))) {
    held_of(g, q->s.value)->role = o;
  } else if (is(p, ORG("organization")) || is(p, REC("heldFor"))) {
    Held* held      = held_of(g, q->s.value);
    held->where     = o;
    held->of_person = is(p, REC("heldFor"));
  } else if (slice_equal(q->s.value, article.value)) {
    if (is(p, SCHEMA("mentions"))) node_of(g, o)->mentioned = true;
    if (is(p, SCHEMA("publisher"))) g->publisher = o;
    if (is(p, SCHEMA("author"))) *arena_push(g->arena, g->authors, g->author_count, g->author_cap) = o;
    if (is(p, SCHEMA("datePublished")) && o.len >= 4) personas->date = (Slice){o.ptr, o.len < 10 ? o.len : 10};
  }
}

/// Behind "BASE role/".
static Slice role_slug(const Gathered* g, Slice iri) {
  const size_t front = strlen(g->base) + strlen("role/");
  return iri.len > front ? (Slice){iri.ptr + front, iri.len - front} : (Slice){"", 0};
}

/// "c:norland", where roles are held.
static const char* make_holder(const Gathered* g, const Node* node) {
  const Slice slug = iri_slug(g->arena, node->name);
  if (!node->place) {
    const Slice key = organization_key(g->arena, slug);
    return arena_printf(g->arena, "o:%.*s", SLICE_ARG(key));
  }
  const char* const* row = table_find(table_get("places"), node->name);
  if (!row) return arena_printf(g->arena, "t:%.*s", SLICE_ARG(slug));
  const Slice canonical = iri_slug(g->arena, slice(row[1]));
  const char  kind      = !strcmp(row[2], "country") ? 'c' : !strcmp(row[2], "state") ? 's' : 't';
  return arena_printf(g->arena, "%c:%.*s", kind, SLICE_ARG(canonical));
}

static const char* holder(Node* node, const Gathered* g) {
  if (!node->at) node->at = node->name.len ? make_holder(g, node) : "";
  return node->at;
}

static const char* held_at(const Gathered* g, Slice iri, bool person) {
  const uint64_t* at   = map_find(&g->node_at, iri);
  Node*           node = at ? &g->nodes[*at] : NULL;
  if (!node || !node->name.len) return "";
  if (!person) return holder(node, g);
  const Slice slug = iri_slug(g->arena, node->name);
  return arena_printf(g->arena, "p:%.*s", SLICE_ARG(slug));
}

static void add_facet(const Gathered* g, Persona* persona, const char* facet) {
  for (size_t i = 0; i < persona->facet_count; i++)
    if (is(persona->facets[i], facet)) return;
  *arena_push(g->arena, persona->facets, persona->facet_count, persona->facet_cap) = slice(facet);
}

static void find_roles(const Gathered* g, Persona* persona) {
  const uint64_t* number = map_find(&g->numbers, persona->iri);
  if (number) add_facet(g, persona, arena_printf(g->arena, "%cQ%u", FACET_KNOWN, (unsigned)*number));
  for (size_t i = 0; i < g->held_count; i++) {
    const Held* held = &g->held[i];
    if (!slice_equal(held->person, persona->iri)) continue;
    const Slice role = role_slug(g, held->role);
    const char* at   = held->where.len ? held_at(g, held->where, held->of_person) : "";
    if (role.len || *at) add_facet(g, persona, arena_printf(g->arena, "%.*s@%s", SLICE_ARG(role), at));
  }
  for (size_t i = 0; i < g->author_count; i++)
    if (g->publisher.len && slice_equal(g->authors[i], persona->iri))
      add_facet(g, persona, arena_printf(g->arena, "@%s", held_at(g, g->publisher, false)));
}

static bool capitals(Slice name) {
  size_t letters = 0;
  for (const char *p = name.ptr, *end = p + name.len; p < end; letters++) {
    const uint32_t c = utf8_next(&p);
    if (c != '.' && c != '&' && utf8proc_category((utf8proc_int32_t)c) != UTF8PROC_CATEGORY_LU) return false;
  }
  return letters > 1 && letters <= ACRONYM_LETTERS;
}

/// Letters that the article gives for the name.
static void find_letters(const Gathered* g, const Node* node, Persona* persona) {
  for (size_t i = 0; i < node->other_count; i++) {
    if (!capitals(node->others[i])) continue;
    const Slice key = organization_key(g->arena, iri_slug(g->arena, node->others[i]));
    add_facet(g, persona, arena_copy(g->arena, key.ptr, key.len));
  }
}

static int by_number(const void* x, const void* y) {
  const uint32_t a = *(const uint32_t*)x, b = *(const uint32_t*)y;
  return a < b ? -1 : a > b;
}

/// A place or an organization is in a context as it is in facets, so that one can be found by the other.
static uint32_t hash_of(const Gathered* g, Node* node) {
  return context_hash(node->person && !node->place ? node->iri : slice(holder(node, g)), node->place);
}

static void find_context(const Gathered* g, Persona* persona) {
  persona->context = arena_array(g->arena, uint32_t, g->node_count + 1);
  for (size_t i = 0; i < g->node_count; i++) {
    Node* node = &g->nodes[i];
    if (node->mentioned && node->name.len && !slice_equal(node->iri, persona->iri))
      persona->context[persona->context_count++] = hash_of(g, node);
  }
  qsort(persona->context, persona->context_count, sizeof *persona->context, by_number);
  if (persona->context_count > CONTEXT_MAX) persona->context_count = CONTEXT_MAX; // the same ones in whatever order quads come
}

/// Whose parliament it is: by its name, or where the article names one country.
static void find_country(const Gathered* g, Persona* persona) {
  const char* country = NULL;
  const Slice key     = organization_key(g->arena, persona->slug);
  Slice       own     = SLICE("");
  if (!organization_is_generic(key)) {
    organization_base(g->arena, key, &own);
    if (!own.len) return;
    own = iri_slug(g->arena, own);
    add_facet(g, persona, arena_printf(g->arena, "c:%.*s", SLICE_ARG(own)));
    return;
  }
  for (size_t i = 0; i < g->node_count; i++) {
    if (!g->nodes[i].place) continue;
    const char* at = holder(&g->nodes[i], g);
    if (*at == 's') at = "c:united-states"; // a state of theirs
    if (*at != 'c') continue;
    if (country && strcmp(country, at) != 0) return;
    country = at;
  }
  if (country) add_facet(g, persona, country);
}

// --- blocks ----------------------------------------------------------------------------------------------------------

enum { BLOCK_DIGITS = 12, PLACE_DIGITS = 4 };

static Slice block_hash(Arena* arena, char kind, Slice words) {
  return short_hash(arena, slice(arena_printf(arena, "%c %.*s", kind, SLICE_ARG(words))), BLOCK_DIGITS);
}

static Slice at_place(Arena* arena, Slice block, Slice place) {
  const Slice hash = short_hash(arena, place, PLACE_DIGITS);
  return slice(arena_printf(arena, "%.*s%.*s", SLICE_ARG(block), SLICE_ARG(hash)));
}

static bool is_vague(Arena* arena, Slice slug) {
  PersonName name;
  person_name(arena, slug, &name);
  return person_is_vague(&name);
}

Slice persona_near(Arena* arena, Slice slug) { return block_hash(arena, 'p', person_block(arena, slug, true)); }

Slice persona_block(Arena* arena, NameType type, Slice slug) {
  if (type != NAME_PERSON) {
    Slice       country;
    const Slice key = organization_key(arena, slug);
    return block_hash(arena, 'o', organization_is_generic(key) ? key : organization_base(arena, key, &country));
  }
  return is_vague(arena, slug) ? persona_near(arena, slug) : block_hash(arena, 'p', person_block(arena, slug, false));
}

static Slice place_of(Slice facet) {
  const char* at = memchr(facet.ptr, '@', facet.len);
  return at ? (Slice){at + 1, facet.len - (size_t)(at + 1 - facet.ptr)} : (Slice){"", 0};
}

/// Initials are held only against names told of the same place, and against those told of none where they are of none.
static Slice whole_block(Arena* arena, const Persona* persona) {
  const Slice block = persona_block(arena, persona->type, persona->slug);
  if (persona->type != NAME_PERSON || !is_vague(arena, persona->slug)) return block;
  Slice place = SLICE("");
  for (size_t i = 0; i < persona->facet_count && !place.len; i++) place = place_of(persona->facets[i]);
  return at_place(arena, block, place);
}

size_t giver_blocks(Arena* arena, const Profile* profile, Slice blocks[GIVER_BLOCKS]) {
  size_t n = 0;
  if (profile->place || profile->acronym || profile->generic || profile->giver) return 0;
  if (profile->type != NAME_PERSON) {
    for (size_t i = 0; i < profile->facet_count && n < GIVER_BLOCKS; i++) blocks[n++] = block_hash(arena, 'o', profile->facets[i]);
    return n;
  }
  if (profile->vague || !profile->name.n) return 0;
  const Slice near = persona_near(arena, profile->slug);
  blocks[n++]      = at_place(arena, near, SLICE(""));
  for (size_t i = 0; i < profile->facet_count && n < GIVER_BLOCKS; i++) {
    const Slice place = place_of(profile->facets[i]);
    bool        again = !place.len;
    const Slice block = again ? place : at_place(arena, near, place);
    for (size_t k = 1; k < n && !again; k++) again = slice_equal(blocks[k], block);
    if (!again) blocks[n++] = block;
  }
  return n;
}

static Slice profile_hash(Arena* arena, const Persona* persona) {
  Buffer words = {0};
  buffer_put_slice(&words, persona->iri);
  if (persona->place) buffer_puts(&words, "\np");
  for (size_t i = 0; i < persona->facet_count; i++) {
    buffer_putc(&words, '\n');
    buffer_put_slice(&words, persona->facets[i]);
  }
  const Slice hash = short_hash(arena, buffer_slice(&words), 12);
  buffer_free(&words);
  return hash;
}

static int by_iri(const void* x, const void* y) { return slice_compare(((const Persona*)x)->iri, ((const Persona*)y)->iri); }

void personas_find(const char* base, const Known* known, Term article, const Quad* quads, size_t n, Arena* arena, Personas* personas) {
  *personas  = (Personas){.date = SLICE("9999")};
  Gathered g = {.base = base, .arena = arena};
  for (size_t i = 0; i < n; i++) gather(&g, article, &quads[i], personas);
  if (known) knows_people(known, article, quads, n, &g.numbers);
  for (size_t i = 0; i < g.node_count; i++) {
    const Node* node = &g.nodes[i];
    if (!node->name.len || (!node->place && node->person == node->organization)) continue;
    Persona persona = {.type = node->person ? NAME_PERSON : NAME_ORGANIZATION, .iri = node->iri, .name = node->name, .place = node->place};
    persona.slug    = iri_slug(arena, node->name);
    if (node->person) {
      find_roles(&g, &persona);
    } else if (!node->place) {
      persona.acronym = capitals(node->name);
      find_letters(&g, node, &persona);
      find_country(&g, &persona);
    }
    if (persona.facet_count) qsort(persona.facets, persona.facet_count, sizeof *persona.facets, slice_order);
    if (persona.facet_count > FACETS_MAX) persona.facet_count = FACETS_MAX;
    if (!node->place) find_context(&g, &persona);
    persona.block   = whole_block(arena, &persona);
    persona.profile = profile_hash(arena, &persona);
    *arena_push(arena, personas->items, personas->n, personas->cap) = persona;
  }
  if (personas->n) qsort(personas->items, personas->n, sizeof *personas->items, by_iri);
  map_free(&g.node_at);
  map_free(&g.held_at);
  map_free(&g.numbers);
}
