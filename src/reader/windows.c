/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "reader/windows.h"

enum { UNIT_LIMIT = WINDOW_ROWS - 2 }; ///< Room between [CLS] and [SEP]

static uint32_t length(Range r) { return r.end - r.begin; }
static uint32_t rows_of(Range unit) { return length(unit) + 1; } // with its [SEP]

/// Paragraphs as units; one that is too long is cut behind its last full stop that fits, or where the window ends.
static void make_units(Arena* arena, const Piece* pieces, const uint32_t* ends, size_t paragraphs, Windows* windows) {
  size_t   cap   = 0;
  uint32_t begin = 0;
  for (size_t p = 0; p < paragraphs; p++) {
    while (begin < ends[p]) {
      uint32_t end = ends[p];
      if (end - begin > UNIT_LIMIT) {
        end = begin + UNIT_LIMIT;
        while (end > begin && pieces[end - 1].id != PIECE_STOP) end--;
        if (end == begin) end = begin + UNIT_LIMIT;
      }
      *arena_push(arena, windows->units, windows->unit_count, cap) = (Range){begin, end};
      begin                                                        = end;
    }
  }
}

/// Where two windows overlap, the line between them runs in the middle.
static void share_out(Windows* windows) {
  for (size_t i = 0; i < windows->count; i++) {
    Window* w = &windows->items[i];
    w->owned  = w->pieces;
    if (i) {
      Window* before = w - 1;
      uint32_t line  = w->pieces.begin + (before->pieces.end - w->pieces.begin) / 2;
      if (line < before->owned.begin) line = before->owned.begin;
      before->owned.end = w->owned.begin = line;
    }
  }
}

Windows windows_make(Arena* arena, const Piece* pieces, const uint32_t* ends, size_t paragraphs) {
  Windows windows = {0};
  size_t  cap     = 0;
  make_units(arena, pieces, ends, paragraphs, &windows);
  const Range*   units = windows.units;
  const uint32_t n     = (uint32_t)windows.unit_count;
  for (uint32_t begin = 0, end; begin < n;) {
    uint32_t rows = 1;
    for (end = begin; end < n && rows + rows_of(units[end]) <= WINDOW_ROWS; end++) rows += rows_of(units[end]);
    *arena_push(arena, windows.items, windows.count, cap) =
        (Window){.units = {begin, end}, .pieces = {units[begin].begin, units[end - 1].end}};
    if (end == n) break;
    // the next one opens with the last units, as many as fit into a third and leave room for one that is new
    const uint32_t room = WINDOW_ROWS - 1 - rows_of(units[end]), shared = room < WINDOW_SHARED ? room : WINDOW_SHARED;
    uint32_t       over = 0;
    for (begin = end; begin > 0 && over + rows_of(units[begin - 1]) <= shared; begin--)
      over += rows_of(units[begin - 1]);
  }
  share_out(&windows);
  return windows;
}

static void put_row(Rows* rows, uint32_t piece, uint32_t id, uint8_t shape) {
  rows->piece[rows->n] = piece;
  rows->id[rows->n]    = id;
  rows->shape[rows->n] = shape;
  rows->n++;
}

void window_rows(const Windows* windows, const Window* window, const Piece* pieces, Rows* rows) {
  rows->n = 0;
  put_row(rows, NO_PIECE, PIECE_OPEN, 0);
  for (uint32_t u = window->units.begin; u < window->units.end; u++) {
    for (uint32_t p = windows->units[u].begin; p < windows->units[u].end; p++)
      put_row(rows, p, pieces[p].id, pieces[p].shape);
    put_row(rows, NO_PIECE, PIECE_CLOSE, 0);
  }
}

size_t window_row(const Windows* windows, const Window* window, uint32_t piece) {
  uint32_t u = window->units.begin;
  while (windows->units[u].end <= piece) u++;
  return 1 + (piece - window->pieces.begin) + (u - window->units.begin);
}
