/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Which inner loops this processor can run. */
#include "reader/kernels.h"

#include <threads.h>

static const Kernels* here[KERNELS_MOST];
static size_t         count;
static once_flag      looked = ONCE_FLAG_INIT;

/// The loops for AVX-512 with another attention.
static void add_attention(Kernels* kernels, const char* name,
                          void (*attend)(const float* qkv, size_t t, size_t width, float* scratch, float* out)) {
  *kernels        = kernels_avx512;
  kernels->name   = name;
  kernels->exact  = false;
  kernels->attend = attend;
  here[count++]   = kernels;
}

static void look(void) {
#if defined(__x86_64__)
  static Kernels amx, vnni;
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq")) {
    if (kernels_amx_here()) add_attention(&amx, "amx", kernels_amx_attend);
    if (kernels_vnni_here()) add_attention(&vnni, "vnni", kernels_vnni_attend);
    here[count++] = &kernels_avx512;
  }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) here[count++] = &kernels_avx2;
#endif
  here[count++] = &kernels_plain;
}

size_t kernels_all(const Kernels* out[KERNELS_MOST]) {
  call_once(&looked, look);
  for (size_t i = 0; i < count; i++) out[i] = here[i];
  return count;
}

const Kernels* kernels_best(bool exact) {
  const Kernels* all[KERNELS_MOST];
  kernels_all(all);
  size_t i = 0;
  while (exact && !all[i]->exact) i++;
  return all[i];
}
