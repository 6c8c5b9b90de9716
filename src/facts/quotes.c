/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Quotation marks in pairs.
 *
 *     “We will not sell,” she said. “Not one quay.      a paragraph that ends inside a quotation leaves it open; the
 *     “Not today.”                                       next one opens again
 *
 * Curly marks say what they are; a straight mark opens where none is open. Quotations do not leave their paragraph. */
#include "facts/statements.h"

static void close_at(Quotation* open, uint32_t end, bool closed, const Article* a, Quotations* q, size_t* cap) {
  *arena_push(a->arena, q->items, q->n, *cap) = (Quotation){{open->span.begin, end}, closed};
}

Quotations quotations_of(const Article* a) {
  Quotations q   = {0};
  size_t     cap = 0, w = 0;
  for (size_t p = 0; p < a->doc->paragraph_count; p++) {
    const Span paragraph = a->doc->paragraphs[p];
    Quotation  open      = {0};
    bool       inside    = false;
    for (; w < a->words.n && a->words.items[w].span.begin < paragraph.end; w++) {
      const Word*    word = &a->words.items[w];
      const uint32_t c    = text_at(a->text, word->span.begin);
      if (word->letters || word->span.begin < paragraph.begin) continue;
      if (inside && mark_quote_close(c)) {
        close_at(&open, word->span.end, true, a, &q, &cap);
        inside = false;
      } else if (mark_quote_open(c)) {
        if (inside) close_at(&open, word->span.begin, false, a, &q, &cap);
        open.span.begin = word->span.begin;
        inside          = true;
      }
    }
    if (inside) close_at(&open, paragraph.end, false, a, &q, &cap);
  }
  return q;
}

size_t quotations_at(const Quotations* q, uint32_t point) {
  size_t low = 0, high = q->n;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (q->items[middle].span.end > point)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

Mode content_mode(const Article* a, const Quotations* q, const Span* content, size_t n) {
  size_t inside = 0, outside = 0;
  for (size_t i = 0; i < n; i++) {
    size_t from, to;
    words_in(&a->words, content[i], &from, &to);
    for (size_t w = from; w < to; w++) {
      if (!a->words.items[w].letters) continue;
      const size_t at = quotations_at(q, a->words.items[w].span.begin);
      if (at < q->n && span_within(a->words.items[w].span, q->items[at].span))
        inside++;
      else
        outside++;
    }
  }
  return !inside ? MODE_INDIRECT : !outside ? MODE_DIRECT : MODE_MIXED;
}
