/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The products in plain C, for builds without oneDNN. */
#include "reader/product.h"

#include "base/status.h"

#include <stdlib.h>
#include <string.h>

void product_make(Product* product, const int8_t* w, size_t n, size_t k, float* scale, float* bias) {
  *product = (Product){.n = n, .k = k, .scale = scale, .bias = bias, .plain = xmalloc(n * k)};
  memcpy(product->plain, w, n * k);
}

void product_free(Product* product) {
  free(product->plain);
  *product = (Product){0};
}

void product_run(const Product* product, const int8_t* x, size_t m, int32_t* acc) {
  for (size_t r = 0; r < m; r++)
    for (size_t c = 0; c < product->n; c++) {
      const int8_t *a = x + r * product->k, *b = product->plain + c * product->k;
      int32_t       s = 0;
      for (size_t i = 0; i < product->k; i++) s += a[i] * b[i];
      acc[r * product->n + c] = s;
    }
}

const char* product_name(const Product* product) {
  (void)product;
  return "plain C";
}
