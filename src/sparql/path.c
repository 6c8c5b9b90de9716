/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Walking property paths. Closures go breadth first and visit each node once (ALP in SPARQL 1.1, 18.4), so cycles end;
 * sequences and alternatives keep duplicates, as the algebra has it. A path with only its end given is walked
 * backwards. */
#include "sparql/eval.h"

#include <stdlib.h>

static void give(Pairs* pairs, Term from, Term to) {
  *arena_push(&pairs->arena, pairs->terms, pairs->used, pairs->cap) = term_keep(&pairs->arena, from);
  *arena_push(&pairs->arena, pairs->terms, pairs->used, pairs->cap) = term_keep(&pairs->arena, to);
  ++pairs->n;
}

void pairs_free(Pairs* pairs) {
  arena_free(&pairs->arena);
  *pairs = (Pairs){0};
}

static void walk(Run* run, const Path* path, bool back, const StorePattern* graph, Term from, Pairs* out);

/// All edges, from `from` where it is given; `back` turns them round.
static void edges(Run* run, Term predicate, bool back, const StorePattern* graph, Term from, const Path* not_these,
                  Pairs* out) {
  StorePattern pattern = *graph;
  pattern.pattern.s    = back ? (Term){0} : from;
  pattern.pattern.p    = predicate;
  pattern.pattern.o    = back ? from : (Term){0};
  if (pattern.pattern.s.kind > TERM_BLANK) return;
  void*        cursor = NULL;
  Status       st     = source_find(run->source, &pattern, &cursor);
  Quad         quad;
  bool         more = true;
  while (st == OK && more && run_read(run)) {
    st = source_next(run->source, cursor, &quad, &more);
    if (st != OK || !more) break;
    bool excluded = false;
    for (const Path* p = not_these; p && !excluded; p = p->kind == PATH_EITHER ? p->right : NULL) {
      const Path* one = p->kind == PATH_EITHER ? p->left : p;
      excluded        = one->kind == PATH_IRI && slice_equal(one->iri, quad.p.value);
    }
    if (!excluded) give(out, back ? quad.o : quad.s, back ? quad.s : quad.o);
  }
  source_close(run->source, cursor);
  if (st != OK && run->status == OK) run->status = st;
}

/// The members of a negated set that go one way.
static const Path* members(const Path* set, bool inverse, Arena* arena) {
  Path* chain = NULL;
  for (const Path* p = set; p; p = p->kind == PATH_EITHER ? p->right : NULL) {
    const Path* one = p->kind == PATH_EITHER ? p->left : p;
    if ((one->kind == PATH_INVERSE) != inverse) continue;
    Path* link  = arena_alloc(arena, sizeof *link);
    link->kind  = PATH_EITHER;
    link->left  = arena_alloc(arena, sizeof *link);
    *link->left = inverse ? *one->left : *one;
    link->right = chain;
    chain       = link;
  }
  return chain;
}

static void negated(Run* run, const Path* path, bool back, const StorePattern* graph, Term from, Pairs* out) {
  Arena       arena   = {0};
  const Path *forward = members(path->left, false, &arena), *inverse = members(path->left, true, &arena);
  if (forward || !inverse) edges(run, (Term){0}, back, graph, from, forward, out);
  if (inverse) edges(run, (Term){0}, !back, graph, from, inverse, out);
  arena_free(&arena);
}

/// Every node of the graph, once.
static void all_nodes(Run* run, const StorePattern* graph, Map* seen, Pairs* nodes) {
  Pairs all = {0};
  edges(run, (Term){0}, false, graph, (Term){0}, NULL, &all);
  Buffer key = {0};
  for (size_t i = 0; i < 2 * all.n; ++i) {
    buffer_clear(&key);
    term_key(&key, all.terms[i]);
    uint64_t* fresh = map_at(seen, buffer_slice(&key), 0);
    if (!(*fresh)++) give(nodes, all.terms[i], all.terms[i]);
  }
  buffer_free(&key);
  pairs_free(&all);
}

/// Everything that `one` path reaches from `from` in one or more steps (none too, if `zero`), each once.
static void closure(Run* run, const Path* one, bool back, bool zero, const StorePattern* graph, Term from, Pairs* out) {
  Pairs  queue = {0};
  Map    seen  = {0};
  Buffer key   = {0};
  if (zero) {
    term_key(&key, from);
    map_at(&seen, buffer_slice(&key), 0);
    give(out, from, from);
  }
  give(&queue, from, from);
  for (size_t i = 0; i < queue.n && run->status == OK; ++i) {
    Pairs found = {0};
    walk(run, one, back, graph, queue.terms[2 * i], &found);
    for (size_t k = 0; k < found.n; ++k) {
      const Term to = found.terms[2 * k + 1];
      buffer_clear(&key);
      term_key(&key, to);
      const size_t before = seen.n;
      map_at(&seen, buffer_slice(&key), 0);
      if (seen.n == before) continue;
      give(out, from, to);
      give(&queue, to, to);
    }
    pairs_free(&found);
  }
  buffer_free(&key);
  map_free(&seen);
  pairs_free(&queue);
}

static void maybe(Run* run, const Path* one, bool back, const StorePattern* graph, Term from, Pairs* out) {
  Pairs found = {0};
  Map   seen  = {0};
  walk(run, one, back, graph, from, &found);
  Buffer key = {0};
  term_key(&key, from);
  map_at(&seen, buffer_slice(&key), 0);
  give(out, from, from);
  for (size_t i = 0; i < found.n; ++i) {
    const size_t before = seen.n;
    buffer_clear(&key);
    term_key(&key, found.terms[2 * i + 1]);
    map_at(&seen, buffer_slice(&key), 0);
    if (seen.n > before) give(out, from, found.terms[2 * i + 1]);
  }
  buffer_free(&key);
  map_free(&seen);
  pairs_free(&found);
}

/// Pairs of the path (turned round if `back`) from `from`, or from anywhere.
static void walk(Run* run, const Path* path, bool back, const StorePattern* graph, Term from, Pairs* out) {
  if (run->status != OK) return;
  switch (path->kind) {
    case PATH_IRI: edges(run, term_iri(path->iri), back, graph, from, NULL, out); return;
    case PATH_INVERSE: walk(run, path->left, !back, graph, from, out); return;
    case PATH_NOT: negated(run, path, back, graph, from, out); return;
    case PATH_EITHER:
      walk(run, path->left, back, graph, from, out);
      walk(run, path->right, back, graph, from, out);
      return;
    case PATH_SEQUENCE: {
      Pairs first = {0}, second = {0};
      walk(run, back ? path->right : path->left, back, graph, from, &first);
      for (size_t i = 0; i < first.n && run->status == OK; ++i) {
        walk(run, back ? path->left : path->right, back, graph, first.terms[2 * i + 1], &second);
        for (size_t k = 0; k < second.n; ++k) give(out, first.terms[2 * i], second.terms[2 * k + 1]);
        pairs_free(&second);
      }
      pairs_free(&first);
      return;
    }
    case PATH_ANY:
    case PATH_SOME:
    case PATH_MAYBE: {
      Pairs starts = {0};
      Map   seen   = {0};
      if (from.kind != TERM_NONE) give(&starts, from, from);
      else all_nodes(run, graph, &seen, &starts);
      for (size_t i = 0; i < starts.n && run->status == OK; ++i) {
        if (path->kind == PATH_MAYBE) maybe(run, path->left, back, graph, starts.terms[2 * i], out);
        else closure(run, path->left, back, path->kind == PATH_ANY, graph, starts.terms[2 * i], out);
      }
      map_free(&seen);
      pairs_free(&starts);
      return;
    }
  }
}

/// Whether no step at all is a path of this kind.
static bool maybe_empty(const Path* path) {
  switch (path->kind) {
    case PATH_ANY:
    case PATH_MAYBE: return true;
    case PATH_SOME:
    case PATH_INVERSE: return maybe_empty(path->left);
    case PATH_SEQUENCE: return maybe_empty(path->left) && maybe_empty(path->right);
    case PATH_EITHER: return maybe_empty(path->left) || maybe_empty(path->right);
    case PATH_IRI:
    case PATH_NOT: return false;
  }
  return false;
}

static bool is_node(Run* run, const StorePattern* graph, Term term) {
  bool found = false;
  for (int object = 0; object < 2 && !found && run->status == OK; ++object) {
    StorePattern pattern = *graph;
    if (!object && term.kind > TERM_BLANK) continue;
    *(object ? &pattern.pattern.o : &pattern.pattern.s) = term;
    void*  cursor = NULL;
    Quad   quad;
    Status st     = source_find(run->source, &pattern, &cursor);
    if (st == OK) st = source_next(run->source, cursor, &quad, &found);
    source_close(run->source, cursor);
    if (st != OK) run->status = st;
  }
  return found;
}

void path_pairs(Run* run, const Path* path, const StorePattern* graph, Term subject, Term object, unsigned variables,
                Pairs* pairs) {
  StorePattern where = *graph;
  where.pattern      = (Quad){.g = graph->pattern.g};
  if (maybe_empty(path)) {
    if ((variables & 1) && subject.kind != TERM_NONE && !is_node(run, &where, subject)) return;
    if ((variables & 2) && object.kind != TERM_NONE && !is_node(run, &where, object)) return;
  }
  const bool back    = subject.kind == TERM_NONE && object.kind != TERM_NONE;
  Pairs      found   = {0};
  walk(run, path, back, &where, back ? object : subject, &found);
  for (size_t i = 0; i < found.n; ++i) {
    const Term from = found.terms[2 * i + back], to = found.terms[2 * i + !back];
    if (object.kind != TERM_NONE && !term_equal(to, object)) continue;
    give(pairs, from, to);
  }
  pairs_free(&found);
}
