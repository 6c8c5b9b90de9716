/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What the tests of the store share: a folder of their own and a store in it. */
#ifndef ONRECORD_TESTS_UNIT_STORE_H
#define ONRECORD_TESTS_UNIT_STORE_H

#include "unit.h"

#include "base/buffer.h"
#include "store/store.h"

#include <stdlib.h>
#include <unistd.h>

static char folder[] = "/tmp/onrecord-store-XXXXXX";
static char path[64];

static inline void wipe(void) {
  char command[128];
  snprintf(command, sizeof command, "chmod -R u+w %s; rm -rf %s/*", folder, folder);
  assert_int_equal(system(command), 0);
}

static inline int set_up(void** state) {
  (void)state;
  wipe();
  return 0;
}

static inline int folder_make(void) {
  if (!mkdtemp(folder)) return 99;
  snprintf(path, sizeof path, "%s/graph", folder);
  return 0;
}

static inline void folder_remove(void) {
  wipe();
  rmdir(folder);
}

#define good(expression)                                                       \
  do {                                                                         \
    const Status status_ = (expression);                                       \
    if (status_ != OK) print_error("%s: %s\n", #expression, status_message()); \
    assert_int_equal(status_, OK);                                             \
  } while (0)

/// Fails with this status, and says these words.
#define bad(expression, expected, words)                                                 \
  do {                                                                                   \
    assert_int_equal((expression), (expected));                                          \
    if (!strstr(status_message(), (words))) print_error("said: %s\n", status_message()); \
    assert_non_null(strstr(status_message(), (words)));                                  \
  } while (0)

static inline Store* open_store(unsigned flags) {
  Store* store;
  good(store_open(path, flags, &store));
  return store;
}

static inline Quad quad_of(const char* s, const char* p, const char* o, const char* g) {
  return (Quad){term_iri(slice(s)), term_iri(slice(p)), term_string(slice(o)), g ? term_iri(slice(g)) : (Term){0}};
}

static inline size_t count_all(Store* store) {
  StoreInfo info;
  good(store_info(store, &info));
  return info.quads;
}

#endif
