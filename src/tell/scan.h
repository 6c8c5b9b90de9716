/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* From the store, whose order is that of its ids, to records in the order of names: the first half of every writer.
 *
 *     Scan scan = {.store = store, .options = options, .merged = true, .record = line_of_quad, .self = self};
 *     TRY(scan_sort(&scan, &sorter));           // then sorter_next() gives the records in order, each once
 *
 * The cost: the graph is read once in the store's own order, and passes once through a Sorter; memory stays at
 * SORTER_MEMORY, the temporary file at about a third of the N-Quads of the graph. */
#ifndef ONRECORD_TELL_SCAN_H
#define ONRECORD_TELL_SCAN_H

#include "tell/sort.h"
#include "tell/tell.h"
#include "tell/terms.h"

typedef struct {
  Store*             store;
  const TellOptions* options;
  bool               merged; ///< The graphs as one, g left TERM_NONE
  /// Puts the record of a quad into `record`, which is empty; a record left empty is left out. What is
  /// not valid UTF-8 can be written in no format: the terms come with U+FFFD in its place.
  void (*record)(void* self, const Quad* quad, Buffer* record);
  void* self;
} Scan;

/// The sorter is the caller's to free, also after a fault. ERR_UNSUPPORTED: a triple that no RDF syntax can say.
Status scan_sort(const Scan* scan, Sorter** sorter);

/// options->base, else the base that the store keeps, else the default; in `arena`.
Status scan_base(Store* store, const TellOptions* options, Arena* arena, Slice* base);

#endif
