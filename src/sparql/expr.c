/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Operators and the functional forms, which see their arguments' errors. Comparisons follow the operator table (17.3);
 * of two literals whose types are not known, only the same term is equal, and nothing is known to be unequal. */
#include "sparql/expr.h"

#include "sparql/instant.h"
#include "sparql/number.h"

#include <string.h>
#include <strings.h>

#define XSD "http://www.w3.org/2001/XMLSchema#"

enum { OPEN = 2 }; ///< Neither less, equal nor greater

Term expr_boolean(bool value) {
  return term_typed(value ? SLICE("true") : SLICE("false"), SLICE(XSD "boolean"));
}

static bool is_string(Term t) {
  return t.kind == TERM_LITERAL || (t.kind == TERM_LITERAL_TYPED && slice_equal(t.extra, SLICE(XSD "string")));
}

static bool is_type(Term t, const char* type) {
  return t.kind == TERM_LITERAL_TYPED && slice_equal(t.extra, slice(type));
}

/// 1, 0, or -1 where it is no boolean.
static int boolean_of(Term t) {
  if (!is_type(t, XSD "boolean")) return -1;
  if (slice_equal(t.value, SLICE("true")) || slice_equal(t.value, SLICE("1"))) return 1;
  return slice_equal(t.value, SLICE("false")) || slice_equal(t.value, SLICE("0")) ? 0 : -1;
}

int expr_truth(Term t) {
  Number number;
  if (is_string(t) || t.kind == TERM_LITERAL_LANG) return t.value.len > 0;
  if (t.kind != TERM_LITERAL_TYPED) return -1;
  if (is_type(t, XSD "boolean")) return boolean_of(t) == 1; // ill-typed ones are false
  if (number_of(t, &number)) return number_compare(number, number_integer(0)) % 2 != 0;
  static const char* const numeric[] = {XSD "integer", XSD "decimal", XSD "float", XSD "double"};
  for (size_t i = 0; i < 4; ++i)
    if (is_type(t, numeric[i])) return 0;
  return -1;
}

/// Whether two literals have an order, and which.
static bool ordered(Term a, Term b, int* order) {
  Number  x, y;
  Instant i, j;
  if (number_of(a, &x) && number_of(b, &y)) return *order = number_compare(x, y), true;
  if (is_string(a) && is_string(b)) return *order = slice_compare(a.value, b.value), true;
  const int p = boolean_of(a), q = boolean_of(b);
  if (p >= 0 && q >= 0) return *order = p - q, true;
  if (instant_of(a, &i) && instant_of(b, &j) && i.date == j.date) return *order = instant_compare(&i, &j), true;
  return false;
}

static bool known_type(Term t) {
  Number  number;
  Instant instant;
  return is_string(t) || t.kind == TERM_LITERAL_LANG || boolean_of(t) >= 0 || number_of(t, &number) || instant_of(t, &instant);
}

int expr_equal(Term a, Term b) {
  int order;
  if (a.kind == TERM_NONE || b.kind == TERM_NONE) return -1;
  if (a.kind < TERM_LITERAL || b.kind < TERM_LITERAL) return term_equal(a, b);
  if (ordered(a, b, &order)) {
    if (order != OPEN) return order == 0;
    Instant instant;
    return instant_of(a, &instant) ? -1 : 0; // NaN is unequal to all; a date without a zone is not known to be
  }
  if (a.kind == TERM_LITERAL_LANG && b.kind == TERM_LITERAL_LANG)
    return slice_equal(a.value, b.value) && a.extra.len == b.extra.len && !strncasecmp(a.extra.ptr, b.extra.ptr, a.extra.len);
  if (term_equal(a, b)) return 1;
  if ((a.kind == TERM_LITERAL_LANG) != (b.kind == TERM_LITERAL_LANG)) return 0; // no other type has a language
  return known_type(a) && known_type(b) ? 0 : -1;
}

static Term compare(ExprKind kind, Term a, Term b) {
  int order;
  if (kind == EXPR_EQUAL || kind == EXPR_UNEQUAL) {
    const int equal = expr_equal(a, b);
    return equal < 0 ? (Term){0} : expr_boolean(equal == (kind == EXPR_EQUAL));
  }
  if (!ordered(a, b, &order)) return (Term){0};
  if (order == OPEN) {
    Number number;
    return number_of(a, &number) ? expr_boolean(false) : (Term){0};
  }
  switch (kind) {
    case EXPR_LESS: return expr_boolean(order < 0);
    case EXPR_GREATER: return expr_boolean(order > 0);
    case EXPR_LESS_EQUAL: return expr_boolean(order <= 0);
    default: return expr_boolean(order >= 0);
  }
}

static Term compute(const ExprScope* scope, ExprKind kind, Term a, Term b) {
  static const char operations[] = {[EXPR_ADD] = '+', [EXPR_SUBTRACT] = '-', [EXPR_MULTIPLY] = '*', [EXPR_DIVIDE] = '/'};
  Number x, y, result;
  if (!number_of(a, &x) || !number_of(b, &y) || !number_compute(operations[kind], x, y, &result)) return (Term){0};
  return number_term(scope->arena, result);
}

static Term in_list(const ExprScope* scope, const Expr* e) {
  const Term wanted = expr_value(scope, e->args[0]);
  bool       error  = false;
  for (size_t i = 1; i < e->n; ++i) {
    const int equal = expr_equal(wanted, expr_value(scope, e->args[i]));
    if (equal == 1) return expr_boolean(e->kind == EXPR_IN);
    error = error || equal < 0;
  }
  return error ? (Term){0} : expr_boolean(e->kind == EXPR_NOT_IN);
}

static Term both_or_one(const ExprScope* scope, const Expr* e) {
  const int decides = e->kind == EXPR_OR, left = expr_truth(expr_value(scope, e->args[0]));
  if (left == decides) return expr_boolean(decides);
  const int right = expr_truth(expr_value(scope, e->args[1]));
  if (right == decides) return expr_boolean(decides);
  return left < 0 || right < 0 ? (Term){0} : expr_boolean(!decides);
}

static Term negated(const ExprScope* scope, Term value) {
  Number number, result;
  if (!number_of(value, &number) || !number_compute('*', number, number_integer(-1), &result)) return (Term){0};
  return number_term(scope->arena, result);
}

static Term function(const ExprScope* scope, const Expr* e) {
  enum { MOST_PLAIN = 8 };
  Term  few[MOST_PLAIN];
  Term* args = e->n <= MOST_PLAIN ? few : arena_array(scope->arena, Term, e->n);
  for (size_t i = 0; i < e->n; ++i) {
    args[i] = expr_value(scope, e->args[i]);
    if (args[i].kind == TERM_NONE) return (Term){0};
  }
  return expr_function(scope, e, args);
}

Term expr_value(const ExprScope* scope, const Expr* e) {
  switch (e->kind) {
    case EXPR_TERM: return e->term;
    case EXPR_AGGREGATE: return scope->aggregates ? scope->aggregates[e->slot] : (Term){0};
    case EXPR_VARIABLE: return e->slot < 0 ? (Term){0} : run_whole(scope->run, scope->slots[e->slot]);
    case EXPR_UNKNOWN: return (Term){0};
    case EXPR_AND:
    case EXPR_OR: return both_or_one(scope, e);
    case EXPR_NOT: {
      const int truth = expr_truth(expr_value(scope, e->args[0]));
      return truth < 0 ? (Term){0} : expr_boolean(!truth);
    }
    case EXPR_EQUAL:
    case EXPR_UNEQUAL:
    case EXPR_LESS:
    case EXPR_GREATER:
    case EXPR_LESS_EQUAL:
    case EXPR_GREATER_EQUAL: return compare(e->kind, expr_value(scope, e->args[0]), expr_value(scope, e->args[1]));
    case EXPR_EXISTS:
    case EXPR_NOT_EXISTS: return expr_boolean(run_exists(scope->run, e->op) == (e->kind == EXPR_EXISTS));
    case EXPR_IN:
    case EXPR_NOT_IN: return in_list(scope, e);
    case EXPR_ADD:
    case EXPR_SUBTRACT:
    case EXPR_MULTIPLY:
    case EXPR_DIVIDE: return compute(scope, e->kind, expr_value(scope, e->args[0]), expr_value(scope, e->args[1]));
    case EXPR_NEGATE: return negated(scope, expr_value(scope, e->args[0]));
    case EXPR_CAST: return e->n == 1 ? expr_cast(scope->arena, e->term.value, expr_value(scope, e->args[0])) : (Term){0};
    case EXPR_BOUND: return expr_boolean(expr_value(scope, e->args[0]).kind != TERM_NONE);
    case EXPR_IF: {
      const int truth = expr_truth(expr_value(scope, e->args[0]));
      return truth < 0 ? (Term){0} : expr_value(scope, e->args[truth ? 1 : 2]);
    }
    case EXPR_COALESCE:
      for (size_t i = 0; i < e->n; ++i) {
        const Term value = expr_value(scope, e->args[i]);
        if (value.kind != TERM_NONE) return value;
      }
      return (Term){0};
    case EXPR_SAME_TERM: {
      const Term a = expr_value(scope, e->args[0]), b = expr_value(scope, e->args[1]);
      return a.kind == TERM_NONE || b.kind == TERM_NONE ? (Term){0} : expr_boolean(term_equal(a, b));
    }
    default: return function(scope, e);
  }
}
