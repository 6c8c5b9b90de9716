/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Whether a store agrees with itself: page by page first (pages.c), then
 *
 *     every order holds the same quads      counted, and summed as 128-bit hashes, which needs no memory
 *     every id of a quad has a term, every term is found by its hash under its own id, and no hash is left over
 *     the number of graphs is the number of graphs
 *     the index of words has the words of all texts and no other
 *
 * Two sets of as many rows with the same sum of hashes are the same set, but for a chance of 2^-128. */
#include "store/internal.h"

#include <stdlib.h>
#include <xxhash.h>

typedef struct {
  uint64_t rows, low, high, graphs;
} Sum;

static Status damaged(Store* store, const char* what) {
  return fail(ERR_INPUT, "%s: the graph is damaged: %s; bring back a copy, or build it again from the articles",
              store->path, what);
}

static Status sum_order(Store* store, int order, uint8_t* used, Id last, Sum* sum) {
  MDB_cursor* cursor;
  MDB_val     key, data;
  int         rc = mdb_cursor_open(store->txn, store->environment->table[order], &cursor);
  if (rc) return store_error(store, rc, "checking");
  Status  status                    = OK;
  uint8_t before[FIELDS * ID_BYTES] = {0}, now[FIELDS * ID_BYTES];
  while (status == OK && !(rc = tree_get(cursor, &key, &data, MDB_NEXT))) {
    if (key.mv_size != ID_BYTES || data.mv_size != ROW_BYTES) {
      status = damaged(store, "a row of an order has the wrong size");
      break;
    }
    memcpy(now, key.mv_data, ID_BYTES);
    memcpy(now + ID_BYTES, data.mv_data, ROW_BYTES);
    if (sum->rows && memcmp(before, now, sizeof now) >= 0) status = damaged(store, "an order is not in order");
    if (order == GSPO && id_get(now) && (!sum->rows || memcmp(before, now, ID_BYTES))) sum->graphs++;
    memcpy(before, now, sizeof now);
    Row     row;
    uint8_t canonical[FIELDS * ID_BYTES];
    row_unpack(order, now, now + ID_BYTES, &row);
    row_pack(SPOG, &row, canonical);
    const XXH128_hash_t h = XXH3_128bits(canonical, sizeof canonical);
    sum->low += h.low64;
    sum->high += h.high64;
    sum->rows++;
    for (int f = 0; f < FIELDS && status == OK; f++) {
      const Id id = row.id[f];
      if (id > last || (!id && f != G))
        status = damaged(store, "a quad names a term that is not there");
      else if (used)
        used[id / 8] |= (uint8_t)(1 << id % 8);
    }
  }
  mdb_cursor_close(cursor);
  return status != OK || rc == MDB_NOTFOUND || !rc ? status : store_error(store, rc, "checking");
}

static Status check_terms(Store* store, const uint8_t* used, Id last) {
  MDB_cursor* cursor;
  MDB_val     key, data;
  int         rc = mdb_cursor_open(store->txn, store->environment->table[TERMS], &cursor);
  if (rc) return store_error(store, rc, "checking");
  Status status = OK;
  Id     next   = 1;
  while (status == OK && !(rc = tree_get(cursor, &key, &data, MDB_NEXT))) {
    const Id id = key.mv_size == ID_BYTES ? id_get(key.mv_data) : 0;
    Term     term;
    Id       found = 0;
    if (id < next) status = damaged(store, "the terms are not in order");
    for (; status == OK && next < id; next++)
      if (used[next / 8] & 1 << next % 8) status = damaged(store, "a quad names a term that is not there");
    next = id + 1;
    if (status == OK && !record_decode((Slice){data.mv_data, data.mv_size}, &term))
      status = damaged(store, "a term cannot be read");
    if (status == OK) status = dictionary_id(store, term, false, &found);
    if (status == OK && found != id) status = damaged(store, "a term is not found by its hash, or is there twice");
  }
  mdb_cursor_close(cursor);
  if (status != OK) return status;
  if (rc != MDB_NOTFOUND) return store_error(store, rc, "checking");
  MDB_stat terms, hashes;
  rc = mdb_stat(store->txn, store->environment->table[TERMS], &terms);
  if (!rc) rc = mdb_stat(store->txn, store->environment->table[HASHES], &hashes);
  if (rc) return store_error(store, rc, "checking");
  if (terms.ms_entries != hashes.ms_entries) return damaged(store, "there are not as many hashes as terms");
  return next > last ? OK : damaged(store, "the last terms are missing");
}

static Status check_sums(Store* store, const Sum* sums) {
  for (int order = 1; order < ORDERS; order++)
    if (sums[order].rows != sums[0].rows || sums[order].low != sums[0].low || sums[order].high != sums[0].high)
      return damaged(store, "the orders do not hold the same quads");
  return sums[GSPO].graphs == store->graphs ? OK : damaged(store, "the number of graphs is wrong");
}

Status store_check(Store* store) {
  TRY(store_ready(store, false));
  if (store->writing) return fail(ERR_USAGE, "%s: a check needs a read transaction; commit first", store->path);
  TRY(pages_check(store->environment->env, store->path));
  TRY(dictionary_begin(store));
  const Id last         = store->dictionary.next - 1;
  uint8_t* used         = xcalloc(last / 8 + 1, 1);
  Sum      sums[ORDERS] = {0};
  Status   status       = OK;
  for (int order = 0; order < ORDERS && status == OK; order++)
    status = sum_order(store, order, order == GSPO ? used : NULL, last, &sums[order]);
  if (status == OK) status = check_sums(store, sums);
  if (status == OK) status = check_terms(store, used, last);
  bool sound = true;
  if (status == OK && store->indexed) status = texts_check(store, last, &sound);
  if (status == OK && !sound) status = damaged(store, "the index of words is not what the texts say");
  free(used);
  return status;
}
