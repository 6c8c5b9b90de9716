/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What is reached from many beginnings of one closure: its edges read once, and nodes that reach each other made one.
 *
 *     ?a a :Person . ?a :relatedTo+ ?x     6,000 people begin; once their walks have met twice as many nodes as :relatedTo
 *                                          has edges, these are read, and what is left to walk is a graph without cycles
 */
#ifndef ONRECORD_SPARQL_REACH_H
#define ONRECORD_SPARQL_REACH_H

#include "sparql/nodes.h"

#include <stddef.h>

typedef struct Run   Run;
typedef struct Reach Reach;
struct Reach {
  Reach*    next; ///< All of a query
  size_t    starts, walked, edges; ///< Walks so far, nodes that they met, edges that there are
  bool      counted, never, ready;
  uint32_t  n, parts;              ///< Nodes; components of nodes that reach each other
  Node*     nodes;
  uint32_t *slots, mask;           ///< Places of nodes + 1, by hash
  uint32_t *part, *first, *members; ///< Component of a node; nodes of component c from first[c] on
  uint32_t *onward, *heads;        ///< Components one step from component c from onward[c] on
  bool*     cyclic;
  uint32_t *seen, *stack, round;   ///< Room to walk in
};

/// Made when first needed; freed with the query.
Reach* reach_of(Run* run, Reach** reach);
void   reaches_free(Reach* first);

/// Read the edges: `pairs` of nodes with ids. False, and never again, where they are too many.
bool reach_build(Run* run, Reach* reach, const Nodes* pairs);
/// The pairs of `from` and all that it reaches in one or more steps (`zero`: or none), each once; of them only the one
/// with `target` where that is given.
void reach_from(Run* run, Reach* reach, Node from, bool zero, Node target, Nodes* out);

#endif
