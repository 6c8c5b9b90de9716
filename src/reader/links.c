/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "reader/links.h"

#include "reader/pairs.h"
#include "reader/shape.h"

#include <math.h>
#include <string.h>

/// One window: what is kept of each of its pieces, by slot.
typedef struct {
  uint16_t*  slot; ///< For each piece its slot + 1; 0: nothing is kept
  PairQuery* queries;
  float*     targets; ///< [slots][PAIR]
} Kept;

struct ReadingLinks {
  const Model*   model;
  const Windows* windows;
  Kept*          kept;
  size_t         total; ///< Slots over all windows
};

ReadingLinks* links_make(Arena* arena, const Model* model, const Windows* windows) {
  ReadingLinks* links = arena_alloc(arena, sizeof *links);
  *links              = (ReadingLinks){model, windows, arena_array(arena, Kept, windows->count), 0};
  return links;
}

/// Names and what refers to them open with a letter or a digit.
static bool opens_word(uint8_t shape) { return shape > SHAPE_NONE && shape < SHAPE_OTHER; }

void links_keep(ReadingLinks* links, Arena* arena, LinksSpace* space, size_t index, const Rows* rows, const float* x) {
  const Model*  m = links->model;
  const Window* w = &links->windows->items[index];
  Kept*         k = &links->kept[index];
  size_t        n = 0;
  for (size_t r = 0; r < rows->n; r++)
    if (rows->piece[r] != NO_PIECE && opens_word(rows->shape[r])) {
      space->at[n] = (uint16_t)(rows->piece[r] - w->pieces.begin);
      memcpy(space->x[n++], x + r * WIDTH, sizeof space->x[0]);
    }
  if (links->total + n > LINKS_LIMIT) return;
  links->total += n;
  k->slot    = arena_array(arena, uint16_t, w->pieces.end - w->pieces.begin);
  k->queries = arena_array(arena, PairQuery, n);
  k->targets = arena_array(arena, float, n * PAIR);
  for (size_t i = 0; i < n; i++) k->slot[space->at[i]] = (uint16_t)(i + 1);
  pairs_many_queries(m->kernels, &m->coref, space->x[0], n, space->scratch, k->queries);
  pairs_targets(m->kernels, &m->coref, space->x[0], n, k->targets);
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

/// The first piece of a range of which something is kept; the range's end if there is none.
static uint32_t first_kept(const Kept* k, const Window* w, Range range) {
  while (range.begin < range.end && !k->slot[range.begin - w->pieces.begin]) range.begin++;
  return range.begin;
}

static float mean_logit(const ReadingLinks* links, size_t index, Range anchor, Range name) {
  const Model*   m    = links->model;
  const Window*  w    = &links->windows->items[index];
  const Kept*    k    = &links->kept[index];
  const uint32_t from = k->slot ? first_kept(k, w, anchor) : anchor.end;
  if (from == anchor.end) return -INFINITY;
  const PairQuery* query = &k->queries[k->slot[from - w->pieces.begin] - 1];
  const ptrdiff_t  row   = (ptrdiff_t)window_row(links->windows, w, from);
  float            sum   = 0;
  int              n     = 0;
  for (uint32_t p = name.begin; p < name.end; p++) {
    const size_t slot = k->slot[p - w->pieces.begin];
    if (!slot) continue;
    sum += pairs_logit(m->kernels, &m->coref, 0, query, k->targets + (slot - 1) * PAIR,
                       (ptrdiff_t)window_row(links->windows, w, p) - row);
    n++;
  }
  return n ? sum / (float)n : -INFINITY;
}

static bool holds(const Window* w, Range range) { return w->pieces.begin <= range.begin && range.end <= w->pieces.end; }

static Range pieces_of(const Reading* reading, Span span) {
  Range range = {piece_at(reading, span.begin), 0};
  for (range.end = range.begin;
       !span_empty(span) && range.end < reading->piece_count && reading->pieces[range.end].span.begin < span.end;)
    range.end++;
  return range;
}

float reading_refers(const Reading* reading, Span anchor, Span name) {
  const ReadingLinks* links = reading->links;
  const Range         from = pieces_of(reading, anchor), to = pieces_of(reading, name);
  const uint32_t      at   = from.begin;
  if (from.begin == from.end || to.begin == to.end) return -INFINITY;
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
    if (!holds(w, from) || !holds(w, to)) continue;
    if (w->owned.begin <= at && at < w->owned.end) return mean_logit(links, i, from, to);
    if (other == SIZE_MAX) other = i;
  }
  return other == SIZE_MAX ? -INFINITY : mean_logit(links, other, from, to);
}
