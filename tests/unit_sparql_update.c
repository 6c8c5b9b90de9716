/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What SPARQL Update changes in a small news graph, what it refuses, and that a fault changes nothing. */
#include "sparql/update.h"
#include "unit_sparql.h"

static UpdateDone done;

static Status run(const char* text, const UpdateOptions* options) {
  store_abort(news);
  assert_int_equal(store_begin(news, STORE_WRITE), OK);
  const Status st = update_run(news, text, options, &done);
  if (st == OK) assert_int_equal(store_commit(news), OK);
  else store_abort(news);
  assert_int_equal(store_begin(news, STORE_READ), OK);
  return st;
}

static void changes(const char* text, size_t added, size_t removed) {
  const Status st = run(text, &(UpdateOptions){0});
  if (st != OK) print_error("%s\n%s\n", text, status_message());
  assert_int_equal(st, OK);
  assert_int_equal(done.added, added);
  assert_int_equal(done.removed, removed);
}

static void refused(const char* text, Status status, const char* words) {
  assert_int_equal(run(text, &(UpdateOptions){0}), status);
  if (!strstr(status_message(), words)) print_error("%s\nsays: %s\n", text, status_message());
  assert_non_null(strstr(status_message(), words));
}

/// The first column of the answer.
static void holds(const char* text, const char* expected) {
  char* out = answer_in(QUERY_CSV, &(QueryOptions){0}, text, NULL);
  assert_string_equal(strchr(out, '\n') ? strchr(out, '\n') + 1 : out, expected);
  free(out);
}

static void test_data(void** state) {
  (void)state;
  changes("INSERT DATA { GRAPH <urn:n> { id:ana rec:note 1, 2, 1 } id:zoe rec:note 3 }", 3, 0);
  changes("INSERT DATA { GRAPH <urn:n> { id:ana rec:note 1 } }", 0, 0);
  changes("DELETE DATA { GRAPH <urn:n> { id:ana rec:note 1 } id:zoe rec:note 4 }", 0, 1);
  holds("SELECT ?n { ?s rec:note ?n } ORDER BY ?n", "2\r\n3\r\n");
  changes("DROP GRAPH <urn:n> ; CLEAR DEFAULT", 0, 3); // the default graph held a score, too
  holds("SELECT (COUNT(*) AS ?x) { ?s rec:note ?n }", "0\r\n");
}

static void test_blank_nodes_are_new(void** state) {
  (void)state;
  changes("INSERT { GRAPH <urn:b> { ?s rec:note [ rec:of ?s ] } } WHERE { ?s rdfs:label ?l }", 6, 0);
  holds("SELECT (COUNT(DISTINCT ?b) AS ?n) { ?s rec:note ?b . ?b rec:of ?s }", "3\r\n");
  changes("INSERT DATA { GRAPH <urn:b> { _:b rec:of id:ana } } ; INSERT DATA { GRAPH <urn:b> { _:c rec:of id:ana } }", 2, 0);
  holds("SELECT (COUNT(DISTINCT ?b) AS ?n) { ?b rec:of id:ana }", "3\r\n");
  changes("DROP GRAPH <urn:b>", 0, 8);
}

static void test_modify(void** state) {
  (void)state;
  changes("INSERT { GRAPH <urn:m> { ?s rec:said ?c } } WHERE { ?s rec:stated|rec:denied ?c }", 2, 0);
  // what is removed is found before anything is added
  changes("WITH <urn:m> DELETE { ?s rec:said ?c } INSERT { ?c rec:said ?s } WHERE { ?s rec:said ?c }", 2, 2);
  holds("SELECT ?s { GRAPH <urn:m> { ?s rec:said ?c } } ORDER BY ?s", ID "sale\r\n" ID "talks\r\n");
  changes("INSERT { GRAPH <urn:m> { ?s rec:count ?n } } USING <urn:m> WHERE { { SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s } }", 2, 0);
  changes("DELETE WHERE { GRAPH <urn:m> { ?s rec:said ?o ; rec:count ?n } }", 0, 4);
  changes("DELETE WHERE { GRAPH ?g { ?s rec:nothing ?o } }", 0, 0);
  changes("INSERT { GRAPH <urn:m> { ?s ?p ?unbound . \"text\" ?p ?s } } WHERE { ?s ?p ?o }", 0, 0);
}

static void test_whole_graphs(void** state) {
  (void)state;
  changes("INSERT DATA { GRAPH <urn:a> { id:x rec:y 1 } GRAPH <urn:b> { id:x rec:y 2 } }", 2, 0);
  changes("ADD <urn:a> TO <urn:b>", 1, 0);
  changes("COPY <urn:a> TO <urn:b>", 1, 2);
  changes("COPY <urn:a> TO <urn:a>", 0, 0);
  changes("MOVE <urn:b> TO DEFAULT", 1, 1);
  holds("SELECT ?g { GRAPH ?g { id:x rec:y ?n } }", "urn:a\r\n");
  changes("CLEAR DEFAULT ; CREATE GRAPH <urn:c> ; COPY <urn:c> TO <urn:a> ; CLEAR SILENT GRAPH <urn:none>", 0, 2);
  refused("COPY <urn:none> TO <urn:a>", ERR_NOT_FOUND, "there is no graph <urn:none>; where that is fine, write SILENT");
  refused("CREATE GRAPH <" POST ">", ERR_INPUT, "is there already");
  refused("LOAD <file:///etc/hostname>", ERR_ACCESS, "files are not read here");
}

static Status keep_away(void* self, Term graph) {
  if (slice_equal(graph.value, slice(self))) return fail(ERR_ACCESS, "hands off");
  return OK;
}

static void test_all_or_nothing(void** state) {
  (void)state;
  const UpdateOptions guarded = {.guard = keep_away, .guard_self = (void*)POST};
  assert_int_equal(run("INSERT DATA { GRAPH <urn:h> { id:h rec:h 1 } } ; DELETE WHERE { GRAPH ?g { id:jonas ?p ?o } }", &guarded), ERR_ACCESS);
  assert_string_equal(status_message(), "hands off");
  holds("SELECT ?s { { id:h ?p ?s } UNION { id:jonas rdfs:label ?s } }", "Jonas Weil\r\n");
  assert_int_equal(run("DELETE WHERE { GRAPH <" POST "> { id:nobody ?p ?o } }", &guarded), OK); // nothing of it is changed
  assert_int_equal(run("INSERT { ?a ?b ?c } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r . ?s ?t ?u }",
                       &(UpdateOptions){.memory = 1 << 20}), ERR_LIMIT);
  assert_non_null(strstr(status_message(), "the update needs more than the 1 MiB of memory"));
  assert_int_equal(run("INSERT { ?a ?b ?c } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r . ?s ?t ?u }",
                       &(UpdateOptions){.timeout_s = 1e-6}), ERR_LIMIT);
  assert_non_null(strstr(status_message(), "the update ran out of time"));
}

static void test_faults_have_places(void** state) {
  (void)state;
  refused("INSERT DATA { id:a rec:b ?c }", ERR_INPUT, "line 1, column 26: there are no variables in DATA");
  refused("DELETE DATA { _:a rec:b 1 }", ERR_INPUT, "line 1, column 15: a blank node here would match nothing");
  refused("INSERT DATA { id:a rec:b/rec:c 1 }", ERR_INPUT, "column 25: / does not fit here; expected a variable, an IRI");
  refused("INSERT DATA { id:a rec:b 1 } CLEAR ALL", ERR_INPUT, "CLEAR does not fit here; expected ';' or the end of the update");
  refused("SELECT * { ?s ?p ?o }", ERR_INPUT, "give it to `onrecord query`");
  refused("CLEAR", ERR_INPUT, "the update ends too early; expected GRAPH <name>, DEFAULT, NAMED or ALL");
  changes("# nothing to do", 0, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_data),         cmocka_unit_test(test_blank_nodes_are_new), cmocka_unit_test(test_modify),
      cmocka_unit_test(test_whole_graphs), cmocka_unit_test(test_all_or_nothing),      cmocka_unit_test(test_faults_have_places),
  };
  return cmocka_run_group_tests(tests, news_make, news_drop);
}
