/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Random requests (grammar.c) parsed, laid out, run over a small graph and written in every format: nothing breaks, hangs or
 * leaks, and what is laid out afresh parses and stays as it is.
 *
 *     tests/fuzz/requests FOLDER [SEEDS [FIRST [SECONDS]]]     until one of the two is over
 *     tests/fuzz/requests --show SEED                          the request of a seed, to look at
 *
 * In a build with --enable-asan it is a fuzzer; how many were run, and how many of them could be, is said at the end. */
#include "grammar.h"

#include "sparql/hold.h"
#include "sparql/query.h"
#include "sparql/tidy.h"
#include "sparql/update.h"
#include "store/store.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_QUADS = 400 };

typedef struct {
  Store* store;
  size_t given, parsed, done, refused, limits, faults;
} Fuzz;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/// The graph that every so many requests begins anew: cycles, numbers, texts, blank nodes, three named graphs.
static Status refill(Store* store) {
  static const char text[] =
      "PREFIX e: <http://e.example/> CLEAR SILENT ALL ; INSERT DATA { e:s0 e:p0 e:s1 . e:s1 e:p0 e:s2 . e:s2 e:p0 e:s0 . e:s2 e:p1 e:s3 . "
      "e:s0 e:p1 1 , 2.5 , \"x\" , \"yes\"@en , true . e:s1 e:p2 \"2031-03-02\"^^xsd:date . _:x e:p0 _:y . _:y e:p1 e:s0 . e:s3 a rec:Claim . "
      "GRAPH e:s0 { e:s0 e:p0 e:s1 . e:s1 e:p1 \"Zo\\u00EB\" . e:s3 e:p2 e:s3 } GRAPH e:s1 { e:s1 e:p0 e:s0 . e:s0 rdfs:label \"label\" } "
      "GRAPH e:s2 { e:s2 e:p1 3 , -4 . e:p0 e:p0 e:p0 } }";
  UpdateDone done;
  TRY(store_begin(store, STORE_WRITE));
  const Status status = update_run(store, text, &(UpdateOptions){0}, &done);
  if (status == OK) return store_commit(store);
  store_abort(store);
  return status;
}

static void fault(Fuzz* fuzz, const char* what, const char* text, const char* more) {
  fprintf(stderr, "%s\n--- request\n%s\n---\n%s\n", what, text, more);
  ++fuzz->faults;
}

/// A text that parses is laid out as one that parses, and is laid out as it is then.
static void lay_out(Fuzz* fuzz, const char* text) {
  Buffer once = {0}, twice = {0};
  if (sparql_tidy(text, &once) == OK) {
    ++fuzz->parsed;
    if (sparql_tidy(once.bytes ? once.bytes : "", &twice) != OK) fault(fuzz, "laid out, it no longer parses", text, status_message());
    else if (!slice_equal(buffer_slice(&once), buffer_slice(&twice))) fault(fuzz, "laid out twice, it is another text", once.bytes, twice.bytes);
  }
  buffer_free(&once);
  buffer_free(&twice);
}

static void told(Fuzz* fuzz, Status status, const char* text) {
  if (status == OK) ++fuzz->done;
  else if (status == ERR_LIMIT) ++fuzz->limits;
  else ++fuzz->refused;
  if (status != OK && !*status_message()) fault(fuzz, "an error without words", text, "");
  if (status == ERR_INTERNAL) fault(fuzz, "a fault of the program's own", text, status_message());
}

static void ask(Fuzz* fuzz, const char* text) {
  static const QueryFormat formats[] = {QUERY_TABLE, QUERY_CSV, QUERY_TSV, QUERY_JSON, QUERY_XML};
  QueryOptions options = {.timeout_s = 2, .memory = 32 << 20, .explain = fuzz->given % 3 == 0, .profile = fuzz->given % 6 == 0, .strict = fuzz->given % 2};
  Query*       query   = NULL;
  FILE*        out     = fopen("/dev/null", "w");
  if (!out || store_begin(fuzz->store, STORE_READ) != OK) abort();
  Status status = query_prepare(fuzz->store, text, &options, &query);
  if (status == OK) {
    QueryFormat format = formats[fuzz->given % 5];
    status             = query_write(query, format, out);
    if (status == ERR_USAGE) status = query_write(query, QUERY_TABLE, out);
    query_explain(query, out);
  }
  told(fuzz, status, text);
  query_free(query);
  fclose(out);
  store_abort(fuzz->store);
}

static void change(Fuzz* fuzz, const char* text) {
  UpdateDone done;
  StoreInfo  info = {0};
  if (store_begin(fuzz->store, STORE_WRITE) != OK) abort();
  Status status = update_run(fuzz->store, text, &(UpdateOptions){.timeout_s = 2, .memory = 32 << 20, .strict = fuzz->given % 2}, &done);
  told(fuzz, status, text);
  if (status == OK) status = store_commit(fuzz->store);
  else store_abort(fuzz->store);
  if (store_begin(fuzz->store, STORE_READ) != OK) abort();
  status = store_info(fuzz->store, &info);
  store_abort(fuzz->store);
  if (status != OK || info.quads > MOST_QUADS) refill(fuzz->store);
}

static void one(Fuzz* fuzz, uint64_t seed) {
  Buffer text = {0};
  grammar_request(seed, &text);
  ++fuzz->given;
  hold_patience = seed % 2 ? 1 : 32; // tables at once, too, over a graph too small for them
  lay_out(fuzz, text.bytes);
  ask(fuzz, text.bytes); // an update is refused as a query, and the other way round
  change(fuzz, text.bytes);
  if (fuzz->given % 64 == 0 && refill(fuzz->store) != OK) abort();
  buffer_free(&text);
}

int main(int argc, char** argv) {
  setlocale(LC_CTYPE, "C.UTF-8");
  if (argc == 3 && !strcmp(argv[1], "--show")) {
    Buffer text = {0};
    grammar_request(strtoull(argv[2], NULL, 10), &text);
    puts(text.bytes);
    buffer_free(&text);
    return 0;
  }
  if (argc < 2) return fputs("usage: requests FOLDER [SEEDS [FIRST [SECONDS]]]\n", stderr), 2;
  const uint64_t n = argc > 2 ? strtoull(argv[2], NULL, 10) : 1500, first = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;
  const double   end  = argc > 4 ? now() + strtod(argv[4], NULL) : 0;
  Fuzz           fuzz = {0};
  const bool     loud = getenv("FUZZ_TRACE") != NULL;
  if (store_open(argv[1], STORE_WRITE | STORE_CREATE | STORE_NEW, &fuzz.store) != OK || refill(fuzz.store) != OK)
    return fprintf(stderr, "%s\n", status_message()), 1;
  double longest = 0;
  for (uint64_t i = first; i < first + n && (!end || now() < end); ++i) {
    const double begin = now();
    if (loud) fprintf(stderr, "seed %llu\n", (unsigned long long)i);
    one(&fuzz, i);
    if (now() - begin > longest) longest = now() - begin;
    if (now() - begin > 20) fprintf(stderr, "# seed %llu took %.1f s\n", (unsigned long long)i, now() - begin);
  }
  store_close(fuzz.store);
  printf("1..1\n%s 1 - %zu requests: %zu parse, %zu answered or done, %zu refused, %zu over a limit; %.1f s the longest\n",
         fuzz.faults ? "not ok" : "ok", fuzz.given, fuzz.parsed, fuzz.done, fuzz.refused, fuzz.limits, longest);
  return fuzz.faults > 0;
}
