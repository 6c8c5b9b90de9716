/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The inner loops for x86-64 with AVX-512: thirty-two registers of sixteen floats. */
#if defined(__x86_64__)
#pragma GCC target("avx512f,avx512bw,avx512vl,avx512dq,fma")
#pragma GCC optimize("fp-contract=fast") // one rounding for a product and a sum
#define KERNELS kernels_avx512
#define KERNELS_NAME "avx512"
#define ROWS 12
#define PANELS 2
#include "reader/kernels.inc"
#else
typedef int kernels_not_here; // ISO C wants something in a file
#endif
