/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* known-pack: the tables of data/known/ become known.bin, when the program is built.
 *
 *     known-pack known.bin data/known/congress.tsv data/known/countries.tsv ... */
#include "base/file.h"
#include "knowledge/known.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static Status write_whole(const char* path, const Buffer* bytes) {
  FILE*  file   = fopen(path, "wb");
  Status status = OK;
  if (!file || fwrite(bytes->bytes, 1, bytes->len, file) != bytes->len) status = file_fault(path, errno);
  if (file && fclose(file) && status == OK) status = file_fault(path, errno);
  return status;
}

/// "data/known/congress.tsv" -> "congress"
static const char* stem(Arena* arena, const char* path) {
  const char* slash = strrchr(path, '/');
  const char* name  = slash ? slash + 1 : path;
  return arena_copy(arena, name, strcspn(name, "."));
}

int main(int argc, char** argv) {
  if (argc < 3) {
    fputs("usage: known-pack OUT TABLE...\n", stderr);
    return 2;
  }
  Arena        arena  = {0};
  const size_t n      = (size_t)argc - 2;
  Slice*       texts  = arena_array(&arena, Slice, n);
  const char** names  = arena_array(&arena, const char*, n);
  Buffer       out    = {0};
  Status       status = OK;
  for (size_t i = 0; i < n && status == OK; i++) {
    FileMap map;
    names[i] = stem(&arena, argv[i + 2]);
    status   = file_map(argv[i + 2], &map);
    if (status == OK) texts[i] = (Slice){map.bytes, map.len};
  }
  if (status == OK) status = known_pack(texts, names, n, &out);
  if (status == OK) status = write_whole(argv[1], &out);
  if (status != OK) fprintf(stderr, "known-pack: %s\n", status_message());
  buffer_free(&out);
  arena_free(&arena);
  return status != OK;
}
