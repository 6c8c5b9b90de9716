/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What fills kept rows: VALUES at once; a subquery, or a pattern that must not see what stands outside of it, when they are
 * first looked at. Rows hold ids where the store has them. */
#include "sparql/plan.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  Query* query;
  Op*    op;
} KeptPattern;

typedef struct {
  Query* sub;
  Rows*  rows;
  bool   graphs; ///< Inside GRAPH ?g: once for each graph, which is the last column
} Subquery;

Rows* rows_new(Query* query, size_t columns) {
  Rows*  rows   = arena_alloc(&query->arena, sizeof *rows);
  rows->columns = columns;
  rows->slots   = arena_array(&query->arena, int, columns + 1);
  rows->key     = NO_SLOT;
  *arena_push(&query->arena, query->rows, query->n_rows, query->cap_rows) = rows;
  return rows;
}

/// All solutions of the pattern for empty slots.
static Status fill_kept(void* self, Rows* rows) {
  KeptPattern* kept  = self;
  Run*         run   = &kept->query->run;
  Term*        saved = xcalloc(run->n_slots + 1, sizeof *saved);
  memcpy(saved, run->slots, run->n_slots * sizeof *saved);
  memset(run->slots, 0, run->n_slots * sizeof *saved);
  op_open(run, kept->op);
  while (op_next(run, kept->op)) {
    Term* row = rows_push(rows);
    for (size_t i = 0; i < rows->columns; ++i) row[i] = term_keep(&rows->arena, run->slots[rows->slots[i]]);
    ++run->shared->solutions;
    if (!rows_counted(run, rows)) op_close(run, kept->op);
  }
  memcpy(run->slots, saved, run->n_slots * sizeof *saved);
  free(saved);
  return run->status;
}

void rows_of_op(Query* query, Rows* rows, Op* op) {
  KeptPattern* kept = arena_alloc(&query->arena, sizeof *kept);
  *kept             = (KeptPattern){query, op};
  rows->fill        = fill_kept;
  rows->self        = kept;
  rows->op          = op;
}

static Status subquery_row(void* self, const Term* terms, bool* enough) {
  const Subquery* s   = self;
  Rows*           rows = s->rows;
  Term*           row  = rows_push(rows);
  const size_t    n    = rows->columns - s->graphs;
  for (size_t i = 0; i < n; ++i) row[i] = term_keep(&rows->arena, terms[i]);
  if (s->graphs) row[n] = term_keep(&rows->arena, s->sub->run.graph);
  *enough = false;
  return rows_counted(&s->sub->run, rows) ? OK : s->sub->run.status;
}

static Status fill_subquery(void* self, Rows* rows) {
  Subquery* s   = self;
  Run*      run = &s->sub->run;
  Solutions out = {subquery_row, s, true};
  (void)rows;
  if (!s->graphs) return query_solve(s->sub, &out);
  void*  cursor = NULL;
  Quad   quad;
  bool   more   = false;
  Status status = run->source->kind->graphs(run->source, &cursor);
  while (status == OK && (status = source_next(run->source, cursor, &quad, &more)) == OK && more) {
    Arena arena = {0};
    run->graph  = term_keep(&arena, quad.g);
    status      = query_solve(s->sub, &out);
    run->graph  = (Term){0};
    arena_free(&arena);
  }
  source_close(run->source, cursor);
  return status;
}

void rows_of_query(Query* query, Rows* rows, Query* sub, bool graphs) {
  Subquery* s = arena_alloc(&query->arena, sizeof *s);
  *s          = (Subquery){sub, rows, graphs};
  rows->fill  = fill_subquery;
  rows->self  = s;
  rows->query = sub;
}

Rows* rows_of_values(Query* query, size_t columns, const int* slots, size_t n, const Term* terms) {
  Rows* rows = rows_new(query, columns);
  for (size_t i = 0; i < columns; ++i) rows->slots[i] = slots[i];
  for (size_t i = 0; i < n; ++i) {
    Term* row = rows_push(rows);
    if (columns) memcpy(row, terms + i * columns, columns * sizeof *row);
  }
  rows_ready(&query->run, rows);
  return rows;
}
