/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* LMDB environments: opened once per folder and process, with every way in which that can fail put in words.
 *
 * The file starts at a few pages and grows as needed; only address space is reserved for it (1 TiB, sparse, or as much
 * as the system gives; ONRECORD_MAP_SIZE sets another size, in bytes, which is then the limit). Where the folder may
 * not be written, the graph is opened for reading, and where even the lock file may not, without a lock. */
#include "store/internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

static const char* const table_names[TABLES] = {"spog", "posg", "ospg", "gspo", "terms", "hashes", "words", "meta"};
static const unsigned    table_flags[TABLES] = {MDB_DUPSORT | MDB_DUPFIXED,
                                                MDB_DUPSORT | MDB_DUPFIXED,
                                                MDB_DUPSORT | MDB_DUPFIXED,
                                                MDB_DUPSORT | MDB_DUPFIXED,
                                                0,
                                                MDB_DUPSORT | MDB_DUPFIXED,
                                                MDB_DUPSORT | MDB_DUPFIXED,
                                                0};
static const char        format_head[]       = "onrecord graph ";

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static Environment*    environments;

/// LMDB makes EIO of a write cut short, whatever cut it.
static int reason_of_short_write(const char* path) {
  enum { NEAR = 64 << 20 };
  struct statvfs fs;
  struct rlimit  limit;
  struct stat    st;
  char           file[4096];
  if (!statvfs(path, &fs) && (uint64_t)fs.f_bavail * fs.f_frsize < 1 << 20) return ENOSPC;
  if (getrlimit(RLIMIT_FSIZE, &limit) || limit.rlim_cur == RLIM_INFINITY) return EIO;
  if ((size_t)snprintf(file, sizeof file, "%s/data.mdb", path) >= sizeof file || stat(file, &st)) return EIO;
  return (uint64_t)st.st_size + NEAR > limit.rlim_cur ? EFBIG : EIO;
}

Status lmdb_error(const char* path, int rc, const char* doing) {
  if (rc == EIO) rc = reason_of_short_write(path);
  switch (rc) {
  case MDB_MAP_FULL:
    return fail(ERR_FULL,
                "%s: no room left while %s: the space reserved for the graph is used up; nothing of this batch was "
                "kept. Set ONRECORD_MAP_SIZE to more bytes and add it again",
                path, doing);
  case ENOSPC:
  case EDQUOT:
    return fail(ERR_FULL, "%s: the disk is full (%s); nothing of this batch was kept. Make room and add it again", path,
                doing);
  case EFBIG:
    return fail(
        ERR_FULL,
        "%s: the limit on the size of files is reached (%s); nothing of this batch was kept. Raise it (ulimit -f) and "
        "add it again",
        path, doing);
  case MDB_CORRUPTED:
  case MDB_PAGE_NOTFOUND:
  case MDB_BAD_VALSIZE:
    return fail(ERR_INPUT,
                "%s: the graph is damaged (found while %s); bring back a copy, or build it again from the articles",
                path, doing);
  case MDB_PANIC: return fail(ERR_IO, "%s: an earlier write failed; close the graph and open it again", path);
  case MDB_INVALID:
    return fail(ERR_INPUT,
                "%s: data.mdb is not a graph: its first bytes are not those of an LMDB file; bring back a copy, or "
                "name another folder",
                path);
  case MDB_VERSION_MISMATCH:
    return fail(ERR_VERSION,
                "%s: data.mdb is written by another version of LMDB; open it with the program that made it", path);
  case MDB_READERS_FULL:
    return fail(ERR_BUSY, "%s: too many programs are reading the graph; try again when one has finished", path);
  case MDB_BAD_TXN: return fail(ERR_USAGE, "%s: the transaction has failed already; abort it (%s)", path, doing);
  case ENOMEM: return fail(ERR_LIMIT, "%s: no memory to map the graph; allow more address space (ulimit -v)", path);
  case EACCES:
  case EPERM:
    return fail(ERR_ACCESS, "%s: not allowed to open the graph; check the rights of the folder and what is in it",
                path);
  case EROFS: return fail(ERR_ACCESS, "%s: on a read-only file system; the graph can be read there, not written", path);
  default: return fail(ERR_IO, "%s: %s failed: %s", path, doing, mdb_strerror(rc));
  }
}

/* --- LMDB's assertions ------------------------------------------------------------------------------------------- */

static _Thread_local jmp_buf escape;
static _Thread_local bool    guarded;

static void contradiction(MDB_env* env, const char* words) {
  (void)env;
  (void)words;
  if (guarded) longjmp(escape, 1);
}

#define GUARDED(call)       \
  do {                      \
    if (_setjmp(escape)) {  \
      guarded = false;      \
      return MDB_CORRUPTED; \
    }                       \
    guarded      = true;    \
    const int rc = (call);  \
    guarded      = false;   \
    return rc;              \
  } while (0)

int tree_get(MDB_cursor* cursor, MDB_val* key, MDB_val* data, MDB_cursor_op op) {
  GUARDED(mdb_cursor_get(cursor, key, data, op));
}

int tree_put(MDB_cursor* cursor, MDB_val* key, MDB_val* data, unsigned flags) {
  GUARDED(mdb_cursor_put(cursor, key, data, flags));
}

int tree_del(MDB_cursor* cursor) { GUARDED(mdb_cursor_del(cursor, 0)); }

/* --- opening ----------------------------------------------------------------------------------------------------- */

/// What stands in the way of a graph at `path`; `*exists` tells whether there is one.
static Status inspect(const char* path, unsigned flags, char* file, size_t size, bool* exists, struct stat* st) {
  *exists = false;
  if (stat(path, st)) {
    if (errno == ENOENT && flags & STORE_CREATE) {
      if (!mkdir(path, 0777)) return OK;
      if (errno == ENOENT)
        return fail(ERR_NOT_FOUND, "%s: the folder to make it in is not there; make that first", path);
      if (errno != EEXIST) return lmdb_error(path, errno, "making the folder");
      return OK;
    }
    if (errno == ENOENT)
      return fail(ERR_NOT_FOUND, "%s: no graph there; check the path, or add articles to make one", path);
    if (errno == ENOTDIR)
      return fail(ERR_NOT_FOUND, "%s: a part of this path is a file, not a folder; check the path", path);
    return lmdb_error(path, errno, "opening");
  }
  if (!S_ISDIR(st->st_mode))
    return fail(ERR_INPUT, "%s: a file, not a graph; a graph is a folder with data.mdb in it", path);
  if ((size_t)snprintf(file, size, "%s/data.mdb", path) >= size) return lmdb_error(path, ENAMETOOLONG, "opening");
  if (!stat(file, st)) {
    if (!S_ISREG(st->st_mode)) return fail(ERR_INPUT, "%s: data.mdb is not a file; name another folder", path);
    if (st->st_size) {
      *exists = true;
      return OK;
    }
  } else if (errno != ENOENT) {
    return lmdb_error(path, errno, "opening");
  }
  if (!(flags & STORE_CREATE))
    return fail(ERR_NOT_FOUND, "%s: a folder without a graph (no data.mdb in it); check the path", path);
  DIR* dir = opendir(path);
  if (!dir) return lmdb_error(path, errno, "opening");
  bool others = false;
  for (struct dirent* e; (e = readdir(dir));)
    others = others || (strcmp(e->d_name, ".") && strcmp(e->d_name, "..") && strcmp(e->d_name, "data.mdb") &&
                        strcmp(e->d_name, "lock.mdb"));
  closedir(dir);
  if (others)
    return fail(ERR_INPUT, "%s: a folder with other things in it and no graph; name a new or an empty folder", path);
  return OK;
}

/// The size of address space to try first; `*fixed` where the user chose it.
static size_t map_size(bool* fixed) {
  const char*              chosen = getenv("ONRECORD_MAP_SIZE");
  char*                    end;
  const unsigned long long n = chosen && *chosen ? strtoull(chosen, &end, 10) : 0;
  *fixed                     = n > 0 && !*end;
  if (*fixed) return (size_t)(n < 65536 ? 65536 : n) / 4096 * 4096;
  return sizeof(size_t) > 4 ? (size_t)1 << 40 : (size_t)1 << 29;
}

static int open_mapped(const char* path, unsigned flags, Environment* e) {
  bool fixed;
  for (size_t size = map_size(&fixed);; size /= 2) {
    int rc = mdb_env_create(&e->env);
    if (rc) return rc;
    mdb_env_set_maxdbs(e->env, TABLES + 1);
    mdb_env_set_maxreaders(e->env, 510);
    mdb_env_set_mapsize(e->env, size);
    mdb_env_set_assert(e->env, contradiction);
    rc            = mdb_env_open(e->env, path, flags, 0666);
    e->fixed_size = fixed;
    if (!rc) return rc;
    mdb_env_close(e->env);
    e->env = NULL;
    if ((rc != ENOMEM && rc != EINVAL) || fixed || size < (size_t)64 << 20) return rc;
  }
}

/// As much as the rights allow: to read and write, to read, to read without a lock.
static int open_as_allowed(const char* path, unsigned flags, Environment* e) {
  int rc = MDB_SUCCESS;
  if (flags & (STORE_WRITE | STORE_CREATE) || !access(path, W_OK)) {
    rc = open_mapped(path, MDB_NOTLS, e);
    if ((rc != EACCES && rc != EPERM && rc != EROFS) || flags & (STORE_WRITE | STORE_CREATE)) return rc;
  }
  e->read_only = true;
  rc           = open_mapped(path, MDB_NOTLS | MDB_RDONLY, e);
  if (rc != EACCES && rc != EPERM && rc != EROFS) return rc;
  e->unlocked = true;
  return open_mapped(path, MDB_NOTLS | MDB_RDONLY | MDB_NOLOCK, e);
}

static int write_version(const Environment* e, MDB_txn* txn) {
  char      words[40];
  const int n    = snprintf(words, sizeof words, "%s%d", format_head, FORMAT_VERSION);
  MDB_val   name = {6, "format"}, value = {(size_t)n, words};
  return mdb_put(txn, e->table[META], &name, &value, 0);
}

static Status check_version(const Environment* e, const char* path, MDB_txn* txn, int* version) {
  MDB_val      key = {6, "format"}, data;
  const int    rc  = mdb_get(txn, e->table[META], &key, &data);
  const size_t n   = sizeof format_head - 1;
  if (rc || data.mv_size <= n || memcmp(data.mv_data, format_head, n))
    return fail(ERR_INPUT, "%s: an LMDB file, but not a graph of this program; name another folder", path);
  *version = 0;
  for (size_t i = n; i < data.mv_size; i++) {
    const char c = ((const char*)data.mv_data)[i];
    if (c >= '0' && c <= '9' && *version < 100000) *version = *version * 10 + (c - '0');
  }
  if (*version > FORMAT_VERSION)
    return fail(
        ERR_VERSION,
        "%s: made by a newer version of this program (format %d, this one knows %d); update it to open the graph", path,
        *version, FORMAT_VERSION);
  return OK;
}

static Status open_tables(Environment* e, const char* path, bool create, bool* empty) {
  MDB_txn* txn;
  int      rc = mdb_txn_begin(e->env, NULL, create ? 0 : MDB_RDONLY, &txn);
  if (rc) return lmdb_error(path, rc, "opening");
  MDB_stat stat;
  MDB_dbi  main_table;
  *empty = false;
  rc     = mdb_dbi_open(txn, NULL, 0, &main_table);
  if (!rc) rc = mdb_stat(txn, main_table, &stat);
  if (!rc) *empty = stat.ms_entries == 0;
  for (int i = 0; i < TABLES && !rc; i++) {
    rc = mdb_dbi_open(txn, table_names[i], table_flags[i] | (create && *empty ? MDB_CREATE : 0), &e->table[i]);
    if (i == WORDS) e->indexed = rc == MDB_SUCCESS;
    if (i == WORDS && rc == MDB_NOTFOUND && !*empty) rc = MDB_SUCCESS; // format 1
  }
  if (!rc && create && *empty) rc = write_version(e, txn);
  Status status = OK;
  if (rc == MDB_NOTFOUND && *empty)
    status = fail(ERR_NOT_FOUND, "%s: an empty file, no graph; add articles to make one", path);
  else if (rc == MDB_NOTFOUND || rc == MDB_INCOMPATIBLE)
    status = fail(ERR_INPUT, "%s: an LMDB file, but not a graph of this program; name another folder", path);
  else if (rc)
    status = lmdb_error(path, rc, "opening");
  int version;
  if (status == OK) status = check_version(e, path, txn, &version);
  if (status != OK) {
    mdb_txn_abort(txn);
    return status;
  }
  rc = mdb_txn_commit(txn);
  return rc ? lmdb_error(path, rc, "opening") : OK;
}

Status environment_index(const Environment* e, const char* path, MDB_txn* txn, MDB_dbi* words, bool* old) {
  int version;
  TRY(check_version(e, path, txn, &version));
  *old   = version < FORMAT_VERSION;
  int rc = mdb_dbi_open(txn, table_names[WORDS], table_flags[WORDS] | MDB_CREATE, words);
  if (!rc && *old) rc = write_version(e, txn);
  return rc ? lmdb_error(path, rc, "making the index of words") : OK;
}

/// Whether all pages in use are in the file; reading one that is not would end the program. A commit may leave out last
/// pages that it gave back at once (fill_file() in store.c makes up for it), so a short file is looked through.
static Status check_length(Environment* e, const char* path) {
  MDB_envinfo info;
  MDB_stat    stat;
  struct stat st;
  int         fd;
  mdb_env_info(e->env, &info); // before the size: the file may be growing
  mdb_env_stat(e->env, &stat);
  if (mdb_env_get_fd(e->env, &fd) || fstat(fd, &st)) return lmdb_error(path, errno, "opening");
  const uint64_t needed = ((uint64_t)info.me_last_pgno + 1) * stat.ms_psize;
  if ((uint64_t)st.st_size >= needed || pages_check(e->env, path) == OK) return OK;
  return fail(
      ERR_INPUT,
      "%s: data.mdb is cut short (%lld of %llu bytes); bring back a copy, or build the graph again from the articles",
      path, (long long)st.st_size, (unsigned long long)needed);
}

static Status open_new(const char* path, unsigned flags, Environment* e) {
  char        file[4096];
  struct stat st;
  bool        exists;
  TRY(inspect(path, flags, file, sizeof file, &exists, &st));
  const int rc = open_as_allowed(path, flags, e);
  if (rc) return lmdb_error(path, rc, "opening");
  Status status = OK;
  if (exists) status = check_length(e, path);
  // Creating waits for other writers, so only where nothing is there, or nothing but a head (its maker was stopped).
  bool empty = !exists;
  if (status == OK && exists) status = open_tables(e, path, false, &empty);
  if (empty && flags & STORE_CREATE && !e->read_only) status = open_tables(e, path, true, &empty);
  int fd;
  if (status == OK && (mdb_env_get_fd(e->env, &fd) || fstat(fd, &st))) status = lmdb_error(path, errno, "opening");
  e->device = st.st_dev;
  e->inode  = st.st_ino;
  return status;
}

static Environment* find_open(const char* path) {
  char        file[4096];
  struct stat st;
  if ((size_t)snprintf(file, sizeof file, "%s/data.mdb", path) >= sizeof file || stat(file, &st)) return NULL;
  for (Environment* e = environments; e; e = e->next)
    if (e->device == st.st_dev && e->inode == st.st_ino) return e;
  return NULL;
}

/// Empty the file itself, so that a graph made new does not keep the size of the old one; only where no program has it
/// open, which shows in the lock that LMDB's users hold on the first byte of lock.mdb.
static Status open_emptied(const char* path, unsigned flags, Environment* e) {
  char         file[4096];
  struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 1};
  mdb_env_close(e->env);
  *e = (Environment){0};
  snprintf(file, sizeof file, "%s/lock.mdb", path);
  const int fd = open(file, O_RDWR | O_CLOEXEC);
  snprintf(file, sizeof file, "%s/data.mdb", path);
  const bool alone = fd >= 0 && !fcntl(fd, F_SETLK, &all);
  // Where that fails the pages are given back one by one, which only takes more room.
  const int rc = alone ? truncate(file, 0) : 0;
  (void)rc;
  if (fd >= 0) close(fd);
  return open_new(path, flags, e);
}

Status environment_open(const char* path, unsigned flags, Environment** environment) {
  pthread_mutex_lock(&lock);
  Environment* e      = find_open(path);
  Status       status = OK;
  if (!e) {
    e      = xcalloc(1, sizeof *e);
    status = open_new(path, flags, e);
    if (status == OK && flags & STORE_NEW && !e->read_only) status = open_emptied(path, flags, e);
    if (status == OK) {
      e->next      = environments;
      environments = e;
    } else {
      if (e->env) mdb_env_close(e->env);
      free(e);
      e = NULL;
    }
  }
  if (e) e->users++;
  pthread_mutex_unlock(&lock);
  *environment = e;
  return status;
}

void environment_close(Environment* e) {
  pthread_mutex_lock(&lock);
  if (!--e->users) {
    for (Environment** at = &environments; *at; at = &(*at)->next) {
      if (*at != e) continue;
      *at = e->next;
      break;
    }
    mdb_env_close(e->env);
    free(e);
  }
  pthread_mutex_unlock(&lock);
}

/// Reserve twice as much once half is used, where less than wanted could be had.
static void reserve_more(Environment* e) {
  MDB_envinfo info;
  MDB_stat    stat;
  if (e->fixed_size || e->transactions || mdb_env_info(e->env, &info) || mdb_env_stat(e->env, &stat)) return;
  if ((uint64_t)(info.me_last_pgno + 1) * stat.ms_psize < info.me_mapsize / 2 || info.me_mapsize > SIZE_MAX / 4) return;
  if (mdb_env_set_mapsize(e->env, info.me_mapsize * 2)) mdb_env_set_mapsize(e->env, info.me_mapsize);
}

Status environment_begin(Environment* e, const char* path, bool write, MDB_txn** txn) {
  pthread_mutex_lock(&lock);
  int dead;
  if (write) {
    mdb_reader_check(e->env, &dead);
    reserve_more(e);
  }
  int rc = mdb_txn_begin(e->env, NULL, write ? 0 : MDB_RDONLY, txn);
  if (rc == MDB_READERS_FULL && !mdb_reader_check(e->env, &dead) && dead)
    rc = mdb_txn_begin(e->env, NULL, write ? 0 : MDB_RDONLY, txn);
  if (rc == MDB_MAP_RESIZED && !e->transactions) {
    rc = mdb_env_set_mapsize(e->env, 0);
    if (!rc) rc = mdb_txn_begin(e->env, NULL, write ? 0 : MDB_RDONLY, txn);
  }
  if (!rc) e->transactions++;
  pthread_mutex_unlock(&lock);
  return rc ? lmdb_error(path, rc, write ? "beginning to write" : "beginning to read") : OK;
}

void environment_end(Environment* e) {
  pthread_mutex_lock(&lock);
  e->transactions--;
  pthread_mutex_unlock(&lock);
}
