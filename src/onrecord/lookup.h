/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Small questions to the graph, for `show` and for the judging: what a node has under a property, which nodes point at it, what it is called.
 *
 *     Lookup   look = {store, &arena};
 *     NodeList roles;
 *     TRY(lookup_pointing(&look, ORG("member"), ana, &roles));     // memberships, sorted
 *
 * All graphs count as one. What is given lives in the arena. Needs an open transaction. */
#ifndef ONRECORD_ONRECORD_LOOKUP_H
#define ONRECORD_ONRECORD_LOOKUP_H

#include "store/store.h"

typedef struct {
  Store* store;
  Arena* arena;
} Lookup;

/// Values: of IRIs the IRI, of literals the words. Sorted by bytes, each once.
typedef struct {
  Slice* items;
  size_t n, cap;
} NodeList;

/// Objects of node + property.
Status lookup_values(const Lookup* look, Slice node, const char* property, NodeList* list);
/// Subjects of property + node.
Status lookup_pointing(const Lookup* look, const char* property, Slice node, NodeList* list);
/// Nodes of a type in one graph.
Status lookup_typed(const Lookup* look, const char* type, Slice graph, NodeList* list);
/// First of lookup_values(), or empty.
Status lookup_value(const Lookup* look, Slice node, const char* property, Slice* value);
/// What a person would call the node: its label, else a name, else the end of its IRI.
Status lookup_label(const Lookup* look, Slice node, Slice* label);
Status lookup_has_type(const Lookup* look, Slice node, const char* type, bool* has);

/// Sort by bytes and leave each out that is there already.
void lookup_sort(NodeList* list);

/// "id:ana-brandt" written out, in the arena; any other word as it stands.
Slice lookup_written_out(const Lookup* look, const char* base, const char* word);

/// A copy in the arena.
Slice lookup_keep(const Lookup* look, Slice value);

#endif
