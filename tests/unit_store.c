/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The store against a list of quads (random adds, removes, removals of graphs; all sixteen patterns compared), and what
 * it promises about terms, transactions, cursors and counts. */
#include "unit_store.h"

#include "store/internal.h"

/* --- the model --------------------------------------------------------------------------------------------------- */

enum { SUBJECTS = 12, PREDICATES = 4, OBJECTS = 16, GRAPHS = 6, ALL = SUBJECTS * PREDICATES * OBJECTS * GRAPHS };

static uint32_t seed;
static uint32_t dice(uint32_t n) {
  seed = seed * 1664525u + 1013904223u;
  return (uint32_t)((uint64_t)(seed >> 8) * n >> 24);
}

static char words[4][OBJECTS][24];

static Term term_of(int field, int i) {
  if (field == G && i == 0) return (Term){0};
  snprintf(words[field][i], sizeof words[field][i], "%s%d", field == O && i >= SUBJECTS ? "word " : "http://e/",
           field == O || field == S ? i : field * 100 + i);
  const Slice word = slice(words[field][i]);
  if (field == O && i >= SUBJECTS) return i % 2 ? term_text(word, SLICE("en")) : term_string(word);
  if (field == S && i % 5 == 4) return (Term){TERM_BLANK, word, {0}};
  return term_iri(word);
}

static const int sizes[FIELDS] = {SUBJECTS, PREDICATES, OBJECTS, GRAPHS};
static Term      terms[FIELDS][OBJECTS];

static Quad quad_at(int n) {
  return (Quad){terms[S][n % SUBJECTS], terms[P][n / SUBJECTS % PREDICATES],
                terms[O][n / SUBJECTS / PREDICATES % OBJECTS], terms[G][n / SUBJECTS / PREDICATES / OBJECTS]};
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
  for (int round = 0; round < 200; round++) {
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
      case 1:
      case 2:
      case 3:
        good(store_remove(store, &quad));
        model[n] = false;
        break;
      case 4: {
        bool found;
        good(store_contains(store, &quad, &found));
        assert_int_equal(found, model[n]);
        break;
      }
      default: good(store_add(store, &quad)); model[n] = true;
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
    good(store_check(store));
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

/* --- terms ------------------------------------------------------------------------------------------------------- */

/// Add a quad with this object, commit, open anew, and find the same bytes.
static void round_trip(Term object) {
  Quad q       = quad_of("http://e/s", "http://e/p", "", "http://e/g");
  q.o          = object;
  Store* store = open_store(STORE_NEW);
  good(store_begin(store, STORE_WRITE));
  good(store_add(store, &q));
  good(store_commit(store));
  store_close(store);
  store = open_store(STORE_READ);
  good(store_begin(store, STORE_READ));
  StoreCursor* cursor;
  Quad         found;
  bool         more;
  good(store_find(store, &(StorePattern){.pattern = {.o = object}}, &cursor));
  good(store_next(cursor, &found, &more));
  assert_true(more);
  assert_int_equal(found.o.kind, object.kind);
  assert_true(slice_equal(found.o.value, object.value));
  assert_true(slice_equal(found.o.extra, object.extra));
  assert_true(quad_compare(&found, &q) == 0);
  good(store_next(cursor, &found, &more));
  assert_false(more);
  store_cursor_free(cursor);
  good(store_check(store));
  store_close(store);
}

static void terms_come_back_byte_for_byte(void** state) {
  (void)state;
  round_trip(term_string(SLICE("")));
  round_trip(term_text(SLICE(""), SLICE("en")));
  round_trip(term_string(SLICE("nul \0 in the middle\0")));
  round_trip(term_text(SLICE("Zoë 🙂"), SLICE("de-AT-1996")));
  round_trip(term_typed(SLICE("007"), SLICE("http://www.w3.org/2001/XMLSchema#integer")));
  round_trip(term_typed(SLICE("1"), SLICE("http://www.w3.org/2001/XMLSchema#boolean")));
  round_trip(term_iri(SLICE("http://例え.jp/ニュース?q=1#é")));
  round_trip((Term){TERM_BLANK, SLICE("b0"), {0}});
  round_trip(term_string(SLICE("line\r\n\ttab \"quote\" \\ ' \xEF\xBB\xBF")));
  char long_type[3000];
  memset(long_type, 't', sizeof long_type);
  round_trip(term_typed(SLICE("x"), (Slice){long_type, sizeof long_type}));
  const size_t size = 10 << 20;
  char*        big  = malloc(size);
  for (size_t i = 0; i < size; i++) big[i] = (char)('a' + i * i % 26);
  round_trip(term_string((Slice){big, size}));
  free(big);
}

static void kinds_with_the_same_text_are_different_terms(void** state) {
  (void)state;
  const Term   all[] = {term_iri(SLICE("a")),
                        {TERM_BLANK, SLICE("a"), {0}},
                        term_string(SLICE("a")),
                        term_text(SLICE("a"), SLICE("en")),
                        term_text(SLICE("a"), SLICE("EN")),
                        term_typed(SLICE("a"), SLICE("en")),
                        term_text(SLICE("na"), SLICE("e"))};
  const size_t n     = sizeof all / sizeof *all;
  Store*       store = open_store(STORE_CREATE);
  good(store_begin(store, STORE_WRITE));
  for (size_t i = 0; i < n; i++) {
    Quad q = quad_of("http://e/s", "http://e/p", "", NULL);
    q.o    = all[i];
    good(store_add(store, &q));
  }
  good(store_commit(store));
  good(store_begin(store, STORE_READ));
  assert_int_equal(count_all(store), n);
  for (size_t i = 0; i < n; i++) {
    size_t count;
    good(store_count(store, &(StorePattern){.pattern = {.o = all[i]}}, 10, &count));
    assert_int_equal(count, 1);
  }
  store_close(store);
}

static void equal_hashes_do_not_confuse_terms(void** state) {
  (void)state;
  record_hash_mask = 3; // four hashes for all terms
  Store* store     = open_store(STORE_CREATE);
  for (int round = 0; round < 3; round++) {
    good(store_begin(store, STORE_WRITE));
    for (int i = 0; i < 300; i++) {
      char word[16];
      snprintf(word, sizeof word, "w%d", i + round * 100);
      const Quad q = quad_of("http://e/s", "http://e/p", word, NULL);
      good(store_add(store, &q));
    }
    good(store_commit(store));
    store_close(store); // and what is cached
    store = open_store(STORE_WRITE);
  }
  good(store_begin(store, STORE_READ));
  assert_int_equal(count_all(store), 500);
  good(store_check(store));
  store_close(store);
  record_hash_mask = UINT64_MAX;
}

/* --- counts, cursors, notes -------------------------------------------------------------------------------------- */

static void counts_are_exact_up_to_enough_and_near_beyond(void** state) {
  (void)state;
  enum { MANY = 30000 };
  Store* store = open_store(STORE_CREATE);
  good(store_begin(store, STORE_WRITE));
  for (int i = 0; i < MANY; i++) {
    char s[32], g[32];
    snprintf(s, sizeof s, "http://e/s%d", i);
    snprintf(g, sizeof g, "http://e/g%d", i / 10);
    const Quad q = quad_of(s, "http://e/p", i % 3 ? "often" : "seldom", g);
    good(store_add(store, &q));
  }
  good(store_commit(store));
  good(store_begin(store, STORE_READ));
  const StorePattern all = {0}, by_p = {.pattern.p = term_iri(SLICE("http://e/p"))},
                     by_po = {.pattern.p = by_p.pattern.p, .pattern.o = term_string(SLICE("seldom"))},
                     by_o  = {.pattern.o = term_string(SLICE("often")), .merged = true};
  size_t             n;
  good(store_count(store, &all, 1, &n));
  assert_int_equal(n, MANY);
  good(store_count(store, &by_p, 1, &n));
  assert_int_equal(n, MANY);
  good(store_count(store, &by_po, SIZE_MAX, &n));
  assert_int_equal(n, MANY / 3);
  good(store_count(store, &by_po, 500, &n));
  assert_in_range(n, MANY / 3 * 8 / 10, MANY / 3 * 12 / 10);
  good(store_count(store, &by_o, SIZE_MAX, &n));
  assert_int_equal(n, MANY / 3 * 2);
  good(store_count(store, &by_o, 100, &n));
  assert_in_range(n, 100, MANY);
  good(store_check(store));
  store_close(store);
}

static void a_triple_in_many_graphs_is_one_in_the_merged_view(void** state) {
  (void)state;
  Store* store = open_store(STORE_CREATE);
  good(store_begin(store, STORE_WRITE));
  for (int i = 0; i < 5000; i++) {
    char g[32];
    snprintf(g, sizeof g, "http://e/g%d", i);
    for (int k = 0; k < 3; k++) {
      char o[16];
      snprintf(o, sizeof o, "%d", k);
      const Quad q = quad_of("http://e/s", "http://e/p", o, g);
      good(store_add(store, &q));
    }
  }
  StoreCursor* cursor;
  Quad         quad;
  bool         more = true;
  size_t       n    = 0;
  good(store_find(store, &(StorePattern){.merged = true}, &cursor));
  while (more) {
    good(store_next(cursor, &quad, &more));
    n += more;
  }
  store_cursor_free(cursor);
  assert_int_equal(n, 3);
  store_close(store);
}

static void removing_while_walking_reaches_all(void** state) {
  (void)state;
  Store* store = open_store(STORE_CREATE);
  good(store_begin(store, STORE_WRITE));
  for (int i = 0; i < 3000; i++) {
    char s[32];
    snprintf(s, sizeof s, "http://e/s%d", i % 700);
    char o[16];
    snprintf(o, sizeof o, "%d", i);
    const Quad q = quad_of(s, i % 2 ? "http://e/odd" : "http://e/even", o, "http://e/g");
    good(store_add(store, &q));
  }
  StoreCursor* cursor;
  Quad         quad;
  bool         more = true;
  size_t       n    = 0;
  good(store_find(store, &(StorePattern){.pattern.p = term_iri(SLICE("http://e/odd"))}, &cursor));
  while (more) {
    good(store_next(cursor, &quad, &more));
    if (!more) break;
    bool there;
    good(store_remove(store, &quad));
    if (n % 100 == 0) good(store_contains(store, &quad, &there)); // flushes
    n++;
    const Quad other = quad_of("http://e/new", "http://e/even", n % 2 ? "x" : "y", NULL);
    good(store_add(store, &other));
  }
  store_cursor_free(cursor);
  assert_int_equal(n, 1500);
  good(store_commit(store));
  good(store_begin(store, STORE_READ));
  assert_int_equal(count_all(store), 1502);
  good(store_check(store));
  store_close(store);
}

static void a_cursor_outlives_its_transaction_safely(void** state) {
  (void)state;
  Store* store = open_store(STORE_CREATE);
  for (unsigned mode = STORE_READ; mode <= STORE_WRITE; mode++) {
    StoreCursor* cursor;
    Quad         quad;
    bool         more;
    good(store_begin(store, mode));
    good(store_find(store, &(StorePattern){0}, &cursor));
    good(store_commit(store));
    bad(store_next(cursor, &quad, &more), ERR_USAGE, "transaction of this cursor has ended");
    store_cursor_free(cursor);
  }
  store_close(store);
}

static void notes_are_kept_and_forgotten(void** state) {
  (void)state;
  Arena       arena = {0};
  const char* value;
  Store*      store = open_store(STORE_CREATE);
  good(store_begin(store, STORE_WRITE));
  good(store_set_note(store, "base", "https://example.org/"));
  good(store_set_note(store, "a", ""));
  good(store_commit(store));
  good(store_begin(store, STORE_WRITE));
  good(store_note(store, "base", &arena, &value));
  assert_string_equal(value, "https://example.org/");
  good(store_note(store, "a", &arena, &value));
  assert_string_equal(value, "");
  good(store_set_note(store, "base", NULL));
  good(store_set_note(store, "never", NULL));
  good(store_note(store, "base", &arena, &value));
  assert_null(value);
  good(store_commit(store));
  store_close(store);
  store = open_store(STORE_NEW);
  good(store_begin(store, STORE_READ));
  good(store_note(store, "a", &arena, &value));
  assert_null(value);
  store_close(store);
  arena_free(&arena);
}

static void a_new_graph_is_empty_for_those_who_knew_the_old(void** state) {
  (void)state;
  const Quad q = quad_of("http://e/s", "http://e/p", "old", NULL), r = quad_of("http://e/s", "http://e/q", "new", NULL);
  Store*     old = open_store(STORE_CREATE);
  good(store_begin(old, STORE_WRITE));
  good(store_add(old, &q));
  good(store_commit(old));
  Store* other = open_store(STORE_NEW);
  good(store_begin(other, STORE_WRITE));
  good(store_add(other, &r));
  good(store_commit(other));
  good(store_begin(old, STORE_WRITE)); // its cache has ids of the old graph
  bool found;
  good(store_contains(old, &q, &found));
  assert_false(found);
  good(store_add(old, &q));
  good(store_commit(old));
  good(store_begin(other, STORE_READ));
  good(store_check(other));
  assert_int_equal(count_all(other), 2);
  store_close(other);
  store_close(old);
}

static void replacing_an_article_a_thousand_times_needs_no_more_room(void** state) {
  (void)state;
  Store*    store = open_store(STORE_CREATE);
  StoreInfo early = {0}, late;
  for (int round = 0; round < 1000; round++) {
    good(store_begin(store, STORE_WRITE));
    good(store_remove_graph(store, term_iri(SLICE("http://e/article")), NULL));
    for (int i = 0; i < 40; i++) {
      char o[32];
      snprintf(o, sizeof o, "said %d", i);
      const Quad q = quad_of("http://e/s", "http://e/p", o, "http://e/article");
      good(store_add(store, &q));
    }
    good(store_commit(store));
    good(store_begin(store, STORE_READ));
    good(store_info(store, round == 20 ? &early : &late));
    store_abort(store);
  }
  assert_int_equal(late.quads, 40);
  assert_true(late.bytes <= early.bytes + 16 * 4096);
  store_close(store);
  store = open_store(STORE_NEW); // and a graph made new is small again
  good(store_begin(store, STORE_READ));
  good(store_info(store, &late));
  assert_true(late.bytes < early.bytes && late.bytes <= 16 * 4096);
  store_close(store);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(random_changes_agree_with_a_list, set_up),
      cmocka_unit_test_setup(terms_come_back_byte_for_byte, set_up),
      cmocka_unit_test_setup(kinds_with_the_same_text_are_different_terms, set_up),
      cmocka_unit_test_setup(equal_hashes_do_not_confuse_terms, set_up),
      cmocka_unit_test_setup(counts_are_exact_up_to_enough_and_near_beyond, set_up),
      cmocka_unit_test_setup(a_triple_in_many_graphs_is_one_in_the_merged_view, set_up),
      cmocka_unit_test_setup(removing_while_walking_reaches_all, set_up),
      cmocka_unit_test_setup(a_cursor_outlives_its_transaction_safely, set_up),
      cmocka_unit_test_setup(notes_are_kept_and_forgotten, set_up),
      cmocka_unit_test_setup(a_new_graph_is_empty_for_those_who_knew_the_old, set_up),
      cmocka_unit_test_setup(replacing_an_article_a_thousand_times_needs_no_more_room, set_up),
  };
  if (folder_make()) return 99;
  const int failed = cmocka_run_group_tests(tests, NULL, NULL);
  folder_remove();
  return failed;
}
