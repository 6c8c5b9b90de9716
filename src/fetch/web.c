/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Pages by HTTP.
 *
 *     http://paper.example/a  --301-->  https://paper.example/a  --200-->  bytes, "text/html; charset=utf-8"
 *
 * Redirects are followed here, hop by hop, so that each new address is looked at before anything is sent to it: its
 * scheme, whether it is private, what its site's robots.txt says, when the site was last asked. */
#include "fetch/address.h"
#include "fetch/cache.h"
#include "fetch/polite.h"
#include "fetch/request.h"
#include "fetch/robots.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

enum {
  MOST_REDIRECTS = 8,
  MOST_TRIES     = 3, ///< Of one page, where the server says when to come again
  MOST_PATIENCE  = 60 ///< Seconds that are waited for that
};

/// One page on its way.
typedef struct {
  Fetch*      fetch;
  const char* name;  ///< For messages
  Arena*      arena;
  bool        robots; ///< It is a robots.txt itself
  double      left;   ///< Seconds for all requests together
  Answer      answer;
  const char* url;    ///< Where it came from in the end
} Walk;

/// An address taken apart; strings live in the arena, NULL where it is no URL.
typedef struct {
  const char *clean;  ///< Without fragment, user and password
  const char *sent;   ///< Without fragment
  const char *host, *path, *origin;
  bool        secret; ///< It holds a user or password
} Address;

static const char* part(CURLU* parts, CURLUPart which, Arena* arena) {
  char*       found = NULL;
  const char* kept  = !curl_url_get(parts, which, &found, 0) && found ? arena_copy(arena, found, strlen(found)) : NULL;
  curl_free(found);
  return kept;
}

static Address address_of(const char* url, bool keep_user, Arena* arena) {
  Address address = {0};
  CURLU*  parts   = curl_url();
  if (parts && !curl_url_set(parts, CURLUPART_URL, url, CURLU_URLENCODE)) {
    curl_url_set(parts, CURLUPART_FRAGMENT, NULL, 0);
    address.secret = part(parts, CURLUPART_USER, arena) || part(parts, CURLUPART_PASSWORD, arena);
    if (keep_user) address.sent = part(parts, CURLUPART_URL, arena);
    curl_url_set(parts, CURLUPART_USER, NULL, 0);
    curl_url_set(parts, CURLUPART_PASSWORD, NULL, 0);
    address.clean     = part(parts, CURLUPART_URL, arena);
    address.host      = part(parts, CURLUPART_HOST, arena);
    const char* path  = part(parts, CURLUPART_PATH, arena);
    const char* query = part(parts, CURLUPART_QUERY, arena);
    address.path      = arena_printf(arena, "%s%s%s", path ? path : "/", query ? "?" : "", query ? query : "");
    curl_url_set(parts, CURLUPART_PATH, "/", 0);
    curl_url_set(parts, CURLUPART_QUERY, NULL, 0);
    address.origin = part(parts, CURLUPART_URL, arena);
    if (!address.sent) address.sent = address.clean;
  }
  curl_url_cleanup(parts);
  return address;
}

static Status look_at(const Walk* walk, const Address* to, int hops) {
  if (to->clean && !address_web(slice(to->clean)))
    return fail(ERR_UNSUPPORTED, "%s: leads to %s; only http and https are read", walk->name, to->clean);
  if (!to->clean || !to->host || !to->origin) return fail(ERR_INPUT, "%s: not a web address; check it", walk->name);
  if (!walk->fetch->options.allow_private && host_private(to->host))
    return fail(ERR_ACCESS, "%s: leads to this machine or a private network (%s); --allow-private reads it all the same",
                walk->name, to->host);
  if (hops > MOST_REDIRECTS)
    return fail(ERR_LIMIT, "%s: more than %d redirects, the last to %s; open it in a browser and save it", walk->name,
                MOST_REDIRECTS, to->clean);
  return OK;
}

static Status follow(Walk* walk, const char* url);

/* Have the robots.txt of a site. What is not there allows all; a server that fails allows nothing (RFC 9309, 2.3.1). */
static void read_robots(Fetch* fetch, Slice origin) {
  Arena        arena  = {0};
  const char*  url    = arena_printf(&arena, "%.*srobots.txt", SLICE_ARG(origin));
  Walk         walk   = {.fetch = fetch, .name = url, .arena = &arena, .robots = true, .left = (double)fetch->options.timeout_s};
  const Status status = follow(&walk, url);
  Site*        site   = polite_site(fetch->polite, origin);
  const long   code   = walk.answer.code;
  site->known         = true;
  if (status == OK)
    buffer_put_slice(&site->robots, buffer_slice(&fetch->bytes));
  else if (status != ERR_LIMIT && // too many redirects: there is none
           !(code >= 400 && code < 500 && code != 429))
    site->fault = status, site->why = xstrdup(status_message());
  arena_free(&arena);
}

static Status keep_to_robots(Walk* walk, const Address* to) {
  Fetch* const fetch = walk->fetch;
  if (!fetch->polite) fetch->polite = xcalloc(1, sizeof *fetch->polite);
  if (!polite_site(fetch->polite, slice(to->origin))->known && !fetch->options.ignore_robots) read_robots(fetch, slice(to->origin));
  Site* site = polite_site(fetch->polite, slice(to->origin));
  if (!fetch->options.ignore_robots) {
    if (site->fault != OK)
      return fail(site->fault, "%s: its site's robots.txt could not be read, so nothing there is (%s)", walk->name, site->why);
    if (!robots_allow(buffer_slice(&site->robots), fetch->options.user_agent, to->path))
      return fail(ERR_ACCESS, "%s: its site's robots.txt asks programs not to read it; open it in a browser and save it", walk->name);
  }
  return OK;
}

/* Send one request as often as the server says when to come again, within patience. */
static Status send_patiently(Walk* walk, const Address* to, const Cached* known) {
  Fetch* const  fetch   = walk->fetch;
  Request       request = {.name = walk->name, .url = to->sent, .etag = known->etag, .modified = known->modified,
                           .limit = walk->robots ? ROBOTS_LIMIT : fetch->options.limit, .cut = walk->robots};
  const double interval = fetch->options.interval_s;
  for (int tries = 1;; tries++) {
    if (!walk->robots) polite_pause(polite_site(fetch->polite, slice(to->origin)), interval);
    const double begun = request_clock();
    request.left       = walk->left;
    TRY(request_send(fetch, &request, walk->arena, &walk->answer));
    walk->left -= request_clock() - begun;
    const Answer* answer = &walk->answer;
    if ((answer->code != 429 && answer->code != 503) || answer->retry < 0 || answer->retry > MOST_PATIENCE || tries == MOST_TRIES)
      return OK;
    if (walk->robots) return OK;
    Site* site = polite_site(fetch->polite, slice(to->origin));
    site->next = request_clock() + answer->retry;
  }
}

/* One hop: OK with an answer, which may be a redirect. */
static Status hop(Walk* walk, const Address* to, bool first_of_site) {
  Fetch* const fetch  = walk->fetch;
  const char*  folder = walk->robots || to->secret ? NULL : fetch->options.cache;
  Cached       known  = {0};
  if (!walk->robots) TRY(keep_to_robots(walk, to));
  if (folder && !cache_find(folder, to->clean, walk->arena, &known)) known = (Cached){0};
  if (!walk->robots && !first_of_site) polite_site(fetch->polite, slice(to->origin))->next = 0; // a redirect is one page still
  TRY(send_patiently(walk, to, &known));
  Answer* answer = &walk->answer;
  if (answer->code == 304 && (known.etag || known.modified)) {
    buffer_clear(&fetch->bytes);
    buffer_put_slice(&fetch->bytes, known.page);
    answer->code = 200;
    answer->type = known.type;
  } else if (folder && answer->code == 200 && !answer->no_store && (answer->etag || answer->modified)) {
    const Cached fresh = {answer->type, answer->etag, answer->modified, buffer_slice(&fetch->bytes)};
    cache_keep(folder, to->clean, &fresh);
  }
  if (answer->location) return OK;
  return answer->code >= 200 && answer->code < 300 ? OK : request_fault(walk->name, answer);
}

static Status follow(Walk* walk, const char* url) {
  const char* origin = "";
  for (int hops = 0;; hops++) {
    const Address to = address_of(url, !hops, walk->arena); // a user and password that the caller gave go to that host only
    if (to.clean) walk->url = to.clean;
    TRY(look_at(walk, &to, hops));
    TRY(hop(walk, &to, strcmp(origin, to.origin) != 0));
    if (!walk->answer.location) return OK;
    origin = to.origin;
    url    = walk->answer.location;
  }
}

Status fetch_url(Fetch* fetch, const char* given) {
  Arena        arena  = {0};
  const char*  name   = address_public(&arena, given);
  Walk         walk   = {.fetch = fetch, .name = name, .arena = &arena, .left = (double)fetch->options.timeout_s};
  const Status status = follow(&walk, given);
  Status       taken;
  if (status != OK) {
    taken = fetch_failed(fetch, name, walk.url, status);
  } else {
    const Fetched got = {.name = name, .uri = walk.url, .type = walk.answer.type, .bytes = buffer_slice(&fetch->bytes)};
    taken             = fetch->sink.take(fetch->sink.self, &got);
  }
  arena_free(&arena);
  return taken;
}

void fetch_end(Fetch* fetch) {
  if (fetch->curl) curl_easy_cleanup(fetch->curl);
  fetch->curl = NULL;
  if (fetch->polite) polite_free(fetch->polite);
  free(fetch->polite);
  fetch->polite = NULL;
  buffer_free(&fetch->bytes);
}
