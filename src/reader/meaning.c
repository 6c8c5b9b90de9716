/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Each piece of one text is held against its nearest piece of the other, rare pieces counting more (as BERTScore does:
 * Zhang et al. 2020, with its weights), and both directions are joined by their harmonic mean. What remains of a rare
 * word that finds no like on either side is taken off: "shops will reopen" differs from "schools will reopen" by one
 * exchanged word, "the election was free and fair" from "the election was fair" by none.
 *
 * Word embeddings are not trained with the rest of the model, so the figure stays the same from one model to the next. */
#include "reader/meaning.h"

#include "reader/model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MEANING_PIECES = 80, FIRST_WORD = 996, COMMON = 5000 };

typedef struct {
  size_t n;
  float  weight[MEANING_PIECES];
  float  x[MEANING_PIECES][WIDTH]; ///< Of length 1
} Meant;

static void cut(const Model* model, Slice text, Pieces* pieces) {
  Arena      arena = {0};
  const Text words = text_make(&arena, text.ptr, text.len);
  wordpiece_cut(&model->vocabulary, &words, (Span){0, words.length}, pieces);
  arena_free(&arena);
}

static void take_row(const Model* model, uint32_t id, float* x) {
  float sum = 0;
  for (int d = 0; d < WIDTH; d++) {
    const size_t at = (size_t)id * WIDTH + (size_t)d;
    if (model->word_scale) x[d] = (float)((const int8_t*)model->word->data)[at];
    else memcpy(&x[d], (const char*)model->word->data + at * sizeof(float), sizeof x[d]);
    sum += x[d] * x[d];
  }
  const float length = sum > 0 ? sqrtf(sum) : 1;
  for (int d = 0; d < WIDTH; d++) x[d] /= length;
}

static void mean(const Model* model, Slice text, Meant* meant) {
  Pieces pieces = {0};
  cut(model, text, &pieces);
  meant->n = pieces.n < MEANING_PIECES ? pieces.n : MEANING_PIECES;
  for (size_t i = 0; i < meant->n; i++) {
    const uint32_t id   = pieces.items[i].id;
    const float    rank = id > FIRST_WORD ? (float)(id - FIRST_WORD) : 0;
    meant->weight[i]    = rank / (rank + COMMON);
    take_row(model, id, meant->x[i]);
  }
  pieces_free(&pieces);
}

/// The weighted mean over `a` of what each piece finds in `b`, and the most that one of them misses.
static float found(const Meant* a, const Meant* b, float* missed) {
  float sum = 0, weight = 0;
  *missed = 0;
  for (size_t i = 0; i < a->n; i++) {
    float best = -1;
    for (size_t k = 0; k < b->n; k++) {
      float like = 0;
      for (int d = 0; d < WIDTH; d++) like += a->x[i][d] * b->x[k][d];
      if (like > best) best = like;
    }
    sum += a->weight[i] * best;
    weight += a->weight[i];
    const float miss = a->weight[i] * (1 - best);
    if (miss > *missed) *missed = miss;
  }
  return weight > 0 ? sum / weight : 0;
}

float meaning_near(const Model* model, Slice a, Slice b) {
  Meant *x = xmalloc(2 * sizeof *x), *y = x + 1;
  float  lost_x, lost_y;
  mean(model, a, x);
  mean(model, b, y);
  const float there = found(x, y, &lost_x), back = found(y, x, &lost_y);
  free(x);
  if (there <= 0 || back <= 0) return 0;
  return 2 * there * back / (there + back) - (lost_x < lost_y ? lost_x : lost_y);
}

uint32_t meaning_rarity(const Model* model, Slice word) {
  Pieces pieces = {0};
  cut(model, word, &pieces);
  const uint32_t rarity = pieces.n ? pieces.items[0].id + (pieces.n > 1 ? 100000 : 0) : 0;
  pieces_free(&pieces);
  return rarity;
}
