/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* How patterns are joined over a graph large enough to choose: look-ups, merges, hash tables; and what order and choice go
 * by. 3,000 articles have a date and two titles in different orders, every third a topic; a ring of 500 links. */
#include "unit.h"

#include "sparql/hold.h"
#include "sparql/query.h"
#include "store/store.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ARTICLES = 3000, RING = 500 };

static Store* store;
static char   folder[] = "/tmp/onrecord-joins-XXXXXX";

#define E "http://e.example/"

static void add(const char* s, size_t i, const char* p, Term o) {
  char subject[64], predicate[64];
  snprintf(subject, sizeof subject, E "%s%zu", s, i);
  snprintf(predicate, sizeof predicate, E "%s", p);
  assert_int_equal(store_add(store, &(Quad){term_iri(slice(subject)), term_iri(slice(predicate)), o, {0}}), OK);
}

static void add_node(const char* s, size_t i, const char* p, const char* o, size_t k) {
  char object[64];
  snprintf(object, sizeof object, E "%s%zu", o, k);
  add(s, i, p, term_iri(slice(object)));
}

static int make(void** state) {
  (void)state;
  setlocale(LC_CTYPE, "C.UTF-8");
  assert_non_null(mkdtemp(folder));
  assert_int_equal(store_open(folder, STORE_WRITE | STORE_CREATE | STORE_NEW, &store), OK);
  assert_int_equal(store_begin(store, STORE_WRITE), OK);
  for (size_t i = 0; i < ARTICLES; ++i) {
    char text[64];
    snprintf(text, sizeof text, "title %zu", i * 7919 % ARTICLES);
    add_node("article", i, "kind", "kind", i % 3);
    add("article", i, "title", term_string(slice(text)));
    add("article", i, "title", term_text(slice(text), SLICE("en")));
    snprintf(text, sizeof text, "%zu", i * 31 % 100);
    add("article", i, "date", term_string(slice(text)));
    if (i % 3 == 0) add_node("article", i, "topic", "topic", i % 30);
  }
  for (size_t i = 0; i < RING; ++i) add_node("ring", i, "next", "ring", (i + 1) % RING);
  assert_int_equal(store_commit(store), OK);
  assert_int_equal(store_begin(store, STORE_READ), OK);
  return 0;
}

static int drop(void** state) {
  (void)state;
  store_close(store);
  char command[64];
  snprintf(command, sizeof command, "rm -rf %s", folder);
  return system(command);
}

/// The answer as CSV, and how it was found.
static char* asked(const char* text, char** how) {
  Query* query;
  char * out = NULL, *plan = NULL;
  size_t n = 0, plan_size = 0;
  char   whole[1024];
  snprintf(whole, sizeof whole, "PREFIX e: <" E "> %s", text);
  const Status status = query_prepare(store, whole, &(QueryOptions){.explain = how != NULL, .memory = 64 << 20}, &query);
  if (status != OK) print_error("%s\n", status_message());
  assert_int_equal(status, OK);
  FILE* file = open_memstream(&out, &n);
  assert_int_equal(query_write(query, QUERY_CSV, file), OK);
  fclose(file);
  if (how) {
    file = open_memstream(&plan, &plan_size);
    query_explain(query, file);
    fclose(file);
    *how = plan;
  }
  query_free(query);
  return out;
}

static void answers(const char* text, const char* expected, const char* join) {
  char *how = NULL, *out = asked(text, join ? &how : NULL);
  assert_string_equal(out, expected);
  if (join && !strstr(how, join)) print_error("no \"%s\" in\n%s", join, how);
  assert_true(!join || strstr(how, join));
  free(out);
  free(how);
}

static void test_large_patterns_by_a_table(void** state) {
  (void)state;
  answers("SELECT (COUNT(*) AS ?n) { ?a e:date ?d . ?a e:title ?t }", "n\r\n6000\r\n", "by a hash table of ");
  answers("SELECT (COUNT(*) AS ?n) (COUNT(?x) AS ?m) { ?a e:date ?d OPTIONAL { ?a e:topic ?x } }", "n,m\r\n3000,1000\r\n", "by a hash table of 1000");
  answers("SELECT (COUNT(*) AS ?n) { ?a e:date ?d FILTER NOT EXISTS { ?a e:topic ?x } }", "n\r\n2000\r\n", "by a hash table of 1000");
  answers("SELECT (COUNT(*) AS ?n) { ?a e:date ?d MINUS { ?a e:topic ?x } }", "n\r\n2000\r\n", "minus, by a table");
  answers("SELECT (COUNT(*) AS ?n) { ?a e:date ?d . ?b e:topic ?x . ?b e:date ?d FILTER(?a != ?b) }", "n\r\n29000\r\n", "hash table");
}

static void test_sorted_look_ups_by_a_merge(void** state) {
  (void)state;
  answers("SELECT (COUNT(*) AS ?n) { ?a e:topic ?x . ?a e:kind e:kind0 }", "n\r\n1000\r\n", NULL);
  answers("SELECT (COUNT(*) AS ?n) { ?a e:kind e:kind0 . ?a e:topic e:topic3 }", "n\r\n100\r\n", "by a merge");
}

static void test_few_look_ups_stay_look_ups(void** state) {
  (void)state;
  char *how = NULL, *out = asked("SELECT ?t { ?a e:topic e:topic3 . ?a e:title ?t } LIMIT 5", &how);
  assert_null(strstr(how, "hash table"));
  assert_non_null(strstr(how, "look-ups"));
  free(out);
  free(how);
}

static void test_tables_do_not_change_answers(void** state) {
  (void)state;
  static const char* const queries[] = {
      "SELECT ?a ?t { ?a e:topic ?x . ?a e:title ?t FILTER(?a IN (e:article0, e:article3, e:article4, <x>)) } ORDER BY ?a ?t",
      "SELECT ?x (COUNT(?t) AS ?n) { ?a e:topic ?x . ?a e:title ?t } GROUP BY ?x ORDER BY ?x",
      "SELECT (COUNT(*) AS ?n) { ?a ?p ?o . ?a ?q ?o FILTER(?a = e:article9 || sameTerm(?a, e:article12)) }",
      "SELECT (COUNT(*) AS ?n) { ?a e:next ?a }",
      "SELECT (COUNT(*) AS ?n) { e:ring3 e:next+ ?x . ?x e:next ?y }",
      "SELECT (COUNT(*) AS ?n) { ?x (e:next/e:next)* e:ring8 }",
      "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?y) AS ?m) { ?x (e:next|^e:topic)+ ?y . ?x e:next ?z }",
      "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?y) AS ?m) { ?x e:topic ?t . ?x e:topic* ?y }",
      "SELECT (COUNT(*) AS ?n) { ?x e:topic ?t . ?x e:topic* ?t }",
      "SELECT (COUNT(*) AS ?n) { ?x e:next ?y . ?y e:next+ ?x }"};
  for (size_t i = 0; i < sizeof queries / sizeof *queries; ++i) {
    char* plain   = asked(queries[i], NULL);
    hold_patience = 1;
    char* tables  = asked(queries[i], NULL);
    hold_patience = 32;
    assert_string_equal(plain, tables);
    free(plain);
    free(tables);
  }
}

static void test_closures_end(void** state) {
  (void)state;
  answers("SELECT (COUNT(*) AS ?n) { e:ring0 e:next+ ?x }", "n\r\n500\r\n", NULL);
  answers("SELECT (COUNT(*) AS ?n) { e:ring0 e:next* ?x }", "n\r\n500\r\n", NULL);
  answers("SELECT (COUNT(*) AS ?n) { ?x e:next+ ?y }", "n\r\n250000\r\n", NULL);
  answers("SELECT ?x { e:ring7 ^e:next+ ?x . ?x e:next e:ring1 }", "x\r\nhttp://e.example/ring0\r\n", NULL);
  answers("ASK { e:ring0 e:next+ e:ring499 }", "true\r\n", NULL);
  answers("ASK { e:ring0 e:next+ e:article1 }", "false\r\n", NULL);
}

static void test_closures_know_the_limit_of_memory(void** state) {
  (void)state;
  Query* query;
  FILE*  file = fopen("/dev/null", "w");
  assert_int_equal(query_prepare(store, "SELECT ?x ?y { ?x <" E "next>+ ?y }", &(QueryOptions){.memory = 1 << 20}, &query), OK);
  assert_int_equal(query_write(query, QUERY_CSV, file), ERR_LIMIT);
  fclose(file);
  query_free(query);
}

static void test_statistics_of_predicates(void** state) {
  (void)state;
  static const struct {
    const char* name;
    size_t      quads, subjects, objects;
  } all[] = {{"kind", 3000, 3000, 3}, {"title", 6000, 3000, 6000}, {"topic", 1000, 1000, 10}, {"next", 500, 500, 500}, {"none", 0, 0, 0}};
  for (size_t i = 0; i < sizeof all / sizeof *all; ++i) {
    char           name[64];
    StorePredicate about;
    snprintf(name, sizeof name, E "%s", all[i].name);
    assert_int_equal(store_predicate(store, term_iri(slice(name)), &about), OK);
    assert_int_equal(about.quads, all[i].quads);
    assert_in_range(about.subjects, all[i].subjects / 2, all[i].subjects * 2);
    assert_in_range(about.objects, all[i].objects / 2, all[i].objects * 5);
  }
}

/// All that a cursor gives, as text.
static size_t drain(StoreCursor* cursor) {
  Quad   quad;
  bool   more  = true;
  size_t sum   = 0;
  while (store_next(cursor, &quad, &more) == OK && more) sum = sum * 31 + quad.s.value.len + 3 * quad.o.value.len + 1;
  return sum;
}

static void test_a_cursor_used_again_gives_the_same(void** state) {
  (void)state;
  static const char* const predicates[] = {E "kind", E "title", E "topic", E "date", E "next", E "none"};
  StoreCursor *            again = NULL, *fresh;
  unsigned                 state_of = 7;
  size_t                   near_times = 0;
  for (int i = 0; i < 6000; ++i) {
    char subject[64], object[64];
    state_of            = state_of * 1103515245 + 12345;
    const unsigned roll = state_of >> 16;
    snprintf(subject, sizeof subject, E "article%d", i % 3 ? i / 2 : (int)(roll % 3100));
    snprintf(object, sizeof object, E "%s%u", roll % 2 ? "kind" : "topic", roll % 31);
    StorePattern pattern = {.late = true, .merged = roll % 3 > 0};
    if (roll % 7 != 0) pattern.pattern.s = term_iri(slice(subject));
    if (roll % 11 < 9) pattern.pattern.p = term_iri(slice(predicates[i / 200 % 6]));
    if (roll % 5 == 0 || !roll % 7) pattern.pattern.o = term_iri(slice(object));
    if (pattern.pattern.s.kind == TERM_NONE && pattern.pattern.o.kind == TERM_NONE) continue;
    bool near = false;
    if (again) assert_int_equal(store_again(again, &pattern, &near), OK);
    else assert_int_equal(store_find(store, &pattern, &again), OK);
    near_times += near;
    assert_int_equal(store_find(store, &pattern, &fresh), OK);
    assert_int_equal(drain(again), drain(fresh));
    store_cursor_free(fresh);
  }
  store_cursor_free(again);
  // in order, along one predicate and object: on the page at hand
  again      = NULL;
  near_times = 0;
  for (int i = 0; i < ARTICLES; i += 3) {
    char subject[64];
    snprintf(subject, sizeof subject, E "article%d", i);
    const StorePattern pattern = {.pattern = {term_iri(slice(subject)), term_iri(SLICE(E "kind")), term_iri(SLICE(E "kind0")), {0}}};
    bool               near    = false;
    if (again) assert_int_equal(store_again(again, &pattern, &near), OK);
    else assert_int_equal(store_find(store, &pattern, &again), OK);
    assert_int_not_equal(drain(again), 0);
    near_times += near;
  }
  store_cursor_free(again);
  assert_in_range(near_times, 900, 1000);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_large_patterns_by_a_table),
                                     cmocka_unit_test(test_sorted_look_ups_by_a_merge),
                                     cmocka_unit_test(test_few_look_ups_stay_look_ups),
                                     cmocka_unit_test(test_tables_do_not_change_answers),
                                     cmocka_unit_test(test_closures_end),
                                     cmocka_unit_test(test_closures_know_the_limit_of_memory),
                                     cmocka_unit_test(test_statistics_of_predicates),
                                     cmocka_unit_test(test_a_cursor_used_again_gives_the_same)};
  return cmocka_run_group_tests(tests, make, drop);
}
