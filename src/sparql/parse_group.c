/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Groups and what stands in them (rules 53 to 68). Triples that only a FILTER stands between are one basic graph pattern
 * (18.2.2.5), which matters for blank nodes. */
#include "sparql/parse.h"

#include <string.h>

Pattern* pattern_new(Parser* p, PatternKind kind) {
  Pattern* pattern    = arena_alloc(p->arena, sizeof *pattern);
  pattern->kind       = kind;
  pattern->at         = peek(p)->at;
  pattern->slot       = NO_SLOT;
  pattern->graph.slot = NO_SLOT;
  return pattern;
}

void pattern_add(Parser* p, Pattern* to, Pattern* part) {
  *arena_push(p->arena, to->parts, to->n, to->cap) = part;
}

static Pattern* around_group(Parser* p, Pattern* pattern) {
  pattern_add(p, pattern, group_graph_pattern(p));
  return pattern;
}

static Pattern* group_or_union_graph_pattern(Parser* p) {
  Pattern* pattern = pattern_new(p, PATTERN_UNION);
  Pattern* first   = group_graph_pattern(p);
  if (!is(p, "UNION")) return first;
  pattern_add(p, pattern, first);
  for (; take(p, "UNION"); wider(p, pattern->n)) pattern_add(p, pattern, group_graph_pattern(p));
  return pattern;
}

static Pattern* graph_graph_pattern(Parser* p) {
  Pattern* pattern = pattern_new(p, PATTERN_GRAPH);
  pattern->graph   = var_or_iri(p);
  if (pattern->graph.slot != NO_SLOT) pattern->slot = slot_new(p);
  return around_group(p, pattern);
}

/// The group as a query of its own, with the prefixes that it uses as they are declared here.
static Slice service_query(Parser* p, Slice group) {
  const Request* request = p->request;
  Buffer         out = {0}, used = {0};
  if (request->base.len) buffer_printf(&out, "BASE <%.*s>\n", SLICE_ARG(request->base));
  for (size_t i = 0; i < request->n_prefixes; ++i) {
    const Prefix* prefix = &request->prefixes[i];
    buffer_clear(&used);
    buffer_printf(&used, "%.*s:", SLICE_ARG(prefix->prefix));
    if (memmem(group.ptr, group.len, used.bytes, used.len))
      buffer_printf(&out, "PREFIX %.*s: <%.*s>\n", SLICE_ARG(prefix->prefix), SLICE_ARG(prefix->iri));
  }
  buffer_puts(&out, "SELECT * WHERE ");
  buffer_put_slice(&out, group);
  const Slice query = {arena_copy(p->arena, out.bytes, out.len), out.len};
  buffer_free(&out);
  buffer_free(&used);
  return query;
}

static Pattern* service_graph_pattern(Parser* p) {
  Pattern* pattern = pattern_new(p, PATTERN_SERVICE);
  pattern->at      = p->tokens[p->at - 1].at; // the keyword
  pattern->silent  = take(p, "SILENT");
  pattern->graph   = var_or_iri(p);
  const size_t begin = peek(p)->at;
  around_group(p, pattern);
  const size_t end = p->tokens[p->at - 1].at + 1; // behind its bracket
  pattern->asked   = service_query(p, (Slice){p->request->text.ptr + begin, end - begin});
  return pattern;
}

static Pattern* filter(Parser* p) {
  Pattern* pattern = pattern_new(p, PATTERN_FILTER);
  pattern->expr    = constraint(p);
  return pattern;
}

static Pattern* bind(Parser* p, const Pattern* group) {
  Pattern* pattern = pattern_new(p, PATTERN_BIND);
  need(p, "(");
  pattern->expr = expression(p);
  need(p, "AS");
  const Token* name = peek(p);
  pattern->slot     = var(p);
  bool* set         = scope_set(p);
  pattern_in_scope(group, set);
  if (set[pattern->slot])
    fault(p, name->at, "%.*s has a value already; BIND needs a new variable", SLICE_ARG(name->text));
  need(p, ")");
  return pattern;
}

static Term data_block_value(Parser* p) {
  if (take(p, "UNDEF")) return (Term){0};
  if (is_iri(p)) return term_iri(iri(p));
  if (!is_literal(p)) expected(p, "an IRI, a literal or UNDEF");
  return literal(p);
}

/// InlineDataOneVar or InlineDataFull.
Pattern* data_block(Parser* p) {
  Pattern* pattern = pattern_new(p, PATTERN_VALUES);
  size_t   cap = 0, n = 0, terms_cap = 0;
  const bool many = take(p, "(");
  if (!many && peek(p)->kind != TOKEN_VAR) expected(p, "a variable, or variables in ( )");
  while (peek(p)->kind == TOKEN_VAR && (many || !pattern->columns)) {
    const Token* name = peek(p);
    const int    slot = var(p);
    for (size_t i = 0; i < pattern->columns; ++i)
      if (pattern->slots[i] == slot) fault(p, name->at, "%.*s stands twice in these VALUES", SLICE_ARG(name->text));
    *arena_push(p->arena, pattern->slots, pattern->columns, cap) = slot;
  }
  if (many) need(p, ")");
  need(p, "{");
  while (!is(p, "}")) {
    if (many && !take(p, "(")) expected(p, "a row of values in ( ), or '}'");
    size_t given = 0;
    for (; given < pattern->columns && !is(p, ")"); ++given)
      *arena_push(p->arena, pattern->terms, n, terms_cap) = data_block_value(p);
    if (many && (given < pattern->columns || !is(p, ")")))
      fault(p, peek(p)->at, "each row of these VALUES has %zu value%s, one for each variable; write UNDEF where there is none",
            pattern->columns, pattern->columns == 1 ? "" : "s");
    if (many) need(p, ")");
    ++pattern->rows;
  }
  need(p, "}");
  return pattern;
}

/// GraphPatternNotTriples; NULL where none begins.
static Pattern* graph_pattern_not_triples(Parser* p, const Pattern* group) {
  if (is(p, "{")) return group_or_union_graph_pattern(p);
  if (take(p, "OPTIONAL")) return around_group(p, pattern_new(p, PATTERN_OPTIONAL));
  if (take(p, "MINUS")) return around_group(p, pattern_new(p, PATTERN_MINUS));
  if (take(p, "GRAPH")) return graph_graph_pattern(p);
  if (take(p, "SERVICE")) return service_graph_pattern(p);
  if (take(p, "FILTER")) return filter(p);
  if (take(p, "BIND")) return bind(p, group);
  if (take(p, "VALUES")) return data_block(p);
  return NULL;
}

static void group_graph_pattern_sub(Parser* p, Pattern* group) {
  size_t others   = 0;
  bool same_block = false; // the triples before belong to the same basic graph pattern
  while (!is(p, "}")) {
    if (starts_triples(p)) {
      Pattern* triples = pattern_new(p, PATTERN_TRIPLES);
      if (!same_block) p->block = p->at + 1;
      const size_t block = p->block;
      Triples*     outer = p->triples;
      p->triples         = &triples->triples;
      triples_block(p);
      p->triples = outer;
      p->block   = block;
      same_block = true;
      pattern_add(p, group, triples);
      if (starts_triples(p)) expected(p, "'.' or '}'");
      continue;
    }
    const size_t block = p->block;
    Pattern*     other = graph_pattern_not_triples(p, group);
    if (!other) expected(p, "a pattern or '}'");
    same_block = same_block && other->kind == PATTERN_FILTER;
    wider(p, ++others);
    p->block   = block;
    pattern_add(p, group, other);
    take(p, ".");
  }
}

Pattern* group_graph_pattern(Parser* p) {
  deeper(p);
  Pattern* group = pattern_new(p, PATTERN_GROUP);
  need(p, "{");
  if (is(p, "SELECT")) {
    Pattern* inner = pattern_new(p, PATTERN_SELECT);
    inner->select  = sub_select(p);
    inner->slots   = arena_array(p->arena, int, inner->select->n_columns + 1);
    for (size_t i = 0; i < inner->select->n_columns; ++i)
      inner->slots[inner->columns++] = slot_of(p, inner->select->columns[i].name);
    pattern_add(p, group, inner);
  } else {
    group_graph_pattern_sub(p, group);
  }
  need(p, "}");
  higher(p);
  return group;
}
