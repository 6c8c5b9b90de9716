/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Pages that were fetched before, in a folder of files, so that a server is asked only whether they have changed
 * (RFC 9110, section 13).
 *
 *     DIR/3f/9a41...    the address, media type, ETag and Last-Modified, each on a line; an empty line; the page
 *
 * A page is kept where its server gives a mark to compare and does not forbid it (Cache-Control: no-store). A file is
 * complete or not there; one that is damaged counts as not there. Delete what you like, at any time. */
#ifndef ONRECORD_FETCH_CACHE_H
#define ONRECORD_FETCH_CACHE_H

#include "base/buffer.h"
#include "base/status.h"

typedef struct {
  const char *type, *etag, *modified; ///< Each NULL where the server did not say
  Slice       page;
} Cached;

/// Make the folder where it is not there.
Status cache_open(const char* folder);

/// Look for an address; what `cached` points at lives in the arena. False: not there.
bool cache_find(const char* folder, const char* url, Arena* arena, Cached* cached);

/// Keep a page. A fault is no reason to stop: it will be fetched again.
Status cache_keep(const char* folder, const char* url, const Cached* page);

#endif
