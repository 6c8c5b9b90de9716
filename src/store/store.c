/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Stores and their transactions.
 *
 * A writer holds flock() on data.mdb for its transaction, beside LMDB's own lock, since LMDB can only wait: so a second
 * writer can be told ERR_BUSY at once. The lock goes with the process that held it, however that ends. A commit is two
 * syncs (the pages, then the head that points to them): power may go at any moment and the last commit stands. */
#include "store/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

Status store_latch(Store* store, Status status) {
  if (status != OK && store->writing && store->fault == OK) {
    store->fault         = status;
    store->fault_message = xstrdup(status_message());
  }
  return status;
}

Status store_error(Store* store, int rc, const char* doing) {
  return store_latch(store, lmdb_error(store->path, rc, doing));
}

Status store_ready(Store* store, bool write) {
  if (!store->txn) return fail(ERR_USAGE, "%s: no transaction is open; begin one first", store->path);
  if (store->fault != OK) return fail(store->fault, "%s", store->fault_message);
  if (write && !store->writing)
    return fail(ERR_USAGE, "%s: opened for reading; begin a write transaction to change it", store->path);
  return OK;
}

/* --- opening ----------------------------------------------------------------------------------------------------- */

/// Notes tell of what was there.
static Status forget_notes(Store* store) {
  const MDB_dbi dbi = store->environment->table[META];
  MDB_cursor*   cursor;
  int           rc = mdb_cursor_open(store->txn, dbi, &cursor);
  while (!rc) {
    MDB_val key = {5, "note:"}, data;
    rc          = tree_get(cursor, &key, &data, MDB_SET_RANGE);
    if (!rc && (key.mv_size < 5 || memcmp(key.mv_data, "note:", 5))) rc = MDB_NOTFOUND;
    if (!rc) rc = tree_del(cursor);
  }
  return rc == MDB_NOTFOUND ? OK : store_error(store, rc, "emptying");
}

static Status drop_all(Store* store) {
  for (int i = 0; i < META; i++) {
    const int rc = mdb_drop(store->txn, store->environment->table[i], 0);
    if (rc) return store_error(store, rc, "emptying");
  }
  return forget_notes(store);
}

static Status empty(Store* store) {
  TRY(store_begin(store, STORE_WRITE | STORE_WAIT));
  const Status status = drop_all(store);
  if (status != OK) {
    store_abort(store);
    return status;
  }
  store->graphs = 0;
  store->generation++;
  store->dictionary.next = 1;
  dictionary_forget(store);
  return store_commit(store);
}

Status store_open(const char* path, unsigned flags, Store** out) {
  *out = NULL;
  if (flags & (STORE_CREATE | STORE_NEW)) flags |= STORE_WRITE;
  if (flags & STORE_NEW) flags |= STORE_CREATE;
  Environment* environment;
  TRY(environment_open(path, flags, &environment));
  if (flags & STORE_WRITE && environment->read_only) {
    environment_close(environment);
    return fail(ERR_ACCESS, "%s: may be read but not written here; check the rights of the folder", path);
  }
  Store* store       = xcalloc(1, sizeof *store);
  store->path        = xstrdup(path);
  store->environment = environment;
  store->may_write   = flags & STORE_WRITE;
  store->seen        = xcalloc(SEEN, sizeof *store->seen);
  store->lock        = -1;
  store->epoch       = 1;
  if (flags & STORE_NEW) {
    const Status status = empty(store);
    if (status != OK) {
      store_close(store);
      return status;
    }
  }
  *out = store;
  return OK;
}

void store_close(Store* store) {
  if (!store) return;
  store_abort(store);
  dictionary_forget(store);
  buffer_free(&store->dictionary.scratch);
  if (store->lock >= 0) close(store->lock);
  environment_close(store->environment);
  free(store->batch.changes);
  free(store->fault_message);
  free(store->seen);
  free(store->path);
  free(store);
}

/* --- transactions ------------------------------------------------------------------------------------------------ */

static Status busy(const Store* store) {
  return fail(ERR_BUSY,
              "%s: another program is writing to this graph; wait until it has finished and run the command again",
              store->path);
}

static Status take_lock(Store* store, bool wait) {
  Environment* e = store->environment;
  if (e->writing && (!wait || pthread_equal(e->writer, pthread_self()))) return busy(store);
  if (store->lock < 0) {
    Buffer file = {0};
    buffer_printf(&file, "%s/data.mdb", store->path);
    store->lock = open(file.bytes, O_RDONLY | O_CLOEXEC);
    buffer_free(&file);
    if (store->lock < 0) return lmdb_error(store->path, errno, "locking");
  }
  int rc;
  do rc = flock(store->lock, LOCK_EX | (wait ? 0 : LOCK_NB));
  while (rc && errno == EINTR);
  if (rc && errno == EWOULDBLOCK) return busy(store);
  // A file system without flock() still has LMDB's own lock, which waits.
  if (rc && errno != ENOLCK && errno != EINVAL && errno != ENOTSUP) return lmdb_error(store->path, errno, "locking");
  e->writing = true;
  e->writer  = pthread_self();
  return OK;
}

static void drop_lock(Store* store) {
  store->environment->writing = false;
  flock(store->lock, LOCK_UN);
}

static uint64_t number_get(const uint8_t* at) {
  uint64_t n = 0;
  for (int i = 0; i < 8; i++) n = n << 8 | at[i];
  return n;
}

static void number_put(uint8_t* to, uint64_t n) {
  for (int i = 0; i < 8; i++) to[i] = (uint8_t)(n >> (56 - 8 * i));
}

static Status read_counts(Store* store) {
  MDB_val   key = {6, "counts"}, data;
  const int rc  = mdb_get(store->txn, store->environment->table[META], &key, &data);
  if (rc && rc != MDB_NOTFOUND) return store_error(store, rc, "beginning");
  const bool     there      = !rc && data.mv_size == 16;
  const uint64_t generation = there ? number_get(data.mv_data) : 0;
  store->graphs             = there ? number_get((const uint8_t*)data.mv_data + 8) : 0;
  if (generation != store->generation) dictionary_forget(store);
  store->generation = generation;
  return OK;
}

static int write_counts(Store* store) {
  uint8_t bytes[16];
  number_put(bytes, store->generation);
  number_put(bytes + 8, store->graphs);
  MDB_val key = {6, "counts"}, data = {sizeof bytes, bytes};
  return mdb_put(store->txn, store->environment->table[META], &key, &data, 0);
}

/// A graph of format 1 gets its index of words with the first transaction that writes.
static Status begin_words(Store* store) {
  bool old = false;
  if (store->indexed) return OK;
  TRY(store_latch(store, environment_index(store->environment, store->path, store->txn, &store->environment->table[WORDS], &old)));
  store->indexed = true;
  return old ? texts_build(store) : OK;
}

Status store_begin(Store* store, unsigned flags) {
  if (store->txn) return fail(ERR_USAGE, "%s: a transaction is open already; end it first", store->path);
  const bool write = flags & STORE_WRITE;
  if (write && !store->may_write)
    return fail(ERR_ACCESS, "%s: opened for reading; open it for writing to change it", store->path);
  if (write) TRY(take_lock(store, flags & STORE_WAIT));
  store->indexed = store->environment->indexed; // before the transaction, which then knows the table
  Status status  = environment_begin(store->environment, store->path, write, &store->txn);
  if (status != OK) {
    if (write) drop_lock(store);
    store->txn = NULL;
    return status;
  }
  store->writing = write;
  status         = read_counts(store);
  if (status == OK && write) status = dictionary_begin(store);
  if (status == OK && write) status = begin_words(store);
  if (status != OK) store_abort(store);
  return status;
}

/// All that must be gone before LMDB's transaction ends, or with it.
static void end(Store* store, bool kept) {
  store->txn = NULL;
  environment_end(store->environment);
  if (store->writing) {
    drop_lock(store);
    if (!kept) dictionary_forget(store);
  }
  store->writing = false;
  store->batch.n = 0;
  store->fault   = OK;
  free(store->fault_message);
  store->fault_message = NULL;
}

static void detach(Store* store) {
  cursors_detach(store);
  if (store->term_cursor) mdb_cursor_close(store->term_cursor);
  if (store->hash_cursor) mdb_cursor_close(store->hash_cursor);
  store->term_cursor = store->hash_cursor = NULL;
  store->epoch++;
}

/// A file whose last pages were given back unwritten would look cut short.
static void fill_file(Store* store) {
  MDB_envinfo info;
  MDB_stat    stat;
  struct stat st;
  int         fd;
  MDB_env*    env = store->environment->env;
  if (mdb_env_info(env, &info) || mdb_env_stat(env, &stat) || mdb_env_get_fd(env, &fd) || fstat(fd, &st)) return;
  const off_t needed = (off_t)((info.me_last_pgno + 1) * stat.ms_psize);
  if (st.st_size < needed && ftruncate(fd, needed)) return;
}

Status store_commit(Store* store) {
  Status status = store_ready(store, false);
  if (!store->txn) return status;
  if (store->writing && status == OK) status = batch_flush(store);
  if (store->writing && status == OK) {
    const int rc = write_counts(store);
    if (rc) status = store_error(store, rc, "committing");
  }
  if (status != OK || !store->writing) {
    store_abort(store);
    return status;
  }
  detach(store);
  const int rc = mdb_txn_commit(store->txn);
  if (rc) status = lmdb_error(store->path, rc, "committing");
  if (!rc) fill_file(store);
  if (!rc && store->writing) store->environment->indexed = true;
  end(store, rc == MDB_SUCCESS);
  return status;
}

void store_abort(Store* store) {
  if (!store->txn) return;
  detach(store);
  mdb_txn_abort(store->txn);
  end(store, !store->writing);
}

/* --- what is said about the graph -------------------------------------------------------------------------------- */

Status store_info(Store* store, StoreInfo* info) {
  TRY(store_ready(store, false));
  if (store->writing) TRY(batch_flush(store));
  *info = (StoreInfo){.graphs = store->graphs, .version = store->indexed ? FORMAT_VERSION : 1};
  MDB_stat    quads, terms;
  struct stat st;
  int         fd;
  int         rc = mdb_stat(store->txn, store->environment->table[GSPO], &quads);
  if (!rc) rc = mdb_stat(store->txn, store->environment->table[TERMS], &terms);
  if (!rc) rc = mdb_env_get_fd(store->environment->env, &fd);
  if (!rc && fstat(fd, &st)) rc = errno;
  if (rc) return store_error(store, rc, "reading its size");
  info->quads = quads.ms_entries;
  info->terms = terms.ms_entries;
  info->bytes = (size_t)st.st_size;
  return OK;
}

enum { NOTE_KEY_MAX = 400 };

static Status note_key(Store* store, const char* key, char* full, size_t size, MDB_val* val) {
  const int n = snprintf(full, size, "note:%s", key);
  if (n < 0 || n > NOTE_KEY_MAX)
    return fail(ERR_USAGE, "%s: a note's name of more than %d bytes; choose a shorter one", store->path,
                NOTE_KEY_MAX - 5);
  *val = (MDB_val){(size_t)n, full};
  return OK;
}

Status store_set_note(Store* store, const char* name, const char* value) {
  TRY(store_ready(store, true));
  char    full[NOTE_KEY_MAX + 8];
  MDB_val key;
  TRY(note_key(store, name, full, sizeof full, &key));
  const MDB_dbi dbi = store->environment->table[META];
  int           rc;
  if (value) {
    MDB_val data = {strlen(value), (void*)value};
    rc           = mdb_put(store->txn, dbi, &key, &data, 0);
  } else {
    rc = mdb_del(store->txn, dbi, &key, NULL);
    if (rc == MDB_NOTFOUND) rc = MDB_SUCCESS;
  }
  return rc ? store_error(store, rc, "writing a note") : OK;
}

Status store_note(Store* store, const char* name, Arena* arena, const char** value) {
  *value = NULL;
  TRY(store_ready(store, false));
  char    full[NOTE_KEY_MAX + 8];
  MDB_val key, data;
  TRY(note_key(store, name, full, sizeof full, &key));
  const int rc = mdb_get(store->txn, store->environment->table[META], &key, &data);
  if (rc == MDB_NOTFOUND) return OK;
  if (rc) return store_error(store, rc, "reading a note");
  *value = arena_copy(arena, data.mv_data, data.mv_size);
  return OK;
}

Status store_next_note(Store* store, const char* prefix, const char* after, Arena* arena, const char** key, const char** value) {
  *key = *value = NULL;
  TRY(store_ready(store, false));
  char       wanted[NOTE_KEY_MAX + 8], from[NOTE_KEY_MAX + 8];
  MDB_val    begin = {0}, at = {0}, data;
  MDB_cursor* cursor;
  TRY(note_key(store, prefix, wanted, sizeof wanted, &begin));
  TRY(note_key(store, after ? after : prefix, from, sizeof from, &at));
  const size_t length = at.mv_size;
  int          rc     = mdb_cursor_open(store->txn, store->environment->table[META], &cursor);
  if (rc) return store_error(store, rc, "reading notes");
  rc = tree_get(cursor, &at, &data, MDB_SET_RANGE);
  if (!rc && after && at.mv_size == length && !memcmp(at.mv_data, from, length)) rc = tree_get(cursor, &at, &data, MDB_NEXT);
  if (!rc && at.mv_size >= begin.mv_size && !memcmp(at.mv_data, wanted, begin.mv_size)) {
    const size_t front = strlen("note:");
    *key   = arena_copy(arena, (const char*)at.mv_data + front, at.mv_size - front);
    *value = arena_copy(arena, data.mv_data, data.mv_size);
  }
  mdb_cursor_close(cursor);
  return !rc || rc == MDB_NOTFOUND ? OK : store_error(store, rc, "reading notes");
}
