/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The tables under data/ (TSV), compiled in: what is known about language is data, not code.
 *
 * data/cues.tsv: first line a comment with the source, second the column names, then rows sorted by the bytes of the
 * first column (data/compile.awk refuses others). Several rows may share a first column: they stand together.
 *
 *     const Table* cues = table_get("cues");
 *     const char* const* row = table_find(cues, slice("deny"));     // row[1] is the act
 */
#ifndef ONRECORD_BASE_TABLE_H
#define ONRECORD_BASE_TABLE_H

#include "base/text.h"

typedef struct {
  const char*        name;
  size_t             columns, rows;
  const char* const* cells; ///< rows * columns, row by row
} Table;

/// All tables, made by the build from the TSV files; ends with an entry without a name.
extern const Table tables[];

/// The table of data/NAME.tsv; a name that is not there ends the program (a fault of this program).
const Table* table_get(const char* name);

/// First row whose first column equals `key`, or NULL.
const char* const* table_find(const Table* table, Slice key);

/// The row behind `row` if it has the same first column, else NULL.
const char* const* table_next(const Table* table, const char* const* row);

#endif
