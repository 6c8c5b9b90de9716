/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* One input may hold many articles: a line of JSON each, the items of a feed, the records of a web archive.
 *
 *     items_each(&source, rest, (ItemSink){.take = take, .self = self});
 *
 *     dump.jsonl   ->   "dump.jsonl#1" (https://example.org/a), "dump.jsonl#2" (dump.jsonl#2: it names no address), ...
 *     sale.html    ->   itself
 *
 *     news.zip     ->   "news.zip/a.html", "news.zip/dump.jsonl#1", ...: what is packed is looked into
 *     urls.txt     ->   no items, but links: https://example.org/a, ...
 *
 * The kinds bid for the input's first bytes as the kinds of documents do (kind.h). Items are given one by one and
 * memory holds one at a time, however many there are. One that is broken is given with its Status; the rest goes on. */
#ifndef ONRECORD_DOCUMENT_ITEMS_H
#define ONRECORD_DOCUMENT_ITEMS_H

#include "base/stream.h"
#include "document/document.h"

typedef struct {
  /// An item for document_read(), or the Status of one that has no article, in status_message(). What it points at is
  /// valid until the function returns. A status other than OK ends the reading and is returned.
  Status (*take)(void* self, const DocumentSource* item, Status status);
  /// An address (http or https) at which more is to be read: of a list or sitemap. NULL: such inputs are a fault.
  Status (*link)(void* self, const char* address);
  /// An item of which there is a summary, or no text at all, and its page's address (given->url): true, that page is read in
  /// its place. NULL: never.
  bool (*follow)(void* self, const DocumentSource* item);
  void* self;
} ItemSink;

/// Give each article of an input to the sink. `rest`: what follows behind source->bytes, or NULL. An input that is no
/// container is one item, or ERR_LIMIT where it is over DOCUMENT_LIMIT. With a type in `source` that is what it holds once
/// it is unpacked.
Status items_each(const DocumentSource* source, const Stream* rest, ItemSink sink);

#endif
