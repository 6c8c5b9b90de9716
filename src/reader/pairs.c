/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "reader/pairs.h"

#include <math.h>
#include <string.h>

static void rectify(float* x, size_t n) {
  for (size_t i = 0; i < n; i++) x[i] = x[i] > 0 ? x[i] : 0;
}

void pairs_targets(const Kernels* kernels, const PairScorer* scorer, const float* x, size_t rows, float* targets) {
  matrix_multiply(kernels, &scorer->t, x, WIDTH, rows, targets);
  rectify(targets, rows * PAIR);
}

void pairs_queries(const Kernels* kernels, const PairScorer* scorer, const float* x, PairQuery* queries) {
  float a[PAIR];
  matrix_multiply(kernels, &scorer->a, x, WIDTH, 1, a);
  rectify(a, PAIR);
  for (size_t r = 0; r < scorer->relations; r++) {
    matrix_multiply(kernels, &scorer->u[r], a, PAIR, 1, queries[r].row);
    queries[r].base = kernels->dot(scorer->wa[r], a, PAIR);
  }
}

void pairs_many_queries(const Kernels* kernels, const PairScorer* scorer, const float* x, size_t rows, float* scratch,
                        PairQuery* queries) {
  float *a = scratch, *q = scratch + rows * PAIR;
  matrix_multiply(kernels, &scorer->a, x, WIDTH, rows, a);
  rectify(a, rows * PAIR);
  matrix_multiply(kernels, &scorer->u[0], a, PAIR, rows, q);
  for (size_t r = 0; r < rows; r++) {
    memcpy(queries[r].row, q + r * PAIR, sizeof queries[r].row);
    queries[r].base = kernels->dot(scorer->wa[0], a + r * PAIR, PAIR);
  }
}

/// Distances below 12 have a bucket each, farther ones share four to the octave.
static size_t bucket_of(ptrdiff_t distance) {
  const ptrdiff_t far = distance < 0 ? -distance : distance;
  ptrdiff_t       m   = far;
  if (far >= 12) {
    m = (ptrdiff_t)floor(12 + 4 * log2((double)far / 12));
    if (m > 32) m = 32;
  }
  return (size_t)(32 + (distance < 0 ? -m : m));
}

float pairs_logit(const Kernels* kernels, const PairScorer* scorer, size_t relation, const PairQuery* query,
                  const float* target, ptrdiff_t distance) {
  const size_t bucket = bucket_of(distance);
  return kernels->dot(query->row, target, PAIR) + kernels->dot(scorer->near[relation] + bucket * PAIR, target, PAIR) +
         query->base + scorer->far[relation][bucket];
}
