/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "library/graph_base.h"

#include "graph/graph.h"

#include <string.h>

static Status noted_base(Store* store, Arena* arena, const char** noted) {
  TRY(store_begin(store, STORE_READ));
  const Status status = store_note(store, "base", arena, noted);
  store_abort(store);
  return status;
}

static Status note_base(Store* store, const char* base) {
  TRY(store_begin(store, STORE_WRITE | STORE_WAIT));
  Status status = store_set_note(store, "base", base);
  if (status == OK) status = store_commit(store);
  if (status != OK) store_abort(store);
  return status;
}

Status graph_base(Store* store, const char* chosen, bool note, char** base) {
  Arena       arena  = {0};
  const char* noted  = NULL;
  Status      status = noted_base(store, &arena, &noted);
  if (status == OK && noted && chosen && strcmp(noted, chosen) != 0)
    status = fail(ERR_USAGE, "--base %s: this graph was made with %s; leave --base out, or add to a new graph", chosen, noted);
  if (status == OK && !noted) {
    noted = chosen ? chosen : GRAPH_BASE;
    if (note) status = note_base(store, noted);
  }
  if (status == OK) *base = xstrdup(noted);
  arena_free(&arena);
  return status;
}
