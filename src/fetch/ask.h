/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* A question to a server by POST, and its answer: only to hosts that the user named.
 *
 *     const char* hosts[] = {"data.example", "localhost:7878", NULL};
 *     TRY(fetch_ask(&(FetchQuestion){.url = "https://data.example/sparql", .body = form, .body_type = "application/x-www-form-urlencoded",
 *                                    .accept = "application/sparql-results+json", .hosts = hosts, .limit = 1 << 26}, &bytes, &type));
 *
 * "data.example" is that host at the usual port of http and https, no other. Redirects are followed a few times, each only
 * where its host is in the list, too. Addresses with a user or password in them are not asked. */
#ifndef ONRECORD_FETCH_ASK_H
#define ONRECORD_FETCH_ASK_H

#include "base/buffer.h"
#include "base/status.h"

typedef struct {
  const char*        url;
  Slice              body;
  const char *       body_type, *accept;
  const char* const* hosts; ///< "host" or "host:port", any case, ended by NULL
  size_t             limit; ///< Bytes of the answer
  double             timeout_s;
  bool               allow_private; ///< Also what leads to this machine or a private network
} FetchQuestion;

/// The answer's bytes behind what `answer` holds; its media type as a string of the caller's, or NULL. ERR_ACCESS: a host
/// that is not in the list, a private address; ERR_IO: no answer, or a fault of the server.
Status fetch_ask(const FetchQuestion* question, Buffer* answer, char** type);

/// ERR_USAGE: not a host, or a host and port, as above.
Status fetch_host_check(const char* host);

#endif
