/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "onrecord/likes.h"

#include "base/buffer.h"

#include <errno.h>
#include <lmdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Two likenesses that differ in at most six bytes agree in all of at least one band of seven: nothing is missed. */
enum { BANDS = 7 };
_Static_assert(BANDS == LIKENESS_BYTES - LIKENESS_SAME + 1, "one band more than bytes may differ");

typedef struct {
  Likeness likeness;
  uint8_t  sha256[32];
} Entry;

struct Likes {
  MDB_env* env;              ///< NULL: neither read nor written
  MDB_dbi  entries, bands;   ///< Number -> Entry; band -> numbers of the entries that have it
  MDB_txn* writing;          ///< NULL: nothing is noted that is not on disk
};

typedef struct {
  uint64_t number;
  int      common;
  Digest   sha256;
} Found;

static void give_up(Likes* likes) { // articles are only read twice then
  if (likes->writing) mdb_txn_abort(likes->writing);
  if (likes->env) mdb_env_close(likes->env);
  likes->writing = NULL;
  likes->env     = NULL;
}

static int open_tables(Likes* likes) {
  MDB_txn* txn;
  int      rc = mdb_txn_begin(likes->env, NULL, 0, &txn);
  if (rc) return rc;
  rc = mdb_dbi_open(txn, "entries", MDB_CREATE | MDB_INTEGERKEY, &likes->entries);
  if (!rc) rc = mdb_dbi_open(txn, "bands", MDB_CREATE | MDB_INTEGERKEY | MDB_DUPSORT | MDB_DUPFIXED | MDB_INTEGERDUP, &likes->bands);
  if (!rc) return mdb_txn_commit(txn);
  mdb_txn_abort(txn);
  return rc;
}

/* The most address space there is, for it is not taken until it is filled. */
static int open_file(Likes* likes, const char* path) {
  int rc = ENOMEM;
  for (size_t size = (size_t)1 << (sizeof(size_t) > 4 ? 36 : 28); rc && size >= (size_t)1 << 24; size /= 2) {
    if ((rc = mdb_env_create(&likes->env))) return rc;
    mdb_env_set_maxdbs(likes->env, 2);
    mdb_env_set_mapsize(likes->env, size);
    rc = mdb_env_open(likes->env, path, MDB_NOSUBDIR, 0666);
    if (!rc && !(rc = open_tables(likes))) return 0;
    give_up(likes);
    if (rc != ENOMEM && rc != EINVAL) return rc;
  }
  return rc;
}

Likes* likes_open(const char* graph) {
  Likes* likes = xcalloc(1, sizeof *likes);
  Buffer path  = {0};
  buffer_printf(&path, "%s/likeness.mdb", graph);
  const int rc = open_file(likes, path.bytes);
  if ((rc == MDB_INVALID || rc == MDB_CORRUPTED || rc == MDB_VERSION_MISMATCH || rc == MDB_INCOMPATIBLE) && !unlink(path.bytes))
    open_file(likes, path.bytes);
  buffer_free(&path);
  return likes;
}

void likes_close(Likes* likes) {
  if (!likes) return;
  likes_keep(likes);
  give_up(likes);
  free(likes);
}

static uint64_t band_of(const Likeness* likeness, int band) {
  const size_t begin = (size_t)band * LIKENESS_BYTES / BANDS, end = (size_t)(band + 1) * LIKENESS_BYTES / BANDS;
  uint64_t     hash  = 0xCBF29CE484222325U ^ (uint64_t)band; // FNV-1a
  for (size_t i = begin; i < end; i++) hash = (hash ^ likeness->bytes[i]) * 0x100000001B3U;
  return hash;
}

static void put_hex(const uint8_t* bytes, Digest* digest) {
  for (size_t i = 0; i < 32; i++) snprintf(digest->hex + 2 * i, 3, "%02x", bytes[i]);
}

/* The near-duplicates among the entries with one band, into `found`: those that no band before has. */
static void look_in(Likes* likes, MDB_txn* txn, MDB_cursor* cursor, const Likeness* likeness, int band, Buffer* found) {
  uint64_t hash = band_of(likeness, band);
  MDB_val  key = {sizeof hash, &hash}, number;
  for (int rc = mdb_cursor_get(cursor, &key, &number, MDB_SET); !rc; rc = mdb_cursor_get(cursor, &key, &number, MDB_NEXT_DUP)) {
    MDB_val data;
    Entry   entry;
    if (mdb_get(txn, likes->entries, &number, &data) || data.mv_size != sizeof entry) continue;
    memcpy(&entry, data.mv_data, sizeof entry);
    const int common = likeness_common(likeness, &entry.likeness);
    bool      before = common < LIKENESS_SAME;
    for (int b = 0; b < band && !before; b++) before = band_of(likeness, b) == band_of(&entry.likeness, b);
    if (before) continue;
    Found one = {.common = common};
    memcpy(&one.number, number.mv_data, sizeof one.number);
    put_hex(entry.sha256, &one.sha256);
    buffer_put(found, &one, sizeof one);
  }
}

/* The most alike first, of equals the earliest. */
static int by_likeness(const void* a, const void* b) {
  const Found *x = a, *y = b;
  if (x->common != y->common) return y->common - x->common;
  return (x->number > y->number) - (x->number < y->number);
}

Status likes_find(Likes* likes, const Likeness* likeness, Status (*accept)(void*, const Digest*, int, bool*), void* self) {
  MDB_txn*    txn;
  MDB_cursor* cursor;
  if (!likes->env || mdb_txn_begin(likes->env, NULL, MDB_RDONLY, &txn)) return OK;
  Buffer found = {0};
  if (!mdb_cursor_open(txn, likes->bands, &cursor)) {
    for (int band = 0; band < BANDS; band++) look_in(likes, txn, cursor, likeness, band, &found);
    mdb_cursor_close(cursor);
  }
  mdb_txn_abort(txn);
  Found* const all    = (Found*)(void*)found.bytes;
  const size_t n      = found.len / sizeof *all;
  Status       status = OK;
  bool         yes    = false;
  if (n) qsort(all, n, sizeof *all, by_likeness);
  for (size_t i = 0; i < n && status == OK && !yes; i++) status = accept(self, &all[i].sha256, all[i].common, &yes);
  buffer_free(&found);
  return status;
}

static int put(Likes* likes, const Entry* entry) {
  if (!likes->writing) {
    const int rc = mdb_txn_begin(likes->env, NULL, 0, &likes->writing);
    if (rc) return rc;
  }
  MDB_stat stat; // entries are never taken out, so the next number is how many there are
  int      rc = mdb_stat(likes->writing, likes->entries, &stat);
  uint64_t number = stat.ms_entries;
  MDB_val  key = {sizeof number, &number}, data = {sizeof *entry, (void*)(uintptr_t)entry};
  if (!rc) rc = mdb_put(likes->writing, likes->entries, &key, &data, MDB_APPEND);
  for (int band = 0; band < BANDS && !rc; band++) {
    uint64_t hash = band_of(&entry->likeness, band);
    MDB_val  from = {sizeof hash, &hash};
    rc            = mdb_put(likes->writing, likes->bands, &from, &key, 0);
  }
  return rc;
}

void likes_put(Likes* likes, const Likeness* likeness, const Digest* sha256) {
  if (!likes->env) return;
  Entry entry = {.likeness = *likeness};
  for (size_t i = 0; i < 32; i++) {
    unsigned byte = 0;
    sscanf(sha256->hex + 2 * i, "%2x", &byte);
    entry.sha256[i] = (uint8_t)byte;
  }
  if (put(likes, &entry)) give_up(likes);
}

void likes_keep(Likes* likes) {
  if (!likes->writing) return;
  MDB_txn* const txn = likes->writing;
  likes->writing     = NULL;
  if (mdb_txn_commit(txn)) give_up(likes);
}
