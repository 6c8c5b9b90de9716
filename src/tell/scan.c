/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "tell/scan.h"

#include "graph/graph.h"
#include "graph/vocabulary.h"

static Status check(const Quad* q) {
  const bool subject = q->s.kind == TERM_IRI || q->s.kind == TERM_BLANK;
  const bool graph   = q->g.kind == TERM_NONE || q->g.kind == TERM_IRI || q->g.kind == TERM_BLANK;
  if (subject && graph && q->p.kind == TERM_IRI && q->o.kind != TERM_NONE) return OK;
  return fail(ERR_UNSUPPORTED, "the graph holds a triple with \"%.*s\" as its %s, which no format can say; remove it first",
              SLICE_ARG(subject ? graph ? q->p.value : q->g.value : q->s.value),
              subject ? graph ? "predicate" : "graph name" : "subject");
}

static Slice repaired(Slice s, Arena* arena) {
  for (size_t i = 0, n; i < s.len; i += n)
    if (!(n = utf8_valid(s.ptr + i, s.len - i))) {
      const Text text = text_make(arena, s.ptr, s.len);
      return (Slice){text.bytes, text.len};
    }
  return s;
}

static void repair(Term* term, Arena* arena) {
  term->value = repaired(term->value, arena);
  term->extra = repaired(term->extra, arena);
  // "x" and "x"^^xsd:string are one term (RDF 1.1 Concepts, section 3.3)
  if (term->kind == TERM_LITERAL_TYPED && slice_equal(term->extra, SLICE(XSD("string")))) *term = term_string(term->value);
}

static StorePattern pattern_of(const Scan* scan) {
  StorePattern pattern = {.merged = scan->merged};
  const char*  graph   = scan->options->graph;
  if (graph && *graph) {
    pattern.pattern.g = term_iri(slice(graph));
    if (graph[0] == '_' && graph[1] == ':') pattern.pattern.g = (Term){.kind = TERM_BLANK, .value = slice(graph + 2)};
    pattern.merged = false;
  } else if (graph)
    pattern.default_graph = true, pattern.merged = false;
  return pattern;
}

static Status read_all(const Scan* scan, StoreCursor* cursor, Sorter* sorter, Buffer* record) {
  for (;;) {
    Quad quad;
    bool more;
    TRY(store_next(cursor, &quad, &more));
    if (!more) return sorter_sort(sorter);
    if (scan->merged) quad.g = (Term){0};
    TRY(check(&quad));
    Arena arena = {0};
    repair(&quad.s, &arena), repair(&quad.p, &arena), repair(&quad.o, &arena), repair(&quad.g, &arena);
    buffer_clear(record);
    scan->record(scan->self, &quad, record);
    arena_free(&arena);
    if (record->len) TRY(sorter_put(sorter, buffer_slice(record)));
  }
}

Status scan_sort(const Scan* scan, Sorter** sorter) {
  *sorter = sorter_new(0);
  const StorePattern pattern = pattern_of(scan);
  StoreCursor*       cursor;
  TRY(store_find(scan->store, &pattern, &cursor));
  Buffer       record = {0};
  const Status status = read_all(scan, cursor, *sorter, &record);
  buffer_free(&record);
  store_cursor_free(cursor);
  return status;
}

Status scan_base(Store* store, const TellOptions* options, Arena* arena, Slice* base) {
  const char* kept = options->base;
  if (!kept) TRY(store_note(store, "base", arena, &kept));
  *base = slice(kept && *kept ? kept : GRAPH_BASE);
  return OK;
}
