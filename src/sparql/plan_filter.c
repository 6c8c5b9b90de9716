/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* A filter may go into a part that surely binds all the variables that it reads and that the group may bind at all.
 * a && b are two filters: both must be true, and an error is as good as false. */
#include "sparql/plan_filter.h"

#include "sparql/plan.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  Query*      query;
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

/// The terms that a variable must be one of for the condition to be true.
typedef struct {
  int    slot;
  Term*  terms;
  size_t n, cap;
} Choice;

static bool add_choice(const Push* push, Choice* choice, const Expr* variable, const Expr* value, bool same) {
  if (variable->kind != EXPR_VARIABLE || value->kind != EXPR_TERM) return false;
  if (variable->slot < 0 || (choice->n && choice->slot != variable->slot)) return false;
  if (!same && value->term.kind != TERM_IRI) return false; // other literals may be equal to this one, or compare as an error
  choice->slot = variable->slot;
  for (size_t i = 0; i < choice->n; ++i)
    if (term_equal(choice->terms[i], value->term)) return true;
  *arena_push(&push->query->arena, choice->terms, choice->n, choice->cap) = value->term;
  return true;
}

/// Whether the condition is true just where one variable is one of some terms. An error is as good as false here.
static bool is_choice(const Push* push, const Expr* e, Choice* choice) {
  switch (e->kind) {
    case EXPR_OR: return is_choice(push, e->args[0], choice) && is_choice(push, e->args[1], choice);
    case EXPR_EQUAL:
    case EXPR_SAME_TERM: {
      const bool same = e->kind == EXPR_SAME_TERM;
      return add_choice(push, choice, e->args[0], e->args[1], same) || add_choice(push, choice, e->args[1], e->args[0], same);
    }
    case EXPR_IN:
      for (size_t i = 1; i < e->n; ++i)
        if (!add_choice(push, choice, e->args[0], e->args[i], false)) return false;
      return e->n > 1;
    default: return false;
  }
}

/// The choice as one more step, which goes first where that is best.
static bool into_look_ups(const Push* push, Op* op, const Op* before) {
  Choice choice = {.slot = NO_SLOT};
  if (!is_choice(push, push->expr, &choice) || (size_t)choice.slot >= push->known) return false;
  bool* sure = xcalloc(push->known + 1, sizeof *sure);
  op_slots(op, sure, push->known, true);
  if (before) op_slots(before, sure, push->known, true);
  const bool bound = sure[choice.slot];
  free(sure);
  if (!bound) return false;
  Step* steps = arena_array(&push->query->arena, Step, op->n_steps + 1);
  memcpy(steps, op->steps, op->n_steps * sizeof *steps);
  steps[op->n_steps]            = step_of(STEP_ROWS);
  steps[op->n_steps].rows       = rows_of_values(push->query, 1, &choice.slot, choice.n, choice.terms);
  steps[op->n_steps].row_filled = arena_array(&push->query->arena, int, 2);
  op->steps                     = steps;
  ++op->n_steps;
  return true;
}

static void into_bgp(const Push* push, Op* op, const Op* before) {
  if (into_look_ups(push, op, before)) return;
  *arena_push(&push->query->arena, op->filters, op->n_filters, op->cap_filters) = (Check){push->expr, 0};
}

/// False where it cannot go into the part.
static bool into(const Push* push, Op* op, const Op* before) {
  if (!op || !knows(push, op, before)) return false;
  switch (op->kind) {
    case OP_UNIT: return false;
    case OP_BGP: into_bgp(push, op, before); return true;
    case OP_JOIN: return into(push, op->left, before) || into(push, op->right, op->left);
    case OP_UNION:
      if (!knows(push, op->left, before) || !knows(push, op->right, before)) return false;
      op->left  = filter_push(push->query, op->left, push->expr, push->wanted, push->known);
      op->right = filter_push(push->query, op->right, push->expr, push->wanted, push->known);
      return true;
    case OP_LEFT:
    case OP_FILTER:
    case OP_BIND:
    case OP_MINUS: return into(push, op->left, before);
  }
  return false;
}

Op* filter_push(Query* query, Op* op, Expr* expr, const bool* fills, size_t known) {
  if (expr->kind == EXPR_AND) {
    op = filter_push(query, op, expr->args[0], fills, known);
    return filter_push(query, op, expr->args[1], fills, known);
  }
  bool* wanted = arena_array(&query->arena, bool, known + 1);
  expr_slots(expr, wanted, known);
  for (size_t i = 0; i < known; ++i) wanted[i] = wanted[i] && fills[i];
  if (into(&(Push){query, expr, wanted, known}, op, NULL)) return op;
  Op* filter   = arena_alloc(&query->arena, sizeof *filter);
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
