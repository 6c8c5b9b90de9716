/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Whom a name means: people, organizations, places, articles and unnamed sources of the graph.
 *
 *     "Ana Brandt", "ana brandt", "Brandt" (a name that some article gives her)   -> found
 *     "Brand" when only "Ana Brandt" and "Brandl AG" are there                    -> near, for "did you mean"
 */
#ifndef ONRECORD_ONRECORD_SEARCH_H
#define ONRECORD_ONRECORD_SEARCH_H

#include "onrecord/lookup.h"

typedef struct {
  NodeList found; ///< Nodes that are called so, or else the only one whose name holds all the words
  NodeList near;  ///< Names that are like it, when nothing was found; at most SEARCH_NEAR
} Search;

enum { SEARCH_NEAR = 8 };

Status search_name(const Lookup* look, const char* name, Search* search);

/// The first of these that a node is; NULL where it is none.
typedef struct {
  const char *type, *word;
} Kind;
Status search_kind(const Lookup* look, Slice node, const Kind** kind);

#endif
