/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Ids, rows of four, and the orders that rows stand in. The layout, with the tables' names in the LMDB file:
 *
 *     spog posg ospg gspo   first id (5 bytes, big-endian) -> the other three (15 bytes), sorted duplicates
 *     terms                 id -> record of the term (dictionary.c)
 *     hashes                two bytes of the record's hash -> the other six and the id
 *     words                 the first bytes of a folded word -> ids of the texts that hold it (texts.h); since format 2
 *     meta                  "format", "counts", "note:KEY"
 *
 * Ids count from 1 in order of first use and are never given twice; 0 is the default graph's name. */
#ifndef ONRECORD_STORE_ROWS_H
#define ONRECORD_STORE_ROWS_H

#include <stdint.h>

typedef uint64_t Id;

enum { ID_BYTES = 5, ROW_BYTES = 3 * ID_BYTES, WORD_BYTES = 64, FORMAT_VERSION = 2 };
enum { S, P, O, G, FIELDS };
enum { SPOG, POSG, OSPG, GSPO, ORDERS, TERMS = ORDERS, HASHES, WORDS, META, TABLES };

/// Four ids, by field S, P, O, G.
typedef struct {
  Id id[FIELDS];
} Row;

/// The fields of an order from first to last: the table of permutations.
extern const uint8_t order_fields[ORDERS][FIELDS];

static inline void id_put(uint8_t* to, Id id) {
  for (int i = 0; i < ID_BYTES; i++) to[i] = (uint8_t)(id >> (8 * (ID_BYTES - 1 - i)));
}
static inline Id id_get(const uint8_t* at) {
  Id id = 0;
  for (int i = 0; i < ID_BYTES; i++) id = id << 8 | at[i];
  return id;
}

/// Row to the 20 bytes of an order (5 of key, 15 of duplicate) and back.
static inline void row_pack(int order, const Row* row, uint8_t* to) {
  for (int i = 0; i < FIELDS; i++) id_put(to + i * ID_BYTES, row->id[order_fields[order][i]]);
}
static inline void row_unpack(int order, const uint8_t* key, const uint8_t* rest, Row* row) {
  row->id[order_fields[order][0]] = id_get(key);
  for (int i = 1; i < FIELDS; i++) row->id[order_fields[order][i]] = id_get(rest + (i - 1) * ID_BYTES);
}

/// Leading fields of `order` that are bound, for a mask of bound fields (bit 1 << S ...).
int order_prefix(int order, unsigned bound);

#endif
