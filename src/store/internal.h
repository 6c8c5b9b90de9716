/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* A store from inside: what its files share. Ids and orders are in rows.h, LMDB in environment.h, terms in
 * dictionary.h. */
#ifndef ONRECORD_STORE_INTERNAL_H
#define ONRECORD_STORE_INTERNAL_H

#include "store/dictionary.h"
#include "store/environment.h"
#include "store/store.h"

#include <string.h>

typedef struct {
  uint8_t key[FIELDS * ID_BYTES];
  bool    add;
} Change;

typedef struct {
  Change* changes;
  size_t  n, cap;
} Batch;

/// A term decoded lately; its bytes lie in the map for as long as the read transaction.
typedef struct {
  Id       id;
  uint64_t epoch; ///< Of the transaction
  Term     term;
} Seen;

enum { SEEN = 8192 };

struct Store {
  char*        path;
  Environment* environment;
  bool         may_write;
  int          lock; ///< Of data.mdb, for flock(); -1 where it is not held open
  MDB_txn*     txn;
  bool         writing;
  bool         indexed; ///< There is the table of words, in this transaction
  Status       fault; ///< First fault of the write transaction ...
  char*        fault_message;
  uint64_t     changes; ///< Counts flushed batches, so that cursors know to look again
  uint64_t     generation, graphs;
  Dictionary   dictionary;
  Batch        batch;
  StoreCursor* cursors; ///< Open ones
  MDB_cursor*  term_cursor; ///< Of the transaction, opened when first needed
  MDB_cursor*  hash_cursor;
  Seen*        seen;
  uint64_t     epoch; ///< Counts transactions
};

/// Latch `status` with this thread's message when in a write transaction; returns it.
Status store_latch(Store* store, Status status);
/// LMDB's `rc` while `doing` something, in words; latched.
Status store_error(Store* store, int rc, const char* doing);
/// ERR_USAGE without a transaction, the latched fault after one.
Status store_ready(Store* store, bool write);

/// text_changes.c: note which texts changes (of GSPO) touch, before they go to POSG, and write their words thereafter.
typedef struct TextChange TextChange;
Status texts_before(Store* store, const Change* changes, size_t n, TextChange** touched, size_t* n_touched);
Status texts_after(Store* store, const TextChange* touched, size_t n);
/// The index of a graph that has none, and whether it is what the quads say; `last`: the greatest id.
Status texts_build(Store* store);
Status texts_check(Store* store, Id last, bool* sound);

Status batch_put(Store* store, const Row* row, bool add);
Status batch_flush(Store* store);

/// A pattern's terms as ids.
typedef struct {
  Row      row;
  unsigned bound;
  bool     nothing; ///< A term that the dictionary does not know
} Ids;

/// choice.c.
Status pattern_ids(Store* store, const StorePattern* pattern, Ids* ids);
/// The order whose range is shortest. Without the graph there is always one whose prefix is all that is bound.
Status plan_order(Store* store, const Ids* ids, int* order, int* prefix);
/// An order whose prefix is all that is bound, with the ids behind it that matter, and then those that are only counted.
bool   plan_counted(const StorePattern* pattern, unsigned bound, int* order, int* prefix, int* group);

void cursors_detach(Store* store); ///< The transaction ends

/// Quads in the range of an order, read no further than `enough`.
Status order_count(Store* store, int order, int prefix, const Row* row, size_t enough, size_t* count, bool* exact);

#endif
