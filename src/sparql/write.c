/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The table of formats, and N-Triples' way to write a term. */
#include "sparql/write.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const WriterKind* const kinds[] = {
    [QUERY_TABLE] = &write_table, [QUERY_CSV] = &write_csv, [QUERY_TSV] = &write_tsv, [QUERY_JSON] = &write_json,
    [QUERY_XML] = &write_xml,
};

const WriterKind* writer_kind(QueryFormat format) {
  return kinds[format];
}

Status query_format(const char* name, QueryFormat* format) {
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; ++i) {
    if (strcmp(kinds[i]->name, name)) continue;
    *format = (QueryFormat)i;
    return OK;
  }
  return fail(ERR_USAGE, "\"%s\" is no result format; choose table, csv, tsv, json or xml", name);
}

Status writer_flush(Writer* w) {
  const size_t n = w->out.len;
  if (n && fwrite(w->out.bytes, 1, n, w->file) != n)
    return fail(ERR_IO, "the results could not be written: %s", strerror(errno));
  buffer_clear(&w->out);
  return OK;
}

void writer_free(Writer* w) {
  buffer_free(&w->out);
  arena_free(&w->arena);
  free(w->widths);
}

static void escaped(Buffer* out, Slice text) {
  buffer_putc(out, '"');
  for (size_t i = 0; i < text.len; ++i) {
    switch (text.ptr[i]) {
      case '"': buffer_puts(out, "\\\""); break;
      case '\\': buffer_puts(out, "\\\\"); break;
      case '\n': buffer_puts(out, "\\n"); break;
      case '\r': buffer_puts(out, "\\r"); break;
      case '\t': buffer_puts(out, "\\t"); break;
      default: buffer_putc(out, text.ptr[i]);
    }
  }
  buffer_putc(out, '"');
}

void write_term(Buffer* out, Term term) {
  switch (term.kind) {
    case TERM_NONE: return;
    case TERM_IRI: buffer_printf(out, "<%.*s>", SLICE_ARG(term.value)); return;
    case TERM_BLANK: buffer_printf(out, "_:%.*s", SLICE_ARG(term.value)); return;
    case TERM_LITERAL: escaped(out, term.value); return;
    case TERM_LITERAL_LANG:
      escaped(out, term.value);
      buffer_printf(out, "@%.*s", SLICE_ARG(term.extra));
      return;
    case TERM_LITERAL_TYPED:
      escaped(out, term.value);
      buffer_printf(out, "^^<%.*s>", SLICE_ARG(term.extra));
      return;
  }
}
