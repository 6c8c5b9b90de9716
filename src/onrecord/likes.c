/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "onrecord/likes.h"

#include "base/buffer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  Likeness likeness;
  uint8_t  sha256[32];
} Entry;

_Static_assert(sizeof(Entry) == 96, "entries stand on disk as they are in memory");

struct Likes {
  int    fd;      ///< -1: neither read nor written
  Buffer entries; ///< What was read of the file
};

Likes* likes_open(const char* graph) {
  Likes* likes = xcalloc(1, sizeof *likes);
  Buffer path  = {0};
  buffer_printf(&path, "%s/likeness", graph);
  likes->fd = open(path.bytes, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  struct stat st;
  // what a crash left of an entry
  if (likes->fd >= 0 && !fstat(likes->fd, &st) && st.st_size % (off_t)sizeof(Entry) &&
      ftruncate(likes->fd, st.st_size - st.st_size % (off_t)sizeof(Entry)))
    close(likes->fd), likes->fd = -1;
  buffer_free(&path);
  return likes;
}

void likes_close(Likes* likes) {
  if (!likes) return;
  if (likes->fd >= 0) close(likes->fd);
  buffer_free(&likes->entries);
  free(likes);
}

/* What was appended since the last time, by whomever. */
static void read_on(Likes* likes) {
  struct stat st;
  if (likes->fd < 0 || fstat(likes->fd, &st) || (size_t)st.st_size <= likes->entries.len) return;
  const size_t more = (size_t)st.st_size - likes->entries.len;
  buffer_reserve(&likes->entries, more);
  const ssize_t n = pread(likes->fd, likes->entries.bytes + likes->entries.len, more, (off_t)likes->entries.len);
  if (n > 0) likes->entries.len += (size_t)n - (likes->entries.len + (size_t)n) % sizeof(Entry);
}

static void put_hex(const uint8_t* bytes, Digest* digest) {
  for (size_t i = 0; i < 32; i++) snprintf(digest->hex + 2 * i, 3, "%02x", bytes[i]);
}

Status likes_find(Likes* likes, const Likeness* likeness, Status (*accept)(void*, const Digest*, int, bool*), void* self) {
  read_on(likes);
  const Entry* entries = (const Entry*)(const void*)likes->entries.bytes;
  const size_t n       = likes->entries.len / sizeof *entries;
  Buffer       found   = {0}; // numbers of near-duplicates, and how alike
  for (size_t i = 0; i < n; i++) {
    const size_t pair[2] = {i, (size_t)likeness_common(likeness, &entries[i].likeness)};
    if (pair[1] >= LIKENESS_SAME) buffer_put(&found, pair, sizeof pair);
  }
  const size_t(*pairs)[2] = (const size_t(*)[2])(const void*)found.bytes;
  Status status           = OK;
  bool   yes              = false;
  for (size_t common = LIKENESS_BYTES; common >= LIKENESS_SAME && status == OK && !yes; common--)
    for (size_t i = 0; i < found.len / sizeof *pairs && status == OK && !yes; i++) {
      if (pairs[i][1] != common) continue;
      Digest digest;
      put_hex(entries[pairs[i][0]].sha256, &digest);
      status = accept(self, &digest, (int)common, &yes);
    }
  buffer_free(&found);
  return status;
}

void likes_put(Likes* likes, const Likeness* likeness, const Digest* sha256) {
  if (likes->fd < 0) return;
  Entry entry = {.likeness = *likeness};
  for (size_t i = 0; i < 32; i++) {
    unsigned byte = 0;
    sscanf(sha256->hex + 2 * i, "%2x", &byte);
    entry.sha256[i] = (uint8_t)byte;
  }
  if (write(likes->fd, &entry, sizeof entry) != (ssize_t)sizeof entry) close(likes->fd), likes->fd = -1;
}
