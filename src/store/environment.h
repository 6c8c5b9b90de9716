/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The LMDB side: environments, what LMDB's errors mean, and its calls made safe. */
#ifndef ONRECORD_STORE_ENVIRONMENT_H
#define ONRECORD_STORE_ENVIRONMENT_H

#include "store/rows.h"
#include "store/store.h"

#include <lmdb.h>
#include <pthread.h>
#include <sys/stat.h>

/// One LMDB environment of this process, shared by all stores on the same folder (LMDB allows no two).
typedef struct Environment {
  struct Environment* next;
  dev_t               device;
  ino_t               inode;
  MDB_env*            env;
  MDB_dbi             table[TABLES];
  int                 users, transactions;
  bool                read_only, unlocked, fixed_size;
  _Atomic bool        indexed; ///< There is table[WORDS]
  _Atomic bool        writing; ///< A store of this process holds the writer's lock ...
  pthread_t           writer;  ///< ... on this thread
} Environment;

Status environment_open(const char* path, unsigned flags, Environment** environment);
void   environment_close(Environment* environment);
Status environment_begin(Environment* environment, const char* path, bool write, MDB_txn** txn);
void   environment_end(Environment* environment); ///< A transaction has ended

/// The table of words in a write transaction of a graph that was opened without; `*old`: it is to be filled.
Status environment_index(const Environment* environment, const char* path, MDB_txn* txn, MDB_dbi* words, bool* old);

/// LMDB's `rc` while `doing` something to the graph at `path`, in words.
Status lmdb_error(const char* path, int rc, const char* doing);

/// Whether the file is sound page by page (pages.c).
Status pages_check(MDB_env* env, const char* path);

/// LMDB's calls, which end the program where the file contradicts itself; these return MDB_CORRUPTED instead.
int tree_get(MDB_cursor* cursor, MDB_val* key, MDB_val* data, MDB_cursor_op op);
int tree_put(MDB_cursor* cursor, MDB_val* key, MDB_val* data, unsigned flags);
int tree_del(MDB_cursor* cursor);

#endif
