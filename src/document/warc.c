/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Web archives (WARC 1.0 and 1.1, ISO 28500): the pages among their responses.
 *
 *     WARC/1.0                                        container_line() to the empty line
 *     WARC-Type: response
 *     WARC-Target-URI: https://coast.example/sale     the article's address
 *     Content-Length: 5120
 *
 *     HTTP/1.1 200 OK                                 again lines to the empty one, but inside the record
 *     Content-Type: text/html; charset=utf-8
 *     Transfer-Encoding: chunked                      taken apart (RFC 9112, section 7.1)
 *     Content-Encoding: gzip                          unpacked
 *
 *     <!DOCTYPE html>...
 *
 * Texts that stand in resource and conversion records are read too. Other records, pictures, and answers other than 200 are stepped over. */
#include "document/container.h"
#include "document/unpack.h"
#include "fetch/address.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What the head of a record or of an answer says; slices into it. */
typedef struct {
  Slice type, target, media, transfer, encoding;
  size_t length;
  bool   has_length;
} Head;

static Slice next_line(Slice* rest) {
  const char*  end  = memchr(rest->ptr, '\n', rest->len);
  const size_t n    = end ? (size_t)(end - rest->ptr) : rest->len;
  const Slice  line = {rest->ptr, n && rest->ptr[n - 1] == '\r' ? n - 1 : n};
  *rest             = (Slice){rest->ptr + n + (end != NULL), rest->len - n - (end != NULL)};
  return line;
}

static bool says(Slice line, const char* name, Slice* value) {
  const size_t n = strlen(name);
  if (line.len <= n || line.ptr[n] != ':' || strncasecmp(line.ptr, name, n)) return false;
  *value = slice_trim((Slice){line.ptr + n + 1, line.len - n - 1});
  return true;
}

static void note(Slice line, Head* head) {
  Slice length;
  says(line, "WARC-Type", &head->type);
  says(line, "WARC-Target-URI", &head->target);
  says(line, "Content-Type", &head->media);
  says(line, "Transfer-Encoding", &head->transfer);
  says(line, "Content-Encoding", &head->encoding);
  if (!says(line, "Content-Length", &length) || !length.len) return;
  size_t n = 0;
  for (size_t i = 0; i < length.len; i++) {
    if (length.ptr[i] < '0' || length.ptr[i] > '9' || n > SIZE_MAX / 20) return;
    n = n * 10 + (size_t)(length.ptr[i] - '0');
  }
  head->length     = n;
  head->has_length = true;
}

static bool is(Slice s, const char* word) { return s.len == strlen(word) && !strncasecmp(s.ptr, word, s.len); }

/* The chunks of a body put together; what is cut off is missing. */
static void unchunk(Slice body, Buffer* out) {
  while (body.len) {
    const Slice line = next_line(&body);
    size_t      n = 0, digits = 0;
    for (; digits < line.len && digits < 8; digits++) {
      const char c = line.ptr[digits] | 32;
      const int  d = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
      if (d < 0) break;
      n = n * 16 + (size_t)d;
    }
    if (!digits || !n) return;
    if (n > body.len) n = body.len;
    buffer_put(out, body.ptr, n);
    body = (Slice){body.ptr + n, body.len - n};
    next_line(&body);
  }
}

static const char* copy(Arena* arena, Slice s) { return s.len ? arena_copy(arena, s.ptr, s.len) : NULL; }

static const char* target_of(const Head* record, Arena* arena) {
  Slice target = record->target; // <...> in WARC 1.0 as its examples have it
  if (target.len > 2 && *target.ptr == '<' && target.ptr[target.len - 1] == '>') target = (Slice){target.ptr + 1, target.len - 2};
  const char* address = copy(arena, target);
  return address ? address_public(arena, address) : NULL;
}

static Status give_answer(Container* container, const Head* record, Slice answer, Arena* arena) {
  Head        http   = {0};
  const Slice first = next_line(&answer);
  if (first.len < 12 || memcmp(first.ptr, "HTTP/", 5))
    return container_fault(container, ERR_INPUT, "a response without an HTTP answer in it");
  const char* code = memchr(first.ptr, ' ', first.len);
  if (!code || first.ptr + first.len - code < 4 || memcmp(code + 1, "200", 3)) return OK;
  for (Slice line; answer.len && (line = next_line(&answer)).len;) note(line, &http);
  const char*          url  = target_of(record, arena);
  const DocumentSource item  = {.uri = url, .bytes = answer, .media = copy(arena, http.media)};
  if (http.media.len && !source_is(&item, "text/html") && !source_is(&item, "application/xhtml+xml") && !source_is(&item, "text/plain"))
    return OK;
  Buffer         body = {0}, plain = {0};
  DocumentSource whole = item;
  if (is(http.transfer, "chunked")) {
    unchunk(answer, &body);
    whole.bytes = buffer_slice(&body);
  }
  const Packing packing = packing_named(http.encoding);
  Status        status  = OK;
  if (packing != PACKING_NONE && packing_of(whole.bytes) == PACKING_NONE && packing == PACKING_GZIP) {
    // some programs unpack what they write, and leave the header as it was
  } else if (packing != PACKING_NONE) {
    status = container_unpacked(container, 0);
    if (status == OK) status = unpack_all(packing, whole.bytes, DOCUMENT_LIMIT, &plain);
    whole.bytes = buffer_slice(&plain);
    if (status == OK) status = container_unpacked(container, plain.len);
  }
  if (status == ERR_UNSUPPORTED)
    status = container_fault(container, status, "%s: compressed (%.*s) inside the record; write the archive unpacked", url ? url : "",
                             (int)(http.encoding.len < 20 ? http.encoding.len : 20), http.encoding.ptr);
  else if (status != OK)
    status = container_fault(container, status, "%s: %s", url ? url : "", status_message());
  else
    status = container_give(container, &whole);
  buffer_free(&body);
  buffer_free(&plain);
  return status;
}

/* Step over so many bytes; true where they were all there. */
static Status skip(Container* container, size_t n, bool* whole) {
  *whole = true;
  while (n && *whole) {
    TRY(container_need(container, 1, whole));
    const size_t part = n < container->window.len ? n : container->window.len;
    container_step(container, part);
    n -= part;
  }
  return OK;
}

/* The record behind its first line. */
static Status read_record(Container* container, Arena* arena, bool* more) {
  Head record = {0};
  for (;;) {
    Slice line;
    bool  too_long;
    TRY(container_line(container, &line, &too_long));
    *more = line.ptr != NULL;
    if (!*more) return container_fault(container, ERR_INPUT, "cut short in the head of a record; copy the archive again");
    if (!line.len) break;
    note((Slice){arena_copy(arena, line.ptr, line.len), line.len}, &record);
  }
  if (!record.has_length)
    return *more = false, container_fault(container, ERR_INPUT, "a record without its Content-Length; what follows was not read");
  const DocumentSource media  = {.media = copy(arena, record.media)};
  const bool           answer = is(record.type, "response") && source_is(&media, "application/http");
  // what a program wrote into the archive by itself, the page's text for example
  const bool written = (is(record.type, "resource") || is(record.type, "conversion")) &&
                       (source_is(&media, "text/html") || source_is(&media, "text/plain"));
  if (!answer && !written) return skip(container, record.length, more);
  if (record.length > DOCUMENT_LIMIT) {
    TRY(container_fault(container, ERR_LIMIT, "%zu MB, the most for one article is %d MB", record.length / (1024 * 1024),
                        DOCUMENT_LIMIT / (1024 * 1024)));
    return skip(container, record.length, more);
  }
  TRY(container_need(container, record.length, more));
  if (!*more) return container_fault(container, ERR_INPUT, "cut short in a record; copy the archive again");
  const Slice body = {container->window.ptr, record.length};
  if (answer) TRY(give_answer(container, &record, body, arena));
  else TRY(container_give(container, &(DocumentSource){.uri = target_of(&record, arena), .bytes = body, .media = media.media}));
  container_step(container, record.length);
  return OK;
}

static Status each(Container* container) {
  for (bool more = true; more;) {
    Slice line;
    bool  too_long;
    TRY(container_line(container, &line, &too_long));
    if (!line.ptr) return OK;
    if (!line.len && !too_long) continue;
    if (line.len < 5 || memcmp(line.ptr, "WARC/", 5))
      return container_fault(container, ERR_INPUT, "no record begins where one should; what follows was not read");
    Arena        arena  = {0};
    const Status status = read_record(container, &arena, &more);
    arena_free(&arena);
    TRY(status);
  }
  return OK;
}

static int bid(const DocumentSource* head) { return head->bytes.len > 8 && !memcmp(head->bytes.ptr, "WARC/1.", 7) ? 99 : 0; }

const ContainerKind container_warc = {DOCUMENT_WARC, false, bid, each};
