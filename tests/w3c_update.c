/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Tests of updates: a store before, a request, and what the store must hold after it. */
#include "w3c.h"

#include "sparql/terms.h"
#include "sparql/update.h"

#define LABEL "http://www.w3.org/2000/01/rdf-schema#label"

/// Each graph that a manifest's node names: ut:data, and ut:graphData [ ut:graph <file>; rdfs:label "name" ].
static Status each_graph(Test* t, Term node, Status (*take)(Test* t, Slice file, Term graph, void* self), void* self) {
  for (size_t i = 0; i < t->manifest->rows; ++i) {
    const Term* s = t->manifest->terms + 3 * i;
    if (!term_equal(s[0], node)) continue;
    if (slice_equal(s[1].value, SLICE(UT "data"))) TRY(take(t, s[2].value, (Term){0}, self));
    if (!slice_equal(s[1].value, SLICE(UT "graphData"))) continue;
    const Term file = graph_object(t->manifest, s[2], UT "graph"), name = graph_object(t->manifest, s[2], LABEL);
    TRY(take(t, file.kind == TERM_NONE ? graph_object(t->manifest, s[2], UT "data").value : file.value, term_iri(name.value), self));
  }
  return OK;
}

static Status load_graph(Test* t, Slice file, Term graph, void* self) {
  (void)self;
  return add_graph(t, file, graph);
}

static void put_quad(Test* t, Table* quads, const Quad* quad) {
  const Term terms[4] = {quad->s, quad->p, quad->o, quad->g};
  for (int i = 0; i < 4; ++i) *arena_push(&t->arena, quads->terms, quads->used, quads->cap) = term_keep(&t->arena, terms[i]);
  ++quads->rows;
}

static Status expect_graph(Test* t, Slice file, Term graph, void* self) {
  Table       triples = {0};
  const char* path    = file_path(&t->arena, file);
  if (!path) return fail(ERR_INPUT, "%.*s is no file", SLICE_ARG(file));
  TRY(graph_read(&t->arena, path, arena_printf(&t->arena, "e%zu_", t->files++), &triples));
  for (size_t i = 0; i < triples.rows; ++i) {
    const Term* s    = triples.terms + 3 * i;
    const Quad  quad = {s[0], s[1], s[2], graph};
    put_quad(t, self, &quad);
  }
  return OK;
}

static Status all_quads(Test* t, Table* quads) {
  StoreCursor* cursor = NULL;
  Quad         quad;
  bool         more = true;
  Status       st   = store_find(t->store, &(StorePattern){0}, &cursor);
  while (st == OK && (st = store_next(cursor, &quad, &more)) == OK && more) put_quad(t, quads, &quad);
  store_cursor_free(cursor);
  return st;
}

Status update_evaluation(Test* t, const char* text, const char* base) {
  static Slice names[4] = {{"s", 1}, {"p", 1}, {"o", 1}, {"g", 1}};
  Table        ours = {.columns = 4, .names = names}, theirs = {.columns = 4, .names = names};
  UpdateDone   done;
  TRY(each_graph(t, graph_object(t->manifest, t->test, MF "action"), load_graph, NULL));
  TRY(update_run(t->store, text, &(UpdateOptions){.base = base, .strict = true, .files = true, .timeout_s = 20}, &done));
  TRY(each_graph(t, graph_object(t->manifest, t->test, MF "result"), expect_graph, &theirs));
  TRY(all_quads(t, &ours));
  if (!table_equal(&theirs, &ours, false))
    return fail(ERR_INTERNAL, "another store (%zu quads instead of %zu)", ours.rows, theirs.rows);
  return OK;
}
