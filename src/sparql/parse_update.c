/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The grammar of updates (rules 29 to 52): operations with semicolons between them. */
#include "sparql/parse.h"

static const char* const words[] = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"};

bool starts_update(const Parser* p) {
  for (size_t i = 0; i < sizeof words / sizeof *words; ++i)
    if (is(p, words[i])) return true;
  return false;
}

static UpdateStep* step_new(Parser* p, UpdateKind kind) {
  Request*    request = p->request;
  UpdateStep* step    = arena_push(p->arena, request->steps, request->n_steps, request->cap_steps);
  *step               = (UpdateStep){.kind = kind, .at = peek(p)->at, .tree = tree_new(p)};
  p->tree             = step->tree;
  p->block            = p->at + 1;
  return step;
}

static void quads_not_triples(Parser* p) {
  need(p, "GRAPH");
  p->graph = var_or_iri(p);
  if (p->concrete && p->graph.slot != NO_SLOT) expected(p, "an IRI");
  need(p, "{");
  triples_block(p);
  need(p, "}");
  p->graph = (Place){.slot = NO_SLOT};
}

/// `{` triples and GRAPH name { triples } `}`.
static void quads(Parser* p, Triples* into) {
  Triples* outer = p->triples;
  p->triples     = into;
  p->template    = true;
  need(p, "{");
  while (!is(p, "}")) {
    if (starts_triples(p)) {
      triples_block(p);
      if (!is(p, "}") && !is(p, "GRAPH")) expected(p, "'.', GRAPH or '}'");
    } else if (is(p, "GRAPH")) {
      quads_not_triples(p);
      take(p, ".");
    } else {
      expected(p, "triples, GRAPH <name> { triples } or '}'");
    }
  }
  need(p, "}");
  p->template = false;
  p->triples  = outer;
}

static void insert_data(Parser* p) {
  UpdateStep* step = step_new(p, UPDATE_DATA);
  p->concrete      = true;
  quads(p, &step->insert);
  p->concrete = false;
}

static void delete_data(Parser* p) {
  UpdateStep* step = step_new(p, UPDATE_DATA);
  p->concrete = p->no_blanks = true;
  quads(p, &step->remove);
  p->concrete = p->no_blanks = false;
}

/// DELETE WHERE: the quads to remove are the pattern, too.
static void delete_where(Parser* p) {
  UpdateStep* step  = step_new(p, UPDATE_MODIFY);
  Pattern*    group = pattern_new(p, PATTERN_GROUP);
  p->no_blanks      = true;
  quads(p, &step->remove);
  p->no_blanks = false;
  for (size_t i = 0; i < step->remove.n; ++i) {
    const Triple* t       = &step->remove.items[i];
    Pattern*      triples = pattern_new(p, PATTERN_TRIPLES);
    *arena_push(p->arena, triples->triples.items, triples->triples.n, triples->triples.cap) = *t;
    if (t->at[3].slot == NO_SLOT && t->at[3].term.kind == TERM_NONE) {
      pattern_add(p, group, triples);
      continue;
    }
    Pattern *graph = pattern_new(p, PATTERN_GRAPH), *inner = pattern_new(p, PATTERN_GROUP);
    graph->graph   = t->at[3];
    pattern_add(p, inner, triples);
    pattern_add(p, graph, inner);
    pattern_add(p, group, graph);
  }
  step->tree->where = group;
}

static void modify(Parser* p) {
  const size_t labels = p->n_labels;
  UpdateStep* step = step_new(p, UPDATE_MODIFY);
  if (take(p, "WITH")) step->with = term_iri(iri(p));
  bool some = false;
  if (take(p, "DELETE")) {
    some         = true;
    p->no_blanks = true;
    quads(p, &step->remove);
    p->no_blanks = false;
  }
  if (take(p, "INSERT")) {
    some = true;
    quads(p, &step->insert);
  }
  if (!some) expected(p, "DELETE { ... } or INSERT { ... }");
  dataset_clause(p, "USING", &step->tree->dataset);
  need(p, "WHERE");
  step->tree->where = group_graph_pattern(p);
  p->n_labels       = labels; // only the labels of DATA are the whole request's (4.1.4)
}

/// GraphRef: GRAPH iri.
static GraphRef graph_ref(Parser* p) {
  need(p, "GRAPH");
  return (GraphRef){GRAPH_ONE, term_iri(iri(p))};
}

static GraphRef graph_ref_all(Parser* p) {
  if (take(p, "DEFAULT")) return (GraphRef){.kind = GRAPH_DEFAULT};
  if (take(p, "NAMED")) return (GraphRef){.kind = GRAPH_NAMED};
  if (take(p, "ALL")) return (GraphRef){.kind = GRAPH_ALL};
  if (!is(p, "GRAPH")) expected(p, "GRAPH <name>, DEFAULT, NAMED or ALL");
  return graph_ref(p);
}

static GraphRef graph_or_default(Parser* p) {
  if (take(p, "DEFAULT")) return (GraphRef){.kind = GRAPH_DEFAULT};
  take(p, "GRAPH");
  return (GraphRef){GRAPH_ONE, term_iri(iri(p))};
}

static void load(Parser* p) {
  UpdateStep* step = step_new(p, UPDATE_LOAD);
  step->silent     = take(p, "SILENT");
  step->document   = term_iri(iri(p));
  step->to.kind    = GRAPH_DEFAULT;
  if (take(p, "INTO")) step->to = graph_ref(p);
}

static void clear_or_drop(Parser* p, UpdateKind kind) {
  UpdateStep* step = step_new(p, kind);
  step->silent     = take(p, "SILENT");
  step->to         = graph_ref_all(p);
}

static void create(Parser* p) {
  UpdateStep* step = step_new(p, UPDATE_CREATE);
  step->silent     = take(p, "SILENT");
  step->to         = graph_ref(p);
}

static void from_to(Parser* p, UpdateKind kind) {
  UpdateStep* step = step_new(p, kind);
  step->silent     = take(p, "SILENT");
  step->from       = graph_or_default(p);
  need(p, "TO");
  step->to = graph_or_default(p);
}

static void update1(Parser* p) {
  const Token* next = peek(p) + 1;
  if (is(p, "INSERT") && token_is(next, "DATA")) {
    p->at += 2;
    insert_data(p);
  } else if (is(p, "DELETE") && token_is(next, "DATA")) {
    p->at += 2;
    delete_data(p);
  } else if (is(p, "DELETE") && token_is(next, "WHERE")) {
    p->at += 2;
    delete_where(p);
  } else if (is(p, "WITH") || is(p, "INSERT") || is(p, "DELETE")) {
    modify(p);
  } else if (take(p, "LOAD")) {
    load(p);
  } else if (take(p, "CLEAR")) {
    clear_or_drop(p, UPDATE_CLEAR);
  } else if (take(p, "DROP")) {
    clear_or_drop(p, UPDATE_DROP);
  } else if (take(p, "CREATE")) {
    create(p);
  } else if (take(p, "ADD")) {
    from_to(p, UPDATE_ADD);
  } else if (take(p, "MOVE")) {
    from_to(p, UPDATE_MOVE);
  } else if (take(p, "COPY")) {
    from_to(p, UPDATE_COPY);
  } else if (is(p, "SELECT") || is(p, "ASK") || is(p, "CONSTRUCT") || is(p, "DESCRIBE")) {
    fault(p, peek(p)->at, "this is a query and changes nothing; give it to `onrecord query`");
  } else {
    expected(p, "INSERT, DELETE, LOAD, CLEAR, DROP, CREATE, ADD, MOVE or COPY");
  }
}

void update(Parser* p) {
  do {
    prologue(p);
    if (peek(p)->kind == TOKEN_END) return; // nothing to do is fine
    update1(p);
  } while (take(p, ";"));
}
