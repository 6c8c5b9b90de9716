/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* bench/query GRAPH --load FILE.nq: fill a graph. bench/query GRAPH FILE.rq...: the best of three runs of each query (processor
 * time, which other work on the machine hardly changes; the answer goes into a file), its rows, the quads it read and
 * the most memory so far, one line each; with --as FORMAT only its result. */
#include "base/buffer.h"
#include "sparql/query.h"
#include "store/store.h"

#include <locale.h>
#include <raptor2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

static double now(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static Status stop(Status st) {
  if (st != OK) fprintf(stderr, "bench/query: %s\n", status_message());
  return st;
}

static Term term_from(const raptor_term* t) {
  if (!t) return (Term){0};
  if (t->type == RAPTOR_TERM_TYPE_URI) return term_iri(slice((const char*)raptor_uri_as_string(t->value.uri)));
  if (t->type == RAPTOR_TERM_TYPE_BLANK) return (Term){TERM_BLANK, slice((const char*)t->value.blank.string), {0}};
  const Slice text = {(const char*)t->value.literal.string, t->value.literal.string_len};
  if (t->value.literal.language) return term_text(text, slice((const char*)t->value.literal.language));
  if (t->value.literal.datatype) return term_typed(text, slice((const char*)raptor_uri_as_string(t->value.literal.datatype)));
  return term_string(text);
}

typedef struct {
  Store* store;
  Status status;
  size_t n;
} Load;

static void add(void* self, raptor_statement* s) {
  Load*      load = self;
  const Quad quad = {term_from(s->subject), term_from(s->predicate), term_from(s->object), term_from(s->graph)};
  if (load->status == OK) load->status = store_add(load->store, &quad);
  if (load->status == OK && ++load->n % 100000 == 0) {
    load->status = store_commit(load->store);
    if (load->status == OK) load->status = store_begin(load->store, STORE_WRITE);
  }
}

static Status fill(const char* graph, const char* path) {
  Load load = {0};
  TRY(store_open(graph, STORE_WRITE | STORE_CREATE | STORE_NEW, &load.store));
  TRY(store_begin(load.store, STORE_WRITE));
  raptor_world*  world  = raptor_new_world();
  raptor_parser* parser = raptor_new_parser(world, "nquads");
  unsigned char* name   = raptor_uri_filename_to_uri_string(path);
  raptor_uri*    uri    = raptor_new_uri(world, name);
  raptor_parser_set_statement_handler(parser, &load, add);
  const double begin = now(CLOCK_MONOTONIC);
  raptor_parser_parse_file(parser, uri, NULL);
  if (load.status == OK) load.status = store_commit(load.store);
  printf("%zu quads in %.1f s\n", load.n, now(CLOCK_MONOTONIC) - begin);
  raptor_free_uri(uri);
  raptor_free_memory(name);
  raptor_free_parser(parser);
  raptor_free_world(world);
  store_close(load.store);
  return load.status;
}

static Status time_query(Store* store, const char* path, const char* show) {
  QueryFormat format = QUERY_TSV;
  if (show) TRY(query_format(show, &format));
  Buffer text = {0};
  FILE*  file = fopen(path, "r");
  if (!file) return fail(ERR_NOT_FOUND, "%s: no such file", path);
  char   part[4096];
  size_t n;
  while ((n = fread(part, 1, sizeof part, file))) buffer_put(&text, part, n);
  fclose(file);
  double best  = 1e9;
  size_t reads = 0, rows = 0;
  for (int run = 0; run < (show ? 1 : 3); ++run) {
    Query*       query = NULL;
    FILE*        out   = show ? stdout : tmpfile();
    const double begin = now(CLOCK_PROCESS_CPUTIME_ID);
    if (!out) return fail(ERR_IO, "no temporary file could be made");
    TRY(query_prepare(store, text.bytes, &(QueryOptions){.timeout_s = 300}, &query));
    Status st = query_write(query, format, out);
    fflush(out);
    const double took = now(CLOCK_PROCESS_CPUTIME_ID) - begin;
    if (took < best) best = took;
    reads = query_reads(query);
    rows = 0;
    if (!show) rewind(out);
    while (!show && (n = fread(part, 1, sizeof part, out)))
      for (size_t i = 0; i < n; ++i) rows += part[i] == '\n';
    if (!show) fclose(out);
    query_free(query);
    TRY(st);
  }
  buffer_free(&text);
  if (show) return OK;
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  const char* name = strrchr(path, '/');
  printf("%-14s %9.4f s %9zu rows %10zu read %6ld MB\n", name ? name + 1 : path, best, rows ? rows - 1 : 0, reads,
         usage.ru_maxrss / 1024);
  return OK;
}

int main(int argc, char** argv) {
  setlocale(LC_CTYPE, "C.UTF-8");
  if (argc < 3) {
    fputs("usage: bench/query GRAPH --load FILE.nq\n       bench/query GRAPH [--as FORMAT] QUERY.rq...\n", stderr);
    return 2;
  }
  if (!strcmp(argv[2], "--load") && argc == 4) return stop(fill(argv[1], argv[3])) != OK;
  Store* store = NULL;
  if (stop(store_open(argv[1], STORE_READ, &store)) != OK || stop(store_begin(store, STORE_READ)) != OK) return 1;
  const char* show   = !strcmp(argv[2], "--as") && argc > 3 ? argv[3] : NULL;
  int         faults = 0;
  for (int i = show ? 4 : 2; i < argc; ++i) faults += stop(time_query(store, argv[i], show)) != OK;
  store_close(store);
  return faults > 0;
}
