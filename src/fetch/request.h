/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* One request by libcurl: no redirects, no cookies, certificates checked, HTTP/2 where the server offers it. What a name
 * resolves to is looked at when the socket is opened, so that no answer of the name server can change in between.
 * Through a proxy only the proxy knows the address: then the host as written is all that can be looked at. */
#ifndef ONRECORD_FETCH_REQUEST_H
#define ONRECORD_FETCH_REQUEST_H

#include "fetch/source.h"

typedef struct {
  const char* name;     ///< What messages call it
  const char* url;      ///< As it is sent
  const char *etag, *modified; ///< Of the page as it is known already; NULL: none
  size_t      limit;    ///< Bytes; 0: no limit
  bool        cut;      ///< What is over the limit is left out, else it is a fault
  double      left;     ///< Seconds
  Slice       body;     ///< To be sent by POST; its pointer NULL: GET
  const char *body_type, *accept; ///< Media types; NULL: not said
} Request;

/// What came back; strings live in the arena, the page in `fetch->bytes`.
typedef struct {
  long        code;     ///< 200, 304, ...
  const char *location; ///< Of a redirect, absolute; else NULL
  const char *type, *etag, *modified;
  double      retry;    ///< Seconds that the server asks to wait; negative: it does not say
  bool        no_store;
} Answer;

/// Send it and take the answer, whatever its code.
Status request_send(Fetch* fetch, const Request* request, Arena* arena, Answer* answer);

/// The Status of a code that is no success.
Status request_fault(const char* name, const Answer* answer);

/// Seconds on a clock that only goes forward.
double request_clock(void);

#endif
