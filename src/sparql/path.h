/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Property paths (SPARQL 1.1, section 9): sequences and inverses become patterns, the rest is walked.
 *
 *     ?x rec:claim/skos:closeMatch* ?y  */
#ifndef ONRECORD_SPARQL_PATH_H
#define ONRECORD_SPARQL_PATH_H

#include "base/term.h"
#include "store/store.h"

typedef enum { PATH_IRI, PATH_INVERSE, PATH_SEQUENCE, PATH_EITHER, PATH_ANY, PATH_SOME, PATH_MAYBE, PATH_NOT } PathKind;

typedef struct Path Path;
struct Path {
  PathKind kind;
  Slice    iri;          ///< PATH_IRI
  Path *   left, *right; ///< PATH_NOT: a chain of PATH_EITHER over IRIs and inverse IRIs
};

/// Ends of the paths found.
typedef struct {
  Term*  terms; ///< Two for each: where it begins, where it ends
  size_t n, used, cap;
  Arena  arena;
} Pairs;

typedef struct Run Run;

/// All pairs of the path in the graph pattern (its s, p, o unused), from `subject` and to `object` where they are given.
/// `variables`: bit 0 the subject, bit 1 the object stands for a variable, so it must be a node of the graph even for a
/// path of no steps (18.4).
void path_pairs(Run* run, const Path* path, const StorePattern* graph, Term subject, Term object, unsigned variables,
                Pairs* pairs);
void pairs_free(Pairs* pairs);

#endif
