/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What a query or an update says, as a tree: the parser makes it, plan.c and update.c read it.
 *
 *     SELECT ?s { ?s a rec:Claim OPTIONAL { ... } }
 *     ->   Tree {SELECT, columns {?s}, where: GROUP(TRIPLES, OPTIONAL(GROUP ...))}
 *
 * A variable is its number (slot) among the names of its SELECT; a subquery has names of its own. Blank nodes in patterns
 * are variables without a name. Everything lives in the parser's arena; slices may point into the request's text. */
#ifndef ONRECORD_SPARQL_TREE_H
#define ONRECORD_SPARQL_TREE_H

#include "sparql/expr.h"
#include "sparql/path.h"

enum { NO_SLOT = -1 };

/// A place in a pattern: a variable's slot, or a constant.
typedef struct {
  int  slot; ///< NO_SLOT: constant
  Term term; ///< TERM_NONE where there is nothing, e.g. no GRAPH
} Place;

typedef struct {
  Place at[4]; ///< Subject, predicate, object; graph only in templates of updates
  Path* path;  ///< Instead of the predicate, or NULL
} Triple;

typedef struct {
  Triple* items;
  size_t  n, cap;
} Triples;

/// Slots by name; nameless ones are blank nodes and what the planner adds.
typedef struct {
  Slice* items;
  size_t n, cap;
} Names;

typedef enum {
  PATTERN_GROUP, PATTERN_TRIPLES, PATTERN_OPTIONAL, PATTERN_UNION, PATTERN_GRAPH, PATTERN_MINUS, PATTERN_FILTER,
  PATTERN_BIND, PATTERN_VALUES, PATTERN_SELECT, PATTERN_SERVICE
} PatternKind;

typedef struct Tree Tree;

struct Pattern {
  PatternKind kind;
  size_t      at;     ///< Byte of the text where it begins
  Pattern**   parts;  ///< GROUP: its members; UNION: the branches; OPTIONAL, GRAPH, MINUS, SERVICE: the group
  size_t      n, cap;
  Triples     triples;
  Place       graph;  ///< GRAPH, SERVICE
  bool        silent; ///< SERVICE
  Slice       asked;  ///< SERVICE: the query that the server is asked
  Expr*       expr;   ///< FILTER, BIND
  int         slot;   ///< BIND; GRAPH ?g: one without a name, for the graph inside of the group, where ?g is not bound
  int*        slots;  ///< VALUES, SELECT: of the columns, here
  size_t      columns, rows;
  Term*       terms;  ///< VALUES: row by row, TERM_NONE for UNDEF
  Tree*       select;
};

typedef enum {
  AGGREGATE_COUNT, AGGREGATE_SUM, AGGREGATE_AVG, AGGREGATE_MIN, AGGREGATE_MAX, AGGREGATE_SAMPLE, AGGREGATE_CONCAT
} AggregateKind;

typedef struct {
  AggregateKind kind;
  bool          distinct;
  Expr*         over; ///< NULL for COUNT(*)
  Slice         separator;
} Aggregate;

/// A column of the result.
typedef struct {
  Slice  name;
  int    slot;
  Expr*  expr; ///< NULL: the variable as it is
  size_t at;
} Column;

typedef struct {
  Expr* expr;
  bool  down;
} SortKey;

typedef enum { FORM_SELECT, FORM_CONSTRUCT, FORM_DESCRIBE, FORM_ASK } Form;

/// FROM and FROM NAMED, or USING and USING NAMED; without any the store is as it is.
typedef struct {
  Term*  from;
  size_t n_from, cap_from;
  Term*  named;
  size_t n_named, cap_named;
  bool   given;
} Dataset;

struct Tree {
  Form       form;
  Names      names;
  bool       distinct, grouped, star;
  Column*    columns;
  size_t     n_columns, cap_columns;
  Dataset    dataset;
  Pattern*   where; ///< With the VALUES behind the query, if there are any; NULL: none (DESCRIBE)
  Triples    template;
  Place*     described;
  size_t     n_described, cap_described;
  Expr**     groups;
  int*       group_slots; ///< Slot of a group condition that is a variable or has AS, else NO_SLOT
  size_t     n_groups, cap_groups, cap_group_slots;
  Expr**     having;
  size_t     n_having, cap_having;
  SortKey*   order;
  size_t     n_order, cap_order;
  Aggregate* aggregates;
  size_t     n_aggregates, cap_aggregates;
  long       limit, offset; ///< -1: none
};

typedef enum {
  UPDATE_DATA, ///< INSERT DATA, DELETE DATA
  UPDATE_MODIFY, UPDATE_LOAD, UPDATE_CLEAR, UPDATE_DROP, UPDATE_CREATE, UPDATE_ADD, UPDATE_MOVE, UPDATE_COPY
} UpdateKind;

typedef enum { GRAPH_ONE, GRAPH_DEFAULT, GRAPH_NAMED, GRAPH_ALL } GraphKind;

typedef struct {
  GraphKind kind;
  Term      name; ///< GRAPH_ONE
} GraphRef;

typedef struct {
  UpdateKind kind;
  size_t     at;
  bool       silent;
  GraphRef   from, to; ///< CLEAR, DROP, CREATE, LOAD INTO use `to`
  Term       document; ///< LOAD
  Triples    remove, insert;
  Tree*      tree;     ///< MODIFY: where, names, USING
  Term       with;     ///< MODIFY: WITH, or TERM_NONE
} UpdateStep;

typedef struct {
  Slice prefix, iri; ///< "foaf" without its colon
} Prefix;

/// A whole request.
typedef struct {
  Slice       text; ///< With \u escapes undone
  Prefix*     prefixes; ///< The request's own, then the predeclared ones that it does not override
  size_t      n_prefixes, cap_prefixes;
  Slice       base;
  bool        is_update;
  Tree*       tree; ///< Of a query
  UpdateStep* steps;
  size_t      n_steps, cap_steps;
} Request;

#endif
