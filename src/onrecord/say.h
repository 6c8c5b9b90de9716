/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The only place that speaks on standard error. Colours and the progress line are for terminals: none in a pipe,
 * none with NO_COLOR set, none on a dumb terminal. */
#ifndef ONRECORD_ONRECORD_SAY_H
#define ONRECORD_ONRECORD_SAY_H

#include "base/status.h"

#include <stdbool.h>

/// Say "onrecord: MESSAGE", the message of `status`, in red on a terminal; returns the exit code for it.
int complain(Status status);

/// The exit code where `failed` of `n` inputs failed and were complained about.
int exit_code(size_t failed, size_t n);

/// Say "onrecord: ..." without a fault.
void say(const char* format, ...) __attribute__((format(printf, 1, 2)));

/// Replace the progress line, on a terminal only; "" takes it away.
void progress(const char* format, ...) __attribute__((format(printf, 1, 2)));

/// Whether standard output is a terminal that wants colours.
bool colours(void);

/// Write to standard output, and all that was written before; ERR_FULL, ERR_IO when it takes no more. A fault is
/// returned once: who comes after need not tell it again. That nobody listens any more is none.
Status output(const char* bytes, size_t n);

#endif
