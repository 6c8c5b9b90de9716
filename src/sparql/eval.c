/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The operators. Each undoes what it put into the slots before it tries the next thing, so that an operator always
 * finds the slots as they were when it was opened. */
#include "sparql/eval.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

double run_clock(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static const char* kind_of(const Run* run) { return run->shared->blanks ? "update" : "query"; }
static const char* less(const Run* run) { return run->shared->blanks ? "do it in parts" : "add a LIMIT"; }

bool run_read(Run* run) {
  ++run->shared->reads;
  return run_goes_on(run);
}

bool run_goes_on(Run* run) {
  Shared* shared = run->shared;
  if (run->status != OK) return false;
  if (shared->cancel && *shared->cancel) {
    run->status = fail(ERR_LIMIT, "the query was stopped");
    return false;
  }
  return shared->deadline <= 0 || ++shared->ticks % 256 != 0 || run_in_time(run);
}

bool run_in_time(Run* run) {
  const Shared* shared = run->shared;
  if (run->status == OK && shared->deadline > 0 && run_clock() > shared->deadline)
    run->status = fail(ERR_LIMIT, "the %s ran out of time; make its patterns more exact, %s, or allow it more time", kind_of(run), less(run));
  return run->status == OK;
}

bool run_keeps(Run* run, size_t bytes) {
  Shared* shared = run->shared;
  shared->memory += bytes;
  if (shared->memory > shared->peak) shared->peak = shared->memory;
  if (!shared->most_memory || shared->memory <= shared->most_memory) return run->status == OK;
  if (run->status == OK)
    run->status = fail(ERR_LIMIT, "the %s needs more than the %zu MiB of memory it may have; make its patterns more exact, "
                                  "%s, or allow it more", kind_of(run), shared->most_memory >> 20, less(run));
  return false;
}

void run_drops(Run* run, size_t bytes) { run->shared->memory -= bytes; }

Term run_whole(Run* run, Term term) {
  if (term.kind != (TermKind)TERM_LATE) return term;
  const Status st = store_fetch(run->shared->ids, &term);
  if (st == OK) return term;
  if (run->status == OK) run->status = st;
  return (Term){0};
}

Term run_late(Run* run, Term term) {
  if (!run->shared->ids) return term;
  const Status st = store_late(run->shared->ids, &term);
  if (st != OK && run->status == OK) run->status = st;
  return term;
}

bool run_same(Run* run, Term a, Term b) {
  if (a.kind != (TermKind)TERM_LATE && b.kind != (TermKind)TERM_LATE) return term_equal(a, b);
  a = run_late(run, a);
  b = run_late(run, b);
  return a.kind == b.kind && a.value.len == b.value.len && a.kind == (TermKind)TERM_LATE;
}

void run_clear(Run* run) {
  memset(run->slots, 0, run->n_slots * sizeof *run->slots);
  if (run->graph_slot != NO_SLOT) run->slots[run->graph_slot] = run->graph;
}

bool run_exists(Run* run, Op* op) {
  if (run->status != OK) return false;
  op_open(run, op);
  const bool some = op_next(run, op);
  if (some) op_close(run, op);
  return some;
}

static ExprScope scope_of(Run* run, Arena* arena) {
  return (ExprScope){.slots = run->slots, .base = run->base, .regexes = &run->shared->regexes, .aggregates = run->aggregates,
                     .arena = arena, .solution = run->shared->solutions, .fresh = &run->shared->fresh,
                     .now = run->shared->now, .run = run};
}

bool evaluate_true(Run* run, const Expr* e) {
  Arena           arena = {0};
  const ExprScope scope = scope_of(run, &arena);
  const bool      yes   = expr_truth(expr_value(&scope, e)) == 1;
  arena_free(&arena);
  return yes;
}

Term evaluate_term(Run* run, const Expr* e, Arena* arena) {
  const ExprScope scope = scope_of(run, arena);
  return expr_value(&scope, e);
}

static bool unit_next(Op* op) {
  const bool first = !op->started;
  op->started      = true;
  return first;
}

static bool join_next(Run* run, Op* op) {
  for (;;) {
    if (op->inner) {
      if (op_next(run, op->right)) return true;
      op->inner = false;
    }
    if (!op_next(run, op->left)) return false;
    op_open(run, op->right);
    op->inner = true;
  }
}

static bool left_next(Run* run, Op* op) {
  for (;;) {
    if (op->inner) {
      if (op_next(run, op->right)) return op->matched = true;
      op->inner = false;
      if (!op->matched && run->status == OK) return true;
    }
    if (!op_next(run, op->left)) return false;
    op_open(run, op->right);
    op->inner   = true;
    op->matched = false;
  }
}

static bool union_next(Run* run, Op* op) {
  if (!op->inner) {
    if (op_next(run, op->left)) return true;
    op->inner = true;
    op_open(run, op->right);
  }
  return op_next(run, op->right);
}

/// Give back the value bound.
static void bind_forget(Run* run, Op* op) {
  if (op->matched) run->slots[op->slot] = (Term){0};
  op->matched = false;
  arena_free(&op->kept);
}

static bool bind_next(Run* run, Op* op) {
  for (;;) {
    bind_forget(run, op);
    if (!op_next(run, op->left)) return false;
    const Term value = evaluate_term(run, op->expr, &op->kept);
    Term*      slot  = &run->slots[op->slot];
    if (value.kind == TERM_NONE) return true; // an error binds nothing
    if (slot->kind == TERM_NONE) {
      *slot       = value;
      op->matched = true;
      return true;
    }
    if (run_same(run, *slot, value)) return true; // else bound from outside to something else: the two do not join
  }
}

/// Whether a row shares a bound variable with the slots and contradicts none.
static bool row_takes_away(Run* run, const Rows* rows, size_t row, int graph) {
  bool shared = false;
  for (size_t i = 0; i < rows->columns; ++i) {
    const Term theirs = rows->terms[row * rows->columns + i], ours = run->slots[rows->slots[i]];
    if (theirs.kind == TERM_NONE || ours.kind == TERM_NONE) continue;
    if (!run_same(run, theirs, ours)) return false;
    shared = shared || rows->slots[i] != graph;
  }
  return shared;
}

static bool minus_next(Run* run, Op* op) {
  rows_ready(run, op->rows);
  Buffer key = {0};
  while (op_next(run, op->left)) {
    const Rows* rows  = op->rows;
    bool        taken = false;
    if (rows->key != NO_SLOT && run->slots[rows->slots[rows->key]].kind != TERM_NONE) {
      buffer_clear(&key);
      term_key(&key, run_late(run, run->slots[rows->slots[rows->key]]));
      const uint64_t* first = map_find(&rows->index, buffer_slice(&key));
      for (size_t i = first ? *first : SIZE_MAX; i != SIZE_MAX && !taken; i = rows->after[i])
        taken = row_takes_away(run, rows, i, op->slot);
    } else {
      for (size_t i = 0; i < rows->n && !taken; ++i) taken = row_takes_away(run, rows, i, op->slot);
    }
    if (taken) continue;
    buffer_free(&key);
    return true;
  }
  buffer_free(&key);
  return false;
}

void op_open(Run* run, Op* op) {
  op->started = op->inner = op->matched = false;
  ++op->opened;
  if (op->kind == OP_BGP) bgp_open(run, op);
  else if (op->left) op_open(run, op->left);
}

static bool next(Run* run, Op* op) {
  switch (op->kind) {
    case OP_UNIT: return unit_next(op);
    case OP_BGP: return bgp_next(run, op);
    case OP_JOIN: return join_next(run, op);
    case OP_LEFT: return left_next(run, op);
    case OP_UNION: return union_next(run, op);
    case OP_FILTER:
      while (op_next(run, op->left))
        if (evaluate_true(run, op->expr)) return true;
      return false;
    case OP_BIND: return bind_next(run, op);
    case OP_MINUS: return minus_next(run, op);
  }
  return false;
}

bool op_next(Run* run, Op* op) {
  if (run->status != OK) {
    op_close(run, op);
    return false;
  }
  const double before = run->shared->profile ? run_clock() : 0;
  const bool   some   = next(run, op);
  if (run->shared->profile) op->seconds += run_clock() - before;
  op->given += some;
  if (some && run->status != OK) { // a fault in an expression: nothing is a solution any more
    op_close(run, op);
    return false;
  }
  return some;
}

void op_close(Run* run, Op* op) {
  switch (op->kind) {
    case OP_UNIT: break;
    case OP_BGP: bgp_close(run, op); break;
    case OP_UNION: op_close(run, op->inner ? op->right : op->left); break;
    case OP_BIND:
      bind_forget(run, op);
      op_close(run, op->left);
      break;
    case OP_JOIN:
    case OP_LEFT:
      if (op->inner) op_close(run, op->right);
      op->inner = false;
      op_close(run, op->left);
      break;
    case OP_FILTER:
    case OP_MINUS: op_close(run, op->left); break;
  }
}

size_t op_times(const Op* op) {
  size_t times = 1;
  switch (op->kind) {
    case OP_UNIT: return 1;
    case OP_BGP:
      for (size_t i = 0; i < op->level; ++i) times *= op->steps[i].times;
      return times;
    case OP_JOIN: return op_times(op->left) * op_times(op->right);
    case OP_LEFT: return op_times(op->left) * (op->inner ? op_times(op->right) : 1);
    case OP_UNION: return op_times(op->inner ? op->right : op->left);
    case OP_FILTER:
    case OP_BIND:
    case OP_MINUS: return op_times(op->left);
  }
  return times;
}

Term* rows_push(Rows* rows) {
  if (rows->n == rows->cap) {
    rows->cap   = rows->cap ? rows->cap * 2 : 64;
    rows->terms = xrealloc(rows->terms, rows->cap * (rows->columns ? rows->columns : 1) * sizeof *rows->terms);
  }
  return rows->terms + rows->n++ * rows->columns;
}

bool rows_counted(Run* run, Rows* rows) {
  const size_t bytes = rows->arena.used + rows->cap * rows->columns * sizeof *rows->terms, more = bytes - rows->counted;
  rows->counted      = bytes;
  return run_keeps(run, more);
}

/// Index the rows by the first column that every row fills.
static void rows_index(Run* run, Rows* rows) {
  rows->key = NO_SLOT;
  for (size_t c = 0; c < rows->columns && rows->key == NO_SLOT; ++c) {
    size_t i = 0;
    while (i < rows->n && rows->terms[i * rows->columns + c].kind != TERM_NONE) ++i;
    if (i == rows->n) rows->key = (int)c;
  }
  if (rows->key == NO_SLOT || !rows->n) return;
  rows->after = xcalloc(rows->n, sizeof *rows->after);
  Buffer key  = {0};
  for (size_t i = rows->n; i-- > 0;) { // backwards, so that the chains run forwards
    buffer_clear(&key);
    term_key(&key, run_late(run, rows->terms[i * rows->columns + (size_t)rows->key]));
    uint64_t* first = map_at(&rows->index, buffer_slice(&key), SIZE_MAX);
    rows->after[i]  = (size_t)*first;
    *first          = i;
  }
  buffer_free(&key);
}

void rows_ready(Run* run, Rows* rows) {
  if (rows->filled) return;
  rows->filled    = true;
  const Status st = rows->fill ? rows->fill(rows->self, rows) : OK;
  if (st != OK && run->status == OK) run->status = st;
  rows_index(run, rows);
}

void rows_free(Rows* rows) {
  if (!rows) return;
  free(rows->terms);
  free(rows->after);
  map_free(&rows->index);
  arena_free(&rows->arena);
}
