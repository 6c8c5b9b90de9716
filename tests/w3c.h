/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What the W3C's test suites hold, as rows of terms: graphs (three columns) and result sets in any of their formats.
 *
 *     Table t = {0};
 *     TRY(table_read(&arena, "aggregates/agg01.srx", &t));  // t.columns, t.rows
 *     if (!table_equal(&t, &ours, false)) ...  */
#ifndef ONRECORD_TESTS_W3C_H
#define ONRECORD_TESTS_W3C_H

#include "base/buffer.h"
#include "sparql/query.h"
#include "store/store.h"

typedef struct {
  Slice* names;
  size_t columns, cap_columns;
  Term*  terms; ///< rows * columns; TERM_NONE: unbound
  size_t rows;
  size_t used, cap; ///< Of terms
  bool   boolean, answer;
  bool   untyped; ///< From CSV: nothing but text
} Table;

/// The triples of a Turtle, N-Triples or RDF/XML file. Blank nodes get `mark` in front of their labels.
Status graph_read(Arena* arena, const char* path, const char* mark, Table* graph);
/// The same from a text in N-Triples.
Status graph_parse(Arena* arena, Slice text, Table* graph);
/// A result by its file's ending: srx, srj, csv, tsv, or a graph in the result-set vocabulary. ERR_INPUT for others.
Status table_read(Arena* arena, const char* path, Table* table);
/// The same from a text; `kind` "srj", "csv" or "tsv".
Status table_parse(Arena* arena, const char* kind, Slice text, Table* table);
/// The same rows in any order, blank nodes one to one, numbers by value; `lax`: each row counted once.
bool table_equal(const Table* a, const Table* b, bool lax);

/// First object of (subject, predicate), TERM_NONE where there is none.
Term graph_object(const Table* graph, Term subject, const char* predicate);
/// "file:///..." of an absolute path, and back.
const char* file_iri(Arena* arena, const char* path);
const char* file_path(Arena* arena, Slice iri);

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

#define MF "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
#define QT "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
#define UT "http://www.w3.org/2009/sparql/tests/test-update#"

typedef struct {
  const char* root; ///< Absolute, ends with a slash
  char        folder[64]; ///< Of the store
  Buffer      failures, apart;
  size_t      passed, total, aside, surprises, n, endpoints;
  bool        tap;
  const char* expected; ///< Lines of w3c_expected.txt
  Arena       arena;
} Suites;

/// One test while it runs.
typedef struct {
  Suites* suites;
  Arena   arena;
  Store*  store;
  Table*  manifest;
  Term    test;
  size_t  files;
} Test;

/// Put the triples of a file into a graph of the test's store; TERM_NONE: the default graph.
Status add_graph(Test* t, Slice iri, Term graph);
/// w3c_service.c: what the test's endpoint at that address answers, by the engine over the endpoint's data; `test`: a Test.
Status service_answer(void* test, const SparqlQuestion* question, Buffer* answer, char** type);
/// w3c_update.c: run an update and compare the store with what the manifest says.
Status update_evaluation(Test* t, const char* text, const char* base);

#endif
