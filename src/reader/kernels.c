/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "reader/kernels.h"

size_t kernels_all(const Kernels* out[4]) {
  size_t n = 0;
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq"))
    out[n++] = &kernels_avx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) out[n++] = &kernels_avx2;
#endif
  out[n++] = &kernels_plain;
  return n;
}

const Kernels* kernels_best(void) {
  const Kernels* all[4];
  kernels_all(all);
  return all[0];
}
