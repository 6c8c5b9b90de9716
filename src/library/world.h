/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What the world knows, opened: the shipped table (known.bin), and tables of the user's own.
 *
 *     TRY(world_open(settings->knowledge, settings->knowledge_count, &known));    for reading alone
 *     TRY(world_take(store, base, files, n));  TRY(world_of(store, &known));       for a graph, which keeps them
 *
 * A graph keeps the tables it was given, word for word but for comments, so that whoever adds to it or decides anew
 * goes by the same ones. known_free() frees. */
#ifndef ONRECORD_LIBRARY_WORLD_H
#define ONRECORD_LIBRARY_WORLD_H

#include "knowledge/known.h"
#include "store/store.h"

/// In place of a file: the graph goes by the shipped table alone again.
#define WORLD_NONE "none"

/// The shipped table and these files. ERR_NOT_FOUND, ERR_INPUT (file, line, what was expected).
Status world_open(const char* const* files, size_t n, Known** known);

/// The shipped table and those that the graph keeps. No transaction may be open, unless `within`.
Status world_of(Store* store, bool within, Known** known);

/// Keep these tables instead of those before; where that changes anything, links and inferences of all articles follow.
/// No files: nothing is changed. No transaction may be open.
Status world_take(Store* store, const char* base, const char* const* files, size_t n);

#endif
