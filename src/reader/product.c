/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "reader/product.h"

#include "base/status.h"

#include <stdlib.h>

void product_make(Product* product, const Kernels* kernels, bool plain, const int8_t* w, size_t n, size_t k,
                  float* scale, float* bias) {
  *product = (Product){.n = n, .k = k, .scale = scale, .bias = bias, .kernels = kernels};
  if (!plain) product->plan = product_plan(w, n, k);
  if (product->plan) return;
  product->plain = xmalloc(n * k * sizeof *product->plain);
  for (size_t i = 0; i < n * k; i++) product->plain[i] = w[i];
}

void product_free(Product* product) {
  free(product->plain);
  product_plan_free(product->plan);
  *product = (Product){0};
}

void product_run(const Product* product, const int8_t* x, size_t m, int32_t* acc) {
  if (product->plan) {
    product_plan_run(product->plan, x, m, acc);
    return;
  }
  int16_t* scratch = xmalloc(BYTE_ROWS * product->k * sizeof *scratch);
  product->kernels->multiply_bytes(x, m, product->plain, product->n, product->k, scratch, acc);
  free(scratch);
}

const char* product_name(const Product* product) {
  return product->plan ? product_plan_name(product->plan) : "plain C";
}
