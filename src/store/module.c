/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The librdf storage "lmdb": what librdf asks of a storage, answered by the store.
 *
 * librdf adds statement by statement and seldom begins a transaction, and a sync to disk for each would take a thousand
 * times as long as the rest. So changes gather in a write transaction that is committed when it holds 10,000, before
 * anything is read as a stream, and by sync, close, and the end of the storage. A program that ends without any of
 * these loses at most those changes, never the graph. A transaction that the user begins is the user's to end.
 *
 * A statement added or removed without a context is one of the default graph; looked for without one, it is looked for
 * in all graphs. */
#include "store/module_internal.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { PENDING_MAX = 10000 };

static Instance* instance_of(librdf_storage* storage) { return librdf_storage_get_instance(storage); }

int module_complain(const Instance* instance) {
  librdf_log(instance->world, 0, LIBRDF_LOG_ERROR, LIBRDF_FROM_STORAGE, NULL, "%s", status_message());
  return 1;
}

/* --- transactions ------------------------------------------------------------------------------------------------ */

int module_settle(Instance* in) {
  if (!in->writing || in->explicit) return 0;
  in->writing = false;
  in->pending = 0;
  return store_commit(in->store) == OK ? 0 : module_complain(in);
}

/// Be in a write transaction.
static Status prepare(Instance* in) {
  if (in->writing) return OK;
  TRY(store_begin(in->store, STORE_WRITE | STORE_WAIT));
  in->writing = true;
  return OK;
}

/// After a change: nonzero when it or the commit that was due failed. A batch that failed is dropped, having been said.
static int changed(Instance* in, Status status) {
  if (status != OK) {
    module_complain(in);
    if (in->writing && !in->explicit) {
      store_abort(in->store);
      in->writing = false;
      in->pending = 0;
    }
    return 1;
  }
  return ++in->pending >= PENDING_MAX ? module_settle(in) : 0;
}

Status module_reader(Instance* in, Reader** out, Store** store) {
  *out = NULL;
  if (in->writing) {
    *store = in->store;
    return OK;
  }
  Reader* r = in->readers;
  while (r && r->busy) r = r->next;
  if (!r) {
    Store* opened;
    TRY(store_open(in->path, STORE_READ, &opened));
    r           = xcalloc(1, sizeof *r);
    r->store    = opened;
    r->next     = in->readers;
    in->readers = r;
  }
  TRY(store_begin(r->store, STORE_READ));
  r->busy = true;
  *out    = r;
  *store  = r->store;
  return OK;
}

void module_release(Reader* reader) {
  if (!reader) return;
  store_abort(reader->store);
  reader->busy = false;
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static int lmdb_init(librdf_storage* storage, const char* name, librdf_hash* options) {
  Instance* in = xcalloc(1, sizeof *in);
  in->world    = librdf_storage_get_world(storage);
  in->path     = name ? xstrdup(name) : NULL;
  // -1 where an option was not given.
  in->fresh      = options && librdf_hash_get_as_boolean(options, "new") > 0;
  in->may_write  = !options || librdf_hash_get_as_boolean(options, "write") != 0;
  in->must_write = in->fresh || (options && librdf_hash_get_as_boolean(options, "write") > 0);
  in->contexts   = !options || librdf_hash_get_as_boolean(options, "contexts") != 0;
  if (options) librdf_free_hash(options);
  librdf_storage_set_instance(storage, in);
  if (in->path && *in->path) return 0;
  fail(ERR_USAGE, "the storage lmdb needs a name, the folder of the graph");
  return module_complain(in);
}

static int lmdb_clone(librdf_storage* to, librdf_storage* from) {
  const Instance* old = instance_of(from);
  Instance*       in  = xcalloc(1, sizeof *in);
  in->world           = old->world;
  in->path            = xstrdup(old->path);
  in->may_write       = old->may_write;
  in->must_write      = old->must_write;
  in->contexts        = old->contexts;
  librdf_storage_set_instance(to, in);
  return 0;
}

static int lmdb_open(librdf_storage* storage, librdf_model* model) {
  (void)model;
  Instance* in = instance_of(storage);
  if (in->store) return 0;
  Status status = store_open(in->path, in->fresh ? STORE_NEW : in->may_write ? STORE_WRITE : STORE_READ, &in->store);
  if (status == ERR_ACCESS && !in->must_write) status = store_open(in->path, STORE_READ, &in->store);
  if (status == ERR_NOT_FOUND && !in->fresh)
    fail(status, "%s: no graph there; make one with the option new='yes' (rdfproc: -n)", in->path);
  if (status != OK) return module_complain(in);
  in->fresh = false; // only once
  return 0;
}

static int lmdb_close(librdf_storage* storage) {
  Instance* in = instance_of(storage);
  if (!in->store) return 0;
  const int rc = module_settle(in);
  in->writing = in->explicit = false;
  while (in->readers) {
    Reader* r   = in->readers;
    in->readers = r->next;
    store_close(r->store);
    free(r);
  }
  store_close(in->store);
  in->store = NULL;
  return rc;
}

static void lmdb_terminate(librdf_storage* storage) {
  Instance* in = instance_of(storage);
  if (!in) return;
  lmdb_close(storage);
  free(in->path);
  free(in);
  librdf_storage_set_instance(storage, NULL);
}

static int lmdb_sync(librdf_storage* storage) { return module_settle(instance_of(storage)); }

/* --- changing ---------------------------------------------------------------------------------------------------- */

static Quad quad_of(librdf_statement* statement, librdf_node* context) {
  return (Quad){module_term(librdf_statement_get_subject(statement)),
                module_term(librdf_statement_get_predicate(statement)),
                module_term(librdf_statement_get_object(statement)), module_term(context)};
}

static int context_add(librdf_storage* storage, librdf_node* context, librdf_statement* statement) {
  Instance*  in     = instance_of(storage);
  const Quad quad   = quad_of(statement, context);
  Status     status = prepare(in);
  if (status == OK) status = store_add(in->store, &quad);
  return changed(in, status);
}

static int add(librdf_storage* storage, librdf_statement* statement) { return context_add(storage, NULL, statement); }

static int context_add_all(librdf_storage* storage, librdf_node* context, librdf_stream* stream) {
  for (; !librdf_stream_end(stream); librdf_stream_next(stream)) {
    const int rc = context_add(storage, context, librdf_stream_get_object(stream));
    if (rc) return rc;
  }
  return 0;
}

static int add_all(librdf_storage* storage, librdf_stream* stream) { return context_add_all(storage, NULL, stream); }

/// From all graphs, for those who see them as one.
static Status remove_everywhere(Instance* in, const Quad* quad) {
  StoreCursor* cursor;
  TRY(store_find(in->store, &(StorePattern){.pattern = {quad->s, quad->p, quad->o, {0}}}, &cursor));
  Status status = OK;
  bool   more   = true;
  while (status == OK && more) {
    Quad there;
    status = store_next(cursor, &there, &more);
    if (status == OK && more) status = store_remove(in->store, &there);
  }
  store_cursor_free(cursor);
  return status;
}

static int context_remove(librdf_storage* storage, librdf_node* context, librdf_statement* statement) {
  Instance*  in     = instance_of(storage);
  const Quad quad   = quad_of(statement, context);
  Status     status = prepare(in);
  if (status == OK) status = context || in->contexts ? store_remove(in->store, &quad) : remove_everywhere(in, &quad);
  return changed(in, status);
}

static int remove_one(librdf_storage* storage, librdf_statement* statement) {
  return context_remove(storage, NULL, statement);
}

static int context_remove_all(librdf_storage* storage, librdf_node* context) {
  Instance* in     = instance_of(storage);
  Status    status = prepare(in);
  if (status == OK) status = store_remove_graph(in->store, module_term(context), NULL);
  return changed(in, status);
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

static int lmdb_size(librdf_storage* storage) {
  Instance*          in = instance_of(storage);
  Reader*            reader;
  Store*             store;
  size_t             n      = 0;
  const StorePattern all    = {.merged = !in->contexts};
  Status             status = module_reader(in, &reader, &store);
  if (status == OK) status = store_count(store, &all, SIZE_MAX, &n);
  module_release(reader);
  if (status != OK) {
    module_complain(in);
    return -1;
  }
  return n > INT_MAX ? INT_MAX : (int)n;
}

static int contains(librdf_storage* storage, librdf_statement* statement) {
  Instance*          in = instance_of(storage);
  Reader*            reader;
  Store*             store;
  size_t             n       = 0;
  const StorePattern pattern = {.pattern = quad_of(statement, NULL)};
  Status             status  = module_reader(in, &reader, &store);
  if (status == OK) status = store_count(store, &pattern, 1, &n);
  module_release(reader);
  if (status != OK) module_complain(in);
  return n > 0;
}

static StorePattern pattern_of(librdf_storage* storage, librdf_statement* statement, librdf_node* context) {
  StorePattern p = {.merged = !instance_of(storage)->contexts};
  if (statement)
    p.pattern = quad_of(statement, context);
  else
    p.pattern.g = module_term(context);
  return p;
}

static librdf_stream* find_in_context(librdf_storage* storage, librdf_statement* statement, librdf_node* context) {
  const StorePattern p = pattern_of(storage, statement, context);
  return module_stream(storage, &p);
}

static librdf_stream* find(librdf_storage* storage, librdf_statement* statement) {
  return find_in_context(storage, statement, NULL);
}

static librdf_stream* serialise(librdf_storage* storage) { return find_in_context(storage, NULL, NULL); }

static librdf_stream* context_serialise(librdf_storage* storage, librdf_node* context) {
  StorePattern p  = pattern_of(storage, NULL, context);
  p.default_graph = !context;
  return module_stream(storage, &p);
}

static librdf_iterator* get_contexts(librdf_storage* storage) {
  return instance_of(storage)->contexts ? module_contexts(storage) : NULL;
}

static librdf_node* get_feature(librdf_storage* storage, librdf_uri* feature) {
  const unsigned char* name = feature ? librdf_uri_as_string(feature) : NULL;
  Instance*            in   = instance_of(storage);
  if (name && !strcmp((const char*)name, STORE_FEATURE_PATH) && in->store && in->contexts && !in->explicit && !module_settle(in))
    return librdf_new_node_from_typed_literal(in->world, (const unsigned char*)in->path, NULL, NULL);
  if (!name || strcmp((const char*)name, LIBRDF_MODEL_FEATURE_CONTEXTS)) return NULL;
  return librdf_new_node_from_typed_literal(in->world, (const unsigned char*)(in->contexts ? "1" : "0"), NULL, NULL);
}

/* --- the user's transactions ------------------------------------------------------------------------------------- */

static int transaction_start(librdf_storage* storage) {
  Instance* in = instance_of(storage);
  if (in->explicit || module_settle(in)) {
    if (!in->explicit) return 1;
    fail(ERR_USAGE, "%s: a transaction is open already; commit it or roll it back first", in->path);
    return module_complain(in);
  }
  if (prepare(in) != OK) return module_complain(in);
  in->explicit = true;
  return 0;
}

static int transaction_end(librdf_storage* storage, bool commit) {
  Instance* in = instance_of(storage);
  if (!in->explicit) {
    fail(ERR_USAGE, "%s: no transaction is open; start one first", in->path);
    return module_complain(in);
  }
  in->explicit = in->writing = false;
  in->pending                = 0;
  if (commit) return store_commit(in->store) == OK ? 0 : module_complain(in);
  store_abort(in->store);
  return 0;
}

static int transaction_commit(librdf_storage* storage) { return transaction_end(storage, true); }
static int transaction_rollback(librdf_storage* storage) { return transaction_end(storage, false); }

static int supports_query(librdf_storage* storage, librdf_query* query) {
  (void)storage;
  (void)query;
  return 0;
}

/* --- the factory ------------------------------------------------------------------------------------------------- */

/// What is left out (sources, arcs, targets, has_arc_in, ...) librdf itself asks by find_statements.
static void fill(librdf_storage_factory* f) {
  f->version                    = LIBRDF_STORAGE_INTERFACE_VERSION;
  f->init                       = lmdb_init;
  f->clone                      = lmdb_clone;
  f->terminate                  = lmdb_terminate;
  f->open                       = lmdb_open;
  f->close                      = lmdb_close;
  f->sync                       = lmdb_sync;
  f->size                       = lmdb_size;
  f->add_statement              = add;
  f->add_statements             = add_all;
  f->remove_statement           = remove_one;
  f->contains_statement         = contains;
  f->serialise                  = serialise;
  f->find_statements            = find;
  f->find_statements_in_context = find_in_context;
  f->context_add_statement      = context_add;
  f->context_add_statements     = context_add_all;
  f->context_remove_statement   = context_remove;
  f->context_remove_statements  = context_remove_all;
  f->context_serialise          = context_serialise;
  f->get_contexts               = get_contexts;
  f->get_feature                = get_feature;
  f->transaction_start          = transaction_start;
  f->transaction_commit         = transaction_commit;
  f->transaction_rollback       = transaction_rollback;
  f->supports_query             = supports_query;
}

void store_register(librdf_world* world) {
  const char *name, *label;
  for (unsigned i = 0; !librdf_storage_enumerate(world, i, &name, &label); i++)
    if (!strcmp(name, "lmdb")) return;
  librdf_storage_register_factory(world, "lmdb", "Quads in LMDB", fill);
}
