/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Results as text, row by row: one file per format, a table of them in write.c.
 *
 *     Writer w = {.kind = writer_kind(QUERY_CSV), .file = stdout, .names = names, .n = 2};
 *     w.kind->begin(&w);  w.kind->row(&w, terms);  w.kind->end(&w);  writer_flush(&w)  */
#ifndef ONRECORD_SPARQL_WRITE_H
#define ONRECORD_SPARQL_WRITE_H

#include "base/json.h"
#include "base/term.h"
#include "sparql/query.h"
#include "sparql/tree.h"

typedef struct Writer Writer;

typedef struct {
  const char* name;
  void (*begin)(Writer* w);
  void (*row)(Writer* w, const Term* terms); ///< TERM_NONE: unbound
  void (*end)(Writer* w);
  void (*boolean)(Writer* w, bool answer); ///< Instead of the three
} WriterKind;

struct Writer {
  const WriterKind* kind;
  FILE*             file;
  const Slice*      names; ///< Of the columns
  size_t            n;
  const Prefix*     prefixes; ///< For tables
  size_t            n_prefixes;
  int               width;
  Buffer            out;
  JsonWriter        json;
  Arena             arena; ///< Rows of a table until its widths are known
  Slice*            cells;
  size_t            n_cells, cap_cells;
  int*              widths;
  bool              sized, in_blocks; ///< Of a table: laid out; a block for each row
  size_t            blocks; ///< Written
};

const WriterKind* writer_kind(QueryFormat format);

extern const WriterKind write_table, write_csv, write_tsv, write_json, write_xml;

/// Write out what the buffer holds. ERR_IO.
Status writer_flush(Writer* w);
void   writer_free(Writer* w);

/// A term as N-Triples writes it.
void write_term(Buffer* out, Term term);

#endif
