/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "sparql/nodes.h"

#include "sparql/eval.h"

#include <stdlib.h>
#include <string.h>

static const Node own = (Node)1 << NODE_OWN_BIT;

void nodes_push(Run* run, Nodes* nodes, Node node) {
  if (nodes->n == nodes->cap) {
    const size_t cap = nodes->cap ? nodes->cap * 2 : 32;
    run_keeps(run, (cap - nodes->cap) * sizeof *nodes->items);
    nodes->cap   = cap;
    nodes->items = xrealloc(nodes->items, cap * sizeof *nodes->items);
  }
  nodes->items[nodes->n++] = node;
}

void nodes_free(Run* run, Nodes* nodes) {
  run_drops(run, nodes->cap * sizeof *nodes->items);
  free(nodes->items);
  *nodes = (Nodes){0};
}

static Node* slot_of(const NodeSet* set, Node node) {
  size_t at = (size_t)((node * 0x9E3779B97F4A7C15U) >> 20) & set->mask;
  while (set->slots[at] && set->slots[at] != node) at = (at + 1) & set->mask;
  return &set->slots[at];
}

static void grow(Run* run, NodeSet* set) {
  const NodeSet before = *set;
  const size_t  size   = before.slots ? (before.mask + 1) * 2 : 32;
  run_keeps(run, (before.slots ? size / 2 : size) * sizeof *set->slots);
  set->slots = xcalloc(size, sizeof *set->slots);
  set->mask  = size - 1;
  for (size_t i = 0; before.slots && i <= before.mask; ++i)
    if (before.slots[i]) *slot_of(set, before.slots[i]) = before.slots[i];
  free(before.slots);
}

bool set_add(Run* run, NodeSet* set, Node node) {
  if (!set->slots || set->n * 4 >= set->mask * 3) grow(run, set);
  Node* slot = slot_of(set, node);
  if (*slot) return false;
  *slot = node;
  ++set->n;
  return true;
}

void set_empty(NodeSet* set) {
  if (set->n) memset(set->slots, 0, (set->mask + 1) * sizeof *set->slots);
  set->n = 0;
}

void set_free(Run* run, NodeSet* set) {
  if (set->slots) run_drops(run, (set->mask + 1) * sizeof *set->slots);
  free(set->slots);
  *set = (NodeSet){0};
}

Node names_node(Run* run, NodeNames* names, Term term) {
  if (term.kind == TERM_NONE) return 0;
  term = run_late(run, term);
  if (term.kind == (TermKind)TERM_LATE) return term.value.len;
  Buffer key = {0};
  term_key(&key, term);
  const uint64_t number = *map_at(&names->numbers, buffer_slice(&key), names->n);
  buffer_free(&key);
  if (number == names->n) *arena_push(&names->arena, names->terms, names->n, names->cap) = term_keep(&names->arena, term);
  return own | (number + 1);
}

Term names_term(const NodeNames* names, Node node) {
  if (!node) return (Term){0};
  return node & own ? names->terms[(node ^ own) - 1] : term_late(node);
}

void names_free(NodeNames* names) {
  map_free(&names->numbers);
  arena_free(&names->arena);
  *names = (NodeNames){0};
}
