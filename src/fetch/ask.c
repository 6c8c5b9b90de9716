/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "fetch/ask.h"

#include "fetch/address.h"
#include "fetch/request.h"

#include <curl/curl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_REDIRECTS = 4, USUAL_SECONDS = 60 };

/// Of an address, in the arena.
typedef struct {
  const char *host, *name; ///< "data.example"; and "data.example:8080" where the port is not the usual one
  bool        secret;      ///< https
} Place;

static const char* part(CURLU* parts, CURLUPart which, unsigned flags, Arena* arena) {
  char*       found = NULL;
  const char* kept  = !curl_url_get(parts, which, &found, flags) && found ? arena_copy(arena, found, strlen(found)) : NULL;
  curl_free(found);
  return kept;
}

static Status place_of(const char* url, Place* place, Arena* arena) {
  CURLU* parts  = curl_url();
  Status status = OK;
  *place        = (Place){0};
  if (!parts || curl_url_set(parts, CURLUPART_URL, url, 0)) {
    status = fail(ERR_INPUT, "that is no address of a server; http://host/path is one");
  } else if (part(parts, CURLUPART_USER, 0, arena) || part(parts, CURLUPART_PASSWORD, 0, arena)) {
    status = fail(ERR_ACCESS, "an address with a user or password in it is not asked; leave them away");
  } else {
    const char* scheme = part(parts, CURLUPART_SCHEME, 0, arena);
    const char* port   = part(parts, CURLUPART_PORT, CURLU_NO_DEFAULT_PORT, arena);
    place->secret      = scheme && !strcmp(scheme, "https");
    place->host        = part(parts, CURLUPART_HOST, 0, arena);
    if (!place->host || !scheme || (strcmp(scheme, "http") != 0 && strcmp(scheme, "https") != 0))
      status = fail(ERR_UNSUPPORTED, "only servers at http:// and https:// are asked");
    else
      place->name = port ? arena_printf(arena, "%s:%s", place->host, port) : place->host;
  }
  curl_url_cleanup(parts);
  return status;
}

static Status look_at(const FetchQuestion* question, const Place* place) {
  bool listed = false;
  for (const char* const* host = question->hosts; host && *host && !listed; ++host) listed = !strcasecmp(*host, place->name);
  if (!listed)
    return fail(ERR_ACCESS, "%s is not a host that may be asked; --service %s allows it", place->name, place->name);
  if (!question->allow_private && host_private(place->host))
    return fail(ERR_ACCESS, "%s is this machine or in a private network; --allow-private asks it all the same", place->name);
  return OK;
}

static Status fault_of(const char* name, const Answer* answer) {
  if (answer->code >= 200 && answer->code < 300) return OK;
  if (answer->code == 400) return fail(ERR_INPUT, "%s: the server does not understand the question (400)", name);
  if (answer->code >= 401 && answer->code <= 403) return fail(ERR_ACCESS, "%s: the server does not answer this (%ld)", name, answer->code);
  return request_fault(name, answer);
}

static Status ask(Fetch* fetch, const FetchQuestion* question, Arena* arena, Answer* answer) {
  const char*  url   = question->url;
  bool         secret = false; // a question sent by https is not sent on by http
  const double left  = question->timeout_s > 0 ? question->timeout_s : USUAL_SECONDS;
  const double begun = request_clock();
  for (int hops = 0; hops <= MOST_REDIRECTS; ++hops) {
    Place place;
    TRY(place_of(url, &place, arena));
    TRY(look_at(question, &place));
    if (secret && !place.secret) return fail(ERR_ACCESS, "%s: leads from https to http", place.name);
    secret          = place.secret;
    Request request = {.name = place.name, .url = url, .limit = question->limit, .left = left - (request_clock() - begun),
                       .body = question->body, .body_type = question->body_type, .accept = question->accept};
    TRY(request_send(fetch, &request, arena, answer));
    if (!answer->location) return fault_of(place.name, answer);
    url = answer->location;
  }
  return fail(ERR_LIMIT, "more than %d redirects", MOST_REDIRECTS);
}

Status fetch_ask(const FetchQuestion* question, Buffer* out, char** type) {
  Arena  arena  = {0};
  Answer answer = {0};
  Fetch  fetch  = {.options = {.limit = question->limit, .timeout_s = (long)ceil(question->timeout_s), .user_agent = "OnRecord/" PACKAGE_VERSION,
                               .allow_private = question->allow_private}};
  if (fetch.options.timeout_s <= 0) fetch.options.timeout_s = USUAL_SECONDS;
  const Status status = ask(&fetch, question, &arena, &answer);
  *type               = NULL;
  if (status == OK) {
    buffer_put_slice(out, buffer_slice(&fetch.bytes));
    *type = answer.type ? xstrdup(answer.type) : NULL;
  }
  fetch_end(&fetch);
  arena_free(&arena);
  return status;
}

Status fetch_host_check(const char* host) {
  Arena        arena  = {0};
  Place        place  = {0};
  const char*  url    = arena_printf(&arena, "http://%s/", host);
  const Status status = strpbrk(host, "/?#@ \t") || !*host ? ERR_INPUT : place_of(url, &place, &arena);
  arena_free(&arena);
  if (status == OK) return OK;
  return fail(ERR_USAGE, "--service %s: give a host, or a host and port, such as data.example or localhost:7878", host);
}
