/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Solutions that come as one that counts for many (plan_times.c): random patterns give the same answers as where that is
 * not done, which a filter by RAND() sees to. */
#include "sparql/query.h"
#include "unit_store.h"

#include <locale.h>

enum { SUBJECTS = 20, QUADS = 500, ROUNDS = 300 };

static uint64_t seed = 88172645463325252U;
static unsigned chance(unsigned n) { // xorshift64 (Marsaglia, 2003)
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return (unsigned)(seed >> 33) % n;
}

static Store* news;

static void fill(void) {
  news = open_store(STORE_CREATE);
  good(store_begin(news, STORE_WRITE));
  for (int i = 0; i < QUADS; ++i) {
    char s[16], p[16], o[16], g[16];
    snprintf(s, sizeof s, "urn:n%u", chance(SUBJECTS));
    snprintf(p, sizeof p, "urn:p%u", chance(4));
    snprintf(o, sizeof o, chance(3) ? "urn:n%u" : "%u", chance(SUBJECTS));
    snprintf(g, sizeof g, "urn:g%u", chance(6));
    const bool node = o[0] == 'u';
    good(store_add(news, &(Quad){term_iri(slice(s)), term_iri(slice(p)), node ? term_iri(slice(o)) : term_typed(slice(o), SLICE("http://www.w3.org/2001/XMLSchema#integer")),
                                 chance(7) ? term_iri(slice(g)) : (Term){0}}));
  }
  good(store_commit(news));
  good(store_begin(news, STORE_READ));
}

static char* answer(const char* text, bool strict, size_t* reads) {
  Query* query = NULL;
  char*  out   = NULL;
  size_t size  = 0;
  FILE*  file  = open_memstream(&out, &size);
  good(query_prepare(news, text, &(QueryOptions){.strict = strict}, &query));
  good(query_write(query, QUERY_TSV, file));
  fclose(file);
  *reads += query_reads(query);
  query_free(query);
  return out;
}

/// A variable of five or a constant.
static void put_node(Buffer* out, const char* constants, unsigned n) {
  if (chance(4)) buffer_printf(out, "?%c ", 'a' + (char)chance(5));
  else buffer_printf(out, "<urn:%s%u> ", constants, chance(n));
}

static void put_triples(Buffer* out, unsigned n) {
  while (n-- > 0) {
    put_node(out, "n", SUBJECTS);
    if (chance(5)) buffer_printf(out, "<urn:p%u> ", chance(4));
    else buffer_printf(out, "?%c ", 'a' + (char)chance(5));
    put_node(out, "n", SUBJECTS);
    buffer_puts(out, ". ");
  }
}

static void put_pattern(Buffer* out) {
  const unsigned kind = chance(9);
  if (kind == 5) buffer_puts(out, chance(2) ? "GRAPH ?g { " : "GRAPH <urn:g2> { ");
  put_triples(out, 1 + (chance(3) == 0));
  if (kind == 1) buffer_puts(out, "OPTIONAL { "), put_triples(out, 1), buffer_puts(out, "} ");
  if (kind == 2) buffer_puts(out, "MINUS { "), put_triples(out, 1), buffer_puts(out, "} ");
  if (kind == 3) buffer_puts(out, "FILTER NOT EXISTS { "), put_triples(out, 1), buffer_puts(out, "} ");
  if (kind == 4) buffer_puts(out, "{ "), put_triples(out, 1), buffer_puts(out, "} UNION { "), put_triples(out, 1), buffer_puts(out, "} ");
  if (kind == 6) buffer_puts(out, "FILTER(?a != ?b) ");
  if (kind == 7) buffer_puts(out, "BIND(?a AS ?copy) ");
  if (kind == 8) buffer_puts(out, "{ SELECT ?a (COUNT(?b) AS ?inner) { ?a <urn:p1> ?b } GROUP BY ?a } ");
  if (kind == 5) buffer_puts(out, "} ");
}

static void test_counting_changes_no_answer(void** state) {
  (void)state;
  static const char* const forms[] = {
      "SELECT (COUNT(*) AS ?n) (COUNT(?b) AS ?m) { %s %s}",
      "SELECT ?a (COUNT(*) AS ?n) (COUNT(?c) AS ?m) (SUM(?d) AS ?s) (AVG(?d) AS ?v) { %s %s} GROUP BY ?a ORDER BY ?a ?n",
      "SELECT ?b (COUNT(DISTINCT ?c) AS ?n) (MIN(?d) AS ?low) (MAX(?d) AS ?high) { %s %s} GROUP BY ?b ORDER BY ?b ?n",
      "SELECT DISTINCT ?a ?c { %s %s} ORDER BY ?a ?c",
      "SELECT ?g (COUNT(?a) AS ?n) { %s %s} GROUP BY ?g HAVING(COUNT(*) > 1) ORDER BY ?g ?n",
      "SELECT (COUNT(DISTINCT *) AS ?n) { %s %s}"};
  size_t counted = 0, single = 0;
  for (int i = 0; i < ROUNDS; ++i) {
    Buffer         pattern = {0};
    char           text[2][1024];
    const char*    form   = forms[chance(sizeof forms / sizeof *forms)];
    const bool     strict = chance(4) == 0;
    put_pattern(&pattern);
    snprintf(text[0], sizeof text[0], form, pattern.bytes, "");
    snprintf(text[1], sizeof text[1], form, pattern.bytes, "FILTER(RAND() < 2) ");
    char *few = answer(text[0], strict, &counted), *all = answer(text[1], strict, &single);
    if (strcmp(few, all)) print_error("%s\n", text[0]);
    assert_string_equal(few, all);
    free(few);
    free(all);
    buffer_free(&pattern);
  }
  assert_true(counted < single - single / 8); // it is done at all
}

static void test_large_counts_by_few_reads(void** state) {
  (void)state;
  size_t reads = 0;
  free(answer("SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?t ?q ?r . ?u ?x ?v . ?w ?y ?z }", false, &reads));
  assert_true(reads < 20);
  free(answer("SELECT ?p (COUNT(?s) AS ?n) { ?s ?p ?o } GROUP BY ?p", false, &reads));
  free(answer("SELECT ?o (COUNT(?s) AS ?n) { ?s <urn:p1> ?o } GROUP BY ?o", false, &reads));
  free(answer("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g", false, &reads));
  assert_true(reads < 20 + 6 + 2 * SUBJECTS + 2 + 9);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_counting_changes_no_answer), cmocka_unit_test(test_large_counts_by_few_reads)};
  setlocale(LC_CTYPE, "C.UTF-8");
  if (folder_make()) return 99;
  wipe();
  fill();
  const int failed = cmocka_run_group_tests(tests, NULL, NULL);
  store_close(news);
  folder_remove();
  return failed;
}
