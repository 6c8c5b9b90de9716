/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* A hash table from byte strings to numbers (open addressing, XXH3). Keys are copied. Iteration is in order of first
 * insertion, so nothing that is printed ever depends on hash order. Start with `Map m = {0};`. */
#ifndef ONRECORD_BASE_MAP_H
#define ONRECORD_BASE_MAP_H

#include "base/text.h"

typedef struct {
  Slice    key;
  uint64_t hash, value;
} MapEntry;

typedef struct {
  MapEntry* entries; ///< In order of first insertion
  size_t    n, cap;
  uint32_t* slots; ///< Index + 1 into entries, 0 where free
  size_t    mask;
  Arena     keys;
} Map;

/// The value of `key`, which is put with the value `fresh` if it was not there; valid until the next map_at().
uint64_t* map_at(Map* map, Slice key, uint64_t fresh);

/// The value of `key`, or NULL.
uint64_t* map_find(const Map* map, Slice key);

void map_free(Map* map);

#endif
