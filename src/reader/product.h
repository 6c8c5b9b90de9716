/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Products of 8-bit rows with 8-bit weights: acc[m][n] = x[m][k] . w[n][k], exact in 32 bits, so that every way of
 * computing it gives the same. oneDNN does it where the build has it, plain C elsewhere. */
#ifndef ONRECORD_READER_PRODUCT_H
#define ONRECORD_READER_PRODUCT_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
  size_t  n, k;
  float*  scale;  ///< [n]: a weight is its integer times its row's scale
  float*  bias;   ///< [n]
  int8_t* plain;  ///< [n][k], where plain C multiplies, else NULL
  void*   packed; ///< In oneDNN's layout, else NULL
} Product;

/// Lay out the weights w[n][k]; `scale` and `bias` stay the caller's.
void product_make(Product* product, const int8_t* w, size_t n, size_t k, float* scale, float* bias);
void product_free(Product* product);

/// acc[m][n] = x[m][k] . w[n][k]^T. Safe from several threads at once.
void product_run(const Product* product, const int8_t* x, size_t m, int32_t* acc);

/// What multiplies: "plain C", "brg:avx512_core_amx_int8", ...
const char* product_name(const Product* product);

#endif
