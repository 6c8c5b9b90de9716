/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* SPARQL 1.1 Update: a request of operations, all of which are done or none.
 *
 *     TRY(store_begin(store, STORE_WRITE));
 *     Status status = update_run(store, "INSERT DATA { id:ana rdfs:seeAlso <http://ana.example/> }", &options, &done);
 *     status == OK ? store_commit(store) : store_abort(store);
 *
 * Patterns see what a query sees: the default graph is the union of all. What is written without GRAPH or WITH goes into the
 * default graph alone, and is removed from it alone. */
#ifndef ONRECORD_SPARQL_UPDATE_H
#define ONRECORD_SPARQL_UPDATE_H

#include "sparql/query.h"
#include "store/store.h"

#include <signal.h>

typedef struct {
  const char* base;   ///< As in QueryOptions
  bool        files;  ///< LOAD may read files of this machine (file: IRIs); it never asks the network
  double      timeout_s;
  size_t      memory;
  bool        strict; ///< As in QueryOptions
  const SparqlService* service; ///< As in QueryOptions
  const volatile sig_atomic_t* cancel;
  /// Asked once before a graph is first changed (TERM_NONE: the default graph): a status other than OK ends the request.
  Status (*guard)(void* self, Term graph);
  void* guard_self;
} UpdateOptions;

typedef struct {
  size_t added, removed; ///< Quads that were not there before, and that are no longer
} UpdateDone;

/// In a write transaction of the caller's, who aborts it where the status is not OK. ERR_INPUT: does not parse;
/// ERR_NOT_FOUND: a graph or file that is not there and SILENT does not excuse; ERR_ACCESS: LOAD of what is not allowed.
Status update_run(Store* store, const char* text, const UpdateOptions* options, UpdateDone* done);
/// The same over any source that can be changed.
typedef struct Source Source;
Status update_run_over(Source* source, const char* text, const UpdateOptions* options, UpdateDone* done);

#endif
