/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "base/arena.h"

#include "base/status.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct ArenaBlock {
  ArenaBlock* before;
  size_t      size, used; ///< Bytes behind this head
  max_align_t bytes[];
};

/// Blocks grow, so that an arena of a few terms, as every row of a query has one, costs no more than they do.
enum { FIRST_BLOCK = 1024, BLOCK = 64 * 1024 };

static size_t aligned(size_t n) {
  const size_t a = _Alignof(max_align_t);
  return (n + a - 1) / a * a;
}

void* arena_alloc(Arena* arena, size_t size) {
  size = aligned(size ? size : 1);
  ArenaBlock* b = arena->last;
#ifdef ONRECORD_MALLOC_ARENA
  const size_t room = size;
  b                 = NULL;
#else
  const size_t next = !b ? FIRST_BLOCK : b->size < BLOCK / 2 ? b->size * 2 : BLOCK;
  const size_t room = size > next ? size : next;
#endif
  if (!b || b->size - b->used < size) {
    b           = xmalloc(sizeof *b + room);
    b->size     = room;
    b->used     = 0;
    b->before   = arena->last;
    arena->last = b;
  }
  void* p = (char*)b->bytes + b->used;
  b->used += size;
  arena->used += size;
  return memset(p, 0, size);
}

char* arena_copy(Arena* arena, const char* bytes, size_t n) {
  char* p = arena_alloc(arena, n + 1);
  if (n) memcpy(p, bytes, n);
  return p;
}

char* arena_printf(Arena* arena, const char* format, ...) {
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  const int n = vsnprintf(NULL, 0, format, args);
  va_end(args);
  char* p = arena_alloc(arena, (size_t)(n < 0 ? 0 : n) + 1);
  if (n > 0) vsnprintf(p, (size_t)n + 1, format, again);
  va_end(again);
  return p;
}

void arena_free(Arena* arena) {
  for (ArenaBlock *b = arena->last, *before; b; b = before) {
    before = b->before;
    free(b);
  }
  *arena = (Arena){0};
}

void* arena_grow(Arena* arena, void* items, size_t n, size_t* cap, size_t element) {
  *cap        = *cap ? *cap * 2 : 8;
  void* grown = arena_alloc(arena, *cap * element);
  if (n) memcpy(grown, items, n * element);
  return grown;
}
