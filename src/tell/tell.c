/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "tell/tell.h"

#include "base/file.h"
#include "tell/formats.h"
#include "tell/out.h"

#include <errno.h>
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
    if ((*f)->extension && !strcmp((*f)->extension, name)) return *f;
  return NULL;
}

static Status write_part(Store* store, const TellPart* part, const TellOptions* options, const char* path, const char* new_path) {
  FILE* file = fopen(new_path, "wb");
  if (!file) return file_fault(new_path, errno);
  Status status = tell_format(part->format)->write(store, options, file);
  errno         = 0;
  if (fclose(file) && status == OK) status = out_fault("the output", errno);
  if (status == OK && rename(new_path, path)) return file_fault(path, errno);
  return status == OK ? OK : blame(status, "%s", path);
}

Status tell_folder(Store* store, const TellFormat* format, const TellOptions* options, const char* path) {
  if (!format->parts) return fail(ERR_USAGE, "%s: %s is one file, not a folder", path, format->name);
  if (mkdir(path, 0777) && errno != EEXIST) return file_fault(path, errno);
  for (const TellPart* part = format->parts; part->file; part++) {
    Arena       arena    = {0};
    const char* whole    = arena_printf(&arena, "%s/%s", path, part->file);
    const char* new_path = arena_printf(&arena, "%s/.%s.new", path, part->file);
    const Status status  = write_part(store, part, options, whole, new_path);
    if (status != OK) unlink(new_path);
    arena_free(&arena);
    TRY(status);
  }
  return OK;
}
