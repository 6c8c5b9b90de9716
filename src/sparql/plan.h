/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* A query made ready: its tree, the operators made of it, and what is done with their solutions. */
#ifndef ONRECORD_SPARQL_PLAN_H
#define ONRECORD_SPARQL_PLAN_H

#include "sparql/eval.h"
#include "sparql/query.h"

struct Query {
  Arena       arena;
  Query*      outer;   ///< Of a subquery: whose arena of text and shared state it uses
  Request     request; ///< Empty in a subquery
  Tree*       tree;
  StoreSource store;
  Source*     whole;   ///< It, or another source
  PartSource  part;    ///< What FROM leaves of it
  Shared      own;
  int         width;
  double      timeout, seconds; ///< Allowed, and taken
  size_t      given;   ///< Rows of the result, over all runs
  Query**     subqueries;
  size_t      n_subqueries, cap_subqueries;
  Run         run;
  Op*         root;
  Rows**      rows; ///< All kept rows, to be freed
  size_t      n_rows, cap_rows;
  Matches**   matches; ///< The same
  size_t      n_matches, cap_matches;
};

/// plan.c: operators for the tree. `graph`: where the patterns look if no GRAPH is around them; its slot, if it has
/// one, is the tree's.
Status query_plan(Query* query, Place graph);

/// query.c: an empty query over a source, whose text was parsed into `tree`, to be planned and run.
Query* query_of_tree(Source* source, Tree* tree, const char* base, Shared* shared);

/// Where the solutions go: one term per column, valid until it returns. `*enough` set true ends the query.
typedef struct {
  Status (*row)(void* self, const Term* terms, bool* enough);
  void* self;
  bool  late; ///< Terms may be ids alone
} Solutions;

/// solve.c: run the pattern; grouped, sorted, distinct, cut.
Status query_solve(Query* query, Solutions* out);

/// group.c: GROUP BY and the aggregates.
typedef struct Groups Groups;
Groups* groups_new(Query* query);
void    groups_add(Groups* groups, size_t times);                   ///< The solution in the slots, so many times
size_t  groups_count(Groups* groups);
void    groups_load(Groups* groups, size_t i);                      ///< Its keys into the slots, its aggregates into their expressions
void    groups_unload(Groups* groups);                              ///< Undo groups_load()
void    groups_free(Groups* groups);

/// plan_rows.c: no rows yet, freed with the query; and what fills them.
Rows* rows_new(Query* query, size_t columns);
void  rows_of_op(Query* query, Rows* rows, Op* op);
void  rows_of_query(Query* query, Rows* rows, Query* sub, bool graphs); ///< `graphs`: for each graph, the last column
Rows* rows_of_values(Query* query, size_t columns, const int* slots, size_t n, const Term* terms);

/// plan_times.c: mark the places whose values are only counted. `graph` as for query_plan().
void plan_times(Query* query, Place graph);

/// plan_slots.c: add the slots below `n` that an operator may fill, and with `sure` only those that it always fills.
void op_slots(const Op* op, bool* set, size_t n, bool sure);
/// Add all that the pattern names in any place.
void pattern_slots(const Pattern* pattern, bool* set, size_t n);

#endif
