/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Compressed bytes made whole again: gzip and deflate by zlib, Brotli by its library where the program was built with
 * it, bzip2, xz and Zstandard by libarchive.
 *
 *     packing_of(bytes)  ->  PACKING_GZIP          by the first bytes of a file
 *     packing_named("br")  ->  PACKING_BROTLI      by HTTP's Content-Encoding (RFC 9110, section 8.4)
 */
#ifndef ONRECORD_DOCUMENT_UNPACK_H
#define ONRECORD_DOCUMENT_UNPACK_H

#include "base/buffer.h"
#include "base/stream.h"

typedef enum {
  PACKING_NONE,
  PACKING_GZIP,
  PACKING_DEFLATE, ///< HTTP's: with zlib's head or, as some servers have it, without
  PACKING_BROTLI,
  PACKING_BZIP2,
  PACKING_XZ,
  PACKING_ZSTD,
  PACKING_OTHER ///< Known to somebody, not to us
} Packing;

Packing packing_of(Slice bytes);
Packing packing_named(Slice word);

/// Put all that `bytes` unpack to behind what `out` holds. ERR_LIMIT over `limit` bytes; ERR_INPUT: broken or cut short, and
/// `out` holds what came before; ERR_UNSUPPORTED. The message names nothing.
Status unpack_all(Packing packing, Slice bytes, size_t limit, Buffer* out);

typedef struct Unpacker Unpacker;

/// Unpack what `packed` gives, piece by piece; `packed` must outlive it.
Unpacker* unpacker_new(Packing packing, const Stream* packed);

/// A Stream's function over an Unpacker: the next piece, nothing at the end. ERR_INPUT: broken or cut short, after all
/// that could be unpacked was given.
Status unpacker_more(void* unpacker, Buffer* out);
void   unpacker_free(Unpacker* unpacker); ///< NULL is fine

#endif
