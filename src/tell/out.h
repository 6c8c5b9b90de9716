/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Where a writer puts its words: gathered in `text`, handed to the file in large pieces, every fault noticed.
 *
 *     Out out = {.file = file};
 *     buffer_puts(&out.text, "<a> <b> <c> .\n");
 *     TRY(out_pass(&out));                      // after each record; writes once enough has gathered
 *     ...
 *     return out_end(&out, status);             // the rest, flushed; the file is the caller's to close
 */
#ifndef ONRECORD_TELL_OUT_H
#define ONRECORD_TELL_OUT_H

#include "base/buffer.h"
#include "base/status.h"

#include <stdio.h>

enum { OUT_PIECE = 1 << 16 };

typedef struct {
  FILE*  file;
  Buffer text;
} Out;

Status out_write(Out* out); ///< Hand all that was gathered to the file

static inline Status out_pass(Out* out) { return out->text.len < OUT_PIECE ? OK : out_write(out); }

/// Where `status` is OK, write the rest and flush the file; frees the text. Returns the first fault.
Status out_end(Out* out, Status status);

/// ERR_FULL or ERR_IO for an errno of writing, in words.
Status out_fault(const char* what, int error);

#endif
