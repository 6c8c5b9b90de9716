/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* SELECT: solutions of the pattern, grouped, computed, sorted, distinct, cut. Without ORDER BY and GROUP BY they stream;
 * ORDER BY with LIMIT keeps little more than the rows asked for. Rows that sort alike stay in the order found. */
#include "sparql/plan.h"

#include <stdlib.h>
#include <string.h>

enum { SPARE_ROWS = 4096 };

typedef struct {
  Term*     values; ///< The columns
  OrderKey* keys;
  size_t    number;
} Sorted;

typedef struct {
  Query*     query;
  Solutions* out;
  Sorted*    sorted;
  size_t     n, cap, number;
  Arena      arena; ///< Of the sorted rows
  Map        seen;  ///< DISTINCT
  long       skipped, given;
  size_t     best;   ///< So many of the rows kept are in order, and none behind them can be wanted any more
  bool       enough;
  size_t     counted; ///< Bytes that the memory limit knows of
} Solve;

static int sorted_compare(const void* a, const void* b, void* self) {
  const Tree*   tree = self;
  const Sorted *x = a, *y = b;
  for (size_t i = 0; i < tree->n_order; ++i) {
    const int order = order_key_compare(&x->keys[i], &y->keys[i]);
    if (order) return tree->order[i].down ? -order : order;
  }
  return x->number < y->number ? -1 : x->number > y->number;
}

/// A copy of a row in the arena.
static Sorted row_keep(const Tree* query, Arena* arena, const Sorted* row) {
  Sorted kept = {arena_array(arena, Term, query->n_columns), arena_array(arena, OrderKey, query->n_order), row->number};
  for (size_t i = 0; i < query->n_columns; ++i) kept.values[i] = term_keep(arena, row->values[i]);
  for (size_t i = 0; i < query->n_order; ++i) {
    kept.keys[i]      = row->keys[i];
    kept.keys[i].term = term_keep(arena, row->keys[i].term);
  }
  return kept;
}

/// Let the memory limit know.
static bool counted(Solve* s) {
  const size_t bytes = s->arena.used + s->cap * sizeof *s->sorted + s->seen.keys.used + s->seen.cap * sizeof *s->seen.entries;
  const size_t more  = bytes > s->counted ? bytes - s->counted : 0;
  s->counted += more;
  return run_keeps(&s->query->run, more);
}

static Status deliver(Solve* s, Term* values) {
  const Tree* query = s->query->tree;
  if (query->distinct) {
    Buffer       key    = {0};
    const size_t before = s->seen.n;
    for (size_t i = 0; i < query->n_columns; ++i) term_key(&key, run_late(&s->query->run, values[i]));
    map_at(&s->seen, buffer_slice(&key), 0);
    buffer_free(&key);
    if (s->seen.n == before) return OK;
    if (!counted(s)) return s->query->run.status;
  }
  if (s->skipped < query->offset) {
    ++s->skipped;
    return OK;
  }
  ++s->query->given;
  for (size_t i = 0; i < query->n_columns && !s->out->late; ++i) values[i] = run_whole(&s->query->run, values[i]);
  if (s->query->run.status != OK) return s->query->run.status;
  TRY(s->out->row(s->out->self, values, &s->enough));
  if (query->limit >= 0 && ++s->given >= query->limit) s->enough = true;
  return OK;
}

/// With a LIMIT, only the rows that can still be among the first are kept.
static void prune(Solve* s) {
  const Tree* query = s->query->tree;
  if (query->limit < 0 || query->distinct) return;
  const size_t wanted = (size_t)query->limit + (query->offset > 0 ? (size_t)query->offset : 0);
  if (s->n < 2 * wanted + SPARE_ROWS) return;
  qsort_r(s->sorted, s->n, sizeof *s->sorted, sorted_compare, s->query->tree);
  Arena kept = {0};
  for (size_t i = 0; i < wanted; ++i) s->sorted[i] = row_keep(query, &kept, &s->sorted[i]);
  s->n = s->best = wanted;
  arena_free(&s->arena);
  s->arena = kept;
}

/// One solution in the slots: its columns and sort keys.
static Status take(Solve* s) {
  const Tree* query = s->query->tree;
  Run*        run   = &s->query->run;
  Arena       arena = {0};
  Term        few[16];
  Term*  values = query->n_columns <= 16 ? few : arena_array(&arena, Term, query->n_columns);
  for (size_t i = 0; i < query->n_columns; ++i) {
    const Column* c = &query->columns[i];
    if (c->expr) {
      const Term value = evaluate_term(run, c->expr, &arena);
      if (c->slot != NO_SLOT) run->slots[c->slot] = value; // later columns and ORDER BY may use it
      values[i] = value;
    } else {
      values[i] = c->slot == NO_SLOT ? (Term){0} : run->slots[c->slot];
    }
  }
  OrderKey* keys = query->n_order ? arena_array(&arena, OrderKey, query->n_order) : NULL;
  for (size_t i = 0; i < query->n_order; ++i) keys[i] = order_key(evaluate_term(run, query->order[i].expr, &arena));
  for (size_t i = 0; i < query->n_columns; ++i) // the pattern's slots as its operators left them
    if (query->columns[i].expr && query->columns[i].slot != NO_SLOT) run->slots[query->columns[i].slot] = (Term){0};
  Status st = OK;
  const Sorted row = {values, keys, s->number};
  if (s->best && sorted_compare(&row, &s->sorted[s->best - 1], s->query->tree) > 0) {
    ++s->number;
  } else if (query->n_order) {
    prune(s);
    if (s->n == s->cap) {
      s->cap    = s->cap ? s->cap * 2 : 256;
      s->sorted = xrealloc(s->sorted, s->cap * sizeof *s->sorted);
    }
    s->sorted[s->n++] = row_keep(query, &s->arena, &row);
    ++s->number;
    if (!counted(s)) st = run->status;
  } else {
    st = deliver(s, values);
  }
  arena_free(&arena);
  ++run->shared->solutions;
  return st == OK ? run->status : st;
}

static Status take_groups(Solve* s, Groups* groups) {
  Run*         run  = &s->query->run;
  const Tree*  tree = s->query->tree;
  Status       st   = OK;
  const size_t n    = groups_count(groups);
  for (size_t i = 0; i < n && st == OK && !s->enough; ++i) {
    groups_load(groups, i);
    bool wanted = true;
    for (size_t k = 0; k < tree->n_having && wanted; ++k) wanted = evaluate_true(run, tree->having[k]);
    if (wanted) st = take(s);
    groups_unload(groups);
  }
  return st;
}

Status query_solve(Query* query, Solutions* out) {
  const Tree* tree   = query->tree;
  Solve       s      = {.query = query, .out = out, .enough = tree->limit == 0};
  Run*        run    = &query->run;
  Groups*     groups = tree->grouped ? groups_new(query) : NULL;
  Status      st     = OK;
  run_clear(run);
  if (!s.enough) op_open(run, query->root);
  while (st == OK && !s.enough && op_next(run, query->root)) {
    if (groups) groups_add(groups, op_times(query->root));
    else st = take(&s);
  }
  if (s.enough || st != OK) op_close(run, query->root);
  if (st == OK) st = run->status;
  if (groups && st == OK) st = take_groups(&s, groups);
  if (groups) groups_free(groups);
  if (s.n) qsort_r(s.sorted, s.n, sizeof *s.sorted, sorted_compare, query->tree);
  for (size_t i = 0; i < s.n && st == OK && !s.enough; ++i) st = deliver(&s, s.sorted[i].values);
  free(s.sorted);
  arena_free(&s.arena);
  map_free(&s.seen);
  run->shared->memory -= s.counted;
  return st;
}
