/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Every result format, compared with what its specification wants, byte for byte. */
#include "sparql/tidy.h"
#include "unit_sparql.h"

static const char* const mixed =
    "SELECT ?s ?l ?n { VALUES ?s { id:ana id:zoe id:quay } OPTIONAL { ?s rdfs:label ?l } OPTIONAL { ?s rec:score ?n } } "
    "ORDER BY ?s";

static void expect(QueryFormat format, const char* text, const char* expected) {
  char* out = answer_in(format, &(QueryOptions){0}, text, NULL);
  assert_string_equal(out, expected);
  free(out);
}

static void test_csv(void** state) {
  (void)state;
  expect(QUERY_CSV, mixed, "s,l,n\r\n" ID "ana,Ana Brandt,\r\n" ID "quay,,7\r\n" ID "zoe,Zoë Ångström,\r\n");
  expect(QUERY_CSV, "SELECT ?x { BIND('a,\"b\"\\n' AS ?x) }", "x\r\n\"a,\"\"b\"\"\n\"\r\n");
  expect(QUERY_CSV, "ASK { id:ana ?p ?o }", "true\r\n");
}

static void test_tsv(void** state) {
  (void)state;
  expect(QUERY_TSV, mixed, "?s\t?l\t?n\n<" ID "ana>\t\"Ana Brandt\"\t\n<" ID "quay>\t\t7\n<" ID "zoe>\t\"Zoë Ångström\"@de\t\n");
  expect(QUERY_TSV, "SELECT ?x { BIND('a\\t\\\\\"' AS ?x) }", "?x\n\"a\\t\\\\\\\"\"\n");
  expect(QUERY_TSV, "ASK { id:nobody ?p ?o }", "false\n");
}

static void test_json(void** state) {
  (void)state;
  expect(QUERY_JSON, mixed,
         "{\"head\": {\"vars\": [\"s\", \"l\", \"n\"]}, \"results\": {\"bindings\": ["
         "{\"s\": {\"type\": \"uri\", \"value\": \"" ID "ana\"}, \"l\": {\"type\": \"literal\", \"value\": \"Ana Brandt\"}}, "
         "{\"s\": {\"type\": \"uri\", \"value\": \"" ID "quay\"}, \"n\": {\"type\": \"literal\", \"value\": \"7\", \"datatype\": \"" XSD "integer\"}}, "
         "{\"s\": {\"type\": \"uri\", \"value\": \"" ID "zoe\"}, \"l\": {\"type\": \"literal\", \"value\": \"Zoë Ångström\", \"xml:lang\": \"de\"}}"
         "]}}\n");
  expect(QUERY_JSON, "ASK { id:ana ?p ?o }", "{\"head\": {}, \"boolean\": true}\n");
}

static void test_xml(void** state) {
  (void)state;
  expect(QUERY_XML, "SELECT ?l ?n { VALUES ?s { id:zoe } ?s rdfs:label ?l BIND(\"<&>\" AS ?n) }",
         "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<sparql xmlns=\"http://www.w3.org/2005/sparql-results#\">\n"
         "  <head>\n    <variable name=\"l\"/>\n    <variable name=\"n\"/>\n  </head>\n"
         "  <results>\n    <result>\n"
         "      <binding name=\"l\"><literal xml:lang=\"de\">Zoë Ångström</literal></binding>\n"
         "      <binding name=\"n\"><literal>&lt;&amp;&gt;</literal></binding>\n"
         "    </result>\n  </results>\n</sparql>\n");
  expect(QUERY_XML, "ASK { id:ana ?p ?o }",
         "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sparql xmlns=\"http://www.w3.org/2005/sparql-results#\">\n"
         "  <head>\n  </head>\n  <boolean>true</boolean>\n</sparql>\n");
}

static void test_table(void** state) {
  (void)state;
  expect(QUERY_TABLE, mixed,
         "s        l             n\n"
         "───────  ────────────  ─\n"
         "id:ana   Ana Brandt\n"
         "id:quay                7\n"
         "id:zoe   Zoë Ångström\n");
  expect(QUERY_TABLE, "SELECT ?s { ?s rec:nothing ?o }", "s\n─\n(nothing found)\n");
  expect(QUERY_TABLE, "ASK { id:ana ?p ?o }", "yes\n");
  expect(QUERY_TABLE, "SELECT ?a ?b { VALUES (?a ?b) { (\"東京\" 1) (\"ab\\ncd\" 2) } }",
         "a      b\n─────  ─\n東京   1\nab cd  2\n"); // wide letters take two columns; one line for each row
  char* out = answer_in(QUERY_TABLE, &(QueryOptions){.width = 16}, "SELECT ?s ?l { ?s rec:stated ?c . ?s rdfs:label ?l }", NULL);
  assert_string_equal(out, "s       l\n──────  ────────\nid:zoe  Zoë Ång…\n");
  free(out);
  // three columns of which little would be left: a block for each row, without what is not there
  static const char long_rows[] = "SELECT ?who ?said ?where ?when { VALUES (?who ?said ?where ?when) {"
                                  " (\"a minister of the realm\" \"no quay is sold, not one\" \"in a hall by the harbour\" UNDEF)"
                                  " (\"東京\" UNDEF UNDEF 1) } }";
  out = answer_in(QUERY_TABLE, &(QueryOptions){.width = 60}, long_rows, NULL);
  assert_string_equal(out, "who    a minister of the realm\nsaid   no quay is sold, not one\nwhere  in a hall by the harbour\n\n"
                           "who    東京\nwhen   1\n");
  free(out);
  out = answer_in(QUERY_TABLE, &(QueryOptions){.width = 90}, long_rows, NULL);
  assert_memory_equal(out, "who  ", 5);
  assert_non_null(strstr(out, "───"));
  free(out);
}

static void test_construct(void** state) {
  (void)state;
  expect(QUERY_TABLE, "CONSTRUCT { ?s rec:name [ rdfs:label ?l ] } WHERE { ?s rec:stated ?c . ?s rdfs:label ?l }",
         "_:c0b4 <" RDFS "label> \"Zoë Ångström\"@de .\n<" ID "zoe> <" REC "name> _:c0b4 .\n");
  expect(QUERY_TABLE, "CONSTRUCT { ?c a rec:Said } WHERE { ?s rec:denied|rec:confirmed ?c }",
         "<" ID "sale> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <" REC "Said> .\n"); // each triple once
}

static void tidied(const char* text, const char* expected) {
  Buffer out = {0}, again = {0};
  assert_int_equal(sparql_tidy(text, &out), OK);
  assert_string_equal(out.bytes, expected);
  assert_int_equal(sparql_tidy(out.bytes, &again), OK);
  assert_string_equal(again.bytes, expected);
  buffer_free(&out);
  buffer_free(&again);
}

static void test_tidy(void** state) {
  (void)state;
  tidied("select ?s{?s a rec:Claim;rdfs:label ?l,?m.#why\n filter(lang(?l)=\"de\"&&?l!=?m)optional{?s rec:a/^rec:b* ?o}}order by ?s limit 3",
         "SELECT ?s {\n  ?s a rec:Claim ;\n      rdfs:label ?l, ?m .  #why\n  FILTER (LANG(?l) = \"de\" && ?l != ?m)\n"
         "  OPTIONAL {\n    ?s rec:a/^rec:b* ?o\n  }\n}\nORDER BY ?s\nLIMIT 3\n");
  tidied("prefix x: <http://x/> insert data{graph x:g{x:a x:b -1}};clear silent default",
         "PREFIX x: <http://x/>\n\nINSERT DATA {\n  GRAPH x:g {\n    x:a x:b -1\n  }\n} ;\n\nCLEAR SILENT DEFAULT\n");
  Buffer out = {0};
  assert_int_equal(sparql_tidy("SELECT ?s { ?s ?p }", &out), ERR_INPUT);
  buffer_free(&out);
}

static void test_explain(void** state) {
  (void)state;
  Query* query = NULL;
  char*  out   = NULL;
  size_t size  = 0;
  FILE * null = fopen("/dev/null", "w"), *file = open_memstream(&out, &size);
  const char* text = "SELECT ?l { ?c skos:closeMatch ?d . ?s rec:stated ?c . ?s rdfs:label ?l FILTER(STR(?l) > \"A\") OPTIONAL { ?d rec:score ?n } }";
  assert_int_equal(query_prepare(news, text, &(QueryOptions){.explain = true}, &query), OK);
  assert_int_equal(query_write(query, QUERY_TSV, null), OK);
  query_explain(query, file);
  fclose(file);
  fclose(null);
  query_free(query);
  assert_string_equal(out, "        came    expected\n"
                           "           1              select ?l\n"
                           "           1                optional\n"
                           "           1                  basic pattern\n"
                           "           1           1        ?s rec:stated ?c\n"
                           "           1           1        ?c skos:closeMatch ?d\n"
                           "           1           1        ?s rdfs:label ?l\n"
                           "                                  filter STR(?l) > \"A\"\n"
                           "           1                  basic pattern\n"
                           "           1           1        ?d rec:score ?n\n"
                           "12 quads read, 0.0 MiB kept at most\n");
  free(out);
}

static void test_names_of_formats(void** state) {
  (void)state;
  QueryFormat format;
  assert_int_equal(query_format("json", &format), OK);
  assert_int_equal(format, QUERY_JSON);
  assert_int_equal(query_format("yaml", &format), ERR_USAGE);
  assert_string_equal(status_message(), "\"yaml\" is no result format; choose table, csv, tsv, json or xml");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_csv),  cmocka_unit_test(test_tsv),   cmocka_unit_test(test_json),
      cmocka_unit_test(test_xml),  cmocka_unit_test(test_table), cmocka_unit_test(test_construct),
      cmocka_unit_test(test_names_of_formats), cmocka_unit_test(test_tidy), cmocka_unit_test(test_explain),
  };
  return cmocka_run_group_tests(tests, news_make, news_drop);
}
