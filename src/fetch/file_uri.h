/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Paths as file URIs and back (RFC 8089, RFC 3986).
 *
 *     "/srv/news/Zoë 1.txt"   <->   "file:///srv/news/Zo%C3%AB%201.txt"
 */
#ifndef ONRECORD_FETCH_FILE_URI_H
#define ONRECORD_FETCH_FILE_URI_H

#include "base/buffer.h"

/// Put the URI of an absolute path into `out`.
void file_uri(const char* absolute, Buffer* out);

/// Put the path of a file URI into `out`; false where it is none of this machine, or holds a NUL.
bool file_uri_path(const char* uri, Buffer* out);

/// Put the absolute path behind `path` into `out`: links in its folder are resolved, its own name is kept. False, with
/// errno, where the folder is not there.
bool absolute_path(const char* path, Buffer* out);

#endif
