/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Pair scorers: how likely a piece t belongs to what an anchor a asks for (the source of this cue, the person of this
 * role, the name behind this pronoun). Both are taken to 128 numbers and meet in a bilinear form with a term for their
 * distance (Dozat and Manning 2017); the formula stands at PairScorer in model.h. */
#ifndef ONRECORD_READER_PAIRS_H
#define ONRECORD_READER_PAIRS_H

#include "reader/model.h"

/// What an anchor asks for in one relation.
typedef struct {
  float row[PAIR]; ///< u^T A + wt
  float base;      ///< wa A
} PairQuery;

/// T of every row: targets[rows][PAIR].
void pairs_targets(const Kernels* kernels, const PairScorer* scorer, const float* x, size_t rows, float* targets);

/// The queries of one anchor, one for each relation of the scorer.
void pairs_queries(const Kernels* kernels, const PairScorer* scorer, const float* x, PairQuery* queries);

/// The queries of the first relation of many anchors x[rows][WIDTH]; `scratch` has rows * PAIR floats twice.
void pairs_many_queries(const Kernels* kernels, const PairScorer* scorer, const float* x, size_t rows, float* scratch,
                        PairQuery* queries);

/// The logit for a target `distance` rows behind the anchor.
float pairs_logit(const Kernels* kernels, const PairScorer* scorer, size_t relation, const PairQuery* query,
                  const float* target, ptrdiff_t distance);

#endif
