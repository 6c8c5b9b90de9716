/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Attention for x86-64 with AMX, whose tiles multiply 16 x 32 with 32 x 16 bfloat16 numbers in one instruction.
 * Queries, keys, values and shares are rounded to eight bits of fraction, sums are float; so this is for MODEL_INT8
 * alone.
 *
 * A tile on the right holds pairs of rows side by side: right[k / 2][n][k % 2] (Intel, Architecture Instruction Set
 * Extensions Programming Reference, chapter 3). The other loops are those of kernels_avx512.c. */
#include "reader/kernels.h"

#if defined(__x86_64__) && defined(__linux__)

#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>

#pragma GCC target("avx512f,avx512bw,avx512vl,avx512dq,avx512bf16,fma,amx-tile,amx-bf16")
#pragma GCC optimize("fp-contract=fast")

#include <immintrin.h>

#include "reader/vectors.inc"

enum { TILE = 16, ASK_FOR_TILES = 0x1023, TILE_DATA = 18 }; ///< Rows of a tile; arch_prctl's code, and what it asks for

bool kernels_amx_here(void) {
  unsigned a, b, c, d, features;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || !(d >> 22 & 1) || !(d >> 24 & 1)) return false; // amx-bf16, amx-tile
  if (!__get_cpuid_count(7, 1, &features, &b, &c, &d) || !(features >> 5 & 1)) return false;      // avx512-bf16
  return syscall(SYS_arch_prctl, ASK_FOR_TILES, TILE_DATA) == 0;
}

/// Eight tiles of 16 rows of 64 bytes.
static void configure(void) {
  struct {
    uint8_t  palette, start, reserved[14];
    uint16_t bytes[16];
    uint8_t  rows[16];
  } tiles = {.palette = 1};
  for (int t = 0; t < 8; t++) {
    tiles.bytes[t] = 64;
    tiles.rows[t]  = TILE;
  }
  _tile_loadconfig(&tiles);
}

/// Thirty-two floats to bfloat16.
INLINE void narrow(const float* x, uint16_t* out) {
  _mm512_storeu_si512(out, (__m512i)_mm512_cvtne2ps_pbh(_mm512_loadu_ps(x + LANES), _mm512_loadu_ps(x)));
}

/// Sixteen floats of two rows, in pairs.
INLINE void narrow_pairs(const float* even, const float* odd, uint16_t* out) {
  const __m512i a = _mm512_cvtepu16_epi32((__m256i)_mm512_cvtneps_pbh(_mm512_loadu_ps(even)));
  const __m512i b = _mm512_cvtepu16_epi32((__m256i)_mm512_cvtneps_pbh(_mm512_loadu_ps(odd)));
  _mm512_storeu_si512(out, _mm512_or_si512(a, _mm512_slli_epi32(b, 16)));
}

/// Scores of one query to shares in bfloat16, not yet divided by their sum, which is returned inverted.
INLINE float share_out(float* scores, size_t t, size_t padded, uint16_t* shares) {
  const float scale = 0.17677669529663687f; // 1 / sqrt(32)
  for (size_t i = t; i < padded; i++) scores[i] = -INFINITY;
  V most = all(-INFINITY), total = all(0);
  for (size_t i = 0; i < padded; i += LANES) most = larger(most, load(scores + i));
  const float top = largest(most) * scale;
  for (size_t i = 0; i < padded; i += 2 * LANES) {
    const V a = exponential(load(scores + i) * scale - top), b = exponential(load(scores + i + LANES) * scale - top);
    total += a + b;
    _mm512_storeu_si512(shares + i, (__m512i)_mm512_cvtne2ps_pbh((__m512)b, (__m512)a));
  }
  return 1 / sum(total);
}

void kernels_amx_attend(const float* qkv, size_t t, size_t width, float* scratch, float* out) {
  const size_t stride = 3 * width, padded = (t + 2 * TILE - 1) / (2 * TILE) * (2 * TILE);
  float*       scores  = scratch;                                    // [16][padded]
  uint16_t*    queries = (uint16_t*)(scores + TILE * padded);        // [padded][32]
  uint16_t*    keys    = queries + padded * HEAD;                    // [padded / 16] right-hand tiles
  uint16_t*    values  = keys + padded * HEAD;                       // [padded / 32][2] right-hand tiles
  uint16_t*    shares  = values + padded * HEAD;                     // [16][padded]
  const float  nothing[2 * LANES] = {0};
  for (size_t i = 0; i < padded; i++) {
    const float* row = qkv + i * stride;
    uint32_t     pairs[LANES];
    narrow(i < t ? row : nothing, queries + i * HEAD);
    narrow(i < t ? row + width : nothing, (uint16_t*)pairs);
    uint32_t* right = (uint32_t*)(keys + i / TILE * TILE * HEAD) + i % TILE;
    for (size_t d = 0; d < LANES; d++) right[d * LANES] = pairs[d];
    if (i % 2) continue;
    const float *even = i < t ? row + 2 * width : nothing, *odd = i + 1 < t ? row + stride + 2 * width : nothing;
    uint16_t*    pair = values + i / HEAD * HEAD * HEAD + i % HEAD / 2 * HEAD;
    narrow_pairs(even, odd, pair);
    narrow_pairs(even + LANES, odd + LANES, pair + TILE * HEAD);
  }
  configure();
  for (size_t from = 0; from < t; from += TILE) {
    _tile_loadd(0, queries + from * HEAD, 64);
    for (size_t to = 0; to < padded; to += 2 * TILE) {
      _tile_zero(1);
      _tile_zero(2);
      _tile_loadd(3, keys + to * HEAD, 64);
      _tile_loadd(4, keys + (to + TILE) * HEAD, 64);
      _tile_dpbf16ps(1, 0, 3);
      _tile_dpbf16ps(2, 0, 4);
      _tile_stored(1, scores + to, padded * sizeof *scores);
      _tile_stored(2, scores + to + TILE, padded * sizeof *scores);
    }
    const size_t rows = t - from < TILE ? t - from : TILE;
    float        inverse[TILE];
    for (size_t r = 0; r < rows; r++) inverse[r] = share_out(scores + r * padded, t, padded, shares + r * padded);
    _tile_zero(1);
    _tile_zero(2);
    for (size_t k = 0; k < padded; k += HEAD) {
      _tile_loadd(0, shares + k, padded * sizeof *shares);
      _tile_loadd(3, values + k * HEAD, 64);
      _tile_loadd(4, values + k * HEAD + TILE * HEAD, 64);
      _tile_dpbf16ps(1, 0, 3);
      _tile_dpbf16ps(2, 0, 4);
    }
    float gathered[TILE * HEAD];
    _tile_stored(1, gathered, HEAD * sizeof *gathered);
    _tile_stored(2, gathered + LANES, HEAD * sizeof *gathered);
    for (size_t r = 0; r < rows; r++)
      for (size_t d = 0; d < HEAD; d += LANES)
        store(out + (from + r) * width + d, load(gathered + r * HEAD + d) * inverse[r]);
  }
  _tile_release();
}

#else

bool kernels_amx_here(void) { return false; }
void kernels_amx_attend(const float* qkv, size_t t, size_t width, float* scratch, float* out) {
  (void)qkv, (void)t, (void)width, (void)scratch, (void)out;
}

#endif
