/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* SPARQL 1.1 over any librdf model, in the place of rasqal; fast on the storage "lmdb".
 *
 *     static int row(void* self, size_t n, const char* const* names, librdf_node* const* values) {
 *       for (size_t i = 0; i < n; ++i) if (values[i]) { printf("%s = ", names[i]); librdf_node_print(values[i], stdout); }
 *       return 0;                                                    // anything else ends the query
 *     }
 *     if (onr_sparql_rows(model, "SELECT ?s { ?s a rec:Claim }", NULL, row, NULL)) errx(1, "%s", onr_message());
 *
 * The default graph is the union of all contexts, each triple once; GRAPH sees them by name. Nothing is fetched from
 * the network, but what SERVICE asks of the hosts that you name. Errors are as in onrecord.h. Link with `pkg-config --libs onrecord-sparql`. */
#ifndef ONRECORD_SPARQL_H
#define ONRECORD_SPARQL_H

#include <librdf.h>
#include <onrecord.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What a request may take; a NULL pointer to it, or a 0 in it, is no limit. */
typedef struct {
  const char* base;       /**< Of relative IRIs; NULL: https://w3id.org/onrecord/ */
  double      timeout;    /**< Seconds */
  size_t      max_memory; /**< Bytes kept at a time */
  int         only_default; /**< The default graph is only what stands in no context */
  int         load_files; /**< LOAD in updates may read files of this machine */
  const char* const* services; /**< Whom SERVICE may ask: "data.example", "localhost:7878", ended by NULL; NULL: nobody */
  int         private_services; /**< Those of them, too, that are this machine or in a private network */
} onr_sparql_options;

/** Write the answer to `out`; `format`: "table", "csv", "tsv", "json", "xml". CONSTRUCT and DESCRIBE need "table" and
 *  give N-Triples. */
ONR_API onr_status onr_sparql_write(librdf_model* model, const char* query, const onr_sparql_options* options, const char* format, FILE* out);

/** Names and nodes belong to the call; a value that is not bound is NULL. */
typedef int (*onr_sparql_row)(void* self, size_t n, const char* const* names, librdf_node* const* values);

/** Call `row` for every row of a SELECT, until it returns nonzero, which is no error. */
ONR_API onr_status onr_sparql_rows(librdf_model* model, const char* query, const onr_sparql_options* options, onr_sparql_row row, void* self);

/** Run an update. `added` and `removed` (may be NULL) count statements. In one transaction where the storage has them;
 *  where it has none, what was done before a fault stays done. */
ONR_API onr_status onr_sparql_update(librdf_model* model, const char* update, const onr_sparql_options* options, size_t* added, size_t* removed);

#ifdef __cplusplus
}
#endif

#endif
