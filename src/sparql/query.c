/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The way of a query: parse, plan, solve, write. */
#include "sparql/query.h"

#include "sparql/describe.h"
#include "sparql/explain.h"
#include "sparql/matches.h"
#include "sparql/parse.h"
#include "sparql/plan.h"
#include "sparql/reach.h"
#include "sparql/template.h"
#include "sparql/write.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BASE "https://w3id.org/onrecord/"

enum { BUFFERED = 1 << 16 };

Query* query_of_tree(Source* source, Tree* tree, const char* base, Shared* shared) {
  Query* query          = xcalloc(1, sizeof *query);
  query->tree           = tree;
  query->run.source     = source;
  query->run.shared     = shared;
  query->run.graph_slot = NO_SLOT;
  query->run.base       = base;
  return query;
}

/// What FROM and FROM NAMED leave of the store.
static Source* dataset(Query* query) {
  const Dataset* d = &query->tree->dataset;
  if (!d->given) return query->whole;
  query->own.part = true;
  query->part     = source_of_part(query->whole, d->from, d->n_from, d->named, d->n_named);
  return &query->part.source;
}

/// What is wanted of the solutions, as columns.
static void wanted_columns(Query* query) {
  Tree* tree = query->tree;
  template_columns(&query->arena, tree, &tree->template);
  for (size_t i = 0; i < tree->n_described; ++i) {
    const Triple described = {{tree->described[i], {NO_SLOT, {0}}, {NO_SLOT, {0}}, {NO_SLOT, {0}}}, NULL};
    template_columns(&query->arena, tree, &(Triples){(Triple*)&described, 1, 1});
  }
}

static Status prepare(Query* query, const char* text, const QueryOptions* options, Query** out) {
  *out          = NULL;
  query->width  = options->width;
  query->timeout = options->timeout_s;
  const char* base = options->base ? options->base : BASE;
  base = arena_printf(&query->arena, "%s%s", base, *base && base[strlen(base) - 1] == '/' ? "" : "/");
  query->own = (Shared){.cancel = options->cancel, .now = (long long)time(NULL), .strict = options->strict,
                        .most_memory = options->memory, .explain = options->explain || options->profile,
                        .profile = options->profile, .ids = query->store.store, .words = query->store.store,
                        .service = options->service};
  char*  copy  = arena_copy(&query->arena, text, strlen(text));
  Status st    = parse_query(&query->arena, slice(copy), base, &query->request);
  if (st == OK) {
    query->tree       = query->request.tree;
    query->run.source = dataset(query);
    query->run.shared = &query->own;
    query->run.base   = arena_copy(&query->arena, query->request.base.ptr, query->request.base.len);
    wanted_columns(query);
    st = query_plan(query, (Place){.slot = NO_SLOT});
  }
  if (st != OK) {
    query_free(query);
    return st;
  }
  *out = query;
  return OK;
}

Status query_prepare(Store* store, const char* text, const QueryOptions* options, Query** out) {
  Query* query = query_of_tree(NULL, NULL, NULL, NULL);
  query->store = source_of_store(store);
  query->whole = &query->store.source;
  return prepare(query, text, options, out);
}

Status query_prepare_over(Source* source, const char* text, const QueryOptions* options, Query** out) {
  Query* query = query_of_tree(NULL, NULL, NULL, NULL);
  query->whole = source;
  return prepare(query, text, options, out);
}

typedef struct {
  Query* query;
  Writer writer;
  bool   some; ///< ASK
  // CONSTRUCT and DESCRIBE
  Map    seen;
  Arena  arena;
  size_t solutions;
} Output;

static Status flushed(Output* output) {
  return output->writer.out.len > BUFFERED ? writer_flush(&output->writer) : OK;
}

static Status write_row(void* self, const Term* terms, bool* enough) {
  Output* output = self;
  output->writer.kind->row(&output->writer, terms);
  *enough = false;
  return flushed(output);
}

static Status write_select(Output* output) {
  Query* query = output->query;
  Tree*  tree  = query->tree;
  Slice* names = arena_array(&query->arena, Slice, tree->n_columns + 1);
  for (size_t i = 0; i < tree->n_columns; ++i) names[i] = tree->columns[i].name;
  output->writer.names = names;
  output->writer.n     = tree->n_columns;
  Solutions out        = {write_row, output, false};
  output->writer.kind->begin(&output->writer);
  TRY(query_solve(query, &out));
  output->writer.kind->end(&output->writer);
  return OK;
}

static Status note_row(void* self, const Term* terms, bool* enough) {
  (void)terms;
  ((Output*)self)->some = *enough = true;
  return OK;
}

static Status write_ask(Output* output) {
  Solutions out = {note_row, output, false};
  TRY(query_solve(output->query, &out));
  output->writer.kind->boolean(&output->writer, output->some);
  return OK;
}

/// A triple of a CONSTRUCT or DESCRIBE, once.
static Status write_triple(void* self, const Quad* quad) {
  Output* output = self;
  Buffer  line   = {0};
  write_term(&line, quad->s);
  buffer_putc(&line, ' ');
  write_term(&line, quad->p);
  buffer_putc(&line, ' ');
  write_term(&line, quad->o);
  buffer_puts(&line, " .\n");
  const size_t before = output->seen.n;
  map_at(&output->seen, buffer_slice(&line), 0);
  if (output->seen.n > before) buffer_put_slice(&output->writer.out, buffer_slice(&line));
  const size_t bytes = line.len + sizeof(MapEntry);
  buffer_free(&line);
  if (output->seen.n > before && !run_keeps(&output->query->run, bytes)) return output->query->run.status;
  return flushed(output);
}

/// Blank nodes of a template are new for each solution.
static Term construct_blank(void* self, Slice label) {
  Output* output = self;
  for (size_t i = 0; i < label.len; ++i)
    if (label.ptr[i] == '.') return (Term){TERM_BLANK, slice(arena_printf(&output->arena, "c%zub%.*s", output->solutions, (int)label.len - 1, label.ptr + 1)), {0}};
  return (Term){TERM_BLANK, slice(arena_printf(&output->arena, "c%zu_%.*s", output->solutions, SLICE_ARG(label))), {0}};
}

static Status construct_row(void* self, const Term* terms, bool* enough) {
  Output*        output   = self;
  const Tree*    tree     = output->query->tree;
  const Triples* template = &tree->template;
  const Solution solution = {tree, terms, construct_blank, output};
  Status         st       = OK;
  for (size_t i = 0; i < template->n && st == OK; ++i) {
    Quad quad;
    if (template_quad(&solution, &template->items[i], &quad)) st = write_triple(output, &quad);
  }
  arena_free(&output->arena);
  ++output->solutions;
  *enough = false;
  return st;
}

static Status describe_row(void* self, const Term* terms, bool* enough) {
  Output*     output = self;
  const Tree* tree   = output->query->tree;
  QuadSink    sink   = {write_triple, output};
  Status      st     = OK;
  for (size_t i = 0; i < tree->n_columns && st == OK; ++i)
    st = describe_node(&output->query->run, terms[i], &sink);
  *enough = false;
  return st;
}

static Status write_graph(Output* output, QueryFormat format) {
  Query* query = output->query;
  Tree*  tree  = query->tree;
  if (format != QUERY_TABLE)
    return fail(ERR_USAGE, "%s gives triples, which are written as N-Triples; leave the result format away, or use SELECT "
                           "for %s", tree->form == FORM_DESCRIBE ? "DESCRIBE" : "CONSTRUCT", writer_kind(format)->name);
  const bool describe = tree->form == FORM_DESCRIBE;
  QuadSink   sink     = {write_triple, output};
  for (size_t i = 0; i < tree->n_described; ++i)
    if (tree->described[i].slot == NO_SLOT) TRY(describe_node(&query->run, tree->described[i].term, &sink));
  Solutions out = {describe ? describe_row : construct_row, output, false};
  return tree->where ? query_solve(query, &out) : OK;
}

typedef struct {
  const QueryRows* rows;
  size_t           n;
} Giving;

static Status give_row(void* self, const Term* terms, bool* enough) {
  const Giving* giving = self;
  *enough              = false;
  return giving->rows->row(giving->rows->self, giving->n, terms);
}

Status query_write(Query* query, QueryFormat format, FILE* file) {
  Output output = {.query  = query,
                   .writer = {.kind       = writer_kind(format),
                              .file       = file,
                              .prefixes   = query->request.prefixes,
                              .n_prefixes = query->request.n_prefixes,
                              .width      = query->width}};
  Status st     = OK;
  const double begin  = run_clock();
  query->own.deadline = query->timeout > 0 ? begin + query->timeout : 0;
  switch (query->tree->form) {
    case FORM_SELECT: st = write_select(&output); break;
    case FORM_ASK: st = write_ask(&output); break;
    case FORM_CONSTRUCT:
    case FORM_DESCRIBE: st = write_graph(&output, format); break;
  }
  if (st == OK) st = writer_flush(&output.writer);
  query->seconds = run_clock() - begin;
  writer_free(&output.writer);
  map_free(&output.seen);
  arena_free(&output.arena);
  return st;
}

Status query_rows(Query* query, const QueryRows* rows) {
  const Tree* tree = query->tree;
  if (tree->form != FORM_SELECT) return fail(ERR_USAGE, "only SELECT gives rows; write the answer of this query instead");
  Slice* names = arena_array(&query->arena, Slice, tree->n_columns + 1);
  for (size_t i = 0; i < tree->n_columns; ++i) names[i] = tree->columns[i].name;
  query->own.deadline = query->timeout > 0 ? run_clock() + query->timeout : 0;
  if (rows->names) TRY(rows->names(rows->self, tree->n_columns, names));
  Giving    giving = {rows, tree->n_columns};
  Solutions out    = {give_row, &giving, false};
  return query_solve(query, &out);
}

size_t query_reads(const Query* query) {
  return query->own.reads;
}

void query_explain(const Query* query, FILE* out) {
  Buffer text = {0};
  explain_plan(query, query->own.profile, &text);
  buffer_printf(&text, "%zu quads read, %.1f MiB kept at most", query->own.reads, (double)query->own.peak / (1 << 20));
  if (query->own.profile) buffer_printf(&text, ", %.1f ms", query->seconds * 1e3);
  buffer_putc(&text, '\n');
  fwrite(text.bytes, 1, text.len, out);
  buffer_free(&text);
}

void query_free(Query* query) {
  if (!query) return;
  for (size_t i = 0; i < query->n_subqueries; ++i) query_free(query->subqueries[i]);
  for (size_t i = 0; i < query->n_rows; ++i) rows_free(query->rows[i]);
  for (size_t i = 0; i < query->n_matches; ++i) matches_free(query->matches[i]);
  holds_free(query->own.holds);
  reaches_free(query->own.reaches);
  regexes_free(&query->own.regexes);
  arena_free(&query->arena);
  free(query);
}
