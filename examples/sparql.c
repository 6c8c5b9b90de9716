/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* SPARQL 1.1 over models of librdf, here one in memory and, if its folder is given, one on the storage lmdb:
 *
 *     cc -o sparql sparql.c $(pkg-config --cflags --libs onrecord-sparql)
 *     ./sparql [FOLDER [QUERY]] */
#include <onrecord/sparql.h>

#include <stdio.h>
#include <stdlib.h>

static int print_row(void* self, size_t n, const char* const* names, librdf_node* const* values) {
  (void)self;
  for (size_t i = 0; i < n; i++) {
    printf("%s%s=", i ? " " : "", names[i]);
    if (values[i]) librdf_node_print(values[i], stdout);
  }
  putchar('\n');
  return 0;
}

static int complain(void) {
  fprintf(stderr, "%s\n", onr_message());
  return 1;
}

static int in_memory(librdf_world* world) {
  static const char* const paths = "SELECT ?who ?boss { ?who schema:memberOf+ ?boss FILTER NOT EXISTS { ?boss schema:memberOf ?more } } ORDER BY ?who";
  librdf_storage* storage = librdf_new_storage(world, "memory", NULL, "contexts='yes'");
  librdf_model*   model   = librdf_new_model(world, storage, NULL);
  size_t          added   = 0;
  int             failed  = onr_sparql_update(model, "INSERT DATA { GRAPH <urn:a> { id:ana schema:memberOf id:board } GRAPH <urn:b> { id:board schema:memberOf id:council } }",
                                              NULL, &added, NULL) != ONR_OK;
  printf("%zu added\n", added);
  failed = failed || onr_sparql_rows(model, paths, NULL, print_row, NULL) != ONR_OK;
  failed = failed || onr_sparql_write(model, "ASK { GRAPH <urn:a> { id:board ?p ?o } }", NULL, "table", stdout) != ONR_OK;
  librdf_free_model(model);
  librdf_free_storage(storage);
  return failed ? complain() : 0;
}

static int on_disk(librdf_world* world, const char* folder, const char* query) {
  librdf_storage* storage = librdf_new_storage(world, "lmdb", folder, "write='no'");
  librdf_model*   model   = storage ? librdf_new_model(world, storage, NULL) : NULL;
  if (!model) return fprintf(stderr, "%s: not opened; is librdf_storage_lmdb.so in Redland's module folder?\n", folder), 1;
  const int failed = onr_sparql_write(model, query, &(onr_sparql_options){.timeout = 60}, "csv", stdout) != ONR_OK;
  librdf_free_model(model);
  librdf_free_storage(storage);
  return failed ? complain() : 0;
}

int main(int argc, char** argv) {
  librdf_world* world = librdf_new_world();
  librdf_world_open(world);
  int failed = in_memory(world);
  if (argc > 1) failed |= on_disk(world, argv[1], argc > 2 ? argv[2] : "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }");
  librdf_free_world(world);
  return failed;
}
