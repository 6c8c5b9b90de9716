/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "sparql/source_model.h"

#include "base/map.h"
#include "sparql/terms.h"
#include "store/module_internal.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_COUNTED = 512 };

typedef struct {
  librdf_stream*   stream;   ///< NULL in a cursor over names, and where nothing was found
  librdf_iterator* contexts; ///< Of a cursor over names
  librdf_statement* statement;
  librdf_node*      context;
  StorePattern     pattern;
  Map              seen; ///< Triples given, where many graphs are shown as one
  bool             begun;
} ModelCursor;

static ModelSource* model_of(Source* self) { return (ModelSource*)self; }

static librdf_statement* statement_of(librdf_world* world, const Quad* quad) {
  return librdf_new_statement_from_nodes(world, module_node(world, quad->s), module_node(world, quad->p), module_node(world, quad->o));
}

static Status model_find(Source* self, const StorePattern* pattern, void** cursor) {
  ModelSource* m = model_of(self);
  ModelCursor* c = xcalloc(1, sizeof *c);
  *cursor        = c;
  c->pattern     = *pattern;
  c->statement   = statement_of(m->world, &pattern->pattern);
  const bool one = pattern->pattern.g.kind != TERM_NONE && !pattern->default_graph && !pattern->merged;
  if (one && !m->contexts) return OK; // no graphs, nothing in them
  if (one) {
    c->context = module_node(m->world, pattern->pattern.g);
    c->stream  = librdf_model_find_statements_in_context(m->model, c->statement, c->context);
  } else {
    c->stream = librdf_model_find_statements(m->model, c->statement);
  }
  return OK;
}

static Status model_graphs(Source* self, void** cursor) {
  ModelSource* m = model_of(self);
  ModelCursor* c = xcalloc(1, sizeof *c);
  *cursor        = c;
  c->contexts    = m->contexts ? librdf_model_get_contexts(m->model) : NULL;
  return OK;
}

/// Whether a triple has been given already.
static bool again(ModelCursor* c, const Quad* quad) {
  Buffer key = {0};
  term_key(&key, quad->s);
  term_key(&key, quad->p);
  term_key(&key, quad->o);
  const size_t before = c->seen.n;
  map_at(&c->seen, buffer_slice(&key), 0);
  buffer_free(&key);
  return c->seen.n == before;
}

static void next_graph(ModelCursor* c, Quad* quad, bool* more) {
  if (c->begun && c->contexts) librdf_iterator_next(c->contexts);
  c->begun = true;
  *more    = c->contexts && !librdf_iterator_end(c->contexts);
  if (*more) *quad = (Quad){.g = module_term(librdf_iterator_get_object(c->contexts))};
}

static Status model_next(Source* self, void* cursor, Quad* quad, bool* more) {
  ModelSource* m = model_of(self);
  ModelCursor* c = cursor;
  if (!c->statement) {
    next_graph(c, quad, more);
    return OK;
  }
  for (;;) {
    if (c->begun && c->stream) librdf_stream_next(c->stream);
    c->begun = true;
    *more    = c->stream && !librdf_stream_end(c->stream);
    if (!*more) return OK;
    librdf_statement* found = librdf_stream_get_object(c->stream);
    librdf_node*      graph = m->contexts ? librdf_stream_get_context2(c->stream) : NULL;
    *quad = (Quad){module_term(librdf_statement_get_subject(found)), module_term(librdf_statement_get_predicate(found)),
                   module_term(librdf_statement_get_object(found)), module_term(graph)};
    if (c->context) quad->g = module_term(c->context);
    if (c->pattern.default_graph && quad->g.kind != TERM_NONE) continue;
    if (c->pattern.merged && m->contexts) {
      quad->g = (Term){0};
      if (again(c, quad)) continue;
    }
    return OK;
  }
}

static void model_close(Source* self, void* cursor) {
  ModelCursor* c = cursor;
  (void)self;
  if (!c) return;
  if (c->stream) librdf_free_stream(c->stream);
  if (c->contexts) librdf_free_iterator(c->contexts);
  if (c->statement) librdf_free_statement(c->statement);
  if (c->context) librdf_free_node(c->context);
  map_free(&c->seen);
  free(c);
}

static Status model_count(Source* self, const StorePattern* pattern, size_t enough, size_t* count) {
  void* cursor = NULL;
  Quad  quad;
  bool  more   = true;
  *count       = 0;
  TRY(model_find(self, pattern, &cursor));
  if (enough > MOST_COUNTED) enough = MOST_COUNTED;
  while (*count < enough && model_next(self, cursor, &quad, &more) == OK && more) ++*count;
  model_close(self, cursor);
  return OK;
}

static Status told(int failed, const char* what) {
  return failed ? fail(ERR_IO, "the model did not %s a statement; is it open for writing?", what) : OK;
}

static Status model_add(Source* self, const Quad* quad) {
  ModelSource*      m         = model_of(self);
  librdf_statement* statement = statement_of(m->world, quad);
  librdf_node*      context   = module_node(m->world, quad->g);
  const int failed = context ? librdf_model_context_add_statement(m->model, context, statement) : librdf_model_add_statement(m->model, statement);
  librdf_free_statement(statement);
  if (context) librdf_free_node(context);
  return told(failed, "add");
}

static Status model_remove(Source* self, const Quad* quad) {
  ModelSource*      m         = model_of(self);
  librdf_statement* statement = statement_of(m->world, quad);
  librdf_node*      context   = module_node(m->world, quad->g);
  const int failed = context ? librdf_model_context_remove_statement(m->model, context, statement) : librdf_model_remove_statement(m->model, statement);
  librdf_free_statement(statement);
  if (context) librdf_free_node(context);
  return told(failed, "remove");
}

/// The quads first, then one by one: a storage need not bear changes under a stream.
static Status model_remove_graph(Source* self, Term graph, size_t* removed) {
  const StorePattern pattern = {.pattern = {.g = graph}, .default_graph = graph.kind == TERM_NONE};
  Arena              arena   = {0};
  Quad *             quads = NULL, quad;
  size_t             n = 0, cap = 0;
  void*              cursor = NULL;
  bool               more   = true;
  Status             st     = model_find(self, &pattern, &cursor);
  while (st == OK && (st = model_next(self, cursor, &quad, &more)) == OK && more)
    *arena_push(&arena, quads, n, cap) = (Quad){term_keep(&arena, quad.s), term_keep(&arena, quad.p), term_keep(&arena, quad.o), graph};
  model_close(self, cursor);
  for (size_t i = 0; i < n && st == OK; ++i) st = model_remove(self, &quads[i]);
  *removed = n;
  arena_free(&arena);
  return st;
}

static Status model_new_blank(Source* self, Arena* arena, Term* blank) {
  librdf_node* node = librdf_new_node_from_blank_identifier(model_of(self)->world, NULL);
  if (!node) return fail(ERR_INTERNAL, "librdf made no blank node");
  *blank = term_keep(arena, module_term(node));
  librdf_free_node(node);
  return OK;
}

static const SourceKind model_kind = {
    .find = model_find, .graphs = model_graphs, .next = model_next, .close = model_close, .count = model_count, .add = model_add,
    .remove = model_remove, .remove_graph = model_remove_graph, .new_blank = model_new_blank};

ModelSource source_of_model(librdf_model* model) {
  return (ModelSource){{&model_kind}, model, librdf_storage_get_world(librdf_model_get_storage(model)), librdf_model_supports_contexts(model) != 0};
}
