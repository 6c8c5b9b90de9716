/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The view graph: one rdfs:label for each node that articles share. */
#ifndef ONRECORD_ARCHIVE_VIEW_H
#define ONRECORD_ARCHIVE_VIEW_H

#include "graph/graph.h"
#include "store/store.h"

/// How an article names a node.
typedef struct {
  Term node, name;
} Naming;

typedef struct {
  Naming* items;
  size_t  n, cap;
} Namings;

/// The article's rec:name quads, copied into the arena, sorted.
Status view_namings(Store* store, Term article, Arena* arena, Namings* namings);

/// Bring the labels up to date before an article's namings go from `before` to `after` (each sorted): a store answers
/// faster while nothing of the article is waiting to be written.
Status view_update(Store* store, const char* base, const Namings* before, const Namings* after);

/// Elect the node's label anew: after somebody gave it a name, or took that back.
Status view_elect(Store* store, const char* base, Term node);

/// The first object of (subject, property, ?, graph), in the arena; TERM_NONE where there is none.
Status view_object(Store* store, Term subject, const char* property, Term graph, Arena* arena, Term* object);

/// Whether a name with so many votes makes the label rather than the other.
bool view_prefers(Term name, size_t votes, Term other, size_t other_votes);

/// BASE graph/view
Term view_graph(const char* base, Arena* arena);

static inline Term iri(const char* text) { return term_iri(slice(text)); }

int  naming_compare(const void* x, const void* y);
Term term_copy(Arena* arena, Term term);

#endif
