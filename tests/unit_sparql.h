/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* A small invented news graph, and queries over it, for the tests of src/sparql. */
#ifndef ONRECORD_TESTS_UNIT_SPARQL_H
#define ONRECORD_TESTS_UNIT_SPARQL_H

#include "sparql/query.h"
#include "unit.h"

#include <locale.h>
#include <stdlib.h>
#include <unistd.h>

#define ID "https://w3id.org/onrecord/id/"
#define REC "https://w3id.org/onrecord#"
#define RDFS "http://www.w3.org/2000/01/rdf-schema#"
#define SKOS "http://www.w3.org/2004/02/skos/core#"
#define XSD "http://www.w3.org/2001/XMLSchema#"
#define POST "https://harbour-post.example/budget"
#define DAILY "https://coast-daily.example/sale"

static Store* news;
static char   news_folder[] = "/tmp/onrecord-sparql-XXXXXX";

static void put(const char* s, const char* p, Term o, const char* g) {
  const Quad quad = {term_iri(slice(s)), term_iri(slice(p)), o, *g ? term_iri(slice(g)) : (Term){0}};
  assert_int_equal(store_add(news, &quad), OK);
}

/// Two articles: the Post lets Ana deny what the Daily lets her confirm; Zoë is in the Daily only, Jonas says nothing.
static int news_make(void** state) {
  (void)state;
  setlocale(LC_CTYPE, "C.UTF-8");
  assert_non_null(mkdtemp(news_folder));
  assert_int_equal(store_open(news_folder, STORE_WRITE | STORE_CREATE | STORE_NEW, &news), OK);
  assert_int_equal(store_begin(news, STORE_WRITE), OK);
  put(ID "ana", RDFS "label", term_string(SLICE("Ana Brandt")), POST);
  put(ID "ana", RDFS "label", term_string(SLICE("Ana Brandt")), DAILY);
  put(ID "jonas", RDFS "label", term_string(SLICE("Jonas Weil")), POST);
  put(ID "zoe", RDFS "label", term_text(SLICE("Zoë Ångström"), SLICE("de")), DAILY);
  put(ID "ana", REC "denied", term_iri(SLICE(ID "sale")), POST);
  put(ID "ana", REC "confirmed", term_iri(SLICE(ID "sale")), DAILY);
  put(ID "zoe", REC "stated", term_iri(SLICE(ID "talks")), DAILY);
  put(ID "sale", SKOS "closeMatch", term_iri(SLICE(ID "talks")), DAILY);
  put(ID "talks", SKOS "closeMatch", term_iri(SLICE(ID "quay")), DAILY);
  put(ID "quay", SKOS "closeMatch", term_iri(SLICE(ID "sale")), DAILY);
  put(ID "sale", REC "score", term_typed(SLICE("0.5"), SLICE(XSD "decimal")), "");
  put(ID "talks", REC "score", term_typed(SLICE("12"), SLICE(XSD "integer")), POST);
  put(ID "quay", REC "score", term_typed(SLICE("7"), SLICE(XSD "integer")), POST);
  assert_int_equal(store_commit(news), OK);
  assert_int_equal(store_begin(news, STORE_READ), OK);
  return 0;
}

static int news_drop(void** state) {
  (void)state;
  store_close(news);
  char command[64];
  snprintf(command, sizeof command, "rm -rf %s", news_folder);
  return system(command);
}

/// The answer in a format; with quads read. The caller frees it.
static char* answer_in(QueryFormat format, const QueryOptions* options, const char* text, size_t* reads) {
  Query* query = NULL;
  char*  out   = NULL;
  size_t size  = 0;
  FILE*  file  = open_memstream(&out, &size);
  Status st    = query_prepare(news, text, options, &query);
  if (st == OK) st = query_write(query, format, file);
  fclose(file);
  if (st != OK) print_error("%s\n%s\n", text, status_message());
  assert_int_equal(st, OK);
  if (reads) *reads = query_reads(query);
  query_free(query);
  return out;
}

#endif
