/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* SPARQL 1.1 Query Results CSV and TSV Formats (W3C, 2013): CSV holds bare values and ends lines by CR LF, TSV holds
 * terms in SPARQL's own syntax, with numbers bare. An ASK, for which they have no form, is the word true or false. */
#include "sparql/write.h"

#include <string.h>

#define XSD "http://www.w3.org/2001/XMLSchema#"

static void csv_field(Buffer* out, Slice text) {
  bool quoted = false;
  for (size_t i = 0; i < text.len && !quoted; ++i) quoted = strchr("\",\r\n", text.ptr[i]) && text.ptr[i];
  if (!quoted) {
    buffer_put_slice(out, text);
    return;
  }
  buffer_putc(out, '"');
  for (size_t i = 0; i < text.len; ++i) {
    if (text.ptr[i] == '"') buffer_putc(out, '"');
    buffer_putc(out, text.ptr[i]);
  }
  buffer_putc(out, '"');
}

static void csv_begin(Writer* w) {
  for (size_t i = 0; i < w->n; ++i) {
    if (i) buffer_putc(&w->out, ',');
    csv_field(&w->out, w->names[i]);
  }
  buffer_puts(&w->out, "\r\n");
}

static void csv_row(Writer* w, const Term* terms) {
  for (size_t i = 0; i < w->n; ++i) {
    if (i) buffer_putc(&w->out, ',');
    if (terms[i].kind == TERM_BLANK) buffer_puts(&w->out, "_:");
    if (terms[i].kind != TERM_NONE) csv_field(&w->out, terms[i].value);
  }
  buffer_puts(&w->out, "\r\n");
}

static void tsv_begin(Writer* w) {
  for (size_t i = 0; i < w->n; ++i) buffer_printf(&w->out, "%s?%.*s", i ? "\t" : "", SLICE_ARG(w->names[i]));
  buffer_putc(&w->out, '\n');
}

/// Whether the bare text reads back as a literal of its type (SPARQL 1.1, rules 146 to 148).
static bool bare_number(Term term) {
  if (term.kind != TERM_LITERAL_TYPED) return false;
  const bool integer = slice_equal(term.extra, SLICE(XSD "integer")), decimal = slice_equal(term.extra, SLICE(XSD "decimal")),
             real = slice_equal(term.extra, SLICE(XSD "double"));
  if (!integer && !decimal && !real) return false;
  size_t digits = 0, points = 0, exponents = 0;
  for (size_t i = 0; i < term.value.len; ++i) {
    const char c = term.value.ptr[i];
    if (c >= '0' && c <= '9') ++digits;
    else if (c == '.' && !points && !exponents && i + 1 < term.value.len) ++points;
    else if ((c == 'e' || c == 'E') && digits && !exponents) ++exponents, digits = 0;
    else if (!(c == '-' || c == '+') || !(i == 0 || strchr("eE", term.value.ptr[i - 1]))) return false;
  }
  return digits && (points > 0) == (decimal || (real && points)) && (exponents > 0) == real;
}

static void tsv_row(Writer* w, const Term* terms) {
  for (size_t i = 0; i < w->n; ++i) {
    if (i) buffer_putc(&w->out, '\t');
    if (bare_number(terms[i])) buffer_put_slice(&w->out, terms[i].value);
    else write_term(&w->out, terms[i]);
  }
  buffer_putc(&w->out, '\n');
}

static void nothing(Writer* w) {
  (void)w;
}

static void csv_boolean(Writer* w, bool answer) {
  buffer_puts(&w->out, answer ? "true\r\n" : "false\r\n");
}

static void tsv_boolean(Writer* w, bool answer) {
  buffer_puts(&w->out, answer ? "true\n" : "false\n");
}

const WriterKind write_csv = {"csv", csv_begin, csv_row, nothing, csv_boolean};
const WriterKind write_tsv = {"tsv", tsv_begin, tsv_row, nothing, tsv_boolean};
