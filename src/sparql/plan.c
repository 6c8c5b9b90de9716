/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* From graph patterns to operators (SPARQL 1.1, 18.2.2).
 *
 * The operators hand bindings inwards, the algebra evaluates bottom-up. The two agree unless a group uses a variable
 * that is bound outside of it only, where the algebra would not see it; such a group becomes kept rows, computed
 * with empty slots and joined. */
#include "sparql/plan.h"

#include "sparql/matches.h"
#include "sparql/plan_filter.h"
#include "sparql/scan.h"
#include "sparql/service.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  Query* query;
  size_t known; ///< Slots with a name of their own; those of the planner's come behind
  Slice  text;  ///< For faults
  Status status;
} Planner;

/// What a group finds around it.
typedef struct {
  Place graph;
  bool* outer; ///< Slots that may be bound already
  bool  optional; ///< The group of an OPTIONAL: its filters see the slots around it
} Around;

static Op* compile(Planner* p, const Pattern* pattern, Around around);

static Op* op_new(Planner* p, OpKind kind, Op* left, Op* right) {
  Op* op    = arena_alloc(&p->query->arena, sizeof *op);
  op->kind  = kind;
  op->left  = left;
  op->right = right;
  op->slot  = NO_SLOT;
  return op;
}

static bool* slot_set(Planner* p, const bool* from) {
  bool* set = arena_array(&p->query->arena, bool, p->known + 1);
  if (from) memcpy(set, from, p->known * sizeof *set);
  return set;
}

static bool same_graph(Place a, Place b) {
  return a.slot == b.slot && (a.slot != NO_SLOT || term_equal(a.term, b.term));
}

static bool uses_graph(const Op* op, Place graph) {
  if (!op) return false;
  for (size_t i = 0; i < op->n_steps; ++i)
    if (same_graph(op->steps[i].at[3], graph)) return true;
  return uses_graph(op->left, graph) || uses_graph(op->right, graph);
}

/// Whether the first thing it does that looks into the graph also fills its slot, and finds nothing where there is no such
/// graph.
static bool binds_graph(const Op* op, Place graph) {
  switch (op->kind) {
    case OP_UNIT: return false;
    case OP_BGP:
      for (size_t i = 0; i < op->n_steps; ++i) {
        const StepKind kind    = op->steps[i].kind;
        const bool     pattern = kind == STEP_PATTERN || kind == STEP_GRAPHS || kind == STEP_MATCHES;
        if (pattern && same_graph(op->steps[i].at[3], graph)) return true;
      }
      return false;
    case OP_JOIN: return binds_graph(op->left, graph) || (!uses_graph(op->left, graph) && binds_graph(op->right, graph));
    case OP_UNION: return binds_graph(op->left, graph) && binds_graph(op->right, graph);
    case OP_LEFT:
    case OP_FILTER:
    case OP_BIND:
    case OP_MINUS: return binds_graph(op->left, graph);
  }
  return false;
}

/// Whether `right` may go before an OPTIONAL: what the two share was bound before it already.
static bool goes_before(Planner* p, const Op* left, const Op* right) {
  bool *sure = slot_set(p, NULL), *optional = slot_set(p, NULL), *wanted = slot_set(p, NULL);
  if (right->kind != OP_BGP || right->n_filters) return false;
  op_slots(left->left, sure, p->known, true);
  op_reads(left->right, optional, p->known);
  op_slots(right, wanted, p->known, false);
  for (size_t i = 0; i < p->known; ++i)
    if (wanted[i] && optional[i] && !sure[i]) return false;
  return true;
}

/// Both; patterns that stand side by side become one, so that they are ordered together.
static Op* join(Planner* p, Op* left, Op* right) {
  if (left->kind == OP_UNIT) return right;
  if (right->kind == OP_UNIT) return left;
  if (left->kind == OP_LEFT && goes_before(p, left, right)) return op_new(p, OP_LEFT, join(p, left->left, right), left->right);
  Op* before = left->kind == OP_JOIN && left->right->kind == OP_BGP ? left->right : left;
  if (before->kind == OP_BGP && right->kind == OP_BGP && !before->n_filters && !right->n_filters) {
    Op* both      = op_new(p, OP_BGP, NULL, NULL);
    both->n_steps = before->n_steps + right->n_steps;
    both->steps   = arena_array(&p->query->arena, Step, both->n_steps);
    memcpy(both->steps, before->steps, before->n_steps * sizeof *both->steps);
    memcpy(both->steps + before->n_steps, right->steps, right->n_steps * sizeof *both->steps);
    return before == left ? both : op_new(p, OP_JOIN, left->left, both);
  }
  return op_new(p, OP_JOIN, left, right);
}

static Op* bgp_of(Planner* p, Step step) {
  Op* op       = op_new(p, OP_BGP, NULL, NULL);
  op->n_steps  = 1;
  op->steps    = arena_alloc(&p->query->arena, sizeof step);
  op->steps[0] = step;
  if (step.rows) op->steps[0].row_filled = arena_array(&p->query->arena, int, step.rows->columns + 1);
  return op;
}

/// Kept apart, a group that looks into graph ?g without finding it must be computed for each graph.
static Op* in_each_graph(Planner* p, Op* op, Place graph) {
  if (graph.slot == NO_SLOT || binds_graph(op, graph)) return op;
  Step step  = step_of(STEP_GRAPHS);
  step.at[3] = graph;
  return op_new(p, OP_JOIN, bgp_of(p, step), op);
}

static Rows* kept_rows(Planner* p, Op* op) {
  bool* set = slot_set(p, NULL);
  op_slots(op, set, p->known, false);
  size_t n = 0;
  for (size_t i = 0; i < p->known; ++i) n += set[i];
  Rows* rows = rows_new(p->query, n);
  n          = 0;
  for (size_t i = 0; i < p->known; ++i)
    if (set[i]) rows->slots[n++] = (int)i;
  rows_of_op(p->query, rows, op);
  return rows;
}

static Op* keep(Planner* p, Op* op) {
  Step step = step_of(STEP_ROWS);
  step.rows = kept_rows(p, op);
  return bgp_of(p, step);
}

static int fresh_slot(Planner* p) {
  return (int)p->query->run.n_slots++;
}

/// Sequences and inverses as patterns over fresh variables; what is left is walked.
static Op* path_op(Planner* p, Path* path, Place subject, Place object, Place graph) {
  if (path->kind == PATH_INVERSE) return path_op(p, path->left, object, subject, graph);
  if (path->kind == PATH_SEQUENCE) {
    const Place middle = {fresh_slot(p), {0}};
    return join(p, path_op(p, path->left, subject, middle, graph), path_op(p, path->right, middle, object, graph));
  }
  Step step  = step_of(path->kind == PATH_IRI ? STEP_PATTERN : STEP_PATH);
  step.at[0] = subject;
  step.at[2] = object;
  step.at[3] = graph;
  step.path  = path;
  if (path->kind == PATH_IRI) step.at[1].term = term_iri(path->iri);
  return bgp_of(p, step);
}

/// The steps of rec:matches; `used`: triples that say no more.
static Op* matches_op(Planner* p, const Pattern* pattern, bool* used, Place graph) {
  const Triples* triples = &pattern->triples;
  Op*            op      = op_new(p, OP_UNIT, NULL, NULL);
  for (size_t i = 0; i < triples->n && p->status == OK; ++i) {
    if (!matches_is(&triples->items[i])) continue;
    Step         step = step_of(STEP_MATCHES);
    const Status st   = matches_step(p->query, triples, i, used, &step);
    step.at[3]        = graph;
    if (st != OK) p->status = fail_at(st, p->text, pattern->at, "%s", arena_printf(&p->query->arena, "%s", status_message()));
    op = join(p, op, bgp_of(p, step));
  }
  return op;
}

static Op* triples_op(Planner* p, const Pattern* pattern, Place graph) {
  const Triples* triples = &pattern->triples;
  bool*          used    = arena_array(&p->query->arena, bool, triples->n + 1);
  Op*            op      = matches_op(p, pattern, used, graph);
  for (size_t i = 0; i < triples->n; ++i) {
    const Triple* t = &triples->items[i];
    if (used[i]) continue;
    Step step       = step_of(STEP_PATTERN);
    for (int k = 0; k < 3; ++k) step.at[k] = t->at[k];
    step.at[3] = graph;
    op         = join(p, op, t->path ? path_op(p, t->path, t->at[0], t->at[2], graph) : bgp_of(p, step));
  }
  return op;
}

static Op* values_op(Planner* p, const Pattern* pattern) {
  Step step = step_of(STEP_ROWS);
  step.rows = rows_of_values(p->query, pattern->columns, pattern->slots, pattern->rows, pattern->terms);
  return bgp_of(p, step);
}

/// The subquery's rows, its columns joined to our variables of the same names.
static Op* subquery_op(Planner* p, const Pattern* pattern, Around around) {
  Query* query = p->query;
  Query* sub   = query_of_tree(query->run.source, pattern->select, query->run.base, query->run.shared);
  *arena_push(&query->arena, query->subqueries, query->n_subqueries, query->cap_subqueries) = sub;
  sub->outer        = query;
  sub->request.text = p->text;
  const bool  graphs = around.graph.slot != NO_SLOT;
  Names*      names  = &pattern->select->names;
  const Place inner  = {graphs ? (int)names->n : NO_SLOT, around.graph.term};
  if (graphs) *arena_push(&query->arena, names->items, names->n, names->cap) = (Slice){0};
  const Status st = query_plan(sub, inner);
  if (st != OK) p->status = st;
  sub->run.graph_slot = inner.slot;
  Rows* rows = rows_new(query, pattern->columns + graphs);
  for (size_t c = 0; c < pattern->columns; ++c) rows->slots[c] = pattern->slots[c];
  if (graphs) rows->slots[pattern->columns] = around.graph.slot;
  rows_of_query(query, rows, sub, graphs);
  Step step   = step_of(STEP_ROWS);
  step.rows   = rows;
  return bgp_of(p, step);
}

/// A group while its members are added.
typedef struct {
  Op*             op;
  const Pattern** filters;
  size_t          n_filters, cap_filters;
  bool            apart; ///< Uses what is bound outside only
} Group;

/// Whether `used` holds a slot that may be bound outside, but is not surely by `op`.
static bool sees_outside(Planner* p, const bool* used, const Op* op, const bool* outer) {
  bool* own = slot_set(p, NULL);
  op_slots(op, own, p->known, true);
  for (size_t i = 0; i < p->known; ++i)
    if (used[i] && outer[i] && !own[i]) return true;
  return false;
}

static bool expression_outside(Planner* p, const Expr* e, const Op* op, const bool* outer) {
  bool* used = slot_set(p, NULL);
  expr_slots(e, used, p->known);
  return sees_outside(p, used, op, outer);
}

static bool* around_with(Planner* p, Around around, const Op* op) {
  bool* set = slot_set(p, around.outer);
  op_slots(op, set, p->known, false);
  return set;
}

/// The patterns of EXISTS in it, which see the slots around them.
static void plan_expr(Planner* p, Expr* e, Place graph) {
  if (e->pattern && !e->op) e->op = compile(p, e->pattern, (Around){graph, slot_set(p, NULL), true});
  for (size_t i = 0; i < e->n; ++i) plan_expr(p, e->args[i], graph);
}

static void add_optional(Planner* p, Group* group, const Pattern* pattern, Around around) {
  Around inner = {around.graph, around_with(p, around, group->op), true};
  Op*    right = compile(p, pattern->parts[0], inner);
  bool*  used  = slot_set(p, NULL);
  op_reads(right, used, p->known);
  group->apart = group->apart || sees_outside(p, used, group->op, around.outer);
  group->op    = op_new(p, OP_LEFT, group->op, right);
}

static void add_minus(Planner* p, Group* group, const Pattern* pattern, Around around) {
  const Around inner = {around.graph, slot_set(p, NULL), false};
  Op*          right = compile(p, pattern->parts[0], inner);
  bool*        used  = slot_set(p, NULL);
  op_slots(right, used, p->known, false);
  group->apart    = group->apart || sees_outside(p, used, group->op, around.outer);
  group->op       = op_new(p, OP_MINUS, group->op, NULL);
  group->op->rows = kept_rows(p, in_each_graph(p, right, around.graph));
  group->op->slot = around.graph.slot; // the same graph, but no variable that the two share
}

static void add_bind(Planner* p, Group* group, const Pattern* pattern, Around around) {
  Op* op       = op_new(p, OP_BIND, group->op, NULL);
  op->slot     = pattern->slot;
  op->expr     = pattern->expr;
  plan_expr(p, pattern->expr, around.graph);
  group->apart = group->apart || expression_outside(p, op->expr, group->op, around.outer);
  group->op    = op;
}

static void add_graph(Planner* p, Group* group, const Pattern* pattern, Around around) {
  Place graph  = pattern->graph;
  bool* inside = slot_set(p, NULL);
  pattern_slots(pattern->parts[0], inside, p->known);
  const bool apart = graph.slot != NO_SLOT && inside[graph.slot];
  if (apart) graph.slot = pattern->slot;
  Op* op = compile(p, pattern->parts[0], (Around){graph, around_with(p, around, group->op), false});
  if (!binds_graph(op, graph)) {
    Step step   = step_of(STEP_GRAPHS);
    step.at[3]  = graph;
    Op* graphs  = bgp_of(p, step);
    op          = op->kind == OP_UNIT ? graphs : op_new(p, OP_JOIN, graphs, op);
  }
  if (apart) { // ?g has a value of its own inside; now it must be the graph's name
    op       = op_new(p, OP_BIND, op, NULL);
    op->slot = pattern->graph.slot;
    op->expr = arena_alloc(&p->query->arena, sizeof *op->expr);
    *op->expr = (Expr){.kind = EXPR_VARIABLE, .slot = graph.slot};
  }
  group->op = join(p, group->op, op);
}

static Op* compile_union(Planner* p, const Pattern* pattern, Around around) {
  Op* op = NULL;
  for (size_t i = 0; i < pattern->n; ++i) {
    Op* branch = compile(p, pattern->parts[i], around);
    op         = op ? op_new(p, OP_UNION, op, branch) : branch;
  }
  return op;
}

static void add_service(Planner* p, Group* group, const Pattern* pattern) {
  if (pattern->silent && !p->query->run.shared->service) return; // what failed silently is one empty solution
  Step         step = step_of(STEP_ROWS);
  const Status st   = service_rows(p->query, pattern, &step.rows);
  if (st == OK) group->op = join(p, group->op, bgp_of(p, step));
  else p->status = fail_at(st, p->text, pattern->at, "%s", arena_printf(&p->query->arena, "%s", status_message()));
}

static void add(Planner* p, Group* group, const Pattern* pattern, Around around) {
  Around inner = {around.graph, around.outer, false};
  switch (pattern->kind) {
    case PATTERN_TRIPLES: group->op = join(p, group->op, triples_op(p, pattern, around.graph)); return;
    case PATTERN_FILTER:
      plan_expr(p, pattern->expr, around.graph);
      *arena_push(&p->query->arena, group->filters, group->n_filters, group->cap_filters) = pattern;
      return;
    case PATTERN_OPTIONAL: add_optional(p, group, pattern, around); return;
    case PATTERN_MINUS: add_minus(p, group, pattern, around); return;
    case PATTERN_BIND: add_bind(p, group, pattern, around); return;
    case PATTERN_GRAPH: add_graph(p, group, pattern, around); return;
    case PATTERN_VALUES: group->op = join(p, group->op, values_op(p, pattern)); return;
    case PATTERN_SELECT: group->op = join(p, group->op, subquery_op(p, pattern, around)); return;
    case PATTERN_SERVICE: add_service(p, group, pattern); return;
    case PATTERN_GROUP:
      inner.outer = around_with(p, around, group->op);
      group->op   = join(p, group->op, compile(p, pattern, inner));
      return;
    case PATTERN_UNION:
      inner.outer = around_with(p, around, group->op);
      group->op   = join(p, group->op, compile_union(p, pattern, inner));
      return;
  }
}

static Op* with_filters(Planner* p, const Group* group, Op* op) {
  bool* fills = slot_set(p, NULL);
  op_slots(op, fills, p->known, false);
  for (size_t i = 0; i < group->n_filters; ++i)
    op = filter_push(p->query, op, group->filters[i]->expr, fills, p->known);
  return op;
}

static Op* compile(Planner* p, const Pattern* pattern, Around around) {
  Group group = {.op = op_new(p, OP_UNIT, NULL, NULL)};
  for (size_t i = 0; i < pattern->n && p->status == OK; ++i) add(p, &group, pattern->parts[i], around);
  if (p->status != OK) return group.op;
  bool filters_apart = false;
  for (size_t i = 0; i < group.n_filters && !around.optional; ++i)
    filters_apart = filters_apart || expression_outside(p, group.filters[i]->expr, group.op, around.outer);
  if (filters_apart) return keep(p, in_each_graph(p, with_filters(p, &group, group.op), around.graph));
  return with_filters(p, &group, group.apart ? keep(p, in_each_graph(p, group.op, around.graph)) : group.op);
}

/// EXISTS in what is computed from the solutions.
static void plan_expressions(Planner* p, Tree* tree, Place graph) {
  for (size_t i = 0; i < tree->n_columns; ++i)
    if (tree->columns[i].expr) plan_expr(p, tree->columns[i].expr, graph);
  for (size_t i = 0; i < tree->n_groups; ++i) plan_expr(p, tree->groups[i], graph);
  for (size_t i = 0; i < tree->n_having; ++i) plan_expr(p, tree->having[i], graph);
  for (size_t i = 0; i < tree->n_order; ++i) plan_expr(p, tree->order[i].expr, graph);
  for (size_t i = 0; i < tree->n_aggregates; ++i)
    if (tree->aggregates[i].over) plan_expr(p, tree->aggregates[i].over, graph);
}

Status query_plan(Query* query, Place graph) {
  Tree*   tree       = query->tree;
  Planner planner    = {query, tree->names.n, query->request.text, OK};
  query->run.n_slots = planner.known;
  query->root        = tree->where ? compile(&planner, tree->where, (Around){graph, slot_set(&planner, NULL), false})
                                   : op_new(&planner, OP_UNIT, NULL, NULL);
  plan_expressions(&planner, tree, graph);
  query->run.slots = arena_array(&query->arena, Term, query->run.n_slots + 1);
  if (planner.status == OK) plan_times(query, graph);
  return planner.status;
}
