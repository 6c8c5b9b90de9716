/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* A compressed file is what it unpacks to, whatever that is, and keeps its own name.
 *
 *     crawl.warc.gz   ->   "crawl.warc.gz#1", ...       page.html.xz   ->   "page.html.xz"
 *
 * Nothing is unpacked to disk, and no more than a piece at a time into memory. */
#include "document/container.h"
#include "document/unpack.h"

#include <stdlib.h>

enum { HEAD_BYTES = 256 * 1024 };

typedef struct {
  Container* container;
  Unpacker*  unpacker;
  Status     fault; ///< Met behind the beginning, told where the rest is asked for
  char*      message;
} Opened;

/* The container's own bytes as a stream. */
static Status more_packed(void* self, Buffer* out) {
  Container* c = self;
  bool       some;
  TRY(container_need(c, 1, &some));
  buffer_put_slice(out, c->window);
  container_step(c, c->window.len);
  return OK;
}

static Status more_unpacked(void* self, Buffer* out) {
  const Opened* opened = self;
  const size_t  before = out->len;
  if (opened->fault != OK) return fail(opened->fault, "%s", opened->message);
  const Status  status = unpacker_more(opened->unpacker, out);
  if (status == ERR_INPUT || status == ERR_UNSUPPORTED) return blame(status, "%s", source_name(opened->container->source));
  TRY(status);
  return container_unpacked(opened->container, out->len - before);
}

static Status each(Container* container) {
  const Packing packing = packing_of(container->window);
  const Stream  packed  = {more_packed, container, 0};
  Opened opened = {.container = container, .unpacker = unpacker_new(packing, &packed)};
  Stream rest   = {more_unpacked, &opened, 0};
  Buffer head   = {0};
  Status status = OK;
  for (size_t before = 1; status == OK && head.len != before && head.len < HEAD_BYTES;) {
    before = head.len;
    status = more_unpacked(&opened, &head);
  }
  DocumentSource inner = *container->source;
  inner.bytes          = buffer_slice(&head);
  if (inner.media && packing != PACKING_NONE) inner.media = NULL; // "application/gzip"
  if (status != OK && !head.len) {
    container->count++;
    status = container->sink.take(container->sink.self, container->source, status);
  } else {
    opened.fault   = status;
    opened.message = xstrdup(status_message());
    status         = container_within(container, &inner, &rest);
  }
  unpacker_free(opened.unpacker);
  free(opened.message);
  buffer_free(&head);
  return status;
}

static int bid(const DocumentSource* head) { return packing_of(head->bytes) != PACKING_NONE ? 99 : 0; }

const ContainerKind container_packed = {DOCUMENT_PACKED, true, bid, each};
