/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Tables of what is known: what is wrong with them, whom names mean, and who in an article is who in a table. */
#include "unit.h"

#include "knowledge/agree.h"

#include <string.h>

#define HEAD "name\ttype\talso known as\tWikidata id\trole\torganization\tfrom\tto\n"

static const char table[] =
    HEAD
    "John Smith\tperson\tJack Smith\tQ101\tsenator|US senator\tUnited States Senate|Senate|United States\t2001-01-03\t2013-01-03\n"
    "John Smith\tperson\t\tQ101\tsecretary of state|state secretary\tUnited States\t2013-02-01\t2017\n"
    "Frank Hale\tperson\t\tQ201\tsenator\tUnited States Senate\t1969\t1981\n"
    "Frank Hale\tperson\tFrank Hale Jr.\tQ202\tsenator\tUnited States Senate\t2003\t\n"
    "Ann Lee\tperson\t\tQ301\tmayor\tOslev\t2010\t\n"
    "Ann Lee\tperson\t\tQ302\tmayor\tHarwick\t2010\t\n"
    "Mona Berg\tperson\t\t\tfinance minister|minister of finance\tNorland\t2019\t2019\n"
    "Georgia\tplace\tRepublic of Georgia\tQ230\n"
    "Georgia\tplace\t\t\tstate\tUnited States\n"
    "Republic of the Congo\tplace\tCongo|Congo-Brazzaville\tQ971\n"
    "Democratic Republic of the Congo\tplace\tCongo|DR Congo\tQ974\n"
    "United States\tplace\tU.S.|US|USA|United States of America|America\tQ30\n"
    "France\tplace\tFrench Republic\tQ142\n"
    "International Monetary Fund\torganization\tIMF|I.M.F.\tQ7804\n"
    "World Health Organization\torganization\tWHO\tQ7817\n"
    "São Tomé Fisheries\torganization\n"
    "Jordan\tplace\n"
    "Jordan\torganization\n";

static Known* known;

static int open_table(void** state) {
  (void)state;
  known = known_new();
  if (known_add(known, slice(table), "table.tsv") == OK) return 0;
  print_error("%s\n", status_message());
  return 1;
}

static int close_table(void** state) {
  (void)state;
  known_free(known);
  return 0;
}

static const char* found(const char* name) {
  KnownEntry   entries[KNOWN_NAMESAKES];
  const size_t n = known_find(known, slice(name), entries);
  return n == 0 ? "nobody" : n > 1 ? "several" : known_name(entries[0]);
}

static void names_are_found_without_case_and_accents(void** state) {
  (void)state;
  assert_string_equal(found("International Monetary Fund"), "International Monetary Fund");
  assert_string_equal(found("the international  monetary FUND"), "International Monetary Fund");
  assert_string_equal(found("Sao Tome Fisheries"), "São Tomé Fisheries");
  assert_string_equal(found("Congo Brazzaville"), "Republic of the Congo");
  assert_string_equal(found("Congo"), "several");
  assert_string_equal(found("Georgia"), "several");
  assert_string_equal(found("Republic of Georgia"), "Georgia");
  assert_string_equal(found("International Monetary"), "nobody");
  assert_string_equal(found(""), "nobody");
  assert_string_equal(found("..."), "nobody");
}

static void letters_are_met_in_capitals_alone(void** state) {
  (void)state;
  assert_string_equal(found("IMF"), "International Monetary Fund");
  assert_string_equal(found("I.M.F."), "International Monetary Fund");
  assert_string_equal(found("imf"), "nobody");
  assert_string_equal(found("WHO"), "World Health Organization");
  assert_string_equal(found("who"), "nobody");
  assert_string_equal(found("Who"), "nobody");
  assert_string_equal(found("US"), "United States");
  assert_string_equal(found("us"), "nobody");
  assert_string_equal(found("FRANCE"), "France"); // a word in a headline
}

static void a_kind_is_told_only_where_all_agree(void** state) {
  (void)state;
  NameType kind;
  assert_true(known_kind(known, SLICE("Georgia"), &kind));
  assert_int_equal(kind, NAME_PLACE);
  assert_true(known_kind(known, SLICE("IMF"), &kind));
  assert_int_equal(kind, NAME_ORGANIZATION);
  assert_false(known_kind(known, SLICE("Jordan"), &kind));
  assert_false(known_kind(known, SLICE("Nobody at All"), &kind));
  assert_false(known_kind(NULL, SLICE("IMF"), &kind));
}

/// The Wikidata id of who agrees; -1: nobody does.
static long person(const char* name, const char* role, const char* where, Tenure tenure, const char* date) {
  const Slice names[] = {slice(name)};
  const Told  told    = {slice(role), slice(where), tenure, NULL, NULL};
  const Asked asked   = {NAME_PERSON, names, 1, &told, 1, date};
  Agreed      agreed;
  known_agree(known, &asked, &agreed);
  return agreed.found ? (long)known_wikidata(agreed.entry) : -1;
}

static void a_person_needs_name_role_and_date(void** state) {
  (void)state;
  assert_int_equal(person("John Smith", "Senator", "", TENURE_CURRENT, "2005-06-01"), 101);
  assert_int_equal(person("Jack Smith", "senator", "Senate", TENURE_CURRENT, "2005-06-01"), 101);
  assert_int_equal(person("John Smith", "US Senator", "U.S.", TENURE_CURRENT, "2013-01-02"), 101);
  assert_int_equal(person("John Smith", "Secretary of State", "", TENURE_CURRENT, "2014-06-01"), 101);
  // another role, another place, another time, no time, a family name alone
  assert_int_equal(person("John Smith", "goalkeeper", "", TENURE_CURRENT, "2005-06-01"), -1);
  assert_int_equal(person("John Smith", "vice senator", "", TENURE_CURRENT, "2005-06-01"), -1);
  assert_int_equal(person("John Smith", "senator", "France", TENURE_CURRENT, "2005-06-01"), -1);
  assert_int_equal(person("John Smith", "senator", "", TENURE_CURRENT, "1999-06-01"), -1);
  assert_int_equal(person("John Smith", "senator", "", TENURE_CURRENT, "2014-06-01"), -1);
  assert_int_equal(person("John Smith", "senator", "", TENURE_CURRENT, NULL), -1);
  assert_int_equal(person("Smith", "senator", "", TENURE_CURRENT, "2005-06-01"), -1);
  assert_int_equal(person("John Smithson", "senator", "", TENURE_CURRENT, "2005-06-01"), -1);
}

static void tenure_and_date_go_together(void** state) {
  (void)state;
  assert_int_equal(person("John Smith", "senator", "", TENURE_FORMER, "2014-06-01"), 101);
  assert_int_equal(person("John Smith", "senator", "", TENURE_FORMER, "2005-06-01"), -1);
  assert_int_equal(person("John Smith", "senator", "", TENURE_ELECT, "2000-12-01"), 101);
  assert_int_equal(person("John Smith", "senator", "", TENURE_ELECT, "1990-12-01"), -1);
  assert_int_equal(person("John Smith", "secretary of state", "", TENURE_ACTING, "2017-01-05"), 101);
  assert_int_equal(person("Mona Berg", "finance minister", "", TENURE_CURRENT, "2019-06"), 0);
  assert_int_equal(person("Mona Berg", "finance minister", "", TENURE_CURRENT, "2018-06"), -1);
}

static void father_and_son_are_told_apart(void** state) {
  (void)state;
  assert_int_equal(person("Frank Hale", "senator", "", TENURE_CURRENT, "1974-01-01"), 201);
  assert_int_equal(person("Frank Hale", "senator", "", TENURE_CURRENT, "2019-01-01"), 202);
  assert_int_equal(person("Frank Hale", "senator", "", TENURE_FORMER, "2019-01-01"), 201);
  assert_int_equal(person("Frank Hale", "senator", "", TENURE_CURRENT, "1990-01-01"), -1);
  assert_int_equal(person("Frank Hale Jr.", "senator", "", TENURE_CURRENT, "2019-01-01"), 202);
  assert_int_equal(person("John Smith Jr.", "senator", "", TENURE_CURRENT, "2005-01-01"), -1);
  const Slice names[] = {SLICE("Frank Hale Jr."), SLICE("Frank Hale")};
  const Told  told    = {SLICE("senator"), SLICE(""), TENURE_FORMER, NULL, NULL};
  const Asked asked   = {NAME_PERSON, names, 2, &told, 1, "2019-01-01"};
  Agreed      agreed;
  known_agree(known, &asked, &agreed); // the former senator is the father, who is no Jr
  assert_false(agreed.found);
}

static void two_who_both_agree_are_nobody(void** state) {
  (void)state;
  assert_int_equal(person("Ann Lee", "mayor", "Oslev", TENURE_CURRENT, "2015"), 301);
  assert_int_equal(person("Ann Lee", "mayor", "Harwick", TENURE_CURRENT, "2015"), 302);
  assert_int_equal(person("Ann Lee", "mayor", "", TENURE_CURRENT, "2015"), -1);
}

static long called(NameType type, const char* name, const char* other) {
  const Slice names[] = {slice(name), slice(other)};
  const Asked asked   = {type, names, other ? 2 : 1, NULL, 0, NULL};
  Agreed      agreed;
  known_agree(known, &asked, &agreed);
  return agreed.found ? (long)known_wikidata(agreed.entry) : -1;
}

static void places_and_organizations_need_a_name_of_their_own(void** state) {
  (void)state;
  assert_int_equal(called(NAME_PLACE, "France", NULL), 142);
  assert_int_equal(called(NAME_PLACE, "U.S.", "America"), 30);
  assert_int_equal(called(NAME_PLACE, "Georgia", NULL), -1);
  assert_int_equal(called(NAME_PLACE, "Congo", NULL), -1);
  assert_int_equal(called(NAME_PLACE, "DR Congo", NULL), 974);
  assert_int_equal(called(NAME_ORGANIZATION, "France", NULL), -1);
  assert_int_equal(called(NAME_ORGANIZATION, "International Monetary Fund", "IMF"), 7804);
  assert_int_equal(called(NAME_ORGANIZATION, "International Monetary Fund", "WHO"), -1);
  assert_int_equal(called(NAME_ORGANIZATION, "Irish Music Foundation", "IMF"), -1);
  assert_int_equal(called(NAME_ORGANIZATION, "IMF", "I.M.F."), 7804);
}

static void offices_are_completed_in_their_term_alone(void** state) {
  (void)state;
  const Slice names[] = {SLICE("John Smith")};
  const Told  told[]  = {{SLICE("senator"), SLICE(""), TENURE_CURRENT, NULL, NULL}, {SLICE("senator"), SLICE(""), TENURE_FORMER, NULL, NULL},
                         {SLICE("senator"), SLICE("Senate"), TENURE_CURRENT, NULL, NULL}, {SLICE("chairman"), SLICE(""), TENURE_CURRENT, NULL, NULL}};
  const Asked asked   = {NAME_PERSON, names, 1, told, 4, "2005-06-01"};
  Agreed      agreed;
  KnownOffice office;
  known_agree(known, &asked, &agreed);
  assert_true(agreed.found);
  assert_true(known_complete(&asked, &agreed, &told[0], &office));
  const Slice where = known_first(office.organization);
  assert_true(slice_equal(where, SLICE("United States Senate")));
  assert_false(known_complete(&asked, &agreed, &told[1], &office));
  assert_false(known_complete(&asked, &agreed, &told[2], &office));
  assert_false(known_complete(&asked, &agreed, &told[3], &office));
}

static void what_is_wrong_with_a_table_is_told(void** state) {
  (void)state;
  static const struct {
    const char *text, *why;
  } bad[] = {
      {"", "t.tsv: line 1: expected the names of the columns"},
      {"name\ttype\nAnn\tperson\n", "t.tsv: line 1: expected the names of the columns"},
      {HEAD "Ann Lee\n", "t.tsv: line 2: 1 column, with tabs between; expected 8"},
      {HEAD "# a comment\n\nAnn Lee\tperson\t\t\t\t\t\t\tmore\n", "t.tsv: line 4: 9 columns"},
      {HEAD "\tperson\n", "t.tsv: line 2: expected a name"},
      {HEAD "Ann Lee\tghost\n", "t.tsv: line 2: type \"ghost\": expected person, organization or place"},
      {HEAD "Ann Lee\tperson\t\t7804\n", "t.tsv: line 2: Wikidata id \"7804\": expected Q and a number"},
      {HEAD "Ann Lee\tperson\t\tQ0\n", "t.tsv: line 2: Wikidata id \"Q0\""},
      {HEAD "Ann Lee\tperson\t\t\tmayor\tOslev\tMay 2029\n", "t.tsv: line 2: from \"May 2029\": expected a date"},
      {HEAD "Ann Lee\tperson\t\t\tmayor\tOslev\t2029-02-30\n", "t.tsv: line 2: from \"2029-02-30\": expected a date"},
      {HEAD "Ann Lee\tperson\t\t\tmayor\tOslev\t2029\t2028-05\n", "t.tsv: line 2: from 2029 to 2028-05: expected an end"},
      {HEAD "Ann Lee\tperson\t\t\t\tOslev\t2029\n", "t.tsv: line 2: expected a role where there are dates"},
      {HEAD "Ann Lee\tperson\nBob Ek\tperson\nAnn Lee\tperson\t\t\n", "t.tsv: line 4: Ann Lee: the same row as t.tsv line 2"},
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    Known* k = known_new();
    assert_int_equal(known_add(k, slice(bad[i].text), "t.tsv"), ERR_INPUT);
    const Slice told = {status_message(), strnlen(status_message(), strlen(bad[i].why))};
    assert_true(slice_equal(told, slice(bad[i].why)) || (print_error("%s\n", status_message()), false));
    assert_string_equal(known_digest(k), "");
    known_free(k);
  }
  Known* k = known_new();
  assert_int_equal(known_add(k, SLICE("\xEF\xBB\xBF" HEAD "Ann Lee\tPerson\r\n"), "a.tsv"), OK);
  assert_int_equal(known_add(k, SLICE(HEAD "Bob Ek\tperson\n\nAnn Lee\tPerson\n"), "b.tsv"), ERR_INPUT);
  assert_non_null(strstr(status_message(), "b.tsv: line 4: Ann Lee: the same row as a.tsv line 2"));
  assert_int_equal(strlen(known_digest(k)), 16);
  known_free(k);
}

static void a_damaged_file_is_refused(void** state) {
  (void)state;
  const char* path = "unit_knowledge.bin";
  Buffer      good = {0};
  const char* name = "table";
  const Slice text = slice(table);
  assert_int_equal(known_pack(&text, &name, 1, &good), OK);
  for (size_t cut = 0; cut <= good.len; cut += cut < 40 || cut == good.len ? 1 : good.len - cut < 97 ? good.len - cut : 97) {
    FILE* file = fopen(path, "wb");
    assert_non_null(file);
    fwrite(good.bytes, 1, cut, file);
    fclose(file);
    Known*       k;
    const Status status = known_open(path, &k);
    if (cut == good.len) {
      assert_int_equal(status, OK);
      KnownEntry entries[KNOWN_NAMESAKES];
      assert_int_equal(known_find(k, SLICE("IMF"), entries), 1);
      assert_string_equal(known_source(entries[0]), "table");
    } else {
      assert_int_not_equal(status, OK);
    }
    known_free(k);
  }
  for (size_t at = 0; at < good.len - 1; at += 13) { // any byte turned: refused, or still safe to ask
    good.bytes[at] ^= (char)0xA5;
    FILE* file = fopen(path, "wb");
    assert_non_null(file);
    fwrite(good.bytes, 1, good.len, file);
    fclose(file);
    Known* k;
    if (known_open(path, &k) == OK) {
      KnownEntry   entries[KNOWN_NAMESAKES];
      const size_t n = known_find(k, SLICE("John Smith"), entries);
      for (size_t i = 0; i < n; i++)
        for (size_t o = 0; o < known_offices(entries[i]); o++) assert_non_null(known_office(entries[i], o).role);
      known_free(k);
    }
    good.bytes[at] ^= (char)0xA5;
  }
  remove(path);
  buffer_free(&good);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_are_found_without_case_and_accents),
      cmocka_unit_test(letters_are_met_in_capitals_alone),
      cmocka_unit_test(a_kind_is_told_only_where_all_agree),
      cmocka_unit_test(a_person_needs_name_role_and_date),
      cmocka_unit_test(tenure_and_date_go_together),
      cmocka_unit_test(father_and_son_are_told_apart),
      cmocka_unit_test(two_who_both_agree_are_nobody),
      cmocka_unit_test(places_and_organizations_need_a_name_of_their_own),
      cmocka_unit_test(offices_are_completed_in_their_term_alone),
      cmocka_unit_test(what_is_wrong_with_a_table_is_told),
      cmocka_unit_test(a_damaged_file_is_refused),
  };
  return cmocka_run_group_tests(tests, open_table, close_table);
}
