/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* SHA-256 (FIPS 180-4, by Nettle) as 64 lower-case hexadecimal digits. */
#ifndef ONRECORD_BASE_DIGEST_H
#define ONRECORD_BASE_DIGEST_H

#include "base/text.h"

typedef struct {
  char hex[65];
} Digest;

Digest digest_sha256(Slice bytes);

#endif
