/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What stays of an article for reading_refers(): the query and the target of every piece that opens a word, window by
 * window, since the pair scorer compares rows of the same window only.
 *
 * A kilobyte for each such piece; behind LINKS_LIMIT of them, in a text of the length of a book, nothing more is kept.
 */
#ifndef ONRECORD_READER_LINKS_H
#define ONRECORD_READER_LINKS_H

#include "reader/model.h"
#include "reader/windows.h"

enum { LINKS_LIMIT = 64 * 1024 };

/// Memory for one window's rows before they are kept.
typedef struct {
  float     x[WINDOW_ROWS][WIDTH];
  float     scratch[2 * WINDOW_ROWS * PAIR];
  uint16_t  at[WINDOW_ROWS]; ///< Piece of the window
} LinksSpace;

/// Room for `windows` windows, in the arena.
ReadingLinks* links_make(Arena* arena, const Model* model, const Windows* windows);

/// Keep what window number `index` says of its rows x[rows][WIDTH].
void links_keep(ReadingLinks* links, Arena* arena, LinksSpace* space, size_t index, const Rows* rows, const float* x);

#endif
