/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Reading through librdf: streams of statements and the iterator of contexts.
 *
 * Every stream has a read transaction of its own, and so the state of the graph when it was made: a loop may add to or
 * remove from the graph it walks. Only inside a transaction that the user began does a stream read through that, to
 * see what is not committed; it ends when the transaction does. */
#include "store/module_internal.h"

#include <stdlib.h>

typedef struct {
  Instance*         instance;
  librdf_storage*   storage;
  Reader*           reader;
  StoreCursor*      cursor;
  librdf_statement* statement; ///< NULL in the iterator of contexts
  librdf_node*      context;
  bool              ended;
} Walk;

static void walk_free(void* pointer) {
  Walk* w = pointer;
  if (w->cursor) store_cursor_free(w->cursor);
  module_release(w->reader);
  if (w->statement) librdf_free_statement(w->statement);
  if (w->context) librdf_free_node(w->context);
  if (w->storage) librdf_storage_remove_reference(w->storage);
  free(w);
}

/// Nonzero at the end.
static int walk_next(void* pointer) {
  Walk* w = pointer;
  if (w->ended) return 1;
  if (w->statement) librdf_statement_clear(w->statement);
  if (w->context) librdf_free_node(w->context);
  w->context = NULL;
  Quad         quad;
  bool         more;
  const Status status = store_next(w->cursor, &quad, &more);
  if (status != OK) module_complain(w->instance);
  if (status != OK || !more) {
    w->ended = true;
    return 1;
  }
  librdf_world* world = w->instance->world;
  if (quad.g.kind != TERM_NONE) w->context = module_node(world, quad.g);
  if (w->statement) {
    librdf_statement_set_subject(w->statement, module_node(world, quad.s));
    librdf_statement_set_predicate(w->statement, module_node(world, quad.p));
    librdf_statement_set_object(w->statement, module_node(world, quad.o));
  }
  return 0;
}

static int walk_end(void* pointer) { return ((Walk*)pointer)->ended; }

static void* stream_get(void* pointer, int what) {
  Walk* w = pointer;
  if (w->ended) return NULL;
  if (what == LIBRDF_STREAM_GET_METHOD_GET_OBJECT) return w->statement;
  return what == LIBRDF_STREAM_GET_METHOD_GET_CONTEXT ? w->context : NULL;
}

static void* contexts_get(void* pointer, int what) {
  Walk* w = pointer;
  return !w->ended && what == LIBRDF_ITERATOR_GET_METHOD_GET_OBJECT ? w->context : NULL;
}

/// With a cursor on `pattern`, or on the names of the graphs where that is NULL. NULL when it failed.
static Walk* walk_new(librdf_storage* storage, const StorePattern* pattern) {
  Instance* instance = librdf_storage_get_instance(storage);
  if (!instance->store || module_settle(instance)) return NULL;
  Walk* w      = xcalloc(1, sizeof *w);
  w->instance  = instance;
  w->statement = pattern ? librdf_new_statement(instance->world) : NULL;
  Store* store;
  Status status = module_reader(instance, &w->reader, &store);
  if (status == OK) status = pattern ? store_find(store, pattern, &w->cursor) : store_graphs(store, &w->cursor);
  if (status != OK) {
    module_complain(instance);
    walk_free(w);
    return NULL;
  }
  librdf_storage_add_reference(storage);
  w->storage = storage;
  walk_next(w);
  return w;
}

librdf_stream* module_stream(librdf_storage* storage, const StorePattern* pattern) {
  Walk* w = walk_new(storage, pattern);
  if (!w) return NULL;
  librdf_stream* stream = librdf_new_stream(w->instance->world, w, walk_end, walk_next, stream_get, walk_free);
  if (!stream) walk_free(w);
  return stream;
}

librdf_iterator* module_contexts(librdf_storage* storage) {
  Walk* w = walk_new(storage, NULL);
  if (!w) return NULL;
  librdf_iterator* iterator = librdf_new_iterator(w->instance->world, w, walk_end, walk_next, contexts_get, walk_free);
  if (!iterator) walk_free(w);
  return iterator;
}
