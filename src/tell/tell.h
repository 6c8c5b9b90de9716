/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The graph, told to others: one file per format, a table of them.
 *
 *     const TellFormat* turtle = tell_format("turtle");
 *     TRY(turtle->write(store, &(TellOptions){0}, out));
 *
 * Writers stream: memory does not grow with the graph beyond what a format needs by nature (said at its head). Output
 * is sorted, so equal graphs give equal bytes. To add a format: one file with one TellFormat, one line in tell.c. */
#ifndef ONRECORD_TELL_TELL_H
#define ONRECORD_TELL_TELL_H

#include "store/store.h"

#include <stdio.h>

typedef struct {
  const char* base;  ///< For the prefixes id: and role:; NULL: the default base
  const char* graph; ///< Only the graph of this name; NULL: all
} TellOptions;

typedef struct {
  const char* name;       ///< As in --format
  const char* extension;  ///< By which a file name chooses the format, without the dot
  const char* media_type;
  const char* about;      ///< Half a line for --help
  /// Needs an open transaction. Writes all; ERR_FULL or ERR_IO where `out` takes no more.
  Status (*write)(Store* store, const TellOptions* options, FILE* out);
} TellFormat;

/// All formats, ends with an entry without a name.
extern const TellFormat* const tell_formats[];

/// By name or extension; NULL where there is none.
const TellFormat* tell_format(const char* name);

#endif
