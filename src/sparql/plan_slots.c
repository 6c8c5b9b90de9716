/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Which slots operators fill and expressions read: what the planner moves parts by.
 *
 *     { ?s rdfs:label ?l OPTIONAL { ?s rec:stated ?c } }   ->   may fill s l c, surely s l */
#include "sparql/plan.h"

#include <stdlib.h>
#include <string.h>

static void put(bool* set, size_t n, int slot) {
  if (slot != NO_SLOT && (size_t)slot < n) set[slot] = true;
}

static void step_slots(const Step* step, bool* set, size_t n, bool sure) {
  for (int k = 0; k < 4; ++k) put(set, n, step->at[k].slot);
  if (!step->rows) return;
  const Rows* rows = step->rows;
  for (size_t c = 0; c < rows->columns; ++c) {
    bool always = !sure;
    if (sure && rows->filled && rows->n) { // VALUES: its rows are known
      always = true;
      for (size_t i = 0; i < rows->n && always; ++i) always = rows->terms[i * rows->columns + c].kind != TERM_NONE;
    }
    if (always) put(set, n, rows->slots[c]);
  }
}

void op_slots(const Op* op, bool* set, size_t n, bool sure) {
  if (!op) return;
  for (size_t i = 0; i < op->n_steps; ++i) step_slots(&op->steps[i], set, n, sure);
  if (op->kind == OP_BIND && !sure) put(set, n, op->slot);
  if (op->kind == OP_UNION && sure) {
    bool *left = xcalloc(n + 1, sizeof *left), *right = xcalloc(n + 1, sizeof *right);
    op_slots(op->left, left, n, true);
    op_slots(op->right, right, n, true);
    for (size_t i = 0; i < n; ++i) set[i] = set[i] || (left[i] && right[i]);
    free(left);
    free(right);
    return;
  }
  op_slots(op->left, set, n, sure);
  if (op->kind != OP_LEFT || !sure) op_slots(op->right, set, n, sure);
}

void expr_slots(const Expr* e, bool* set, size_t n) {
  if (e->kind == EXPR_VARIABLE) put(set, n, e->slot);
  if (e->pattern) pattern_slots(e->pattern, set, n);
  for (size_t i = 0; i < e->n; ++i) expr_slots(e->args[i], set, n);
}

void pattern_slots(const Pattern* pattern, bool* set, size_t n) {
  for (size_t i = 0; i < pattern->triples.n; ++i)
    for (int k = 0; k < 3; ++k) put(set, n, pattern->triples.items[i].at[k].slot);
  put(set, n, pattern->graph.slot);
  put(set, n, pattern->slot);
  for (size_t i = 0; i < pattern->columns; ++i) put(set, n, pattern->slots[i]);
  if (pattern->expr) expr_slots(pattern->expr, set, n);
  for (size_t i = 0; i < pattern->n; ++i) pattern_slots(pattern->parts[i], set, n);
}
