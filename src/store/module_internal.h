/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What the parts of the librdf storage share: module.c (the factory), module_stream.c (reading), module_node.c. */
#ifndef ONRECORD_STORE_MODULE_INTERNAL_H
#define ONRECORD_STORE_MODULE_INTERNAL_H

#include "store/module.h"
#include "store/store.h"

/// A handle for one stream, with a read transaction of its own.
typedef struct Reader {
  struct Reader* next;
  Store*         store;
  bool           busy;
} Reader;

typedef struct {
  librdf_world* world;
  char*         path;
  bool          fresh, may_write, must_write, contexts;
  Store*        store;
  bool          writing; ///< A write transaction is open ...
  bool explicit;         ///< ... that librdf_storage_transaction_start() began
  size_t  pending;       ///< Changes in it
  Reader* readers;
} Instance;

/// Say what went wrong through librdf's log; returns 1.
int module_complain(const Instance* instance);

/// What is pending is committed, so that others see it; nothing in a transaction that the user began. Nonzero: it
/// failed.
int module_settle(Instance* instance);

/// The store to read from: the writer's own inside a transaction that the user began, else a reader's snapshot.
Status module_reader(Instance* instance, Reader** reader, Store** store);
void   module_release(Reader* reader); ///< NULL is fine

librdf_stream*   module_stream(librdf_storage* storage, const StorePattern* pattern);
librdf_iterator* module_contexts(librdf_storage* storage);

/// A node's term; its bytes are the node's. TERM_NONE for NULL.
Term module_term(librdf_node* node);
/// A new node; NULL where librdf cannot make one.
librdf_node* module_node(librdf_world* world, Term term);

#endif
