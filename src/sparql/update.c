/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Operations one after the other, and those on whole graphs (SPARQL 1.1 Update, 3.2). An empty graph is as good as none
 * here, so a graph that is not there can be cleared or copied only with SILENT; one that CREATE made counts as there until
 * the request ends. */
#include "sparql/update_internal.h"

#include "sparql/parse.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BASE "https://w3id.org/onrecord/"

Status update_guard(Updating* u, Term graph) {
  if (!u->options->guard) return OK;
  const size_t before = u->guarded.n;
  map_at(&u->guarded, graph.value, 0);
  return u->guarded.n > before ? u->options->guard(u->options->guard_self, graph) : OK;
}

Status update_keep(Updating* u, Quads* quads, const Quad* quad) {
  const size_t before = quads->arena.used;
  const Quad   kept   = {term_keep(&quads->arena, quad->s), term_keep(&quads->arena, quad->p), term_keep(&quads->arena, quad->o),
                         term_keep(&quads->arena, quad->g)};
  *arena_push(&quads->arena, quads->items, quads->n, quads->cap) = kept;
  return run_keeps(&u->run, quads->arena.used - before) && run_goes_on(&u->run) ? OK : u->run.status;
}

void quads_free(Updating* u, Quads* quads) {
  run_drops(&u->run, quads->arena.used);
  arena_free(&quads->arena);
}

Status update_add(Updating* u, const Quad* quad) {
  bool there = false;
  TRY(run_goes_on(&u->run) ? source_has(u->source, quad, &there) : u->run.status);
  if (there) return OK;
  TRY(update_guard(u, quad->g));
  ++u->done->added;
  return u->source->kind->add(u->source, quad);
}

Status update_remove(Updating* u, const Quad* quad) {
  bool there = false;
  TRY(run_goes_on(&u->run) ? source_has(u->source, quad, &there) : u->run.status);
  if (!there) return OK;
  TRY(update_guard(u, quad->g));
  ++u->done->removed;
  return u->source->kind->remove(u->source, quad);
}

static bool is_created(const Updating* u, Term graph) {
  return map_find(&u->created, graph.value) != NULL;
}

static Status is_empty(Updating* u, Term graph, bool* empty) {
  const StorePattern pattern = {.pattern = {.g = graph}, .default_graph = graph.kind == TERM_NONE};
  size_t             some    = 0;
  TRY(u->source->kind->count(u->source, &pattern, 1, &some));
  *empty = !some;
  return OK;
}

/// ERR_NOT_FOUND where a named graph neither holds anything nor was created.
static Status must_be(Updating* u, Term graph) {
  bool empty = false;
  if (graph.kind == TERM_NONE || is_created(u, graph)) return OK;
  TRY(is_empty(u, graph, &empty));
  return empty ? fail(ERR_NOT_FOUND, "there is no graph <%.*s>; where that is fine, write SILENT", SLICE_ARG(graph.value)) : OK;
}

static Status clear_one(Updating* u, Term graph) {
  size_t removed = 0;
  bool   empty   = false;
  TRY(is_empty(u, graph, &empty));
  if (empty) return OK;
  TRY(update_guard(u, graph));
  TRY(u->source->kind->remove_graph(u->source, graph, &removed));
  u->done->removed += removed;
  return OK;
}

/// The names of all graphs, copied: what is removed on the way must not move the cursor.
static Status all_graphs(Updating* u, Quads* graphs) {
  void*  cursor = NULL;
  Quad   quad;
  bool   more = true;
  Status st   = u->source->kind->graphs(u->source, &cursor);
  while (st == OK && (st = source_next(u->source, cursor, &quad, &more)) == OK && more) st = update_keep(u, graphs, &quad);
  source_close(u->source, cursor);
  return st;
}

/// CLEAR and DROP.
static Status clear(Updating* u, const UpdateStep* step) {
  const GraphRef* to     = &step->to;
  Quads           graphs = {0};
  Status          st     = OK;
  if (to->kind == GRAPH_ONE) {
    TRY(must_be(u, to->name));
    return clear_one(u, to->name);
  }
  if (to->kind != GRAPH_NAMED) TRY(clear_one(u, (Term){0}));
  if (to->kind == GRAPH_DEFAULT) return OK;
  st = all_graphs(u, &graphs);
  for (size_t i = 0; i < graphs.n && st == OK; ++i) st = clear_one(u, graphs.items[i].g);
  quads_free(u, &graphs);
  return st;
}

static Status create(Updating* u, const UpdateStep* step) {
  const Term graph = step->to.name;
  bool       empty = false;
  TRY(is_empty(u, graph, &empty));
  if (!empty || is_created(u, graph))
    return fail(ERR_INPUT, "the graph <%.*s> is there already; where that is fine, write SILENT", SLICE_ARG(graph.value));
  map_at(&u->created, graph.value, 0);
  return OK;
}

static Status graph_quads(Updating* u, Term graph, Quads* quads) {
  const StorePattern pattern = {.pattern = {.g = graph}, .default_graph = graph.kind == TERM_NONE};
  void*              cursor  = NULL;
  Quad               quad;
  bool               more = true;
  Status             st   = source_find(u->source, &pattern, &cursor);
  while (st == OK && (st = source_next(u->source, cursor, &quad, &more)) == OK && more) {
    quad.g = (Term){0};
    st     = update_keep(u, quads, &quad);
  }
  source_close(u->source, cursor);
  return st;
}

/// ADD, COPY and MOVE.
static Status transfer(Updating* u, const UpdateStep* step) {
  const Term from = step->from.name, to = step->to.name;
  TRY(must_be(u, from));
  if (term_equal(from, to)) return OK;
  Quads  quads = {0};
  Status st    = graph_quads(u, from, &quads);
  if (st == OK && step->kind != UPDATE_ADD) st = clear_one(u, to);
  for (size_t i = 0; i < quads.n && st == OK; ++i) {
    quads.items[i].g = to;
    st               = update_add(u, &quads.items[i]);
  }
  if (st == OK && step->kind == UPDATE_MOVE) st = clear_one(u, from);
  quads_free(u, &quads);
  return st;
}

static Status load(Updating* u, const UpdateStep* step) {
  Quads  quads = {0};
  Status st    = load_file(u, step->document.value, step->to.name, &quads);
  for (size_t i = 0; i < quads.n && st == OK; ++i) st = update_add(u, &quads.items[i]);
  quads_free(u, &quads);
  return st;
}

static Status run_step(Updating* u, const UpdateStep* step) {
  switch (step->kind) {
    case UPDATE_DATA: return update_data(u, step);
    case UPDATE_MODIFY: return update_modify(u, step);
    case UPDATE_LOAD: return load(u, step);
    case UPDATE_CLEAR:
    case UPDATE_DROP: return clear(u, step);
    case UPDATE_CREATE: return create(u, step);
    case UPDATE_ADD:
    case UPDATE_MOVE:
    case UPDATE_COPY: return transfer(u, step);
  }
  return OK;
}

/// SILENT excuses what the request asked for in vain, not faults of the store.
static bool excused(const UpdateStep* step, Status status) {
  return step->silent && (status == ERR_NOT_FOUND || status == ERR_INPUT || status == ERR_IO);
}

static Status run_request(Source* source, Store* words, const char* text, const UpdateOptions* options, UpdateDone* done) {
  Updating    u      = {.source = source, .options = options, .done = done};
  u.run              = (Run){.source = source, .shared = &u.shared};
  const char* base   = options->base ? options->base : BASE;
  *done              = (UpdateDone){0};
  u.base   = arena_printf(&u.arena, "%s%s", base, *base && base[strlen(base) - 1] == '/' ? "" : "/");
  u.shared = (Shared){.cancel = options->cancel, .now = (long long)time(NULL), .strict = options->strict, .most_memory = options->memory,
                      .service = options->service, .words = words, .blanks = source};
  if (options->timeout_s > 0) u.shared.deadline = run_clock() + options->timeout_s;
  Status st = parse_update(&u.arena, slice(arena_copy(&u.arena, text, strlen(text))), u.base, &u.request);
  for (size_t i = 0; i < u.request.n_steps && st == OK; ++i) {
    st = run_step(&u, &u.request.steps[i]);
    if (excused(&u.request.steps[i], st)) st = OK;
  }
  regexes_free(&u.shared.regexes);
  map_free(&u.guarded);
  map_free(&u.created);
  arena_free(&u.arena);
  return st;
}

Status update_run(Store* store, const char* text, const UpdateOptions* options, UpdateDone* done) {
  StoreSource source = source_of_store(store);
  return run_request(&source.source, store, text, options, done);
}

Status update_run_over(Source* source, const char* text, const UpdateOptions* options, UpdateDone* done) {
  return run_request(source, NULL, text, options, done);
}
