/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Strongly connected components by Tarjan's algorithm (Depth-first search and linear graph algorithms, 1972) with a stack
 * of its own instead of recursion. A walk then visits components: their nodes are copied, and since no node is in two of
 * them, none needs to be looked up. What is kept grows with nodes and edges only, not with what is reached. */
#include "sparql/reach.h"

#include "sparql/eval.h"

#include <stdlib.h>

enum { MOST_EDGES = 1 << 28 };

Reach* reach_of(Run* run, Reach** reach) {
  if (!*reach) {
    Reach* made          = xcalloc(1, sizeof *made);
    made->next           = run->shared->reaches;
    run->shared->reaches = *reach = made;
  }
  return *reach;
}

static void empty(Reach* r) {
  void* const all[] = {r->nodes, r->slots, r->part, r->first, r->members, r->onward, r->heads, r->cyclic, r->seen, r->stack};
  for (size_t i = 0; i < sizeof all / sizeof *all; ++i) free(all[i]);
}

void reaches_free(Reach* first) {
  while (first) {
    Reach* reach = first;
    first        = reach->next;
    empty(reach);
    free(reach);
  }
}

static uint32_t* slot_of(const Reach* r, Node node) {
  uint32_t at = (uint32_t)((node * 0x9E3779B97F4A7C15U) >> 32) & r->mask;
  while (r->slots[at] && r->nodes[r->slots[at] - 1] != node) at = (at + 1) & r->mask;
  return &r->slots[at];
}

/// The place of each end of the pairs.
static uint32_t* number_ends(Reach* r, const Nodes* pairs) {
  r->mask = 63;
  while (r->mask / 2 < pairs->n) r->mask = r->mask * 2 + 1;
  r->slots       = xcalloc((size_t)r->mask + 1, sizeof *r->slots);
  r->nodes       = xmalloc((pairs->n + 1) * sizeof *r->nodes);
  uint32_t* ends = xmalloc((pairs->n + 1) * sizeof *ends);
  for (size_t i = 0; i < pairs->n; ++i) {
    uint32_t* slot = slot_of(r, pairs->items[i]);
    if (!*slot) {
      r->nodes[r->n++] = pairs->items[i];
      *slot            = r->n;
    }
    ends[i] = *slot - 1;
  }
  return ends;
}

/// The ends of the pairs ordered by their beginnings: those of i from (*first)[i] on.
static uint32_t* by_beginning(uint32_t n, const uint32_t* pairs, size_t n_pairs, uint32_t** first) {
  uint32_t* at   = xcalloc((size_t)n + 2, sizeof *at);
  uint32_t* ends = xmalloc((n_pairs + 1) * sizeof *ends);
  for (size_t i = 0; i < n_pairs; ++i) ++at[pairs[i * 2] + 2];
  for (size_t i = 2; i < (size_t)n + 2; ++i) at[i] += at[i - 1];
  for (size_t i = 0; i < n_pairs; ++i) ends[at[pairs[i * 2] + 1]++] = pairs[i * 2 + 1];
  *first = at;
  return ends;
}

typedef struct {
  const uint32_t *first, *ends;
  uint32_t *      order, *low, *next; ///< When a node was found (from 1 on), the earliest that it leads to, its edge to follow
  uint32_t *      open, *path;        ///< Nodes without a component; those from the root to here
  uint32_t        n_open, found;
} Search;

/// The component of `root`, all nodes of which are on top of the open ones.
static void close_component(Reach* r, Search* s, uint32_t root) {
  uint32_t node;
  do {
    node          = s->open[--s->n_open];
    r->part[node] = r->parts;
  } while (node != root);
  ++r->parts;
}

static void search_from(Run* run, Reach* r, Search* s, uint32_t root) {
  uint32_t depth   = 0;
  s->path[depth++] = root;
  while (depth && run_goes_on(run)) {
    const uint32_t node = s->path[depth - 1];
    if (!s->order[node]) {
      s->order[node] = s->low[node] = ++s->found;
      s->next[node]                 = s->first[node];
      s->open[s->n_open++]          = node;
    }
    uint32_t deeper = UINT32_MAX;
    while (deeper == UINT32_MAX && s->next[node] < s->first[node + 1]) {
      const uint32_t to = s->ends[s->next[node]++];
      if (!s->order[to]) deeper = to;
      else if (r->part[to] == UINT32_MAX && s->order[to] < s->low[node]) s->low[node] = s->order[to];
    }
    if (deeper != UINT32_MAX) {
      s->path[depth++] = deeper;
      continue;
    }
    if (s->low[node] == s->order[node]) close_component(r, s, node);
    if (--depth && s->low[node] < s->low[s->path[depth - 1]]) s->low[s->path[depth - 1]] = s->low[node];
  }
}

static void find_components(Run* run, Reach* r, const uint32_t* pairs, size_t n_pairs) {
  uint32_t* first = NULL;
  uint32_t* ends  = by_beginning(r->n, pairs, n_pairs, &first);
  uint32_t* room  = xcalloc((size_t)r->n * 5 + 1, sizeof *room);
  Search    s     = {first, ends, room, room + r->n, room + (size_t)r->n * 2, room + (size_t)r->n * 3, room + (size_t)r->n * 4, 0, 0};
  r->part         = xmalloc(((size_t)r->n + 1) * sizeof *r->part);
  for (uint32_t i = 0; i < r->n; ++i) r->part[i] = UINT32_MAX;
  for (uint32_t i = 0; i < r->n && run->status == OK; ++i)
    if (!s.order[i]) search_from(run, r, &s, i);
  free(first);
  free(ends);
  free(room);
}

/// Members of the components and the steps between them; `pairs` is written over.
static void join_components(Reach* r, uint32_t* pairs, size_t n_pairs) {
  uint32_t* of = xmalloc(((size_t)r->n + 1) * 2 * sizeof *of);
  for (uint32_t i = 0; i < r->n; ++i) {
    of[(size_t)i * 2]     = r->part[i];
    of[(size_t)i * 2 + 1] = i;
  }
  r->members  = by_beginning(r->parts, of, r->n, &r->first);
  r->cyclic   = xcalloc((size_t)r->parts + 1, sizeof *r->cyclic);
  size_t kept = 0;
  for (size_t i = 0; i < n_pairs; ++i) {
    const uint32_t from = r->part[pairs[i * 2]], to = r->part[pairs[i * 2 + 1]];
    if (from == to) {
      r->cyclic[from] = true;
      continue;
    }
    pairs[kept * 2]         = from;
    pairs[kept++ * 2 + 1] = to;
  }
  r->heads = by_beginning(r->parts, pairs, kept, &r->onward);
  r->seen  = xcalloc((size_t)r->parts + 1, sizeof *r->seen);
  r->stack = xcalloc((size_t)r->parts + 1, sizeof *r->stack);
  free(of);
}

bool reach_build(Run* run, Reach* r, const Nodes* pairs) {
  r->never = pairs->n / 2 > MOST_EDGES;
  for (size_t i = 0; i < pairs->n && !r->never; ++i) r->never = pairs->items[i] >> NODE_OWN_BIT;
  if (r->never) return false;
  uint32_t* ends = number_ends(r, pairs);
  find_components(run, r, ends, pairs->n / 2);
  if (run->status == OK) join_components(r, ends, pairs->n / 2);
  free(ends);
  const size_t bytes = ((size_t)r->mask + 1) * sizeof *r->slots + pairs->n * sizeof *r->nodes + (pairs->n / 2 + (size_t)r->n * 7) * sizeof(uint32_t);
  r->ready           = run->status == OK && run_keeps(run, bytes);
  return r->ready;
}

static void give(Run* run, const Reach* r, uint32_t part, Node from, bool but_from, Node target, Nodes* out) {
  for (uint32_t i = r->first[part]; i < r->first[part + 1]; ++i) {
    const Node to = r->nodes[r->members[i]];
    if ((target && to != target) || (but_from && to == from)) continue;
    nodes_push(run, out, from);
    nodes_push(run, out, to);
  }
}

void reach_from(Run* run, Reach* r, Node from, bool zero, Node target, Nodes* out) {
  if (zero && (!target || target == from)) {
    nodes_push(run, out, from);
    nodes_push(run, out, from);
  }
  const uint32_t at = *slot_of(r, from), to = target ? *slot_of(r, target) : 0;
  if (!at || (target && !to)) return;
  if (!++r->round) { // all rounds used up: as if nothing had been seen
    for (uint32_t i = 0; i < r->parts; ++i) r->seen[i] = 0;
    r->round = 1;
  }
  uint32_t depth     = 0;
  r->stack[depth++]  = r->part[at - 1];
  r->seen[*r->stack] = r->round;
  while (depth && run_goes_on(run)) {
    const uint32_t part = r->stack[--depth];
    if ((part != r->part[at - 1] || r->cyclic[part]) && (!to || part == r->part[to - 1])) give(run, r, part, from, zero, target, out);
    for (uint32_t i = r->onward[part]; i < r->onward[part + 1]; ++i) {
      const uint32_t head = r->heads[i];
      if (r->seen[head] == r->round) continue;
      r->seen[head]     = r->round;
      r->stack[depth++] = head;
    }
  }
}
