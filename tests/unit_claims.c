/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "unit.h"

#include "base/file.h"
#include "identity/claims.h"

#include <stdlib.h>
#include <string.h>

static void keys(const char* wording, const char* key) {
  Arena       arena = {0};
  const Slice made  = claim_key(&arena, slice(wording));
  assert_string_equal(arena_copy(&arena, made.ptr, made.len), key);
  arena_free(&arena);
}

static void wordings_have_keys(void** state) {
  (void)state;
  keys("The “labour market” won’t shrink by 1,400 jobs", "labor market will not shrink by 1400 jobs");
  keys("it's 3.5 per cent", "it is 3.5 %");
  keys("He met the U.S. envoy in New York.", "he met us envoy in New York");
  keys("a “cease-fire”", "ceasefire");
  keys("they lost 2-1", "they lost 2-1");
  keys("… — !", "");
  keys("Zoë couldn't swim", "zoë could not swim");
}

/// The pairs of tests/claims/pairs.tsv: what is the same has one key, anything else never.
static void pairs_share_a_key_only_when_same(void** state) {
  (void)state;
  const char* top  = getenv("top_srcdir");
  char        path[4096];
  FileMap     map;
  size_t      pairs = 0, turned = 0, opposites = 0;
  snprintf(path, sizeof path, "%s/tests/claims/pairs.tsv", top ? top : ".");
  assert_int_equal(file_map(path, &map), OK);
  Arena arena = {0};
  char* text  = arena_copy(&arena, map.bytes, map.len);
  file_unmap(&map);
  for (char* line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
    if (*line == '#') continue;
    char* a = strchr(line, '\t');
    *a++    = '\0';
    char* b = strchr(a, '\t');
    *b++    = '\0';
    const Slice x = claim_key(&arena, slice(a)), y = claim_key(&arena, slice(b));
    ClaimSense  s, t;
    claim_sense(&arena, x, &s);
    claim_sense(&arena, y, &t);
    if (slice_equal(x, y) != !strcmp(line, "same")) {
      print_error("%s: %s | %s\n", line, a, b);
      assert_true(false);
    }
    if (!strcmp(line, "number")) assert_true(claim_numbers_differ(&s, &t));
    if (!strcmp(line, "opposite")) opposites++, turned += s.turned != t.turned;
    pairs++;
  }
  assert_true(pairs > 100);
  assert_int_equal(turned, opposites);
  arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(wordings_have_keys),
      cmocka_unit_test(pairs_share_a_key_only_when_same),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
