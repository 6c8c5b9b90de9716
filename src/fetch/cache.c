/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "fetch/cache.h"

#include "base/digest.h"
#include "base/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FIRST_LINE "OnRecord page 1"

enum { FIELDS = 5 }; // First line, address, type, ETag, Last-Modified

static Status make_folder(const char* path) {
  if (!mkdir(path, 0755) || errno == EEXIST) return OK;
  return file_fault(path, errno);
}

Status cache_open(const char* folder) {
  TRY(make_folder(folder));
  struct stat about;
  if (stat(folder, &about)) return file_fault(folder, errno);
  if (!S_ISDIR(about.st_mode)) return fail(ERR_USAGE, "--cache %s: not a folder; name one", folder);
  return access(folder, W_OK) ? file_fault(folder, errno) : OK;
}

/* DIR/ab/cdef..., `folder_end` the length of its folder. */
static void path_of(const char* folder, const char* url, Buffer* path, size_t* folder_end) {
  const Digest digest = digest_sha256(slice(url));
  buffer_printf(path, "%s/%.2s", folder, digest.hex);
  *folder_end = path->len;
  buffer_printf(path, "/%s", digest.hex + 2);
}

bool cache_find(const char* folder, const char* url, Arena* arena, Cached* cached) {
  Buffer  path = {0};
  size_t  folder_end;
  FileMap map;
  path_of(folder, url, &path, &folder_end);
  const bool there = file_map(path.bytes, &map) == OK;
  buffer_free(&path);
  if (!there) return false;
  const char* fields[FIELDS];
  const char *p = map.bytes, *end = p + map.len;
  int         n = 0;
  for (; n < FIELDS; n++) {
    const char* eol = p < end ? memchr(p, '\n', (size_t)(end - p)) : NULL;
    if (!eol) break;
    fields[n] = eol > p ? arena_copy(arena, p, (size_t)(eol - p)) : NULL;
    p         = eol + 1;
  }
  const bool whole = n == FIELDS && p < end && *p == '\n' && fields[0] && !strcmp(fields[0], FIRST_LINE) && fields[1] &&
                     !strcmp(fields[1], url);
  if (whole) {
    p++;
    *cached = (Cached){fields[2], fields[3], fields[4], {arena_copy(arena, p, (size_t)(end - p)), (size_t)(end - p)}};
  }
  file_unmap(&map);
  return whole;
}

static bool one_line(const char* s) { return !s || !s[strcspn(s, "\r\n")]; }

static bool put_file(FILE* file, const char* url, const Cached* page) {
  const char* const fields[] = {FIRST_LINE, url, page->type, page->etag, page->modified};
  for (int i = 0; i < FIELDS; i++) fprintf(file, "%s\n", fields[i] ? fields[i] : "");
  fputc('\n', file);
  fwrite(page->page.ptr, 1, page->page.len, file);
  return !ferror(file);
}

Status cache_keep(const char* folder, const char* url, const Cached* page) {
  if (!one_line(url) || !one_line(page->type) || !one_line(page->etag) || !one_line(page->modified)) return OK;
  Buffer path = {0}, fresh = {0};
  size_t folder_end;
  path_of(folder, url, &path, &folder_end);
  buffer_printf(&fresh, "%.*s", (int)folder_end, path.bytes);
  Status status = make_folder(fresh.bytes);
  buffer_puts(&fresh, "/fresh-XXXXXX");
  const int fd   = status == OK ? mkstemp(fresh.bytes) : -1;
  FILE*     file = fd >= 0 ? fdopen(fd, "wb") : NULL;
  if (status == OK && !file) status = file_fault(fresh.bytes, errno);
  if (file) {
    const bool put  = put_file(file, url, page);
    const bool shut = !fclose(file);
    if (!put || !shut || rename(fresh.bytes, path.bytes)) {
      status = file_fault(path.bytes, errno);
      unlink(fresh.bytes);
    }
  } else if (fd >= 0) {
    close(fd);
  }
  buffer_free(&fresh);
  buffer_free(&path);
  return status;
}
