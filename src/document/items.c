/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Which kind of container an input is, and the window through which the kinds read it. */
#include "document/items.h"

#include "document/container.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const ContainerKind* const kinds[] = {&container_json_lines, &container_feed, &container_warc};

Status items_each(const DocumentSource* source, const Stream* rest, ItemSink sink) {
  const ContainerKind* best = NULL;
  int                  most = 0;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds && source->type == DOCUMENT_GUESS; i++) {
    const int bid = kinds[i]->bid(source);
    if (bid > most) best = kinds[i], most = bid;
  }
  if (!best && !rest) return sink.take(sink.self, source, OK);
  if (!best && !rest->size)
    return sink.take(sink.self, source,
                     fail(ERR_LIMIT, "%s: more than %d MB, the most for one article; cut it into articles", source_name(source),
                          DOCUMENT_LIMIT / (1024 * 1024)));
  if (!best)
    return sink.take(sink.self, source,
                     fail(ERR_LIMIT, "%s: %ju MB, the most for one article is %d MB; cut it into articles", source_name(source),
                          (uintmax_t)rest->size / (1024 * 1024), DOCUMENT_LIMIT / (1024 * 1024)));
  Container container = {.source = source, .rest = rest, .sink = sink, .window = source->bytes};
  Status    status    = best->each(&container);
  if (status == OK && !container.count)
    status = sink.take(sink.self, source,
                       fail(ERR_INPUT, "%s: there are no articles in it; check that it was saved whole", source_name(source)));
  buffer_free(&container.held);
  return status;
}

/* The next piece into the window; false at the end. */
static Status widen(Container* c, bool* wider) {
  *wider = false;
  if (!c->rest) return OK;
  const Buffer* held = &c->held;
  const bool    own  = held->bytes && c->window.ptr >= held->bytes && c->window.ptr <= held->bytes + held->len;
  if (own) {
    memmove(c->held.bytes, c->window.ptr, c->window.len);
    c->held.len = c->window.len;
  } else {
    buffer_clear(&c->held);
    buffer_put_slice(&c->held, c->window);
  }
  const size_t before = c->held.len;
  const Status status = c->rest->more(c->rest->self, &c->held);
  c->window           = buffer_slice(&c->held);
  *wider              = status == OK && c->held.len > before;
  if (!*wider) c->rest = NULL;
  if (status == OK) return OK;
  c->count++; // what follows cannot be read; the other inputs still can
  return c->sink.take(c->sink.self, c->source, status);
}

Status container_need(Container* c, size_t n, bool* enough) {
  bool wider = true;
  while (c->window.len < n && wider) TRY(widen(c, &wider));
  *enough = c->window.len >= n;
  return OK;
}

void container_step(Container* c, size_t n) {
  c->window.ptr += n;
  c->window.len -= n;
}

Status container_line(Container* c, Slice* line, bool* too_long) {
  *line     = (Slice){NULL, 0};
  *too_long = false;
  for (size_t seen = 0;;) {
    const char* end = c->window.len > seen ? memchr(c->window.ptr + seen, '\n', c->window.len - seen) : NULL;
    if (end) {
      *line = (Slice){c->window.ptr, (size_t)(end - c->window.ptr)};
      container_step(c, line->len + 1);
      *too_long |= line->len > DOCUMENT_LIMIT;
      break;
    }
    if (c->window.len > DOCUMENT_LIMIT) { // without its end yet: forget it, piece by piece
      *too_long = true;
      container_step(c, c->window.len);
    }
    seen = c->window.len;
    bool wider;
    TRY(widen(c, &wider));
    if (wider) continue;
    if (c->window.len || *too_long) *line = c->window.len ? c->window : (Slice){"", 0};
    container_step(c, c->window.len);
    break;
  }
  if (line->len && line->ptr[line->len - 1] == '\r') line->len--;
  return OK;
}

Status container_give(Container* c, const DocumentSource* item) {
  Buffer         uri = {0}, name = {0};
  DocumentSource whole = *item;
  c->count++;
  buffer_printf(&uri, "%s#%zu", c->source->uri ? c->source->uri : "", c->count);
  buffer_printf(&name, "%s#%zu", source_name(c->source), c->count);
  if (!whole.uri) whole.uri = uri.bytes;
  if (!whole.name) whole.name = name.bytes;
  const Status status = c->sink.take(c->sink.self, &whole, OK);
  buffer_free(&uri);
  buffer_free(&name);
  return status;
}

Status container_fault(Container* c, Status status, const char* format, ...) {
  char    message[512];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  Buffer name = {0};
  c->count++;
  buffer_printf(&name, "%s#%zu", source_name(c->source), c->count);
  const DocumentSource item = {.uri = c->source->uri, .name = name.bytes};
  const Status         taken = c->sink.take(c->sink.self, &item, fail(status, "%s: %s", name.bytes, message));
  buffer_free(&name);
  return taken;
}
