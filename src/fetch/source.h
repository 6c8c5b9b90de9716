/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The three places that inputs come from, each with one function; fetch.c chooses. */
#ifndef ONRECORD_FETCH_SOURCE_H
#define ONRECORD_FETCH_SOURCE_H

#include "fetch/fetch.h"

typedef struct Polite Polite; ///< What is known of each site (polite.h)

/// What one fetch_each() carries along.
typedef struct {
  FetchOptions options;
  FetchSink    sink;
  Buffer       bytes; ///< Of the input at hand, used again for the next
  void*        curl;  ///< Made for the first URL, kept for the next
  Polite*      polite; ///< The same
} Fetch;

/// The rest of a file or pipe that is too large to hold.
typedef struct {
  const char* name;
  int         fd;
  uint64_t    size; ///< Of the whole file; 0: not known
} Rest;

/// The Stream function over a Rest.
Status rest_more(void* self, Buffer* out);

Status fetch_stdin(Fetch* fetch, const char* name);
Status fetch_path(Fetch* fetch, const char* name, const char* path); ///< `name` is for people, `path` for the system
Status fetch_url(Fetch* fetch, const char* url);

void   fetch_end(Fetch* fetch); ///< Free what a Fetch has gathered

/// Tell the sink that `name` failed with the current status_message().
Status fetch_failed(Fetch* fetch, const char* name, const char* uri, Status status);

#endif
