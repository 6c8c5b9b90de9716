/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The index of words: what it finds is what reading all texts finds, after any changes; it follows its quads through commits
 * and aborts; a graph made before it was thought of gets it with the first write. */
#include "sparql/matches.h"
#include "sparql/query.h"
#include "sparql/update.h"
#include "store/texts.h"
#include "unit_store.h"

#include <lmdb.h>
#include <locale.h>

#define LABEL "http://www.w3.org/2000/01/rdf-schema#label"

static const char* const vocabulary[] = {
    "port", "ports", "portal", "Über", "uber", "ÜBERSEE", "tax", "taxes", "co-operate", "o'clock", "2026", "Zoë", "zoe", "ﬁne", "fine",
    "東京", "京", "Straße", "STRASSE", "a", "x", "aus\xC2\xADterity", "austerity", "budget", "strike", "...", "№5",
    "donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft",
    "donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtenverein", "\xFF\xFE", "\xE2\x80\x9Cquoted\xE2\x80\x9D"};
static const char* const wanted[] = {
    "port", "port*", "\"tax port\"", "tax port", "tax OR port", "(tax budget) OR zoe", "zoe -fine", "uber*", "\"co operate\"", "京", "東京",
    "strasse", "a x", "donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft",
    "donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamten*", "donau*", "\"budget str*\"", "budget budget strike",
    "fine -(port OR tax)", "5", "20*", "o'clock", "nowhere", "(port OR ports) (tax OR taxes)", "austerity -\"austerity port\"", "quoted*"};

enum { VOCABULARY = sizeof vocabulary / sizeof *vocabulary, WANTED = sizeof wanted / sizeof *wanted };

static uint64_t seed;
static unsigned chance(unsigned n) { // xorshift64 (Marsaglia, 2003)
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return (unsigned)(seed >> 33) % n;
}

/// A quad whose object is one of some 400 texts, under a text property or another.
static Quad random_quad(Buffer* buffer, char node[2][32]) {
  static const char* const others[] = {"http://news.example/note", "http://news.example/title"};
  const unsigned           property = chance(TEXT_PROPERTIES + 2), number = chance(400);
  const uint64_t           before   = seed;
  seed                              = number * 2654435761U + 1;
  chance(2);
  buffer_clear(buffer);
  for (unsigned n = chance(9); n-- > 0;) buffer_printf(buffer, "%s%s", vocabulary[chance(VOCABULARY)], chance(5) ? " " : ", ");
  const unsigned kind = chance(4);
  seed                = before;
  snprintf(node[0], sizeof node[0], "http://news.example/%u", chance(60));
  snprintf(node[1], sizeof node[1], "http://news.example/g%u", chance(8));
  Quad quad = {.s = term_iri(slice(node[0])), .o = term_string(buffer_slice(buffer))};
  quad.p    = term_iri(slice(property < TEXT_PROPERTIES ? text_properties[property] : others[property - TEXT_PROPERTIES]));
  if (chance(9)) quad.g = term_iri(slice(node[1]));
  if (kind == 1) quad.o = term_text(buffer_slice(buffer), SLICE("en"));
  if (kind == 2) quad.o = term_typed(buffer_slice(buffer), SLICE("urn:type"));
  if (kind == 3 && chance(2)) quad.o = term_iri(slice(node[0]));
  return quad;
}

static char* answer(Store* store, const char* text, bool scan, size_t* reads) {
  Query* query = NULL;
  char*  out   = NULL;
  size_t size  = 0;
  FILE*  file  = open_memstream(&out, &size);
  matches_scan = scan;
  good(query_prepare(store, text, &(QueryOptions){0}, &query));
  good(query_write(query, QUERY_TSV, file));
  fclose(file);
  *reads = query_reads(query);
  query_free(query);
  matches_scan = false;
  return out;
}

/// By the index and by reading all, row by row; how many quads were read less.
static size_t compare(Store* store, const char* form, const char* words) {
  char   text[512];
  size_t few, all;
  snprintf(text, sizeof text, form, words);
  char* found = answer(store, text, false, &few);
  char* read  = answer(store, text, true, &all);
  if (strcmp(found, read)) print_error("%s\n", text);
  assert_string_equal(found, read);
  free(found);
  free(read);
  return all > few ? all - few : 0;
}

static void compare_all(Store* store) {
  static const char* const forms[] = {
      "SELECT ?x ?s { (?x ?s) rec:matches '''%s''' }", "SELECT ?x ?g { GRAPH ?g { ?x rec:matches '''%s''' } }",
      "SELECT ?x { GRAPH <http://news.example/g3> { ?x rec:matches '''%s''' } } ORDER BY ?x",
      "SELECT ?x FROM <http://news.example/g1> FROM <http://news.example/g2> { ?x rec:matches '''%s''' } ORDER BY ?x",
      "SELECT ?x ?s { (?x ?s) rec:matches ('''%s''' 5) }"};
  size_t saved = 0;
  for (size_t i = 0; i < WANTED; ++i)
    for (size_t k = 0; k < sizeof forms / sizeof *forms; ++k) saved += compare(store, forms[k], wanted[i]);
  assert_true(saved > 1000);
}

static void test_index_and_reading_agree(void** state) {
  (void)state;
  Buffer buffer = {0};
  char   node[2][32];
  seed          = 20261201;
  Store* store  = open_store(STORE_CREATE);
  for (int round = 0; round < 12; ++round) {
    good(store_begin(store, STORE_WRITE));
    const unsigned removals = round % 4 == 3 ? 4 : 1; // some rounds take most of it away again
    for (int i = 0; i < 700; ++i) {
      const Quad quad = random_quad(&buffer, node);
      good(chance(5) < removals ? store_remove(store, &quad) : store_add(store, &quad));
      if (i == 350 && round % 3 == 1) good(store_remove_graph(store, term_iri(SLICE("http://news.example/g4")), NULL));
      if (i == 400) assert_true(count_all(store) < 100000); // a look in between
    }
    if (round % 5 == 4) store_abort(store);
    else good(store_commit(store));
    good(store_begin(store, STORE_READ));
    good(store_check(store));
    compare_all(store);
    store_abort(store);
  }
  store_close(store);
  buffer_free(&buffer);
}

static size_t texts_with(Store* store, const char* word, bool begins) {
  Texts  found = {0};
  size_t count = 0;
  good(store_word_texts(store, slice(word), begins, NULL, &found));
  good(store_word_count(store, slice(word), begins, &count));
  assert_true(count >= found.n);
  const size_t n = found.n;
  texts_free(&found);
  return n;
}

static void test_a_text_stays_as_long_as_it_is_used(void** state) {
  (void)state;
  const Quad a = quad_of("urn:a", LABEL, "The Port", "urn:g"), b = quad_of("urn:b", text_properties[7], "The Port", NULL),
             other = quad_of("urn:c", "urn:note", "the portal", NULL);
  Store* store = open_store(STORE_CREATE);
  good(store_begin(store, STORE_WRITE));
  good(store_add(store, &a));
  good(store_add(store, &b));
  good(store_add(store, &other));
  assert_int_equal(texts_with(store, "port", false), 1);
  assert_int_equal(texts_with(store, "port", true), 1);
  assert_int_equal(texts_with(store, "po", false), 0);
  good(store_remove(store, &a));
  assert_int_equal(texts_with(store, "the", false), 1);
  good(store_commit(store));
  good(store_begin(store, STORE_WRITE));
  good(store_remove(store, &b));
  assert_int_equal(texts_with(store, "the", false), 0);
  store_abort(store);
  good(store_begin(store, STORE_READ));
  assert_int_equal(texts_with(store, "the", false), 1);
  store_abort(store);
  good(store_begin(store, STORE_WRITE));
  good(store_remove(store, &b));
  good(store_commit(store));
  good(store_begin(store, STORE_READ));
  assert_int_equal(texts_with(store, "p", true), 0);
  good(store_check(store));
  store_close(store);
}

/// Make the graph one of format 1: without the table, and its number.
static void make_old(void) {
  MDB_env* env;
  MDB_txn* txn;
  MDB_dbi  words, meta;
  MDB_val  key = {6, "format"}, value = {16, "onrecord graph 1"};
  assert_int_equal(mdb_env_create(&env), 0);
  assert_int_equal(mdb_env_set_maxdbs(env, 9), 0);
  assert_int_equal(mdb_env_open(env, path, 0, 0666), 0);
  assert_int_equal(mdb_txn_begin(env, NULL, 0, &txn), 0);
  assert_int_equal(mdb_dbi_open(txn, "words", 0, &words), 0);
  assert_int_equal(mdb_dbi_open(txn, "meta", 0, &meta), 0);
  assert_int_equal(mdb_drop(txn, words, 1), 0);
  assert_int_equal(mdb_put(txn, meta, &key, &value, 0), 0);
  assert_int_equal(mdb_txn_commit(txn), 0);
  mdb_env_close(env);
}

static void test_an_older_graph_gets_its_index(void** state) {
  (void)state;
  Buffer    buffer = {0};
  char      node[2][32];
  StoreInfo info;
  seed         = 7;
  Store* store = open_store(STORE_CREATE);
  good(store_begin(store, STORE_WRITE));
  for (int i = 0; i < 2000; ++i) {
    const Quad quad = random_quad(&buffer, node);
    good(store_add(store, &quad));
  }
  good(store_commit(store));
  store_close(store);
  make_old();
  store = open_store(STORE_WRITE);
  Store* second = open_store(STORE_READ);
  good(store_begin(second, STORE_READ));
  assert_false(store_has_words(second));
  size_t reads;
  free(answer(second, "SELECT ?x { ?x rec:matches 'tax' }", false, &reads)); // reads all texts
  assert_true(reads > 500);
  good(store_check(second));
  good(store_info(second, &info));
  assert_int_equal(info.version, 1);
  good(store_begin(store, STORE_WRITE));
  assert_int_equal(texts_with(store, "nowhere", false), 0);
  store_abort(store); // and nothing of the index is kept
  good(store_begin(store, STORE_READ));
  assert_false(store_has_words(store));
  store_abort(store);
  good(store_begin(store, STORE_WRITE));
  good(store_commit(store));
  assert_false(store_has_words(second)); // it sees the state of its begin
  store_close(second);
  good(store_begin(store, STORE_READ));
  assert_true(store_has_words(store));
  good(store_info(store, &info));
  assert_int_equal(info.version, 2);
  good(store_check(store));
  compare_all(store);
  store_close(store);
  buffer_free(&buffer);
}

static void test_an_update_asks_the_index(void** state) {
  (void)state;
  UpdateDone done;
  Store*     store = open_store(STORE_CREATE);
  good(store_begin(store, STORE_WRITE));
  good(update_run(store, "INSERT DATA { <urn:a> rdfs:label 'the port' . <urn:b> rdfs:label 'a portal' . <urn:c> rdfs:label 'the quay' } ;"
                         "INSERT { ?x <urn:note> 'port' ; rdfs:label 'seaport' } WHERE { ?x rec:matches 'port*' } ;"
                         "INSERT { ?x <urn:note> 'more' } WHERE { ?x rec:matches 'seaport' }", &(UpdateOptions){0}, &done));
  assert_int_equal(done.added, 9);
  good(store_commit(store));
  good(store_begin(store, STORE_READ));
  good(store_check(store));
  store_close(store);
}

static void test_a_damaged_index_is_named(void** state) {
  (void)state;
  const Quad a     = quad_of("urn:a", LABEL, "The Port", "urn:g");
  Store*     store = open_store(STORE_CREATE);
  good(store_begin(store, STORE_WRITE));
  good(store_add(store, &a));
  good(store_commit(store));
  store_close(store);
  MDB_env* env;
  MDB_txn* txn;
  MDB_dbi  words;
  MDB_val  key = {4, "port"};
  assert_int_equal(mdb_env_create(&env), 0);
  assert_int_equal(mdb_env_set_maxdbs(env, 9), 0);
  assert_int_equal(mdb_env_open(env, path, 0, 0666), 0);
  assert_int_equal(mdb_txn_begin(env, NULL, 0, &txn), 0);
  assert_int_equal(mdb_dbi_open(txn, "words", 0, &words), 0);
  assert_int_equal(mdb_del(txn, words, &key, NULL), 0);
  assert_int_equal(mdb_txn_commit(txn), 0);
  mdb_env_close(env);
  store = open_store(STORE_READ);
  good(store_begin(store, STORE_READ));
  bad(store_check(store), ERR_INPUT, "the index of words is not what the texts say");
  store_close(store);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(test_index_and_reading_agree, set_up),       cmocka_unit_test_setup(test_a_text_stays_as_long_as_it_is_used, set_up),
      cmocka_unit_test_setup(test_an_older_graph_gets_its_index, set_up), cmocka_unit_test_setup(test_an_update_asks_the_index, set_up),
      cmocka_unit_test_setup(test_a_damaged_index_is_named, set_up),
  };
  setlocale(LC_CTYPE, "C.UTF-8");
  if (folder_make()) return 99;
  const int failed = cmocka_run_group_tests(tests, NULL, NULL);
  folder_remove();
  return failed;
}
