/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "unit.h"

#include "archive/archive.h"
#include "graph/vocabulary.h"
#include "identity/judgements.h"
#include "unit_graph_sample.h"

#include <stdlib.h>
#include <unistd.h>

static const GraphOptions options = {.base = GRAPH_BASE, .reader = "onrecord test"};

/// An article in one line: who is what where, and who is named beside.
typedef struct {
  const char* published;
  const char* people; ///< "Ana Brandt, finance minister, Norland; Jonas Weil"
} News;

enum { NEWS = 22 };

static const News news[NEWS] = {
    {"2031-01-03", "Bob Smith, mayor, Oslev; Ana Brandt, finance minister, Norland"},
    {"2031-01-05", "Robert Smith, mayor, Oslev; Jonas Weil"},
    {"2031-01-09", "Robert J. Smith, mayor, Oslev"},
    {"2031-01-12", "Robert Smith, goalkeeper, Kestrel Rovers; Viktor Halas, coach, Kestrel Rovers"},
    {"2031-01-15", "Robert Smith; Viktor Halas, coach, Kestrel Rovers"},
    {"2031-01-16", "Robert Smith; Ana Brandt"},
    {"2031-01-17", "Robert Smith"},
    {"2031-01-20", "R. Smith, mayor, Oslev"},
    {"2031-02-01", "John Smith, finance minister, Chile; Kestrel Shipping plc"},
    {"2031-02-02", "John Smith, finance minister, Malta; Kestrel Shipping"},
    {"2031-02-03", "John Smith, minister, Malta"},
    {"2031-02-04", "Joe Weil"},
    {"2031-02-05", "Joseph Weil"},
    {"2031-02-06", "Zoë Ek, judge, Norland"},
    {"2031-02-07", "Zoe Ek"},
    {NULL, "ANA BRANDT, minister, Norland; Jonas Weil, secretary, Norland"},
    {"2031-02-09", "Martin King Jr., pastor, Oslev Church"},
    {"2031-02-10", "Martin King, pastor, Oslev Church"},
    {"2031-02-11", "George W. Bush, president, United States"},
    {"2031-02-12", "George H. W. Bush, president, United States"},
    {"2031-02-13", "George Bush, president, United States; George W. Bush"},
    {"2031-02-14", "IMF; International Monetary Fund|IMF"},
};

/// Two senators of one name, and a minister who was a goalkeeper before.
static const News tabled[] = {
    {"1975-01-03", "Frank Hale, senator, United States; Jonas Weil"},
    {"2010-01-05", "Frank Hale, senator, United States"},
    {"2011-01-05", "Frank Hale, senator, United States; Kestrel Rovers"},
    {"2005-03-01", "Mona Berg, goalkeeper, Kestrel Rovers"},
    {"2019-03-01", "Mona Berg, finance minister, Norland"},
    {"2019-04-01", "Mona Berg, minister, Norland; Frank Hale"},
};

enum { TABLED = sizeof tabled / sizeof *tabled };

static const char worldly[] = "name\ttype\talso known as\tWikidata id\trole\torganization\tfrom\tto\n"
                              "Frank Hale\tperson\t\tQ201\tsenator\tUnited States\t1969\t1981\n"
                              "Frank Hale\tperson\tFrank Hale Jr.\tQ202\tsenator\tUnited States\t2003\t\n"
                              "Mona Berg\tperson\t\tQ301\tgoalkeeper\tKestrel Rovers\t2001\t2009\n"
                              "Mona Berg\tperson\t\tQ301\tfinance minister\tNorland\t2018\t\n";

static void uri_of(size_t i, char uri[48]) { snprintf(uri, 48, "https://a.example/%zu", i); }

static NameType type_of(const char* name) {
  static const char* const places[] = {"Oslev", "Norland", "Chile", "Malta", "United States"};
  static const char* const groups[] = {"Kestrel", "Oslev Church", "IMF", "International"};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++)
    if (!strcmp(name, places[i])) return NAME_PLACE;
  for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
    if (!strncmp(name, groups[i], strlen(groups[i]))) return NAME_ORGANIZATION;
  return NAME_PERSON;
}

static void add_news(Store* store, size_t i, const News* one_of, const GraphOptions* with) {
  Sample s;
  char   uri[48], text[256];
  uri_of(i, uri);
  snprintf(text, sizeof text, "%s", one_of->people);
  sample_start(&s, uri, NULL, one_of->published, NULL, text);
  char *rest = arena_copy(&s.doc.arena, text, strlen(text)), *outer = NULL;
  for (char* one = strtok_r(rest, ";", &outer); one; one = strtok_r(NULL, ";", &outer)) {
    char* inner = NULL;
    char* parts[3] = {NULL};
    for (int k = 0; k < 3; k++) {
      parts[k] = strtok_r(k ? NULL : one, ",", &inner);
      while (parts[k] && *parts[k] == ' ') parts[k]++;
    }
    const int person = sample_entity(&s, type_of(parts[0]), true, parts[0]);
    char      first[64];
    snprintf(first, sizeof first, "%.*s", (int)strcspn(parts[0], "|"), parts[0]);
    if (parts[1] && parts[2]) {
      const int where = sample_entity(&s, type_of(parts[2]), true, parts[2]);
      sample_role(&s, person, first, parts[1], where, TENURE_CURRENT);
    }
  }
  ArticleOutcome outcome;
  if (archive_add(store, &s.doc, &s.facts, with, &outcome) != OK) test_fails("%s", status_message());
  sample_free(&s);
}

static void add(Store* store, size_t i) { add_news(store, i, &news[i], &options); }

static void forget(Store* store, size_t i) {
  char uri[48];
  uri_of(i, uri);
  if (archive_forget(store, uri, &options) != OK) test_fails("%s", status_message());
}

static void read_all(Store* store, Lines* lines) {
  StoreCursor* cursor;
  assert_int_equal(store_find(store, &(StorePattern){0}, &cursor), OK);
  Quad quad;
  bool more;
  while (store_next(cursor, &quad, &more) == OK && more) lines_take(lines, &quad);
  store_cursor_free(cursor);
  lines_sort(lines);
}

static void assert_same(const Lines* a, const Lines* b) {
  for (size_t i = 0; i < a->n && i < b->n; i++) assert_string_equal(a->lines[i], b->lines[i]);
  assert_int_equal(a->n, b->n);
}

/// The node that an article's mention of somebody stands under, of which a piece is given.
static bool mentions(Store* store, size_t i, const char* node) {
  char uri[48];
  uri_of(i, uri);
  const Term article = term_iri(slice(uri));
  char       whole[128];
  snprintf(whole, sizeof whole, node[0] == '#' ? "%s%s" : GRAPH_BASE "id/%s%s", node[0] == '#' ? uri : "", node);
  bool found;
  assert_int_equal(store_contains(store, &(Quad){article, term_iri(SLICE(SCHEMA("mentions"))), term_iri(slice(whole)), article}, &found), OK);
  return found;
}

static bool view_has(Store* store, const char* s, const char* p, const char* o) {
  char one[128], other[128];
  bool found;
  snprintf(one, sizeof one, GRAPH_BASE "id/%s", s);
  snprintf(other, sizeof other, GRAPH_BASE "id/%s", o);
  const Quad q = {term_iri(slice(one)), term_iri(slice(p)), term_iri(slice(other)), term_iri(SLICE(GRAPH_BASE VIEW_GRAPH))};
  assert_int_equal(store_contains(store, &q, &found), OK);
  return found;
}

static uint32_t next(uint32_t* seed) { return *seed = *seed * 1664525 + 1013904223; }

static void shuffle(size_t* order, size_t n, uint32_t* seed) {
  for (size_t i = n - 1; i; i--) {
    const size_t k = next(seed) % (i + 1), kept = order[i];
    order[i] = order[k];
    order[k] = kept;
  }
}

static void people_are_who_they_are(void** state) {
  Store* store = ((World*)*state)->store;
  for (size_t i = 0; i < NEWS; i++) add(store, i);
  // one mayor under four names, and one goalkeeper of the third
  assert_true(mentions(store, 0, "bob-smith"));
  assert_true(mentions(store, 1, "bob-smith"));
  assert_true(mentions(store, 2, "bob-smith"));
  assert_true(mentions(store, 7, "bob-smith"));
  assert_true(mentions(store, 3, "robert-smith"));
  assert_true(view_has(store, "bob-smith", REC("formerIri"), "robert-j-smith"));
  assert_false(view_has(store, "bob-smith", REC("formerIri"), "robert-smith"));
  // a bare name by whom the article names beside, else on its own
  assert_true(mentions(store, 4, "robert-smith"));
  assert_true(mentions(store, 5, "bob-smith"));
  assert_true(mentions(store, 6, "#person.robert-smith"));
  // two ministers
  assert_true(mentions(store, 8, "john-smith"));
  assert_false(mentions(store, 9, "john-smith"));
  // little is known of either
  assert_true(mentions(store, 11, "joe-weil"));
  assert_true(mentions(store, 12, "joseph-weil"));
  assert_true(view_has(store, "joe-weil", SKOS("closeMatch"), "joseph-weil"));
  assert_true(mentions(store, 14, "zoë-ek"));
  assert_true(view_has(store, "zoë-ek", REC("formerIri"), "zoe-ek"));
  assert_true(mentions(store, 16, "martin-king-jr"));
  assert_true(mentions(store, 17, "martin-king"));
  assert_true(view_has(store, "martin-king", SKOS("closeMatch"), "martin-king-jr"));
  assert_true(mentions(store, 18, "george-w-bush"));
  assert_true(mentions(store, 19, "george-h-w-bush"));
  assert_true(mentions(store, 20, "george-bush"));
  assert_true(mentions(store, 20, "george-w-bush"));
  assert_true(mentions(store, 8, "kestrel-shipping-plc"));
  assert_true(mentions(store, 9, "kestrel-shipping-plc"));
}

static void no_order_shows(void** state) {
  Store*   store = ((World*)*state)->store;
  Lines    first = {0}, none = {0};
  size_t   order[NEWS], away[NEWS];
  uint32_t seed = 5;
  for (size_t i = 0; i < NEWS; i++) order[i] = away[i] = i;
  for (int round = 0; round < 10; round++) {
    if (round) shuffle(order, NEWS, &seed);
    shuffle(away, NEWS, &seed);
    for (size_t i = 0; i < NEWS; i++) {
      add(store, order[i]);
      if (i % 5 == 3) forget(store, order[i - 1]), add(store, order[i - 1]);
    }
    Lines lines = {0};
    read_all(store, &lines);
    if (round) assert_same(&first, &lines);
    if (round) lines_free(&lines);
    else first = lines;
    for (size_t i = 0; i < NEWS; i++) forget(store, away[i]);
  }
  read_all(store, &none);
  assert_int_equal(none.n, 0);
  const char *key, *value;
  Arena       arena = {0};
  assert_int_equal(store_next_note(store, "who/", NULL, &arena, &key, &value), OK);
  assert_null(key); // nor does the register keep anything
  arena_free(&arena);
  lines_free(&first);
}

static void deciding_anew_changes_nothing(void** state) {
  Store* store = ((World*)*state)->store;
  Lines  kept = {0}, anew = {0};
  for (size_t i = 0; i < NEWS; i++) add(store, i);
  read_all(store, &kept);
  assert_int_equal(archive_rebuild_view(store, &options), OK);
  read_all(store, &anew);
  assert_same(&kept, &anew);
  lines_free(&kept);
  lines_free(&anew);
}

#define ID "https://w3id.org/onrecord/id/"

static void judge(Store* store, const char* table) { assert_int_equal(archive_judge(store, slice(table), &options), OK); }

static void humans_win_and_may_change_their_minds(void** state) {
  Store* store = ((World*)*state)->store;
  Lines  before = {0}, after = {0}, judged = {0}, again = {0};
  static const char table[] = "merge\t" ID "nobody-at-all\t" ID "martin-king\n" // waits for one of that name
                              "merge\t" ID "joe-weil\t" ID "joseph-weil\n"
                              "merge\t" ID "joe-weil\t" ID "zoe-ek\n" // another block, by a former node
                              "merge\t" ID "george-w-bush\t" ID "george-bush\n" // two that one article names
                              "rename\t" ID "john-smith\tJuan Smith\n"
                              "split\t" ID "robert-j-smith\t" ID "bob-smith\n"
                              "unsure\t" ID "ana-brandt\t" ID "jonas-weil\n";
  for (size_t i = 0; i < NEWS; i++) add(store, i);
  read_all(store, &before);
  judge(store, table);
  assert_true(mentions(store, 12, "joe-weil"));
  assert_true(mentions(store, 14, "joe-weil"));
  assert_true(mentions(store, 17, "martin-king"));
  assert_true(view_has(store, "joe-weil", REC("formerIri"), "joseph-weil"));
  assert_true(view_has(store, "joe-weil", REC("formerIri"), "zoë-ek"));
  assert_false(mentions(store, 20, "george-bush"));
  assert_true(mentions(store, 2, "robert-j-smith"));
  assert_true(view_has(store, "ana-brandt", SKOS("closeMatch"), "jonas-weil"));
  read_all(store, &judged);
  bool renamed = false;
  for (size_t i = 0; i < judged.n; i++) renamed |= strstr(judged.lines[i], "/john-smith> <" RDFS("label") "> \"Juan Smith\"") != NULL;
  assert_true(renamed);

  // judged before the articles come, or after them: the same
  for (size_t i = 0; i < NEWS; i++) forget(store, i);
  for (size_t i = NEWS; i; i--) add(store, i - 1);
  read_all(store, &again);
  assert_same(&judged, &again);
  judge(store, "");
  read_all(store, &after);
  assert_same(&before, &after);
  lines_free(&before);
  lines_free(&after);
  lines_free(&judged);
  lines_free(&again);
}

/// A person whom an article never names in full is its own; only a human says who it is, and may take that back.
static void an_articles_own_person_may_be_judged(void** state) {
  Store* store = ((World*)*state)->store;
  Lines  before = {0}, after = {0}, judged = {0}, again = {0};
  Sample s;
  ArticleOutcome outcome;
  sample_start(&s, "https://a.example/own", NULL, "2031-05-01", NULL, "Weil said so");
  sample_entity(&s, NAME_PERSON, false, "Weil");
  assert_int_equal(archive_add(store, &s.doc, &s.facts, &options, &outcome), OK);
  add(store, 11);
  read_all(store, &before);
  judge(store, "merge\t" ID "joe-weil\thttps://a.example/own#weil\n");
  read_all(store, &judged);
  bool found = false;
  for (size_t i = 0; i < judged.n; i++) {
    found |= strstr(judged.lines[i], "/joe-weil> <" SKOS("altLabel") "> \"Weil\"") != NULL;
    assert_null(strstr(judged.lines[i], "#weil"));
  }
  assert_true(found);
  forget(store, 11); // nobody is called so any more
  add(store, 11);
  assert_int_equal(archive_forget(store, s.doc.uri, &options), OK);
  assert_int_equal(archive_add(store, &s.doc, &s.facts, &options, &outcome), OK);
  read_all(store, &again);
  assert_same(&judged, &again);
  judge(store, "");
  read_all(store, &after);
  assert_same(&before, &after);
  sample_free(&s);
  lines_free(&before);
  lines_free(&after);
  lines_free(&judged);
  lines_free(&again);
}

/// In the order of their dates no article that comes changes the node of one that is there, but where two become one.
static void nodes_stay_what_they_were(void** state) {
  Store* store = ((World*)*state)->store;
  for (size_t i = 0; i < NEWS; i++) {
    if (i == 15) continue; // the one without a date
    add(store, i);
    if (i >= 1) assert_true(mentions(store, 0, "bob-smith"));
    if (i >= 8) assert_true(mentions(store, 8, "john-smith"));
    if (i >= 11) assert_true(mentions(store, 11, "joe-weil"));
    if (i >= 17) assert_true(mentions(store, 16, "martin-king-jr"));
    if (i >= 18) assert_true(mentions(store, 18, "george-w-bush"));
  }
}

/// All but what read the articles, which has the tables' digest in it.
static void read_but_reader(Store* store, Lines* lines) {
  Lines all = {0};
  read_all(store, &all);
  for (size_t i = 0; i < all.n; i++) {
    if (!strstr(all.lines[i], REC("readBy"))) continue;
    free(all.lines[i]);
    memmove(&all.lines[i], &all.lines[i + 1], (--all.n - i) * sizeof *all.lines);
    i--;
  }
  *lines = all;
}

/// One Wikidata id speaks for one, two for two; in any order, and whether the table comes before the articles or behind them.
static void tables_tell_who_is_who(void** state) {
  Store*       store = ((World*)*state)->store;
  Lines        first = {0}, without = {0}, bare = {0}, again = {0};
  size_t       order[TABLED];
  uint32_t     seed  = 9;
  GraphOptions with  = options;
  Known*       known = known_new();
  assert_int_equal(known_add(known, slice(worldly), "table.tsv"), OK);
  with.known = known;
  for (size_t i = 0; i < TABLED; i++) order[i] = i;
  for (int round = 0; round < 10; round++) {
    Lines lines = {0};
    if (round) shuffle(order, TABLED, &seed);
    for (size_t i = 0; i < TABLED; i++) add_news(store, order[i], &tabled[order[i]], &with);
    read_but_reader(store, &lines);
    if (round) assert_same(&first, &lines);
    if (round) lines_free(&lines);
    else first = lines;
    assert_true(mentions(store, 0, "frank-hale"));
    assert_false(mentions(store, 1, "frank-hale"));
    assert_false(mentions(store, 2, "frank-hale"));
    assert_true(mentions(store, 3, "mona-berg"));
    assert_true(mentions(store, 4, "mona-berg"));
    assert_true(mentions(store, 5, "mona-berg"));
    for (size_t i = 0; i < TABLED; i++) forget(store, order[i]);
  }
  for (size_t i = 0; i < TABLED; i++) add_news(store, i, &tabled[i], &options);
  read_but_reader(store, &without);
  assert_true(mentions(store, 1, "frank-hale"));
  assert_false(mentions(store, 4, "mona-berg"));
  assert_int_equal(archive_know(store, slice(worldly), &with), OK);
  read_but_reader(store, &again);
  assert_same(&first, &again);
  assert_int_equal(archive_know(store, SLICE(""), &options), OK);
  read_but_reader(store, &bare);
  assert_same(&without, &bare);
  lines_free(&first);
  lines_free(&without);
  lines_free(&bare);
  lines_free(&again);
  known_free(known);
}

/// Who is who kept by another layout is named, not misread.
static void another_register_is_refused(void** state) {
  Store*         store = ((World*)*state)->store;
  Sample         s;
  ArticleOutcome outcome;
  add(store, 0);
  assert_int_equal(store_set_note(store, "register", NULL), OK);
  sample_start(&s, "https://a.example/later", NULL, "2031-05-01", NULL, "words");
  assert_int_equal(archive_add(store, &s.doc, &s.facts, &options, &outcome), ERR_INPUT);
  assert_non_null(strstr(status_message(), "new graph"));
  assert_int_equal(store_set_note(store, "register", "1"), OK);
  assert_int_equal(archive_add(store, &s.doc, &s.facts, &options, &outcome), ERR_INPUT);
  sample_free(&s);
}

/// An initial and the name in full that it could mean, beside each other: two, and soon decided.
static void an_initial_beside_its_name_is_another(void** state) {
  Store* store = ((World*)*state)->store;
  static const News both = {"2031-06-01", "Robert Smith, mayor, Oslev; R. Smith, mayor, Oslev"};
  add_news(store, 0, &both, &options);
  assert_true(mentions(store, 0, "robert-smith"));
  assert_true(mentions(store, 0, "r-smith"));
}

/// Merge and split of one pair: both lines are named, neither is applied, and the others are.
static void what_contradicts_itself_is_left_out(void** state) {
  Store*     store = ((World*)*state)->store;
  Arena      arena = {0};
  Judgements j;
  static const char table_of_both[] = "merge\t" ID "joe-weil\t" ID "joseph-weil\n"
                                      "merge\t" ID "martin-king\t" ID "martin-king-jr\n"
                                      "split\t" ID "joseph-weil\t" ID "joe-weil\n"
                                      "rename\t" ID "ana-brandt\tAna Brandt-Weil\n";
  judgements_parse(slice(table_of_both), &arena, &j);
  assert_int_equal(j.fault_count, 2);
  assert_int_equal(j.faults[0].line, 1);
  assert_int_equal(j.faults[1].line, 3);
  for (size_t i = 0; i < NEWS; i++) add(store, i);
  judge(store, table_of_both);
  assert_true(mentions(store, 11, "joe-weil"));
  assert_true(mentions(store, 12, "joseph-weil"));
  assert_true(mentions(store, 16, "martin-king"));
  assert_true(mentions(store, 17, "martin-king"));
  Lines all = {0};
  bool  renamed = false;
  read_all(store, &all);
  for (size_t i = 0; i < all.n; i++) renamed |= strstr(all.lines[i], "\"Ana Brandt-Weil\"") != NULL;
  assert_true(renamed);
  lines_free(&all);
  arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(people_are_who_they_are, world_begin, world_end),
      cmocka_unit_test_setup_teardown(no_order_shows, world_begin, world_end),
      cmocka_unit_test_setup_teardown(deciding_anew_changes_nothing, world_begin, world_end),
      cmocka_unit_test_setup_teardown(humans_win_and_may_change_their_minds, world_begin, world_end),
      cmocka_unit_test_setup_teardown(an_articles_own_person_may_be_judged, world_begin, world_end),
      cmocka_unit_test_setup_teardown(nodes_stay_what_they_were, world_begin, world_end),
      cmocka_unit_test_setup_teardown(tables_tell_who_is_who, world_begin, world_end),
      cmocka_unit_test_setup_teardown(another_register_is_refused, world_begin, world_end),
      cmocka_unit_test_setup_teardown(an_initial_beside_its_name_is_another, world_begin, world_end),
      cmocka_unit_test_setup_teardown(what_contradicts_itself_is_left_out, world_begin, world_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
