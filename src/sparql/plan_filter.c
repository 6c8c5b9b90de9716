/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* A filter may go into a part that surely binds all the variables that it reads and that the group may bind at all.
 * a && b are two filters: both must be true, and an error is as good as false. */
#include "sparql/plan_filter.h"

#include "sparql/plan.h"

#include <stdlib.h>

typedef struct {
  Arena*      arena;
  Expr*       expr;
  const bool* wanted; ///< Slots that it reads and the group may fill
  size_t      known;
} Push;

/// Whether the part binds all that is wanted, with what was bound before it.
static bool knows(const Push* push, const Op* op, const Op* before) {
  bool* sure = xcalloc(push->known + 1, sizeof *sure);
  op_slots(op, sure, push->known, true);
  if (before) op_slots(before, sure, push->known, true);
  bool all = true;
  for (size_t i = 0; i < push->known && all; ++i) all = !push->wanted[i] || sure[i];
  free(sure);
  return all;
}

static void into_bgp(const Push* push, Op* op) {
  *arena_push(push->arena, op->filters, op->n_filters, op->cap_filters) = (Check){push->expr, 0};
}

/// False where it cannot go into the part.
static bool into(const Push* push, Op* op, const Op* before) {
  if (!op || !knows(push, op, before)) return false;
  switch (op->kind) {
    case OP_UNIT: return false;
    case OP_BGP: into_bgp(push, op); return true;
    case OP_JOIN: return into(push, op->left, before) || into(push, op->right, op->left);
    case OP_UNION:
      if (!knows(push, op->left, before) || !knows(push, op->right, before)) return false;
      op->left  = filter_push(push->arena, op->left, push->expr, push->wanted, push->known);
      op->right = filter_push(push->arena, op->right, push->expr, push->wanted, push->known);
      return true;
    case OP_LEFT:
    case OP_FILTER:
    case OP_BIND:
    case OP_MINUS: return into(push, op->left, before);
  }
  return false;
}

Op* filter_push(Arena* arena, Op* op, Expr* expr, const bool* fills, size_t known) {
  if (expr->kind == EXPR_AND) {
    op = filter_push(arena, op, expr->args[0], fills, known);
    return filter_push(arena, op, expr->args[1], fills, known);
  }
  bool* wanted = arena_array(arena, bool, known + 1);
  expr_slots(expr, wanted, known);
  for (size_t i = 0; i < known; ++i) wanted[i] = wanted[i] && fills[i];
  if (into(&(Push){arena, expr, wanted, known}, op, NULL)) return op;
  Op* filter   = arena_alloc(arena, sizeof *filter);
  filter->kind = OP_FILTER;
  filter->left = op;
  filter->slot = NO_SLOT;
  filter->expr = expr;
  return filter;
}

void op_reads(const Op* op, bool* set, size_t n) {
  if (!op) return;
  op_slots(op, set, n, false);
  if (op->expr) expr_slots(op->expr, set, n);
  for (size_t i = 0; i < op->n_filters; ++i) expr_slots(op->filters[i].expr, set, n);
  for (size_t c = 0; op->rows && c < op->rows->columns; ++c) // what MINUS compares
    if (op->rows->slots[c] < (int)n) set[op->rows->slots[c]] = true;
  op_reads(op->left, set, n);
  op_reads(op->right, set, n);
}
