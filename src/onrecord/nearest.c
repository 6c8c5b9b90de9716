/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "onrecord/nearest.h"

#include <string.h>

enum { LONGEST = 64 };

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* Three rows of Damerau's table (optimal string alignment) are enough: a swap looks two rows back. */
size_t edit_distance(const char* a, const char* b, size_t limit) {
  const size_t n = strlen(a), m = strlen(b);
  if (n > LONGEST || m > LONGEST || (n > m ? n - m : m - n) > limit) return limit + 1;
  size_t  rows[3][LONGEST + 1];
  size_t *before = rows[0], *above = rows[1], *row = rows[2];
  for (size_t j = 0; j <= m; j++) above[j] = j;
  for (size_t i = 1; i <= n; i++) {
    row[0] = i;
    for (size_t j = 1; j <= m; j++) {
      row[j] = least(least(above[j] + 1, row[j - 1] + 1), above[j - 1] + (a[i - 1] != b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = least(row[j], before[j - 2] + 1);
    }
    size_t* const spare = before;
    before = above, above = row, row = spare;
  }
  return least(above[m], limit + 1);
}

Nearest nearest_to(const char* word) {
  const size_t allowed = strlen(word) / 3;
  return (Nearest){word, NULL, allowed + 1};
}

void nearest_try(Nearest* nearest, const char* candidate) {
  if (!nearest->distance) return;
  const size_t distance = edit_distance(nearest->word, candidate, nearest->distance - 1);
  if (distance >= nearest->distance) return;
  nearest->best     = candidate;
  nearest->distance = distance;
}
