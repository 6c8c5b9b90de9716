/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "unit.h"

#include "identity/decide.h"
#include "identity/judgements.h"

#include <stdlib.h>

static NameRelation compare(const char* a, const char* b) {
  Arena      arena = {0};
  PersonName x, y;
  person_name(&arena, slice(a), &x);
  person_name(&arena, slice(b), &y);
  const NameRelation relation = person_compare(&x, &y);
  assert_int_equal(relation, person_compare(&y, &x));
  arena_free(&arena);
  return relation;
}

static void names_are_held_against_each_other(void** state) {
  (void)state;
  static const struct {
    const char*  a;
    const char*  b;
    NameRelation relation;
  } pairs[] = {
      {"ana-brandt", "ana-brandt", NAMES_EQUAL},
      {"zoë-obrien", "zoe-obrien", NAMES_EQUAL},
      {"søren-ek", "soren-ek", NAMES_EQUAL},
      {"bob-smith", "robert-smith", NAMES_NICKNAME},
      {"bob-smith", "rob-smith", NAMES_NICKNAME},
      {"bob-smith", "john-smith", NAMES_APART},
      {"john-smith", "john-adam-smith", NAMES_MIDDLE},
      {"john-a-smith", "john-adam-smith", NAMES_MIDDLE},
      {"john-a-smith", "john-b-smith", NAMES_APART},
      {"george-w-bush", "george-h-w-bush", NAMES_APART},
      {"george-bush", "george-h-w-bush", NAMES_MIDDLE},
      {"j-smith", "john-smith", NAMES_INITIAL},
      {"j-smith", "bob-smith", NAMES_APART},
      {"r-smith", "bob-smith", NAMES_INITIAL},
      {"jonh-smith", "john-smith", NAMES_SPELLING},
      {"jonathon-farah", "jonathan-farah", NAMES_SPELLING},
      {"jan-weil", "jon-weil", NAMES_APART},
      {"martin-king-jr", "martin-king", NAMES_GENERATION},
      {"martin-king-jr", "martin-king-sr", NAMES_APART},
      {"martin-king-jr", "martin-king-ii", NAMES_EQUAL},
      {"ana-brandt", "ana-brand", NAMES_APART},
      {"madonna", "madonna-smith", NAMES_APART},
  };
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    if (compare(pairs[i].a, pairs[i].b) != pairs[i].relation) {
      print_error("%s, %s\n", pairs[i].a, pairs[i].b);
      assert_int_equal(compare(pairs[i].a, pairs[i].b), pairs[i].relation);
    }
}

static void assert_slice(Slice s, const char* words) {
  assert_int_equal(s.len, strlen(words));
  assert_memory_equal(s.ptr, words, s.len);
}

static void blocks_hold_what_could_be_one(void** state) {
  (void)state;
  Arena arena = {0};
  assert_slice(person_block(&arena, SLICE("bob-smith"), false), "smit rbrt");
  assert_slice(person_block(&arena, SLICE("robert-j-smith-jr"), false), "smit rbrt");
  assert_slice(person_block(&arena, SLICE("zoë-weiß"), false), "veis z");
  assert_slice(person_block(&arena, SLICE("evgeny-kröger"), false), "kroger evgn");
  assert_slice(person_block(&arena, SLICE("yevgeniy-kroeger"), false), "kroger evgn");
  assert_slice(person_block(&arena, SLICE("bob-smith"), true), "smit r.");
  assert_slice(person_block(&arena, SLICE("r-smith"), true), "smit r.");
  assert_slice(organization_key(&arena, SLICE("i-m-f")), "imf");
  assert_slice(organization_key(&arena, SLICE("kestrel-shipping-plc")), "kestrel-shipping");
  assert_slice(organization_key(&arena, SLICE("kestrel-shipping-co-ltd")), "kestrel-shipping");
  assert_slice(organization_key(&arena, SLICE("plc")), "plc");
  arena_free(&arena);
}

// --- deciding --------------------------------------------------------------------------------------------------------

typedef struct {
  const char* slug;
  const char* first;
  const char* facets[3];
  int         group; ///< Those of one number are one; -1: loose
} Told;

static uint32_t next(uint32_t* seed) { return *seed = *seed * 1664525 + 1013904223; }

/// Decide in several orders of the profiles: the groups must be the same, and those told.
static size_t assert_groups(NameType type, const Told* told, size_t n) {
  uint32_t seed   = 3;
  size_t   doubts = 0;
  for (int round = 0; round < 10; round++) {
    Arena     arena = {0};
    Profile   profiles[16];
    Slice     facets[16][3];
    size_t    order[16];
    Decision  decision;
    for (size_t i = 0; i < n; i++) order[i] = i;
    for (size_t i = n - 1; round && i; i--) {
      const size_t k = next(&seed) % (i + 1), kept = order[i];
      order[i] = order[k];
      order[k] = kept;
    }
    for (size_t i = 0; i < n; i++) {
      const Told* t = &told[order[i]];
      profiles[i]   = (Profile){.type = type, .slug = slice(t->slug), .first = slice(t->first), .facets = facets[i]};
      for (int f = 0; f < 3 && t->facets[f]; f++) facets[i][profiles[i].facet_count++] = slice(t->facets[f]);
      profiles[i].acronym = type == NAME_ORGANIZATION && strlen(t->slug) < 5;
      profile_prepare(&arena, &profiles[i]);
    }
    decide(profiles, n, n, NULL, 0, &arena, &decision);
    for (size_t i = 0; i < n; i++)
      for (size_t k = 0; k < n; k++) {
        const Told *a = &told[order[i]], *b = &told[order[k]];
        if (decision.loose[i] != (a->group < 0)) print_error("%s %s: loose %d\n", a->slug, a->first, decision.loose[i]);
        assert_int_equal(decision.loose[i], a->group < 0);
        if (a->group < 0 || b->group < 0) continue;
        if ((decision.group[i] == decision.group[k]) != (a->group == b->group)) print_error("%s %s and %s %s\n", a->slug, a->first, b->slug, b->first);
        assert_int_equal(decision.group[i] == decision.group[k], a->group == b->group);
      }
    if (round) assert_int_equal(doubts, decision.doubt_count);
    doubts = decision.doubt_count;
    arena_free(&arena);
  }
  return doubts;
}

#define ASSERT_GROUPS(type, told) assert_groups(type, told, sizeof(told) / sizeof *(told))

static void people_of_one_name_are_told_apart(void** state) {
  (void)state;
  const Told ministers[] = {{"john-smith", "2031-01-04", {"finance-minister@c:chile"}, 0},
                            {"john-smith", "2031-02-11", {"finance-minister@c:malta"}, 1},
                            {"john-smith", "2031-03-20", {"minister@c:chile"}, 0},
                            {"john-smith", "2031-01-02", {0}, -1}};
  assert_int_equal(ASSERT_GROUPS(NAME_PERSON, ministers), 1);
  const Told lives[] = {{"alan-brandt", "2031-01-04", {"finance-minister@c:chile"}, 0},
                        {"alan-brandt", "2031-02-11", {"goalkeeper@o:oslev-rovers"}, 1}};
  assert_int_equal(ASSERT_GROUPS(NAME_PERSON, lives), 1);
  const Told career[] = {{"viktor-halas", "2031-01-04", {"chief-executive@o:kestrel"}, 0},
                         {"viktor-halas", "2031-02-11", {"chairman@o:harbour-bank"}, 0},
                         {"viktor-halas", "2031-02-12", {0}, 0}};
  assert_int_equal(ASSERT_GROUPS(NAME_PERSON, career), 0);
  const Told bushes[] = {{"george-bush", "1991-01-04", {"president@c:united-states"}, 0},
                         {"george-h-w-bush", "1991-02-11", {"president@c:united-states"}, 1},
                         {"george-w-bush", "2001-02-12", {"president@c:united-states"}, 2}};
  ASSERT_GROUPS(NAME_PERSON, bushes);
  const Told family[] = {{"martin-king", "2031-01-04", {"pastor@o:oslev-church"}, 0},
                         {"martin-king-jr", "2031-01-05", {"pastor@o:oslev-church"}, 1}};
  assert_int_equal(ASSERT_GROUPS(NAME_PERSON, family), 1);
}

static void people_of_several_names_are_one(void** state) {
  (void)state;
  const Told names[] = {{"bob-smith", "2031-01-04", {"mayor@t:oslev"}, 0},
                        {"robert-smith", "2031-02-11", {"mayor@t:oslev"}, 0},
                        {"robert-j-smith", "2031-02-12", {"mayor@t:oslev"}, 0},
                        {"r-smith", "2031-02-13", {"mayor@t:oslev"}, 0},
                        {"robert-smith", "2031-04-13", {"goalkeeper@o:rovers"}, 1}};
  ASSERT_GROUPS(NAME_PERSON, names);
  const Told bare[] = {{"joe-weil", "2031-01-04", {0}, 0}, {"joseph-weil", "2031-02-11", {0}, 1}};
  assert_int_equal(ASSERT_GROUPS(NAME_PERSON, bare), 1);
}

static void organizations_by_suffix_and_letters(void** state) {
  (void)state;
  const Told fund[] = {{"imf", "2031-01-04", {0}, 0},
                       {"international-monetary-fund", "2031-02-11", {0}, 0},
                       {"international-monetary-fund", "2031-02-12", {"imf"}, 0},
                       {"idle-men-forum", "2031-02-12", {0}, 1}};
  assert_int_equal(ASSERT_GROUPS(NAME_ORGANIZATION, fund), 0);
  const Told companies[] = {{"kestrel-shipping", "2031-01-04", {0}, 0},
                            {"kestrel-shipping-plc", "2031-02-11", {0}, 0},
                            {"kestrel-shipping-inc", "2031-02-12", {0}, 1}};
  ASSERT_GROUPS(NAME_ORGANIZATION, companies);
}

// --- judgements ------------------------------------------------------------------------------------------------------

static void judgements_are_read_line_by_line(void** state) {
  (void)state;
  Arena      arena = {0};
  Judgements j;
  judgements_parse(SLICE("# comment\n"
                         "merge\thttp://e/a\thttp://e/b\n"  // 2
                         "merge\thttp://e/b\thttp://e/c\n"  // 3
                         "merge\thttp://e/c\thttp://e/a\n"  // 4: a circle
                         "split\thttp://e/c\thttp://e/d\n"  // 5: against 2, 3 and the last
                         "unsure\thttp://e/x\thttp://e/y\n" // 6
                         "split\thttp://e/y\thttp://e/x\n"  // 7: against 6
                         "rename\thttp://e/a\tAna Brandt\n" // 8
                         "melt\thttp://e/a\n"               // 9
                         "merge\thttp://e/a\n"              // 10
                         "merge\tAna\thttp://e/a\n"         // 11
                         "split\thttp://e/q\n"
                         "split\thttp://e/q\r\n"
                         "merge\thttp://e/q\thttp://e/q\n"  // 14
                         "merge\thttp://e/a\thttp://e/d"),
                   &arena, &j);
  const size_t lines[] = {4, 5, 6, 7, 9, 10, 11, 14};
  assert_int_equal(j.fault_count, sizeof lines / sizeof *lines);
  for (size_t i = 0; i < j.fault_count; i++) assert_int_equal(j.faults[i].line, lines[i]);
  assert_non_null(strstr(j.faults[0].words, "circle"));
  assert_int_equal(j.n, 5);
  assert_slice(judgements_merged(&j, SLICE("http://e/c")), "http://e/a");
  assert_slice(judgements_merged(&j, SLICE("http://e/z")), "http://e/z");
  assert_slice(judgements_name(&j, SLICE("http://e/a")), "Ana Brandt");
  arena_free(&arena);
}

static void judgements_are_written_sorted(void** state) {
  (void)state;
  Buffer table = {0}, more = {0};
  judgements_add(SLICE(""), &(Judgement){JUDGED_SPLIT, SLICE("http://e/b"), SLICE("http://e/a"), 0}, &table);
  judgements_add(buffer_slice(&table), &(Judgement){JUDGED_RENAME, SLICE("http://e/b"), SLICE("Ana"), 0}, &more);
  buffer_clear(&table);
  judgements_add(buffer_slice(&more), &(Judgement){JUDGED_MERGE, SLICE("http://e/a"), SLICE("http://e/b"), 0}, &table);
  assert_non_null(strstr(table.bytes, "sorted.\nmerge\thttp://e/a\thttp://e/b\nrename\thttp://e/b\tAna\n"));
  assert_null(strstr(table.bytes, "split\t"));
  assert_int_equal(table.bytes[0], '#');
  buffer_free(&table);
  buffer_free(&more);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_are_held_against_each_other), cmocka_unit_test(blocks_hold_what_could_be_one),
      cmocka_unit_test(people_of_one_name_are_told_apart), cmocka_unit_test(people_of_several_names_are_one),
      cmocka_unit_test(organizations_by_suffix_and_letters), cmocka_unit_test(judgements_are_read_line_by_line),
      cmocka_unit_test(judgements_are_written_sorted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
