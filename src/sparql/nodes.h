/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Nodes of a graph as numbers while paths are walked: a term's id in the store, or for what the store does not know, and
 * for sources without ids, its place in a table of names.
 *
 *     Node from = names_node(run, &names, term);
 *     if (set_add(run, &seen, from)) nodes_push(run, &queue, from);
 *
 * All is counted for the query's limit of memory. */
#ifndef ONRECORD_SPARQL_NODES_H
#define ONRECORD_SPARQL_NODES_H

#include "base/map.h"
#include "base/term.h"

typedef struct Run Run;

/// 0 is no node: any.
typedef uint64_t Node;

enum { NODE_OWN_BIT = 63 };

typedef struct {
  Node*  items;
  size_t n, cap;
} Nodes;

/// Each once: open addressing, at most three quarters full.
typedef struct {
  Node*  slots;
  size_t n, mask;
} NodeSet;

/// The nodes that have no id.
typedef struct {
  Map    numbers;
  Term*  terms;
  size_t n, cap;
  Arena  arena;
} NodeNames;

void nodes_push(Run* run, Nodes* nodes, Node node);
void nodes_free(Run* run, Nodes* nodes);

bool set_add(Run* run, NodeSet* set, Node node); ///< Whether it was not there
void set_empty(NodeSet* set);                    ///< Keeps the room
void set_free(Run* run, NodeSet* set);

Node names_node(Run* run, NodeNames* names, Term term); ///< 0 for TERM_NONE
Term names_term(const NodeNames* names, Node node);
void names_free(NodeNames* names);

#endif
