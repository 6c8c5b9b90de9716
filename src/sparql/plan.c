/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* From rasqal's graph patterns to operators (SPARQL 1.1, 18.2.2).
 *
 * The operators hand bindings inwards, the algebra evaluates bottom-up. The two agree unless a group uses a variable
 * that is bound outside of it only, where the algebra would not see it; such a group becomes kept rows, computed
 * with empty slots and joined. */
#include "sparql/plan.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  Query* query;
  Status status;
  size_t most; ///< Slots there can be, those made on the way too
} Planner;

/// What a group finds around it.
typedef struct {
  Place graph;
  bool* outer; ///< Slots that may be bound already
  bool  optional; ///< The group of an OPTIONAL: its filters see the slots around it
} Around;

typedef struct {
  Query* query;
  Op*    op;
} KeptPattern;

static const Place nowhere = {.slot = NO_SLOT};

static Op* compile(Planner* p, rasqal_graph_pattern* pattern, Around around);

static Op* op_new(Planner* p, OpKind kind, Op* left, Op* right) {
  Op* op    = arena_alloc(&p->query->arena, sizeof *op);
  op->kind  = kind;
  op->left  = left;
  op->right = right;
  op->slot  = NO_SLOT;
  return op;
}

static bool* slot_set(Planner* p, const bool* from) {
  bool* set = arena_array(&p->query->arena, bool, p->most);
  if (from) memcpy(set, from, p->most * sizeof *set);
  return set;
}

/// Add the slots that an operator may fill.
static void op_slots(const Op* op, bool* set) {
  if (!op) return;
  for (size_t i = 0; i < op->n_steps; ++i) {
    const Step* step = &op->steps[i];
    for (int k = 0; k < 4; ++k)
      if (step->at[k].slot != NO_SLOT) set[step->at[k].slot] = true;
    for (size_t k = 0; step->rows && k < step->rows->columns; ++k) set[step->rows->slots[k]] = true;
  }
  if (op->slot != NO_SLOT) set[op->slot] = true;
  op_slots(op->left, set);
  if (op->kind != OP_EXISTS) op_slots(op->right, set);
}

static bool uses_graph(const Op* op, int slot) {
  if (!op) return false;
  for (size_t i = 0; i < op->n_steps; ++i)
    if (op->steps[i].at[3].slot == slot) return true;
  return uses_graph(op->left, slot) || uses_graph(op->right, slot);
}

/// Whether the first thing it does that looks into graph ?slot also fills the slot.
static bool binds_graph(const Op* op, int slot) {
  switch (op->kind) {
    case OP_UNIT: return false;
    case OP_BGP:
      for (size_t i = 0; i < op->n_steps; ++i) {
        const bool pattern = op->steps[i].kind == STEP_PATTERN || op->steps[i].kind == STEP_GRAPHS;
        if (pattern && op->steps[i].at[3].slot == slot) return true;
      }
      return false;
    case OP_JOIN: return binds_graph(op->left, slot) || (!uses_graph(op->left, slot) && binds_graph(op->right, slot));
    case OP_UNION: return binds_graph(op->left, slot) && binds_graph(op->right, slot);
    case OP_LEFT:
    case OP_FILTER:
    case OP_BIND:
    case OP_EXISTS:
    case OP_MINUS: return binds_graph(op->left, slot);
  }
  return false;
}

/// VALUES: unions of constant bindings.
static bool only_values(const Op* op) {
  if (op->kind == OP_UNION) return only_values(op->left) && only_values(op->right);
  if (op->kind != OP_BGP) return false;
  for (size_t i = 0; i < op->n_steps; ++i)
    if (op->steps[i].kind == STEP_PATTERN || op->steps[i].kind == STEP_PATH || op->steps[i].kind == STEP_GRAPHS)
      return false;
  return op->n_steps > 0;
}

/// Both; patterns that stand side by side become one, so that they are ordered together.
static Op* join(Planner* p, Op* left, Op* right) {
  if (left->kind == OP_UNIT) return right;
  if (right->kind == OP_UNIT) return left;
  if (left->kind == OP_BGP && only_values(right) && right->kind == OP_UNION) return op_new(p, OP_JOIN, right, left);
  Op* before = left->kind == OP_JOIN && left->right->kind == OP_BGP ? left->right : left;
  if (before->kind == OP_BGP && right->kind == OP_BGP) {
    Op*    both  = op_new(p, OP_BGP, NULL, NULL);
    both->n_steps = before->n_steps + right->n_steps;
    both->steps  = arena_array(&p->query->arena, Step, both->n_steps);
    memcpy(both->steps, before->steps, before->n_steps * sizeof *both->steps);
    memcpy(both->steps + before->n_steps, right->steps, right->n_steps * sizeof *both->steps);
    return before == left ? both : op_new(p, OP_JOIN, left->left, both);
  }
  return op_new(p, OP_JOIN, left, right);
}

static Rows* rows_new(Planner* p, size_t columns) {
  Query* query  = p->query;
  Rows*  rows   = arena_alloc(&query->arena, sizeof *rows);
  rows->columns = columns;
  rows->slots   = arena_array(&query->arena, int, columns + 1);
  rows->key     = NO_SLOT;
  *arena_push(&query->arena, query->rows, query->n_rows, query->cap_rows) = rows;
  return rows;
}

static Op* bgp_of(Planner* p, Step step) {
  Op* op       = op_new(p, OP_BGP, NULL, NULL);
  op->n_steps  = 1;
  op->steps    = arena_alloc(&p->query->arena, sizeof step);
  op->steps[0] = step;
  if (step.rows) op->steps[0].row_filled = arena_array(&p->query->arena, int, step.rows->columns + 1);
  return op;
}

static Step step_of(StepKind kind) {
  return (Step){.kind = kind, .at = {nowhere, nowhere, nowhere, nowhere}, .filled = {NO_SLOT, NO_SLOT, NO_SLOT, NO_SLOT}};
}

/// All solutions of the pattern for empty slots.
static Status fill_kept(void* self, Rows* rows) {
  KeptPattern* kept  = self;
  Run*         run   = &kept->query->run;
  Term*        saved = xcalloc(run->n_slots + 1, sizeof *saved);
  memcpy(saved, run->slots, run->n_slots * sizeof *saved);
  memset(run->slots, 0, run->n_slots * sizeof *saved);
  op_open(run, kept->op);
  while (op_next(run, kept->op)) {
    Term* row = rows_push(rows);
    for (size_t i = 0; i < rows->columns; ++i) row[i] = term_keep(&rows->arena, run->slots[rows->slots[i]]);
    ++*run->solutions;
  }
  memcpy(run->slots, saved, run->n_slots * sizeof *saved);
  free(saved);
  return run->status;
}

static Rows* kept_rows(Planner* p, Op* op) {
  bool* set = slot_set(p, NULL);
  op_slots(op, set);
  size_t n = 0;
  for (size_t i = 0; i < p->query->run.n_slots; ++i) n += set[i];
  Rows* rows = rows_new(p, n);
  n          = 0;
  for (size_t i = 0; i < p->query->run.n_slots; ++i)
    if (set[i]) rows->slots[n++] = (int)i;
  KeptPattern* kept = arena_alloc(&p->query->arena, sizeof *kept);
  *kept             = (KeptPattern){p->query, op};
  rows->fill        = fill_kept;
  rows->self        = kept;
  return rows;
}

static Op* keep(Planner* p, Op* op) {
  Step step = step_of(STEP_ROWS);
  step.rows = kept_rows(p, op);
  return bgp_of(p, step);
}

static Status subquery_row(void* self, const Term* terms, bool* enough) {
  Rows* rows = self;
  Term* row  = rows_push(rows);
  for (size_t i = 0; i < rows->columns; ++i) row[i] = term_keep(&rows->arena, terms[i]);
  *enough = false;
  return OK;
}

static Status fill_subquery(void* self, Rows* rows) {
  Query* query        = self;
  query->run.deadline = query->outer->run.deadline;
  query->run.cancel   = query->outer->run.cancel;
  Solutions out       = {subquery_row, rows};
  return query_solve(query, &out);
}

/// The number behind `mark` in the predicate or subject, or -1.
static long marked(rasqal_literal* literal, const char* mark) {
  const Term   term = term_of(literal);
  const size_t n    = strlen(mark);
  if (term.kind != TERM_IRI || term.value.len < n || memcmp(term.value.ptr, mark, n)) return -1;
  return strtol(term.value.ptr + n, NULL, 10);
}

static bool is_mark(rasqal_literal* literal, const char* mark) {
  return slice_equal(term_of(literal).value, slice(mark));
}

static Place place_of(Planner* p, rasqal_literal* literal) {
  rasqal_variable* variable = literal ? rasqal_literal_as_variable(literal) : NULL;
  if (variable) return (Place){query_slot(p->query, variable), {0}};
  return (Place){NO_SLOT, term_of(literal)};
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

static Op* triple(Planner* p, rasqal_triple* t, Place graph) {
  Query* query = p->query;
  Step   step  = step_of(STEP_PATTERN);
  step.at[0]   = place_of(p, t->subject);
  step.at[1]   = place_of(p, t->predicate);
  step.at[2]   = place_of(p, t->object);
  step.at[3]   = graph;
  if (is_mark(t->predicate, MARK "exists")) return op_new(p, OP_UNIT, NULL, NULL);
  if (is_mark(t->predicate, MARK "unit")) step = step_of(STEP_UNIT);
  if (is_mark(t->predicate, MARK "never")) step = step_of(STEP_NEVER);
  if (is_mark(t->predicate, MARK "is")) {
    step.kind  = STEP_IS;
    step.at[3] = nowhere;
  }
  const long path = marked(t->predicate, MARK "path/");
  if (path >= 0 && (size_t)path < query->text.n_paths)
    return path_op(p, query->text.paths[path], step.at[0], step.at[2], graph);
  return bgp_of(p, step);
}

/// The subquery's rows, its columns joined to our variables of the same names.
static Op* subquery_op(Planner* p, size_t i, Around around) {
  Query* query = p->query;
  Query* sub   = query->subqueries[i];
  if (sub->root) return op_new(p, OP_UNIT, NULL, NULL); // one triple for each variable, one op for all
  if (around.graph.slot != NO_SLOT) {
    p->status = fail(ERR_UNSUPPORTED, "a subquery inside GRAPH ?g is not done by this version; put GRAPH ?g { ... } inside "
                                      "the subquery and ?g into its SELECT");
    return op_new(p, OP_UNIT, NULL, NULL);
  }
  Status st = query_plan(sub, around.graph);
  if (st == OK) st = query_modifiers(sub);
  if (st != OK) p->status = st;
  Rows* rows = rows_new(p, sub->n_columns);
  for (size_t c = 0; c < sub->n_columns; ++c) {
    rows->slots[c] = NO_SLOT;
    for (size_t k = 0; k < query->run.n_slots; ++k) {
      const rasqal_variable* v = query->run.variables[k];
      if (v && slice_equal(slice((const char*)v->name), sub->columns[c].name)) rows->slots[c] = (int)k;
    }
    if (rows->slots[c] == NO_SLOT) rows->slots[c] = fresh_slot(p);
  }
  rows->fill = fill_subquery;
  rows->self = sub;
  Step step  = step_of(STEP_ROWS);
  step.rows  = rows;
  return bgp_of(p, step);
}

static Op* basic(Planner* p, rasqal_graph_pattern* pattern, Around around) {
  Op*            op = op_new(p, OP_UNIT, NULL, NULL);
  rasqal_triple* t;
  for (int i = 0; (t = rasqal_graph_pattern_get_triple(pattern, i)); ++i) {
    const long rows = is_mark(t->predicate, MARK "rows") ? marked(t->subject, MARK "rows/") : -1;
    if (rows >= 0 && (size_t)rows < p->query->text.n_subqueries) op = join(p, op, subquery_op(p, (size_t)rows, around));
    else op = join(p, op, triple(p, t, around.graph));
  }
  return op;
}

/// "0" and "1" stand first in what was FILTER NOT EXISTS and FILTER EXISTS; -1 for an OPTIONAL of the user's.
static int exists_mark(rasqal_graph_pattern* pattern) {
  if (rasqal_graph_pattern_get_operator(pattern) == RASQAL_GRAPH_PATTERN_OPERATOR_BASIC) {
    rasqal_triple* t;
    for (int i = 0; (t = rasqal_graph_pattern_get_triple(pattern, i)); ++i)
      if (is_mark(t->predicate, MARK "exists")) return slice_equal(term_of(t->object).value, SLICE("1"));
    return -1;
  }
  if (rasqal_graph_pattern_get_operator(pattern) != RASQAL_GRAPH_PATTERN_OPERATOR_GROUP) return -1;
  rasqal_graph_pattern* first = rasqal_graph_pattern_get_sub_graph_pattern(pattern, 0);
  return first ? exists_mark(first) : -1;
}

/// A group while its members are added.
typedef struct {
  Op*                   op;
  rasqal_graph_pattern* filters[64];
  size_t                n_filters;
  rasqal_graph_pattern* exists[16];
  size_t                n_exists;
  bool                  apart; ///< Uses what is bound outside only
} Group;

/// Whether the slots of `used` hold one that is bound outside, but not by `op`.
static bool sees_outside(Planner* p, const bool* used, const Op* op, const bool* outer) {
  bool* own = slot_set(p, NULL);
  op_slots(op, own);
  for (size_t i = 0; i < p->query->run.n_slots; ++i)
    if (used[i] && outer[i] && !own[i]) return true;
  return false;
}

static bool expression_outside(Planner* p, const Expression* e, const Op* op, const bool* outer) {
  bool* used = slot_set(p, NULL);
  for (size_t i = 0; i < e->n; ++i) used[e->slots[i]] = true;
  return sees_outside(p, used, op, outer);
}

static bool* around_with(Planner* p, Around around, const Op* op) {
  bool* set = slot_set(p, around.outer);
  op_slots(op, set);
  return set;
}

static void add_optional(Planner* p, Group* group, rasqal_graph_pattern* pattern, Around around) {
  Around inner   = {around.graph, around_with(p, around, group->op), true};
  Op*    right   = compile(p, pattern, inner);
  bool*  used    = slot_set(p, NULL);
  op_slots(right, used);
  group->apart = group->apart || sees_outside(p, used, group->op, around.outer);
  group->op    = op_new(p, OP_LEFT, group->op, right);
}

static void add_minus(Planner* p, Group* group, rasqal_graph_pattern* pattern, Around around) {
  const Around inner = {around.graph, slot_set(p, NULL), false};
  Op*          right = compile(p, pattern, inner);
  bool*        used  = slot_set(p, NULL);
  op_slots(right, used);
  group->apart = group->apart || sees_outside(p, used, group->op, around.outer);
  group->op    = op_new(p, OP_MINUS, group->op, NULL);
  group->op->rows = kept_rows(p, right);
  group->op->slot = around.graph.slot; // the same graph, but no variable that the two share
}

static void add_bind(Planner* p, Group* group, rasqal_graph_pattern* pattern, Around around) {
  Op* op         = op_new(p, OP_BIND, group->op, NULL);
  op->slot       = query_slot(p->query, rasqal_graph_pattern_get_variable(pattern));
  op->expression = expression_make(p->query, rasqal_graph_pattern_get_filter_expression(pattern));
  group->apart   = group->apart || expression_outside(p, op->expression, group->op, around.outer);
  group->op      = op;
}

static void add_graph(Planner* p, Group* group, rasqal_graph_pattern* pattern, Around around) {
  Place graph = place_of(p, rasqal_graph_pattern_get_origin(pattern));
  Op*   op    = op_new(p, OP_UNIT, NULL, NULL);
  for (int i = 0;; ++i) {
    rasqal_graph_pattern* sub = rasqal_graph_pattern_get_sub_graph_pattern(pattern, i);
    if (!sub) break;
    const Around inner = {graph, around_with(p, around, group->op), false};
    op                 = join(p, op, compile(p, sub, inner));
  }
  const bool named = graph.slot == NO_SLOT ? op->kind != OP_UNIT : binds_graph(op, graph.slot);
  if (!named) {
    Step step  = step_of(STEP_GRAPHS);
    step.at[3] = graph;
    Op* graphs = bgp_of(p, step);
    op         = op->kind == OP_UNIT ? graphs : op_new(p, OP_JOIN, graphs, op);
  }
  group->op = join(p, group->op, op);
}

static Op* compile_union(Planner* p, rasqal_graph_pattern* pattern, Around around) {
  Op* op = NULL;
  for (int i = 0;; ++i) {
    rasqal_graph_pattern* sub = rasqal_graph_pattern_get_sub_graph_pattern(pattern, i);
    if (!sub) return op ? op : op_new(p, OP_UNIT, NULL, NULL);
    around.optional = false;
    Op* branch      = compile(p, sub, around);
    op              = op ? op_new(p, OP_UNION, op, branch) : branch;
  }
}

static void add(Planner* p, Group* group, rasqal_graph_pattern* pattern, Around around) {
  Around inner = {around.graph, around.outer, false};
  switch (rasqal_graph_pattern_get_operator(pattern)) {
    case RASQAL_GRAPH_PATTERN_OPERATOR_FILTER:
      if (group->n_filters < sizeof group->filters / sizeof *group->filters) group->filters[group->n_filters++] = pattern;
      else p->status = fail(ERR_LIMIT, "more than 64 FILTERs in one group; join them with &&");
      return;
    case RASQAL_GRAPH_PATTERN_OPERATOR_OPTIONAL:
      for (int i = 0;; ++i) {
        rasqal_graph_pattern* sub = rasqal_graph_pattern_get_sub_graph_pattern(pattern, i);
        if (!sub) return;
        if (exists_mark(sub) < 0) add_optional(p, group, sub, around);
        else if (group->n_exists < sizeof group->exists / sizeof *group->exists) group->exists[group->n_exists++] = sub;
        else p->status = fail(ERR_LIMIT, "more than 16 FILTERs with EXISTS in one group; put some into an inner group");
      }
    case RASQAL_GRAPH_PATTERN_OPERATOR_MINUS:
      for (int i = 0;; ++i) {
        rasqal_graph_pattern* sub = rasqal_graph_pattern_get_sub_graph_pattern(pattern, i);
        if (!sub) return;
        add_minus(p, group, sub, around);
      }
    case RASQAL_GRAPH_PATTERN_OPERATOR_LET: add_bind(p, group, pattern, around); return;
    case RASQAL_GRAPH_PATTERN_OPERATOR_GRAPH: add_graph(p, group, pattern, around); return;
    case RASQAL_GRAPH_PATTERN_OPERATOR_BASIC: group->op = join(p, group->op, basic(p, pattern, around)); return;
    case RASQAL_GRAPH_PATTERN_OPERATOR_GROUP:
      inner.outer = around_with(p, around, group->op);
      group->op   = join(p, group->op, compile(p, pattern, inner));
      return;
    case RASQAL_GRAPH_PATTERN_OPERATOR_UNION:
      inner.outer = around_with(p, around, group->op);
      group->op   = join(p, group->op, compile_union(p, pattern, inner));
      return;
    default:
      p->status = fail(ERR_UNSUPPORTED, "a %s in this place is not done by this version; put it into a group { ... } of its own",
                       rasqal_graph_pattern_operator_as_string(rasqal_graph_pattern_get_operator(pattern)));
  }
}

static Op* with_filters(Planner* p, Group* group, Op* op, Around around) {
  for (size_t i = 0; i < group->n_filters; ++i) {
    op             = op_new(p, OP_FILTER, op, NULL);
    op->expression = expression_make(p->query, rasqal_graph_pattern_get_filter_expression(group->filters[i]));
  }
  for (size_t i = 0; i < group->n_exists; ++i) {
    const Around inner = {around.graph, slot_set(p, NULL), true};
    op                 = op_new(p, OP_EXISTS, op, compile(p, group->exists[i], inner));
    op->wanted         = exists_mark(group->exists[i]) == 1;
  }
  return op;
}

/// A pattern of any kind as the group that it is or stands for.
static Op* compile(Planner* p, rasqal_graph_pattern* pattern, Around around) {
  Group group = {.op = op_new(p, OP_UNIT, NULL, NULL)};
  if (rasqal_graph_pattern_get_operator(pattern) == RASQAL_GRAPH_PATTERN_OPERATOR_GROUP) {
    for (int i = 0; p->status == OK; ++i) {
      rasqal_graph_pattern* sub = rasqal_graph_pattern_get_sub_graph_pattern(pattern, i);
      if (!sub) break;
      add(p, &group, sub, around);
    }
  } else {
    add(p, &group, pattern, around);
  }
  if (p->status != OK) return group.op;
  bool filters_apart = false;
  for (size_t i = 0; i < group.n_filters && !around.optional; ++i) {
    const Expression* e = expression_make(p->query, rasqal_graph_pattern_get_filter_expression(group.filters[i]));
    filters_apart       = filters_apart || expression_outside(p, e, group.op, around.outer);
  }
  if (filters_apart) return keep(p, with_filters(p, &group, group.op, around));
  return with_filters(p, &group, group.apart ? keep(p, group.op) : group.op, around);
}

int query_slot(const Query* query, const rasqal_variable* variable) {
  for (size_t i = 0; i < query->run.n_slots; ++i)
    if (query->run.variables[i] == variable) return (int)i;
  return NO_SLOT;
}

static void add_variables(Query* query, raptor_sequence* sequence) {
  const int n = sequence ? raptor_sequence_size(sequence) : 0;
  for (int i = 0; i < n; ++i) {
    rasqal_variable* v = raptor_sequence_get_at(sequence, i);
    if (query_slot(query, v) == NO_SLOT) query->run.variables[query->run.n_slots++] = v;
  }
}

Status query_plan(Query* query, Place graph) {
  raptor_sequence *all = rasqal_query_get_all_variable_sequence(query->rasqal),
                  *anonymous = rasqal_query_get_anonymous_variable_sequence(query->rasqal);
  const size_t most = (all ? (size_t)raptor_sequence_size(all) : 0) +
                      (anonymous ? (size_t)raptor_sequence_size(anonymous) : 0) + 2 * query->text.n_tokens + 8;
  query->run.variables = arena_array(&query->arena, rasqal_variable*, most); // and as many slots of our own
  add_variables(query, all);
  add_variables(query, anonymous);
  Planner               planner = {query, OK, most};
  rasqal_graph_pattern* pattern = rasqal_query_get_query_graph_pattern(query->rasqal);
  const Around          around  = {graph, slot_set(&planner, NULL), false};
  query->root = pattern ? compile(&planner, pattern, around) : op_new(&planner, OP_UNIT, NULL, NULL);
  query->run.slots = arena_array(&query->arena, Term, query->run.n_slots + 1);
  return planner.status;
}
