/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* rec:matches: what words are, which nodes they find, beside every other kind of pattern; and what is refused. */
#include "sparql/words.h"
#include "unit_sparql.h"

#define SCHEMA "http://schema.org/"

static int more_news(void** state) {
  if (news_make(state)) return 1;
  store_abort(news);
  assert_int_equal(store_begin(news, STORE_WRITE), OK);
  put(ID "ana", SKOS "altLabel", term_string(SLICE("Brandt")), DAILY);
  put(ID "c1", RDFS "label", term_text(SLICE("austerity cuts, and cuts again"), SLICE("en")), POST);
  put(ID "c2", RDFS "label", term_text(SLICE("aus\xC2\xADterity without the cuts"), SLICE("en")), DAILY);
  put(ID "c3", REC "name", term_text(SLICE("No co-operation on savings"), SLICE("en")), DAILY);
  put(ID "s1", SCHEMA "text", term_text(SLICE("we will not sell a single quay, a single crane or a single shed of the port of Oslev"), SLICE("en")), POST);
  put(ID "s1", REC "about", term_iri(SLICE(ID "c1")), POST);
  put(ID "s1", REC "cue", term_string(SLICE("austerity")), POST); // no label, no text
  put(ID "n1", RDFS "label", term_string(SLICE("cuts of no graph at all")), "");
  put(ID "q1", REC "query", term_string(SLICE("port")), POST);
  assert_int_equal(store_commit(news), OK);
  assert_int_equal(store_begin(news, STORE_READ), OK);
  return 0;
}

/// Rows sorted by the query itself, IRIs without the namespace of id:.
static void finds(const char* text, const char* expected) {
  char*  out   = answer_in(QUERY_CSV, &(QueryOptions){0}, text, NULL);
  Buffer shown = {0};
  bool   head  = true;
  for (size_t i = 0; out[i]; ++i) {
    if (!strncmp(out + i, ID, sizeof ID - 1)) i += sizeof ID - 1;
    if (out[i] != '\r' && !head) buffer_putc(&shown, out[i]);
    head = head && out[i] != '\n';
  }
  for (size_t i = 0; i < shown.len; ++i)
    if (shown.bytes[i] == '\n') shown.bytes[i] = ' ';
  buffer_putc(&shown, '\0');
  assert_string_equal(shown.bytes, expected);
  buffer_free(&shown);
  free(out);
}

static void refuses(const char* text, const char* words) {
  Query* query = NULL;
  FILE*  none  = fopen("/dev/null", "w");
  Status st    = query_prepare(news, text, &(QueryOptions){0}, &query);
  if (st == OK) st = query_write(query, QUERY_TABLE, none);
  fclose(none);
  query_free(query);
  assert_int_equal(st, ERR_INPUT);
  if (!strstr(status_message(), words)) print_error("%s\nsays: %s\n", text, status_message());
  assert_non_null(strstr(status_message(), words));
}

/// Nodes that words find, sorted.
static void words_find(const char* words, const char* expected) {
  char text[256];
  snprintf(text, sizeof text, "SELECT ?x { ?x rec:matches '''%s''' } ORDER BY ?x", words);
  finds(text, expected);
}

static void test_words(void** state) {
  (void)state;
  words_find("brandt", "ana ");
  words_find("ANA", "ana ");
  words_find("zoe angstrom", "zoe ");
  words_find("ZOE\xCC\x88", "zoe "); // the dots apart
  words_find("Zoë", "zoe ");
  words_find("austerity cuts", "c1 c2 ");
  words_find("\"austerity cuts\"", "c1 ");
  words_find("cuts austerity", "c1 c2 ");
  words_find("auster*", "c1 c2 ");
  words_find("\"without the cu*\"", "c2 ");
  words_find("auster", "");
  words_find("aus\xC2\xADterity -again", "c2 ");
  words_find("savings OR again", "c1 c3 ");
  words_find("cuts savings OR again", "c1 ");
  words_find("(port quay) OR savings -shed", "c3 ");
  words_find("co-operation", "c3 ");
  words_find("operation co", "c3 ");
  words_find("cooperation", "");
  words_find("no AND savings & co", "c3 ");
  words_find("sin", "");
}

static void test_with_other_patterns(void** state) {
  (void)state;
  finds("SELECT ?x ?c { ?x rec:matches 'quay' ; rec:about ?c . ?c rec:matches 'cuts' }", "s1,c1 ");
  finds("SELECT ?x { GRAPH <" DAILY "> { ?x rec:matches 'brandt OR austerity' } } ORDER BY ?x", "ana c2 ");
  finds("SELECT ?x ?g { GRAPH ?g { ?x rec:matches 'brandt OR cuts' } } ORDER BY ?x ?g",
        "ana," DAILY " ana," POST " c1," POST " c2," DAILY " ");
  finds("SELECT ?x { ?x rec:matches 'graph' }", "n1 ");
  finds("SELECT ?x FROM <" POST "> { ?x rec:matches 'cuts' }", "c1 ");
  finds("SELECT ?x { ?x rdfs:label ?l FILTER EXISTS { ?x rec:matches 'austerity' } } ORDER BY ?x", "c1 c2 ");
  finds("SELECT ?x { ?x rec:score ?n FILTER NOT EXISTS { ?x rec:matches 'austerity' } } ORDER BY ?x", "quay sale talks ");
  finds("SELECT ?x ?c { ?x rec:cue ?q OPTIONAL { ?c rec:matches ?q } } ORDER BY ?c", "s1,c1 s1,c2 ");
  finds("SELECT ?x { { ?x rec:matches 'savings' } UNION { ?x rec:matches 'weil' } } ORDER BY ?x", "c3 jonas ");
  finds("SELECT ?w ?x { ?x rec:matches ?w VALUES ?w { 'weil' 'savings' '(' 'cuts' 7 } } ORDER BY ?w ?x", "cuts,c1 cuts,c2 cuts,n1 savings,c3 weil,jonas ");
  finds("SELECT ?x { ?a rec:query ?w . ?x rec:matches ?w }", "s1 ");
  finds("SELECT ?x { ?x rdfs:label ?l MINUS { ?x rec:matches 'brandt OR austerity' } } ORDER BY ?x", "jonas n1 zoe ");
  finds("SELECT (COUNT(*) AS ?n) { ?x rec:matches 'cuts' . ?y rec:matches 'brandt' }", "3 ");
  finds("SELECT ?y { id:c1 rec:matches 'cuts' . id:c3 rec:matches 'savings' . ?y rec:about id:c1 }", "s1 ");
  finds("SELECT ?y { id:c1 rec:matches 'savings' . ?y rec:about id:c1 }", "");
  finds("SELECT ?x { { SELECT ?x { ?x rec:matches 'cuts' } ORDER BY ?x LIMIT 2 } ?x rdfs:label ?l } ORDER BY ?x", "c1 c2 ");
}

static void test_scores(void** state) {
  (void)state;
  finds("SELECT ?x { (?x ?s) rec:matches 'cuts' } ORDER BY DESC(?s)", "c1 c2 n1 "); // twice; once in four words; once in six
  finds("SELECT ?x { (?x ?s) rec:matches ('cuts' 1) }", "c1 ");
  finds("SELECT ?s { (id:ana ?s) rec:matches 'brandt' }", "1.5575 "); // its best: the one-word name
  finds("SELECT ?x { ?x rec:matches ('cuts' 2) } ORDER BY ?x", "c1 c2 ");
  finds("SELECT ?x { ?x rec:score ?n . ?x rec:matches ('brandt' 2) }", "");
}

static void test_explained(void** state) {
  (void)state;
  const QueryOptions options = {.explain = true};
  Query*             query   = NULL;
  char*              out     = NULL;
  size_t             size    = 0;
  FILE*              null    = fopen("/dev/null", "w");
  assert_int_equal(query_prepare(news, "SELECT ?x { (?x ?s) rec:matches ('cuts' 2) }", &options, &query), OK);
  assert_int_equal(query_write(query, QUERY_TABLE, null), OK);
  fclose(null);
  FILE* file = open_memstream(&out, &size);
  query_explain(query, file);
  fclose(file);
  query_free(query);
  assert_non_null(strstr(out, "(?x ?s) rec:matches \"cuts\", the best 2"));
  free(out);
}

static void test_refused(void** state) {
  (void)state;
  refuses("SELECT ?x { ?x rec:matches '\"cuts' }", "line 1");
  refuses("SELECT ?x { ?x rec:matches '\"cuts' }", "a \" is not closed");
  refuses("SELECT ?x { ?x rec:matches '(cuts' }", "a ( is not closed");
  refuses("SELECT ?x { ?x rec:matches 'cuts)' }", "a ) has no (");
  refuses("SELECT ?x { ?x rec:matches '-cuts' }", "a word that must be there");
  refuses("SELECT ?x { ?x rec:matches '...' }", "no word in it");
  refuses("SELECT ?x { ?x rec:matches 'OR cuts' }", "OR stands between two words");
  refuses("SELECT ?x { ?x rec:matches 'cuts OR' }", "behind OR comes the other word");
  refuses("SELECT ?x { ?x rec:matches <urn:x> }", "put them in quotes");
  refuses("SELECT ?x { ?x rec:matches ('cuts' 0) }", "at least 1");
  refuses("SELECT ?x { ?x rec:matches ('cuts' 1 2) }", "is written");
  refuses("SELECT ?x { ?x rec:matches ?w }", "has no value here");
  char deep[128] = "SELECT ?x { ?x rec:matches '";
  memset(deep + strlen(deep), '(', 60);
  strcat(deep, "' }");
  refuses(deep, "too many brackets");
}

static void test_limits(void** state) {
  (void)state;
  const volatile sig_atomic_t stop    = 1;
  const QueryOptions          options = {.cancel = &stop};
  Query*                      query   = NULL;
  FILE*                       null    = fopen("/dev/null", "w");
  assert_int_equal(query_prepare(news, "SELECT ?x { ?x rec:matches 'cuts' }", &options, &query), OK);
  assert_int_equal(query_write(query, QUERY_TABLE, null), ERR_LIMIT);
  query_free(query);
  fclose(null);
}

static void test_folding(void** state) {
  (void)state;
  Buffer out = {0};
  words_fold(SLICE("Stra\xC3\x9F" "e, \xEF\xAC\x81ne \xE2\x80\x9CHOUSE\xE2\x80\x9D \xE6\x9D\xB1\xE4\xBA\xAC!\xFF" "x"), &out);
  buffer_putc(&out, '\0');
  assert_string_equal(out.bytes, " strasse fine house \xE6\x9D\xB1 \xE4\xBA\xAC x ");
  buffer_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_folding),   cmocka_unit_test(test_words),   cmocka_unit_test(test_with_other_patterns),
      cmocka_unit_test(test_scores),    cmocka_unit_test(test_refused), cmocka_unit_test(test_explained),
      cmocka_unit_test(test_limits),
  };
  return cmocka_run_group_tests(tests, more_news, news_drop);
}
