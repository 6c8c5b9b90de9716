/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Expressions: their tree and their value for a solution (SPARQL 1.1, section 17).
 *
 *     ?score + 1 > 10   ->   EXPR_GREATER(EXPR_ADD(EXPR_VARIABLE ?score, EXPR_TERM 1), EXPR_TERM 10)
 *
 * Values are terms; TERM_NONE is an error, which && and || and COALESCE can make up for. */
#ifndef ONRECORD_SPARQL_EXPR_H
#define ONRECORD_SPARQL_EXPR_H

#include "base/term.h"
#include "sparql/regex.h"

typedef enum {
  EXPR_TERM, EXPR_VARIABLE, EXPR_AGGREGATE, EXPR_UNKNOWN, ///< Its value is always an error
  EXPR_AND, EXPR_OR, EXPR_NOT, EXPR_EQUAL, EXPR_UNEQUAL, EXPR_LESS, EXPR_GREATER, EXPR_LESS_EQUAL, EXPR_GREATER_EQUAL,
  EXPR_EXISTS, EXPR_NOT_EXISTS, EXPR_IN, EXPR_NOT_IN, EXPR_ADD, EXPR_SUBTRACT, EXPR_MULTIPLY, EXPR_DIVIDE, EXPR_NEGATE, EXPR_CAST,
  EXPR_BOUND, EXPR_IF, EXPR_COALESCE, EXPR_SAME_TERM,
  // from here on every argument is computed first, and an error in one is an error of the whole
  EXPR_IS_IRI, EXPR_IS_BLANK, EXPR_IS_LITERAL, EXPR_IS_NUMERIC, EXPR_STR, EXPR_LANG, EXPR_DATATYPE, EXPR_IRI, EXPR_BNODE,
  EXPR_STRDT, EXPR_STRLANG, EXPR_UUID, EXPR_STRUUID, EXPR_STRLEN, EXPR_SUBSTR, EXPR_UCASE, EXPR_LCASE, EXPR_STRSTARTS,
  EXPR_STRENDS, EXPR_CONTAINS, EXPR_STRBEFORE, EXPR_STRAFTER, EXPR_ENCODE_FOR_URI, EXPR_CONCAT, EXPR_LANG_MATCHES,
  EXPR_REGEX, EXPR_REPLACE, EXPR_ABS, EXPR_ROUND, EXPR_CEIL, EXPR_FLOOR, EXPR_RAND, EXPR_NOW, EXPR_YEAR, EXPR_MONTH,
  EXPR_DAY, EXPR_HOURS, EXPR_MINUTES, EXPR_SECONDS, EXPR_TIMEZONE, EXPR_TZ, EXPR_MD5, EXPR_SHA1, EXPR_SHA256,
  EXPR_SHA384, EXPR_SHA512
} ExprKind;

typedef struct Expr    Expr;
typedef struct Pattern Pattern;
typedef struct Op      Op;
typedef struct Run     Run;

struct Expr {
  ExprKind kind;
  Term     term; ///< EXPR_TERM; EXPR_CAST: the datatype as an IRI
  int      slot; ///< EXPR_VARIABLE; EXPR_AGGREGATE: its place among them
  Expr**   args;
  size_t   n, cap;
  Pattern* pattern; ///< EXPR_EXISTS, EXPR_NOT_EXISTS, and its operators once it is planned
  Op*      op;
};

/// What an expression is computed in.
typedef struct {
  const Term* slots;
  const Term* aggregates; ///< NULL where there are none
  const char* base;     ///< For IRI()
  Regexes*    regexes;
  Arena*      arena;    ///< Values live here, unless they are a slot's or the query's
  size_t      solution; ///< BNODE("a") is one node within a solution
  size_t*     fresh;    ///< Counts the nodes of BNODE()
  long long   now;      ///< Seconds since 1970, one for the whole query
  Run*        run;      ///< For EXISTS
} ExprScope;

Term expr_value(const ExprScope* scope, const Expr* expr);
/// The effective boolean value (17.2.2): 1, 0, or -1 for an error.
int  expr_truth(Term value);
Term expr_boolean(bool value);
/// plan_slots.c: add the slots below `n` that the expression may read, in EXISTS and in aggregates too.
void expr_slots(const Expr* expr, bool* set, size_t n);
/// parse_expr.c: "STRLEN"; "" for what is no function.
const char* expr_name(ExprKind kind);
/// eval.c: whether the pattern has a solution with the slots as they are.
bool run_exists(Run* run, Op* op);
/// eval.c: the term itself where a slot holds its id alone.
Term run_whole(Run* run, Term term);
/// functions.c: EXPR_IS_IRI and those behind it, their arguments computed.
Term expr_function(const ExprScope* scope, const Expr* expr, const Term* args);
/// cast.c: xsd:integer(value) and the like (17.5).
Term expr_cast(Arena* arena, Slice type, Term value);
/// 1 equal, 0 not, -1 an error (17.4.1.7).
int  expr_equal(Term a, Term b);

#endif
