/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Whole files, read or mapped, with errors that name the file and what to do. */
#ifndef ONRECORD_BASE_FILE_H
#define ONRECORD_BASE_FILE_H

#include "base/buffer.h"
#include "base/status.h"

/// A read-only map of a file; empty files have len 0.
typedef struct {
  const char* bytes;
  size_t      len;
} FileMap;

/// Map a file. ERR_NOT_FOUND, ERR_ACCESS, ERR_IO (a folder, a device, ...).
Status file_map(const char* path, FileMap* map);
void   file_unmap(FileMap* map);

/// Read all of an open descriptor behind what `out` holds. ERR_LIMIT over `limit` bytes (0: none). `name` is for messages.
Status file_read(int fd, const char* name, size_t limit, Buffer* out);

/// The fault behind `errno`, in words: "PATH: no such file; ...".
Status file_fault(const char* path, int error);

#endif
