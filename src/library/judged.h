/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The table of judgements beside a graph: GRAPH.judgements.tsv, which belongs to the user.
 *
 * It is read whenever the graph is opened for adding; where it has changed since, the graph follows. */
#ifndef ONRECORD_LIBRARY_JUDGED_H
#define ONRECORD_LIBRARY_JUDGED_H

#include "base/buffer.h"
#include "store/store.h"

/// "news.graph" -> "news.graph.judgements.tsv"
void judged_path(const char* graph, Buffer* path);

/// The table's text; where there is no file, what the graph goes by. No transaction may be open.
Status judged_read(Store* store, const char* graph, Buffer* text);

/// Write the table: the old one, or the new one whole.
Status judged_write(const char* graph, const Buffer* text);

/// Where something in the table is wrong: told line by line.
typedef struct {
  void (*say)(void* self, const char* words);
  void* self;
} JudgedSink;

/// Go by the table beside the graph, if that is another than the graph goes by, or if `anew`. `sink.say` may be NULL.
/// No transaction may be open.
Status judged_take(Store* store, const char* graph, const char* base, bool anew, JudgedSink sink);

#endif
