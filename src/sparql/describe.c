/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "sparql/describe.h"

typedef struct {
  Arena  arena;
  Map    seen;
  Term*  nodes;
  size_t n, cap;
} Waiting;

static void wait_for(Waiting* waiting, Term node) {
  Buffer       key    = {0};
  const size_t before = waiting->seen.n;
  term_key(&key, node);
  map_at(&waiting->seen, buffer_slice(&key), 0);
  buffer_free(&key);
  if (waiting->seen.n > before)
    *arena_push(&waiting->arena, waiting->nodes, waiting->n, waiting->cap) = term_keep(&waiting->arena, node);
}

static Status describe_one(Run* run, Term node, const QuadSink* sink, Waiting* waiting) {
  const StorePattern pattern = {.pattern = {.s = node}, .merged = !run->shared->strict, .default_graph = run->shared->strict};
  void*              cursor  = NULL;
  Quad               quad;
  bool               more = true;
  TRY(source_find(run->source, &pattern, &cursor));
  Status st = OK;
  while (st == OK && more && run_read(run)) {
    st = source_next(run->source, cursor, &quad, &more);
    if (st != OK || !more) break;
    if (quad.o.kind == TERM_BLANK) wait_for(waiting, quad.o);
    st = sink->quad(sink->self, &quad);
  }
  source_close(run->source, cursor);
  return st == OK ? run->status : st;
}

Status describe_node(Run* run, Term node, const QuadSink* sink) {
  Waiting waiting = {0};
  Status  st      = OK;
  if (node.kind != TERM_IRI && node.kind != TERM_BLANK) return OK;
  wait_for(&waiting, node);
  for (size_t i = 0; i < waiting.n && st == OK; ++i) st = describe_one(run, waiting.nodes[i], sink, &waiting);
  map_free(&waiting.seen);
  arena_free(&waiting.arena);
  return st;
}
