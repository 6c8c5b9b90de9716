/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Terms to ids and back: the dictionary of a store, and its cache. */
#ifndef ONRECORD_STORE_DICTIONARY_H
#define ONRECORD_STORE_DICTIONARY_H

#include "base/buffer.h"
#include "store/rows.h"
#include "store/store.h"

/// A term seen lately: hash, id, record.
typedef struct {
  uint64_t hash;
  Id       id;
  uint32_t len;
  char*    record;
} Known;

typedef struct {
  Known*  slots; ///< Open addressing
  size_t  n, mask;
  Arena   records;
  size_t* fresh; ///< Slots of terms whose hash is not in the table yet
  size_t  fresh_n, fresh_cap;
  Buffer  scratch;
  Id      next; ///< The next free id (in a write transaction)
} Dictionary;

/// The id of a term; 0 where it has none and `make` is false.
Status          dictionary_id(Store* store, Term term, bool make, Id* id);
Status          dictionary_term(Store* store, Id id, Term* term); ///< Bytes of the map
Status          dictionary_begin(Store* store);                   ///< Of a write transaction: find the next id
Status          dictionary_flush(Store* store);
void            dictionary_forget(Store* store); ///< Drop what is cached
bool            record_decode(Slice record, Term* term);
void            record_encode(Term term, Buffer* out);
uint64_t        record_hash(Slice record);
extern uint64_t record_hash_mask; ///< All ones but in the test of collisions

#endif
