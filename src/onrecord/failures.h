/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What could not be read, as a list that --from-list takes, each name behind a comment that says why.
 *
 *     # dump.jsonl#3: not JSON (premature end of input, at byte 941 of the line)
 *     dump.jsonl#3
 */
#ifndef ONRECORD_ONRECORD_FAILURES_H
#define ONRECORD_ONRECORD_FAILURES_H

#include "base/status.h"

#include <stdbool.h>

typedef struct Failures Failures;

/// `path` may be NULL: nothing is kept. The file is not touched before the first failure or the end, so that it may be
/// the list that is read. With `resume` what it holds stays.
Failures* failures_open(const char* path, bool resume);

/// Note a name; a second time is not noted.
Status failures_put(Failures* failures, const char* name, const char* why);

/// Without any failure the file is left empty. NULL is fine.
Status failures_close(Failures* failures);

#endif
