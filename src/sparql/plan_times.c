/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Where solutions that differ only in what nobody looks at may come as one that counts for all: in what is grouped, and
 * where each row is wanted once.
 *
 *     SELECT ?x (COUNT(?a) AS ?n) { ?a :mentions ?x } GROUP BY ?x
 *
 * ?a stands in one place and is only counted; so the index gives each ?x once, with the number of its quads, page by page. */
#include "sparql/plan.h"

#include <stdlib.h>

typedef struct {
  size_t  n;
  bool*   needed;
  size_t* uses; ///< Places in patterns
  bool    varies; ///< An expression gives something else each time that it is computed
} Look;

static void look_at_expr(Look* look, const Expr* e) {
  expr_slots(e, look->needed, look->n);
  look->varies = look->varies || e->kind == EXPR_RAND || e->kind == EXPR_UUID || e->kind == EXPR_STRUUID || e->kind == EXPR_BNODE;
  for (size_t i = 0; i < e->n; ++i) look_at_expr(look, e->args[i]);
}

static void need(Look* look, int slot) {
  if (slot != NO_SLOT) look->needed[slot] = true;
}

static void need_rows(Look* look, const Rows* rows) {
  for (size_t c = 0; rows && c < rows->columns; ++c) need(look, rows->slots[c]);
}

static void look_at_op(Look* look, const Op* op) {
  if (!op) return;
  for (size_t i = 0; i < op->n_steps; ++i) {
    for (int k = 0; k < 4; ++k)
      if (op->steps[i].at[k].slot != NO_SLOT) ++look->uses[op->steps[i].at[k].slot];
    need_rows(look, op->steps[i].rows);
  }
  for (size_t i = 0; i < op->n_filters; ++i) look_at_expr(look, op->filters[i].expr);
  if (op->expr) look_at_expr(look, op->expr);
  need(look, op->slot);
  need_rows(look, op->rows);
  look_at_op(look, op->left);
  look_at_op(look, op->right);
}

/// What is done with the solutions.
static void look_at_tree(Look* look, const Tree* tree) {
  for (size_t i = 0; i < tree->n_columns; ++i) {
    if (tree->columns[i].expr) look_at_expr(look, tree->columns[i].expr);
    else need(look, tree->columns[i].slot);
  }
  for (size_t i = 0; i < tree->n_groups; ++i) look_at_expr(look, tree->groups[i]);
  for (size_t i = 0; i < tree->n_having; ++i) look_at_expr(look, tree->having[i]);
  for (size_t i = 0; i < tree->n_order; ++i) look_at_expr(look, tree->order[i].expr);
  for (size_t i = 0; i < tree->n_aggregates; ++i) {
    const Aggregate* a = &tree->aggregates[i];
    if (!a->over) look->varies = look->varies || a->distinct; // COUNT(DISTINCT *) sees all slots
    else if (a->kind != AGGREGATE_COUNT || a->distinct || a->over->kind != EXPR_VARIABLE) look_at_expr(look, a->over);
  }
}

static void mark(const Look* look, Op* op) {
  if (!op) return;
  for (size_t i = 0; i < op->n_steps; ++i) {
    Step* step = &op->steps[i];
    for (int k = 0; k < 3 && step->kind == STEP_PATTERN; ++k) {
      const int slot = step->at[k].slot;
      if (slot != NO_SLOT && look->uses[slot] == 1 && !look->needed[slot]) step->counted |= 1U << k;
    }
  }
  mark(look, op->left);
  mark(look, op->right);
}

void plan_times(Query* query, Place graph) {
  const Tree* tree = query->tree;
  if (!tree->grouped && !(tree->form == FORM_SELECT && tree->distinct)) return;
  const size_t n    = query->run.n_slots;
  Look         look = {n, xcalloc(n + 1, sizeof(bool)), xcalloc(n + 1, sizeof(size_t)), false};
  need(&look, graph.slot);
  look_at_tree(&look, tree);
  look_at_op(&look, query->root);
  if (!look.varies) mark(&look, query->root);
  free(look.needed);
  free(look.uses);
}
