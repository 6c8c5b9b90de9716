/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Bytes that come piece by piece, for what is too large to hold: whoever reads asks for the next piece.
 *
 *     size_t before;
 *     do { before = buffer.len; TRY(stream->more(stream->self, &buffer)); ... } while (buffer.len > before); */
#ifndef ONRECORD_BASE_STREAM_H
#define ONRECORD_BASE_STREAM_H

#include "base/buffer.h"
#include "base/status.h"

typedef struct {
  Status (*more)(void* self, Buffer* out); ///< Put the next piece behind what `out` holds; nothing at the end
  void*    self;
  uint64_t size; ///< Of the whole, what was read before too; 0: not known
} Stream;

#endif
