/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "fetch/request.h"

#include "fetch/address.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum { CONNECT_SECONDS = 15 };

typedef struct {
  Fetch* fetch;
  size_t limit;
  bool   cut;
  bool   over;    ///< More bytes than the limit
  bool   refused; ///< A private address
  bool   asked;   ///< By a question, not for a page
} Transfer;

static size_t take_bytes(char* bytes, size_t one, size_t n, void* self) {
  Transfer*    transfer = self;
  Buffer*      out      = &transfer->fetch->bytes;
  const size_t len      = one * n;
  if (transfer->limit && out->len + len > transfer->limit) {
    if (transfer->cut) return buffer_put(out, bytes, transfer->limit - out->len), len;
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

static bool behind_proxy(const FetchOptions* options) {
  static const char* const names[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
  if (options->proxy) return *options->proxy != '\0';
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char* value = getenv(names[i]);
    if (value && *value) return true;
  }
  return false;
}

static void start_curl(void) { curl_global_init(CURL_GLOBAL_DEFAULT); }

double request_clock(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

Status request_fault(const char* name, const Answer* answer) {
  const long code = answer->code;
  switch (code) {
  case 401:
  case 402:
  case 403: return fail(ERR_ACCESS, "%s: the server does not give it out (%ld); open it in a browser and save it", name, code);
  case 404:
  case 410: return fail(ERR_NOT_FOUND, "%s: not there (%ld); check the address", name, code);
  case 429:
  case 503:
    if (answer->retry > 0)
      return fail(ERR_BUSY, "%s: the server is busy (%ld); it asks to wait for %.0f s, try again then", name, code, answer->retry);
    return fail(ERR_BUSY, "%s: the server is busy (%ld); try again later", name, code);
  default: return fail(ERR_IO, "%s: the server answered %ld; try again later", name, code);
  }
}

static Status curl_fault(const Transfer* transfer, const char* name, CURLcode code, const char* words) {
  if (transfer->refused)
    return fail(ERR_ACCESS, "%s: leads to this machine or a private network; --allow-private reads it all the same", name);
  if ((transfer->over || code == CURLE_FILESIZE_EXCEEDED) && transfer->asked)
    return fail(ERR_LIMIT, "%s: an answer of more than %zu KB", name, transfer->limit / 1024);
  if (transfer->over || code == CURLE_FILESIZE_EXCEEDED)
    return fail(ERR_LIMIT, "%s: larger than %zu MB, the most for one article", name, transfer->limit / (1024 * 1024));
  switch (code) {
  case CURLE_COULDNT_RESOLVE_HOST: return fail(ERR_NOT_FOUND, "%s: no such host; check the address and the network", name);
  case CURLE_OPERATION_TIMEDOUT:
    return fail(ERR_IO, "%s: no complete answer within %ld s; try again later", name, transfer->fetch->options.timeout_s);
  case CURLE_PEER_FAILED_VERIFICATION:
    return fail(ERR_ACCESS, "%s: the server's certificate is not valid (%s); nothing was read", name, words);
  default: return fail(ERR_IO, "%s: %s", name, words);
  }
}

static void set_options(CURL* curl, const Request* request, Transfer* transfer, char* words) {
  const FetchOptions* options = &transfer->fetch->options;
  curl_easy_reset(curl); // no cookies: its cookie engine is off unless asked for
  curl_easy_setopt(curl, CURLOPT_URL, request->url);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, options->user_agent);
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, request->left > .001 ? (long)(request->left * 1000) : 1L);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, words);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_bytes);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, transfer);
  if (request->body.ptr) {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body.ptr);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body.len);
  }
  if (options->proxy) curl_easy_setopt(curl, CURLOPT_PROXY, options->proxy);
  if (request->limit && !request->cut) curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)request->limit);
  if (!options->allow_private && !behind_proxy(options)) {
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, transfer);
  }
}

/* "If-None-Match: ..." and "If-Modified-Since: ...": the first counts where a server knows both (RFC 9110, 13.2.2). */
static struct curl_slist* headers_of(const Request* request, Arena* arena) {
  struct curl_slist* list = NULL;
  if (request->etag) list = curl_slist_append(list, arena_printf(arena, "If-None-Match: %s", request->etag));
  if (request->modified) list = curl_slist_append(list, arena_printf(arena, "If-Modified-Since: %s", request->modified));
  if (request->accept) list = curl_slist_append(list, arena_printf(arena, "Accept: %s", request->accept));
  if (request->body_type) list = curl_slist_append(list, arena_printf(arena, "Content-Type: %s", request->body_type));
  if (request->body.ptr) list = curl_slist_append(list, "Expect:"); // no waiting to be told that a long question may come
  return list;
}

static const char* header(CURL* curl, const char* name, Arena* arena) {
  struct curl_header* found;
  if (curl_easy_header(curl, name, 0, CURLH_HEADER, -1, &found) != CURLHE_OK || !*found->value) return NULL;
  return arena_copy(arena, found->value, strlen(found->value));
}

static Answer answer_of(CURL* curl, Arena* arena) {
  Answer      answer = {.retry = -1};
  const char *to = NULL, *type = NULL;
  curl_off_t  retry = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.code);
  curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &to);
  curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
  curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &retry);
  if (to) answer.location = arena_copy(arena, to, strlen(to));
  if (type) answer.type = arena_copy(arena, type, strlen(type));
  if (retry > 0) answer.retry = (double)retry;
  answer.etag         = header(curl, "ETag", arena);
  answer.modified     = header(curl, "Last-Modified", arena);
  const char* control = header(curl, "Cache-Control", arena);
  answer.no_store     = control && strcasestr(control, "no-store");
  return answer;
}

Status request_send(Fetch* fetch, const Request* request, Arena* arena, Answer* answer) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, start_curl);
  if (!fetch->curl && !(fetch->curl = curl_easy_init())) return fail(ERR_INTERNAL, "%s: libcurl did not start", request->name);
  char     words[CURL_ERROR_SIZE] = "";
  Transfer transfer               = {.fetch = fetch, .limit = request->limit, .cut = request->cut, .asked = request->body.ptr != NULL};
  CURL*    curl                   = fetch->curl;
  buffer_clear(&fetch->bytes);
  set_options(curl, request, &transfer, words);
  struct curl_slist* headers = headers_of(request, arena);
  if (headers) curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  const CURLcode code = curl_easy_perform(curl);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, NULL);
  curl_slist_free_all(headers);
  if (code != CURLE_OK) return curl_fault(&transfer, request->name, code, *words ? words : curl_easy_strerror(code));
  *answer = answer_of(curl, arena);
  return OK;
}
