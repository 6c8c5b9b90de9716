/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Another program as a filter: bytes in, bytes out, without a shell, and within bounds.
 *
 *     const char* const argv[] = {"pdftotext", "-", "-", NULL};
 *     TRY(command_filter(argv, bytes, &(CommandLimits){.seconds = 60, .memory = 1 << 30, .output = 1 << 26}, &out, &code));
 */
#ifndef ONRECORD_DOCUMENT_COMMAND_H
#define ONRECORD_DOCUMENT_COMMAND_H

#include "base/buffer.h"
#include "base/status.h"

typedef struct {
  int    seconds; ///< On the clock, and of the processor
  size_t memory;  ///< Bytes of address space
  size_t output;  ///< Bytes
} CommandLimits;

/// Run argv[0], looked for in PATH; what it writes goes behind what `out` holds, what it complains of is dropped.
/// ERR_NOT_FOUND: no such program; ERR_LIMIT: over a limit, it was ended; ERR_IO. `code` is its exit code, -1 where a signal
/// ended it. The message names the program only.
Status command_filter(const char* const* argv, Slice input, const CommandLimits* limits, Buffer* out, int* code);

#endif
