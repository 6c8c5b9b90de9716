/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Quads on disk, in LMDB: a term dictionary and four orders of ids. The same store is a librdf storage of its own
 * right ("lmdb", store/module.c), so every Redland program can open it.
 *
 *     Store* store;
 *     TRY(store_open("news.graph", STORE_WRITE | STORE_CREATE, &store));
 *     TRY(store_begin(store, STORE_WRITE));
 *     TRY(store_add(store, &quad));
 *     TRY(store_commit(store));                    // on disk when it returns, or nothing of it
 *
 * One writer at a time (another waits or gets ERR_BUSY), any number of readers, each with the state of its begin. The
 * first error of a transaction is latched: every later call returns it until store_abort(). A store belongs to one
 * thread at a time. */
#ifndef ONRECORD_STORE_STORE_H
#define ONRECORD_STORE_STORE_H

#include "base/term.h"

typedef struct Store       Store;
typedef struct StoreCursor StoreCursor;

typedef enum {
  STORE_READ   = 0,
  STORE_WRITE  = 1 << 0,
  STORE_CREATE = 1 << 1, ///< Make it where there is none
  STORE_NEW    = 1 << 2, ///< Empty it first
  STORE_WAIT   = 1 << 3  ///< Wait for another writer instead of ERR_BUSY
} StoreFlags;

/// Open the graph in folder `path`. ERR_NOT_FOUND, ERR_ACCESS, ERR_VERSION (made by a newer program), ERR_INPUT (not a
/// graph).
Status store_open(const char* path, unsigned flags, Store** store);
void   store_close(Store* store); ///< Aborts an open transaction; NULL is fine

Status store_begin(Store* store, unsigned flags); ///< STORE_READ or STORE_WRITE (| STORE_WAIT)
Status store_commit(Store* store);
void   store_abort(Store* store);

/// Add a quad; one that is there already stays once.
Status store_add(Store* store, const Quad* quad);
/// Remove a quad; one that is not there is fine.
Status store_remove(Store* store, const Quad* quad);
/// Remove a whole graph; `removed` (may be NULL) is set to the quads it held.
Status store_remove_graph(Store* store, Term graph, size_t* removed);
Status store_contains(Store* store, const Quad* quad, bool* found);

/// Which quads a cursor gives. A term of kind TERM_NONE matches any; so the default graph alone needs `default_graph`.
typedef struct {
  Quad pattern;
  bool default_graph; ///< Only quads of the default graph (pattern.g is then ignored)
  bool merged;        ///< The graphs as one: each triple once, g left TERM_NONE
  unsigned counted;   ///< Places (bit 0 the subject ...) whose values do not matter: quads that differ only there may come as one
  bool late;          ///< Give ids instead of terms (TERM_LATE); a write transaction gives terms all the same
} StorePattern;

/// Every bound pattern is a range of one of the orders. Needs an open transaction.
Status store_find(Store* store, const StorePattern* pattern, StoreCursor** cursor);
/// Next quad, its terms valid until the next call on the cursor; `*more` false at the end. The store may be changed
/// between two calls: a quad removed or added meanwhile is given or not, every other one is given once.
Status store_next(StoreCursor* cursor, Quad* quad, bool* more);
/// For how many quads (merged: triples) of the pattern the one given last stands; 1 unless the pattern has `counted`.
size_t store_times(const StoreCursor* cursor);
/// A cursor that is no longer needed on another pattern, cheaper than a new one; look-ups that come in the order of the
/// index stay on its page and read each page once, as a merge does (`*near`: this one did).
Status store_again(StoreCursor* cursor, const StorePattern* pattern, bool* near);
void   store_cursor_free(StoreCursor* cursor); ///< NULL is fine

/// A TERM_LATE as the term that it stands for, its bytes valid for the read transaction; others stay as they are.
Status store_fetch(Store* store, Term* term);
/// The other way round: a term that the store knows becomes TERM_LATE. Two such terms are equal if their ids are.
Status store_late(Store* store, Term* term);

/// The names of all graphs, in order of their ids; the cursor gives quads with only g set.
Status store_graphs(Store* store, StoreCursor** cursor);

/// How many quads match, estimated from the order's tree without reading them all; exact below `enough`.
Status store_count(Store* store, const StorePattern* pattern, size_t enough, size_t* count);

/// What a predicate is like.
typedef struct {
  size_t quads, subjects, objects; ///< The first is exact, the others estimates: how many different ones
} StorePredicate;

/// From a few dozen look-ups, whatever its size.
Status store_predicate(Store* store, Term predicate, StorePredicate* about);

typedef struct {
  size_t quads, graphs, terms, bytes; ///< `bytes` on disk
  int    version;
} StoreInfo;

Status store_info(Store* store, StoreInfo* info);

/// Read all of it and hold its parts against each other; ERR_INPUT says what is wrong. Needs a read transaction.
Status store_check(Store* store);

/// Free text kept beside the quads ("base" IRI, program version); NULL value forgets it. In a write transaction.
Status store_set_note(Store* store, const char* key, const char* value);
/// In `arena`; `*value` NULL where there is none.
Status store_note(Store* store, const char* key, Arena* arena, const char** value);
/// The first note behind `after` (NULL: from the start), in order of bytes, whose key begins with `prefix`: its key and
/// value in `arena`, `*key` NULL where there is none.
Status store_next_note(Store* store, const char* prefix, const char* after, Arena* arena, const char** key, const char** value);

#endif
