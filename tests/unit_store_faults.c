/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What can go wrong around a store: killed writers, full disks, other programs, missing rights, damaged files. */
#include "unit_store.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

enum { PER_BATCH = 100 };

static const char* program;

/// Quad `i` of batch `b`: an article of ten quads with words of its own, and one person that all share.
static void add_batch(Store* store, int b) {
  for (int i = 0; i < PER_BATCH; i++) {
    char s[48], o[64], g[48];
    snprintf(s, sizeof s, i % 5 ? "http://e/article/%d-%d" : "http://e/person/%d", b, i / 10);
    snprintf(o, sizeof o, "words %d of batch %d", i, b);
    snprintf(g, sizeof g, "http://e/graph/%d-%d", b, i / 10);
    const Quad q = quad_of(s, i % 2 ? "http://e/p" : "http://e/q", o, g);
    good(store_add(store, &q));
  }
}

/// A whole number of batches is there, from the first on, and all parts agree.
static size_t check_batches(void) {
  Store* store = open_store(STORE_READ);
  good(store_begin(store, STORE_READ));
  good(store_check(store));
  const size_t n = count_all(store);
  assert_int_equal(n % PER_BATCH, 0);
  for (size_t b = 0; b < n / PER_BATCH; b += n / PER_BATCH / 4 + 1) {
    char o[64];
    snprintf(o, sizeof o, "words 7 of batch %d", (int)b);
    size_t count;
    good(store_count(store, &(StorePattern){.pattern.o = term_string(slice(o))}, 10, &count));
    assert_int_equal(count, 1);
  }
  store_close(store);
  return n / PER_BATCH;
}

static void a_killed_writer_loses_only_its_batch(void** state) {
  (void)state;
  store_close(open_store(STORE_CREATE));
  size_t done = 0;
  for (int round = 0; round < 8; round++) {
    int told[2];
    assert_int_equal(pipe(told), 0);
    const pid_t child = fork();
    if (child == 0) {
      Store* store;
      if (store_open(path, STORE_WRITE, &store)) _exit(1);
      for (int b = (int)done;; b++) {
        if (store_begin(store, STORE_WRITE | STORE_WAIT)) _exit(1);
        add_batch(store, b);
        if (store_commit(store)) _exit(1);
        if (write(told[1], &b, sizeof b) != sizeof b) _exit(1);
      }
    }
    close(told[1]);
    int b = -1;
    for (int i = 0; i < 10; i++) assert_int_equal(read(told[0], &b, sizeof b), sizeof b);
    nanosleep(&(struct timespec){.tv_nsec = 1700000L * (round + 1)}, NULL); // somewhere in a later batch
    kill(child, SIGKILL);
    while (read(told[0], &b, sizeof b) == sizeof b) continue;
    close(told[0]);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    const size_t now = check_batches();
    assert_in_range(now, b + 1, b + 2); // what was told of, and perhaps a commit that could not be told of any more
    done = now;
  }
}

static void a_second_writer_is_told_or_waits(void** state) {
  (void)state;
  Store* store = open_store(STORE_CREATE);
  good(store_begin(store, STORE_WRITE));
  add_batch(store, 0);
  Store* second = open_store(STORE_WRITE); // of this process
  bad(store_begin(second, STORE_WRITE), ERR_BUSY, "another program is writing to this graph");
  bad(store_begin(second, STORE_WRITE | STORE_WAIT), ERR_BUSY, "wait until it has finished"); // would wait for itself
  good(store_begin(second, STORE_READ));
  assert_int_equal(count_all(second), 0);
  const pid_t child = fork();
  if (child == 0) { // another process: busy, then waiting
    execl(program, program, "second-writer", path, (char*)NULL);
    _exit(9);
  }
  nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
  good(store_commit(store));
  int status;
  waitpid(child, &status, 0);
  assert_int_equal(WEXITSTATUS(status), 0);
  assert_int_equal(count_all(second), 0); // a reader keeps the state of its begin
  store_abort(second);
  good(store_begin(second, STORE_READ));
  assert_int_equal(count_all(second), 2 * PER_BATCH);
  store_close(second);
  store_close(store);
}

/// The other process of the test above.
static int second_writer(void) {
  Store* store;
  if (store_open(path, STORE_WRITE, &store)) return 1;
  if (store_begin(store, STORE_WRITE) != ERR_BUSY) return 2;
  if (store_begin(store, STORE_WRITE | STORE_WAIT)) return 3;
  StoreInfo info;
  if (store_info(store, &info) || info.quads != PER_BATCH) return 4;
  add_batch(store, 1);
  if (store_commit(store)) return 5;
  store_close(store);
  return 0;
}

static void readers_come_and_go_while_one_writes(void** state) {
  (void)state;
  store_close(open_store(STORE_CREATE));
  const pid_t child = fork();
  if (child == 0) {
    Store* store;
    if (store_open(path, STORE_WRITE, &store)) _exit(1);
    for (int b = 0;; b++) {
      if (store_begin(store, STORE_WRITE | STORE_WAIT)) _exit(1);
      add_batch(store, b);
      if (b % 3 == 2) good(store_remove_graph(store, term_iri(SLICE("http://e/graph/1-1")), NULL));
      if (store_commit(store)) _exit(1);
    }
  }
  size_t seen = 0;
  for (int i = 0; i < 60; i++) {
    Store* store = open_store(STORE_READ);
    good(store_begin(store, STORE_READ));
    const size_t n = count_all(store);
    assert_true(n + 10 >= seen); // one article is removed
    seen = n;
    if (i % 10 == 0) good(store_check(store));
    store_close(store);
  }
  kill(child, SIGKILL);
  waitpid(child, NULL, 0);
}

static void a_rolled_back_transaction_leaves_nothing(void** state) {
  (void)state;
  Store* store = open_store(STORE_CREATE);
  good(store_begin(store, STORE_WRITE));
  add_batch(store, 0);
  good(store_commit(store));
  good(store_begin(store, STORE_WRITE));
  add_batch(store, 1);
  assert_int_equal(count_all(store), 2 * PER_BATCH);
  store_abort(store);
  good(store_begin(store, STORE_WRITE)); // ids that were given back are given again, to other terms
  add_batch(store, 2);
  good(store_commit(store));
  good(store_begin(store, STORE_READ));
  assert_int_equal(count_all(store), 2 * PER_BATCH);
  good(store_check(store));
  store_close(store);
}

static void errors_are_latched(void** state) {
  (void)state;
  assert_int_equal(setenv("ONRECORD_MAP_SIZE", "1000000", 1), 0);
  Store* store = open_store(STORE_CREATE);
  good(store_begin(store, STORE_WRITE));
  add_batch(store, 0);
  good(store_commit(store));
  good(store_begin(store, STORE_WRITE));
  Status     status = OK;
  const Quad small  = quad_of("http://e/s", "http://e/p", "small", NULL);
  for (int i = 0; i < 4000 && status == OK; i++) {
    char words[600];
    memset(words, 'x', sizeof words);
    snprintf(words, sizeof words, "%d", i);
    words[strlen(words)] = 'x';
    const Quad q         = {small.s, small.p, term_string((Slice){words, sizeof words}), {0}};
    status               = store_add(store, &q);
  }
  bad(status, ERR_FULL, "ONRECORD_MAP_SIZE");
  fail(ERR_USAGE, "something else");
  bad(store_add(store, &small), ERR_FULL, "nothing of this batch was kept");
  bool found;
  bad(store_contains(store, &small, &found), ERR_FULL, "nothing of this batch was kept");
  bad(store_commit(store), ERR_FULL, "nothing of this batch was kept");
  bad(store_commit(store), ERR_USAGE, "no transaction is open");
  good(store_begin(store, STORE_WRITE)); // and it goes on
  good(store_add(store, &small));
  good(store_commit(store));
  good(store_begin(store, STORE_READ));
  assert_int_equal(count_all(store), PER_BATCH + 1);
  good(store_check(store));
  store_close(store);
  unsetenv("ONRECORD_MAP_SIZE");
}

/// Write until it fails; the last commit must be whole, and after making room the graph goes on.
static void fill(void) {
  Store* store  = open_store(STORE_CREATE);
  Status status = OK;
  int    b      = 0;
  for (; b < 5000 && status == OK; b++) {
    good(store_begin(store, STORE_WRITE));
    add_batch(store, b);
    status = store_commit(store);
  }
  bad(status, ERR_FULL, "add it again");
  store_close(store);
  assert_int_equal(check_batches(), b - 1);
}

static void a_full_disk_keeps_the_last_commit(void** state) {
  (void)state;
  // A limit on the size of files first, as any user may set it.
  struct rlimit old, low = {800 * 1024, 800 * 1024};
  getrlimit(RLIMIT_FSIZE, &old);
  low.rlim_max = old.rlim_max;
  signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &low);
  fill();
  setrlimit(RLIMIT_FSIZE, &old);
  Store* store = open_store(STORE_WRITE);
  good(store_begin(store, STORE_WRITE));
  const size_t before = count_all(store);
  add_batch(store, 9999);
  good(store_commit(store));
  good(store_begin(store, STORE_READ));
  good(store_check(store));
  assert_int_equal(count_all(store), before + PER_BATCH);
  store_close(store);
  // A disk that is really full, where this process may mount one.
  char disk[80], data[64];
  snprintf(disk, sizeof disk, "%s/disk", folder);
  mkdir(disk, 0777);
  if (mount("none", disk, "tmpfs", 0, "size=1m")) return;
  memcpy(data, path, sizeof data);
  snprintf(path, sizeof path, "%s/disk/graph", folder);
  fill();
  memcpy(path, data, sizeof data);
  assert_int_equal(umount(disk), 0);
}

/* --- what is not a graph ----------------------------------------------------------------------------------------- */

static void write_file(const char* name, const void* bytes, size_t n) {
  char file[128];
  snprintf(file, sizeof file, "%s/%s", folder, name);
  FILE* f = fopen(file, "wb");
  assert_non_null(f);
  assert_int_equal(fwrite(bytes, 1, n, f), n);
  fclose(f);
}

static void what_is_no_graph_is_named(void** state) {
  (void)state;
  Store* store;
  char   words[256];
  bad(store_open(path, STORE_READ, &store), ERR_NOT_FOUND, "no graph there");
  assert_null(store);
  assert_non_null(strstr(status_message(), path));
  bad(store_open("/nonexistent/folder/graph", STORE_CREATE, &store), ERR_NOT_FOUND, "make that first");
  write_file("graph", "<a> <b> <c> .\n", 14);
  bad(store_open(path, STORE_CREATE, &store), ERR_INPUT, "a file, not a graph");
  snprintf(words, sizeof words, "%s/below", path);
  bad(store_open(words, STORE_CREATE, &store), ERR_NOT_FOUND, "a file, not a folder");
  wipe();
  mkdir(path, 0777);
  bad(store_open(path, STORE_WRITE, &store), ERR_NOT_FOUND, "without a graph");
  write_file("graph/letter.txt", "dear", 4);
  bad(store_open(path, STORE_CREATE, &store), ERR_INPUT, "other things in it");
  wipe();
  mkdir(path, 0777);
  char garbage[20000];
  memset(garbage, 'z', sizeof garbage);
  write_file("graph/data.mdb", garbage, sizeof garbage);
  bad(store_open(path, STORE_WRITE, &store), ERR_INPUT, "not those of an LMDB file");
  write_file("graph/data.mdb", "", 0);
  bad(store_open(path, STORE_READ, &store), ERR_NOT_FOUND, "no data.mdb");
  good(store_open(path, STORE_CREATE, &store));
  store_close(store);
}

static void a_file_cut_short_is_named(void** state) {
  (void)state;
  Store* store = open_store(STORE_CREATE);
  good(store_begin(store, STORE_WRITE));
  for (int b = 0; b < 20; b++) add_batch(store, b);
  good(store_commit(store));
  store_close(store);
  char file[80];
  snprintf(file, sizeof file, "%s/data.mdb", path);
  struct stat st;
  assert_int_equal(stat(file, &st), 0);
  for (off_t size = st.st_size - 4096; size > 0; size -= st.st_size / 7) {
    assert_int_equal(truncate(file, size), 0);
    bad(store_open(path, STORE_READ, &store), ERR_INPUT, size < 8192 ? "data.mdb" : "cut short");
  }
}

/// Read all there is without having checked.
static void read_all(void) {
  Store*       store;
  StoreCursor* cursor;
  Quad         quad;
  bool         more = true;
  if (store_open(path, STORE_READ, &store)) return;
  if (!store_begin(store, STORE_READ) && !store_find(store, &(StorePattern){0}, &cursor)) {
    while (more && !store_next(cursor, &quad, &more)) continue;
    store_cursor_free(cursor);
  }
  store_close(store);
}

static bool survives(void (*test)(void)) {
  const pid_t child = fork();
  if (child == 0) {
    static const int caught[] = {SIGSEGV, SIGBUS, SIGABRT}; // by cmocka
    for (int i = 0; i < 3; i++) signal(caught[i], SIG_DFL);
    alarm(20);
    test();
    _exit(0);
  }
  int status;
  waitpid(child, &status, 0);
  return WIFEXITED(status);
}

static void garbage_in_the_file_is_found_by_the_check(void** state) {
  (void)state;
  Store* store = open_store(STORE_CREATE);
  for (int b = 0; b < 60; b++) {
    good(store_begin(store, STORE_WRITE));
    add_batch(store, b);
    good(store_commit(store));
  }
  store_close(store);
  char file[80];
  snprintf(file, sizeof file, "%s/data.mdb", path);
  struct stat st;
  assert_int_equal(stat(file, &st), 0);
  const size_t size  = (size_t)st.st_size;
  char *       whole = malloc(size), *spoilt = malloc(size);
  FILE*        f = fopen(file, "rb");
  assert_int_equal(fread(whole, 1, size, f), size);
  fclose(f);
  uint32_t seed = 11, found = 0, survived = 0;
  for (int round = 0; round < 200; round++) {
    memcpy(spoilt, whole, size);
    for (int i = 0; i < 40; i++) {
      seed              = seed * 1664525u + 1013904223u;
      const size_t page = 2 + (seed >> 8) % (size / 4096 - 2);
      seed              = seed * 1664525u + 1013904223u;
      memset(spoilt + page * 4096 + (seed >> 20), (int)(seed >> 12 & 255),
             round % 2                  ? 1
             : 16 < 4096 - (seed >> 20) ? 16
                                        : 4096 - (seed >> 20));
    }
    write_file("graph/data.mdb", spoilt, size);
    survived += survives(read_all);
    // Never worse than an error; single bytes inside a word, or in a page that is not used, may go unseen.
    if (store_open(path, STORE_READ, &store)) {
      found++;
      continue;
    }
    if (store_begin(store, STORE_READ) || store_check(store)) found++;
    store_close(store);
  }
  assert_in_range(found, 150, 200);
  assert_in_range(survived, 150, 200); // LMDB trusts its file: only the check makes sure
  write_file("graph/data.mdb", whole, size);
  assert_int_equal(check_batches(), 60);
  free(whole);
  free(spoilt);
}

static void rewrite_format(const char* words) {
  // In place, same length: "onrecord graph 2".
  char file[80];
  snprintf(file, sizeof file, "%s/data.mdb", path);
  FILE*  f = fopen(file, "r+b");
  char   bytes[1 << 16];
  size_t n = fread(bytes, 1, sizeof bytes, f);
  for (size_t i = 0; i + 16 <= n; i++) {
    if (memcmp(bytes + i, "onrecord graph 2", 16)) continue;
    fseek(f, (long)i, SEEK_SET);
    fwrite(words, 1, 16, f);
  }
  fclose(f);
}

static void a_newer_format_is_refused(void** state) {
  (void)state;
  Store* store;
  store_close(open_store(STORE_CREATE));
  rewrite_format("onrecord graph 7");
  bad(store_open(path, STORE_WRITE, &store), ERR_VERSION, "newer version of this program");
  wipe();
  store_close(open_store(STORE_CREATE));
  rewrite_format("offrecord graf 1");
  bad(store_open(path, STORE_WRITE, &store), ERR_INPUT, "not a graph of this program");
}

/* --- rights ------------------------------------------------------------------------------------------------------ */

/// In a child that is not root: 0 when `test` returns.
static void as_somebody(void (*test)(void)) {
  const pid_t child = fork();
  if (child == 0) {
    if (geteuid() == 0 && (setgid(65534) || setuid(65534))) _exit(0);
    test();
    _exit(0);
  }
  int status;
  waitpid(child, &status, 0);
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), 0);
}

#define expect(condition) \
  if (!(condition)) print_error("%s: %s\n", #condition, status_message()), _exit(1)

static void read_only(void) {
  Store*    store;
  StoreInfo info;
  expect(store_open(path, STORE_WRITE, &store) == ERR_ACCESS);
  expect(strstr(status_message(), path));
  expect(store_open(path, STORE_READ, &store) == OK);
  expect(store_begin(store, STORE_WRITE) == ERR_ACCESS);
  expect(store_begin(store, STORE_READ) == OK);
  expect(store_info(store, &info) == OK && info.quads == PER_BATCH);
  expect(store_check(store) == OK);
  store_close(store);
}

static void no_rights(void) {
  Store* store;
  expect(store_open(path, STORE_READ, &store) == ERR_ACCESS);
  expect(strstr(status_message(), "check the rights"));
}

static void no_place(void) {
  Store* store;
  char   below[80];
  snprintf(below, sizeof below, "%s/below", path);
  expect(store_open(below, STORE_CREATE, &store) == ERR_ACCESS);
}

static void rights_are_respected_and_named(void** state) {
  (void)state;
  Store* store = open_store(STORE_CREATE);
  good(store_begin(store, STORE_WRITE));
  add_batch(store, 0);
  good(store_commit(store));
  store_close(store);
  chmod(folder, 0755);
  char file[80];
  for (int i = 0; i < 2; i++) {
    snprintf(file, sizeof file, "%s/%s", path, i ? "data.mdb" : "lock.mdb");
    chmod(file, 0444);
  }
  chmod(path, 0555);
  as_somebody(read_only);
  as_somebody(no_place);
  snprintf(file, sizeof file, "%s/lock.mdb", path);
  unlink(file);
  as_somebody(read_only);
  chmod(path, 0700);
  snprintf(file, sizeof file, "%s/data.mdb", path);
  chmod(file, 0600);
  if (geteuid() == 0) as_somebody(no_rights);
}

int main(int argc, char** argv) {
  program = argv[0];
  if (argc == 3 && !strcmp(argv[1], "second-writer")) {
    snprintf(path, sizeof path, "%s", argv[2]);
    return second_writer();
  }
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(a_killed_writer_loses_only_its_batch, set_up),
      cmocka_unit_test_setup(a_second_writer_is_told_or_waits, set_up),
      cmocka_unit_test_setup(readers_come_and_go_while_one_writes, set_up),
      cmocka_unit_test_setup(a_rolled_back_transaction_leaves_nothing, set_up),
      cmocka_unit_test_setup(errors_are_latched, set_up),
      cmocka_unit_test_setup(a_full_disk_keeps_the_last_commit, set_up),
      cmocka_unit_test_setup(what_is_no_graph_is_named, set_up),
      cmocka_unit_test_setup(a_file_cut_short_is_named, set_up),
      cmocka_unit_test_setup(garbage_in_the_file_is_found_by_the_check, set_up),
      cmocka_unit_test_setup(a_newer_format_is_refused, set_up),
      cmocka_unit_test_setup(rights_are_respected_and_named, set_up),
  };
  if (folder_make()) return 99;
  const int failed = cmocka_run_group_tests(tests, NULL, NULL);
  folder_remove();
  return failed;
}
