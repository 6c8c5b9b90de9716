/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The functions of onrecord/sparql.h. A model on the storage "lmdb" is asked for its folder, which is then read past
 * librdf, with the store's own indexes and counts; inside a transaction that the caller began, which only the model sees,
 * the model is asked like any other. */
#include "library/asking.h"
#include "library/onrecord.h"
#include "sparql/query.h"
#include "sparql/source_model.h"
#include "sparql/update.h"
#include "store/module_internal.h"

#include "library/sparql.h"

#include <stdlib.h>

/// What a request runs over.
typedef struct {
  ModelSource model;
  Store*      store; ///< NULL: over the model
  Asking        asking;
  SparqlService service;
} Over;

static onr_status told(Status status) { return (onr_status)status; }

/// The folder of a storage "lmdb" as a string of the caller's, or NULL.
static char* lmdb_path(const ModelSource* m) {
  librdf_uri*  feature = librdf_new_uri(m->world, (const unsigned char*)STORE_FEATURE_PATH);
  librdf_node* node    = librdf_model_get_feature(m->model, feature);
  char*        path    = node ? xstrdup((const char*)librdf_node_get_literal_value(node)) : NULL;
  librdf_free_uri(feature);
  if (node) librdf_free_node(node);
  return path;
}

static void over_open(librdf_model* model, Over* over) {
  *over      = (Over){.model = source_of_model(model)};
  char* path = lmdb_path(&over->model);
  if (path && store_open(path, STORE_READ, &over->store) == OK && store_begin(over->store, STORE_READ) != OK) {
    store_close(over->store);
    over->store = NULL;
  }
  free(path);
}

static void over_close(Over* over) {
  if (!over->store) return;
  store_abort(over->store);
  store_close(over->store);
}

static Status prepare(Over* over, const char* text, const onr_sparql_options* options, Query** query) {
  const onr_sparql_options none = {0};
  const onr_sparql_options* o   = options ? options : &none;
  over->asking                  = (Asking){.hosts = o->services, .allow_private = o->private_services != 0};
  over->service                 = asking_service(&over->asking);
  const QueryOptions        own = {.base = o->base, .timeout_s = o->timeout, .memory = o->max_memory, .strict = o->only_default != 0,
                                   .service = o->services ? &over->service : NULL};
  return over->store ? query_prepare(over->store, text, &own, query) : query_prepare_over(&over->model.source, text, &own, query);
}

onr_status onr_sparql_write(librdf_model* model, const char* text, const onr_sparql_options* options, const char* format, FILE* out) {
  QueryFormat written;
  Status      status = query_format(format, &written);
  if (status != OK) return told(status);
  Over   over;
  Query* query = NULL;
  over_open(model, &over);
  status = prepare(&over, text, options, &query);
  if (status == OK) status = query_write(query, written, out);
  query_free(query);
  over_close(&over);
  return told(status);
}

typedef struct {
  librdf_world*      world;
  onr_sparql_row     row;
  void*              self;
  const char* const* names;
  Arena              arena;
  bool               stopped;
} Giving;

static Status take_names(void* self, size_t n, const Slice* names) {
  Giving*      giving = self;
  const char** copies = arena_array(&giving->arena, const char*, n + 1);
  for (size_t i = 0; i < n; ++i) copies[i] = arena_copy(&giving->arena, names[i].ptr, names[i].len);
  giving->names = copies;
  return OK;
}

static Status take_row(void* self, size_t n, const Term* terms) {
  Giving*       giving = self;
  librdf_node** nodes  = xcalloc(n + 1, sizeof(librdf_node*));
  for (size_t i = 0; i < n; ++i) nodes[i] = module_node(giving->world, terms[i]);
  giving->stopped = giving->row(giving->self, n, giving->names, nodes) != 0;
  for (size_t i = 0; i < n; ++i)
    if (nodes[i]) librdf_free_node(nodes[i]);
  free(nodes);
  return giving->stopped ? ERR_LIMIT : OK;
}

onr_status onr_sparql_rows(librdf_model* model, const char* text, const onr_sparql_options* options, onr_sparql_row row, void* self) {
  Over   over;
  Query* query = NULL;
  over_open(model, &over);
  Giving          giving = {.world = over.model.world, .row = row, .self = self};
  const QueryRows rows   = {take_names, take_row, &giving};
  Status          status = prepare(&over, text, options, &query);
  if (status == OK) status = query_rows(query, &rows);
  query_free(query);
  over_close(&over);
  arena_free(&giving.arena);
  return giving.stopped ? ONR_OK : told(status);
}

onr_status onr_sparql_update(librdf_model* model, const char* text, const onr_sparql_options* options, size_t* added, size_t* removed) {
  const onr_sparql_options  none = {0};
  const onr_sparql_options* o    = options ? options : &none;
  Asking              asking  = {.hosts = o->services, .allow_private = o->private_services != 0};
  const SparqlService service = asking_service(&asking);
  const UpdateOptions own = {.base = o->base, .timeout_s = o->timeout, .memory = o->max_memory, .strict = o->only_default != 0,
                             .files = o->load_files != 0, .service = o->services ? &service : NULL};
  ModelSource source = source_of_model(model);
  UpdateDone  done   = {0};
  const bool  whole  = librdf_model_transaction_start(model) == 0;
  Status      status = update_run_over(&source.source, text, &own, &done);
  if (whole && status == OK && librdf_model_transaction_commit(model)) status = fail(ERR_IO, "the model did not keep the changes");
  else if (whole && status != OK) librdf_model_transaction_rollback(model);
  if (added) *added = done.added;
  if (removed) *removed = done.removed;
  return told(status);
}
