/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Which kind of container an input is, and the window through which the kinds read it. */
#include "document/items.h"

#include "document/container.h"
#include "document/recode.h"
#include "fetch/address.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum {
  MOST_DEPTH = 6,        // a page in a tar in a gzip in a zip is at 3
  MOST_RATIO = 250,      // news packs to a tenth, at the very best to a fiftieth; zeros to a thousandth
  FREE_BYTES = 64 << 20 // that much may come out of anything
};

static const ContainerKind* const kinds[] = {&container_json_lines, &container_json, &container_csv,  &container_tsv,
                                             &container_feed,       &container_sitemap, &container_list, &container_mbox,
                                             &container_warc,       &container_archive, &container_packed};

/* The highest bidder, if no kind of document bids more. A type that is given is that of what is inside once unpacked. */
static const ContainerKind* kind_of(const DocumentSource* source) {
  const ContainerKind* best = NULL;
  int                  most = 0;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (source->type != DOCUMENT_GUESS && !kinds[i]->wraps) continue;
    const int bid = kinds[i]->bid(source);
    if (bid > most) best = kinds[i], most = bid;
  }
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !best; i++)
    if (source->type != DOCUMENT_GUESS && kinds[i]->type == source->type) return kinds[i];
  return source->type == DOCUMENT_GUESS && most < document_bid(source) ? NULL : best;
}

/* An input that is one article, put together where it comes in pieces. */
static Status give_whole(Container* c) {
  DocumentSource whole  = *c->source;
  bool           enough = c->rest && c->rest->size > DOCUMENT_LIMIT;
  const uint64_t size   = c->rest ? c->rest->size : 0;
  if (!enough) TRY(container_need(c, (size_t)DOCUMENT_LIMIT + 1, &enough));
  if (c->count) return OK; // its fault was given
  whole.bytes = c->window;
  if (!enough || (!c->rest && !size)) return c->sink.take(c->sink.self, &whole, OK);
  whole.bytes = (Slice){"", 0};
  if (!size)
    return c->sink.take(c->sink.self, &whole,
                        fail(ERR_LIMIT, "%s: more than %d MB, the most for one article; cut it into articles", source_name(c->source),
                             DOCUMENT_LIMIT / (1024 * 1024)));
  return c->sink.take(c->sink.self, &whole,
                      fail(ERR_LIMIT, "%s: %ju MB, the most for one article is %d MB; cut it into articles", source_name(c->source),
                           (uintmax_t)size / (1024 * 1024), DOCUMENT_LIMIT / (1024 * 1024)));
}

/* The kinds that read text and know no encoding but UTF-8; the others see to it themselves, by each part. */
static bool reads_utf8(const ContainerKind* kind) {
  return kind == &container_json_lines || kind == &container_json || kind == &container_csv || kind == &container_tsv ||
         kind == &container_list;
}

static Status look_as(const DocumentSource* source, const Stream* rest, ItemSink sink, int depth, Bulk* bulk, const ContainerKind* kind) {
  Container            container = {.source = source, .rest = rest, .sink = sink, .window = source->bytes, .depth = depth, .bulk = bulk};
  Status               status;
  if (!depth) bulk->packed += source->bytes.len;
  if (!kind) {
    status = give_whole(&container);
  } else if (depth > MOST_DEPTH) {
    status = sink.take(sink.self, source, fail(ERR_LIMIT, "%s: packed in one another too deep; unpack it first", source_name(source)));
  } else {
    status = kind->each(&container);
    if (status == OK && !container.count)
      status = sink.take(sink.self, source,
                         fail(ERR_INPUT, "%s: there are no articles in it; check that it was saved whole", source_name(source)));
  }
  buffer_free(&container.held);
  return status;
}

static Status look(const DocumentSource* source, const Stream* rest, ItemSink sink, int depth, Bulk* bulk) {
  Recoded recoded;
  if (!recode_begin(source, rest, &recoded)) return look_as(source, rest, sink, depth, bulk, kind_of(source));
  const ContainerKind* kind   = kind_of(&recoded.source);
  const bool           better = kind && reads_utf8(kind);
  const Status         status = better ? look_as(&recoded.source, recoded.rest, sink, depth, bulk, kind)
                                       : look_as(source, rest, sink, depth, bulk, kind_of(source));
  recode_end(&recoded);
  return status;
}

Status items_each(const DocumentSource* source, const Stream* rest, ItemSink sink) {
  return look(source, rest, sink, 0, &(Bulk){0});
}

Status container_within(Container* c, const DocumentSource* source, const Stream* rest) {
  c->count++;
  return look(source, rest, c->sink, c->depth + 1, c->bulk);
}

Status container_unpacked(const Container* c, size_t n) {
  Bulk* bulk = c->bulk;
  bulk->unpacked += n;
  if (bulk->unpacked <= FREE_BYTES || bulk->unpacked / MOST_RATIO <= bulk->packed) return OK;
  return fail(ERR_LIMIT, "%s: unpacks to more than %d times its size, as no news does; the rest was not read", source_name(c->source),
              MOST_RATIO);
}

/* The next piece into the window; false at the end. */
static Status widen(Container* c, bool* wider) {
  *wider = false;
  if (!c->rest) return OK;
  const Buffer* held = &c->held;
  const bool    own  = held->bytes && c->window.ptr >= held->bytes && c->window.ptr <= held->bytes + held->len;
  if (own && c->window.ptr == held->bytes) {
    c->held.len = c->window.len;
  } else if (own) {
    memmove(c->held.bytes, c->window.ptr, c->window.len);
    c->held.len = c->window.len;
  } else {
    buffer_clear(&c->held);
    buffer_put_slice(&c->held, c->window);
  }
  const size_t before = c->held.len;
  const Status status = c->rest->more(c->rest->self, &c->held);
  if (!c->depth) c->bulk->packed += c->held.len - before;
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

/* The item with what it is called where it does not say so itself: the container's name, "#" and its number. */
static DocumentSource named(const Container* c, const DocumentSource* item, Buffer* uri, Buffer* name) {
  DocumentSource whole = *item;
  buffer_printf(uri, "%s%%23%zu", c->source->uri ? c->source->uri : "", c->count); // a fragment names no article of its own
  buffer_printf(name, "%s#%zu", source_name(c->source), c->count);
  if (!whole.uri) whole.uri = uri->bytes;
  if (!whole.name) whole.name = name->bytes;
  return whole;
}

Status container_give(Container* c, const DocumentSource* item) {
  Buffer uri = {0}, name = {0};
  c->count++;
  const DocumentSource whole  = named(c, item, &uri, &name);
  const Status         status = c->sink.take(c->sink.self, &whole, OK);
  buffer_free(&uri);
  buffer_free(&name);
  return status;
}

bool container_follow(Container* c, const DocumentSource* item) {
  if (!c->sink.follow || !item->given->url || !address_web(slice(item->given->url))) return false;
  Buffer uri = {0}, name = {0};
  c->count++;
  const DocumentSource whole    = named(c, item, &uri, &name);
  const bool           followed = c->sink.follow(c->sink.self, &whole);
  if (!followed) c->count--;
  buffer_free(&uri);
  buffer_free(&name);
  return followed;
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

Status container_link(Container* c, const char* address) {
  if (!address_web(slice(address))) {
    Arena        arena  = {0};
    const Status status = container_fault(c, ERR_INPUT, "%s: no http or https address; give files by --from-list", address_public(&arena, address));
    arena_free(&arena);
    return status;
  }
  if (!c->sink.link) return container_fault(c, ERR_UNSUPPORTED, "%s: addresses are not read here", address);
  c->count++;
  return c->sink.link(c->sink.self, address);
}

Status container_whole(Container* c, const char* what, bool* whole) {
  bool over = c->window.len > DOCUMENT_LIMIT;
  *whole    = true;
  if (c->rest && !over) TRY(container_need(c, (size_t)DOCUMENT_LIMIT + 1, &over));
  *whole = !over;
  return over ? container_fault(c, ERR_LIMIT, "%s of more than %d MB is not read", what, DOCUMENT_LIMIT / (1024 * 1024)) : OK;
}
