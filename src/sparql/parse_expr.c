/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Expressions (SPARQL 1.1, rules 110 to 128): operators by their precedence, functions and aggregates by tables. */
#include "sparql/parse.h"

#include <stdio.h>
#include <string.h>

typedef struct {
  const char* name;
  ExprKind    kind;
  int         least, most; ///< Arguments; -1: any number
} BuiltIn;

static const BuiltIn built_ins[] = {
    {"STR", EXPR_STR, 1, 1}, {"LANG", EXPR_LANG, 1, 1}, {"LANGMATCHES", EXPR_LANG_MATCHES, 2, 2},
    {"DATATYPE", EXPR_DATATYPE, 1, 1}, {"BOUND", EXPR_BOUND, 1, 1}, {"IRI", EXPR_IRI, 1, 1}, {"URI", EXPR_IRI, 1, 1},
    {"BNODE", EXPR_BNODE, 0, 1}, {"RAND", EXPR_RAND, 0, 0}, {"ABS", EXPR_ABS, 1, 1}, {"CEIL", EXPR_CEIL, 1, 1},
    {"FLOOR", EXPR_FLOOR, 1, 1}, {"ROUND", EXPR_ROUND, 1, 1}, {"CONCAT", EXPR_CONCAT, 0, -1}, {"STRLEN", EXPR_STRLEN, 1, 1},
    {"SUBSTR", EXPR_SUBSTR, 2, 3}, {"UCASE", EXPR_UCASE, 1, 1}, {"LCASE", EXPR_LCASE, 1, 1},
    {"ENCODE_FOR_URI", EXPR_ENCODE_FOR_URI, 1, 1}, {"CONTAINS", EXPR_CONTAINS, 2, 2}, {"STRSTARTS", EXPR_STRSTARTS, 2, 2},
    {"STRENDS", EXPR_STRENDS, 2, 2}, {"STRBEFORE", EXPR_STRBEFORE, 2, 2}, {"STRAFTER", EXPR_STRAFTER, 2, 2},
    {"YEAR", EXPR_YEAR, 1, 1}, {"MONTH", EXPR_MONTH, 1, 1}, {"DAY", EXPR_DAY, 1, 1}, {"HOURS", EXPR_HOURS, 1, 1},
    {"MINUTES", EXPR_MINUTES, 1, 1}, {"SECONDS", EXPR_SECONDS, 1, 1}, {"TIMEZONE", EXPR_TIMEZONE, 1, 1}, {"TZ", EXPR_TZ, 1, 1},
    {"NOW", EXPR_NOW, 0, 0}, {"UUID", EXPR_UUID, 0, 0}, {"STRUUID", EXPR_STRUUID, 0, 0}, {"MD5", EXPR_MD5, 1, 1},
    {"SHA1", EXPR_SHA1, 1, 1}, {"SHA256", EXPR_SHA256, 1, 1}, {"SHA384", EXPR_SHA384, 1, 1}, {"SHA512", EXPR_SHA512, 1, 1},
    {"COALESCE", EXPR_COALESCE, 0, -1}, {"IF", EXPR_IF, 3, 3}, {"STRLANG", EXPR_STRLANG, 2, 2}, {"STRDT", EXPR_STRDT, 2, 2},
    {"SAMETERM", EXPR_SAME_TERM, 2, 2}, {"ISIRI", EXPR_IS_IRI, 1, 1}, {"ISURI", EXPR_IS_IRI, 1, 1},
    {"ISBLANK", EXPR_IS_BLANK, 1, 1}, {"ISLITERAL", EXPR_IS_LITERAL, 1, 1}, {"ISNUMERIC", EXPR_IS_NUMERIC, 1, 1},
    {"REGEX", EXPR_REGEX, 2, 3}, {"REPLACE", EXPR_REPLACE, 3, 4},
};

static const char* const aggregate_names[] = {
    [AGGREGATE_COUNT] = "COUNT", [AGGREGATE_SUM] = "SUM", [AGGREGATE_AVG] = "AVG", [AGGREGATE_MIN] = "MIN",
    [AGGREGATE_MAX] = "MAX", [AGGREGATE_SAMPLE] = "SAMPLE", [AGGREGATE_CONCAT] = "GROUP_CONCAT"};

const char* expr_name(ExprKind kind) {
  for (size_t i = 0; i < sizeof built_ins / sizeof *built_ins; ++i)
    if (built_ins[i].kind == kind) return built_ins[i].name;
  return "";
}

Expr* expr_new(Parser* p, ExprKind kind) {
  Expr* e = arena_alloc(p->arena, sizeof *e);
  e->kind = kind;
  e->slot = NO_SLOT;
  return e;
}

static void add_argument(Parser* p, Expr* to, Expr* argument) {
  *arena_push(p->arena, to->args, to->n, to->cap) = argument;
}

static Expr* with(Parser* p, ExprKind kind, Expr* a, Expr* b) {
  Expr* e = expr_new(p, kind);
  add_argument(p, e, a);
  if (b) add_argument(p, e, b);
  return e;
}

Expr* expr_of_slot(Parser* p, int slot) {
  Expr* e = expr_new(p, EXPR_VARIABLE);
  e->slot = slot;
  return e;
}

static Expr* of_term(Parser* p, Term term) {
  Expr* e = expr_new(p, EXPR_TERM);
  e->term = term;
  return e;
}

static Expr* exists_func(Parser* p, bool wanted) {
  Expr* e = expr_new(p, wanted ? EXPR_EXISTS : EXPR_NOT_EXISTS);
  const bool aggregates = p->aggregates;
  p->aggregates         = false;
  e->pattern            = group_graph_pattern(p);
  p->aggregates         = aggregates;
  return e;
}

static Expr* aggregate(Parser* p, AggregateKind kind) {
  const Token* name = peek(p);
  if (!p->aggregates)
    fault(p, name->at, "%.*s counts over groups and has no place here; put it into SELECT, HAVING or ORDER BY", SLICE_ARG(name->text));
  if (p->in_aggregate) fault(p, name->at, "an aggregate cannot stand inside another; use a subquery");
  ++p->at;
  need(p, "(");
  Aggregate a     = {.kind = kind, .distinct = take(p, "DISTINCT"), .separator = SLICE(" ")};
  p->in_aggregate = true;
  if (kind != AGGREGATE_COUNT || !take(p, "*")) a.over = expression(p);
  p->in_aggregate = false;
  if (kind == AGGREGATE_CONCAT && take(p, ";")) {
    need(p, "SEPARATOR");
    need(p, "=");
    a.separator = string_value(p);
  }
  need(p, ")");
  Tree* tree    = p->tree;
  tree->grouped = true;
  Expr* e       = expr_new(p, EXPR_AGGREGATE);
  e->slot       = (int)tree->n_aggregates;
  *arena_push(p->arena, tree->aggregates, tree->n_aggregates, tree->cap_aggregates) = a;
  return e;
}

/// ArgList and ExpressionList: `( )` or `( a, b )`.
static void expression_list(Parser* p, Expr* to) {
  need(p, "(");
  if (take(p, ")")) return;
  do add_argument(p, to, expression(p));
  while (take(p, ","));
  need(p, ")");
}

static Expr* built_in_call(Parser* p, const BuiltIn* known) {
  const Token* name = peek(p);
  ++p->at;
  Expr* e = expr_new(p, known->kind);
  if (known->kind == EXPR_BOUND) {
    need(p, "(");
    add_argument(p, e, expr_of_slot(p, var(p)));
    need(p, ")");
    return e;
  }
  expression_list(p, e);
  const int n = (int)e->n;
  if (n < known->least || (known->most >= 0 && n > known->most)) {
    char range[32];
    if (known->most == known->least) snprintf(range, sizeof range, "%d", known->least);
    else snprintf(range, sizeof range, "%d to %d", known->least, known->most);
    fault(p, name->at, "%s takes %s argument%s, not %d", known->name, range, known->most == 1 ? "" : "s", n);
  }
  return e;
}

/// FunctionCall or just an IRI. A function that is not known gives an error when it is computed (17.6).
static Expr* iri_or_function(Parser* p) {
  const Term name = term_iri(iri(p));
  if (!is(p, "(")) return of_term(p, name);
  Expr* e = expr_new(p, EXPR_CAST);
  e->term = name;
  ++p->at;
  if (take(p, ")")) return e;
  if (is(p, "DISTINCT")) fault(p, peek(p)->at, "this version knows no aggregate of this name");
  --p->at;
  expression_list(p, e);
  return e;
}

Expr* built_in_or_function(Parser* p) {
  if (is_iri(p)) return iri_or_function(p);
  if (peek(p)->kind != TOKEN_WORD) return NULL;
  if (take(p, "EXISTS")) return exists_func(p, true);
  if (is(p, "NOT") && token_is(peek(p) + 1, "EXISTS")) {
    p->at += 2;
    return exists_func(p, false);
  }
  for (size_t i = 0; i < sizeof aggregate_names / sizeof *aggregate_names; ++i)
    if (is(p, aggregate_names[i])) return aggregate(p, (AggregateKind)i);
  for (size_t i = 0; i < sizeof built_ins / sizeof *built_ins; ++i)
    if (is(p, built_ins[i].name)) return built_in_call(p, &built_ins[i]);
  return NULL;
}

static Expr* bracketted_expression(Parser* p) {
  need(p, "(");
  Expr* e = expression(p);
  need(p, ")");
  return e;
}

static Expr* primary_expression(Parser* p) {
  if (is(p, "(")) return bracketted_expression(p);
  if (peek(p)->kind == TOKEN_VAR) return expr_of_slot(p, var(p));
  if (is_literal(p)) return of_term(p, literal(p));
  Expr* e = built_in_or_function(p);
  if (!e && peek(p)->kind == TOKEN_WORD && token_is(peek(p) + 1, "("))
    fault(p, peek(p)->at, "%.*s is no function of SPARQL", SLICE_ARG(peek(p)->text));
  if (!e) expected(p, "a value: a variable, a literal, a function or ( ... )");
  return e;
}

static Expr* unary_expression(Parser* p) {
  if (take(p, "!")) {
    deeper(p);
    Expr* e = with(p, EXPR_NOT, unary_expression(p), NULL);
    higher(p);
    return e;
  }
  if (is_literal(p)) return primary_expression(p);
  if (take(p, "+")) return primary_expression(p);
  if (take(p, "-")) return with(p, EXPR_NEGATE, primary_expression(p), NULL);
  return primary_expression(p);
}

static Expr* multiplicative_expression(Parser* p) {
  Expr* e = unary_expression(p);
  for (size_t n = 1;; wider(p, ++n)) {
    if (take(p, "*")) e = with(p, EXPR_MULTIPLY, e, unary_expression(p));
    else if (take(p, "/")) e = with(p, EXPR_DIVIDE, e, unary_expression(p));
    else return e;
  }
}

static Expr* additive_expression(Parser* p) {
  Expr* e = multiplicative_expression(p);
  for (size_t n = 1;; wider(p, ++n)) {
    if (take(p, "+")) e = with(p, EXPR_ADD, e, multiplicative_expression(p));
    else if (take(p, "-")) e = with(p, EXPR_SUBTRACT, e, multiplicative_expression(p));
    else return e;
  }
}

static Expr* relational_expression(Parser* p) {
  static const struct {
    const char* sign;
    ExprKind    kind;
  } signs[] = {{"=", EXPR_EQUAL}, {"!=", EXPR_UNEQUAL}, {"<", EXPR_LESS}, {">", EXPR_GREATER}, {"<=", EXPR_LESS_EQUAL}, {">=", EXPR_GREATER_EQUAL}};
  Expr* e = additive_expression(p);
  for (size_t i = 0; i < sizeof signs / sizeof *signs; ++i)
    if (take(p, signs[i].sign)) return with(p, signs[i].kind, e, additive_expression(p));
  const bool none = is(p, "NOT") && token_is(peek(p) + 1, "IN");
  if (!none && !is(p, "IN")) return e;
  p->at += none ? 2 : 1;
  e = with(p, none ? EXPR_NOT_IN : EXPR_IN, e, NULL);
  expression_list(p, e);
  return e;
}

/// && and || do not mind how they are bracketed, errors included: a long chain becomes a shallow tree.
static Expr* balanced(Parser* p, ExprKind kind, Expr* const* parts, size_t n) {
  if (n == 1) return parts[0];
  return with(p, kind, balanced(p, kind, parts, n / 2), balanced(p, kind, parts + n / 2, n - n / 2));
}

static Expr* conditional_and_expression(Parser* p) {
  Expr** parts = NULL;
  size_t n = 0, cap = 0;
  do *arena_push(p->arena, parts, n, cap) = relational_expression(p);
  while (take(p, "&&"));
  return balanced(p, EXPR_AND, parts, n);
}

/// ConditionalOrExpression.
Expr* expression(Parser* p) {
  Expr** parts = NULL;
  size_t n = 0, cap = 0;
  deeper(p);
  do *arena_push(p->arena, parts, n, cap) = conditional_and_expression(p);
  while (take(p, "||"));
  higher(p);
  return balanced(p, EXPR_OR, parts, n);
}

Expr* constraint(Parser* p) {
  if (is(p, "(")) return bracketted_expression(p);
  const Token* first = peek(p);
  Expr*        e     = built_in_or_function(p);
  if (!e || e->kind == EXPR_TERM) {
    p->at = (size_t)(first - p->tokens);
    expected(p, "a condition: ( ... ), a function or EXISTS { ... }");
  }
  return e;
}
