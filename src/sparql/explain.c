/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* One line for each operator, those inside of it indented below. What is expected of a step is multiplied up from the
 * counts that the order was chosen by (order.c), over all times that the pattern was begun. */
#include "sparql/explain.h"

#include "sparql/matches.h"
#include "sparql/number.h"
#include "sparql/prefix.h"
#include "sparql/write.h"

typedef struct {
  const Query* query;
  Buffer*      out;
  bool         times;
} Explain;

static void rows_lines(const Explain* e, const Rows* rows, int depth);

static const Query* whole_of(const Query* query) {
  while (query->outer) query = query->outer;
  return query;
}

static void put_term(const Query* query, Term term, Buffer* out) {
  const Request* request = &whole_of(query)->request;
  Arena          arena   = {0};
  if (term.kind == TERM_IRI) buffer_put_slice(out, prefixes_shorten(&arena, request->prefixes, request->n_prefixes, term.value));
  else if (term.kind == TERM_LITERAL_TYPED && number_is(term)) buffer_put_slice(out, term.value);
  else write_term(out, term);
  arena_free(&arena);
}

static void put_slot(const Query* query, int slot, Buffer* out) {
  const Names* names = &query->tree->names;
  if (slot >= 0 && (size_t)slot < names->n && names->items[slot].len) buffer_printf(out, "?%.*s", SLICE_ARG(names->items[slot]));
  else buffer_printf(out, "_:%d", slot);
}

static void put_place(const Query* query, Place place, Buffer* out) {
  if (place.slot == NO_SLOT) put_term(query, place.term, out);
  else put_slot(query, place.slot, out);
}

static void put_path(const Query* query, const Path* path, Buffer* out) {
  static const char* const behind[] = {[PATH_ANY] = "*", [PATH_SOME] = "+", [PATH_MAYBE] = "?"};
  switch (path->kind) {
    case PATH_IRI: put_term(query, term_iri(path->iri), out); return;
    case PATH_INVERSE:
    case PATH_NOT:
      buffer_puts(out, path->kind == PATH_NOT ? "!(" : "^(");
      if (path->left) put_path(query, path->left, out);
      buffer_putc(out, ')');
      return;
    case PATH_SEQUENCE:
    case PATH_EITHER:
      put_path(query, path->left, out);
      if (!path->right) return; // the last of a negated set
      buffer_puts(out, path->kind == PATH_SEQUENCE ? "/" : "|");
      put_path(query, path->right, out);
      return;
    case PATH_ANY:
    case PATH_SOME:
    case PATH_MAYBE:
      buffer_putc(out, '(');
      put_path(query, path->left, out);
      buffer_printf(out, ")%s", behind[path->kind]);
  }
}

static void put_arguments(const Query* query, const Expr* e, size_t first, Buffer* out) {
  buffer_putc(out, '(');
  for (size_t i = first; i < e->n; ++i) {
    if (i > first) buffer_puts(out, ", ");
    explain_expr(query, e->args[i], out);
  }
  buffer_putc(out, ')');
}

void explain_expr(const Query* query, const Expr* e, Buffer* out) {
  static const char* const infix[] = {
      [EXPR_AND] = "&&", [EXPR_OR] = "||", [EXPR_EQUAL] = "=", [EXPR_UNEQUAL] = "!=", [EXPR_LESS] = "<", [EXPR_GREATER] = ">",
      [EXPR_LESS_EQUAL] = "<=", [EXPR_GREATER_EQUAL] = ">=", [EXPR_ADD] = "+", [EXPR_SUBTRACT] = "-", [EXPR_MULTIPLY] = "*",
      [EXPR_DIVIDE] = "/"};
  if ((size_t)e->kind < sizeof infix / sizeof *infix && infix[e->kind]) {
    for (size_t i = 0; i < 2; ++i) {
      const bool inner = e->args[i]->kind == EXPR_AND || e->args[i]->kind == EXPR_OR;
      if (i) buffer_printf(out, " %s ", infix[e->kind]);
      if (inner) buffer_putc(out, '(');
      explain_expr(query, e->args[i], out);
      if (inner) buffer_putc(out, ')');
    }
    return;
  }
  switch (e->kind) {
    case EXPR_TERM: put_term(query, e->term, out); return;
    case EXPR_VARIABLE: put_slot(query, e->slot, out); return;
    case EXPR_AGGREGATE: buffer_printf(out, "aggregate %d", e->slot + 1); return;
    case EXPR_EXISTS: buffer_puts(out, "EXISTS { ... }"); return;
    case EXPR_NOT_EXISTS: buffer_puts(out, "NOT EXISTS { ... }"); return;
    case EXPR_NOT:
    case EXPR_NEGATE:
      buffer_puts(out, e->kind == EXPR_NOT ? "!" : "-");
      put_arguments(query, e, 0, out);
      return;
    case EXPR_IN:
    case EXPR_NOT_IN:
      explain_expr(query, e->args[0], out);
      buffer_puts(out, e->kind == EXPR_IN ? " IN " : " NOT IN ");
      put_arguments(query, e, 1, out);
      return;
    case EXPR_CAST:
      put_term(query, e->term, out);
      put_arguments(query, e, 0, out);
      return;
    default:
      buffer_puts(out, expr_name(e->kind));
      put_arguments(query, e, 0, out);
  }
}

static void numbers(const Explain* e, size_t came, double expected, double seconds, int depth) {
  buffer_printf(e->out, "%12zu", came);
  if (expected >= 0) buffer_printf(e->out, "%12.0f", expected);
  else buffer_printf(e->out, "%12s", "");
  if (e->times && seconds >= 0) buffer_printf(e->out, "%12.3f", seconds * 1e3);
  else if (e->times) buffer_printf(e->out, "%12s", "");
  buffer_printf(e->out, "  %*s", depth * 2, "");
}

static void matches_line(const Explain* e, const Step* step) {
  const bool   scored = step->at[1].slot != NO_SLOT;
  const size_t limit  = matches_limit(step->matches);
  if (scored) buffer_putc(e->out, '(');
  put_place(e->query, step->at[0], e->out);
  if (scored) buffer_putc(e->out, ' ');
  if (scored) put_slot(e->query, step->at[1].slot, e->out);
  buffer_puts(e->out, scored ? ") rec:matches " : " rec:matches ");
  put_place(e->query, step->at[2], e->out);
  if (limit) buffer_printf(e->out, ", the best %zu", limit);
}

/// How the pattern was joined with what stands before it.
static void put_join(const Explain* e, const Step* step) {
  const Hold* hold = step->hold;
  if (hold && hold->table) buffer_printf(e->out, "  by a hash table of %zu, after %zu look-ups", hold->table->n, hold->looked);
  else if (hold && hold->looked > 1 && hold->near * 2 > hold->looked) buffer_printf(e->out, "  by a merge, %zu times", step->opened);
  else if (step->opened > 1) buffer_printf(e->out, "  by %zu look-ups", step->opened);
}

static void step_line(const Explain* e, const Step* step, double expected, int depth) {
  numbers(e, step->given, expected, -1, depth);
  switch (step->kind) {
    case STEP_ROWS:
      if (step->rows->server.len) buffer_printf(e->out, "asked of <%.*s>, joined by a table", SLICE_ARG(step->rows->server));
      else buffer_puts(e->out, step->rows->op || step->rows->query ? "joined with, by a table" : "values");
      for (size_t i = 0; i < step->rows->columns; ++i) {
        buffer_putc(e->out, ' ');
        put_slot(e->query, step->rows->slots[i], e->out);
      }
      break;
    case STEP_GRAPHS: buffer_puts(e->out, "graphs"); break;
    case STEP_MATCHES: matches_line(e, step); break;
    case STEP_PATTERN:
    case STEP_PATH:
      for (int k = 0; k < 3; ++k) {
        if (k) buffer_putc(e->out, ' ');
        if (k == 1 && step->kind == STEP_PATH) put_path(e->query, step->path, e->out);
        else put_place(e->query, step->at[k], e->out);
      }
  }
  if (step->at[3].slot != NO_SLOT || step->at[3].term.kind != TERM_NONE) {
    buffer_puts(e->out, "  in ");
    put_place(e->query, step->at[3], e->out);
  }
  if (step->kind == STEP_PATTERN) put_join(e, step);
  buffer_putc(e->out, '\n');
  if (step->rows) rows_lines(e, step->rows, depth + 1);
}

static void filter_line(const Explain* e, const char* words, const Expr* expr, int depth) {
  buffer_printf(e->out, "%*s  %*s%s", e->times ? 36 : 24, "", depth * 2, "", words);
  explain_expr(e->query, expr, e->out);
  buffer_putc(e->out, '\n');
}

static void exists_lines(const Explain* e, const Expr* expr, int depth);

static void op_lines(const Explain* e, const Op* op, int depth) {
  static const char* const words[] = {[OP_UNIT] = "one empty solution", [OP_BGP] = "basic pattern", [OP_JOIN] = "join", [OP_LEFT] = "optional",
                                      [OP_UNION] = "union", [OP_FILTER] = "filter ", [OP_BIND] = "bind ", [OP_MINUS] = "minus, by a table"};
  numbers(e, op->given, -1, op->seconds, depth);
  buffer_puts(e->out, words[op->kind]);
  if (op->expr) explain_expr(e->query, op->expr, e->out);
  if (op->kind == OP_BIND) {
    buffer_puts(e->out, " as ");
    put_slot(e->query, op->slot, e->out);
  }
  buffer_putc(e->out, '\n');
  if (op->expr) exists_lines(e, op->expr, depth + 1);
  double expected = (double)op->opened;
  for (size_t i = 0; i < op->n_filters; ++i)
    if (!op->filters[i].level) filter_line(e, "filter ", op->filters[i].expr, depth + 1);
  for (size_t k = 0; k < op->n_steps; ++k) {
    expected = op->steps[k].estimate < 0 ? -1 : expected * op->steps[k].estimate;
    step_line(e, &op->steps[k], expected, depth + 1);
    for (size_t i = 0; i < op->n_filters; ++i) {
      if (op->filters[i].level != k + 1) continue;
      filter_line(e, "filter ", op->filters[i].expr, depth + 2);
      exists_lines(e, op->filters[i].expr, depth + 3);
    }
  }
  if (op->left) op_lines(e, op->left, depth + 1);
  if (op->right) op_lines(e, op->right, depth + 1);
  if (op->rows) rows_lines(e, op->rows, depth + 1);
}

static void exists_lines(const Explain* e, const Expr* expr, int depth) {
  if (expr->op) op_lines(e, expr->op, depth);
  for (size_t i = 0; i < expr->n; ++i) exists_lines(e, expr->args[i], depth);
}

static void query_lines(const Explain* e, int depth) {
  static const char* const forms[] = {[FORM_SELECT] = "select", [FORM_CONSTRUCT] = "construct", [FORM_DESCRIBE] = "describe", [FORM_ASK] = "ask"};
  const Tree* tree = e->query->tree;
  numbers(e, e->query->given, -1, -1, depth);
  buffer_puts(e->out, forms[tree->form]);
  for (size_t i = 0; i < tree->n_columns; ++i) {
    buffer_putc(e->out, ' ');
    put_slot(e->query, tree->columns[i].slot, e->out);
  }
  if (tree->grouped) buffer_printf(e->out, ", grouped by %zu", tree->n_groups);
  if (tree->n_order) buffer_printf(e->out, ", sorted by %zu", tree->n_order);
  if (tree->distinct) buffer_puts(e->out, ", each once");
  if (tree->limit >= 0) buffer_printf(e->out, ", at most %ld", tree->limit);
  buffer_putc(e->out, '\n');
  for (size_t i = 0; i < tree->n_columns; ++i)
    if (tree->columns[i].expr) exists_lines(e, tree->columns[i].expr, depth + 1);
  op_lines(e, e->query->root, depth + 1);
}

static void rows_lines(const Explain* e, const Rows* rows, int depth) {
  if (rows->op) op_lines(e, rows->op, depth);
  if (rows->query) query_lines(&(Explain){rows->query, e->out, e->times}, depth);
}

void explain_plan(const Query* query, bool times, Buffer* out) {
  buffer_printf(out, "%12s%12s", "came", "expected");
  if (times) buffer_printf(out, "%12s", "ms");
  buffer_putc(out, '\n');
  query_lines(&(Explain){query, out, times}, 0);
}
