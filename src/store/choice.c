/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Which order answers a pattern (cursor.c says when it matters). */
#include "store/internal.h"

Status pattern_ids(Store* store, const StorePattern* pattern, Ids* ids) {
  const Term* terms[FIELDS] = {&pattern->pattern.s, &pattern->pattern.p, &pattern->pattern.o, &pattern->pattern.g};
  *ids                      = (Ids){0};
  for (int f = 0; f < FIELDS; f++) {
    if (f == G && pattern->default_graph) {
      ids->bound |= 1u << G;
      continue;
    }
    if (terms[f]->kind == TERM_NONE) continue;
    ids->bound |= 1u << f;
    if (terms[f]->kind == (TermKind)TERM_LATE) ids->row.id[f] = terms[f]->value.len;
    else TRY(dictionary_id(store, *terms[f], false, &ids->row.id[f]));
    if (!ids->row.id[f]) {
      ids->nothing = true;
      return OK;
    }
  }
  return OK;
}

Status plan_order(Store* store, const Ids* ids, int* order, int* prefix) {
  *order    = SPOG;
  *prefix   = -1;
  int rival = -1, want = 0;
  for (unsigned b = ids->bound; b; b &= b - 1) want++;
  for (int i = 0; i < ORDERS; i++) {
    if (i == GSPO && !(ids->bound & 1u << G)) continue;
    const int n = order_prefix(i, ids->bound);
    if (n > *prefix) {
      *order  = i;
      *prefix = n;
    }
  }
  if (*prefix == want) return OK;
  size_t shortest = SIZE_MAX;
  for (int i = 0; i < ORDERS; i++) {
    const int n = order_prefix(i, ids->bound);
    size_t    count;
    bool      exact;
    if (!n) continue;
    TRY(order_count(store, i, n, &ids->row, 1000, &count, &exact));
    if (count < shortest) {
      shortest = count;
      rival    = i;
    }
  }
  if (rival >= 0) {
    *order  = rival;
    *prefix = order_prefix(rival, ids->bound);
  }
  return OK;
}

bool plan_counted(const StorePattern* pattern, unsigned bound, int* order, int* prefix, int* group) {
  const bool     merged = pattern->merged && !(bound & 1u << G);
  const unsigned all    = (1u << FIELDS) - 1, last = pattern->counted | (merged ? 1u << G : 0), first = all & ~last;
  int            n_bound = 0, n_first = 0;
  for (unsigned b = bound; b; b &= b - 1) n_bound++;
  for (unsigned b = bound | first; b; b &= b - 1) n_first++;
  if (!(pattern->counted & ~bound)) return false;
  for (int i = 0; i < ORDERS; i++) {
    if (order_prefix(i, bound) != n_bound || order_prefix(i, bound | first) != n_first || (merged && i == GSPO)) continue;
    *order  = i;
    *prefix = n_bound;
    *group  = n_first;
    return true;
  }
  return false;
}
