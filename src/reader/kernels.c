/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Which inner loops this processor can run. */
#include "reader/kernels.h"

#include <threads.h>

static const Kernels* here[4];
static size_t         count;
static once_flag      looked = ONCE_FLAG_INIT;

static void look(void) {
#if defined(__x86_64__)
  static Kernels amx;
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq")) {
    if (kernels_amx_here()) {
      amx           = kernels_avx512;
      amx.name      = "amx";
      amx.exact     = false;
      amx.attend    = kernels_amx_attend;
      here[count++] = &amx;
    }
    here[count++] = &kernels_avx512;
  }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) here[count++] = &kernels_avx2;
#endif
  here[count++] = &kernels_plain;
}

size_t kernels_all(const Kernels* out[4]) {
  call_once(&looked, look);
  for (size_t i = 0; i < count; i++) out[i] = here[i];
  return count;
}

const Kernels* kernels_best(bool exact) {
  const Kernels* all[4];
  kernels_all(all);
  size_t i = 0;
  while (exact && !all[i]->exact) i++;
  return all[i];
}
