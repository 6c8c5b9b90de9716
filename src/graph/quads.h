/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The article's graph while it is being written, and what its writers share (quads.c; one writer per kind of node).
 *
 * Each writer puts quads; the same one put twice stays once, in the place where it came first. */
#ifndef ONRECORD_GRAPH_QUADS_H
#define ONRECORD_GRAPH_QUADS_H

#include "base/map.h"
#include "graph/graph.h"
#include "graph/vocabulary.h"

typedef struct {
  const Document*     doc;
  const Facts*        facts;
  const GraphOptions* options;
  Arena*              arena;
  Slice               article;  ///< Its IRI, the name of the graph
  Slice               language; ///< Its primary language subtag
  Slice               publisher; ///< Its node; empty where none is known
  Slice*              nodes;    ///< One per entity
  bool*               speaks;   ///< Per entity: a place that speaks or holds roles is an organization too
  Quad*               quads;
  size_t              n, cap;
  Map                 seen; ///< Quads
  Map                 names; ///< Local names behind ARTICLE#, and nodes that have their rec:name
} Build;

void put(Build* b, Slice subject, const char* property, Term object);
void put_iri(Build* b, Slice subject, const char* property, Slice iri);
void put_type(Build* b, Slice subject, const char* type);

/// "0.97" as xsd:decimal, whatever the locale.
void put_score(Build* b, Slice subject, float score);

/// ARTICLE#name; where the name is taken already, ARTICLE#name-2 and so on.
Slice local_node(Build* b, const char* name);

/// Node of a person, organization or place that other articles share, with its type and the name given here.
Slice shared_node(Build* b, NameType type, Slice name);

/// Evidence for `subject`: one passage for all spans, or one each where they stand far apart.
void put_evidence(Build* b, Slice subject, const Span* spans, size_t n);

/// "en" of "en-GB"; "en" where the document says nothing sound.
Slice article_language(Arena* arena, const Document* doc);

/// The name of entity `i` as labels of this article have it.
Slice entity_name(const Build* b, int i);

void build_article(Build* b);
void build_entities(Build* b);
void build_roles(Build* b);
void build_statements(Build* b);

#endif
