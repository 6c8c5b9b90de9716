/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Triples made of solutions: the templates of CONSTRUCT and of updates.
 *
 *     { ?s rec:said _:x } with ?s = id:ana, solution 3   ->   id:ana rec:said _:c3x */
#ifndef ONRECORD_SPARQL_TEMPLATE_H
#define ONRECORD_SPARQL_TEMPLATE_H

#include "sparql/tree.h"

/// Make the variables of the template columns of the tree's solutions (once each), so that solving gives their values.
void template_columns(Arena* arena, Tree* tree, const Triples* template);

/// Where the values of one solution come from, and what its blank nodes are.
typedef struct {
  const Tree* tree;
  const Term* values; ///< Of the columns
  Term (*blank)(void* self, Slice label); ///< One node for a label in one solution
  void* self;
} Solution;

/// The triple with the solution's values (and its graph); false where a value is missing or in a place that RDF does
/// not allow.
bool template_quad(const Solution* solution, const Triple* triple, Quad* quad);

#endif
