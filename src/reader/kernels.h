/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The inner loops, sixteen floats at a time, compiled once for each kind of processor and chosen when a model is
 * opened.
 *
 * Matrices to multiply with are laid out in panels of sixteen outputs: panels[n / 16][k][16]. Each sum is taken in the
 * order of k, whatever rows stand around it, so that a row's result never depends on its batch. */
#ifndef ONRECORD_READER_KERNELS_H
#define ONRECORD_READER_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LANES = 16, BYTE_ROWS = 16, KERNELS_MOST = 5 };

static inline size_t whole_lanes(size_t n) { return (n + LANES - 1) / LANES * LANES; }

typedef struct {
  const char* name;
  bool        exact; ///< All in float; else attention is rounded to sixteen bits
  /// y[m][n] = bias[n] + x[m][k] . panels[n/16][k][16]; n is a multiple of 16, bias may be NULL.
  void (*multiply)(const float* x, size_t x_stride, size_t m, const float* panels, size_t n, size_t k,
                   const float* bias, float* y, size_t y_stride);
  /// x = weight * (x - mean) / deviation + bias over each row of `width` (Ba et al. 2016).
  void (*normalize)(float* x, size_t rows, size_t width, const float* weight, const float* bias);
  /// x = x * P(X <= x) for a standard normal X (Hendrycks and Gimpel 2016), by erf.
  void (*gelu)(float* x, size_t n);
  /// One head of attention over a window: out[t][32] = softmax(q k^T / sqrt(32)) v. `qkv` holds rows of 3 * width with
  /// this head's query first; `scratch` has attention_scratch(t) floats.
  void (*attend)(const float* qkv, size_t t, size_t width, float* scratch, float* out);
  float (*dot)(const float* a, const float* b, size_t n);
  /// out = round(x / scale) with scale = max|x| / 127, for one row; returns the scale.
  float (*quantize)(const float* x, size_t n, int8_t* out);
  /// acc[m][n] = x[m][k] . w[n][k], with bytes in `w` as well; n is a multiple of 4, `scratch` has BYTE_ROWS * k
  /// numbers.
  void (*multiply_bytes)(const int8_t* x, size_t m, const int16_t* w, size_t n, size_t k, int16_t* scratch,
                         int32_t* acc);
  /// One row that comes back from a product of bytes: y = acc * row * columns + bias
  void (*dequantize)(const int32_t* acc, float row, const float* columns, const float* bias, size_t n, float* y);
  /// The same, then gelu, then to bytes again; `y` is scratch. Returns the new scale.
  float (*dequantize_gelu)(const int32_t* acc, float row, const float* columns, const float* bias, size_t n, float* y,
                           int8_t* out);
  /// x = normalize(x + y) over rows, with y as from dequantize.
  void (*dequantize_normalize)(const int32_t* acc, float row, const float* columns, const float* bias, size_t width,
                               const float* weight, const float* offset, float* x);
} Kernels;

enum { HEAD = 32, ATTEND_ROWS = 24 };
static inline size_t attention_scratch(size_t t) { return (t + 2 * LANES) * (2 * HEAD + ATTEND_ROWS); }

extern const Kernels kernels_avx512, kernels_avx2, kernels_plain;

/// Whether this processor and system have AMX, or VNNI; their attention, for the rest see kernels_avx512.
bool kernels_amx_here(void);
bool kernels_vnni_here(void);
void kernels_amx_attend(const float* qkv, size_t t, size_t width, float* scratch, float* out);
void kernels_vnni_attend(const float* qkv, size_t t, size_t width, float* scratch, float* out);

/// The fastest that this processor can run; with `exact`, among those that compute in float throughout.
const Kernels* kernels_best(bool exact);
/// All that this processor can run, fastest first; returns how many.
size_t kernels_all(const Kernels* out[KERNELS_MOST]);

#endif
