/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* One input may hold many articles: a line of JSON each, the items of a feed, the records of a web archive.
 *
 *     items_each(&source, rest, (ItemSink){take, self});
 *
 *     dump.jsonl   ->   "dump.jsonl#1" (https://example.org/a), "dump.jsonl#2" (dump.jsonl#2: it names no address), ...
 *     sale.html    ->   itself
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
  void* self;
} ItemSink;

/// Give each article of an input to the sink. `rest`: what follows behind source->bytes, or NULL. An input that is no
/// container is one item, or ERR_LIMIT where it goes on behind its bytes.
Status items_each(const DocumentSource* source, const Stream* rest, ItemSink sink);

#endif
