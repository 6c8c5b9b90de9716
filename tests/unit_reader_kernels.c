/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The inner loops of every kind of processor that this one can stand in for, against their definitions. */
#include "unit.h"

#include "reader/product.h"

#include <math.h>
#include <stdlib.h>

static uint32_t seed;

static uint32_t next_random(void) { return seed = seed * 1664525u + 1013904223u, seed >> 8; }
static float    real(float size) { return size * ((float)(next_random() % 20001) / 10000 - 1); }
static int8_t   byte(void) { return (int8_t)((int)(next_random() % 255) - 127); }

static void close_to(float got, float wanted, float most) {
  if (!(fabsf(got - wanted) <= most)) {
    print_error("%.9g, not %.9g\n", (double)got, (double)wanted);
    _fail(__FILE__, __LINE__);
  }
}

static void for_all(void (*check)(const Kernels*)) {
  const Kernels* all[KERNELS_MOST];
  const size_t   n = kernels_all(all);
  assert_true(n >= 1);
  for (size_t i = 0; i < n; i++) {
    seed = 1;
    check(all[i]);
  }
}

static void check_multiply(const Kernels* k) {
  enum { M = 29, N = 80, K = 37 };
  static float x[M * K], w[N * K], panels[N * K], bias[N], y[M * N], alone[N];
  for (size_t i = 0; i < M * K; i++) x[i] = real(1);
  for (size_t i = 0; i < N * K; i++) w[i] = real(1);
  for (size_t i = 0; i < N; i++) bias[i] = real(1);
  for (size_t n = 0; n < N; n++)
    for (size_t i = 0; i < K; i++) panels[(n / LANES * K + i) * LANES + n % LANES] = w[n * K + i];
  k->multiply(x, K, M, panels, N, K, bias, y, N);
  for (size_t m = 0; m < M; m++) {
    for (size_t n = 0; n < N; n++) {
      double wanted = bias[n];
      for (size_t i = 0; i < K; i++) wanted += (double)x[m * K + i] * w[n * K + i];
      close_to(y[m * N + n], (float)wanted, 1e-5f);
    }
    k->multiply(x + m * K, K, 1, panels, N, K, bias, alone, N); // a row's result does not depend on its company
    assert_memory_equal(alone, y + m * N, sizeof alone);
  }
}

static void check_gelu(const Kernels* k) {
  float x[1600], y[1600];
  for (size_t i = 0; i < 1600; i++) x[i] = y[i] = (float)i / 100 - 8;
  k->gelu(y, 1600);
  for (size_t i = 0; i < 1600; i++) close_to(y[i], x[i] * .5f * (1 + erff(x[i] * 0.70710678f)), 2e-6f);
}

static void check_normalize(const Kernels* k) {
  float x[64], y[64], weight[64], bias[64];
  for (size_t i = 0; i < 64; i++) x[i] = y[i] = real(3) + 5, weight[i] = real(2), bias[i] = real(1);
  k->normalize(y, 1, 64, weight, bias);
  double mean = 0, square = 0;
  for (size_t i = 0; i < 64; i++) mean += x[i] / 64.;
  for (size_t i = 0; i < 64; i++) square += (x[i] - mean) * (x[i] - mean) / 64;
  for (size_t i = 0; i < 64; i++) close_to(y[i], (float)((x[i] - mean) / sqrt(square) * weight[i] + bias[i]), 1e-5f);
  float nothing[64] = {0};
  k->normalize(nothing, 1, 64, weight, bias); // no deviation at all
  for (size_t i = 0; i < 64; i++) close_to(nothing[i], bias[i], 1e-6f);
}

static void check_attention(const Kernels* k) {
  enum { T = 53, WIDE = 64 };
  static float qkv[T * 3 * WIDE], out[T * WIDE];
  float*       scratch = malloc(attention_scratch(T) * sizeof(float));
  for (size_t i = 0; i < T * 3 * WIDE; i++) qkv[i] = real(4);
  for (size_t head = 0; head < 2; head++) k->attend(qkv + head * HEAD, T, WIDE, scratch, out + head * HEAD);
  for (size_t head = 0; head < 2; head++)
    for (size_t i = 0; i < T; i++) {
      double weights[T], total = 0, sums[HEAD] = {0};
      for (size_t j = 0; j < T; j++) {
        double s = 0;
        for (size_t d = 0; d < HEAD; d++)
          s += (double)qkv[i * 3 * WIDE + head * HEAD + d] * qkv[j * 3 * WIDE + WIDE + head * HEAD + d];
        total += weights[j] = exp(s / sqrt(32));
      }
      for (size_t j = 0; j < T; j++)
        for (size_t d = 0; d < HEAD; d++)
          sums[d] += weights[j] / total * qkv[j * 3 * WIDE + 2 * WIDE + head * HEAD + d];
      for (size_t d = 0; d < HEAD; d++)
        close_to(out[i * WIDE + head * HEAD + d], (float)sums[d], k->exact ? 2e-5f : 6e-2f);
    }
  free(scratch);
}

static void check_bytes(const Kernels* k) {
  float  x[96];
  int8_t q[96];
  for (size_t i = 0; i < 96; i++) x[i] = real(.5f);
  x[7]              = -2;
  const float scale = k->quantize(x, 96, q);
  close_to(scale, 2.f / 127, 1e-9f);
  assert_int_equal(q[7], -127);
  for (size_t i = 0; i < 96; i++) close_to((float)q[i] * scale, x[i], scale * .5001f);
  const float nothing[16] = {0};
  k->quantize(nothing, 16, q);
  for (size_t i = 0; i < 16; i++) assert_int_equal(q[i], 0);
}

static void check_ways_back(const Kernels* k) {
  enum { N = 96 };
  int32_t acc[N];
  float   columns[N], bias[N], y[N], scratch[N], x[N], weight[N], offset[N], wanted[N];
  int8_t  q[N];
  for (size_t i = 0; i < N; i++) {
    acc[i]     = (int32_t)(next_random() % 200001) - 100000;
    columns[i] = real(.01f);
    bias[i]    = real(1);
    x[i]       = real(2);
    weight[i]  = real(1);
    offset[i]  = real(1);
  }
  k->dequantize(acc, .01f, columns, bias, N, y);
  for (size_t i = 0; i < N; i++) close_to(y[i], (float)acc[i] * .01f * columns[i] + bias[i], 1e-5f);
  const float scale = k->dequantize_gelu(acc, .01f, columns, bias, N, scratch, q);
  for (size_t i = 0; i < N; i++) {
    const float exact = y[i] * .5f * (1 + erff(y[i] * 0.70710678f));
    close_to(scratch[i], exact, 2e-4f);
    close_to((float)q[i] * scale, exact, scale * .5001f + 2e-4f);
  }
  for (size_t i = 0; i < N; i++) wanted[i] = x[i] + y[i];
  k->normalize(wanted, 1, N, weight, offset);
  k->dequantize_normalize(acc, .01f, columns, bias, N, weight, offset, x);
  for (size_t i = 0; i < N; i++) close_to(x[i], wanted[i], 1e-5f);
}

/// Every way to multiply bytes gives the same integers, for any number of rows, at the ends of the range as well.
static void check_product(const Kernels* k) {
  enum { N = 96, K = 384 };
  int8_t*  w   = malloc(N * K);
  int8_t*  x   = malloc(PRODUCT_ROWS * K);
  int32_t* acc = malloc(PRODUCT_ROWS * N * sizeof *acc);
  for (size_t i = 0; i < N * K; i++) w[i] = i < K ? 127 : i < 2 * K ? -127 : byte();
  for (size_t i = 0; i < PRODUCT_ROWS * K; i++) x[i] = i < K ? 127 : i < 2 * K ? -127 : byte();
  Product ways[2];
  product_make(&ways[0], k, true, w, N, K, NULL, NULL);
  product_make(&ways[1], k, false, w, N, K, NULL, NULL);
  const size_t rows[] = {1, 2, 16, 17, 100, PRODUCT_ROWS};
  for (size_t way = 0; way < 2; way++)
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
      memset(acc, 0x55, PRODUCT_ROWS * N * sizeof *acc);
      product_run(&ways[way], x, rows[i], acc);
      for (size_t m = 0; m < rows[i]; m++)
        for (size_t n = 0; n < N; n++) {
          int32_t wanted = 0;
          for (size_t j = 0; j < K; j++) wanted += x[m * K + j] * w[n * K + j];
          if (acc[m * N + n] != wanted)
            print_error("%s, %zu rows: row %zu column %zu\n", product_name(&ways[way]), rows[i], m, n);
          assert_int_equal(acc[m * N + n], wanted);
        }
    }
  product_free(&ways[0]);
  product_free(&ways[1]);
  free(w);
  free(x);
  free(acc);
}

#define OVER_ALL(name, check)       \
  static void name(void** state) { \
    (void)state;                    \
    for_all(check);                 \
  }

OVER_ALL(float_products_are_sums_of_products, check_multiply)
OVER_ALL(gelu_is_as_by_erf, check_gelu)
OVER_ALL(rows_are_normalized, check_normalize)
OVER_ALL(attention_is_as_defined, check_attention)
OVER_ALL(bytes_are_within_half_a_step, check_bytes)
OVER_ALL(products_come_back_as_floats, check_ways_back)
OVER_ALL(all_ways_to_multiply_bytes_agree, check_product)

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(float_products_are_sums_of_products), cmocka_unit_test(gelu_is_as_by_erf),
      cmocka_unit_test(rows_are_normalized),                 cmocka_unit_test(attention_is_as_defined),
      cmocka_unit_test(bytes_are_within_half_a_step),        cmocka_unit_test(products_come_back_as_floats),
      cmocka_unit_test(all_ways_to_multiply_bytes_agree),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
