/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "base/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const Table* table_get(const char* name) {
  for (const Table* t = tables; t->name; t++)
    if (!strcmp(t->name, name)) return t;
  fprintf(stderr, "onrecord: no table named %s was built in\n", name);
  abort();
}

const char* const* table_find(const Table* t, Slice key) {
  size_t low = 0, high = t->rows;
  while (low < high) {
    const size_t mid = (low + high) / 2;
    if (slice_compare(slice(t->cells[mid * t->columns]), key) < 0)
      low = mid + 1;
    else
      high = mid;
  }
  const char* const* row = t->cells + low * t->columns;
  return low < t->rows && slice_equal(slice(row[0]), key) ? row : NULL;
}

const char* const* table_next(const Table* t, const char* const* row) {
  const char* const* next = row + t->columns;
  return next < t->cells + t->rows * t->columns && !strcmp(*next, *row) ? next : NULL;
}
