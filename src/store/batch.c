/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What is added and removed waits here, and goes into the four orders sorted.
 *
 * Neighbours in an order go to the same page, so a page is found, copied and written once a batch instead of once a
 * quad. The batch is flushed at the commit, when it is full, and before the transaction reads:
 *
 *     add A, remove B, add B, add A     ->   add A, add B      (the last word on each quad counts)
 *
 * GSPO goes first and tells which changes change anything; only those go to the other orders. */
#include "store/internal.h"

#include <stdlib.h>

enum { BATCH_MAX = 200000, KEY_BYTES = FIELDS * ID_BYTES, FEW = 48 };

/// Stable; radix from the last byte to the first, skipping bytes that are the same in all.
static void sort_changes(Change* changes, size_t n) {
  if (n < FEW) {
    for (size_t i = 1; i < n; i++) {
      const Change c = changes[i];
      size_t       j = i;
      for (; j && memcmp(changes[j - 1].key, c.key, KEY_BYTES) > 0; j--) changes[j] = changes[j - 1];
      changes[j] = c;
    }
    return;
  }
  Change *from = changes, *to = xmalloc(n * sizeof *to), *const other = to;
  for (int byte = KEY_BYTES - 1; byte >= 0; byte--) {
    size_t starts[257] = {0};
    for (size_t i = 0; i < n; i++) starts[from[i].key[byte] + 1]++;
    if (starts[from[0].key[byte] + 1] == n) continue;
    for (int b = 0; b < 256; b++) starts[b + 1] += starts[b];
    for (size_t i = 0; i < n; i++) to[starts[from[i].key[byte]]++] = from[i];
    Change* swap = from;
    from         = to;
    to           = swap;
  }
  if (from != changes) memcpy(changes, from, n * sizeof *from);
  free(other);
}

static size_t last_words(Change* changes, size_t n) {
  size_t kept = 0;
  for (size_t i = 0; i < n; i++)
    if (i + 1 == n || memcmp(changes[i].key, changes[i + 1].key, KEY_BYTES)) changes[kept++] = changes[i];
  return kept;
}

/// Where rows of one key end.
static size_t group_end(const Change* changes, size_t n, size_t start) {
  size_t i = start + 1;
  while (i < n && !memcmp(changes[i].key, changes[start].key, ID_BYTES)) i++;
  return i;
}

static int remove_row(MDB_cursor* cursor, const Change* c) {
  MDB_val key = {ID_BYTES, (void*)c->key}, data = {ROW_BYTES, (void*)(c->key + ID_BYTES)};
  int     rc = tree_get(cursor, &key, &data, MDB_GET_BOTH);
  return rc ? rc : tree_del(cursor);
}

/// The last row of this key, so that rows behind it can be appended: pages then fill up instead of being halved.
static bool last_of(MDB_cursor* cursor, const Change* c, uint8_t* last) {
  MDB_val key = {ID_BYTES, (void*)c->key}, data;
  if (tree_get(cursor, &key, &data, MDB_SET) || tree_get(cursor, &key, &data, MDB_LAST_DUP)) return false;
  memcpy(last, data.mv_data, ROW_BYTES);
  return true;
}

/// Apply the rows of one key; those that change nothing are dropped when `kept`, else they are damage.
static int apply_group(MDB_cursor* cursor, Change* changes, size_t n, Change** kept) {
  uint8_t    last[ROW_BYTES];
  const bool appending = n >= 4 && last_of(cursor, changes, last);
  for (size_t i = 0; i < n; i++) {
    Change*        c    = &changes[i];
    uint8_t* const rest = c->key + ID_BYTES;
    int            rc;
    if (c->add) {
      const bool after = appending && memcmp(rest, last, ROW_BYTES) > 0;
      MDB_val    key = {ID_BYTES, c->key}, data = {ROW_BYTES, rest};
      rc = tree_put(cursor, &key, &data, after ? MDB_APPENDDUP : MDB_NODUPDATA);
      if (after && !rc) memcpy(last, rest, ROW_BYTES);
    } else {
      rc = remove_row(cursor, c);
    }
    if (rc == MDB_KEYEXIST || rc == MDB_NOTFOUND) {
      if (!kept) return MDB_CORRUPTED;
    } else if (rc) {
      return rc;
    } else if (kept) {
      *(*kept)++ = *c;
    }
  }
  return MDB_SUCCESS;
}

static bool has_key(MDB_cursor* cursor, const uint8_t* id) {
  MDB_val key = {ID_BYTES, (void*)id}, data;
  return tree_get(cursor, &key, &data, MDB_SET) == MDB_SUCCESS;
}

static int apply_graphs(Store* store, MDB_cursor* cursor, Change* changes, size_t* n) {
  Change* kept = changes;
  for (size_t start = 0; start < *n;) {
    const size_t end = group_end(changes, *n, start);
    uint8_t      graph[ID_BYTES];
    memcpy(graph, changes[start].key, ID_BYTES);
    const bool before = has_key(cursor, graph);
    const int  rc     = apply_group(cursor, changes + start, end - start, &kept);
    if (rc) return rc;
    const bool after = has_key(cursor, graph);
    if (id_get(graph)) store->graphs = store->graphs + after - before;
    start = end;
  }
  *n = (size_t)(kept - changes);
  return MDB_SUCCESS;
}

static int apply_order(MDB_cursor* cursor, Change* changes, size_t n) {
  for (size_t start = 0; start < n;) {
    const size_t end = group_end(changes, n, start);
    const int    rc  = apply_group(cursor, changes + start, end - start, NULL);
    if (rc) return rc;
    start = end;
  }
  return MDB_SUCCESS;
}

static void turn(int from, int to, Change* changes, size_t n) {
  for (size_t i = 0; i < n; i++) {
    Row row;
    row_unpack(from, changes[i].key, changes[i].key + ID_BYTES, &row);
    row_pack(to, &row, changes[i].key);
  }
}

static int flush_order(Store* store, int order, Change* changes, size_t* n) {
  sort_changes(changes, *n);
  if (order == GSPO) *n = last_words(changes, *n);
  MDB_cursor* cursor;
  int         rc = mdb_cursor_open(store->txn, store->environment->table[order], &cursor);
  if (rc) return rc;
  rc = order == GSPO ? apply_graphs(store, cursor, changes, n) : apply_order(cursor, changes, *n);
  mdb_cursor_close(cursor);
  return rc;
}

Status batch_flush(Store* store) {
  TRY(dictionary_flush(store));
  Batch* b = &store->batch;
  if (!b->n) return OK;
  TextChange* texts   = NULL;
  size_t      n       = b->n, n_texts = 0;
  int         at      = GSPO, rc = flush_order(store, GSPO, b->changes, &n);
  Status      status  = rc ? store_error(store, rc, "writing quads") : texts_before(store, b->changes, n, &texts, &n_texts);
  for (int order = 0; order < GSPO && status == OK; order++) {
    turn(at, order, b->changes, n);
    at = order;
    rc = flush_order(store, order, b->changes, &n);
    if (rc) status = store_error(store, rc, "writing quads");
  }
  if (status == OK) status = texts_after(store, texts, n_texts);
  free(texts);
  b->n = 0;
  store->changes++;
  return status;
}

Status batch_put(Store* store, const Row* row, bool add) {
  Batch* b = &store->batch;
  if (b->n == BATCH_MAX) TRY(batch_flush(store));
  if (b->n == b->cap) {
    b->cap     = b->cap ? b->cap * 2 : 1024;
    b->changes = xrealloc(b->changes, b->cap * sizeof *b->changes);
  }
  Change* c = &b->changes[b->n++];
  row_pack(GSPO, row, c->key);
  c->add = add;
  return OK;
}

/* --- the public calls -------------------------------------------------------------------------------------------- */

static Status resolve(Store* store, const Quad* quad, bool make, Row* row, bool* known) {
  const Term* terms[FIELDS] = {&quad->s, &quad->p, &quad->o, &quad->g};
  *known                    = true;
  for (int f = 0; f < FIELDS; f++) {
    if (f != G && terms[f]->kind == TERM_NONE)
      return fail(ERR_USAGE, "%s: a quad without a subject, predicate or object cannot be stored", store->path);
    TRY(dictionary_id(store, *terms[f], make, &row->id[f]));
    if (!row->id[f] && terms[f]->kind != TERM_NONE) {
      *known = false;
      return OK;
    }
  }
  return OK;
}

static Status change(Store* store, const Quad* quad, bool add) {
  TRY(store_ready(store, true));
  Row  row;
  bool known;
  TRY(resolve(store, quad, add, &row, &known));
  return known ? batch_put(store, &row, add) : OK;
}

Status store_add(Store* store, const Quad* quad) { return change(store, quad, true); }

Status store_remove(Store* store, const Quad* quad) { return change(store, quad, false); }

Status store_remove_graph(Store* store, Term graph, size_t* removed) {
  if (removed) *removed = 0;
  TRY(store_ready(store, true));
  Id id;
  TRY(dictionary_id(store, graph, false, &id));
  if (!id && graph.kind != TERM_NONE) return OK;
  TRY(batch_flush(store));
  MDB_cursor* cursor;
  int         rc = mdb_cursor_open(store->txn, store->environment->table[GSPO], &cursor);
  if (rc) return store_error(store, rc, "removing a graph");
  uint8_t packed[ID_BYTES];
  id_put(packed, id);
  MDB_val key = {ID_BYTES, packed}, data;
  // The graph stays whole until the batch is flushed, which happens only when all of it was read or the batch is full;
  // the place is then looked up again.
  Row    row    = {.id = {[G] = id}};
  Status status = OK;
  size_t n      = 0;
  rc            = tree_get(cursor, &key, &data, MDB_SET);
  while (!rc && status == OK) {
    row_unpack(GSPO, packed, data.mv_data, &row);
    status = batch_put(store, &row, false);
    n++;
    if (store->batch.n == BATCH_MAX && status == OK) {
      status = batch_flush(store);
      key    = (MDB_val){ID_BYTES, packed};
      rc     = tree_get(cursor, &key, &data, MDB_SET);
    } else {
      rc = tree_get(cursor, &key, &data, MDB_NEXT_DUP);
    }
  }
  mdb_cursor_close(cursor);
  if (rc && rc != MDB_NOTFOUND) return store_error(store, rc, "removing a graph");
  TRY(status);
  if (removed) *removed = n;
  return OK;
}

Status store_contains(Store* store, const Quad* quad, bool* found) {
  *found = false;
  TRY(store_ready(store, false));
  Row  row;
  bool known, exact;
  TRY(resolve(store, quad, false, &row, &known));
  if (!known) return OK;
  if (store->writing) TRY(batch_flush(store));
  size_t n;
  TRY(order_count(store, SPOG, FIELDS, &row, 1, &n, &exact));
  *found = n > 0;
  return OK;
}
