/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "base/map.h"

#include "base/status.h"

#include <stdlib.h>
#include <xxhash.h>

static size_t slot_of(const Map* map, Slice key, uint64_t hash) {
  size_t i = hash & map->mask;
  while (map->slots[i]) {
    const MapEntry* e = &map->entries[map->slots[i] - 1];
    if (e->hash == hash && slice_equal(e->key, key)) break;
    i = (i + 1) & map->mask;
  }
  return i;
}

static void grow(Map* map) {
  const size_t size = map->mask ? (map->mask + 1) * 2 : 16;
  free(map->slots);
  map->slots = xcalloc(size, sizeof *map->slots);
  map->mask  = size - 1;
  for (size_t i = 0; i < map->n; i++)
    map->slots[slot_of(map, map->entries[i].key, map->entries[i].hash)] = (uint32_t)i + 1;
}

uint64_t* map_find(const Map* map, Slice key) {
  if (!map->n) return NULL;
  const uint32_t at = map->slots[slot_of(map, key, XXH3_64bits(key.ptr, key.len))];
  return at ? &map->entries[at - 1].value : NULL;
}

uint64_t* map_at(Map* map, Slice key, uint64_t fresh) {
  if (map->n * 2 >= map->mask) grow(map);
  const uint64_t hash = XXH3_64bits(key.ptr, key.len);
  const size_t   slot = slot_of(map, key, hash);
  if (!map->slots[slot]) {
    if (map->n == map->cap) {
      map->cap     = map->cap ? map->cap * 2 : 16;
      map->entries = xrealloc(map->entries, map->cap * sizeof *map->entries);
    }
    map->entries[map->n] = (MapEntry){{arena_copy(&map->keys, key.ptr, key.len), key.len}, hash, fresh};
    map->slots[slot]     = (uint32_t)++map->n;
  }
  return &map->entries[map->slots[slot] - 1].value;
}

void map_free(Map* map) {
  free(map->entries);
  free(map->slots);
  arena_free(&map->keys);
  *map = (Map){0};
}
