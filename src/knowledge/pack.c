/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Rows become a sheet: rows of one name, type and id are one entity with several offices; where there is no id, the
 * organization tells namesakes apart. Each string is kept once; keys are sorted, so that a name is found by halving. */
#include "knowledge/sheet.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  Arena  arena;
  Map    strings;
  Buffer text;
} Pool;

static uint32_t pool_put(Pool* pool, Slice s) {
  const size_t   before = pool->strings.n;
  const uint32_t at     = (uint32_t)*map_at(&pool->strings, s, pool->text.len);
  if (pool->strings.n > before) {
    buffer_put_slice(&pool->text, s);
    buffer_putc(&pool->text, '\0');
  }
  return at;
}

typedef struct {
  Slice    key;
  uint32_t entity;
} Key;

static int by_key(const void* x, const void* y) {
  const Key *a = x, *b = y;
  const int  c = slice_compare(a->key, b->key);
  return c ? c : (a->entity > b->entity) - (a->entity < b->entity);
}

typedef struct {
  Key*   items;
  size_t n, cap;
} Keys;

/// The name and the others of the row, between '|'.
static void put_keys(Arena* arena, Keys* keys, Slice names, uint32_t entity) {
  for (Slice rest = names; rest.len;) {
    const char* bar  = memchr(rest.ptr, '|', rest.len);
    const Slice name = {rest.ptr, bar ? (size_t)(bar - rest.ptr) : rest.len};
    rest = bar ? (Slice){bar + 1, rest.len - name.len - 1} : (Slice){"", 0};
    const Slice key = known_key(arena, name);
    if (key.len) *arena_push(arena, keys->items, keys->n, keys->cap) = (Key){key, entity};
  }
}

static uint32_t* number_entities(Pool* pool, const KnownRows* rows, size_t* n) {
  Map       seen = {0};
  uint32_t* of   = arena_array(&pool->arena, uint32_t, rows->n + 1);
  for (size_t i = 0; i < rows->n; i++) {
    const KnownRow* row   = &rows->items[i];
    const Slice     name  = known_key(&pool->arena, row->cells[ROW_NAME]);
    const Slice     where = row->wikidata ? row->cells[ROW_WIKIDATA] : known_key(&pool->arena, row->cells[ROW_ORGANIZATION]);
    of[i] = (uint32_t)*map_at(&seen, slice(arena_printf(&pool->arena, "%d\n%.*s\n%.*s", row->type, SLICE_ARG(name), SLICE_ARG(where))), seen.n);
  }
  *n = seen.n;
  map_free(&seen);
  return of;
}

/// Rows by entity, each entity's in their order.
static void put_offices(Pool* pool, const KnownRows* rows, const uint32_t* of, SheetEntity* entities, size_t entity_count, SheetOffice* offices) {
  uint32_t at = 0;
  for (size_t i = 0; i < rows->n; i++) entities[of[i]].count += rows->items[i].cells[ROW_ROLE].len > 0;
  for (size_t e = 0; e < entity_count; e++) {
    entities[e].first = at;
    at += entities[e].count;
    entities[e].count = 0;
  }
  for (size_t i = 0; i < rows->n; i++) {
    const Slice* c = rows->items[i].cells;
    SheetEntity* e = &entities[of[i]];
    if (!c[ROW_ROLE].len) continue;
    offices[e->first + e->count++] = (SheetOffice){pool_put(pool, c[ROW_ROLE]), pool_put(pool, c[ROW_ORGANIZATION]), pool_put(pool, c[ROW_FROM]),
                                                   pool_put(pool, c[ROW_TO])};
  }
}

void sheet_pack(const KnownRows* rows, Buffer* out) {
  Pool            pool = {0};
  Keys            keys = {0};
  size_t          entity_count;
  const uint32_t* of = number_entities(&pool, rows, &entity_count);
  pool_put(&pool, SLICE(""));
  SheetEntity* entities = arena_array(&pool.arena, SheetEntity, entity_count + 1);
  SheetOffice* offices  = arena_array(&pool.arena, SheetOffice, rows->n + 1);
  for (size_t i = 0; i < rows->n; i++) {
    const KnownRow* row = &rows->items[i];
    SheetEntity*    e   = &entities[of[i]];
    if (!e->name) *e = (SheetEntity){.name = pool_put(&pool, row->cells[ROW_NAME]), .source = pool_put(&pool, slice(row->source)),
                                     .wikidata = row->wikidata, .type = (uint32_t)row->type};
    put_keys(&pool.arena, &keys, row->cells[ROW_NAME], of[i]);
    put_keys(&pool.arena, &keys, row->cells[ROW_ALSO], of[i]);
  }
  put_offices(&pool, rows, of, entities, entity_count, offices);
  if (keys.n) qsort(keys.items, keys.n, sizeof *keys.items, by_key);
  SheetKey* packed = arena_array(&pool.arena, SheetKey, keys.n + 1);
  size_t    n      = 0;
  for (size_t i = 0; i < keys.n; i++)
    if (!i || by_key(&keys.items[i - 1], &keys.items[i])) packed[n++] = (SheetKey){pool_put(&pool, keys.items[i].key), keys.items[i].entity};
  const size_t office_count = entity_count ? entities[entity_count - 1].first + entities[entity_count - 1].count : 0;
  SheetHead    head = {.order = SHEET_ORDER, .entities = (uint32_t)entity_count, .offices = (uint32_t)office_count, .keys = (uint32_t)n,
                       .text = (uint32_t)pool.text.len};
  memcpy(head.magic, SHEET_MAGIC, sizeof head.magic);
  buffer_put(out, &head, sizeof head);
  buffer_put(out, entities, entity_count * sizeof *entities);
  buffer_put(out, offices, office_count * sizeof *offices);
  buffer_put(out, packed, n * sizeof *packed);
  buffer_put(out, pool.text.bytes, pool.text.len);
  map_free(&pool.strings);
  buffer_free(&pool.text);
  arena_free(&pool.arena);
}

Status known_pack(const Slice* texts, const char* const* names, size_t n, Buffer* out) {
  Arena     arena  = {0};
  Map       seen   = {0};
  KnownRows rows   = {0};
  Status    status = OK;
  for (size_t i = 0; i < n && status == OK; i++) status = rows_read(texts[i], names[i], &arena, &seen, &rows);
  if (status == OK) sheet_pack(&rows, out);
  map_free(&seen);
  arena_free(&arena);
  return status;
}
