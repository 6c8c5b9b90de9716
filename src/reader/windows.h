/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What the encoder sees at once: [CLS] p1 [SEP] p2 [SEP] ..., whole paragraphs up to 400 rows.
 *
 *     paragraphs of 150, 180, 100 and 90 pieces
 *     window 0: 150 + 180 pieces, owns 0..330      window 1: the last 100 + 90, owns 330..520
 *
 * A full window hands its last paragraphs on to the next one, up to a third of its rows; of what both hold, each
 * piece is owned by the window in which it stands farther from the edge, and every decision is taken there. */
#ifndef ONRECORD_READER_WINDOWS_H
#define ONRECORD_READER_WINDOWS_H

#include "base/arena.h"
#include "reader/wordpiece.h"

enum { WINDOW_ROWS = 400, WINDOW_SHARED = WINDOW_ROWS / 3 };

/// A range of pieces (or of units).
typedef struct {
  uint32_t begin, end;
} Range;

typedef struct {
  Range units;  ///< Paragraphs, or parts of one that is longer than a window
  Range pieces;
  Range owned;  ///< Of `pieces`
} Window;

typedef struct {
  Range*  units; ///< Each a range of pieces
  size_t  unit_count;
  Window* items;
  size_t  count;
} Windows;

/// `ends[i]` is the number of pieces up to the end of paragraph i.
Windows windows_make(Arena* arena, const Piece* pieces, const uint32_t* ends, size_t paragraphs);

/// The rows of one window.
typedef struct {
  size_t   n;
  uint32_t piece[WINDOW_ROWS]; ///< NO_PIECE for [CLS] and [SEP]
  uint32_t id[WINDOW_ROWS];
  uint8_t  shape[WINDOW_ROWS];
} Rows;

enum { NO_PIECE = UINT32_MAX };

void window_rows(const Windows* windows, const Window* window, const Piece* pieces, Rows* rows);

/// The row of a piece that the window holds.
size_t window_row(const Windows* windows, const Window* window, uint32_t piece);

#endif
