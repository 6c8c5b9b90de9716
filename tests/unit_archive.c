/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "unit.h"

#include "archive/archive.h"
#include "graph/vocabulary.h"
#include "unit_graph_sample.h"

#include <stdlib.h>
#include <unistd.h>

#define VIEW GRAPH_BASE VIEW_GRAPH

static const GraphOptions options = {.base = GRAPH_BASE, .reader = "onrecord test"};

/// All quads, or those of one graph.
static void read_quads(Store* store, const char* graph, Lines* lines) {
  StoreCursor* cursor;
  StorePattern pattern = {0};
  if (graph) pattern.pattern.g = term_iri(slice(graph));
  assert_int_equal(store_find(store, &pattern, &cursor), OK);
  Quad quad;
  bool more;
  while (store_next(cursor, &quad, &more) == OK && more) lines_take(lines, &quad);
  store_cursor_free(cursor);
  lines_sort(lines);
}

static void assert_same(const Lines* a, const Lines* b) {
  assert_int_equal(a->n, b->n);
  for (size_t i = 0; i < a->n; i++) assert_string_equal(a->lines[i], b->lines[i]);
}

static bool has(const Lines* lines, const char* words) {
  bool found = false;
  for (size_t i = 0; !found && i < lines->n; i++) found = strstr(lines->lines[i], words) != NULL;
  return found;
}

static ArticleOutcome add(Store* store, const Sample* s, const GraphOptions* with) {
  ArticleOutcome outcome;
  if (archive_add(store, &s->doc, &s->facts, with, &outcome) != OK) test_fails("%s", status_message());
  return outcome;
}

static void articles_are_new_replaced_or_unchanged(void** state) {
  Store* store = ((World*)*state)->store;
  Sample sale;
  Lines  first = {0}, again = {0}, other = {0};
  bool   known;
  sample_sale(&sale);
  assert_int_equal(archive_knows(store, &sale.doc, &options, &known), OK);
  assert_false(known);
  assert_int_equal(add(store, &sale, &options), ARTICLE_NEW);
  assert_int_equal(archive_knows(store, &sale.doc, &options, &known), OK);
  assert_true(known);
  read_quads(store, NULL, &first);
  assert_int_equal(add(store, &sale, &options), ARTICLE_UNCHANGED);
  read_quads(store, NULL, &again);
  assert_same(&first, &again);

  GraphOptions thoughts = options;
  thoughts.attitudes    = true;
  assert_int_equal(archive_knows(store, &sale.doc, &thoughts, &known), OK);
  assert_false(known);
  assert_int_equal(add(store, &sale, &thoughts), ARTICLE_REPLACED);
  GraphOptions newer = options;
  newer.reader       = "onrecord test 2";
  assert_int_equal(archive_knows(store, &sale.doc, &newer, &known), OK);
  assert_false(known);

  sale.doc.sha256 = digest_sha256(SLICE("another text"));
  sale.facts.entity_count = 2; // Brandt and Norland
  sale.facts.role_count = 1;
  sale.facts.statement_count = sale.facts.mention_count = 0;
  assert_int_equal(add(store, &sale, &options), ARTICLE_REPLACED);
  read_quads(store, NULL, &other);
  assert_false(has(&other, "greta-ek"));
  assert_false(has(&other, "#Statement>"));
  assert_true(has(&other, "/id/norland> <http://www.w3.org/2000/01/rdf-schema#label> \"Norland\" <" VIEW ">"));
  lines_free(&first);
  lines_free(&again);
  lines_free(&other);
  sample_free(&sale);
}

static void forgetting_leaves_nothing(void** state) {
  Store* store = ((World*)*state)->store;
  Sample harbour, sale;
  Lines  before = {0}, after = {0}, none = {0};
  sample_harbour(&harbour);
  sample_sale(&sale);
  add(store, &harbour, &options);
  read_quads(store, NULL, &before);
  add(store, &sale, &options);
  assert_int_equal(archive_forget(store, sale.doc.uri, &options), OK);
  read_quads(store, NULL, &after);
  assert_same(&before, &after);
  assert_int_equal(archive_forget(store, sale.doc.uri, &options), ERR_NOT_FOUND);
  assert_non_null(strstr(status_message(), sale.doc.uri));
  assert_int_equal(archive_forget(store, "nothing of the kind", &options), ERR_NOT_FOUND);
  assert_int_equal(archive_forget(store, VIEW, &options), ERR_NOT_FOUND);
  assert_int_equal(archive_forget(store, harbour.doc.uri, &options), OK);
  read_quads(store, NULL, &none);
  assert_int_equal(none.n, 0);
  lines_free(&before);
  lines_free(&after);
  sample_free(&harbour);
  sample_free(&sale);
}

static void whole_archive_is_as_expected(void** state) {
  Store*       store = ((World*)*state)->store;
  Sample       harbour, sale;
  Lines        lines    = {0};
  GraphOptions thoughts = options;
  ArchiveCounts counts;
  thoughts.attitudes    = true;
  sample_harbour(&harbour);
  sample_sale(&sale);
  add(store, &sale, &thoughts);
  add(store, &harbour, &thoughts);
  read_quads(store, NULL, &lines);
  lines_expect(&lines, "unit_archive.nq");
  assert_int_equal(archive_counts(store, &counts), OK);
  assert_int_equal(counts.articles, 2);
  assert_int_equal(counts.people, 6); // Brandt, Halas, Weil, the other article's Weil, Ek, and the author
  assert_int_equal(counts.places, 2);
  assert_int_equal(counts.organizations, 5); // Kestrel Shipping, two papers, Norland, and the port that has a master
  assert_int_equal(counts.roles, 5);
  assert_int_equal(counts.statements, 8);
  lines_free(&lines);
  sample_free(&harbour);
  sample_free(&sale);
}

// --- the view ---------------------------------------------------------------------------------------------------------

/// An article that names a few of five people, each in one of several spellings of one IRI.
static void random_article(Sample* s, unsigned number, uint32_t seed) {
  static const char* const names[5][3] = {{"Ana Brandt", "ANA BRANDT", "Ana-Brandt"},
                                          {"Viktor Halas", "viktor halas", "VIKTOR HALAS"},
                                          {"Norland", "NORLAND", "norland"},
                                          {"Kestrel Shipping", "KESTREL SHIPPING", "Kestrel shipping"},
                                          {"Jonas Weil", "Jonas WEIL", "jonas weil"}};
  static const NameType types[5] = {NAME_PERSON, NAME_PERSON, NAME_PLACE, NAME_ORGANIZATION, NAME_PERSON};
  static char uris[40][48];
  snprintf(uris[number], sizeof uris[number], "https://a.example/%u", number);
  sample_start(s, uris[number], NULL, NULL, NULL, "words");
  char text[16];
  snprintf(text, sizeof text, "%u", (unsigned)seed);
  s->doc.sha256 = digest_sha256(slice(text));
  for (int i = 0; i < 5; i++) {
    const unsigned pick = seed >> (4 + 3 * i) & 7;
    if (pick < 6) sample_entity(s, types[i], true, names[i][pick % 3]);
  }
}

static uint32_t next(uint32_t* seed) { return *seed = *seed * 1664525 + 1013904223; }

static void view_follows_every_change(void** state) {
  Store*   store    = ((World*)*state)->store;
  uint32_t seed     = 7;
  bool     there[40] = {0};
  for (int step = 0; step < 400; step++) {
    const unsigned number = next(&seed) >> 8 & 31;
    Sample         s;
    random_article(&s, number, next(&seed));
    if (there[number] && (seed >> 28) < 7) {
      assert_int_equal(archive_forget(store, s.doc.uri, &options), OK);
      there[number] = false;
    } else {
      assert_int_equal(add(store, &s, &options), there[number] ? ARTICLE_REPLACED : ARTICLE_NEW);
      there[number] = true;
    }
    sample_free(&s);
    if (step % 5) continue;
    Lines kept = {0}, anew = {0};
    read_quads(store, VIEW, &kept);
    assert_int_equal(archive_rebuild_view(store, &options), OK);
    read_quads(store, VIEW, &anew);
    assert_same(&kept, &anew);
    assert_true(kept.n <= 5);
    lines_free(&kept);
    lines_free(&anew);
  }
}

static void view_knows_no_order(void** state) {
  Store*   store = ((World*)*state)->store;
  Lines    first = {0};
  unsigned order[24];
  uint32_t seed = 99;
  for (unsigned i = 0; i < 24; i++) order[i] = i;
  for (int round = 0; round < 8; round++) {
    for (unsigned i = 23; i; i--) {
      const unsigned k = next(&seed) % (i + 1), kept = order[i];
      order[i] = order[k];
      order[k] = kept;
    }
    for (unsigned i = 0; i < 24; i++) {
      Sample s;
      random_article(&s, order[i], order[i] * 2654435761u);
      add(store, &s, &options);
      sample_free(&s);
    }
    Lines lines = {0};
    read_quads(store, VIEW, &lines);
    assert_int_equal(lines.n, 5);
    if (round) assert_same(&first, &lines);
    else first = lines;
    if (round) lines_free(&lines);
    for (unsigned i = 0; i < 24; i++) {
      char uri[48];
      snprintf(uri, sizeof uri, "https://a.example/%u", order[i]);
      assert_int_equal(archive_forget(store, uri, &options), OK);
    }
  }
  lines_free(&first);
}

static void most_frequent_name_wins(void** state) {
  Store* store = ((World*)*state)->store;
  static const char* const names[] = {"Ana brandt", "ANA BRANDT", "Ana Brandt", "ANA BRANDT", "ANA BRANDT"};
  // a tie goes to the name that does not shout, then to the first by bytes
  static const char* const winner[] = {"Ana brandt", "Ana brandt", "Ana Brandt", "ANA BRANDT", "ANA BRANDT"};
  static const char* const uris[] = {"https://a.example/1", "https://a.example/2", "https://a.example/3", "https://a.example/4", "https://a.example/5"};
  for (int i = 0; i < 5; i++) {
    Sample s;
    sample_start(&s, uris[i], NULL, NULL, NULL, names[i]);
    sample_entity(&s, NAME_PERSON, true, names[i]);
    add(store, &s, &options);
    sample_free(&s);
    Lines lines = {0};
    read_quads(store, VIEW, &lines);
    assert_int_equal(lines.n, 1);
    assert_non_null(strstr(lines.lines[0], winner[i]));
    lines_free(&lines);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(articles_are_new_replaced_or_unchanged, world_begin, world_end),
      cmocka_unit_test_setup_teardown(forgetting_leaves_nothing, world_begin, world_end),
      cmocka_unit_test_setup_teardown(whole_archive_is_as_expected, world_begin, world_end),
      cmocka_unit_test_setup_teardown(view_follows_every_change, world_begin, world_end),
      cmocka_unit_test_setup_teardown(view_knows_no_order, world_begin, world_end),
      cmocka_unit_test_setup_teardown(most_frequent_name_wins, world_begin, world_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
