/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The four orders, and how many quads a range of one holds.
 *
 * An order's table has the first id as its key and the other three as sorted duplicates of fixed size, so a predicate's
 * quads are one tree without a byte of overhead each, an article's ten quads lie in one node, and LMDB itself keeps the
 * number of quads of every subject, predicate, object and graph.
 *
 *     ?s type Person ?g   ->  POSG, key "type", duplicates from Person,0,0 on: prefix 2
 *     ?s label ?o news/7  ->  POSG or GSPO, prefix 1, the other id compared: whichever is shorter (cursor.c)
 *
 * A long range is not counted to its end: how far the third id has come after some pages tells how much is left, as
 * ids are given in order of time and news spreads over time. */
#include "store/internal.h"

const uint8_t order_fields[ORDERS][FIELDS] = {
    [SPOG] = {S, P, O, G}, [POSG] = {P, O, S, G}, [OSPG] = {O, S, P, G}, [GSPO] = {G, S, P, O}};

int order_prefix(int order, unsigned bound) {
  int n = 0;
  while (n < FIELDS && bound & 1u << order_fields[order][n]) n++;
  return n;
}

/// Number of rows of a page (15 bytes each, sorted) that begin with less than, or no more than, `prefix`.
static size_t rows_before(const uint8_t* rows, size_t n, const uint8_t* prefix, size_t len, bool through) {
  size_t low = 0, high = n;
  while (low < high) {
    const size_t mid = (low + high) / 2;
    const int    c   = memcmp(rows + mid * ROW_BYTES, prefix, len);
    if (c < 0 || (c == 0 && through))
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

/// The last row of the range, for the estimate.
static int last_row(MDB_cursor* cursor, const uint8_t* packed, size_t len, uint8_t* last) {
  uint8_t after[ROW_BYTES];
  memset(after, 0xFF, sizeof after);
  memcpy(after, packed + ID_BYTES, len);
  MDB_val key = {ID_BYTES, (void*)packed}, data = {ROW_BYTES, after};
  int     rc = tree_get(cursor, &key, &data, MDB_GET_BOTH_RANGE);
  if (rc == MDB_SUCCESS) {
    if (memcmp(data.mv_data, after, ROW_BYTES)) rc = tree_get(cursor, &key, &data, MDB_PREV_DUP);
  } else if (rc == MDB_NOTFOUND) {
    key = (MDB_val){ID_BYTES, (void*)packed};
    rc  = tree_get(cursor, &key, &data, MDB_SET);
    if (rc == MDB_SUCCESS) rc = tree_get(cursor, &key, &data, MDB_LAST_DUP);
  }
  if (rc == MDB_SUCCESS) memcpy(last, data.mv_data, ROW_BYTES);
  return rc;
}

static int count_range(MDB_cursor* cursor, const uint8_t* packed, size_t len, size_t enough, size_t* count,
                       bool* exact) {
  uint8_t start[ROW_BYTES] = {0}, first[ROW_BYTES], reached[ROW_BYTES], last[ROW_BYTES];
  memcpy(start, packed + ID_BYTES, len);
  MDB_val key = {ID_BYTES, (void*)packed}, data = {ROW_BYTES, start};
  int     rc = tree_get(cursor, &key, &data, MDB_GET_BOTH_RANGE);
  if (rc) return rc;
  memcpy(first, data.mv_data, ROW_BYTES);
  rc       = tree_get(cursor, &key, &data, MDB_GET_MULTIPLE);
  size_t n = data.mv_size / ROW_BYTES, at = rows_before(data.mv_data, n, start + 0, len, false);
  while (rc == MDB_SUCCESS) {
    const uint8_t* rows = data.mv_data;
    const size_t   end  = rows_before(rows, n, start, len, true);
    *count += end - at;
    if (end < n) return MDB_SUCCESS;
    memcpy(reached, rows + (n - 1) * ROW_BYTES, ROW_BYTES);
    if (*count >= enough) break;
    rc = tree_get(cursor, &key, &data, MDB_NEXT_MULTIPLE);
    n  = data.mv_size / ROW_BYTES;
    at = 0;
  }
  if (rc) return rc;
  rc = last_row(cursor, packed, len, last);
  if (rc) return rc;
  if (!memcmp(last, reached, ROW_BYTES)) return MDB_SUCCESS;
  *exact         = false;
  const double a = (double)id_get(first + len), b = (double)id_get(reached + len), c = (double)id_get(last + len);
  const double more = b > a && c > b ? (c - b) / (b - a) : 1;
  *count += (size_t)((double)*count * more);
  return MDB_SUCCESS;
}

Status order_count(Store* store, int order, int prefix, const Row* row, size_t enough, size_t* count, bool* exact) {
  *count            = 0;
  *exact            = true;
  const MDB_dbi dbi = store->environment->table[order];
  MDB_cursor*   cursor;
  if (prefix == 0) {
    MDB_stat  stat;
    const int rc = mdb_stat(store->txn, dbi, &stat);
    if (rc) return store_error(store, rc, "counting");
    *count = stat.ms_entries;
    return OK;
  }
  uint8_t packed[FIELDS * ID_BYTES];
  row_pack(order, row, packed);
  int rc = mdb_cursor_open(store->txn, dbi, &cursor);
  if (rc) return store_error(store, rc, "counting");
  MDB_val key = {ID_BYTES, packed}, data;
  if (prefix == FIELDS) {
    data = (MDB_val){ROW_BYTES, packed + ID_BYTES};
    rc   = tree_get(cursor, &key, &data, MDB_GET_BOTH);
    if (!rc) *count = 1;
  } else {
    size_t all = 0;
    rc         = tree_get(cursor, &key, &data, MDB_SET);
    if (!rc) rc = mdb_cursor_count(cursor, &all);
    if (!rc && prefix == 1) *count = all;
    if (!rc && prefix > 1) rc = count_range(cursor, packed, (size_t)(prefix - 1) * ID_BYTES, enough, count, exact);
    if (*count > all) *count = all;
  }
  mdb_cursor_close(cursor);
  return rc && rc != MDB_NOTFOUND ? store_error(store, rc, "counting") : OK;
}
