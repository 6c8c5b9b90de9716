/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Quotations that go on without a new cue.
 *
 *     “We will not sell,” Weil said. “Not one quay.          <- still Weil
 *     “The port is ours.”                                     <- a paragraph that is all quotation: still Weil
 *
 * A quotation that nothing else claims and that stands as sentences of its own belongs to the statement before it, if
 * that one quotes and its words end in the sentence or the paragraph right before. */
#include "facts/statements.h"

static size_t paragraph_of(const Article* a, uint32_t point) {
  size_t low = 0, high = a->doc->paragraph_count;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (a->doc->paragraphs[middle].end > point)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

/* The words inside, without marks at either end; false if they are too few to be a sentence. */
static bool words_inside(const Article* a, Span q, size_t* from, size_t* to) {
  enum { SENTENCE = 4 };
  words_in(&a->words, q, from, to);
  while (*from < *to && !a->words.items[*from].letters) ++*from;
  while (*to > *from && !a->words.items[*to - 1].letters) --*to;
  return *to >= *from + SENTENCE;
}

/* Whole sentences stand in the quotation, nothing of them outside; no transcript ("WALLACE: If I may ..."). */
static bool alone(const Article* a, Span q) {
  size_t from, to;
  if (!words_inside(a, q, &from, &to)) return false;
  for (size_t w = from; w < from + 3; w++)
    if (slice_equal(a->words.items[w].text, SLICE(":"))) return false;
  size_t before = from, after = to;
  while (before > 0 && !a->words.items[before - 1].letters) before--;
  while (after < a->words.n && !a->words.items[after].letters) after++;
  const bool opens = !before || a->words.items[before - 1].sentence != a->words.items[from].sentence;
  const bool ends  = after == a->words.n || a->words.items[after].sentence != a->words.items[to - 1].sentence;
  return opens && ends;
}

/* Pieces of what is said that stand before a point. */
static size_t pieces_before(const Statement* s, uint32_t point) {
  size_t n = 0;
  while (n < s->content_count && s->content[n].end <= point) n++;
  return n;
}

/* Where what the statement has before a point ends. */
static uint32_t end_before(const Statement* s, uint32_t point) {
  uint32_t end = s->cue_count ? s->cue[0].end : 0;
  if (s->source_count && s->source[0].end > end && s->source[0].end <= point) end = s->source[0].end;
  const size_t n = pieces_before(s, point);
  return n && s->content[n - 1].end > end ? s->content[n - 1].end : end;
}

/* Whether `q` follows what `s` says without other words between. */
static bool follows(const Article* a, const Statement* s, Span q) {
  const uint32_t end = end_before(s, q.begin);
  const size_t   n   = pieces_before(s, q.begin);
  size_t         from, to;
  if (!n || end > q.begin || s->mode != MODE_DIRECT || !words_inside(a, s->content[n - 1], &from, &to)) return false;
  const size_t before = words_at(&a->words, end - 1), here = words_at(&a->words, q.begin);
  if (before >= a->words.n || here >= a->words.n) return false;
  const size_t p = paragraph_of(a, end - 1), r = paragraph_of(a, q.begin);
  for (size_t w = before + 1; w < here; w++) // only the rest of the sentence that holds the cue
    if (a->words.items[w].letters && a->words.items[w].sentence != a->words.items[before].sentence) return false;
  if (p == r) return true;
  const Span whole = a->doc->paragraphs[r];
  return r == p + 1 && q.begin <= whole.begin + 1 && q.end + 1 >= whole.end;
}

/* Whether a statement has words of the quotation; one that is reported within it does not own it. */
static bool claimed(const Facts* f, Span q) {
  for (size_t i = 0; i < f->statement_count; i++) {
    const Statement* s = &f->statements[i];
    if (s->cue_count && span_within(s->cue[0], q)) continue;
    for (size_t k = 0; k < s->content_count; k++)
      if (span_overlaps(s->content[k], q)) return true;
  }
  return false;
}

static void insert(Article* a, Statement* s, Span q) {
  const size_t n       = pieces_before(s, q.begin);
  Span*        content = arena_array(a->arena, Span, s->content_count + 1);
  for (size_t i = 0; i < s->content_count; i++) content[i + (i >= n)] = s->content[i];
  content[n] = q;
  s->content = content;
  s->content_count++;
}

void quotations_continue(Article* a, const Quotations* quotes) {
  enum { NEAR = 8 };
  Facts* f = a->facts;
  size_t next = 0; // first statement whose cue stands behind the quotation
  for (size_t i = 0; i < quotes->n; i++) {
    const Span q = quotes->items[i].span;
    while (next < f->statement_count && f->statements[next].cue_count && f->statements[next].cue[0].begin < q.begin)
      next++;
    const size_t from = next > NEAR ? next - NEAR : 0;
    const size_t last = next + NEAR < f->statement_count ? next + NEAR : f->statement_count;
    const Facts  near = {.statements = f->statements + from, .statement_count = last - from};
    if (!alone(a, q) || claimed(&near, q)) continue;
    for (size_t k = next; k-- > from;)
      if (follows(a, &f->statements[k], q)) {
        insert(a, &f->statements[k], q);
        break;
      }
  }
}
