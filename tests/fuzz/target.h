/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What the fuzzers call, and the test that gives the cases they found again (replay.c). */
#ifndef ONRECORD_TESTS_FUZZ_TARGET_H
#define ONRECORD_TESTS_FUZZ_TARGET_H

#include "document/document.h"

/// Read the bytes as an input of this type, all its items to their end. What they are does not matter, only that every
/// span stays within its text and nothing breaks.
void fuzz_items(DocumentType type, const uint8_t* bytes, size_t n);

/// Read them as a date.
void fuzz_date(const uint8_t* bytes, size_t n);

#endif
