/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "reader/links.h"

#include "reader/pairs.h"

#include <math.h>

/// One window: for each of its pieces where its query and its target are kept.
typedef struct {
  PairQuery* queries; ///< One for each piece
  float*     targets; ///< [pieces][PAIR]
} Kept;

struct ReadingLinks {
  const Model*   model;
  const Windows* windows;
  Kept*          kept;
};

ReadingLinks* links_make(Arena* arena, const Model* model, const Windows* windows) {
  ReadingLinks* links = arena_alloc(arena, sizeof *links);
  *links              = (ReadingLinks){model, windows, arena_array(arena, Kept, windows->count)};
  return links;
}

void links_keep(ReadingLinks* links, Arena* arena, size_t index, const Rows* rows, const float* x, const float* tags) {
  const Model*  m = links->model;
  const Window* w = &links->windows->items[index];
  Kept*         k = &links->kept[index];
  (void)tags;
  k->queries = arena_array(arena, PairQuery, w->pieces.end - w->pieces.begin);
  k->targets = arena_array(arena, float, (w->pieces.end - w->pieces.begin) * PAIR);
  for (size_t r = 0; r < rows->n; r++) {
    if (rows->piece[r] == NO_PIECE) continue;
    const size_t at = rows->piece[r] - w->pieces.begin;
    pairs_queries(m->kernels, &m->coref, x + r * WIDTH, &k->queries[at]);
    pairs_targets(m->kernels, &m->coref, x + r * WIDTH, 1, k->targets + at * PAIR);
  }
}

/// The first piece that ends behind code point `at`.
static uint32_t piece_at(const Reading* reading, uint32_t at) {
  size_t low = 0, high = reading->piece_count;
  while (low < high) {
    const size_t mid = (low + high) / 2;
    if (reading->pieces[mid].span.end <= at)
      low = mid + 1;
    else
      high = mid;
  }
  return (uint32_t)low;
}

static float mean_logit(const ReadingLinks* links, size_t index, uint32_t anchor, Range name) {
  const Model*     m     = links->model;
  const Window*    w     = &links->windows->items[index];
  const Kept*      k     = &links->kept[index];
  const PairQuery* query = &k->queries[anchor - w->pieces.begin];
  const ptrdiff_t  row   = (ptrdiff_t)window_row(links->windows, w, anchor);
  float            sum   = 0;
  for (uint32_t p = name.begin; p < name.end; p++)
    sum += pairs_logit(m->kernels, &m->coref, 0, query, k->targets + (p - w->pieces.begin) * PAIR,
                       (ptrdiff_t)window_row(links->windows, w, p) - row);
  return sum / (float)(name.end - name.begin);
}

static bool holds(const Window* w, uint32_t anchor, Range name) {
  return w->pieces.begin <= anchor && anchor < w->pieces.end && w->pieces.begin <= name.begin && name.end <= w->pieces.end;
}

float reading_refers(const Reading* reading, Span anchor, Span name) {
  const ReadingLinks* links = reading->links;
  const uint32_t      at    = piece_at(reading, anchor.begin);
  Range               range = {piece_at(reading, name.begin), 0};
  range.end                 = range.begin;
  while (range.end < reading->piece_count && reading->pieces[range.end].span.begin < name.end) range.end++;
  if (range.begin == range.end) return -INFINITY;
  // the window that owns the anchor speaks first, then the one before or behind it that holds both
  const Windows* windows = links->windows;
  size_t         low = 0, high = windows->count, other = SIZE_MAX;
  while (low < high) { // the first window that ends behind the anchor
    const size_t mid = (low + high) / 2;
    if (windows->items[mid].pieces.end <= at)
      low = mid + 1;
    else
      high = mid;
  }
  for (size_t i = low; i < windows->count && windows->items[i].pieces.begin <= at; i++) {
    const Window* w = &windows->items[i];
    if (!holds(w, at, range)) continue;
    if (w->owned.begin <= at && at < w->owned.end) return mean_logit(links, i, at, range);
    if (other == SIZE_MAX) other = i;
  }
  return other == SIZE_MAX ? -INFINITY : mean_logit(links, other, at, range);
}
