/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "unit.h"

#include "archive/similar.h"
#include "base/buffer.h"
#include "base/file.h"
#include "graph/graph.h"
#include "graph/vocabulary.h"
#include "identity/claims.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

// --- similar claims -----------------------------------------------------------------------------------------------------

enum { MOST = 120 };

static const Model* model;
static const char*  wordings[MOST];
static size_t       wording_count;

static int open_model(void** state) {
  (void)state;
  const char* top = getenv("top_srcdir");
  char        path[4096];
  snprintf(path, sizeof path, "%s/model/model.safetensors", top ? top : ".");
  Model* opened;
  assert_int_equal(model_open(path, MODEL_INT8, &opened), OK);
  model = opened;
  return 0;
}

static int close_model(void** state) {
  (void)state;
  model_free((Model*)model);
  return 0;
}

/// A claim's node is made of its number here: 12 digits behind "claim-", spread so that the order of hashes is another.
static const char* node_of(Arena* arena, size_t i) { return arena_printf(arena, GRAPH_BASE "id/claim-%012zu", (i * 7919 + 13) % 99991); }

static void claim_comes(Store* store, size_t i) {
  Arena      arena = {0};
  const Quad quad  = {term_iri(slice(node_of(&arena, i))), term_iri(SLICE(REC("name"))), term_text(slice(wordings[i]), SLICE("en")),
                      term_iri(SLICE("https://a.example/1"))};
  assert_int_equal(similar_enter(store, GRAPH_BASE, model, NULL, &quad, 1), OK);
  arena_free(&arena);
}

static void claim_goes(Store* store, size_t i) {
  Arena       arena = {0};
  const Slice node  = slice(node_of(&arena, i));
  assert_int_equal(similar_leave(store, GRAPH_BASE, model, NULL, &node, 1), OK);
  arena_free(&arena);
}

static int quads_by_bytes(const void* a, const void* b) { return strcmp(*(char* const*)a, *(char* const*)b); }

/// All quads as text, sorted.
static void dump(Store* store, Arena* arena, Buffer* out) {
  char**       lines = NULL;
  size_t       n = 0, cap = 0;
  StoreCursor* cursor;
  Quad         q;
  bool         more;
  assert_int_equal(store_find(store, &(StorePattern){.pattern = {.s = {0}}}, &cursor), OK);
  while (store_next(cursor, &q, &more) == OK && more)
    *arena_push(arena, lines, n, cap) = arena_printf(arena, "%.*s %.*s %.*s\n", SLICE_ARG(q.s.value), SLICE_ARG(q.p.value), SLICE_ARG(q.o.value));
  store_cursor_free(cursor);
  if (n) qsort(lines, n, sizeof *lines, quads_by_bytes);
  for (size_t i = 0; i < n; i++) buffer_puts(out, lines[i]);
}

static Store* fresh_store(char* path) {
  Store* store;
  strcpy(path, "/tmp/onrecord-claims-XXXXXX");
  assert_non_null(mkdtemp(path));
  assert_int_equal(store_open(path, STORE_WRITE | STORE_CREATE, &store), OK);
  assert_int_equal(store_begin(store, STORE_WRITE), OK);
  return store;
}

static void drop_store(Store* store, const char* path) {
  char command[128];
  store_close(store);
  snprintf(command, sizeof command, "rm -r '%s'", path);
  assert_int_equal(system(command), 0);
}

static bool related(Store* store, size_t a, const char* property, size_t b) {
  Arena arena = {0};
  bool  found;
  const Quad q = {term_iri(slice(node_of(&arena, a))), term_iri(slice(property)), term_iri(slice(node_of(&arena, b))),
                  term_iri(SLICE(GRAPH_BASE VIEW_GRAPH))};
  assert_int_equal(store_contains(store, &q, &found), OK);
  arena_free(&arena);
  return found;
}

static void near_claims_are_linked(void** state) {
  (void)state;
  static const char* const said[] = {"The flood destroyed hundreds of houses", "Hundreds of houses were destroyed by the flood",
                                     "The vaccine is safe for children", "The vaccine is not safe for children",
                                     "Ana Brandt will lead the party", "Jonas Weil will lead the party",
                                     "The airline will cut 400 jobs", "The airline will cut 1,400 jobs"};
  char   path[64];
  Store* store  = fresh_store(path);
  wording_count = sizeof said / sizeof *said;
  for (size_t i = 0; i < wording_count; i++) wordings[i] = said[i], claim_comes(store, i);
  assert_true(related(store, 0, REC("similarTo"), 1) && related(store, 1, REC("similarTo"), 0));
  assert_true(related(store, 2, REC("opposedTo"), 3) && !related(store, 2, REC("similarTo"), 3));
  assert_false(related(store, 4, REC("similarTo"), 5) || related(store, 4, REC("opposedTo"), 5));
  assert_true(related(store, 6, REC("similarTo"), 7));
  assert_false(related(store, 0, REC("similarTo"), 2));
  for (size_t i = 0; i < wording_count; i++) claim_goes(store, i);
  StoreInfo info;
  assert_int_equal(store_info(store, &info), OK);
  assert_int_equal(info.quads, 0);
  drop_store(store, path);
}

/// More claims than a block compares, in several orders, some of them only passing through.
static void no_order_of_claims_shows(void** state) {
  (void)state;
  Arena  arena = {0};
  Buffer first = {0};
  wording_count = 60;
  for (size_t i = 0; i < wording_count; i++)
    wordings[i] = arena_printf(&arena, i % 3 ? "The Kestrel ferry was late %zu times" : "The ferry of Kestrel was not late %zu times", i + 2);
  for (size_t turn = 0; turn < 4; turn++) {
    char   path[64];
    Store* store = fresh_store(path);
    Buffer out   = {0};
    for (size_t i = 0; i < wording_count; i++) {
      const size_t at = turn == 1 ? wording_count - 1 - i : (i * (turn == 2 ? 7 : turn == 3 ? 23 : 1) + turn) % wording_count;
      claim_comes(store, at);
      if (turn == 3 && i % 5 == 0) claim_goes(store, at);
    }
    for (size_t i = 0; turn == 3 && i < wording_count; i += 5) claim_comes(store, (i * 23 + 3) % wording_count);
    dump(store, &arena, turn ? &out : &first);
    assert_true(first.len > 1000);
    if (turn) assert_string_equal(out.bytes, first.bytes);
    buffer_free(&out);
    drop_store(store, path);
  }
  buffer_free(&first);
  arena_free(&arena);
}

/// What leaves a full block without a model leaves links to be made later: then they are as if it had never come.
static void claims_wait_for_a_model(void** state) {
  (void)state;
  Arena        arena = {0};
  Buffer       never = {0}, later = {0};
  const Model* kept  = model;
  wording_count = 60;
  for (size_t i = 0; i < wording_count; i++) wordings[i] = arena_printf(&arena, "The Kestrel ferry was late %zu times", i + 2);
  for (int turn = 0; turn < 2; turn++) {
    char   path[64];
    Store* store = fresh_store(path);
    bool   waits;
    for (size_t i = 0; i < wording_count; i++)
      if (turn || i % 2) claim_comes(store, i);
    model = NULL;
    for (size_t i = 0; turn && i < wording_count; i += 2) claim_goes(store, i);
    model = kept;
    assert_int_equal(similar_waits(store, &waits), OK);
    assert_int_equal(waits, turn);
    assert_int_equal(similar_compare(store, GRAPH_BASE, model, NULL), OK);
    assert_int_equal(similar_waits(store, &waits), OK);
    assert_false(waits);
    dump(store, &arena, turn ? &later : &never);
    drop_store(store, path);
  }
  assert_true(never.len > 1000);
  assert_string_equal(later.bytes, never.bytes);
  buffer_free(&never);
  buffer_free(&later);
  arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(wordings_have_keys),
      cmocka_unit_test(pairs_share_a_key_only_when_same),
      cmocka_unit_test(near_claims_are_linked),
      cmocka_unit_test(no_order_of_claims_shows),
      cmocka_unit_test(claims_wait_for_a_model),
  };
  return cmocka_run_group_tests(tests, open_model, close_model);
}
