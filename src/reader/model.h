/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The network's weights, ready to multiply with. All are [out, in]: y = W x + b.
 *
 *   x = LN(word[id] + pos[i] + typ + shape[s])                    one row of 384 for each piece
 *   six times: x = LN1(x + out(attention(qkv(x)))), x = LN2(x + down(gelu(up(x))))
 *   tags       = ner 7, role 3, cue 5, tenure 4                   a linear layer on x
 *   attr, hold, coref                                             pair scorers, see pairs.h
 */
#ifndef ONRECORD_READER_MODEL_H
#define ONRECORD_READER_MODEL_H

#include "reader/kernels.h"
#include "reader/product.h"
#include "reader/safetensors.h"
#include "reader/wordpiece.h"

enum {
  WIDTH     = 384,
  HEADS     = 12,
  INNER     = 1536,
  POSITIONS = 512,
  SHAPES    = 20,
  PAIR      = 128, ///< Width in which a pair meets
  BUCKETS   = 65,  ///< Of signed distances
  RELATIONS = 2,   ///< At most, of a pair scorer
  TAG_LANES = 32   ///< All taggers side by side, filled up to whole lanes
};

/// Where each tagger's columns begin among the TAG_LANES.
enum { TAG_NAME = 0, TAG_ROLE = 7, TAG_CUE = 10, TAG_TENURE = 15 };

/// A float matrix in panels (see kernels.h).
typedef struct {
  size_t n, k;
  float* panels;
  float* bias; ///< whole_lanes(n)
} Matrix;

typedef struct {
  float *weight, *bias;
} Norm;

/// One of the two, as the model was opened.
typedef struct {
  Matrix  real; ///< MODEL_FLOAT
  Product byte; ///< MODEL_INT8
} Linear;

typedef struct {
  Linear qkv, out, up, down;
  Norm   ln1, ln2;
} Layer;

/* logit[r](a, t) = T . (u[r]^T A + wt[r] + near[r][b]) + wa[r] A + far[r][b], where A = relu(a x_anchor),
 * T = relu(t x_piece), b the bucket of t - a. What depends on the bucket alone is worked out when the model is opened:
 * near[r][b] = sum_k dist[b][k] mix[k R + r] and far[r][b] = wd[r] dist[b] + the three biases. */
typedef struct {
  size_t relations;
  Matrix a, t;                ///< WIDTH -> PAIR
  Matrix u[RELATIONS];        ///< A -> u[r]^T A + wt[r]
  float* wa[RELATIONS];       ///< [PAIR]
  float* near[RELATIONS];     ///< [BUCKETS][PAIR]
  float  far[RELATIONS][BUCKETS];
} PairScorer;

struct Model {
  ModelPrecision precision;
  const Kernels* kernels;
  Safetensors    file;
  Vocabulary     vocabulary;
  const Tensor*  word;       ///< [pieces][WIDTH], stays in the map
  const Tensor*  word_scale; ///< [pieces] where `word` is I8, else NULL
  float*         place;      ///< pos + typ: [POSITIONS][WIDTH]
  float*         shape;      ///< [SHAPES][WIDTH]
  Norm           ln;
  Layer*         layers;
  size_t         layer_count;
  Matrix         tags;       ///< The four taggers side by side
  PairScorer     attr, hold, coref;
  Arena          arena;      ///< Owns the small tensors
};

/// y[m][whole_lanes(n)] = x[m][k] W^T + b
static inline void matrix_multiply(const Kernels* kernels, const Matrix* w, const float* x, size_t x_stride, size_t m,
                                   float* y) {
  kernels->multiply(x, x_stride, m, w->panels, whole_lanes(w->n), w->k, w->bias, y, whole_lanes(w->n));
}

#endif
