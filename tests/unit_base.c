/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "unit.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/map.h"
#include "base/table.h"
#include "base/term.h"

static void text_spans_count_code_points(void** state) {
  (void)state;
  Arena      arena = {0};
  const char said[] = "Zoë Müller said: “It’s over 🙂.”";
  const Text text  = text_make(&arena, said, strlen(said));
  assert_int_equal(text.length, 31);
  assert_true(slice_equal(text_slice(&text, (Span){0, 10}), SLICE("Zoë Müller")));
  assert_true(slice_equal(text_slice(&text, (Span){28, 29}), SLICE("🙂")));
  assert_true(slice_equal(text_slice(&text, (Span){30, 99}), SLICE("”")));
  assert_int_equal(text_slice(&text, (Span){99, 120}).len, 0);
  assert_int_equal(text_at(&text, 1), 'o');
  assert_int_equal(text_at(&text, 2), 0xEB);
  arena_free(&arena);
}

static void long_text_is_indexed(void** state) {
  (void)state;
  Arena  arena = {0};
  Buffer b     = {0};
  for (int i = 0; i < 1000; i++) buffer_puts(&b, i % 3 ? "a" : "ß");
  const Text text = text_make(&arena, b.bytes, b.len);
  for (uint32_t i = 0; i < 1000; i++) assert_int_equal(text_at(&text, i), i % 3 ? 'a' : 0xDF);
  buffer_free(&b);
  arena_free(&arena);
}

static void broken_utf8_is_repaired(void** state) {
  (void)state;
  Arena      arena = {0};
  const char bad[] = "a\xFF" "b\xC3";
  const Text text  = text_make(&arena, bad, 4);
  assert_int_equal(text.repaired, 2);
  assert_string_equal(text.bytes, "a\xEF\xBF\xBD" "b\xEF\xBF\xBD");
  // one mark for a character cut short, one for each byte that could not begin or go on
  const Text cut = text_make(&arena, "n\xE2\x80t \xF0\x9F\x99 \xC0\xAF \xED\xA0\x80", 15);
  assert_string_equal(cut.bytes, "n\uFFFDt \uFFFD \uFFFD\uFFFD \uFFFD\uFFFD\uFFFD");
  assert_int_equal(cut.repaired, 7);
  assert_int_equal(utf8_valid("\xED\xA0\x80", 3), 0);     // a surrogate
  assert_int_equal(utf8_valid("\xC0\xAF", 2), 0);         // an over-long slash
  assert_int_equal(utf8_valid("\xF4\x90\x80\x80", 4), 0); // beyond U+10FFFF
  arena_free(&arena);
}

static void lower_case_knows_unicode(void** state) {
  (void)state;
  Arena arena = {0};
  assert_true(slice_equal(slice_lower(&arena, SLICE("ÉMILE Zola")), SLICE("émile zola")));
  arena_free(&arena);
}

static void json_is_quoted(void** state) {
  (void)state;
  Buffer     b = {0};
  JsonWriter w = {.out = &b};
  json_open(&w, '{');
  json_key(&w, "say");
  json_string(&w, SLICE("\"no\"\n\x01"));
  json_key(&w, "span");
  json_open(&w, '[');
  json_int(&w, 1);
  json_real(&w, .5, 2);
  json_close(&w);
  json_key(&w, "who");
  json_null(&w);
  json_close(&w);
  assert_string_equal(b.bytes, "{\"say\": \"\\\"no\\\"\\n\\u0001\", \"span\": [1, 0.50], \"who\": null}");
  buffer_free(&b);
}

static void map_keeps_order_of_insertion(void** state) {
  (void)state;
  Map map = {0};
  for (int i = 0; i < 1000; i++) {
    char key[16];
    snprintf(key, sizeof key, "k%d", i * 7919 % 1000);
    *map_at(&map, slice(key), 0) += 1;
    assert_int_equal(*map_at(&map, slice(key), 0), 1);
  }
  assert_int_equal(map.n, 1000);
  assert_true(slice_equal(map.entries[1].key, SLICE("k919")));
  assert_null(map_find(&map, SLICE("k1000")));
  map_free(&map);
}

static void faults_gather_words(void** state) {
  (void)state;
  fail(ERR_INPUT, "line %d: no tab", 3);
  assert_int_equal(blame(ERR_INPUT, "%s", "names.tsv"), ERR_INPUT);
  assert_string_equal(status_message(), "names.tsv: line 3: no tab");
  char big[3000];
  memset(big, 'x', sizeof big - 1);
  big[sizeof big - 1] = '\0';
  blame(ERR_INPUT, "%s", big);
  assert_true(strlen(status_message()) < 1024);
}

static void tables_are_found(void** state) {
  (void)state;
  const Table* t = table_get("tenure");
  assert_string_equal(table_find(t, SLICE("former"))[1], "former");
  assert_null(table_find(t, SLICE("formerly known")));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text_spans_count_code_points),
      cmocka_unit_test(long_text_is_indexed),
      cmocka_unit_test(broken_utf8_is_repaired),
      cmocka_unit_test(lower_case_knows_unicode),
      cmocka_unit_test(json_is_quoted),
      cmocka_unit_test(map_keeps_order_of_insertion),
      cmocka_unit_test(faults_gather_words),
      cmocka_unit_test(tables_are_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
