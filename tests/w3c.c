/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The W3C's SPARQL test suites over our own store: `make w3c`, after configure --with-w3c-tests=DIR with the folder that
 * holds sparql10 and sparql11 (https://github.com/w3c/rdf-tests, folder sparql).
 *
 *     tests/w3c DIR             ->   sparql11/aggregates 43 of 47
 *                                    ...
 *                                    - sparql11/aggregates agg07: ERR...
 *
 * Kinds of tests that the engine does not do at all (protocols, entailment) are counted apart. Tests that are known to
 * fail stand in w3c_expected.txt with the reason; w3c ends with 1 where others fail, or where one of these passes. */
#include "w3c.h"

#include "base/buffer.h"
#include "sparql/parse.h"
#include "sparql/query.h"
#include "sparql/scan.h"

#include "base/file.h"

#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SD "http://www.w3.org/ns/sparql-service-description#"

Status add_graph(Test* t, Slice iri, Term graph) {
  Table       triples = {0};
  const char* path    = file_path(&t->arena, iri);
  if (!path) return fail(ERR_INPUT, "%.*s is no file", SLICE_ARG(iri));
  TRY(graph_read(&t->arena, path, arena_printf(&t->arena, "f%zu_", t->files++), &triples));
  for (size_t i = 0; i < triples.rows; ++i) {
    const Term* s    = triples.terms + 3 * i;
    const Quad  quad = {s[0], s[1], s[2], graph};
    TRY(store_add(t->store, &quad));
  }
  return OK;
}

/// An IRI of the query, its file's folder in front where it is relative.
static Slice in_folder(Test* t, Slice base, Slice iri) {
  return memchr(iri.ptr, ':', iri.len) ? iri : slice(arena_printf(&t->arena, "%.*s%.*s", SLICE_ARG(base), SLICE_ARG(iri)));
}

/// The data: as the manifest says, else the graphs that the query names by FROM.
static Status load(Test* t, Term action, Slice text, Slice base) {
  bool given = false;
  for (size_t i = 0; i < t->manifest->rows; ++i) {
    const Term* s = t->manifest->terms + 3 * i;
    if (!term_equal(s[0], action)) continue;
    const bool data = slice_equal(s[1].value, SLICE(QT "data"));
    if (!data && !slice_equal(s[1].value, SLICE(QT "graphData"))) continue;
    Term graph = s[2], label = graph_object(t->manifest, s[2], "http://www.w3.org/2000/01/rdf-schema#label");
    if (graph.kind == TERM_BLANK) { // [ qt:graph <file>; rdfs:label "name" ]
      graph = graph_object(t->manifest, s[2], QT "graph");
      TRY(add_graph(t, graph.value, term_iri(label.value)));
    } else {
      TRY(add_graph(t, graph.value, data ? (Term){0} : graph));
    }
    given = true;
  }
  if (given) return OK;
  Token* tokens;
  size_t n;
  if (scan(&t->arena, text, &tokens, &n) != OK) return OK;
  for (size_t i = 0; i + 1 < n; ++i) {
    if (!token_is(&tokens[i], "FROM")) continue;
    const Token* name = &tokens[i + 1 + token_is(&tokens[i + 1], "NAMED")];
    if (name->kind != TOKEN_IRI) continue;
    const Slice iri = in_folder(t, base, (Slice){name->text.ptr + 1, name->text.len - 2});
    TRY(add_graph(t, iri, term_iri(iri)));
  }
  return OK;
}

static Status ask(Test* t, const char* text, const char* base, QueryFormat format, Slice* answer) {
  Query*             query   = NULL;
  char*              out     = NULL;
  size_t             size    = 0;
  FILE*              file    = open_memstream(&out, &size);
  const SparqlService service = {service_answer, t};
  const QueryOptions options = {.base = base, .timeout_s = 20, .strict = true, .service = &service};
  Status             st      = query_prepare(t->store, text, &options, &query);
  if (st == OK) st = query_write(query, format, file);
  query_free(query);
  fclose(file);
  *answer = (Slice){arena_copy(&t->arena, out, size), size};
  free(out);
  return st;
}

static Status evaluation(Test* t, const char* text, const char* base, Term result) {
  Table       ours = {0}, theirs = {0};
  const char* path = file_path(&t->arena, result.value);
  if (!path) return fail(ERR_INPUT, "the test has no result");
  const char* dot = strrchr(path, '.');
  Slice       answer;
  TRY(table_read(&t->arena, path, &theirs));
  if (!theirs.names && theirs.columns == 3) {
    TRY(ask(t, text, base, QUERY_TABLE, &answer));
    TRY(graph_parse(&t->arena, answer, &ours));
  } else {
    const char* kind = !strcmp(dot, ".csv") ? "csv" : !strcmp(dot, ".tsv") ? "tsv" : !strcmp(dot, ".srx") ? "srx" : "srj";
    TRY(ask(t, text, base, *kind == 'c' ? QUERY_CSV : *kind == 't' ? QUERY_TSV : kind[2] == 'x' ? QUERY_XML : QUERY_JSON, &answer));
    TRY(table_parse(&t->arena, kind, answer, &ours));
  }
  const bool lax = graph_object(t->manifest, t->test, MF "resultCardinality").kind != TERM_NONE;
  if (!table_equal(&theirs, &ours, lax))
    return fail(ERR_INTERNAL, "another result (%zu rows instead of %zu)", ours.rows, theirs.rows);
  return OK;
}

static Status syntax(Test* t, Slice text, const char* base, bool positive, bool is_update) {
  Request      request;
  const Status st = is_update ? parse_update(&t->arena, text, base, &request) : parse_query(&t->arena, text, base, &request);
  if (positive) return st;
  if (st == OK) return fail(ERR_INTERNAL, "accepted, though it is no SPARQL");
  return st == ERR_INPUT ? OK : st;
}

static Status run_test(Test* t, Slice kind) {
  Term action = graph_object(t->manifest, t->test, MF "action");
  Term query  = graph_object(t->manifest, action, QT "query");
  if (query.kind == TERM_NONE) query = graph_object(t->manifest, action, UT "request");
  if (query.kind == TERM_NONE) query = action;
  const char* path = file_path(&t->arena, query.value);
  FileMap     file;
  if (!path) return fail(ERR_INPUT, "the test has no query");
  TRY(file_map(path, &file));
  const char*  text  = arena_copy(&t->arena, file.bytes, file.len);
  const char*  slash = strrchr(arena_copy(&t->arena, query.value.ptr, query.value.len), '/');
  const size_t front = strlen(slash) - 1;
  const char*  base  = arena_printf(&t->arena, "%.*s", (int)(query.value.len - front), query.value.ptr);
  const Slice  whole = {text, file.len};
  file_unmap(&file);
  const bool is_syntax = strstr(arena_copy(&t->arena, kind.ptr, kind.len), "Syntax") != NULL;
  if (is_syntax) return syntax(t, whole, base, kind.ptr[0] == 'P', memmem(kind.ptr, kind.len, "Update", 6) != NULL);
  TRY(store_open(t->suites->folder, STORE_WRITE | STORE_CREATE | STORE_NEW, &t->store));
  TRY(store_begin(t->store, STORE_WRITE));
  if (slice_equal(kind, SLICE("UpdateEvaluationTest"))) return update_evaluation(t, text, base);
  TRY(load(t, action, whole, slice(base)));
  return evaluation(t, text, base, graph_object(t->manifest, t->test, MF "result"));
}

/// Why a test is counted apart, or NULL.
static const char* not_ours(const Table* manifest, Term test, Slice kind) {
  char name[64];
  snprintf(name, sizeof name, "%.*s", SLICE_ARG(kind));
  const Term action = graph_object(manifest, test, MF "action");
  if (strstr(name, "Protocol")) return "protocol";
  if (strstr(name, "ServiceDescription")) return "service description";
  if (graph_object(manifest, action, SD "entailmentRegime").kind != TERM_NONE) return "entailment";
  return NULL;
}

static Slice local_name(Slice iri) {
  for (size_t i = iri.len; i-- > 0;)
    if (iri.ptr[i] == '#' || iri.ptr[i] == '/') return (Slice){iri.ptr + i + 1, iri.len - i - 1};
  return iri;
}

/// Why a test is known to fail, or NULL. A line is the suite, the test, ": " and the reason.
static const char* known_to_fail(Suites* suites, const char* test) {
  const size_t n = strlen(test);
  for (const char* line = suites->expected; *line;) {
    const char*  end = strchr(line, '\n');
    const size_t len = end ? (size_t)(end - line) : strlen(line);
    if (len > n + 2 && !memcmp(line, test, n) && line[n] == ':') return arena_copy(&suites->arena, line + n + 2, len - n - 2);
    line = end ? end + 1 : line + len;
  }
  return NULL;
}

static Status list_run(Suites* suites, Table* manifest, Term list, const char* suite) {
  size_t passed = 0, total = 0, aside = 0, fine = 0;
  const char* why = NULL;
  while (list.kind == TERM_BLANK) {
    const Term test = graph_object(manifest, list, RDF "first");
    list            = graph_object(manifest, list, RDF "rest");
    const Slice kind  = local_name(graph_object(manifest, test, RDF "type").value);
    const char* other = not_ours(manifest, test, kind);
    if (other) {
      why = other;
      ++aside;
      continue;
    }
    Test         t    = {.suites = suites, .manifest = manifest, .test = test};
    const Status st   = run_test(&t, kind);
    const Slice  name = local_name(test.value);
    const char* reason = known_to_fail(suites, arena_printf(&t.arena, "%s %.*s", suite, SLICE_ARG(name)));
    const char* words  = status_message();
    if (st != OK) buffer_printf(&suites->failures, "- %s %.*s: %s\n", suite, SLICE_ARG(name),
                                reason ? reason : arena_copy(&t.arena, words, strcspn(words, "\n")));
    if (st == OK && reason) buffer_printf(&suites->failures, "- %s %.*s: passed, though w3c_expected.txt says: %s\n", suite, SLICE_ARG(name), reason);
    suites->surprises += (st != OK) != (reason != NULL);
    fine += (st == OK) == (reason == NULL);
    if (t.store) {
      store_abort(t.store);
      store_close(t.store);
    }
    arena_free(&t.arena);
    passed += st == OK;
    ++total;
  }
  if (total && suites->tap) printf("%s %zu - %s %zu of %zu\n", fine == total ? "ok" : "not ok", ++suites->n, suite, passed, total);
  else if (total) printf("%s %zu of %zu\n", suite, passed, total);
  if (aside) buffer_printf(&suites->apart, "%s: %zu tests of kind \"%s\"\n", suite, aside, why);
  fflush(stdout);
  suites->passed += passed;
  suites->total += total;
  suites->aside += aside;
  return OK;
}

/// The list that the manifest, which may have no name of its own, has as its `what`.
static Term manifest_list(const Table* manifest, const char* what) {
  for (size_t i = 0; i < manifest->rows; ++i)
    if (slice_equal(manifest->terms[3 * i + 1].value, slice(what))) return manifest->terms[3 * i + 2];
  return (Term){0};
}

/// A manifest's own tests, then the manifests that it includes.
static Status manifest_run(Suites* suites, const char* path) {
  Arena  arena    = {0};
  Table  manifest = {0};
  Status st       = graph_read(&arena, path, "", &manifest);
  for (Term list = manifest_list(&manifest, MF "include"); st == OK && list.kind == TERM_BLANK;
       list      = graph_object(&manifest, list, RDF "rest")) {
    const Term  part = graph_object(&manifest, list, RDF "first");
    const char* next = file_path(&arena, part.value);
    st               = next ? manifest_run(suites, next) : OK;
  }
  const size_t root  = strlen(suites->root);
  const char*  end   = strrchr(path, '/');
  const char*  suite = (size_t)(end - path) > root ? arena_printf(&arena, "%.*s", (int)(end - path - (long)root), path + root) : "";
  const Term   list  = manifest_list(&manifest, MF "entries");
  if (st == OK && list.kind == TERM_BLANK) st = list_run(suites, &manifest, list, suite);
  arena_free(&arena);
  return st;
}

/// The tests that are known to fail; a file that is not there means none.
static void read_expected(Suites* suites, const char* path) {
  FileMap file;
  suites->expected = "";
  if (!path || file_map(path, &file) != OK) return;
  suites->expected = arena_copy(&suites->arena, file.bytes, file.len);
  file_unmap(&file);
}

int main(int argc, char** argv) {
  setlocale(LC_CTYPE, "C.UTF-8");
  const bool tap = argc > 1 && !strcmp(argv[1], "--tap");
  argc -= tap;
  argv += tap;
  if (argc != 2 && argc != 3) {
    fprintf(stderr, "usage: w3c [--tap] DIR [EXPECTED]: the folder that holds sparql10 and sparql11, and the tests known to fail\n");
    return 2;
  }
  Suites suites = {.folder = "/tmp/onrecord-w3c-XXXXXX", .tap = tap};
  char*  root   = realpath(argv[1], NULL);
  if (!root || !mkdtemp(suites.folder)) {
    fprintf(stderr, "w3c: %s: %s\n", argv[1], strerror(errno));
    return 2;
  }
  Arena* arena = &suites.arena;
  read_expected(&suites, argc == 3 ? argv[2] : NULL);
  suites.root = arena_printf(arena, "%s/", root);
  Status st   = manifest_run(&suites, arena_printf(arena, "%ssparql10/manifest.ttl", suites.root));
  if (st == OK) st = manifest_run(&suites, arena_printf(arena, "%ssparql11/manifest-all.ttl", suites.root));
  if (st != OK) fprintf(stderr, "w3c: %s\n", status_message());
  const char* mark = tap ? "# " : "";
  if (tap) printf("1..%zu\n", suites.n);
  printf("%sall %zu of %zu\n", mark, suites.passed, suites.total);
  if (!tap) printf("\nnot passed:\n%.*s\nnot done by this version, %zu tests:\n%.*s", SLICE_ARG(buffer_slice(&suites.failures)),
                   suites.aside, SLICE_ARG(buffer_slice(&suites.apart)));
  else if (suites.surprises) fprintf(stderr, "%.*s", SLICE_ARG(buffer_slice(&suites.failures)));
  char* remove = arena_printf(arena, "rm -rf %s %s.endpoint*", suites.folder, suites.folder);
  if (system(remove)) fprintf(stderr, "w3c: %s could not be removed\n", suites.folder);
  buffer_free(&suites.failures);
  buffer_free(&suites.apart);
  arena_free(arena);
  free(root);
  return st == OK && !suites.surprises ? 0 : 1;
}
