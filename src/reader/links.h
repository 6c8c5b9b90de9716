/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What stays of an article for reading_refers(): every possible anchor's query and every name piece's target, window by
 * window, since the pair scorer compares rows of the same window only. */
#ifndef ONRECORD_READER_LINKS_H
#define ONRECORD_READER_LINKS_H

#include "reader/model.h"
#include "reader/windows.h"

/// Room for `windows` windows, in the arena.
ReadingLinks* links_make(Arena* arena, const Model* model, const Windows* windows);

/// Keep what window number `index` says of its rows x[rows][WIDTH]; `tags` are probabilities (see decode.h).
void links_keep(ReadingLinks* links, Arena* arena, size_t index, const Rows* rows, const float* x, const float* tags);

#endif
