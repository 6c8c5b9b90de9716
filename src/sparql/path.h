/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Property paths (SPARQL 1.1, section 9): sequences and inverses become patterns, the rest is walked.
 *
 *     ?x rec:claim/skos:closeMatch* ?y  */
#ifndef ONRECORD_SPARQL_PATH_H
#define ONRECORD_SPARQL_PATH_H

#include "sparql/nodes.h"
#include "store/store.h"

typedef enum { PATH_IRI, PATH_INVERSE, PATH_SEQUENCE, PATH_EITHER, PATH_ANY, PATH_SOME, PATH_MAYBE, PATH_NOT } PathKind;

typedef struct Path Path;
typedef struct Hold Hold;
typedef struct Reach Reach;
struct Path {
  PathKind kind;
  Slice    iri;          ///< PATH_IRI
  Path *   left, *right; ///< PATH_NOT: a chain of PATH_EITHER over IRIs and inverse IRIs
  Hold*    hold[2];      ///< PATH_IRI: what its edges keep between two looks, forwards and backwards
  Reach*   reach[2];     ///< PATH_ANY, PATH_SOME: what walks from different nodes share, likewise
};

/// Ends of the paths found: where each begins, where it ends.
typedef struct {
  Nodes ends; ///< Two for each
  NodeNames names;
} Pairs;

typedef struct Run Run;

/// Where a path is walked.
typedef struct {
  const StorePattern* graph;     ///< Its s, p, o unused
  bool                named;     ///< GRAPH ?g: one graph after the other
  unsigned            variables; ///< Bit 0 the subject, bit 1 the object stands for a variable, so it must be a node of the
                                 ///< graph even for a path of no steps (18.4)
} PathPlace;

/// All pairs of the path, from `subject` and to `object` where they are given.
void path_pairs(Run* run, Path* path, const PathPlace* place, Term subject, Term object, Pairs* pairs);
static inline size_t pairs_count(const Pairs* pairs) { return pairs->ends.n / 2; }
static inline Term   pairs_term(const Pairs* pairs, size_t i) { return names_term(&pairs->names, pairs->ends.items[i]); }
void                 pairs_free(Run* run, Pairs* pairs);

#endif
