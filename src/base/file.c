/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

Status file_fault(const char* path, int error) {
  switch (error) {
  case ENOENT:
  case ENOTDIR: return fail(ERR_NOT_FOUND, "%s: no such file; check the path", path);
  case EACCES:
  case EPERM: return fail(ERR_ACCESS, "%s: not allowed to open it; check its rights (ls -l)", path);
  case EROFS: return fail(ERR_ACCESS, "%s: on a read-only file system; choose another place", path);
  case ENOSPC:
  case EDQUOT: return fail(ERR_FULL, "%s: the disk is full; make room and run the command again", path);
  default: return fail(ERR_IO, "%s: %s", path, strerror(error));
  }
}

Status file_map(const char* path, FileMap* map) {
  *map         = (FileMap){"", 0};
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return file_fault(path, errno);
  struct stat st;
  Status      status = OK;
  if (fstat(fd, &st)) {
    status = file_fault(path, errno);
  } else if (!S_ISREG(st.st_mode)) {
    status = fail(ERR_IO, "%s: not a regular file", path);
  } else if (st.st_size) {
    void* p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (p == MAP_FAILED)
      status = file_fault(path, errno);
    else
      *map = (FileMap){p, (size_t)st.st_size};
  }
  close(fd);
  return status;
}

void file_unmap(FileMap* map) {
  if (map->len) munmap((void*)map->bytes, map->len);
  *map = (FileMap){"", 0};
}

Status file_read(int fd, const char* name, size_t limit, Buffer* out) {
  const size_t start = out->len;
  for (;;) {
    buffer_reserve(out, 64 * 1024);
    const ssize_t n = read(fd, out->bytes + out->len, 64 * 1024);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return file_fault(name, errno);
    if (!n) break;
    out->len += (size_t)n;
    if (limit && out->len - start > limit)
      return fail(ERR_LIMIT, "%s: larger than %zu MB; cut it into articles", name, limit / 1000000);
  }
  out->bytes[out->len] = '\0';
  return OK;
}
