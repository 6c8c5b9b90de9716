/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The note "knowledge" has a graph's own tables, one after the other, each behind a line "## table NAME". */
#include "library/world.h"

#include "archive/archive.h"
#include "base/file.h"
#include "library/places.h"

#include <stdlib.h>
#include <string.h>

#define TABLE_LINE "## table "

static Status open_shipped(Known** known) {
  Buffer path   = {0};
  Status status = find_shipped("known.bin", &path);
  if (status == OK) status = known_open(path.bytes, known);
  buffer_free(&path);
  return status;
}

static const char* base_name(const char* path) {
  const char* slash = strrchr(path, '/');
  return slash && slash[1] ? slash + 1 : path;
}

/// A file's text behind what `out` holds, comments emptied, so that the lines keep their numbers.
static Status read_table(const char* path, Buffer* out) {
  FileMap map;
  TRY(file_map(path, &map));
  Arena      arena = {0};
  const Text sound = text_make(&arena, map.bytes, map.len);
  for (const char *p = sound.bytes, *end = p + strlen(p); p < end;) {
    const char*  stop = memchr(p, '\n', (size_t)(end - p));
    const size_t n    = (size_t)((stop ? stop : end) - p);
    if (*p != '#') buffer_put(out, p, n);
    buffer_putc(out, '\n');
    p += stop ? n + 1 : n;
  }
  arena_free(&arena);
  file_unmap(&map);
  return OK;
}

static Status read_tables(const char* const* files, size_t n, Buffer* out) {
  for (size_t i = 0; i < n; i++) {
    if (!strcmp(files[i], WORLD_NONE)) {
      if (n > 1) return fail(ERR_USAGE, "--knowledge " WORLD_NONE ": takes all tables away; give it alone, or write ./" WORLD_NONE " for a file of that name");
      return OK;
    }
    buffer_puts(out, TABLE_LINE);
    buffer_puts(out, base_name(files[i]));
    buffer_putc(out, '\n');
    TRY(read_table(files[i], out));
  }
  return OK;
}

static Status add_tables(Known* known, Slice text) {
  while (text.len) {
    Arena        arena = {0};
    const char*  end   = memchr(text.ptr, '\n', text.len);
    const size_t head  = strlen(TABLE_LINE);
    const char*  name  = arena_copy(&arena, text.ptr + head, (size_t)(end - text.ptr) - head);
    const char*  next  = memmem(end, text.len - (size_t)(end - text.ptr), "\n" TABLE_LINE, head + 1);
    const Slice  table = {end + 1, next ? (size_t)(next - end) : text.len - (size_t)(end + 1 - text.ptr)};
    const Status status = known_add(known, table, name);
    text = next ? (Slice){next + 1, text.len - (size_t)(next + 1 - text.ptr)} : (Slice){0};
    arena_free(&arena);
    TRY(status);
  }
  return OK;
}

static Status open_with(Slice tables, Known** known) {
  *known        = NULL;
  Status status = open_shipped(known);
  if (status == OK) status = add_tables(*known, tables);
  if (status == OK) return OK;
  known_free(*known);
  *known = NULL;
  return status;
}

Status world_open(const char* const* files, size_t n, Known** known) {
  Buffer tables = {0};
  *known        = NULL;
  Status status = read_tables(files, n, &tables);
  if (status == OK) status = open_with(buffer_slice(&tables), known);
  buffer_free(&tables);
  return status;
}

Status world_of(Store* store, bool within, Known** known) {
  Arena       arena = {0};
  const char* text  = NULL;
  *known            = NULL;
  Status status     = within ? OK : store_begin(store, STORE_READ);
  if (status == OK) {
    status = archive_knowledge(store, &arena, &text);
    if (!within) store_abort(store);
  }
  if (status == OK) status = open_with(slice(text), known);
  arena_free(&arena);
  return status;
}

static Status keep(Store* store, const char* base, Slice tables, const Known* known) {
  Arena       arena = {0};
  const char* before;
  TRY(store_begin(store, STORE_WRITE | STORE_WAIT));
  Status     status = archive_knowledge(store, &arena, &before);
  const bool same   = status == OK && slice_equal(slice(before), tables);
  if (status == OK && !same) status = archive_know(store, tables, &(GraphOptions){.base = base, .known = known});
  arena_free(&arena);
  if (status == OK && !same) return store_commit(store);
  store_abort(store);
  return status;
}

Status world_take(Store* store, const char* base, const char* const* files, size_t n) {
  if (!n) return OK;
  Buffer tables = {0};
  Known* known  = NULL;
  Status status = read_tables(files, n, &tables);
  if (status == OK) status = open_with(buffer_slice(&tables), &known);
  if (status == OK) status = keep(store, base, buffer_slice(&tables), known);
  known_free(known);
  buffer_free(&tables);
  return status;
}
