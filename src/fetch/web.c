/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Pages by HTTP (libcurl).
 *
 *     http://paper.example/a  --301-->  https://paper.example/a  --200-->  bytes, "text/html; charset=utf-8"
 *
 * Redirects are followed here, hop by hop, so that each new address is looked at before anything is sent to it; what a
 * name resolves to is looked at when the socket is opened, so that no answer of the name server can change in between.
 * Through a proxy only the proxy knows the address: then the host as written is all that can be looked at. */
#include "fetch/address.h"
#include "fetch/source.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MOST_REDIRECTS = 8, CONNECT_SECONDS = 15 };

typedef struct {
  Fetch* fetch;
  bool   over;    ///< More bytes than the limit
  bool   refused; ///< A private address
} Transfer;

static size_t take_bytes(char* bytes, size_t one, size_t n, void* self) {
  Transfer*    transfer = self;
  Buffer*      out      = &transfer->fetch->bytes;
  const size_t limit    = transfer->fetch->options.limit, len = one * n;
  if (limit && out->len + len > limit) {
    transfer->over = true;
    return CURL_WRITEFUNC_ERROR;
  }
  buffer_put(out, bytes, len);
  return len;
}

static curl_socket_t open_socket(void* self, curlsocktype purpose, struct curl_sockaddr* address) {
  Transfer* transfer = self;
  if (purpose == CURLSOCKTYPE_IPCXN && address_private(&address->addr)) {
    transfer->refused = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static bool behind_proxy(void) {
  static const char* const names[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char* value = getenv(names[i]);
    if (value && *value) return true;
  }
  return false;
}

static void start_curl(void) { curl_global_init(CURL_GLOBAL_DEFAULT); }

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* The URL without what is not sent or not to be kept: fragment, user, password; white space encoded. NULL: no URL. */
static char* clean_url(const char* url, bool keep_user, char** host) {
  CURLU* parts = curl_url();
  char*  whole = NULL;
  if (host) *host = NULL;
  if (parts && !curl_url_set(parts, CURLUPART_URL, url, CURLU_URLENCODE)) {
    curl_url_set(parts, CURLUPART_FRAGMENT, NULL, 0);
    if (!keep_user) curl_url_set(parts, CURLUPART_USER, NULL, 0);
    if (!keep_user) curl_url_set(parts, CURLUPART_PASSWORD, NULL, 0);
    if (host) curl_url_get(parts, CURLUPART_HOST, host, 0);
    curl_url_get(parts, CURLUPART_URL, &whole, 0);
  }
  curl_url_cleanup(parts);
  return whole;
}

static Status status_fault(const char* url, long code) {
  switch (code) {
  case 401:
  case 402:
  case 403: return fail(ERR_ACCESS, "%s: the server does not give it out (%ld); open it in a browser and save it", url, code);
  case 404:
  case 410: return fail(ERR_NOT_FOUND, "%s: not there (%ld); check the address", url, code);
  case 429:
  case 503: return fail(ERR_BUSY, "%s: the server is busy (%ld); try again later", url, code);
  default: return fail(ERR_IO, "%s: the server answered %ld; try again later", url, code);
  }
}

static Status curl_fault(const Transfer* transfer, const char* url, CURLcode code, const char* words) {
  const FetchOptions* options = &transfer->fetch->options;
  if (transfer->refused)
    return fail(ERR_ACCESS, "%s: leads to this machine or a private network; --allow-private reads it all the same", url);
  if (transfer->over || code == CURLE_FILESIZE_EXCEEDED)
    return fail(ERR_LIMIT, "%s: larger than %zu MB, the most for one article", url, options->limit / (1024 * 1024));
  switch (code) {
  case CURLE_COULDNT_RESOLVE_HOST: return fail(ERR_NOT_FOUND, "%s: no such host; check the address and the network", url);
  case CURLE_OPERATION_TIMEDOUT:
    return fail(ERR_IO, "%s: no complete answer within %ld s; try again later", url, options->timeout_s);
  case CURLE_PEER_FAILED_VERIFICATION:
    return fail(ERR_ACCESS, "%s: the server's certificate is not valid (%s); nothing was read", url, words);
  default: return fail(ERR_IO, "%s: %s", url, words);
  }
}

static void set_options(CURL* curl, Transfer* transfer, char* words) {
  const FetchOptions* options = &transfer->fetch->options;
  curl_easy_reset(curl);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_USERAGENT, options->user_agent ? options->user_agent : "OnRecord/" PACKAGE_VERSION);
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, words);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_bytes);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, transfer);
  if (options->limit) curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)options->limit);
  if (!options->allow_private && !behind_proxy()) {
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, transfer);
  }
}

/* One request. OK with `*next` set: a redirect to go on with. */
static Status request(Fetch* fetch, const char* name, const char* url, double deadline, char** next) {
  char     words[CURL_ERROR_SIZE] = "";
  Transfer transfer               = {.fetch = fetch};
  CURL*    curl                   = fetch->curl;
  *next                           = NULL;
  buffer_clear(&fetch->bytes);
  set_options(curl, &transfer, words);
  curl_easy_setopt(curl, CURLOPT_URL, url);
  const double left = deadline - seconds();
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, left > .001 ? (long)(left * 1000) : 1L);
  const CURLcode code = curl_easy_perform(curl);
  if (code != CURLE_OK) return curl_fault(&transfer, name, code, *words ? words : curl_easy_strerror(code));
  long        answer = 0;
  const char* to     = NULL;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
  curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &to);
  if (to) return *next = xstrdup(to), OK;
  return answer >= 200 && answer < 300 ? OK : status_fault(name, answer);
}

static bool web_scheme(const char* url) { return !strncmp(url, "http://", 7) || !strncmp(url, "https://", 8); }

Status fetch_url(Fetch* fetch, const char* name) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, start_curl);
  if (!fetch->curl && !(fetch->curl = curl_easy_init())) return fail(ERR_INTERNAL, "%s: libcurl did not start", name);
  const double deadline = seconds() + (double)fetch->options.timeout_s;
  char*        next     = xstrdup(name);
  char*        url      = NULL;
  Status       status   = OK;
  for (int hops = 0; next && status == OK; hops++) {
    char* host;
    curl_free(url);
    url = clean_url(next, false, &host);
    if (url && !web_scheme(url))
      status = fail(ERR_UNSUPPORTED, "%s: leads to %s; only http and https are read", name, url);
    else if (!url || !host)
      status = fail(ERR_INPUT, "%s: not a web address; check it", name);
    else if (!fetch->options.allow_private && host_private(host))
      status = fail(ERR_ACCESS, "%s: leads to this machine or a private network (%s); --allow-private reads it all the same",
                    name, host);
    else if (hops > MOST_REDIRECTS)
      status = fail(ERR_LIMIT, "%s: more than %d redirects, the last to %s; open it in a browser and save it",
                    name, MOST_REDIRECTS, url);
    curl_free(host);
    char* const sent = clean_url(next, !hops, NULL); // a user and password that the caller gave go to that host only
    free(next);
    next = NULL;
    if (status == OK) status = request(fetch, name, sent, deadline, &next);
    curl_free(sent);
  }
  free(next);
  Status taken;
  if (status != OK) {
    taken = fetch_failed(fetch, name, url, status);
  } else {
    const char* type = NULL;
    curl_easy_getinfo(fetch->curl, CURLINFO_CONTENT_TYPE, &type);
    const Fetched got = {.name = name, .uri = url, .type = type, .bytes = buffer_slice(&fetch->bytes)};
    taken             = fetch->sink.take(fetch->sink.self, &got);
  }
  curl_free(url);
  return taken;
}

void fetch_end(Fetch* fetch) {
  if (fetch->curl) curl_easy_cleanup(fetch->curl);
  fetch->curl = NULL;
  buffer_free(&fetch->bytes);
}
