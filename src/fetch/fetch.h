/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What people name on the command line, as bytes: files, folders (walked in byte order of their names), "-" for
 * standard input, http(s) URLs.
 *
 *     fetch_each(names, n, &options, (FetchSink){take, self});
 *
 * A name that cannot be read is given to the sink with its Status and goes no further; the others are still read.
 * Of a folder, files named like articles are read (.txt .text .md .html .htm .xhtml), hidden ones and those that
 * speak of the folder itself (README, LICENSE, ...) are not; a file named by the user is always read. */
#ifndef ONRECORD_FETCH_FETCH_H
#define ONRECORD_FETCH_FETCH_H

#include "base/buffer.h"
#include "base/stream.h"

typedef struct {
  const char* name;   ///< As the user would name it: path, URL, or "-"
  const char* uri;    ///< file:///absolute/path, the final URL, or "stdin:"
  const char* type;   ///< Media type that the server gave, else NULL
  Slice       bytes;  ///< Valid until the sink returns
  const Stream* rest; ///< What follows them in a large file, until the sink returns; NULL: nothing
  Status      status; ///< Not OK: why it could not be read, in status_message()
} Fetched;

typedef struct {
  /// Called for each input in a fixed order; a status other than OK stops the walk and is returned.
  Status (*take)(void* self, const Fetched* input);
  void* self;
} FetchSink;

typedef struct {
  size_t limit;        ///< Bytes of one input; 0: no limit
  bool   streams;      ///< A file or pipe over the limit is given all the same: its beginning, and a stream for the rest
  long   timeout_s;    ///< For a URL, whole transfer; 0: 30
  const char* user_agent; ///< NULL: OnRecord/VERSION; its first word is the name that robots.txt knows it by
  const char* proxy;      ///< Instead of those of the environment (http_proxy, ...); "": none; NULL: the environment's
  const char* cache;      ///< A folder of pages fetched before, which are asked for only if changed; NULL: none
  double      interval_s; ///< Between two pages of one site; 0: one second, negative: none
  bool        ignore_robots; ///< Also what a site's robots.txt asks programs not to read
  bool   allow_private; ///< Also URLs that lead to this machine or a private network; otherwise ERR_ACCESS
} FetchOptions;

/// Read each name in turn. `options` may be NULL.
Status fetch_each(const char* const* names, size_t n, const FetchOptions* options, FetchSink sink);

/// Whether a file of this name, without its folder, is read where nobody named it: in a folder or archive.
bool fetch_article_name(const char* name);

#endif
