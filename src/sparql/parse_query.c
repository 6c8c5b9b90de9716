/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The forms of queries and what stands around their patterns (rules 1 to 28). */
#include "sparql/parse.h"

#include "sparql/iri.h"
#include "sparql/prefix.h"

Tree* tree_new(Parser* p) {
  Tree* tree   = arena_alloc(p->arena, sizeof *tree);
  tree->limit  = -1;
  tree->offset = -1;
  return tree;
}

static void base_decl(Parser* p) {
  const Token* token = peek(p);
  if (token->kind != TOKEN_IRI) expected(p, "an IRI in < >");
  p->request->base = iri_resolve(p->arena, p->request->base, (Slice){token->text.ptr + 1, token->text.len - 2});
  ++p->at;
}

static void prefix_decl(Parser* p) {
  const Token* name = peek(p);
  if (name->kind != TOKEN_NAME || name->text.ptr[name->text.len - 1] != ':' || token_prefix(name).len + 1 != name->text.len)
    expected(p, "a prefix with its colon, as ex:");
  ++p->at;
  if (peek(p)->kind != TOKEN_IRI) expected(p, "an IRI in < >");
  prefix_put(p->arena, p->request, token_prefix(name), iri(p));
}

void prologue(Parser* p) {
  if (!p->request->n_prefixes) prefixes_predeclare(p->arena, p->request);
  for (;;) {
    if (take(p, "BASE")) base_decl(p);
    else if (take(p, "PREFIX")) prefix_decl(p);
    else return;
  }
}

void dataset_clause(Parser* p, const char* word, Dataset* dataset) {
  while (take(p, word)) {
    dataset->given = true;
    if (take(p, "NAMED"))
      *arena_push(p->arena, dataset->named, dataset->n_named, dataset->cap_named) = term_iri(iri(p));
    else
      *arena_push(p->arena, dataset->from, dataset->n_from, dataset->cap_from) = term_iri(iri(p));
  }
}

static void add_column(Parser* p, int slot, Expr* e, size_t at) {
  Tree* tree = p->tree;
  *arena_push(p->arena, tree->columns, tree->n_columns, tree->cap_columns) = (Column){tree->names.items[slot], slot, e, at};
}

/// Behind `(`: Expression AS Var.
static int expression_as_var(Parser* p, Expr** e, size_t* at) {
  *e = expression(p);
  need(p, "AS");
  *at            = peek(p)->at;
  const int slot = var(p);
  need(p, ")");
  return slot;
}

static void select_clause(Parser* p) {
  Tree* tree = p->tree;
  need(p, "SELECT");
  tree->distinct = take(p, "DISTINCT");
  if (!tree->distinct) take(p, "REDUCED");
  if (take(p, "*")) {
    tree->star = true;
    return;
  }
  for (;;) {
    size_t at = peek(p)->at;
    Expr*  e  = NULL;
    if (peek(p)->kind == TOKEN_VAR) {
      add_column(p, var(p), NULL, at);
    } else if (take(p, "(")) {
      p->aggregates  = true;
      const int slot = expression_as_var(p, &e, &at);
      p->aggregates  = false;
      add_column(p, slot, e, at);
    } else if (tree->n_columns) {
      return;
    } else {
      expected(p, "*, a variable, or (... AS ?name)");
    }
  }
}

static void group_clause(Parser* p) {
  Tree* tree = p->tree;
  if (!take(p, "GROUP")) return;
  need(p, "BY");
  tree->grouped = true;
  for (;;) {
    int    slot = NO_SLOT;
    size_t at   = 0;
    Expr*  e    = NULL;
    if (peek(p)->kind == TOKEN_VAR) {
      slot = var(p);
      e    = expr_of_slot(p, slot);
    } else if (take(p, "(")) {
      e = expression(p);
      if (take(p, "AS")) {
        at        = peek(p)->at;
        slot      = var(p);
        bool* set = scope_set(p);
        pattern_in_scope(tree->where, set);
        if (set[slot]) fault(p, at, "?%.*s has a value in the pattern already; choose another name", SLICE_ARG(tree->names.items[slot]));
      }
      need(p, ")");
    } else {
      e = built_in_or_function(p);
      if (!e && tree->n_groups) return;
      if (!e || e->kind == EXPR_TERM) expected(p, "a variable, a function, or (... AS ?name)");
    }
    *arena_push(p->arena, tree->groups, tree->n_groups, tree->cap_groups) = e;
    size_t n_slots = tree->n_groups - 1;
    *arena_push(p->arena, tree->group_slots, n_slots, tree->cap_group_slots) = slot;
  }
}

static void having_clause(Parser* p) {
  Tree* tree = p->tree;
  if (!take(p, "HAVING")) return;
  tree->grouped = true;
  do *arena_push(p->arena, tree->having, tree->n_having, tree->cap_having) = constraint(p);
  while (is(p, "(") || is_iri(p) || (peek(p)->kind == TOKEN_WORD && token_is(peek(p) + 1, "(")));
}

static void order_clause(Parser* p) {
  Tree* tree = p->tree;
  if (!take(p, "ORDER")) return;
  need(p, "BY");
  for (;;) {
    const bool down = take(p, "DESC"), up = !down && take(p, "ASC");
    Expr*      e    = NULL;
    if ((down || up) && !is(p, "(")) expected(p, "'('");
    if (peek(p)->kind == TOKEN_VAR) e = expr_of_slot(p, var(p));
    else if (is(p, "(") || is_iri(p) || (peek(p)->kind == TOKEN_WORD && (token_is(peek(p) + 1, "(") || is(p, "EXISTS") || is(p, "NOT"))))
      e = constraint(p);
    else if (tree->n_order) return;
    else expected(p, "a variable, ASC( ... ), DESC( ... ) or an expression");
    *arena_push(p->arena, tree->order, tree->n_order, tree->cap_order) = (SortKey){e, down};
  }
}

static void limit_offset_clauses(Parser* p) {
  Tree* tree = p->tree;
  for (;;) {
    if (tree->limit < 0 && take(p, "LIMIT")) tree->limit = integer(p);
    else if (tree->offset < 0 && take(p, "OFFSET")) tree->offset = integer(p);
    else return;
  }
}

static void solution_modifier(Parser* p) {
  p->aggregates = false;
  group_clause(p);
  p->aggregates = true;
  having_clause(p);
  order_clause(p);
  p->aggregates = false;
  limit_offset_clauses(p);
}

/// VALUES behind the query joins with its pattern.
static void values_clause(Parser* p) {
  if (!take(p, "VALUES")) return;
  Tree* tree = p->tree;
  if (!tree->where) tree->where = pattern_new(p, PATTERN_GROUP);
  Pattern* both = pattern_new(p, PATTERN_GROUP);
  pattern_add(p, both, tree->where);
  pattern_add(p, both, data_block(p));
  tree->where = both;
}

static void where_clause(Parser* p) {
  take(p, "WHERE");
  if (!is(p, "{")) expected(p, "WHERE { ... }");
  p->tree->where = group_graph_pattern(p);
}

static void select_query(Parser* p) {
  select_clause(p);
  dataset_clause(p, "FROM", &p->tree->dataset);
  where_clause(p);
  solution_modifier(p);
}

/// The columns are checked before VALUES, whose variables may bear their names.
Tree* sub_select(Parser* p) {
  Tree *     outer = p->tree, *tree = tree_new(p);
  const bool in_aggregate = p->in_aggregate, aggregates = p->aggregates;
  p->tree         = tree;
  p->in_aggregate = false;
  select_clause(p);
  where_clause(p);
  solution_modifier(p);
  check_columns(p);
  values_clause(p);
  p->tree         = outer;
  p->in_aggregate = in_aggregate;
  p->aggregates   = aggregates;
  return tree;
}

static void construct_template(Parser* p) {
  need(p, "{");
  p->template = true;
  p->triples  = &p->tree->template;
  triples_block(p);
  p->template = false;
  need(p, "}");
}

/// CONSTRUCT WHERE { triples }: they are pattern and template.
static void construct_short(Parser* p) {
  dataset_clause(p, "FROM", &p->tree->dataset);
  need(p, "WHERE");
  Pattern* group   = pattern_new(p, PATTERN_GROUP);
  Pattern* triples = pattern_new(p, PATTERN_TRIPLES);
  need(p, "{");
  p->triples = &triples->triples;
  triples_block(p);
  if (!is(p, "}")) expected(p, "triples or '}': CONSTRUCT WHERE takes only triples");
  ++p->at;
  for (size_t i = 0; i < triples->triples.n; ++i)
    if (triples->triples.items[i].path) fault(p, triples->at, "there are no paths in CONSTRUCT WHERE; write CONSTRUCT { ... } WHERE { ... }");
  pattern_add(p, group, triples);
  p->tree->where    = group;
  p->tree->template = triples->triples;
}

static void construct_query(Parser* p) {
  p->tree->form = FORM_CONSTRUCT;
  need(p, "CONSTRUCT");
  if (is(p, "{")) {
    construct_template(p);
    dataset_clause(p, "FROM", &p->tree->dataset);
    where_clause(p);
  } else {
    construct_short(p);
  }
  solution_modifier(p);
}

static void describe_query(Parser* p) {
  Tree* tree = p->tree;
  tree->form = FORM_DESCRIBE;
  need(p, "DESCRIBE");
  if (take(p, "*")) tree->star = true;
  else
    do *arena_push(p->arena, tree->described, tree->n_described, tree->cap_described) = var_or_iri(p);
    while (peek(p)->kind == TOKEN_VAR || is_iri(p));
  dataset_clause(p, "FROM", &tree->dataset);
  if (is(p, "WHERE") || is(p, "{")) where_clause(p);
  solution_modifier(p);
}

static void ask_query(Parser* p) {
  p->tree->form = FORM_ASK;
  need(p, "ASK");
  dataset_clause(p, "FROM", &p->tree->dataset);
  where_clause(p);
  solution_modifier(p);
}

void query(Parser* p) {
  if (is(p, "SELECT")) select_query(p);
  else if (is(p, "CONSTRUCT")) construct_query(p);
  else if (is(p, "DESCRIBE")) describe_query(p);
  else if (is(p, "ASK")) ask_query(p);
  else if (starts_update(p)) fault(p, peek(p)->at, "this changes the graph and is no query; give it to `onrecord update`");
  else expected(p, "SELECT, ASK, CONSTRUCT or DESCRIBE");
  check_columns(p);
  values_clause(p);
}
