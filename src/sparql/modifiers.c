/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What is around the pattern: the columns, GROUP BY, HAVING, ORDER BY, DISTINCT, LIMIT and OFFSET. */
#include "sparql/plan.h"

/// The variable that an expression is, or NULL.
static rasqal_variable* plain_variable(const rasqal_expression* e) {
  return e->op == RASQAL_EXPR_LITERAL && e->literal ? rasqal_literal_as_variable(e->literal) : NULL;
}

static void groups(Query* query) {
  raptor_sequence* conditions = rasqal_query_get_group_conditions_sequence(query->rasqal);
  const int        n          = conditions ? raptor_sequence_size(conditions) : 0;
  query->groups               = arena_array(&query->arena, Expression*, n + 1);
  query->group_slots          = arena_array(&query->arena, int, n + 1);
  query->grouped              = query->grouped || n > 0;
  for (int i = 0; i < n; ++i) {
    rasqal_expression* e = raptor_sequence_get_at(conditions, i);
    if (e->op == RASQAL_EXPR_GROUP_COND_ASC || e->op == RASQAL_EXPR_GROUP_COND_DESC) e = e->arg1;
    rasqal_variable* v                    = plain_variable(e);
    query->group_slots[query->n_groups]   = v ? query_slot(query, v) : NO_SLOT;
    query->groups[query->n_groups++]      = expression_make(query, v && v->expression ? v->expression : e);
  }
}

static bool is_group(const Query* query, int slot) {
  for (size_t i = 0; i < query->n_groups; ++i)
    if (query->group_slots[i] == slot) return true;
  return false;
}

static Status columns(Query* query) {
  raptor_sequence* variables = rasqal_query_get_bound_variable_sequence(query->rasqal);
  const int        n         = variables ? raptor_sequence_size(variables) : 0;
  query->columns             = arena_array(&query->arena, Column, n + 1);
  for (int i = 0; i < n; ++i) {
    rasqal_variable* v    = raptor_sequence_get_at(variables, i);
    const int        slot = query_slot(query, v);
    Column           c    = {slice((const char*)v->name), slot, NULL};
    if (v->expression && !is_group(query, slot)) c.expression = expression_make(query, v->expression);
    query->columns[query->n_columns++] = c;
  }
  for (size_t i = 0; query->grouped && i < query->n_columns; ++i)
    if (!query->columns[i].expression && !is_group(query, query->columns[i].slot))
      return fail(ERR_INPUT, "?%.*s is neither grouped nor counted; write GROUP BY ?%.*s, or (SAMPLE(?%.*s) AS ?any)",
                  SLICE_ARG(query->columns[i].name), SLICE_ARG(query->columns[i].name), SLICE_ARG(query->columns[i].name));
  return OK;
}

Status query_modifiers(Query* query) {
  groups(query);
  TRY(columns(query));
  raptor_sequence* having = rasqal_query_get_having_conditions_sequence(query->rasqal);
  const int        n      = having ? raptor_sequence_size(having) : 0;
  query->having           = arena_array(&query->arena, Expression*, n + 1);
  for (int i = 0; i < n; ++i)
    query->having[query->n_having++] = expression_make(query, raptor_sequence_get_at(having, i));
  raptor_sequence* order = rasqal_query_get_order_conditions_sequence(query->rasqal);
  const int        m     = order ? raptor_sequence_size(order) : 0;
  query->order           = arena_array(&query->arena, SortKey, m + 1);
  for (int i = 0; i < m; ++i) {
    rasqal_expression* e = raptor_sequence_get_at(order, i);
    const bool         down = e->op == RASQAL_EXPR_ORDER_COND_DESC;
    if (down || e->op == RASQAL_EXPR_ORDER_COND_ASC) e = e->arg1;
    query->order[query->n_order++] = (SortKey){expression_make(query, e), down};
  }
  query->distinct = rasqal_query_get_distinct(query->rasqal) != 0;
  query->limit    = rasqal_query_get_limit(query->rasqal);
  query->offset   = rasqal_query_get_offset(query->rasqal);
  return OK;
}
