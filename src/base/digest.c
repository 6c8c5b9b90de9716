/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "base/digest.h"

#include <nettle/sha2.h>

Digest digest_sha256(Slice bytes) {
  struct sha256_ctx ctx;
  uint8_t           sum[SHA256_DIGEST_SIZE];
  Digest            d;
  sha256_init(&ctx);
  sha256_update(&ctx, bytes.len, (const uint8_t*)bytes.ptr);
  sha256_digest(&ctx, sizeof sum, sum);
  for (size_t i = 0; i < sizeof sum; i++) {
    d.hex[2 * i]     = "0123456789abcdef"[sum[i] >> 4];
    d.hex[2 * i + 1] = "0123456789abcdef"[sum[i] & 15];
  }
  d.hex[64] = '\0';
  return d;
}
