/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Attention for x86-64 with AVX-512 VNNI but without AMX: one instruction multiplies 32 pairs of 16-bit integers and adds
 * them up in 32 bits, which is twice as much as one does with floats.
 *
 * Queries, keys and values of a window are put on one scale each, and the shares of each query on that of their sum, so that
 * no sum can run over: 32 products of SCORE_MOST^2 are below 2^31, and so is SHARE_MOST * VALUE_MOST with what rounding
 * adds to the shares. That is finer than bfloat16 but not exact, so this is for MODEL_INT8 alone. The other loops are those
 * of kernels_avx512.c. */
#include "reader/kernels.h"

#if defined(__x86_64__)

#pragma GCC target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,fma")
#pragma GCC optimize("O3,fp-contract=fast")

#include <immintrin.h>

#include "reader/vectors.inc"

enum { ROWS = ATTEND_ROWS / 2, PAIRS = HEAD / 2, PANELS = 2 }; ///< Queries at a time; pairs in each; vectors beside each other
enum { SCORE_MOST = 8000, VALUE_MOST = 32000, SHARE_MOST = 32767 };

typedef int32_t Pair; ///< Two 16-bit integers

bool kernels_vnni_here(void) { return __builtin_cpu_supports("avx512vnni"); }

INLINE __m512i whole(V x) { return _mm512_cvtps_epi32((__m512)x); }

INLINE void store_narrow(Pair* out, V x) { _mm256_storeu_si256((__m256i*)out, _mm512_cvtepi32_epi16(whole(x))); }

/// Sixteen numbers each of two rows, in pairs.
INLINE void store_pairs(Pair* out, V even, V odd) {
  const __m512i low = _mm512_and_si512(whole(even), _mm512_set1_epi32(0xFFFF));
  _mm512_storeu_si512(out, _mm512_or_si512(low, _mm512_slli_epi32(whole(odd), 16)));
}

/// The largest magnitude in t rows of a head, or 1 where all is nothing.
static float most_of(const float* x, size_t stride, size_t t) {
  V most = all(0);
  for (size_t i = 0; i < t; i++)
    for (size_t d = 0; d < HEAD; d += LANES) most = larger(most, magnitude(load(x + i * stride + d)));
  const float top = largest(most);
  return top > 0 ? top : 1;
}

INLINE V real(__m512i x, float scale) { return (V)_mm512_cvtepi32_ps(x) * scale; }

/// sum += left . right in pairs; as the intrinsic, GCC 12 would copy each sum to and fro.
INLINE void add_products(__m512i* sum, __m512i left, __m512i right) {
  __asm__("vpdpwssd %2, %1, %0" : "+v"(*sum) : "v"(left), "v"(right));
}

/// out[r][p] = the sum over i of left[r][i] times right[p][i], each a pair with a vector of pairs, as floats.
INLINE void multiply_pairs(const Pair* left, size_t left_stride, const Pair* right, size_t panel_stride, size_t step, size_t n,
                           float scale, float* out, size_t out_stride, size_t rows) {
  __m512i sums[ROWS][PANELS];
  _Pragma("GCC unroll 16") for (size_t r = 0; r < ROWS; r++) sums[r][0] = sums[r][1] = _mm512_setzero_si512();
  for (size_t i = 0; i < n; i++) {
    const __m512i a = _mm512_loadu_si512(right + i * step), b = _mm512_loadu_si512(right + panel_stride + i * step);
    _Pragma("GCC unroll 16") for (size_t r = 0; r < ROWS; r++) {
      const __m512i pair = _mm512_set1_epi32(left[r * left_stride + i]);
      add_products(&sums[r][0], pair, a);
      add_products(&sums[r][1], pair, b);
    }
  }
  _Pragma("GCC unroll 16") for (size_t r = 0; r < ROWS; r++) {
    if (r == rows) break;
    store(out + r * out_stride, real(sums[r][0], scale));
    store(out + r * out_stride + LANES, real(sums[r][1], scale));
  }
}

/// 2^x for x <= 0, within 4e-6 of it.
INLINE V power_of_two(V x) {
  const V n = (V)_mm512_roundscale_ps((__m512)x, 0), r = x - n;
  V       p = all(9.6181291e-3f);
  p         = p * r + 5.5504109e-2f;
  p         = p * r + 2.4022651e-1f;
  p         = p * r + 6.9314718e-1f;
  p         = p * r + 1.f;
  return (V)_mm512_scalef_ps((__m512)p, (__m512)n);
}

/// Scores of one query, as logarithms to the base of two, to shares.
INLINE void share_out(float* scores, size_t t, size_t padded, Pair* shares) {
  for (size_t i = t; i < padded; i++) scores[i] = -INFINITY;
  V most = all(-INFINITY), total = all(0);
  for (size_t i = 0; i < padded; i += LANES) most = (V)_mm512_max_ps((__m512)most, (__m512)load(scores + i));
  const float top = largest(most);
  for (size_t i = 0; i < padded; i += LANES) {
    const V e = power_of_two(load(scores + i) - top);
    store(scores + i, e);
    total += e;
  }
  const float share = SHARE_MOST / sum(total);
  for (size_t i = 0; i < padded; i += LANES) store_narrow(shares + i / 2, load(scores + i) * share);
}

void kernels_vnni_attend(const float* qkv, size_t t, size_t width, float* scratch, float* out) {
  const size_t stride = 3 * width, padded = (t + 2 * LANES - 1) / (2 * LANES) * (2 * LANES);
  const size_t whole_rows = (t + ROWS - 1) / ROWS * ROWS;
  Pair*        queries = (Pair*)scratch;                // [whole_rows][PAIRS]
  Pair*        keys    = queries + whole_rows * PAIRS;  // [padded / 16][PAIRS][16]
  Pair*        values  = keys + padded * PAIRS;         // [padded / 2][2][16]
  Pair*        shares  = values + padded * PAIRS;       // [ROWS][padded / 2]
  float*       scores  = (float*)(shares + ROWS * padded / 2); // [ROWS][padded]
  const float  q = SCORE_MOST / most_of(qkv, stride, t), k = SCORE_MOST / most_of(qkv + width, stride, t);
  const float  v = VALUE_MOST / most_of(qkv + 2 * width, stride, t);
  memset(queries + t * PAIRS, 0, (whole_rows - t) * PAIRS * sizeof *queries);
  memset(keys, 0, padded * PAIRS * sizeof *keys);
  for (size_t i = 0; i < t; i++) {
    const float* row = qkv + i * stride;
    Pair         key[PAIRS];
    for (size_t d = 0; d < HEAD; d += LANES) {
      store_narrow(queries + i * PAIRS + d / 2, load(row + d) * q);
      store_narrow(key + d / 2, load(row + width + d) * k);
    }
    Pair* right = keys + i / LANES * LANES * PAIRS + i % LANES;
    for (size_t d = 0; d < PAIRS; d++) right[d * LANES] = key[d];
  }
  for (size_t i = 0; i < padded; i += 2)
    for (size_t d = 0; d < HEAD; d += LANES) {
      const float* row  = qkv + i * stride + 2 * width + d;
      const V      even = i < t ? load(row) : all(0), odd = i + 1 < t ? load(row + stride) : all(0);
      store_pairs(values + i * PAIRS + d, even * v, odd * v);
    }
  const float score_scale = 1.44269504f * 0.17677669529663687f / (q * k); // log2(e) / sqrt(32)
  for (size_t from = 0; from < t; from += ROWS) {
    for (size_t to = 0; to < padded; to += PANELS * LANES)
      multiply_pairs(queries + from * PAIRS, PAIRS, keys + to * PAIRS, LANES * PAIRS, LANES, PAIRS, score_scale, scores + to, padded,
                     ROWS);
    for (size_t r = 0; r < ROWS; r++) share_out(scores + r * padded, t, padded, shares + r * padded / 2);
    multiply_pairs(shares, padded / 2, values, LANES, HEAD, padded / 2, 1 / (SHARE_MOST * v), out + from * width, width,
                   t - from < ROWS ? t - from : ROWS);
  }
}

#else

bool kernels_vnni_here(void) { return false; }
void kernels_vnni_attend(const float* qkv, size_t t, size_t width, float* scratch, float* out) {
  (void)qkv, (void)t, (void)width, (void)scratch, (void)out;
}

#endif
