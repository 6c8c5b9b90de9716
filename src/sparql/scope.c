/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Which variables are in scope where (SPARQL 1.1, 18.2.1), and what SELECT may name when it groups (19.8, notes). */
#include "sparql/parse.h"

bool* scope_set(Parser* p) {
  return arena_array(p->arena, bool, p->tree->names.n + 1);
}

static void triples_in_scope(const Triples* triples, bool* set) {
  for (size_t i = 0; i < triples->n; ++i)
    for (int k = 0; k < 3; ++k)
      if (triples->items[i].at[k].slot != NO_SLOT) set[triples->items[i].at[k].slot] = true;
}

void pattern_in_scope(const Pattern* pattern, bool* set) {
  switch (pattern->kind) {
    case PATTERN_FILTER:
    case PATTERN_MINUS: return;
    case PATTERN_TRIPLES: triples_in_scope(&pattern->triples, set); return;
    case PATTERN_BIND: set[pattern->slot] = true; return;
    case PATTERN_VALUES:
    case PATTERN_SELECT:
      for (size_t i = 0; i < pattern->columns; ++i) set[pattern->slots[i]] = true;
      return;
    case PATTERN_GRAPH:
    case PATTERN_SERVICE:
      if (pattern->graph.slot != NO_SLOT) set[pattern->graph.slot] = true;
      break;
    case PATTERN_GROUP:
    case PATTERN_OPTIONAL:
    case PATTERN_UNION: break;
  }
  for (size_t i = 0; i < pattern->n; ++i) pattern_in_scope(pattern->parts[i], set);
}

void expr_used(const Expr* e, bool* set, bool with_aggregates, const Tree* tree) {
  if (e->kind == EXPR_VARIABLE && e->slot != NO_SLOT) set[e->slot] = true;
  if (e->kind == EXPR_AGGREGATE && with_aggregates && tree->aggregates[e->slot].over)
    expr_used(tree->aggregates[e->slot].over, set, true, tree);
  for (size_t i = 0; i < e->n; ++i) expr_used(e->args[i], set, with_aggregates, tree);
}

static bool is_group(const Tree* tree, int slot) {
  for (size_t i = 0; i < tree->n_groups; ++i)
    if (tree->group_slots[i] == slot) return true;
  return false;
}

/// A column's variable must be new, and what it is made of grouped, counted, or a column before it.
static void check_column(Parser* p, size_t i, const bool* in_scope) {
  const Tree*   tree = p->tree;
  const Column* c    = &tree->columns[i];
  if (c->expr && in_scope[c->slot])
    fault(p, c->at, "?%.*s has a value in the pattern already; choose another name", SLICE_ARG(c->name));
  for (size_t k = 0; k < i; ++k)
    if (tree->columns[k].slot == c->slot && (c->expr || tree->columns[k].expr))
      fault(p, c->at, "?%.*s is a column already; choose another name", SLICE_ARG(c->name));
  if (!tree->grouped) return;
  bool* used = scope_set(p);
  if (c->expr) expr_used(c->expr, used, false, tree);
  else used[c->slot] = true;
  for (size_t k = 0; k < i; ++k)
    if (tree->columns[k].expr) used[tree->columns[k].slot] = false;
  for (size_t k = 0; k < tree->names.n; ++k)
    if (used[k] && !is_group(tree, (int)k)) {
      const Slice name = tree->names.items[k];
      fault(p, c->at, "?%.*s is neither grouped nor counted; write GROUP BY ?%.*s, or (SAMPLE(?%.*s) AS ?any)", SLICE_ARG(name),
            SLICE_ARG(name), SLICE_ARG(name));
    }
}

void check_columns(Parser* p) {
  Tree* tree     = p->tree;
  bool* in_scope = scope_set(p);
  if (tree->where) pattern_in_scope(tree->where, in_scope);
  if (tree->star && tree->grouped)
    fault(p, tree->columns ? tree->columns[0].at : peek(p)->at, "SELECT * does not go with groups; name the columns");
  for (size_t i = 0; tree->star && i < tree->names.n; ++i)
    if (in_scope[i] && tree->names.items[i].len)
      *arena_push(p->arena, tree->columns, tree->n_columns, tree->cap_columns) = (Column){tree->names.items[i], (int)i, NULL, 0};
  for (size_t i = 0; i < tree->n_columns; ++i) check_column(p, i, in_scope);
}
