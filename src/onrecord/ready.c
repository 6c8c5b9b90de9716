/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "onrecord/ready.h"

#include "base/file.h"
#include "library/places.h"
#include "onrecord/nearest.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER "ontology/queries"
#define ENDING ".rq"

typedef struct {
  Slice name, value;
  bool  filled;
} Hole;

/// A query's file, taken apart.
typedef struct {
  Arena  arena;
  Slice  text, title;
  Hole*  holes;
  size_t n, cap;
} Ready;

static bool starts(Slice s, const char* with) {
  const size_t n = strlen(with);
  return s.len >= n && !memcmp(s.ptr, with, n);
}

static Slice behind(Slice s, size_t n) { return slice_trim((Slice){s.ptr + n, s.len - n}); }

/// The title is the first line, a hole is "# param: NAME DEFAULT".
static void take_line(Ready* ready, Slice line) {
  static const char param[] = "# param:";
  if (starts(line, param)) {
    const Slice words = behind(line, sizeof param - 1);
    size_t      n     = 0;
    while (n < words.len && words.ptr[n] != ' ') n++;
    *arena_push(&ready->arena, ready->holes, ready->n, ready->cap) = (Hole){{words.ptr, n}, behind(words, n), false};
  } else if (!ready->title.len && starts(line, "#")) {
    ready->title = behind(line, 1);
  }
}

static Status open_ready(const char* name, Ready* ready) {
  *ready      = (Ready){0};
  Buffer path = {0}, file = {0};
  buffer_printf(&file, FOLDER "/%s" ENDING, name);
  FileMap map;
  Status  status = find_shipped(file.bytes, &path);
  if (status == OK) status = file_map(path.bytes, &map);
  if (status == OK) {
    ready->text = (Slice){arena_copy(&ready->arena, map.bytes, map.len), map.len};
    file_unmap(&map);
    for (const char *p = ready->text.ptr, *end = p + ready->text.len; p < end && *p == '#';) {
      const char* stop = memchr(p, '\n', (size_t)(end - p));
      if (!stop) stop = end;
      take_line(ready, (Slice){p, (size_t)(stop - p)});
      p = stop < end ? stop + 1 : end;
    }
  }
  buffer_free(&file);
  buffer_free(&path);
  return status;
}

static int by_name(const void* a, const void* b) { return strcmp(*(char* const*)a, *(char* const*)b); }

/// The names of all queries, sorted, in the arena.
static Status ready_names(Arena* arena, const char*** names, size_t* n) {
  Buffer path = {0};
  TRY(find_shipped(FOLDER, &path));
  DIR* folder = opendir(path.bytes);
  if (!folder) {
    const Status status = file_fault(path.bytes, errno);
    buffer_free(&path);
    return status;
  }
  size_t cap = 0;
  for (struct dirent* entry; (entry = readdir(folder));) {
    const size_t len = strlen(entry->d_name), end = sizeof ENDING - 1;
    if (len > end && !strcmp(entry->d_name + len - end, ENDING))
      *arena_push(arena, *names, *n, cap) = arena_copy(arena, entry->d_name, len - end);
  }
  closedir(folder);
  buffer_free(&path);
  if (*n) qsort(*names, *n, sizeof **names, by_name);
  return OK;
}

static Status unknown(const char* name) {
  Arena        arena  = {0};
  const char** names  = NULL;
  size_t       n      = 0;
  Status       status = ready_names(&arena, &names, &n);
  if (status == OK) {
    Nearest nearest = nearest_to(name);
    for (size_t i = 0; i < n; i++) nearest_try(&nearest, names[i]);
    status = nearest.best ? fail(ERR_NOT_FOUND, "%s: no such query, and no such file; did you mean %s?", name, nearest.best)
                          : fail(ERR_NOT_FOUND, "%s: no such query, and no such file; see onrecord query --list", name);
  }
  arena_free(&arena);
  return status;
}

static Hole* hole_of(Ready* ready, Slice name) {
  for (size_t i = 0; i < ready->n; i++)
    if (slice_equal(ready->holes[i].name, name)) return &ready->holes[i];
  return NULL;
}

/// "about=port"; "port" goes into the first hole that has no value yet.
static Status fill(Ready* ready, const char* query, const char* word) {
  const char* equals = strchr(word, '=');
  Hole*       hole   = equals ? hole_of(ready, (Slice){word, (size_t)(equals - word)}) : NULL;
  const char* value  = hole ? equals + 1 : word;
  for (size_t i = 0; i < ready->n && !hole && !equals; i++)
    if (!ready->holes[i].filled) hole = &ready->holes[i];
  if (hole) {
    hole->value  = slice(value);
    hole->filled = true;
    return OK;
  }
  if (!ready->n) return fail(ERR_USAGE, "%s: %s takes no values", word, query);
  Buffer names = {0};
  for (size_t i = 0; i < ready->n; i++) buffer_printf(&names, "%s%.*s=WORDS", i ? " and " : "", SLICE_ARG(ready->holes[i].name));
  const Status status = fail(ERR_USAGE, "%s: give %s its values as %s; see onrecord query --list", word, query, names.bytes);
  buffer_free(&names);
  return status;
}

/// A value as it stands inside a string literal of SPARQL.
static void put_escaped(Slice value, Buffer* text) {
  for (size_t i = 0; i < value.len; i++) switch (value.ptr[i]) {
    case '\\': buffer_puts(text, "\\\\"); break;
    case '"': buffer_puts(text, "\\\""); break;
    case '\n': buffer_puts(text, "\\n"); break;
    case '\r': buffer_puts(text, "\\r"); break;
    case '\t': buffer_puts(text, "\\t"); break;
    default: buffer_putc(text, value.ptr[i]);
    }
}

static void put_filled(Ready* ready, Buffer* text) {
  const char *p = ready->text.ptr, *end = p + ready->text.len;
  while (p < end) {
    const char* open  = memmem(p, (size_t)(end - p), "{{", 2);
    const char* close = open ? memmem(open, (size_t)(end - open), "}}", 2) : NULL;
    const Hole* hole  = close ? hole_of(ready, (Slice){open + 2, (size_t)(close - open) - 2}) : NULL;
    const char* stop  = hole ? open : open && close ? open + 2 : end;
    buffer_put(text, p, (size_t)(stop - p));
    if (hole) put_escaped(hole->value, text);
    p = hole ? close + 2 : stop;
  }
}

Status ready_query(const char* name, const char* const* values, size_t n, Buffer* text) {
  Ready  ready;
  Status status = open_ready(name, &ready);
  if (status == ERR_NOT_FOUND) status = unknown(name);
  for (size_t i = 0; i < n && status == OK; i++) status = fill(&ready, name, values[i]);
  if (status == OK) put_filled(&ready, text);
  arena_free(&ready.arena);
  return status;
}

static Status list_one(const char* name, FILE* out) {
  Ready ready;
  TRY(open_ready(name, &ready));
  Buffer words = {0};
  buffer_puts(&words, name);
  for (size_t i = 0; i < ready.n; i++) buffer_printf(&words, " %.*s=...", SLICE_ARG(ready.holes[i].name));
  fprintf(out, "%-32s %.*s\n", words.bytes, SLICE_ARG(ready.title));
  buffer_free(&words);
  arena_free(&ready.arena);
  return OK;
}

Status ready_list(FILE* out) {
  Arena        arena  = {0};
  const char** names  = NULL;
  size_t       n      = 0;
  Status       status = ready_names(&arena, &names, &n);
  for (size_t i = 0; i < n && status == OK; i++) status = list_one(names[i], out);
  arena_free(&arena);
  return status;
}
