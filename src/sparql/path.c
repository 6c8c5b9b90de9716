/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Walking property paths over numbers of nodes. Closures go breadth first and visit each node once (ALP in SPARQL 1.1,
 * 18.4), so cycles end; sequences and alternatives keep duplicates, as the algebra has it. A path with only its end given
 * is walked backwards; one with both given stops when it is there. Closures from many nodes share what they reach (reach.h). */
#include "sparql/eval.h"
#include "sparql/reach.h"

#include <stdlib.h>

enum {
  COUNT_ENOUGH    = 256, ///< Quads counted one by one before their number is estimated
  EDGE_BYTES_MOST = 160  ///< Of an edge while components are found, for the limit of memory
};

typedef struct {
  Run*                run;
  const StorePattern* graph;
  bool                named;
  NodeNames*              names;
} Walk;

static void give(Walk* w, Nodes* out, Node from, Node to) {
  nodes_push(w->run, out, from);
  nodes_push(w->run, out, to);
}

static void fails(Run* run, Status status) {
  if (status != OK && run->status == OK) run->status = status;
}

static void walk(Walk* w, Path* path, bool back, Node from, Nodes* out);

/// The pattern of the edges from a node, or of all.
static StorePattern edge_pattern(const Walk* w, Term predicate, bool back, Node from) {
  StorePattern pattern = *w->graph;
  const Term   term    = names_term(w->names, from);
  pattern.pattern      = (Quad){back ? (Term){0} : term, predicate, back ? term : (Term){0}, w->graph->pattern.g};
  pattern.late         = w->run->shared->ids != NULL;
  return pattern;
}

/// The edges from a node by a table, where that is cheaper than the store by now.
static bool table_edges(Walk* w, Hold* hold, const StorePattern* pattern, bool back, Node from, Nodes* out) {
  const int      begin = back ? 2 : 0;
  StorePattern   wide  = *pattern;
  unsigned       key   = 1U << begin;
  uint64_t       ids[4] = {0};
  wide.pattern.s = wide.pattern.o = (Term){0};
  ids[begin]                      = from;
  if (w->named) {
    const Term graph = run_late(w->run, wide.pattern.g);
    if (graph.kind != (TermKind)TERM_LATE) return false;
    key |= 1U << 3;
    ids[3]         = graph.value.len;
    wide.pattern.g = (Term){0};
  }
  const HoldTable* table = hold_table(w->run, hold, &wide, key, w->named);
  if (!table) return false;
  for (uint32_t row = hold_first(table, ids); row && run_goes_on(w->run); row = hold_next(table, row)) {
    uint64_t found[4];
    hold_ids(table, row, found);
    give(w, out, from, found[2 - begin]);
  }
  return true;
}

/// All edges of a predicate, from `from` where it is given; `back` turns them round.
static void edges(Walk* w, Path* path, bool back, Node from, Nodes* out) {
  const StorePattern pattern = edge_pattern(w, term_iri(path->iri), back, from);
  if (step_impossible(&pattern)) return;
  const bool stored = from && !(from >> NODE_OWN_BIT);
  Hold*      hold   = stored ? hold_of(w->run, &path->hold[back]) : NULL;
  void*      cursor = NULL;
  Quad       quad;
  bool       more   = true;
  if (hold && table_edges(w, hold, &pattern, back, from, out)) return;
  Status st = hold_find(w->run, hold, &pattern, &cursor);
  while (st == OK && run_read(w->run)) {
    st = source_next(w->run->source, cursor, &quad, &more);
    if (st != OK || !more) break;
    const Node s = names_node(w->run, w->names, quad.s), o = names_node(w->run, w->names, quad.o);
    give(w, out, back ? o : s, back ? s : o);
  }
  hold_rest(w->run, hold, cursor);
  fails(w->run, st);
}

/// All edges but those of a negated set's members that go this way.
static void other_edges(Walk* w, const Path* set, bool inverse, bool back, Node from, Nodes* out) {
  const StorePattern pattern = edge_pattern(w, (Term){0}, back, from);
  if (step_impossible(&pattern)) return;
  Nodes excluded = {0};
  for (const Path* p = set; p; p = p->kind == PATH_EITHER ? p->right : NULL) {
    const Path* one = p->kind == PATH_EITHER ? p->left : p;
    if ((one->kind == PATH_INVERSE) != inverse) continue;
    nodes_push(w->run, &excluded, names_node(w->run, w->names, term_iri(inverse ? one->left->iri : one->iri)));
  }
  void*  cursor = NULL;
  Quad   quad;
  bool   more   = true;
  Status st     = source_find(w->run->source, &pattern, &cursor);
  while (st == OK && run_read(w->run)) {
    st = source_next(w->run->source, cursor, &quad, &more);
    if (st != OK || !more) break;
    const Node s = names_node(w->run, w->names, quad.s), p = names_node(w->run, w->names, quad.p), o = names_node(w->run, w->names, quad.o);
    size_t     i = 0;
    while (i < excluded.n && excluded.items[i] != p) ++i;
    if (i == excluded.n) give(w, out, back ? o : s, back ? s : o);
  }
  source_close(w->run->source, cursor);
  nodes_free(w->run, &excluded);
  fails(w->run, st);
}

static bool has_member(const Path* set, bool inverse) {
  for (const Path* p = set; p; p = p->kind == PATH_EITHER ? p->right : NULL)
    if (((p->kind == PATH_EITHER ? p->left : p)->kind == PATH_INVERSE) == inverse) return true;
  return false;
}

static void negated(Walk* w, const Path* path, bool back, Node from, Nodes* out) {
  const bool inverse = has_member(path->left, true);
  if (has_member(path->left, false) || !inverse) other_edges(w, path->left, false, back, from, out);
  if (inverse) other_edges(w, path->left, true, !back, from, out);
}

/// Every node of the graph, once.
static void all_nodes(Walk* w, Nodes* nodes) {
  const Path nothing = {.kind = PATH_NOT};
  Nodes      all     = {0};
  NodeSet    seen    = {0};
  other_edges(w, nothing.left, false, false, 0, &all);
  for (size_t i = 0; i < all.n; ++i)
    if (set_add(w->run, &seen, all.items[i])) nodes_push(w->run, nodes, all.items[i]);
  set_free(w->run, &seen);
  nodes_free(w->run, &all);
}

/// Everything that `one` path reaches from `from` in one or more steps (none too, if `zero`), each once; no further than
/// `target` where there is one. `seen` and `queue` are room to work in.
static void closure(Walk* w, Path* one, bool back, bool zero, Node from, Node target, NodeSet* seen, Nodes* queue, Nodes* out) {
  Nodes found = {0};
  set_empty(seen);
  queue->n = 0;
  nodes_push(w->run, queue, from);
  if (zero) {
    set_add(w->run, seen, from);
    give(w, out, from, from);
    if (target == from) return;
  }
  for (size_t i = 0; i < queue->n && run_goes_on(w->run); ++i) {
    found.n = 0;
    walk(w, one, back, queue->items[i], &found);
    for (size_t k = 1; k < found.n; k += 2) {
      const Node to = found.items[k];
      if (!set_add(w->run, seen, to)) continue;
      give(w, out, from, to);
      if (to == target) {
        nodes_free(w->run, &found);
        return;
      }
      nodes_push(w->run, queue, to);
    }
  }
  nodes_free(w->run, &found);
}

static void maybe(Walk* w, Path* one, bool back, Node from, NodeSet* seen, Nodes* out) {
  Nodes found = {0};
  walk(w, one, back, from, &found);
  set_empty(seen);
  set_add(w->run, seen, from);
  give(w, out, from, from);
  for (size_t k = 1; k < found.n; k += 2)
    if (set_add(w->run, seen, found.items[k])) give(w, out, from, found.items[k]);
  nodes_free(w->run, &found);
}

/// Where a closure without a beginning may begin: every node for a path of no steps, else where its first step does.
static void beginnings(Walk* w, Path* path, bool back, Nodes* starts) {
  if (path->kind != PATH_SOME) {
    all_nodes(w, starts);
    return;
  }
  Nodes   found = {0};
  NodeSet seen  = {0};
  walk(w, path->left, back, 0, &found);
  for (size_t k = 0; k < found.n; k += 2)
    if (set_add(w->run, &seen, found.items[k])) nodes_push(w->run, starts, found.items[k]);
  set_free(w->run, &seen);
  nodes_free(w->run, &found);
}

/// Whether the edges of a path are those of some predicates, and how many these have.
static bool count_edges(const Walk* w, const Path* path, size_t* n) {
  if (path->kind == PATH_INVERSE) return count_edges(w, path->left, n);
  if (path->kind == PATH_EITHER) return count_edges(w, path->left, n) && count_edges(w, path->right, n);
  if (path->kind != PATH_IRI) return false;
  const StorePattern pattern = edge_pattern(w, term_iri(path->iri), false, 0);
  size_t             more    = 0;
  if (!step_impossible(&pattern)) fails(w->run, w->run->source->kind->count(w->run->source, &pattern, COUNT_ENOUGH, &more));
  *n += more;
  return w->run->status == OK;
}

/// Whether walks of this closure go by its components, since those before met more nodes than reading all edges costs (as
/// in hold.c: at worst a few times the cost of the better way). They are read when it has come to that.
static bool by_components(Walk* w, Path* path, bool back, Reach* reach) {
  if (reach->ready || reach->never) return reach->ready;
  const bool at_once = hold_patience == 1;
  if (!at_once && reach->starts < 2) return false;
  if (!reach->counted) {
    reach->counted     = true;
    const Shared* have = w->run->shared;
    reach->never       = !count_edges(w, path->left, &reach->edges) || (have->most_memory && (have->memory > have->most_memory ||
                   reach->edges > (have->most_memory - have->memory) / 2 / EDGE_BYTES_MOST));
  }
  if (reach->never || (!at_once && reach->walked < 2 * reach->edges)) return false;
  Nodes pairs = {0};
  walk(w, path->left, back, 0, &pairs);
  if (w->run->status == OK) reach_build(w->run, reach, &pairs);
  nodes_free(w->run, &pairs);
  return reach->ready;
}

/// A closure from a node, by what earlier ones have left where there is something.
static void closure_from(Walk* w, Path* path, bool back, Node from, Node target, NodeSet* seen, Nodes* queue, Nodes* out) {
  const bool zero   = path->kind == PATH_ANY;
  Reach*     reach  = w->run->shared->ids && !w->named && !(from >> NODE_OWN_BIT) ? reach_of(w->run, &path->reach[back]) : NULL;
  const size_t n    = out->n;
  if (reach && by_components(w, path, back, reach)) {
    reach_from(w->run, reach, from, zero, target, out);
    return;
  }
  closure(w, path->left, back, zero, from, target, seen, queue, out);
  if (!reach) return;
  ++reach->starts;
  reach->walked += (out->n - n) / 2;
}

static void closures(Walk* w, Path* path, bool back, Node from, Node target, Nodes* out) {
  Nodes   starts = {0}, queue = {0};
  NodeSet seen   = {0};
  if (from) nodes_push(w->run, &starts, from);
  else beginnings(w, path, back, &starts);
  for (size_t i = 0; i < starts.n && run_goes_on(w->run); ++i) {
    if (path->kind == PATH_MAYBE) maybe(w, path->left, back, starts.items[i], &seen, out);
    else closure_from(w, path, back, starts.items[i], target, &seen, &queue, out);
  }
  nodes_free(w->run, &starts);
  nodes_free(w->run, &queue);
  set_free(w->run, &seen);
}

static void sequence(Walk* w, Path* path, bool back, Node from, Nodes* out) {
  Nodes first = {0}, second = {0};
  walk(w, back ? path->right : path->left, back, from, &first);
  for (size_t i = 0; i < first.n && run_goes_on(w->run); i += 2) {
    second.n = 0;
    walk(w, back ? path->left : path->right, back, first.items[i + 1], &second);
    for (size_t k = 1; k < second.n; k += 2) give(w, out, first.items[i], second.items[k]);
  }
  nodes_free(w->run, &first);
  nodes_free(w->run, &second);
}

/// Pairs of the path (turned round if `back`) from `from`, or from anywhere.
static void walk(Walk* w, Path* path, bool back, Node from, Nodes* out) {
  if (w->run->status != OK) return;
  switch (path->kind) {
    case PATH_IRI: edges(w, path, back, from, out); return;
    case PATH_INVERSE: walk(w, path->left, !back, from, out); return;
    case PATH_NOT: negated(w, path, back, from, out); return;
    case PATH_EITHER:
      walk(w, path->left, back, from, out);
      walk(w, path->right, back, from, out);
      return;
    case PATH_SEQUENCE: sequence(w, path, back, from, out); return;
    case PATH_ANY:
    case PATH_SOME:
    case PATH_MAYBE: closures(w, path, back, from, 0, out); return;
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
    *(object ? &pattern.pattern.o : &pattern.pattern.s) = term;
    if (step_impossible(&pattern)) continue;
    void*  cursor = NULL;
    Quad   quad;
    Status st     = source_find(run->source, &pattern, &cursor);
    if (st == OK) st = source_next(run->source, cursor, &quad, &found);
    source_close(run->source, cursor);
    fails(run, st);
  }
  return found;
}

void path_pairs(Run* run, Path* path, const PathPlace* place, Term subject, Term object, Pairs* pairs) {
  StorePattern where = *place->graph;
  where.pattern      = (Quad){.g = place->graph->pattern.g};
  if (maybe_empty(path)) {
    if ((place->variables & 1) && subject.kind != TERM_NONE && !is_node(run, &where, subject)) return;
    if ((place->variables & 2) && object.kind != TERM_NONE && !is_node(run, &where, object)) return;
  }
  Walk       w    = {run, &where, place->named, &pairs->names};
  const bool back = subject.kind == TERM_NONE && object.kind != TERM_NONE;
  const Node s = names_node(run, w.names, subject), o = names_node(run, w.names, object);
  Nodes*     ends = &pairs->ends;
  if (path->kind == PATH_ANY || path->kind == PATH_SOME) closures(&w, path, back, back ? o : s, back ? 0 : o, ends);
  else walk(&w, path, back, back ? o : s, ends);
  size_t kept = 0;
  for (size_t i = 0; i < ends->n; i += 2) {
    const Node from = ends->items[i + back], to = ends->items[i + !back];
    if (o && to != o) continue;
    ends->items[kept++] = from;
    ends->items[kept++] = to;
  }
  ends->n = kept;
}

void pairs_free(Run* run, Pairs* pairs) {
  nodes_free(run, &pairs->ends);
  names_free(&pairs->names);
}
