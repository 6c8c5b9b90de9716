/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* A prepared query: what rasqal parsed, as operators over slots, and what is done with their solutions.
 *
 * rasqal parses. Expressions (expr.h), patterns, joins, grouping, order and DISTINCT are our own, because rasqal
 * never reorders, sorts in quadratic time, leaks the rows of DISTINCT and fetches what a query names. It is never asked
 * to execute anything, so nothing a query says can reach the network. */
#ifndef ONRECORD_SPARQL_PLAN_H
#define ONRECORD_SPARQL_PLAN_H

#include "sparql/eval.h"
#include "sparql/query.h"
#include "sparql/rewrite.h"

/// A column of the result.
typedef struct {
  Slice       name;
  int         slot;
  Expression* expression; ///< NULL: the variable as it is
} Column;

typedef struct {
  Expression* expression;
  bool        down;
} SortKey;

typedef struct {
  rasqal_expression* expression;
  Expression*        over; ///< NULL for COUNT(*)
} Aggregate;

struct Query {
  Store*        store;
  Arena         arena;
  Query*        outer; ///< Of a subquery: whose world and clock it uses
  rasqal_world* world;
  rasqal_query* rasqal;
  Rewritten     text;
  const char*   base;
  int           width;
  double        timeout;
  Query**       subqueries;
  Run           run;
  Op*           root;
  size_t        reads, solutions, fresh;
  Regexes       regexes;
  Rows**        rows; ///< All kept rows, to be freed
  size_t        n_rows, cap_rows;
  Column*       columns;
  size_t        n_columns;
  SortKey*      order;
  size_t        n_order;
  bool          grouped, distinct;
  Expression**  groups;
  int*          group_slots; ///< Slot of a group condition that is a variable or has AS, else NO_SLOT
  size_t        n_groups;
  Expression**  having;
  size_t        n_having;
  Aggregate*    aggregates;
  size_t        n_aggregates, cap_aggregates;
  long          limit, offset; ///< -1: none
};

/// parse.c: rasqal's parse of query->text, with its faults at their places.
Status query_parse(Query* query);

/// plan.c: slots and operators from what was parsed. `graph`: where the patterns look if no GRAPH is around them.
Status query_plan(Query* query, Place graph);
/// modifiers.c: columns, groups, order, limits.
Status query_modifiers(Query* query);
/// The slots that an expression reads; those of aggregates are noted in the query.
Expression* expression_make(Query* query, rasqal_expression* expression);
/// The slot of rasqal's variable.
int query_slot(const Query* query, const rasqal_variable* variable);

/// Where the solutions go: one term per column, valid until it returns. `*enough` set true ends the query.
typedef struct {
  Status (*row)(void* self, const Term* terms, bool* enough);
  void* self;
} Solutions;

/// solve.c: run SELECT; grouped, sorted, distinct, cut.
Status query_solve(Query* query, Solutions* out);

/// group.c: GROUP BY and the aggregates.
typedef struct Groups Groups;
Groups* groups_new(Query* query);
void    groups_add(Groups* groups);                                 ///< The solution in the slots
size_t  groups_count(Groups* groups);
void    groups_load(Groups* groups, size_t i);                      ///< Its keys into the slots, its aggregates into their expressions
void    groups_unload(Groups* groups);                              ///< Undo groups_load()
void    groups_free(Groups* groups);

#endif
