/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* SPARQL Query Results XML Format, second edition (W3C, 2013). XML 1.0 has no place for most control characters; they
 * become U+FFFD. */
#include "sparql/write.h"

static void escaped(Buffer* out, Slice text) {
  for (size_t i = 0; i < text.len; ++i) {
    const unsigned char c = (unsigned char)text.ptr[i];
    if (c == '&') buffer_puts(out, "&amp;");
    else if (c == '<') buffer_puts(out, "&lt;");
    else if (c == '>') buffer_puts(out, "&gt;");
    else if (c == '"') buffer_puts(out, "&quot;");
    else if (c == '\r') buffer_puts(out, "&#13;");
    else if (c < ' ' && c != '\t' && c != '\n') buffer_puts(out, "\xEF\xBF\xBD");
    else buffer_putc(out, (char)c);
  }
}

static void head(Writer* w) {
  buffer_puts(&w->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                       "<sparql xmlns=\"http://www.w3.org/2005/sparql-results#\">\n  <head>\n");
}

static void begin(Writer* w) {
  head(w);
  for (size_t i = 0; i < w->n; ++i) {
    buffer_puts(&w->out, "    <variable name=\"");
    escaped(&w->out, w->names[i]);
    buffer_puts(&w->out, "\"/>\n");
  }
  buffer_puts(&w->out, "  </head>\n  <results>\n");
}

static void binding(Buffer* out, Term term) {
  const char* element = term.kind == TERM_IRI ? "uri" : term.kind == TERM_BLANK ? "bnode" : "literal";
  buffer_printf(out, "<%s", element);
  if (term.extra.len) {
    buffer_puts(out, term.kind == TERM_LITERAL_LANG ? " xml:lang=\"" : " datatype=\"");
    escaped(out, term.extra);
    buffer_putc(out, '"');
  }
  buffer_putc(out, '>');
  escaped(out, term.value);
  buffer_printf(out, "</%s>", element);
}

static void row(Writer* w, const Term* terms) {
  buffer_puts(&w->out, "    <result>\n");
  for (size_t i = 0; i < w->n; ++i) {
    if (terms[i].kind == TERM_NONE) continue;
    buffer_puts(&w->out, "      <binding name=\"");
    escaped(&w->out, w->names[i]);
    buffer_puts(&w->out, "\">");
    binding(&w->out, terms[i]);
    buffer_puts(&w->out, "</binding>\n");
  }
  buffer_puts(&w->out, "    </result>\n");
}

static void end(Writer* w) {
  buffer_puts(&w->out, "  </results>\n</sparql>\n");
}

static void boolean(Writer* w, bool answer) {
  head(w);
  buffer_printf(&w->out, "  </head>\n  <boolean>%s</boolean>\n</sparql>\n", answer ? "true" : "false");
}

const WriterKind write_xml = {"xml", begin, row, end, boolean};
