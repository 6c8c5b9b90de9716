/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "library/judged.h"

#include "archive/archive.h"
#include "base/file.h"
#include "identity/judgements.h"
#include "library/world.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void judged_path(const char* graph, Buffer* path) {
  size_t n = strlen(graph);
  while (n > 1 && graph[n - 1] == '/') n--;
  buffer_clear(path);
  buffer_printf(path, "%.*s.judgements.tsv", (int)n, graph);
}

static Status noted(Store* store, Buffer* text) {
  Arena       arena = {0};
  const char* table = "";
  TRY(store_begin(store, STORE_READ));
  const Status status = archive_judgements(store, &arena, &table);
  if (status == OK) buffer_puts(text, table);
  store_abort(store);
  arena_free(&arena);
  return status;
}

Status judged_read(Store* store, const char* graph, Buffer* text) {
  Buffer  path = {0};
  FileMap map;
  judged_path(graph, &path);
  Status status = OK;
  if (access(path.bytes, F_OK)) {
    status = noted(store, text);
  } else {
    status = file_map(path.bytes, &map);
    if (status == OK) {
      Arena      arena = {0};
      const Text sound = text_make(&arena, map.bytes, map.len);
      buffer_put(text, sound.bytes, strlen(sound.bytes)); // what stands behind a NUL is no text
      arena_free(&arena);
      file_unmap(&map);
    }
  }
  buffer_free(&path);
  return status;
}

Status judged_write(const char* graph, const Buffer* text) {
  Buffer path = {0}, fresh = {0};
  judged_path(graph, &path);
  buffer_printf(&fresh, "%s.new", path.bytes);
  FILE*  file   = fopen(fresh.bytes, "w");
  Status status = OK;
  if (!file || fwrite(text->bytes, 1, text->len, file) != text->len || fflush(file) || fsync(fileno(file))) status = file_fault(fresh.bytes, errno);
  if (file && fclose(file) && status == OK) status = file_fault(fresh.bytes, errno);
  if (status == OK && rename(fresh.bytes, path.bytes)) status = file_fault(path.bytes, errno);
  if (status != OK && file) unlink(fresh.bytes);
  buffer_free(&fresh);
  buffer_free(&path);
  return status;
}

/// Nodes that no article has brought yet.
static Status name_unknown(Store* store, const Judgements* j, Arena* arena, const char* path, JudgedSink sink) {
  for (size_t i = 0; i < j->n; i++)
    for (int side = 0; side < 2; side++) {
      const Judgement* judged = &j->items[i];
      const Slice      iri    = side ? judged->b : judged->a;
      Slice            node;
      if (!iri.len || (side && judged->verb == JUDGED_RENAME)) continue;
      TRY(archive_node(store, iri, arena, &node));
      if (!node.len)
        sink.say(sink.self, arena_printf(arena, "%s: line %zu: %.*s is nobody in this graph; the line waits until an article names them",
                                         path, judged->line, SLICE_ARG(iri)));
    }
  return OK;
}

static Status name_faults(Store* store, Slice text, const char* path, JudgedSink sink) {
  Arena      arena = {0};
  Judgements j;
  judgements_parse(text, &arena, &j);
  for (size_t i = 0; i < j.fault_count; i++) sink.say(sink.self, arena_printf(&arena, "%s: %s", path, j.faults[i].words));
  Status status = store_begin(store, STORE_READ);
  if (status == OK) {
    status = name_unknown(store, &j, &arena, path, sink);
    store_abort(store);
  }
  arena_free(&arena);
  return status;
}

static Status judge(Store* store, const Buffer* text, bool anew, const GraphOptions* options) {
  TRY(store_begin(store, STORE_WRITE | STORE_WAIT));
  Status status = archive_judge(store, buffer_slice(text), options);
  if (status == OK && anew) status = archive_rebuild_view(store, options);
  if (status == OK) return store_commit(store);
  store_abort(store);
  return status;
}

static Status take(Store* store, const char* base, const Buffer* text, bool anew, bool* taken) {
  Buffer             before  = {0};
  Status             status  = noted(store, &before);
  *taken = status == OK && (anew || !slice_equal(buffer_slice(&before), buffer_slice(text)));
  buffer_free(&before);
  if (!*taken) return status;
  Known* known;
  TRY(world_of(store, false, &known));
  status = judge(store, text, anew, &(GraphOptions){.base = base, .known = known});
  known_free(known);
  return status;
}

Status judged_take(Store* store, const char* graph, const char* base, bool anew, JudgedSink sink) {
  Buffer text = {0}, path = {0};
  bool   taken  = false;
  Status status = judged_read(store, graph, &text);
  if (status == OK) status = take(store, base, &text, anew, &taken);
  judged_path(graph, &path);
  if (status == OK && taken && sink.say) status = name_faults(store, buffer_slice(&text), path.bytes, sink);
  buffer_free(&path);
  buffer_free(&text);
  return status;
}
