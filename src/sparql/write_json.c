/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* SPARQL 1.1 Query Results JSON Format (W3C, 2013). */
#include "sparql/write.h"

static void begin(Writer* w) {
  w->json = (JsonWriter){.out = &w->out};
  json_open(&w->json, '{');
  json_key(&w->json, "head");
  json_open(&w->json, '{');
  json_key(&w->json, "vars");
  json_open(&w->json, '[');
  for (size_t i = 0; i < w->n; ++i) json_string(&w->json, w->names[i]);
  json_close(&w->json);
  json_close(&w->json);
  json_key(&w->json, "results");
  json_open(&w->json, '{');
  json_key(&w->json, "bindings");
  json_open(&w->json, '[');
}

static void row(Writer* w, const Term* terms) {
  json_open(&w->json, '{');
  for (size_t i = 0; i < w->n; ++i) {
    if (terms[i].kind == TERM_NONE) continue;
    char name[256];
    snprintf(name, sizeof name, "%.*s", SLICE_ARG(w->names[i]));
    json_key(&w->json, name);
    json_open(&w->json, '{');
    json_key(&w->json, "type");
    json_string(&w->json, terms[i].kind == TERM_IRI     ? SLICE("uri")
                          : terms[i].kind == TERM_BLANK ? SLICE("bnode")
                                                        : SLICE("literal"));
    json_key(&w->json, "value");
    json_string(&w->json, terms[i].value);
    if (terms[i].extra.len) {
      json_key(&w->json, terms[i].kind == TERM_LITERAL_LANG ? "xml:lang" : "datatype");
      json_string(&w->json, terms[i].extra);
    }
    json_close(&w->json);
  }
  json_close(&w->json);
}

static void end(Writer* w) {
  json_close(&w->json);
  json_close(&w->json);
  json_close(&w->json);
  buffer_putc(&w->out, '\n');
}

static void boolean(Writer* w, bool answer) {
  buffer_printf(&w->out, "{\"head\": {}, \"boolean\": %s}\n", answer ? "true" : "false");
}

const WriterKind write_json = {"json", begin, row, end, boolean};
