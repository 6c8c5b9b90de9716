/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Which place a name means: "-" standard input, "http://" and "https://" the network, "file:" and all else a path. */
#include "base/file.h"
#include "fetch/address.h"
#include "fetch/cache.h"
#include "fetch/file_uri.h"
#include "fetch/source.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { PIECE_BYTES = 1024 * 1024 };

Status fetch_failed(Fetch* fetch, const char* name, const char* uri, Status status) {
  return fetch->sink.take(fetch->sink.self, &(Fetched){.name = name, .uri = uri ? uri : name, .bytes = {"", 0}, .status = status});
}

Status rest_more(void* self, Buffer* out) {
  const Rest* rest = self;
  buffer_reserve(out, PIECE_BYTES);
  ssize_t n;
  do n = read(rest->fd, out->bytes + out->len, PIECE_BYTES);
  while (n < 0 && errno == EINTR);
  if (n < 0) return file_fault(rest->name, errno);
  out->len += (size_t)n;
  return OK;
}

Status fetch_stdin(Fetch* fetch, const char* name) {
  buffer_clear(&fetch->bytes);
  const Status status = file_read(STDIN_FILENO, "standard input", fetch->options.limit, &fetch->bytes);
  const bool   large  = status == ERR_LIMIT && fetch->options.streams;
  if (status != OK && !large) return fetch_failed(fetch, name, "stdin:", status);
  Rest         pipe = {"standard input", STDIN_FILENO, 0};
  const Stream rest = {rest_more, &pipe, 0};
  return fetch->sink.take(fetch->sink.self, &(Fetched){.name = name, .uri = "stdin:", .bytes = buffer_slice(&fetch->bytes),
                                                       .rest = large ? &rest : NULL});
}

/* "http:" of "http://host/": letters, digits and "+-." up to a ":" with "//" behind it (RFC 3986, section 3.1). */
static size_t scheme_length(const char* name) {
  const size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
  return n > 1 && !strncmp(name + n, "://", 3) ? n : 0;
}

static Status fetch_one(Fetch* fetch, const char* name) {
  if (!*name) return fetch_failed(fetch, name, NULL, fail(ERR_USAGE, "an empty name; give a file, a folder, a URL or -"));
  if (!strcmp(name, "-")) return fetch_stdin(fetch, name);
  if (address_web(slice(name))) return fetch_url(fetch, name);
  if (!strncasecmp(name, "file:", 5)) {
    Buffer       path   = {0};
    const bool   ours   = file_uri_path(name, &path);
    const Status fault  = ours ? OK : fail(ERR_INPUT, "%s: not a file of this machine; file:///absolute/path is what is read", name);
    const Status status = ours ? fetch_path(fetch, name, path.bytes) : fetch_failed(fetch, name, NULL, fault);
    buffer_free(&path);
    return status;
  }
  const size_t scheme = scheme_length(name);
  if (!scheme || !access(name, F_OK)) return fetch_path(fetch, name, name);
  Arena        arena  = {0};
  const char*  shown  = address_public(&arena, name);
  const Status fault  = fail(ERR_UNSUPPORTED, "%s: %.*s is not read; http and https are", shown, (int)scheme, name);
  const Status status = fetch_failed(fetch, shown, NULL, fault);
  arena_free(&arena);
  return status;
}

Status fetch_each(const char* const* names, size_t n, const FetchOptions* options, FetchSink sink) {
  Fetch fetch = {.options = options ? *options : (FetchOptions){0}, .sink = sink};
  if (fetch.options.timeout_s <= 0) fetch.options.timeout_s = 30;
  if (!fetch.options.user_agent) fetch.options.user_agent = "OnRecord/" PACKAGE_VERSION;
  if (fetch.options.interval_s == 0) fetch.options.interval_s = 1;
  if (fetch.options.interval_s < 0) fetch.options.interval_s = 0;
  Status status = fetch.options.cache ? cache_open(fetch.options.cache) : OK;
  for (size_t i = 0; i < n && status == OK; i++) status = fetch_one(&fetch, names[i]);
  fetch_end(&fetch);
  return status;
}
