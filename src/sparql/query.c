/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The way of a query: rewrite, parse, plan, solve, write. */
#include "sparql/query.h"

#include "sparql/plan.h"
#include "sparql/write.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BASE "https://w3id.org/onrecord/"

/// rasqal and raptor keep counts of their own while a world is made or freed.
static pthread_mutex_t worlds = PTHREAD_MUTEX_INITIALIZER;

static void no_fault(void* self, raptor_log_message* log) {
  (void)self;
  (void)log;
}

static Status world_new(Query* query) {
  pthread_mutex_lock(&worlds);
  query->world     = rasqal_new_world();
  const bool fine  = query->world && !rasqal_world_open(query->world);
  pthread_mutex_unlock(&worlds);
  if (!fine) return fail(ERR_INTERNAL, "rasqal could not be started");
  rasqal_world_set_log_handler(query->world, NULL, no_fault);
  return OK;
}

static Status prepare(Query* query, Slice text, Slice shown) {
  TRY(rewrite(&query->arena, text, shown, query->base, &query->text));
  query->subqueries = arena_array(&query->arena, Query*, query->text.n_subqueries + 1);
  for (size_t i = 0; i < query->text.n_subqueries; ++i) {
    Query* sub           = xcalloc(1, sizeof *sub);
    query->subqueries[i] = sub;
    sub->outer           = query;
    sub->store           = query->store;
    sub->world           = query->world;
    sub->base            = query->base;
    sub->run             = query->run;
    sub->run.reads       = query->run.reads;
    TRY(prepare(sub, query->text.subqueries[i], shown));
  }
  return query_parse(query);
}

/// FROM <g>: the patterns look there instead.
static Status dataset(const Query* query, Place* graph) {
  *graph                  = (Place){.slot = NO_SLOT};
  raptor_sequence* graphs = rasqal_query_get_data_graph_sequence(query->rasqal);
  const int        n      = graphs ? raptor_sequence_size(graphs) : 0;
  if (n > 1)
    return fail(ERR_UNSUPPORTED, "more than one FROM is not done by this version; name the graphs in the pattern: "
                                 "VALUES ?g { <a> <b> } GRAPH ?g { ... }");
  if (!n) return OK;
  const rasqal_data_graph* from = raptor_sequence_get_at(graphs, 0);
  graph->term                   = term_iri(slice((const char*)raptor_uri_as_string(from->uri)));
  for (size_t i = 0; i < query->text.n_tokens; ++i)
    if (token_is(&query->text.tokens[i], "GRAPH"))
      return fail_at(ERR_UNSUPPORTED, query->text.shown, query->text.tokens[i].at,
                     "FROM together with GRAPH is not done by this version; leave FROM away and put what it is for into "
                     "GRAPH <%.*s> { ... }", SLICE_ARG(graph->term.value));
  return OK;
}

Status query_prepare(Store* store, const char* text, const QueryOptions* options, Query** out) {
  *out             = NULL;
  Query* query     = xcalloc(1, sizeof *query);
  query->store     = store;
  query->run.store = store;
  query->run.reads = &query->reads;
  query->width     = options->width;
  const char* base = options->base ? options->base : BASE;
  query->base      = arena_printf(&query->arena, "%s%s", base, *base && base[strlen(base) - 1] == '/' ? "" : "/");
  query->run.cancel = options->cancel;
  query->run.base      = query->base;
  query->run.regexes   = &query->regexes;
  query->run.solutions = &query->solutions;
  query->run.fresh     = &query->fresh;
  query->run.now       = (long long)time(NULL);
  query->run.strict = options->strict;
  query->timeout    = options->timeout_s;
  char*  copy       = arena_copy(&query->arena, text, strlen(text));
  Place  graph;
  Status st = world_new(query);
  if (st == OK) st = prepare(query, slice(copy), slice(copy));
  if (st == OK) st = dataset(query, &graph);
  if (st == OK) st = query_plan(query, graph);
  if (st == OK) st = query_modifiers(query);
  if (st != OK) {
    query_free(query);
    return st;
  }
  *out = query;
  return OK;
}

typedef struct {
  Query* query;
  Writer writer;
  // CONSTRUCT
  Map    seen;
  size_t solutions;
} Output;

static Status write_row(void* self, const Term* terms, bool* enough) {
  Output* output = self;
  output->writer.kind->row(&output->writer, terms);
  *enough = false;
  return output->writer.out.len > 1 << 16 ? writer_flush(&output->writer) : OK;
}

static Status write_select(Output* output) {
  Query* query  = output->query;
  Slice* names  = arena_array(&query->arena, Slice, query->n_columns + 1);
  for (size_t i = 0; i < query->n_columns; ++i) names[i] = query->columns[i].name;
  output->writer.names = names;
  output->writer.n     = query->n_columns;
  Solutions out        = {write_row, output};
  output->writer.kind->begin(&output->writer);
  TRY(query_solve(query, &out));
  output->writer.kind->end(&output->writer);
  return OK;
}

static Status write_ask(Output* output) {
  Query* query = output->query;
  op_open(&query->run, query->root);
  const bool answer = op_next(&query->run, query->root);
  if (answer) op_close(&query->run, query->root);
  TRY(query->run.status);
  output->writer.kind->boolean(&output->writer, answer);
  return OK;
}

/// A term of the template for the solution in the slots; blank nodes are new for each solution.
static Term template_term(Output* output, Arena* arena, rasqal_literal* literal) {
  const Query*     query    = output->query;
  rasqal_variable* variable = rasqal_literal_as_variable(literal);
  if (variable) {
    const int  slot = query_slot(query, variable);
    const Term term = slot == NO_SLOT ? (Term){0} : query->run.slots[slot];
    if (term.kind != TERM_NONE || variable->type == RASQAL_VARIABLE_TYPE_NORMAL) return term;
    return (Term){TERM_BLANK, slice(arena_printf(arena, "c%zu_%s", output->solutions, (const char*)variable->name)), {0}};
  }
  const Term term = term_of(literal);
  if (term.kind != TERM_BLANK) return term;
  return (Term){TERM_BLANK, slice(arena_printf(arena, "c%zu_%.*s", output->solutions, SLICE_ARG(term.value))), {0}};
}

static Status write_triples(Output* output) {
  Query*           query    = output->query;
  raptor_sequence* template = rasqal_query_get_construct_triples_sequence(query->rasqal);
  const int        n        = template ? raptor_sequence_size(template) : 0;
  Arena            arena    = {0};
  for (int i = 0; i < n; ++i) {
    rasqal_triple* t = raptor_sequence_get_at(template, i);
    const Term     s = template_term(output, &arena, t->subject), p = template_term(output, &arena, t->predicate),
               o = template_term(output, &arena, t->object);
    if ((s.kind != TERM_IRI && s.kind != TERM_BLANK) || p.kind != TERM_IRI || o.kind == TERM_NONE) continue;
    Buffer line = {0};
    write_term(&line, s);
    buffer_putc(&line, ' ');
    write_term(&line, p);
    buffer_putc(&line, ' ');
    write_term(&line, o);
    buffer_puts(&line, " .\n");
    const size_t before = output->seen.n;
    map_at(&output->seen, buffer_slice(&line), 0);
    if (output->seen.n > before) buffer_put_slice(&output->writer.out, buffer_slice(&line));
    buffer_free(&line);
  }
  arena_free(&arena);
  ++output->solutions;
  ++*query->run.solutions;
  return output->writer.out.len > 1 << 16 ? writer_flush(&output->writer) : OK;
}

static Status write_construct(Output* output, QueryFormat format) {
  Query* query = output->query;
  if (format != QUERY_TABLE)
    return fail(ERR_USAGE, "CONSTRUCT gives triples, which are written as N-Triples; leave the result format away, or "
                           "use SELECT for %s", writer_kind(format)->name);
  Status st      = OK;
  long   skipped = 0, given = 0;
  bool   open    = query->limit != 0;
  if (open) op_open(&query->run, query->root);
  while (open && st == OK && op_next(&query->run, query->root)) {
    if (skipped++ < query->offset) continue;
    st = write_triples(output);
    if (query->limit > 0 && ++given >= query->limit) break;
  }
  op_close(&query->run, query->root);
  return st == OK ? query->run.status : st;
}

Status query_write(Query* query, QueryFormat format, FILE* file) {
  Output output = {.query  = query,
                   .writer = {.kind       = writer_kind(format),
                              .file       = file,
                              .prefixes   = query->text.prefixes,
                              .n_prefixes = query->text.n_prefixes,
                              .width      = query->width}};
  if (query->timeout > 0) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    query->run.deadline = (double)now.tv_sec + (double)now.tv_nsec * 1e-9 + query->timeout;
  }
  memset(query->run.slots, 0, query->run.n_slots * sizeof *query->run.slots);
  Status st;
  switch (rasqal_query_get_verb(query->rasqal)) {
    case RASQAL_QUERY_VERB_SELECT: st = write_select(&output); break;
    case RASQAL_QUERY_VERB_ASK: st = write_ask(&output); break;
    case RASQAL_QUERY_VERB_CONSTRUCT: st = write_construct(&output, format); break;
    default: st = fail(ERR_UNSUPPORTED, "only SELECT, ASK and CONSTRUCT are done by this version");
  }
  if (st == OK) st = writer_flush(&output.writer);
  writer_free(&output.writer);
  map_free(&output.seen);
  return st;
}

size_t query_reads(const Query* query) {
  return query->reads;
}

void query_free(Query* query) {
  if (!query) return;
  for (size_t i = 0; query->subqueries && i < query->text.n_subqueries; ++i) query_free(query->subqueries[i]);
  for (size_t i = 0; i < query->n_rows; ++i) rows_free(query->rows[i]);
  if (query->rasqal) rasqal_free_query(query->rasqal);
  if (!query->outer && query->world) {
    pthread_mutex_lock(&worlds);
    rasqal_free_world(query->world);
    pthread_mutex_unlock(&worlds);
  }
  regexes_free(&query->regexes);
  arena_free(&query->arena);
  free(query);
}
