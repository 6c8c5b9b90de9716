/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Products of 8-bit rows with 8-bit weights: acc[m][n] = x[m][k] . w[n][k], exact in 32 bits, so that every way of
 * computing it gives the same. oneDNN does it where the build has it and the processor has VNNI or AMX,
 * plain C elsewhere. */
#ifndef ONRECORD_READER_PRODUCT_H
#define ONRECORD_READER_PRODUCT_H

#include "reader/kernels.h"

#include <stdbool.h>

typedef struct ProductPlan ProductPlan;

typedef struct {
  size_t         n, k;
  float*         scale;   ///< [n]: a weight is its integer times its row's scale
  float*         bias;    ///< [n]
  const Kernels* kernels;
  int16_t*       plain;   ///< [n][k], where plain C multiplies, else NULL
  ProductPlan*   plan;    ///< Where oneDNN multiplies, else NULL
} Product;

/// Rows that one call takes; that many keep the sums in the cache. Both arrays of product_run() have room for all of
/// them.
enum { PRODUCT_ROWS = 192 };

/// Lay out the weights w[n][k]; `scale` and `bias` stay the caller's. With `plain`, plain C multiplies in any case.
void product_make(Product* product, const Kernels* kernels, bool plain, const int8_t* w, size_t n, size_t k,
                  float* scale, float* bias);
void product_free(Product* product);

/// acc[m][n] = x[m][k] . w[n][k]^T for m <= PRODUCT_ROWS; rows of `acc` behind m may be overwritten. Safe from several
/// threads at once.
void product_run(const Product* product, const int8_t* x, size_t m, int32_t* acc);

/// What multiplies: "plain C", "brg:avx512_core_amx_int8", ...
const char* product_name(const Product* product);

// --- product_dnnl.c ------------------------------------------------------------------------------------------------

/// NULL where this build or this processor has no oneDNN kernel that is exact.
ProductPlan* product_plan(const int8_t* w, size_t n, size_t k);
void         product_plan_free(ProductPlan* plan);
void         product_plan_run(const ProductPlan* plan, const int8_t* x, size_t m, int32_t* acc);
const char*  product_plan_name(const ProductPlan* plan);

#endif
