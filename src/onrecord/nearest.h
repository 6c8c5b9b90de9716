/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* "Did you mean ...?": the word nearest to one that was not found.
 *
 *     Nearest nearest = nearest_to("exprot");
 *     for (...) nearest_try(&nearest, commands[i]->name);
 *     if (nearest.best) ...                                   // "export"
 *
 * Near is an edit distance (Damerau's, adjacent letters swapped count one) of at most a third of the word. */
#ifndef ONRECORD_ONRECORD_NEAREST_H
#define ONRECORD_ONRECORD_NEAREST_H

#include <stddef.h>

typedef struct {
  const char* word;
  const char* best;     ///< NULL while nothing near was seen
  size_t      distance; ///< Of `best`; before any, one more than the most allowed
} Nearest;

Nearest nearest_to(const char* word);
void    nearest_try(Nearest* nearest, const char* candidate);

/// Edits between two words, by bytes; `limit` + 1 where there are more than `limit`. Longer words than 64 bytes are far.
size_t edit_distance(const char* a, const char* b, size_t limit);

#endif
