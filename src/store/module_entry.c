/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The one name that librdf_storage_lmdb.so shows: librdf calls it for each module in its folder, or in those of
 * REDLAND_MODULE_PATH. So `rdfproc -s lmdb news.graph print` knows the storage. */
#include "store/module.h"

void librdf_storage_module_register_factory(librdf_world* world);

__attribute__((visibility("default"))) void librdf_storage_module_register_factory(librdf_world* world) {
  store_register(world);
}
