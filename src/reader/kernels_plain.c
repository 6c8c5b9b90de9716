/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The inner loops for any processor. */
#define KERNELS kernels_plain
#define KERNELS_NAME "plain"
#define ROWS 2
#define PANELS 1
#include "reader/kernels.inc"
