/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What a predicate is like: how many quads, subjects and objects it has. Nothing of it is kept in the file: the first is a
 * number of LMDB's, the others come from rows spread over the predicate's range. Of rows taken at random, one whose subject
 * has n quads of the predicate stands for 1/n of a subject; the mean of 1/n times the quads is the number of subjects.
 *
 *     rdfs:label: 20,000 quads, each subject once   ->   20,000 subjects, about as many objects
 *     rdf:type:   120,000 quads, three objects      ->   120,000 subjects, 3 objects
 */
#include "store/internal.h"

enum { JUMPS = 8, PER_PAGE = 3, MOST_FANOUT = 256 };

typedef struct {
  double n, subjects, objects; ///< Rows seen; sums of 1/n
} Spread;

static Status fanout(Store* store, int order, const Row* row, double* sum) {
  size_t count = 0;
  bool   exact = true;
  TRY(order_count(store, order, 2, row, MOST_FANOUT, &count, &exact));
  *sum += 1 / (double)(count ? count : 1);
  return OK;
}

/// Some rows of the page that the cursor stands on.
static Status look_at_page(Store* store, MDB_cursor* cursor, const uint8_t* key, Spread* spread) {
  MDB_val k = {0, NULL}, data = {0, NULL};
  if (tree_get(cursor, &k, &data, MDB_GET_MULTIPLE)) return OK;
  const size_t n = data.mv_size / ROW_BYTES;
  for (size_t i = 0; i < PER_PAGE && i < n; ++i) {
    Row row;
    row_unpack(POSG, key, (const uint8_t*)data.mv_data + n * i / PER_PAGE * ROW_BYTES, &row);
    TRY(fanout(store, SPOG, &row, &spread->subjects));
    TRY(fanout(store, POSG, &row, &spread->objects));
    spread->n += 1;
  }
  return OK;
}

static Status look_around(Store* store, MDB_cursor* cursor, Id predicate, Spread* spread, size_t* quads) {
  uint8_t packed[ID_BYTES], target[ROW_BYTES] = {0};
  id_put(packed, predicate);
  MDB_val key = {ID_BYTES, packed}, data = {0, NULL};
  if (tree_get(cursor, &key, &data, MDB_SET) || mdb_cursor_count(cursor, quads)) return OK;
  if (tree_get(cursor, &key, &data, MDB_FIRST_DUP)) return OK;
  const Id first = id_get(data.mv_data);
  if (tree_get(cursor, &key, &data, MDB_LAST_DUP)) return OK;
  const Id last = id_get(data.mv_data);
  for (Id i = 0; i < JUMPS; ++i) {
    id_put(target, first + (last - first) * i / JUMPS);
    key  = (MDB_val){ID_BYTES, packed};
    data = (MDB_val){ROW_BYTES, target};
    if (!tree_get(cursor, &key, &data, MDB_GET_BOTH_RANGE)) TRY(look_at_page(store, cursor, packed, spread));
  }
  return OK;
}

Status store_predicate(Store* store, Term predicate, StorePredicate* out) {
  Id          id = 0;
  MDB_cursor* cursor;
  *out = (StorePredicate){0};
  TRY(store_ready(store, false));
  if (store->writing) TRY(batch_flush(store));
  if (predicate.kind == (TermKind)TERM_LATE) id = predicate.value.len;
  else TRY(dictionary_id(store, predicate, false, &id));
  if (!id) return OK;
  const int rc = mdb_cursor_open(store->txn, store->environment->table[POSG], &cursor);
  if (rc) return store_error(store, rc, "counting");
  Spread       spread = {0};
  const Status status = look_around(store, cursor, id, &spread, &out->quads);
  mdb_cursor_close(cursor);
  const double each = spread.n ? (double)out->quads / spread.n : 0;
  out->subjects     = (size_t)(each * spread.subjects + 0.5);
  out->objects      = (size_t)(each * spread.objects + 0.5);
  if (!out->subjects && out->quads) out->subjects = 1;
  if (!out->objects && out->quads) out->objects = 1;
  return status;
}
