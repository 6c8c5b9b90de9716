/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The inner loops for x86-64 with AVX2 and FMA: sixteen registers of eight floats. */
#if defined(__x86_64__)
#pragma GCC target("avx2,fma")
#pragma GCC optimize("fp-contract=fast") // one rounding for a product and a sum
#define KERNELS kernels_avx2
#define KERNELS_NAME "avx2"
#define ROWS 4
#define PANELS 1
#include "reader/kernels.inc"
#else
typedef int kernels_not_here; // ISO C wants something in a file
#endif
