/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "tell/tell.h"

#include "base/file.h"
#include "tell/formats.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const TellFormat* const tell_formats[] = {
    &tell_turtle, &tell_trig,      &tell_ntriples,  &tell_nquads, &tell_jsonld,      &tell_gexf,         &tell_graphml, &tell_yed,
    &tell_dot,    &tell_cytoscape, &tell_csv,       &tell_csv_nodes, &tell_csv_edges, &tell_neo4j, &tell_neo4j_nodes,
    &tell_neo4j_edges, NULL};

const TellFormat* tell_format(const char* name) {
  for (const TellFormat* const* f = tell_formats; *f; f++)
    if (!strcmp((*f)->name, name)) return *f;
  for (const TellFormat* const* f = tell_formats; *f; f++)
    if (!strcmp((*f)->extension, name)) return *f;
  return NULL;
}

const TellFormat* tell_format_of(const char* path) {
  const TellFormat* best = NULL;
  const size_t      len  = strlen(path);
  size_t            most = 0;
  for (const TellFormat* const* f = tell_formats; *f; f++) {
    const size_t n = strlen((*f)->extension);
    if (n <= most || n + 1 > len || path[len - n - 1] != '.' || strcmp(path + len - n, (*f)->extension) != 0) continue;
    best = *f;
    most = n;
  }
  return best;
}

Status tell_file(Store* store, const TellFormat* format, const TellOptions* options, const char* path) {
  if (format->parts) return tell_folder(store, format, options, path);
  Arena       arena    = {0};
  const char* new_path = arena_printf(&arena, "%s.%ld.new", path, (long)getpid());
  const int   fd       = open(new_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  FILE*       file     = fd < 0 ? NULL : fdopen(fd, "wb");
  Status      status   = file ? OK : file_fault(path, errno);
  if (file) {
    status = format->write(store, options, file);
    if (status != OK) blame(status, "%s", path);
    errno = 0;
    if (status == OK && (fflush(file) || fsync(fd))) status = file_fault(path, errno);
    if (fclose(file) && status == OK) status = file_fault(path, errno);
    if (status == OK && rename(new_path, path)) status = file_fault(path, errno);
    if (status != OK) unlink(new_path);
  }
  arena_free(&arena);
  return status;
}

Status tell_folder(Store* store, const TellFormat* format, const TellOptions* options, const char* path) {
  if (!format->parts) return fail(ERR_USAGE, "%s: %s is one file, not a folder", path, format->name);
  if (mkdir(path, 0777) && errno != EEXIST) return file_fault(path, errno);
  for (const TellPart* part = format->parts; part->file; part++) {
    Arena        arena  = {0};
    const Status status = tell_file(store, tell_format(part->format), options, arena_printf(&arena, "%s/%s", path, part->file));
    arena_free(&arena);
    TRY(status);
  }
  return OK;
}
