/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What expressions give: each is asked as a whole query over a small graph, and the answer read as TSV. */
#include "unit_sparql.h"

#include "sparql/instant.h"
#include "sparql/number.h"

#include <string.h>

#define TRUE_TERM "\"true\"^^<" XSD "boolean>"
#define FALSE_TERM "\"false\"^^<" XSD "boolean>"

/// The value of an expression of ?n (12), ?half (0.5) and ?name ("Zoë Ångström"@de).
static void gives(const char* expression, const char* wanted) {
  char text[600];
  snprintf(text, sizeof text,
           "SELECT (%s AS ?v) { id:talks rec:score ?n . id:sale rec:score ?half . id:zoe rdfs:label ?name }", expression);
  char* answer = answer_in(QUERY_TSV, &(QueryOptions){0}, text, NULL);
  char  line[400];
  snprintf(line, sizeof line, "?v\n%s\n", wanted);
  assert_string_equal(answer, line);
  free(answer);
}

static void test_numbers(void** state) {
  (void)state;
  gives("?n + 3000000000", "3000000012");
  gives("?half * 0.2", "0.1");
  gives("?n / 5", "2.4");
  gives("?n -1", "11");
  gives("(?n)+1 - -2", "15");
  gives("?n / (?n - ?n)", "");
  gives("ROUND(?half - 3)", "-2.0");
  gives("xsd:integer(\"9223372036854775807\") - ?n", "9223372036854775795");
  gives("xsd:integer(?half + 9.25)", "9");
  gives("xsd:string(xsd:double(?n))", "\"12\"");
  gives("xsd:boolean(?name)", "");
  gives("IF(?n > ?half, xsd:dateTime(\"2026-03-01T00:00:00Z\") < xsd:dateTime(\"2026-03-01T00:30:00+01:00\"), 0)", FALSE_TERM);
}

static void test_exact(void** state) {
  (void)state;
  Arena  arena = {0};
  Number a, b, c;
  assert_true(number_read(SLICE("0.100000000000000001"), NUMBER_DECIMAL, &a));
  assert_true(number_read(SLICE("0.2"), NUMBER_DECIMAL, &b));
  assert_true(number_compute('+', a, b, &c));
  assert_true(slice_equal(number_term(&arena, c).value, SLICE("0.300000000000000001")));
  assert_true(number_read(SLICE("18446744073709551615"), NUMBER_INTEGER, &a));
  assert_false(number_compute('*', a, number_integer(2), &c)); // an error, not a wrong number
  assert_false(number_is(term_typed(SLICE("300"), SLICE(XSD "byte"))));
  assert_false(number_is(term_typed(SLICE("abc"), SLICE(XSD "integer"))));
  assert_true(number_read(SLICE("1e-7"), NUMBER_DOUBLE, &a));
  assert_true(slice_equal(number_term(&arena, a).value, SLICE("1.0E-7")));
  assert_true(number_read(SLICE("-2.5"), NUMBER_DECIMAL, &a));
  assert_true(slice_equal(number_term(&arena, number_change('r', a)).value, SLICE("-2.0")));
  arena_free(&arena);
}

static void test_strings(void** state) {
  (void)state;
  gives("UCASE(?name)", "\"ZOË ÅNGSTRÖM\"@de");
  gives("LCASE(\"ÉCOLE\")", "\"école\"");
  gives("STRLEN(?name)", "12");
  gives("SUBSTR(?name, 3, 1)", "\"ë\"@de");
  gives("STRAFTER(STR(?name), \" \")", "\"Ångström\"");
  gives("REGEX(?name, \"ÅNG\", \"i\")", TRUE_TERM);
  gives("REGEX(?name, \"zoë [x]\", \"iz\")", "");
  gives("REGEX(STR(?name), \"Zo. Å\", \"q\")", FALSE_TERM);
  gives("REGEX(STR(?name), \" ng strö m $\", \"x\")", TRUE_TERM);
  gives("REPLACE(STR(?name), \"(.)ng\", \"$1$1\")", "\"Zoë ÅÅström\"");
  gives("REPLACE(STR(?name), \"x*\", \"-\")", "");
  gives("ENCODE_FOR_URI(STR(?name))", "\"Zo%C3%AB%20%C3%85ngstr%C3%B6m\"");
  gives("MD5(LCASE(\"A\"))", "\"0cc175b9c0f1b6a831c399e269772661\"");
  gives("LANGMATCHES(LANG(?name), \"DE\")", TRUE_TERM);
  gives("?name = STR(?name)", FALSE_TERM);
}

/// A pattern that would take for ever is an error, not a hang.
static void test_bounded(void** state) {
  (void)state;
  gives("REGEX(CONCAT(STR(?n), \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\"), \"(a+)+$\")", "");
}

static void test_instants(void** state) {
  (void)state;
  Instant a, b;
  assert_true(instant_read(SLICE("2024-02-29"), true, &a));
  assert_false(instant_read(SLICE("2023-02-29"), true, &b));
  assert_false(instant_read(SLICE("2023-02-28T25:00:00"), false, &b));
  assert_true(instant_read(SLICE("2024-02-29Z"), true, &b));
  assert_int_equal(instant_compare(&a, &b), 2); // which day it is there, nobody said
  assert_true(instant_read(SLICE("2024-03-05Z"), true, &b));
  assert_true(instant_compare(&a, &b) < 0);
  assert_true(instant_read(SLICE("2024-02-29T23:30:00-01:00"), false, &a));
  assert_true(instant_read(SLICE("2024-03-01T00:30:00Z"), false, &b));
  assert_int_equal(instant_compare(&a, &b), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_numbers), cmocka_unit_test(test_exact),    cmocka_unit_test(test_strings),
      cmocka_unit_test(test_bounded), cmocka_unit_test(test_instants),
  };
  return cmocka_run_group_tests(tests, news_make, news_drop);
}
