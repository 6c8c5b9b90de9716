/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The graph, told to others: one file per format, a table of them.
 *
 *     const TellFormat* turtle = tell_format("turtle");
 *     TRY(turtle->write(store, &(TellOptions){0}, out));
 *
 * Writers stream: memory does not grow with the graph beyond what a format needs by nature (said at its head). Output
 * is sorted, so equal graphs give equal bytes. A fault may leave half a file behind: write to a name of its own and
 * rename it, as tell_file() does. To add a format: one file with one TellFormat, one line in tell.c. */
#ifndef ONRECORD_TELL_TELL_H
#define ONRECORD_TELL_TELL_H

#include "store/store.h"

#include <stdio.h>

typedef struct {
  const char* base;  ///< For the prefixes id: and role:; NULL: the default base
  const char* graph; ///< Only the graph of this name; "": only the default graph; NULL: all
} TellOptions;

/// One file of a format that is a folder of files.
typedef struct {
  const char* file;   ///< "nodes.csv"
  const char* format; ///< "csv-nodes"
} TellPart;

typedef struct {
  const char* name;       ///< As in --format
  const char* extension;  ///< By which a file name chooses the format, without the dot
  const char* media_type;
  const char* about;      ///< Half a line for --help
  /// Needs an open transaction. Writes all; ERR_FULL or ERR_IO where `out` takes no more.
  Status (*write)(Store* store, const TellOptions* options, FILE* out);
  const TellPart* parts;  ///< Not NULL: several files, for tell_folder(), ended by one without a name; `write` says so
} TellFormat;

/// All formats, ends with NULL.
extern const TellFormat* const tell_formats[];

/// By name or extension; NULL where there is none.
const TellFormat* tell_format(const char* name);

/// By the longest extension that a file's name ends in: "out.yed.graphml" is yed's, "out.graphml" graphml's; or NULL.
const TellFormat* tell_format_of(const char* path);

/// Write the file `path`, or for a format that has parts the folder; a file appears whole or not at all.
Status tell_file(Store* store, const TellFormat* format, const TellOptions* options, const char* path);

/// Write a format that has parts into the folder `path`, which is made where there is none; each file as by
/// tell_file(). ERR_USAGE for a format that is one file.
Status tell_folder(Store* store, const TellFormat* format, const TellOptions* options, const char* path);

#endif
