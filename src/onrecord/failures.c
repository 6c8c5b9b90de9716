/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "onrecord/failures.h"

#include "base/file.h"
#include "base/map.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct Failures {
  const char* path;
  bool        resume;
  FILE*       file;
  Map         names;
};

Failures* failures_open(const char* path, bool resume) {
  Failures* f = xcalloc(1, sizeof *f);
  *f          = (Failures){.path = path, .resume = resume};
  FileMap map;
  if (!path || !resume || !strcmp(path, "-") || file_map(path, &map) != OK) return f;
  Slice rest = {map.bytes, map.len};
  for (const char* end; rest.len && (end = memchr(rest.ptr, '\n', rest.len));) {
    map_at(&f->names, (Slice){rest.ptr, (size_t)(end - rest.ptr)}, 1);
    rest = (Slice){end + 1, rest.len - (size_t)(end + 1 - rest.ptr)};
  }
  file_unmap(&map);
  return f;
}

static Status open_file(Failures* f) {
  if (!f->path || f->file) return OK;
  f->file = strcmp(f->path, "-") ? fopen(f->path, f->resume ? "ae" : "we") : stdout;
  return f->file ? OK : blame(file_fault(f->path, errno), "--failures");
}

Status failures_put(Failures* f, const char* name, const char* why) {
  TRY(open_file(f));
  if (!f->file || !strcmp(name, "-") || strchr(name, '\n')) return OK; // nothing that could be read again
  uint64_t* seen = map_at(&f->names, slice(name), 0);
  if ((*seen)++) return OK;
  fprintf(f->file, "# %.*s\n%s\n", (int)strcspn(why, "\n"), why, name);
  return fflush(f->file) ? blame(file_fault(f->path, errno), "--failures") : OK;
}

Status failures_close(Failures* f) {
  if (!f) return OK;
  Status status = open_file(f);
  if (f->file && f->file != stdout && fclose(f->file) && status == OK) status = blame(file_fault(f->path, errno), "--failures");
  map_free(&f->names);
  free(f);
  return status;
}
