/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* From what rasqal parsed to our own expressions: a table of its operators, and the slots that variables stand for.
 * rasqal has computed parts without variables already; BNODE() among them, which is made one again. */
#include "sparql/plan.h"

#include <string.h>

typedef struct {
  rasqal_op op;
  ExprKind  kind;
} Same;

static const Same same[] = {
    {RASQAL_EXPR_AND, EXPR_AND}, {RASQAL_EXPR_OR, EXPR_OR}, {RASQAL_EXPR_BANG, EXPR_NOT}, {RASQAL_EXPR_EQ, EXPR_EQUAL},
    {RASQAL_EXPR_NEQ, EXPR_UNEQUAL}, {RASQAL_EXPR_LT, EXPR_LESS}, {RASQAL_EXPR_GT, EXPR_GREATER},
    {RASQAL_EXPR_LE, EXPR_LESS_EQUAL}, {RASQAL_EXPR_GE, EXPR_GREATER_EQUAL}, {RASQAL_EXPR_IN, EXPR_IN},
    {RASQAL_EXPR_NOT_IN, EXPR_NOT_IN}, {RASQAL_EXPR_PLUS, EXPR_ADD}, {RASQAL_EXPR_MINUS, EXPR_SUBTRACT},
    {RASQAL_EXPR_STAR, EXPR_MULTIPLY}, {RASQAL_EXPR_SLASH, EXPR_DIVIDE}, {RASQAL_EXPR_UMINUS, EXPR_NEGATE},
    {RASQAL_EXPR_BOUND, EXPR_BOUND}, {RASQAL_EXPR_IF, EXPR_IF}, {RASQAL_EXPR_COALESCE, EXPR_COALESCE},
    {RASQAL_EXPR_SAMETERM, EXPR_SAME_TERM}, {RASQAL_EXPR_ISURI, EXPR_IS_IRI}, {RASQAL_EXPR_ISBLANK, EXPR_IS_BLANK},
    {RASQAL_EXPR_ISLITERAL, EXPR_IS_LITERAL}, {RASQAL_EXPR_ISNUMERIC, EXPR_IS_NUMERIC}, {RASQAL_EXPR_STR, EXPR_STR},
    {RASQAL_EXPR_LANG, EXPR_LANG}, {RASQAL_EXPR_DATATYPE, EXPR_DATATYPE}, {RASQAL_EXPR_IRI, EXPR_IRI},
    {RASQAL_EXPR_URI, EXPR_IRI}, {RASQAL_EXPR_BNODE, EXPR_BNODE}, {RASQAL_EXPR_STRDT, EXPR_STRDT},
    {RASQAL_EXPR_STRLANG, EXPR_STRLANG}, {RASQAL_EXPR_UUID, EXPR_UUID}, {RASQAL_EXPR_STRUUID, EXPR_STRUUID},
    {RASQAL_EXPR_STRLEN, EXPR_STRLEN}, {RASQAL_EXPR_SUBSTR, EXPR_SUBSTR}, {RASQAL_EXPR_UCASE, EXPR_UCASE},
    {RASQAL_EXPR_LCASE, EXPR_LCASE}, {RASQAL_EXPR_STRSTARTS, EXPR_STRSTARTS}, {RASQAL_EXPR_STRENDS, EXPR_STRENDS},
    {RASQAL_EXPR_CONTAINS, EXPR_CONTAINS}, {RASQAL_EXPR_STRBEFORE, EXPR_STRBEFORE}, {RASQAL_EXPR_STRAFTER, EXPR_STRAFTER},
    {RASQAL_EXPR_ENCODE_FOR_URI, EXPR_ENCODE_FOR_URI}, {RASQAL_EXPR_CONCAT, EXPR_CONCAT},
    {RASQAL_EXPR_LANGMATCHES, EXPR_LANG_MATCHES}, {RASQAL_EXPR_REGEX, EXPR_REGEX}, {RASQAL_EXPR_REPLACE, EXPR_REPLACE},
    {RASQAL_EXPR_ABS, EXPR_ABS}, {RASQAL_EXPR_ROUND, EXPR_ROUND}, {RASQAL_EXPR_CEIL, EXPR_CEIL},
    {RASQAL_EXPR_FLOOR, EXPR_FLOOR}, {RASQAL_EXPR_RAND, EXPR_RAND}, {RASQAL_EXPR_NOW, EXPR_NOW},
    {RASQAL_EXPR_YEAR, EXPR_YEAR}, {RASQAL_EXPR_MONTH, EXPR_MONTH}, {RASQAL_EXPR_DAY, EXPR_DAY},
    {RASQAL_EXPR_HOURS, EXPR_HOURS}, {RASQAL_EXPR_MINUTES, EXPR_MINUTES}, {RASQAL_EXPR_SECONDS, EXPR_SECONDS},
    {RASQAL_EXPR_TIMEZONE, EXPR_TIMEZONE}, {RASQAL_EXPR_TZ, EXPR_TZ}, {RASQAL_EXPR_MD5, EXPR_MD5},
    {RASQAL_EXPR_SHA1, EXPR_SHA1}, {RASQAL_EXPR_SHA256, EXPR_SHA256}, {RASQAL_EXPR_SHA384, EXPR_SHA384},
    {RASQAL_EXPR_SHA512, EXPR_SHA512}, {RASQAL_EXPR_CAST, EXPR_CAST}, {RASQAL_EXPR_FUNCTION, EXPR_CAST},
};

static void note_slot(Query* query, Expression* e, int slot) {
  for (size_t i = 0; i < e->n; ++i)
    if (e->slots[i] == slot) return;
  int* more = arena_array(&query->arena, int, e->n + 1);
  if (e->n) memcpy(more, e->slots, e->n * sizeof *more);
  more[e->n] = slot;
  e->slots   = more;
  ++e->n;
}

static bool is_aggregate(const rasqal_expression* e) {
  switch (e->op) {
    case RASQAL_EXPR_COUNT:
    case RASQAL_EXPR_SUM:
    case RASQAL_EXPR_AVG:
    case RASQAL_EXPR_MIN:
    case RASQAL_EXPR_MAX:
    case RASQAL_EXPR_SAMPLE:
    case RASQAL_EXPR_GROUP_CONCAT: return true;
    default: return false;
  }
}

/// The place of the aggregate among the query's.
static int note_aggregate(Query* query, rasqal_expression* e) {
  query->grouped = true;
  for (size_t i = 0; i < query->n_aggregates; ++i)
    if (query->aggregates[i].expression == e) return (int)i;
  rasqal_expression* argument = e->arg1;
  if (e->args && raptor_sequence_size(e->args)) argument = raptor_sequence_get_at(e->args, 0);
  Expression* over = NULL;
  if (argument && argument->op != RASQAL_EXPR_VARSTAR) over = expression_make(query, argument);
  *arena_push(&query->arena, query->aggregates, query->n_aggregates, query->cap_aggregates) = (Aggregate){e, over};
  return (int)query->n_aggregates - 1;
}

/// rasqal makes decimals of integers that are beyond 32 bits.
static Term constant(rasqal_literal* literal) {
  enum { DIGITS_OF_32_BITS = 10 };
  Term term = term_of(literal);
  bool whole = literal->type == RASQAL_LITERAL_DECIMAL && term.value.len >= DIGITS_OF_32_BITS;
  for (size_t i = 0; i < term.value.len && whole; ++i) whole = term.value.ptr[i] >= '0' && term.value.ptr[i] <= '9';
  if (whole) term.extra = SLICE(XSD "integer");
  return term;
}

static Expr* convert(Query* query, rasqal_expression* e, Expression* into);

static void add_argument(Query* query, Expr* to, rasqal_expression* e, Expression* into) {
  if (e) to->args[to->n++] = convert(query, e, into);
}

static Expr* convert(Query* query, rasqal_expression* e, Expression* into) {
  Expr* out = arena_alloc(&query->arena, sizeof *out);
  out->kind = EXPR_UNKNOWN;
  out->slot = NO_SLOT;
  if (is_aggregate(e)) {
    out->kind = EXPR_AGGREGATE;
    out->slot = note_aggregate(query, e);
    return out;
  }
  const int listed = e->args ? raptor_sequence_size(e->args) : 0;
  out->args        = arena_array(&query->arena, Expr*, 4 + listed);
  if (e->op == RASQAL_EXPR_LITERAL && e->literal) {
    rasqal_variable* variable = rasqal_literal_as_variable(e->literal);
    out->kind                 = variable ? EXPR_VARIABLE : EXPR_TERM;
    if (!variable) out->term = constant(e->literal);
    else if ((out->slot = query_slot(query, variable)) != NO_SLOT) note_slot(query, into, out->slot);
    if (out->term.kind == TERM_BLANK) out->kind = EXPR_BNODE;
    return out;
  }
  for (size_t i = 0; i < sizeof same / sizeof *same; ++i)
    if (same[i].op == e->op) out->kind = same[i].kind;
  if (out->kind == EXPR_CAST && e->name) out->term = term_iri(slice((const char*)raptor_uri_as_string(e->name)));
  add_argument(query, out, e->arg1, into);
  add_argument(query, out, e->arg2, into);
  add_argument(query, out, e->arg3, into);
  add_argument(query, out, e->arg4, into);
  for (int i = 0; i < listed; ++i) add_argument(query, out, raptor_sequence_get_at(e->args, i), into);
  return out;
}

Expression* expression_make(Query* query, rasqal_expression* expression) {
  Expression* e = arena_alloc(&query->arena, sizeof *e);
  e->root       = convert(query, expression, e);
  return e;
}
