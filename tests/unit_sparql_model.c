/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The engine over models of librdf in memory: what the store answers, they answer. */
#include "sparql/query.h"
#include "sparql/source_model.h"
#include "sparql/update.h"
#include "unit.h"

#include <stdlib.h>

typedef struct {
  librdf_world*   world;
  librdf_storage* storage;
  librdf_model*   model;
} Fixture;

static Fixture open_model(const char* options) {
  Fixture f = {.world = librdf_new_world()};
  librdf_world_open(f.world);
  f.storage = librdf_new_storage(f.world, "memory", NULL, options);
  f.model   = librdf_new_model(f.world, f.storage, NULL);
  assert_non_null(f.model);
  return f;
}

static void close_model(Fixture* f) {
  librdf_free_model(f->model);
  librdf_free_storage(f->storage);
  librdf_free_world(f->world);
}

static void changes(Fixture* f, const char* text, size_t added, size_t removed) {
  ModelSource source = source_of_model(f->model);
  UpdateDone  done;
  const Status st    = update_run_over(&source.source, text, &(UpdateOptions){0}, &done);
  if (st != OK) print_error("%s\n%s\n", text, status_message());
  assert_int_equal(st, OK);
  assert_int_equal(done.added, added);
  assert_int_equal(done.removed, removed);
}

static void answers(Fixture* f, const QueryOptions* options, const char* text, const char* expected) {
  ModelSource source = source_of_model(f->model);
  Query*      query  = NULL;
  char*       out    = NULL;
  size_t      size   = 0;
  FILE*       file   = open_memstream(&out, &size);
  assert_int_equal(query_prepare_over(&source.source, text, options, &query), OK);
  assert_int_equal(query_write(query, QUERY_CSV, file), OK);
  fclose(file);
  query_free(query);
  assert_string_equal(out, expected);
  free(out);
}

static void test_contexts(void** state) {
  (void)state;
  Fixture            f     = open_model("contexts='yes'");
  const QueryOptions merge = {0}, strict = {.strict = true};
  changes(&f, "INSERT DATA { GRAPH <urn:a> { id:x rec:p 1 . id:x rec:p \"z\"@en } GRAPH <urn:b> { id:x rec:p 1 } id:x rec:p 2 }", 4, 0);
  answers(&f, &merge, "SELECT ?o { id:x rec:p ?o } ORDER BY ?o", "o\r\n1\r\n2\r\nz\r\n"); // each triple once
  answers(&f, &strict, "SELECT ?o { id:x rec:p ?o }", "o\r\n2\r\n");
  answers(&f, &merge, "SELECT ?g { GRAPH ?g { id:x rec:p 1 } } ORDER BY ?g", "g\r\nurn:a\r\nurn:b\r\n");
  answers(&f, &merge, "SELECT ?g { GRAPH ?g { } } ORDER BY ?g", "g\r\nurn:a\r\nurn:b\r\n");
  answers(&f, &merge, "SELECT ?o FROM <urn:b> { ?s ?p ?o }", "o\r\n1\r\n");
  changes(&f, "DELETE { GRAPH ?g { ?s ?p 1 } } INSERT { GRAPH ?g { ?s ?p [] } } WHERE { GRAPH ?g { ?s ?p 1 } }", 2, 2);
  answers(&f, &merge, "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o FILTER(isBlank(?o)) }", "n\r\n2\r\n");
  changes(&f, "DROP GRAPH <urn:a>", 0, 2);
  answers(&f, &merge, "SELECT ?g { GRAPH ?g { } }", "g\r\nurn:b\r\n");
  close_model(&f);
}

static void test_without_contexts(void** state) {
  (void)state;
  Fixture            f     = open_model(NULL);
  const QueryOptions merge = {0};
  changes(&f, "INSERT DATA { id:a rec:p id:b . id:b rec:p id:c . id:c rec:p id:a }", 3, 0);
  answers(&f, &merge, "SELECT (COUNT(*) AS ?n) { ?x rec:p+ ?y }", "n\r\n9\r\n");
  answers(&f, &merge, "SELECT ?g { GRAPH ?g { ?s ?p ?o } }", "g\r\n");
  changes(&f, "DELETE WHERE { id:a ?p ?o }", 0, 1);
  close_model(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_contexts), cmocka_unit_test(test_without_contexts)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
