/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The endpoints of the tests of SERVICE: no network, but the engine once more, over a store of its own with what the manifest
 * says that the endpoint holds.
 *
 *     qt:serviceData [ qt:endpoint <http://example.org/sparql> ; qt:data <data01endpoint.ttl> ]   */
#include "w3c.h"

#include <stdlib.h>

/// The endpoint's description, TERM_NONE where the test has none at this address.
static Term endpoint(const Test* t, Slice server) {
  const Term action = graph_object(t->manifest, t->test, MF "action");
  for (size_t i = 0; i < t->manifest->rows; ++i) {
    const Term* row = t->manifest->terms + 3 * i;
    if (!term_equal(row[0], action) || !slice_equal(row[1].value, SLICE(QT "serviceData"))) continue;
    if (slice_equal(graph_object(t->manifest, row[2], QT "endpoint").value, server)) return row[2];
  }
  return (Term){0};
}

static Status answer_from(Test* there, const char* text, FILE* out) {
  const SparqlService service = {service_answer, there}; // an endpoint may ask another one
  Query*              query   = NULL;
  TRY(query_prepare(there->store, text, &(QueryOptions){.timeout_s = 20, .strict = true, .service = &service}, &query));
  const Status status = query_write(query, QUERY_XML, out);
  query_free(query);
  return status;
}

Status service_answer(void* test, const SparqlQuestion* question, Buffer* answer, char** type) {
  Test*      t    = test;
  const Term data = endpoint(t, slice(question->server));
  if (data.kind == TERM_NONE) return fail(ERR_IO, "%s: no such host", question->server);
  Test        there = {.suites = t->suites, .manifest = t->manifest, .test = t->test};
  const char* path  = arena_printf(&there.arena, "%s.endpoint%zu", t->suites->folder, ++t->suites->endpoints);
  Status      st    = store_open(path, STORE_WRITE | STORE_CREATE | STORE_NEW, &there.store);
  if (st == OK) st = store_begin(there.store, STORE_WRITE);
  if (st == OK) st = add_graph(&there, graph_object(t->manifest, data, QT "data").value, (Term){0});
  char*  out  = NULL;
  size_t size = 0;
  FILE*  file = open_memstream(&out, &size);
  if (st == OK) st = answer_from(&there, question->query, file);
  fclose(file);
  if (st == OK) buffer_put(answer, out, size);
  free(out);
  if (there.store) {
    store_abort(there.store);
    store_close(there.store);
  }
  arena_free(&there.arena);
  *type = NULL;
  return st;
}
