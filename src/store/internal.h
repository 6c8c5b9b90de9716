/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What the files of the store share. The layout, with the tables' names in the LMDB file:
 *
 *     spog posg ospg gspo   first id (5 bytes, big-endian) -> the other three (15 bytes), sorted duplicates
 *     terms                 id -> record of the term (dictionary.c)
 *     hashes                two bytes of the record's hash -> the other six and the id
 *     meta                  "format", "counts", "note:KEY"
 *
 * Ids count from 1 in order of first use and are never given twice; 0 is the default graph's name. */
#ifndef ONRECORD_STORE_INTERNAL_H
#define ONRECORD_STORE_INTERNAL_H

#include "base/buffer.h"
#include "store/store.h"

#include <lmdb.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>

typedef uint64_t Id;

enum { ID_BYTES = 5, ROW_BYTES = 3 * ID_BYTES, FORMAT_VERSION = 1 };
enum { S, P, O, G, FIELDS };
enum { SPOG, POSG, OSPG, GSPO, ORDERS, TERMS = ORDERS, HASHES, META, TABLES };

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

/// One LMDB environment of this process, shared by all stores on the same folder (LMDB allows no two).
typedef struct Environment {
  struct Environment* next;
  dev_t               device;
  ino_t               inode;
  MDB_env*            env;
  MDB_dbi             table[TABLES];
  int                 users, transactions;
  bool                read_only, unlocked, fixed_size;
  _Atomic bool        writing; ///< A store of this process holds the writer's lock ...
  pthread_t           writer;  ///< ... on this thread
} Environment;

Status environment_open(const char* path, unsigned flags, Environment** environment);
void   environment_close(Environment* environment);
Status environment_begin(Environment* environment, const char* path, bool write, MDB_txn** txn);
void   environment_end(Environment* environment); ///< A transaction has ended

/// A term seen lately: hash, id, record.
typedef struct {
  uint64_t hash;
  Id       id;
  uint32_t len;
  char*    record;
} Known;

typedef struct {
  Known*   slots; ///< Open addressing
  size_t   n, mask;
  Arena    records;
  size_t*  fresh; ///< Slots of terms whose hash is not in the table yet
  size_t   fresh_n, fresh_cap;
  Buffer   scratch;
  Id       next; ///< The next free id (in a write transaction)
} Dictionary;

typedef struct {
  uint8_t  key[FIELDS * ID_BYTES];
  bool     add;
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
  Status       fault; ///< First fault of the write transaction ...
  char*        fault_message;
  uint64_t     changes; ///< Counts flushed batches, so that cursors know to look again
  uint64_t     generation, graphs;
  Dictionary   dictionary;
  Batch        batch;
  StoreCursor* cursors; ///< Open ones
  MDB_cursor *term_cursor, *hash_cursor; ///< Of the transaction, opened when first needed
  Seen*        seen;
  uint64_t     epoch; ///< Counts transactions
};

/// LMDB's calls, which end the program where the file contradicts itself; these return MDB_CORRUPTED instead.
int tree_get(MDB_cursor* cursor, MDB_val* key, MDB_val* data, MDB_cursor_op op);
int tree_put(MDB_cursor* cursor, MDB_val* key, MDB_val* data, unsigned flags);
int tree_del(MDB_cursor* cursor);

/// Latch `status` with this thread's message when in a write transaction; returns it.
Status store_latch(Store* store, Status status);
/// LMDB's `rc` while `doing` something, in words; latched.
Status store_error(Store* store, int rc, const char* doing);
/// The same for a path without a store.
Status lmdb_error(const char* path, int rc, const char* doing);
/// ERR_USAGE without a transaction, the latched fault after one.
Status store_ready(Store* store, bool write);

/// The id of a term; 0 where it has none and `make` is false.
Status dictionary_id(Store* store, Term term, bool make, Id* id);
Status dictionary_term(Store* store, Id id, Term* term); ///< Bytes of the map
Status dictionary_begin(Store* store); ///< Of a write transaction: find the next id
Status dictionary_flush(Store* store);
void   dictionary_forget(Store* store); ///< Drop what is cached
bool   record_decode(Slice record, Term* term);
void   record_encode(Term term, Buffer* out);
uint64_t record_hash(Slice record);
extern uint64_t record_hash_mask; ///< All ones but in the test of collisions

Status batch_put(Store* store, const Row* row, bool add);
Status batch_flush(Store* store);

void cursors_detach(Store* store); ///< The transaction ends

/// Leading bound fields of `order` for a mask of bound fields (bit 1 << S ...).
int order_prefix(int order, unsigned bound);
/// Quads in the range of an order, read no further than `enough`.
Status order_count(Store* store, int order, int prefix, const Row* row, size_t enough, size_t* count, bool* exact);

Status pages_check(Store* store); ///< The file as pages

#endif
