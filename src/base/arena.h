/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* One owner for all that belongs to an article: memory handed out bit by bit and freed at once.
 *
 *     Arena arena = {0};
 *     char* name = arena_printf(&arena, "%s %s", given, family);
 *     arena_free(&arena);                      // everything is gone, the arena can be used again
 *
 * Configured with --enable-malloc-arena every allocation is a malloc of its own, so that AddressSanitizer sees
 * overruns inside. Pointers stay valid until arena_free(); nothing is freed or moved before. */
#ifndef ONRECORD_BASE_ARENA_H
#define ONRECORD_BASE_ARENA_H

#include <stddef.h>

typedef struct ArenaBlock ArenaBlock;

typedef struct {
  ArenaBlock* last; ///< Newest block; each knows the one before it
  size_t      used; ///< Bytes handed out over all blocks
} Arena;

/// `size` zeroed bytes, aligned for any type.
void* arena_alloc(Arena* arena, size_t size);

/// Zeroed array of `n` elements of `type`.
#define arena_array(arena, type, n) ((type*)arena_alloc((arena), sizeof(type) * (size_t)(n)))

/// A copy of `n` bytes with a NUL behind them.
char* arena_copy(Arena* arena, const char* bytes, size_t n);

/// printf into the arena.
char* arena_printf(Arena* arena, const char* format, ...) __attribute__((format(printf, 2, 3)));

/// Free everything and make the arena empty.
void arena_free(Arena* arena);

/* A growing array inside an arena: `Type* items; size_t n, cap;`. Growing copies, the old array stays until the
 * arena is freed, so the cost is at most twice the final size. */
void* arena_grow(Arena* arena, void* items, size_t n, size_t* cap, size_t element);
#define arena_push(arena, items, n, cap)                                                           \
  ((items) = (n) < (cap) ? (items) : arena_grow((arena), (items), (n), &(cap), sizeof *(items)), \
   &(items)[(n)++])

#endif
