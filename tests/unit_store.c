/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The store against a list of quads: random adds, removes and removals of graphs, all sixteen patterns compared. */
#include "unit.h"

#include "store/internal.h"

#include <stdlib.h>
#include <unistd.h>

static char folder[] = "/tmp/onrecord-store-XXXXXX";
static char path[64];

static void wipe(void) {
  char command[128];
  snprintf(command, sizeof command, "rm -rf %s/graph", folder);
  assert_int_equal(system(command), 0);
}

static int set_up(void** state) {
  (void)state;
  wipe();
  return 0;
}

#define good(expression)                                         \
  do {                                                           \
    const Status st_ = (expression);                             \
    if (st_ != OK) print_error("%s: %s\n", #expression, status_message()); \
    assert_int_equal(st_, OK);                                   \
  } while (0)

static Store* open_store(unsigned flags) {
  Store* store;
  good(store_open(path, flags, &store));
  return store;
}

static Quad quad_of(const char* s, const char* p, const char* o, const char* g) {
  return (Quad){term_iri(slice(s)), term_iri(slice(p)), term_string(slice(o)), g ? term_iri(slice(g)) : (Term){0}};
}

/* --- the model ----------------------------------------------------------------------------------------------------- */

enum { SUBJECTS = 12, PREDICATES = 4, OBJECTS = 16, GRAPHS = 6, ALL = SUBJECTS * PREDICATES * OBJECTS * GRAPHS };

static uint32_t seed;
static uint32_t dice(uint32_t n) {
  seed = seed * 1664525u + 1013904223u;
  return (uint32_t)((uint64_t)(seed >> 8) * n >> 24);
}

static char words[4][OBJECTS][24];

static Term term_of(int field, int i) {
  if (field == G && i == 0) return (Term){0};
  snprintf(words[field][i], sizeof words[field][i], "%s%d", field == O && i >= SUBJECTS ? "word " : "http://e/", field == O || field == S ? i : field * 100 + i);
  const Slice word = slice(words[field][i]);
  if (field == O && i >= SUBJECTS) return i % 2 ? term_text(word, SLICE("en")) : term_string(word);
  if (field == S && i % 5 == 4) return (Term){TERM_BLANK, word, {0}};
  return term_iri(word);
}

static const int sizes[FIELDS] = {SUBJECTS, PREDICATES, OBJECTS, GRAPHS};
static Term      terms[FIELDS][OBJECTS];

static Quad quad_at(int n) {
  return (Quad){terms[S][n % SUBJECTS], terms[P][n / SUBJECTS % PREDICATES], terms[O][n / SUBJECTS / PREDICATES % OBJECTS],
                terms[G][n / SUBJECTS / PREDICATES / OBJECTS]};
}

static bool fits(const StorePattern* p, const Quad* q) {
  return (p->pattern.s.kind == TERM_NONE || term_equal(p->pattern.s, q->s)) &&
         (p->pattern.p.kind == TERM_NONE || term_equal(p->pattern.p, q->p)) &&
         (p->pattern.o.kind == TERM_NONE || term_equal(p->pattern.o, q->o)) &&
         (p->default_graph ? q->g.kind == TERM_NONE : p->pattern.g.kind == TERM_NONE || term_equal(p->pattern.g, q->g));
}

static int index_of(const Quad* q, bool merged) {
  const Term given[FIELDS] = {q->s, q->p, q->o, q->g};
  int        n = 0, unit = 1;
  for (int f = 0; f < (merged ? G : FIELDS); f++) {
    int i = 0;
    while (i < sizes[f] && !term_equal(terms[f][i], given[f])) i++;
    if (i == sizes[f]) return -1;
    n += i * unit;
    unit *= sizes[f];
  }
  return n;
}

static void compare(Store* store, const bool* model, const StorePattern* pattern) {
  static int given[ALL];
  memset(given, 0, sizeof given);
  StoreCursor* cursor;
  good(store_find(store, pattern, &cursor));
  size_t found = 0, expected = 0;
  for (;;) {
    Quad quad;
    bool more;
    good(store_next(cursor, &quad, &more));
    if (!more) break;
    if (pattern->merged) assert_int_equal(quad.g.kind, TERM_NONE);
    const int n = index_of(&quad, pattern->merged);
    assert_true(n >= 0);
    assert_int_equal(given[n]++, 0);
    found++;
  }
  store_cursor_free(cursor);
  static bool triple[ALL / GRAPHS];
  memset(triple, 0, sizeof triple);
  for (int n = 0; n < ALL; n++) {
    const Quad quad = quad_at(n);
    if (!model[n] || !fits(pattern, &quad)) continue;
    if (pattern->merged && triple[n % (ALL / GRAPHS)]) continue;
    triple[n % (ALL / GRAPHS)] = true;
    expected++;
    assert_int_equal(given[pattern->merged ? n % (ALL / GRAPHS) : n], 1);
  }
  assert_int_equal(found, expected);
  size_t count;
  good(store_count(store, pattern, SIZE_MAX, &count));
  assert_int_equal(count, expected);
}

static void compare_patterns(Store* store, const bool* model) {
  for (unsigned bound = 0; bound < 16; bound++) {
    const Quad   q = quad_at((int)dice(ALL));
    StorePattern p = {.merged = dice(3) == 0};
    if (bound & 1u << S) p.pattern.s = q.s;
    if (bound & 1u << P) p.pattern.p = q.p;
    if (bound & 1u << O) p.pattern.o = q.o;
    if (bound & 1u << G) {
      p.pattern.g     = q.g;
      p.default_graph = q.g.kind == TERM_NONE;
    }
    compare(store, model, &p);
  }
}

static void random_changes_agree_with_a_list(void** state) {
  (void)state;
  seed = 7;
  for (int f = 0; f < FIELDS; f++)
    for (int i = 0; i < sizes[f]; i++) terms[f][i] = term_of(f, i);
  static bool model[ALL], before[ALL];
  memset(model, 0, sizeof model);
  Store* store = open_store(STORE_CREATE);
  for (int round = 0; round < 120; round++) {
    memcpy(before, model, sizeof model);
    good(store_begin(store, STORE_WRITE));
    const int steps = (int)dice(200);
    for (int i = 0; i < steps; i++) {
      const int  n    = (int)dice(ALL);
      const Quad quad = quad_at(n);
      switch (dice(12)) {
      case 0: {
        size_t removed, held = 0;
        if (dice(8)) break;
        for (int k = 0; k < ALL; k++) {
          const Quad other = quad_at(k);
          if (!term_equal(other.g, quad.g)) continue;
          held += model[k];
          model[k] = false;
        }
        good(store_remove_graph(store, quad.g, &removed));
        assert_int_equal(removed, held);
        break;
      }
      case 1: case 2: case 3:
        good(store_remove(store, &quad));
        model[n] = false;
        break;
      case 4: {
        bool found;
        good(store_contains(store, &quad, &found));
        assert_int_equal(found, model[n]);
        break;
      }
      default:
        good(store_add(store, &quad));
        model[n] = true;
      }
    }
    if (round % 4 == 0) compare_patterns(store, model); // what is not committed yet
    if (dice(4)) {
      good(store_commit(store));
    } else {
      store_abort(store);
      memcpy(model, before, sizeof model);
    }
    if (round % 10 == 0) {
      store_close(store);
      store = open_store(STORE_WRITE);
    }
    good(store_begin(store, STORE_READ));
    compare_patterns(store, model);
    StoreInfo info;
    size_t    held = 0, graphs = 0;
    bool      in[GRAPHS] = {0};
    for (int n = 0; n < ALL; n++) {
      held += model[n];
      in[n / (ALL / GRAPHS)] |= model[n];
    }
    for (int g = 1; g < GRAPHS; g++) graphs += in[g];
    good(store_info(store, &info));
    assert_int_equal(info.quads, held);
    assert_int_equal(info.graphs, graphs);
    StoreCursor* cursor;
    good(store_graphs(store, &cursor));
    Quad   quad;
    bool   more;
    size_t listed = 0;
    do {
      good(store_next(cursor, &quad, &more));
      listed += more;
    } while (more);
    assert_int_equal(listed, graphs);
    store_cursor_free(cursor);
    store_abort(store);
  }
  store_close(store);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(random_changes_agree_with_a_list, set_up),
  };
  if (!mkdtemp(folder)) return 99;
  snprintf(path, sizeof path, "%s/graph", folder);
  const int failed = cmocka_run_group_tests(tests, NULL, NULL);
  wipe();
  rmdir(folder);
  (void)quad_of;
  return failed;
}
