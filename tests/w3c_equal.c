/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Whether two results are the same: rows in any order, blank nodes one to one (found by trying, with a bound on the
 * work), numbers of one type by value. */
#include "w3c.h"

#include "sparql/terms.h"

#include <math.h>
#include <stdlib.h>
#include <strings.h>

enum { MOST_STEPS = 2000000 };

typedef struct {
  const Table *a, *b;
  size_t*      column; ///< Of b for each of a's
  bool*        used;   ///< Rows of b
  Slice (*pairs)[2];   ///< Blank nodes that stand for each other
  size_t n_pairs;
  long   steps;
} Match;

static bool blanks_match(Match* m, Slice x, Slice y) {
  for (size_t i = 0; i < m->n_pairs; ++i)
    if (slice_equal(m->pairs[i][0], x) || slice_equal(m->pairs[i][1], y))
      return slice_equal(m->pairs[i][0], x) && slice_equal(m->pairs[i][1], y);
  m->pairs[m->n_pairs][0]   = x;
  m->pairs[m->n_pairs++][1] = y;
  return true;
}

static bool values_match(Term x, Term y) {
  if (term_equal(x, y)) return true;
  if (x.kind == TERM_LITERAL_LANG && y.kind == TERM_LITERAL_LANG)
    return slice_equal(x.value, y.value) && x.extra.len == y.extra.len && !strncasecmp(x.extra.ptr, y.extra.ptr, x.extra.len);
  double p, q;
  int    rank;
  if (!slice_equal(x.extra, y.extra) || !term_number(x, &p, &rank) || !term_number(y, &q, &rank)) return false;
  return p == q || fabs(p - q) <= 1e-9 * fmax(fabs(p), fabs(q));
}

/// CSV knows no types: compare what is written.
static bool texts_match(Match* m, Term x, Term y) {
  const bool blank_x = x.value.len > 2 && x.value.ptr[0] == '_' && x.value.ptr[1] == ':',
             blank_y = y.value.len > 2 && y.value.ptr[0] == '_' && y.value.ptr[1] == ':';
  if (blank_x && blank_y) return blanks_match(m, x.value, y.value);
  return slice_equal(x.value, y.value);
}

static bool rows_match(Match* m, size_t i, size_t k) {
  for (size_t c = 0; c < m->a->columns; ++c) {
    const Term x = m->a->terms[i * m->a->columns + c], y = m->b->terms[k * m->b->columns + m->column[c]];
    bool       same;
    if (m->a->untyped || m->b->untyped) same = texts_match(m, x, y);
    else if (x.kind == TERM_BLANK && y.kind == TERM_BLANK) same = blanks_match(m, x.value, y.value);
    else same = values_match(x, y);
    if (!same) return false;
  }
  return true;
}

static bool match_from(Match* m, size_t i) {
  if (i == m->a->rows) return true;
  for (size_t k = 0; k < m->b->rows; ++k) {
    if (m->used[k] || ++m->steps > MOST_STEPS) continue;
    const size_t before = m->n_pairs;
    if (rows_match(m, i, k)) {
      const bool tied = m->n_pairs > before; // only then could another row do better
      m->used[k]      = true;
      if (match_from(m, i + 1)) return true;
      m->used[k] = false;
      if (!tied) return false;
    }
    m->n_pairs = before;
  }
  return false;
}

/// Each row once.
static void distinct(Table* t) {
  size_t n = 0;
  for (size_t i = 0; i < t->rows; ++i) {
    bool seen = false;
    for (size_t k = 0; k < n && !seen; ++k) {
      seen = true;
      for (size_t c = 0; c < t->columns; ++c)
        seen = seen && term_equal(t->terms[i * t->columns + c], t->terms[k * t->columns + c]);
    }
    for (size_t c = 0; c < t->columns && !seen; ++c) t->terms[n * t->columns + c] = t->terms[i * t->columns + c];
    n += !seen;
  }
  t->rows = n;
}

bool table_equal(const Table* a, const Table* b, bool lax) {
  if (a->boolean || b->boolean) return a->boolean && b->boolean && a->answer == b->answer;
  if (a->columns != b->columns) return false;
  Table x = *a, y = *b;
  if (lax) {
    distinct(&x);
    distinct(&y);
  }
  if (x.rows != y.rows) return false;
  Match m   = {.a = &x, .b = &y};
  bool  all = true;
  m.column  = xcalloc(x.columns + 1, sizeof *m.column);
  for (size_t c = 0; c < x.columns; ++c) {
    m.column[c] = c;
    if (!x.names) continue;
    size_t k = 0;
    while (k < y.columns && !slice_equal(x.names[c], y.names[k])) ++k;
    all         = all && k < y.columns;
    m.column[c] = k;
  }
  m.used  = xcalloc(y.rows + 1, sizeof *m.used);
  m.pairs = xcalloc(x.rows * x.columns + 1, sizeof *m.pairs);
  all     = all && match_from(&m, 0);
  free(m.column);
  free(m.used);
  free(m.pairs);
  return all;
}
