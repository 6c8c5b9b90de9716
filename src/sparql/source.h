/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Where quads come from: a store of ours, any librdf model, or a part of either that FROM names. The engine sees only this.
 *
 *     StoreSource own = source_of_store(store);
 *     TRY(source_find(&own.source, &pattern, &cursor));
 *     while (source_next(&own.source, cursor, &quad, &more) == OK && more) ...
 *     source_close(&own.source, cursor); */
#ifndef ONRECORD_SPARQL_SOURCE_H
#define ONRECORD_SPARQL_SOURCE_H

#include "store/store.h"

struct Source;
typedef struct Source Source;

/// What each does is what the store's function of that name does (store.h).
typedef struct {
  Status (*find)(Source* self, const StorePattern* pattern, void** cursor);
  Status (*graphs)(Source* self, void** cursor);
  Status (*next)(Source* self, void* cursor, Quad* quad, bool* more);
  size_t (*times)(Source* self, void* cursor); ///< NULL where patterns' `counted` is not heeded
  void   (*close)(Source* self, void* cursor); ///< NULL is fine
  Status (*again)(Source* self, void* cursor, const StorePattern* pattern, bool* near); ///< NULL where a new cursor is as good
  Status (*count)(Source* self, const StorePattern* pattern, size_t enough, size_t* count);
  Status (*predicate)(Source* self, Term predicate, StorePredicate* about); ///< NULL where nothing is known of them
  // for updates; NULL where it only reads
  Status (*add)(Source* self, const Quad* quad);
  Status (*remove)(Source* self, const Quad* quad);
  Status (*remove_graph)(Source* self, Term graph, size_t* removed); ///< TERM_NONE: the default graph
  Status (*new_blank)(Source* self, Arena* arena, Term* blank); ///< One that is not there yet
} SourceKind;

struct Source {
  const SourceKind* kind;
};

static inline Status source_find(Source* s, const StorePattern* pattern, void** cursor) { return s->kind->find(s, pattern, cursor); }
static inline Status source_next(Source* s, void* cursor, Quad* quad, bool* more) { return s->kind->next(s, cursor, quad, more); }
static inline void   source_close(Source* s, void* cursor) { s->kind->close(s, cursor); }

typedef struct {
  Source source;
  Store* store;
} StoreSource;

StoreSource source_of_store(Store* store);

/// The cursor, a new one where it is NULL, on another pattern.
Status source_find_again(Source* source, const StorePattern* pattern, void** cursor);

/// The graphs that FROM and FROM NAMED name.
typedef struct {
  Source      source;
  Source*     whole;
  const Term *from, *named;
  size_t      n_from, n_named;
} PartSource;

PartSource source_of_part(Source* whole, const Term* from, size_t n_from, const Term* named, size_t n_named);

/// Whether a quad is there; g TERM_NONE is the default graph alone.
Status source_has(Source* source, const Quad* quad, bool* found);

#endif
