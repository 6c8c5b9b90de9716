/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "base/term.h"

int term_compare(Term a, Term b) {
  if (a.kind != b.kind) return a.kind < b.kind ? -1 : 1;
  const int c = slice_compare(a.value, b.value);
  return c ? c : slice_compare(a.extra, b.extra);
}

bool term_equal(Term a, Term b) { return term_compare(a, b) == 0; }

int quad_compare(const Quad* a, const Quad* b) {
  int c = term_compare(a->g, b->g);
  if (!c) c = term_compare(a->s, b->s);
  if (!c) c = term_compare(a->p, b->p);
  if (!c) c = term_compare(a->o, b->o);
  return c;
}
