/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The store as a librdf storage named "lmdb".
 *
 *     librdf_world* world = librdf_new_world();
 *     librdf_world_open(world);
 *     store_register(world);
 *     librdf_storage* storage = librdf_new_storage(world, "lmdb", "news.graph", "write='no'");
 *
 * Options: new='yes' empties the graph or makes it; write='no' opens it for reading (as does a folder without the
 * rights to write); contexts='no' shows the graphs as one, each triple once, and adds to the default graph.
 * Programs that were not written for it find the storage as a module, librdf_storage_lmdb.so (module_entry.c). */
#ifndef ONRECORD_STORE_MODULE_H
#define ONRECORD_STORE_MODULE_H

#include <librdf.h>

/// A feature of the storage: its folder as a literal, where all that was changed is on disk; none inside a transaction that
/// the user began, or with contexts='no'. Asking for it commits what is pending.
#define STORE_FEATURE_PATH "https://w3id.org/onrecord/feature/lmdb-folder"

/// Make the storage known to librdf; does nothing where the module was loaded already.
void store_register(librdf_world* world);

#endif
