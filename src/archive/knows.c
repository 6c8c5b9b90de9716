/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* An article's quads are asked like its facts were: names, roles, date; where a table agrees, links and inferences are
 * written beside. Everything follows from the article's own quads, so the order of adding plays no part.
 *
 * Each article says whom it knows a person to be (rec:wikidata); a person is linked (owl:sameAs) while all that say so say
 * the same. One that says otherwise takes the link away, and gives it back when it goes. */
#include "archive/knows.h"

#include "archive/view.h"
#include "base/map.h"
#include "graph/vocabulary.h"
#include "knowledge/agree.h"

#include <stdlib.h>
#include <string.h>

#define OWL_SAME_AS "http://www.w3.org/2002/07/owl#sameAs"
#define WIKIDATA "http://www.wikidata.org/entity/Q"

typedef struct {
  Slice  iri, names[8];
  size_t name_count;
  bool   person, organization, place;
  Slice  member, role, where, tenure, from, to; ///< Of a membership
  bool   of_person;
} Node;

typedef struct {
  Store*      store;
  const char* base;
  const Known* known;
  Arena       arena;
  Term        article, graph;
  Map         at;
  Node*       nodes;
  size_t      n, cap;
  const char* date;
  Map         people; ///< Linked before (0) or now (the id): to be elected anew
} Knowing;

static bool is(Slice s, const char* text) { return slice_equal(s, slice(text)); }

static Node* node_of(Knowing* k, Slice s) {
  const uint64_t at = *map_at(&k->at, s, k->n);
  if (at == k->n) *arena_push(&k->arena, k->nodes, k->n, k->cap) = (Node){.iri = term_copy(&k->arena, term_iri(s)).value};
  return &k->nodes[at];
}

static void gather(Knowing* k, const Quad* q) {
  const Slice p = q->p.value, o = term_copy(&k->arena, q->o).value;
  if (is(p, RDF_TYPE)) {
    Node* node = node_of(k, q->s.value);
    node->person |= is(o, FOAF("Person"));
    node->organization |= is(o, ORG("Organization"));
    node->place |= is(o, SCHEMA("Place"));
  } else if (is(p, REC("name")) || is(p, SKOS("altLabel"))) {
    Node* node = node_of(k, q->s.value);
    if (node->name_count < sizeof node->names / sizeof *node->names) node->names[node->name_count++] = o;
  } else if (is(p, ORG("member"))) {
    node_of(k, q->s.value)->member = o;
  } else if (is(p, ORG("role"))) {
    node_of(k, q->s.value)->role = o;
  } else if (is(p, ORG("organization")) || is(p, REC("heldFor"))) {
    node_of(k, q->s.value)->where = o;
    node_of(k, q->s.value)->of_person |= is(p, REC("heldFor"));
  } else if (is(p, REC("tenure"))) {
    node_of(k, q->s.value)->tenure = o;
  } else if (is(p, SCHEMA("startDate"))) {
    node_of(k, q->s.value)->from = o;
  } else if (is(p, SCHEMA("endDate"))) {
    node_of(k, q->s.value)->to = o;
  } else if (is(p, SCHEMA("datePublished")) && o.len >= 4 && slice_equal(q->s.value, k->article.value)) {
    k->date = arena_copy(&k->arena, o.ptr, o.len < 10 ? o.len : 10);
  }
}

static Status each_quad(Store* store, Quad pattern, Status (*take)(void*, const Quad*), void* self) {
  StoreCursor* cursor;
  Quad         quad;
  bool         more;
  TRY(store_find(store, &(StorePattern){.pattern = pattern}, &cursor));
  Status status;
  while ((status = store_next(cursor, &quad, &more)) == OK && more && (status = take(self, &quad)) == OK) {
  }
  store_cursor_free(cursor);
  return status;
}

static Status take_quad(void* self, const Quad* quad) {
  gather(self, quad);
  return OK;
}

static Status note_person(void* self, const Quad* quad) {
  Knowing* k = self;
  map_at(&k->people, quad->s.value, 0);
  return OK;
}

// --- asking ----------------------------------------------------------------------------------------------------------

static Tenure tenure_of(Slice s) {
  return is(s, REC("Former")) ? TENURE_FORMER : is(s, REC("Acting")) ? TENURE_ACTING : is(s, REC("Elect")) ? TENURE_ELECT : TENURE_CURRENT;
}

static Slice name_of(const Knowing* k, Slice node) {
  const uint64_t* at = map_find(&k->at, node);
  return at && k->nodes[*at].name_count ? k->nodes[*at].names[0] : SLICE("");
}

static const char* text_of(Knowing* k, Slice s) { return s.len ? arena_copy(&k->arena, s.ptr, s.len) : NULL; }

/// The memberships of a person; `*of` are their nodes.
static size_t told_of(Knowing* k, const Node* person, Told* told, const Node** of) {
  size_t n = 0;
  for (size_t i = 0; i < k->n; i++) {
    const Node* m = &k->nodes[i];
    if (!m->role.len || m->of_person || !slice_equal(m->member, person->iri)) continue;
    of[n]     = m;
    told[n++] = (Told){name_of(k, m->role), m->where.len ? name_of(k, m->where) : SLICE(""), tenure_of(m->tenure), text_of(k, m->from), text_of(k, m->to)};
  }
  return n;
}

// --- telling ---------------------------------------------------------------------------------------------------------

static Status say(Knowing* k, Slice s, const char* p, Term o) { return store_add(k->store, &(Quad){term_iri(s), iri(p), o, k->graph}); }

/// "edi-rama" of BASE id/edi-rama, "r8-35" of ARTICLE#r8-35.
static Slice tail(Slice s) {
  size_t begin = s.len;
  while (begin && s.ptr[begin - 1] != '/' && s.ptr[begin - 1] != '#') begin--;
  return (Slice){s.ptr + begin, s.len - begin};
}

static Slice wikidata_iri(Arena* arena, uint32_t number) { return slice(arena_printf(arena, WIKIDATA "%u", number)); }

static const char* years(Arena* arena, const KnownOffice* office) {
  if (!*office->from && !*office->to) return "";
  if (!*office->to) return arena_printf(arena, ", from %s", office->from);
  return *office->from ? arena_printf(arena, ", %s to %s", office->from, office->to) : arena_printf(arena, ", to %s", office->to);
}

static Status say_inference(Knowing* k, Slice node, const char* label, Slice about, Slice from, KnownEntry entry) {
  TRY(say(k, node, RDF_TYPE, iri(REC("Inference"))));
  TRY(say(k, node, REC("inferred"), term_typed(SLICE("true"), SLICE(XSD("boolean")))));
  TRY(say(k, node, RDFS("label"), term_string(slice(label))));
  TRY(say(k, node, REC("concerns"), term_iri(about)));
  TRY(say(k, node, PROV("wasDerivedFrom"), term_iri(from)));
  return say(k, node, REC("knownFrom"), term_string(slice(known_source(entry))));
}

static Status say_person(Knowing* k, const Node* person, const Agreed* agreed, Slice membership) {
  const uint32_t    number = known_wikidata(agreed->entry);
  const KnownOffice office = known_office(agreed->entry, agreed->office);
  const Slice       role = known_first(office.role), where = known_first(office.organization), end = tail(person->iri);
  if (!number) return OK;
  const Slice node  = slice(arena_printf(&k->arena, "%.*s#known-%.*s", SLICE_ARG(k->article.value), SLICE_ARG(end)));
  const char* label = arena_printf(&k->arena, "%s is Q%u: %.*s%s%.*s%s", known_name(agreed->entry), number, SLICE_ARG(role), where.len ? ", " : "",
                                   SLICE_ARG(where), years(&k->arena, &office));
  TRY(say_inference(k, node, label, person->iri, membership, agreed->entry));
  *map_at(&k->people, person->iri, 0) = number;
  return say(k, person->iri, REC("wikidata"), term_iri(wikidata_iri(&k->arena, number)));
}

static Status say_completed(Knowing* k, const Node* person, const Agreed* agreed, const Node* membership, const KnownOffice* office) {
  const Slice end = tail(membership->iri), role = known_first(office->role), where = known_first(office->organization);
  const Slice node  = slice(arena_printf(&k->arena, "%.*s#known-%.*s", SLICE_ARG(k->article.value), SLICE_ARG(end)));
  const char* label = arena_printf(&k->arena, "%s, %.*s: %.*s%s", known_name(agreed->entry), SLICE_ARG(role), SLICE_ARG(where), years(&k->arena, office));
  TRY(say_inference(k, node, label, person->iri, membership->iri, agreed->entry));
  TRY(say(k, node, REC("completes"), term_iri(membership->iri)));
  return say(k, node, REC("inferredOrganization"), term_string(where));
}

/// What a table is asked of a node.
static Asked asked_of(Knowing* k, const Node* node, Told* told, const Node** of) {
  return (Asked){.type = node->person ? NAME_PERSON : node->place ? NAME_PLACE : NAME_ORGANIZATION, .names = node->names, .name_count = node->name_count,
                 .told = told, .told_count = node->person ? told_of(k, node, told, of) : 0, .date = k->date};
}

static Status know_node(Knowing* k, const Node* node, Told* told, const Node** of) {
  const Asked asked = asked_of(k, node, told, of);
  Agreed      agreed;
  known_agree(k->known, &asked, &agreed);
  if (!agreed.found) return OK;
  if (!node->person) return known_wikidata(agreed.entry) ? say(k, node->iri, OWL_SAME_AS, term_iri(wikidata_iri(&k->arena, known_wikidata(agreed.entry)))) : OK;
  TRY(say_person(k, node, &agreed, of[agreed.told]->iri));
  for (size_t i = 0; i < asked.told_count; i++) {
    KnownOffice office;
    if (known_complete(&asked, &agreed, &told[i], &office)) TRY(say_completed(k, node, &agreed, of[i], &office));
  }
  return OK;
}

// --- one person, one Wikidata id -------------------------------------------------------------------------------------

typedef struct {
  Arena* arena;
  size_t most; ///< Enough of them
  Slice* items;
  size_t n, cap;
} Slices;

static Status take_subject(void* self, const Quad* quad) {
  Slices* s = self;
  if (s->n == s->most) return OK;
  *arena_push(s->arena, s->items, s->n, s->cap) = term_copy(s->arena, quad->s).value;
  return OK;
}

static Status take_object(void* self, const Quad* quad) {
  Slices* s = self;
  for (size_t i = 0; i < s->n; i++)
    if (slice_equal(s->items[i], quad->o.value)) return OK;
  if (s->n == s->most) return OK;
  *arena_push(s->arena, s->items, s->n, s->cap) = term_copy(s->arena, quad->o).value;
  return OK;
}

/// Whether any article says so, and no other article says otherwise.
static Status is_elected(Knowing* k, Slice person, Slice linked, uint32_t now, Slice* id) {
  const Slice mine  = now ? wikidata_iri(&k->arena, now) : SLICE("");
  Slices      votes = {&k->arena, 2, NULL, 0, 0};
  *id               = SLICE("");
  if (linked.len) { // then all others agreed with it
    size_t n;
    if (mine.len && !slice_equal(mine, linked)) return OK;
    TRY(store_count(k->store, &(StorePattern){.pattern = {.s = term_iri(person), .p = iri(REC("wikidata")), .o = term_iri(linked)}}, 1, &n));
    if (n) *id = linked;
    return OK;
  }
  TRY(each_quad(k->store, (Quad){.s = term_iri(person), .p = iri(REC("wikidata"))}, take_object, &votes));
  if (votes.n == 1) *id = votes.items[0];
  return OK;
}

static Status elect(Knowing* k, Slice person, uint32_t now) {
  Slices     before = {&k->arena, 1, NULL, 0, 0};
  Slice      id;
  const Term graph  = iri(arena_printf(&k->arena, "%s" KNOWN_GRAPH, k->base));
  TRY(each_quad(k->store, (Quad){.s = term_iri(person), .p = iri(OWL_SAME_AS), .g = graph}, take_object, &before));
  const Slice linked = before.n ? before.items[0] : SLICE("");
  TRY(is_elected(k, person, linked, now, &id));
  if (slice_equal(id, linked)) return OK;
  if (linked.len) TRY(store_remove(k->store, &(Quad){term_iri(person), iri(OWL_SAME_AS), term_iri(linked), graph}));
  return id.len ? store_add(k->store, &(Quad){term_iri(person), iri(OWL_SAME_AS), term_iri(id), graph}) : OK;
}

// --- articles --------------------------------------------------------------------------------------------------------

static Status know(Knowing* k) {
  const Quad people = {.p = iri(REC("wikidata")), .g = k->graph};
  TRY(each_quad(k->store, people, note_person, k));
  TRY(store_remove_graph(k->store, k->graph, NULL));
  TRY(each_quad(k->store, (Quad){.g = k->article}, take_quad, k));
  Told*        told = arena_array(&k->arena, Told, k->n + 1);
  const Node** of   = arena_array(&k->arena, const Node*, k->n + 1);
  for (size_t i = 0; i < k->n; i++) {
    const Node* node = &k->nodes[i];
    if (node->name_count && (node->person || node->organization || node->place) && !(node->person && node->organization)) TRY(know_node(k, node, told, of));
  }
  for (size_t i = 0; i < k->people.n; i++) TRY(elect(k, k->people.entries[i].key, (uint32_t)k->people.entries[i].value));
  return OK;
}

void knows_people(const Known* known, Term article, const Quad* quads, size_t n, Map* numbers) {
  Knowing k = {.known = known, .article = article};
  for (size_t i = 0; i < n; i++) gather(&k, &quads[i]);
  Told*        told = arena_array(&k.arena, Told, k.n + 1);
  const Node** of   = arena_array(&k.arena, const Node*, k.n + 1);
  for (size_t i = 0; i < k.n && k.date; i++) {
    const Node* node = &k.nodes[i];
    Agreed      agreed;
    if (!node->name_count || !node->person || node->organization) continue;
    const Asked asked = asked_of(&k, node, told, of);
    if (!asked.told_count) continue;
    known_agree(known, &asked, &agreed);
    if (agreed.found && known_wikidata(agreed.entry)) *map_at(numbers, node->iri, 0) = known_wikidata(agreed.entry);
  }
  map_free(&k.at);
  arena_free(&k.arena);
}

Status knows_article(Store* store, const char* base, const Known* known, Slice article) {
  Knowing k = {.store = store, .base = base, .known = known};
  k.article = term_copy(&k.arena, term_iri(article));
  k.graph   = iri(arena_printf(&k.arena, "%.*s" KNOWN_OF_ARTICLE, SLICE_ARG(article)));
  const Status status = know(&k);
  map_free(&k.at);
  map_free(&k.people);
  arena_free(&k.arena);
  return status;
}

Slice knows_of(Slice graph) {
  const size_t n = strlen(KNOWN_OF_ARTICLE);
  return graph.len > n && !memcmp(graph.ptr + graph.len - n, KNOWN_OF_ARTICLE, n) ? (Slice){graph.ptr, graph.len - n} : SLICE("");
}

/// What was known of articles that others have taken away, and whom persons are linked to.
static Status clear(Store* store, const char* base, Arena* arena) {
  StoreCursor* cursor;
  Quad         quad;
  bool         more;
  Slices       graphs = {arena, SIZE_MAX, NULL, 0, 0};
  TRY(store_graphs(store, &cursor));
  Status status;
  while ((status = store_next(cursor, &quad, &more)) == OK && more)
    if (knows_of(quad.g.value).len) *arena_push(arena, graphs.items, graphs.n, graphs.cap) = term_copy(arena, quad.g).value;
  store_cursor_free(cursor);
  for (size_t i = 0; status == OK && i < graphs.n; i++) {
    const Term article = term_iri(knows_of(graphs.items[i]));
    bool       there;
    status = store_contains(store, &(Quad){article, iri(RDF_TYPE), iri(SCHEMA("NewsArticle")), article}, &there);
    if (status == OK && !there) status = store_remove_graph(store, term_iri(graphs.items[i]), NULL);
  }
  return status == OK ? store_remove_graph(store, iri(arena_printf(arena, "%s" KNOWN_GRAPH, base)), NULL) : status;
}

Status knows_all(Store* store, const char* base, const Known* known) {
  Arena  arena    = {0};
  Slices articles = {&arena, SIZE_MAX, NULL, 0, 0};
  Status status   = clear(store, base, &arena);
  if (status == OK) status = each_quad(store, (Quad){.p = iri(RDF_TYPE), .o = iri(SCHEMA("NewsArticle"))}, take_subject, &articles);
  for (size_t i = 0; status == OK && i < articles.n; i++) status = knows_article(store, base, known, articles.items[i]);
  arena_free(&arena);
  return status;
}

Status knows_words(Store* store, Slice node, Arena* arena, Slice** words, size_t* n) {
  enum { LINES = 4, INFERENCES = 100 };
  Slices inferences = {arena, INFERENCES, NULL, 0, 0}, lines = {arena, LINES, NULL, 0, 0}, linked = {arena, LINES, NULL, 0, 0};
  TRY(each_quad(store, (Quad){.p = iri(REC("concerns")), .o = term_iri(node)}, take_subject, &inferences));
  for (size_t i = 0; i < inferences.n; i++) TRY(each_quad(store, (Quad){.s = term_iri(inferences.items[i]), .p = iri(RDFS("label"))}, take_object, &lines));
  if (!lines.n) TRY(each_quad(store, (Quad){.s = term_iri(node), .p = iri(OWL_SAME_AS)}, take_object, &linked));
  for (size_t i = 0; i < linked.n; i++) {
    const Slice id = tail(linked.items[i]);
    *arena_push(arena, lines.items, lines.n, lines.cap) = slice(arena_printf(arena, "%.*s, by its name alone", SLICE_ARG(id)));
  }
  if (lines.n) qsort(lines.items, lines.n, sizeof *lines.items, slice_order);
  *words = lines.items;
  *n     = lines.n;
  return OK;
}
