/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "unit.h"

#include "graph/dates.h"
#include "graph/iri.h"
#include "graph/wording.h"
#include "unit_graph_sample.h"

#include <stdlib.h>

static Arena arena;

static int empty_arena(void** state) {
  (void)state;
  arena_free(&arena);
  return 0;
}

static void expect(Slice made, const char* wanted) {
  const char* text = arena_copy(&arena, made.ptr ? made.ptr : "", made.len);
  assert_string_equal(text, wanted);
}

// --- IRIs ----------------------------------------------------------------------------------------------------------------

static void slugs_keep_letters(void** state) {
  (void)state;
  expect(iri_slug(&arena, SLICE("Ana Brandt")), "ana-brandt");
  expect(iri_slug(&arena, SLICE("Zoë O’Brien-Weiß")), "zoë-obrien-weiß");
  expect(iri_slug(&arena, SLICE("Zoe\xCC\x88 O'Brien–Weiß")), "zoë-obrien-weiß"); // a combining diaeresis, an en dash
  expect(iri_slug(&arena, SLICE("  J. K.  Rowling ")), "j-k-rowling");
  expect(iri_slug(&arena, SLICE("AT&T")), "at-t");
  expect(iri_slug(&arena, SLICE("Владимир Зеленский")), "владимир-зеленский");
  expect(iri_slug(&arena, SLICE("محمد")), "محمد");
}

static void slugs_keep_names_apart(void** state) {
  (void)state;
  const Slice plus = iri_slug(&arena, SLICE("C++ Alliance")), sharp = iri_slug(&arena, SLICE("C# Alliance"));
  assert_false(slice_equal(plus, sharp));
  assert_int_equal(plus.len, strlen("c-alliance-") + 12);
  assert_true(slice_equal(plus, iri_slug(&arena, SLICE("c++ alliance"))));
  const Slice signs = iri_slug(&arena, SLICE("***")), none = iri_slug(&arena, SLICE(""));
  assert_false(slice_equal(signs, none));
  assert_memory_equal(signs.ptr, "name-", 5);
}

static void slugs_are_bounded(void** state) {
  (void)state;
  Buffer b = {0};
  for (int i = 0; i < 5000; i++) buffer_puts(&b, i % 7 ? "ж" : " ");
  const Slice one = iri_slug(&arena, buffer_slice(&b));
  buffer_puts(&b, "x");
  const Slice other = iri_slug(&arena, buffer_slice(&b));
  assert_true(utf8_count(one) <= 72 + 13);
  assert_false(slice_equal(one, other));
  buffer_free(&b);
}

/// What RDF 1.1 allows in <...>, and RFC 3987 in an IRI.
static bool sound_iri(Slice iri) {
  for (const char *p = iri.ptr, *end = iri.ptr + iri.len; p < end;) {
    const uint32_t c = utf8_next(&p);
    if (c <= 0x20 || strchr("<>\"{}|^`\\", (int)(c < 0x80 ? c : 'a')) || (c >= 0x7F && c < 0xA0)) return false;
    if ((c >= 0xE000 && c <= 0xF8FF) || (c >= 0xE0000 && c < 0xE1000) || c >= 0xF0000 || (c & 0xFFFE) == 0xFFFE) return false;
  }
  return true;
}

static void any_name_gives_a_sound_iri(void** state) {
  (void)state;
  uint32_t seed = 1;
  for (int round = 0; round < 3000; round++) {
    char   name[64];
    size_t n = 0;
    while (n < 48) {
      seed             = seed * 1664525 + 1013904223;
      const uint32_t c = round % 3 == 0 ? seed >> 25 : round % 3 == 1 ? seed >> 16 : (seed >> 8) % 0x110000;
      if (c >= 0xD800 && c <= 0xDFFF) continue;
      n += utf8_put(c, name + n);
    }
    const Slice raw = {name, n};
    for (NameType t = NAME_PERSON; t <= NAME_PLACE; t++) assert_true(sound_iri(iri_entity(&arena, GRAPH_BASE, t, raw)));
    assert_true(sound_iri(iri_role(&arena, GRAPH_BASE, raw)));
    assert_true(sound_iri(iri_claim(&arena, GRAPH_BASE, raw, SLICE("en"), SLICE(""))));
    assert_true(sound_iri(iri_clean(&arena, slice(arena_printf(&arena, "file:///%.*s", (int)n, name)))));
    arena_free(&arena);
  }
}

static void entity(NameType type, const char* name, const char* wanted) {
  expect(iri_entity(&arena, "b/", type, slice(name)), wanted);
}

static void person_and_organization_are_two_nodes(void** state) {
  (void)state;
  entity(NAME_PERSON, "Ana Brandt", "b/id/ana-brandt");
  entity(NAME_ORGANIZATION, "Ana Brandt", "b/id/ana-brandt-organization");
  entity(NAME_PLACE, "Ana Brandt", "b/id/ana-brandt-place");
  entity(NAME_PERSON, "Kestrel Shipping", "b/id/kestrel-shipping-person");
  entity(NAME_ORGANIZATION, "Kestrel Shipping", "b/id/kestrel-shipping");
  entity(NAME_PLACE, "Norland", "b/id/norland");
  entity(NAME_ORGANIZATION, "Norland", "b/id/norland"); // a country is both
  entity(NAME_ORGANIZATION, "Jonas Weil Foundation", "b/id/jonas-weil-foundation");
  entity(NAME_PLACE, "U. S.", "b/id/u-s");
  entity(NAME_PERSON, "J. K. Rowling", "b/id/j-k-rowling");
  entity(NAME_ORGANIZATION, "Ana Brandt Organization", "b/id/ana-brandt-organization-organization");
  entity(NAME_ORGANIZATION, "World Trade Organization", "b/id/world-trade-organization");
  entity(NAME_ORGANIZATION, "Claim Norland Sells", "b/id/claim-norland-sells-organization");
}

static void no_two_types_share_an_iri(void** state) {
  (void)state;
  static const char* const words[] = {"Ana", "Brandt", "Norland", "Bank", "Person", "Organization", "Place", "Claim"};
  enum { N = 8 };
  Map seen = {0};
  for (int i = 0; i < N * N * N * N; i++) {
    const int   left  = i % N, middle = i / N % N, right = i / (N * N) % N, last = i / (N * N * N);
    const char* name  = last ? arena_printf(&arena, "%s %s %s %s", words[left], words[middle], words[right], words[last])
                             : arena_printf(&arena, "%s %s %s", words[left], words[middle], words[right]);
    for (NameType t = NAME_PERSON; t <= NAME_PLACE; t++) {
      const uint64_t key = (uint64_t)i * 2 + (t == NAME_PERSON);
      const Slice    iri = iri_entity(&arena, "b/", t, slice(name));
      if (*map_at(&seen, iri, key) != key) test_fails("%.*s stands for two names", SLICE_ARG(iri));
    }
  }
  map_free(&seen);
}

static void article_iris_are_cleaned(void** state) {
  (void)state;
  expect(iri_clean(&arena, SLICE(" https://a.example/x y?q=\"1\"#part ")), "https://a.example/x%20y?q=%221%22");
  expect(iri_clean(&arena, SLICE("https://a.example/100%/%C3%A9/é")), "https://a.example/100%25/%C3%A9/é");
  expect(iri_clean(&arena, SLICE("http://[::1]:80/a[1]")), "http://[::1]:80/a%5B1%5D");
  expect(iri_clean(&arena, SLICE("a.txt")), "");
  expect(iri_clean(&arena, SLICE("C:\\news\\a.txt")), "");
  Document doc = {.uri = "-", .sha256 = digest_sha256(SLICE("x"))};
  assert_memory_equal(graph_article_iri(&doc, &arena).ptr, "urn:sha256:2d711642b726b044", 27);
}

static void   give(const Sample* s, const GraphOptions* options, Lines* lines);
static size_t with(const Lines* lines, const char* one, const char* other);

// --- words ----------------------------------------------------------------------------------------------------------------

static Slice said(const char* text) {
  const Text t    = text_make(&arena, text, strlen(text));
  const Span span = {0, t.length};
  return wording_said(&arena, &t, &span, 1);
}

static void quotation_marks_are_trimmed(void** state) {
  (void)state;
  expect(said("“We are not selling a single quay,”"), "We are not selling a single quay");
  expect(said("\"We will go.\""), "We will go");
  expect(said("“He called it “a disgrace”,”"), "He called it “a disgrace”");
  expect(said("the “talks” had begun."), "the “talks” had begun");
  expect(said("“talks” had begun"), "“talks” had begun");
  expect(said("it was “a disgrace”"), "it was “a disgrace”");
  expect(said("\"a\" and \"b\""), "\"a\" and \"b\"");
  expect(said("“We will go"), "We will go");
  expect(said("and stay”"), "and stay");
  expect(said("‘We are done’"), "We are done");
  expect(said("it’s the workers’"), "it’s the workers’");
  expect(said("for the workers’ plan “a disgrace”"), "for the workers’ plan “a disgrace”");
  expect(said("“Why?”"), "Why?");
  expect(said("a deal with the U.S."), "a deal with the U.S.");
  expect(said(",”"), "");
  const char* two   = "“We will go,” she said, “and stay.”";
  const Text  t     = text_make(&arena, two, strlen(two));
  const Span  parts[] = {{0, 13}, {24, 35}};
  expect(wording_said(&arena, &t, parts, 2), "We will go, and stay");
  const Span bare[] = {{1, 11}, {25, 33}};
  expect(wording_said(&arena, &t, bare, 2), "We will go … and stay");
}

static void claims_have_one_wording(void** state) {
  (void)state;
  expect(wording_claim(&arena, SLICE("the talks had already begun")), "The talks had already begun");
  expect(wording_claim(&arena, SLICE("The “talks” hadn’t begun!")), "The \"talks\" hadn't begun");
  expect(wording_claim(&arena, SLICE("will he go?")), "Will he go?");
  expect(wording_claim(&arena, SLICE("… — !")), "");
  const Slice one = iri_claim(&arena, "b/", SLICE("Norland would sell the Port of Oslev"), SLICE("en"), SLICE(""));
  assert_memory_equal(one.ptr, "b/id/claim-norland-would-sell-the-port-of-", 42);
  assert_int_equal(one.len, 42 + 12);
  assert_false(slice_equal(one, iri_claim(&arena, "b/", SLICE("Norland would sell the Port of Dorn"), SLICE("en"), SLICE(""))));
  assert_false(slice_equal(one, iri_claim(&arena, "b/", SLICE("Norland would sell the Port of Oslev"), SLICE("de"), SLICE(""))));
}

static void claims_are_shared_when_they_mean_the_same(void** state) {
  (void)state;
  assert_int_equal(wording_bound(&arena, SLICE("Norland would sell the Port of Oslev")), CLAIM_ALONE);
  assert_int_equal(wording_bound(&arena, SLICE("The talks that began are over")), CLAIM_ALONE);
  assert_int_equal(wording_bound(&arena, SLICE("We're not selling a single quay")), CLAIM_SPEAKER);
  assert_int_equal(wording_bound(&arena, SLICE("The port is theirs")), CLAIM_SPEAKER);
  assert_int_equal(wording_bound(&arena, SLICE("It")), CLAIM_STATEMENT);
  assert_int_equal(wording_bound(&arena, SLICE("The dates")), CLAIM_STATEMENT);
  Sample s;
  sample_start(&s, "https://a.example/1", NULL, NULL, NULL, "Ana Brandt said she would go. Viktor Halas said she would go. Ana Brandt denied it. Viktor Halas confirmed it.");
  const int ana = sample_entity(&s, NAME_PERSON, true, "Ana Brandt"), viktor = sample_entity(&s, NAME_PERSON, true, "Viktor Halas");
  sample_statement(&s, ana, "Ana Brandt", "said", "say", "she would go");
  sample_statement(&s, viktor, "Viktor Halas", "said", "say", "she would go")->content[0] = sample_words(&s, "she would go", 1);
  sample_statement(&s, ana, "Ana Brandt", "denied", "deny", "it");
  sample_statement(&s, viktor, "Viktor Halas", "confirmed", "confirm", "it")->content[0] = sample_words(&s, "it", 1);
  Lines lines = {0};
  give(&s, &(GraphOptions){.base = GRAPH_BASE}, &lines);
  assert_int_equal(with(&lines, "type> <http://schema.org/Claim>", ""), 4);
  lines_free(&lines);
  sample_free(&s);
}

static void roles_are_lower_case(void** state) {
  (void)state;
  expect(wording_role(&arena, SLICE("Finance  Minister")), "finance minister");
  expect(wording_role(&arena, SLICE("UN Ambassador")), "UN ambassador");
  expect(wording_role(&arena, SLICE("Director-General")), "director-general");
  expect(iri_role(&arena, "b/", SLICE("Director-General")), "b/role/director-general");
  expect(iri_role(&arena, "b/", SLICE("director general")), "b/role/director-general");
}

static void labels_are_short(void** state) {
  (void)state;
  expect(wording_short(&arena, SLICE("one two three four"), 12), "one two…");
  expect(wording_short(&arena, SLICE("one two"), 7), "one two");
  expect(wording_short(&arena, SLICE("Donaudampfschifffahrt"), 6), "Donau…");
  expect(wording_clean(&arena, SLICE(" a\n\tb\xC2\xA0\x01" "c ")), "a b c");
  expect(wording_clean(&arena, SLICE("Coast\u200bal Of\u00adfice of \uFB01nance, e\uFB03cient")), "Coastal Office of finance, efficient");
  expect(wording_clean(&arena, SLICE("\u0645\u06cc\u200c\u062e \u00ad")), "\u0645\u06cc\u200c\u062e"); // here it parts letters
  expect(iri_slug(&arena, SLICE("Ministry of \uFB01nance\u00ad")), "ministry-of-finance");
}

static void date(const char* iso, const char* wanted, const char* type) {
  Term term;
  if (!wanted) {
    assert_false(date_term(&arena, slice(iso), &term));
    return;
  }
  assert_true(date_term(&arena, slice(iso), &term));
  expect(term.value, wanted);
  expect(term.extra, arena_printf(&arena, "http://www.w3.org/2001/XMLSchema#%s", type));
}

static void dates_have_their_type(void** state) {
  (void)state;
  date("2031-03-02", "2031-03-02", "date");
  date("2032-02-29", "2032-02-29", "date");
  date("2031-02-29", NULL, NULL);
  date("2031-03", "2031-03", "gYearMonth");
  date("2031", "2031", "gYear");
  date("2031-03-02T08:15", "2031-03-02T08:15:00", "dateTime");
  date("2031-03-02 08:15:30.25+0100", "2031-03-02T08:15:30.25+01:00", "dateTime");
  date("2031-03-02T08:15:00Z", "2031-03-02T08:15:00Z", "dateTime");
  date("2031-03-02T25:15:00Z", NULL, NULL);
  date("2031-03-02T08:15:00+15:00", NULL, NULL);
  date("2 March 2031", NULL, NULL);
  date("", NULL, NULL);
}

// --- quads ----------------------------------------------------------------------------------------------------------------

static void give(const Sample* s, const GraphOptions* options, Lines* lines) {
  assert_int_equal(graph_article(&s->doc, &s->facts, options, (QuadSink){lines_take, lines}), OK);
}

static void two_articles_give_these_quads(void** state) {
  (void)state;
  Sample harbour, sale;
  Lines  lines = {0};
  sample_harbour(&harbour);
  sample_sale(&sale);
  const GraphOptions options = {.base = GRAPH_BASE, .attitudes = true, .reader = "onrecord test"};
  give(&harbour, &options, &lines);
  give(&sale, &options, &lines);
  lines_sort(&lines);
  for (size_t i = 1; i < lines.n; i++) assert_string_not_equal(lines.lines[i - 1], lines.lines[i]);
  lines_expect(&lines, "unit_graph.nq");
  lines_free(&lines);
  sample_free(&harbour);
  sample_free(&sale);
}

/// Lines that hold both words.
static size_t with(const Lines* lines, const char* one, const char* other) {
  size_t n = 0;
  for (size_t i = 0; i < lines->n; i++) n += strstr(lines->lines[i], one) && strstr(lines->lines[i], other);
  return n;
}

static void only_plain_truth_is_an_edge(void** state) {
  (void)state;
  Sample s;
  sample_start(&s, "https://a.example/1", NULL, NULL, NULL,
               "Ana Brandt did not confirm the sale. Never, at no time, and on no day of the year, did Viktor Halas deny it all.");
  const int ana = sample_entity(&s, NAME_PERSON, true, "Ana Brandt"), viktor = sample_entity(&s, NAME_PERSON, true, "Viktor Halas");
  Statement* told = sample_statement(&s, ana, "Ana Brandt", "confirm", "confirm", "the sale");
  told->act       = ACT_CONFIRMATION;
  told->polarity  = POLARITY_NEGATIVE;
  told->negated   = true;
  told            = sample_statement(&s, viktor, "", "deny", "deny", "it all");
  told->act       = ACT_DENIAL;
  told->negated   = true;
  Lines lines     = {0};
  give(&s, &(GraphOptions){.base = GRAPH_BASE}, &lines);
  assert_int_equal(with(&lines, "onrecord#speaker>", ""), 2);
  assert_int_equal(with(&lines, "onrecord#negated> \"true\"", ""), 2);
  assert_int_equal(with(&lines, "schema#label> \"Ana Brandt did not confirm: the sale\"", ""), 1);
  assert_int_equal(with(&lines, "schema#label> \"Viktor Halas (not) deny: it all\"", ""), 1);
  assert_int_equal(with(&lines, "/id/ana-brandt> ", "onrecord#confirmed>"), 0);
  assert_int_equal(with(&lines, "onrecord#denied>", ""), 0);
  assert_int_equal(with(&lines, "onrecord#stated>", ""), 0);
  lines_free(&lines);
  sample_free(&s);
}

static void tenure_chooses_the_edge(void** state) {
  (void)state;
  Sample s;
  sample_start(&s, "https://a.example/1", NULL, NULL, NULL,
               "Ana Brandt, mayor and treasurer; Viktor Halas, envoy; Jonas Weil, lawyer; Greta Ek of Kestrel Shipping; Oslev; prophet");
  const int oslev = sample_entity(&s, NAME_PLACE, true, "Oslev"), kestrel = sample_entity(&s, NAME_ORGANIZATION, true, "Kestrel Shipping");
  const int ana = sample_entity(&s, NAME_PERSON, true, "Ana Brandt"), viktor = sample_entity(&s, NAME_PERSON, true, "Viktor Halas");
  const int jonas = sample_entity(&s, NAME_PERSON, true, "Jonas Weil"), greta = sample_entity(&s, NAME_PERSON, true, "Greta Ek");
  sample_role(&s, ana, "Ana Brandt", "mayor", oslev, TENURE_ACTING);
  Role* second        = sample_role(&s, ana, "Ana Brandt", "treasurer", oslev, TENURE_FORMER);
  second->role_span   = sample_words(&s, "mayor", 0); // the same words as the first: still two memberships
  sample_role(&s, viktor, "Viktor Halas", "envoy", oslev, TENURE_ELECT);
  sample_role(&s, jonas, "Jonas Weil", "lawyer", viktor, TENURE_CURRENT);
  sample_role(&s, greta, "Greta Ek", "", kestrel, TENURE_CURRENT);
  sample_role(&s, greta, "Greta Ek", "prophet", NO_ENTITY, TENURE_CURRENT);
  sample_role(&s, greta, "Greta Ek", "mayor", oslev, TENURE_CURRENT)->score = .2F;
  Lines lines = {0};
  give(&s, &(GraphOptions){.base = GRAPH_BASE, .min_score = .5F}, &lines);
  assert_int_equal(with(&lines, "/id/ana-brandt> <https://w3id.org/onrecord/role/mayor> <", "/id/oslev>"), 1);
  assert_int_equal(with(&lines, "/id/ana-brandt> <https://w3id.org/onrecord#formerly> <", "/id/oslev>"), 1);
  assert_int_equal(with(&lines, "> <https://w3id.org/onrecord/role/treasurer> <", "/id/oslev>"), 0);
  assert_int_equal(with(&lines, "/id/viktor-halas> <https://w3id.org/onrecord#designated> <", "/id/oslev>"), 1);
  assert_int_equal(with(&lines, "/id/jonas-weil> <https://w3id.org/onrecord/role/lawyer> <", "/id/viktor-halas>"), 1);
  assert_int_equal(with(&lines, "onrecord#heldFor> <", "/id/viktor-halas>"), 1);
  assert_int_equal(with(&lines, "/id/greta-ek> <https://w3id.org/onrecord#affiliatedWith> <", "/id/kestrel-shipping>"), 1);
  assert_int_equal(with(&lines, "/id/greta-ek> <https://w3id.org/onrecord/role/prophet> <", ""), 0);
  assert_int_equal(with(&lines, "ns/org#role> ", "/role/prophet>"), 1);
  assert_int_equal(with(&lines, "ns/org#Membership>", ""), 6);
  assert_int_equal(with(&lines, "1#r0-17> ", "ns/org#Membership>"), 1);
  assert_int_equal(with(&lines, "1#r0-17-2> ", "ns/org#Membership>"), 1);
  assert_int_equal(with(&lines, "ns/org#Organization>", "/id/oslev>"), 1);
  lines_free(&lines);
  sample_free(&s);
}

static void thoughts_only_when_asked_for(void** state) {
  (void)state;
  Sample sale;
  Lines  without = {0}, asked = {0};
  sample_sale(&sale);
  give(&sale, &(GraphOptions){.base = GRAPH_BASE}, &without);
  give(&sale, &(GraphOptions){.base = GRAPH_BASE, .attitudes = true}, &asked);
  assert_int_equal(with(&without, "onrecord#Attitude>", "") + with(&without, "onrecord#thought>", ""), 0);
  assert_int_equal(with(&asked, "onrecord#Attitude>", ""), 1);
  assert_int_equal(with(&asked, "/id/greta-ek> <https://w3id.org/onrecord#thought>", ""), 1);
  assert_int_equal(with(&without, "onrecord#Statement>", ""), with(&asked, "onrecord#Statement>", ""));
  lines_free(&without);
  lines_free(&asked);
  sample_free(&sale);
}

static void one_utterance_holds_another(void** state) {
  (void)state;
  Sample harbour;
  Lines  lines = {0};
  sample_harbour(&harbour);
  give(&harbour, &(GraphOptions){.base = GRAPH_BASE}, &lines);
  assert_int_equal(with(&lines, "onrecord#reports>", ""), 1);
  const Span outer = span_join(sample_words(&harbour, "Two officials", 0), sample_words(&harbour, "the port to Halas", 0));
  const Span inner = span_join(sample_words(&harbour, "Weil had", 0), sample_words(&harbour, "the port to Halas", 0));
  const char* edge = arena_printf(&arena, "#s%u-%u> <https://w3id.org/onrecord#reports> <", outer.begin, outer.end);
  assert_int_equal(with(&lines, edge, arena_printf(&arena, "#s%u-%u>", inner.begin, inner.end)), 1);
  // that Weil promised it is what the officials say: no edge of his own
  assert_int_equal(with(&lines, "onrecord#promised>", ""), 0);
  assert_int_equal(with(&lines, "onrecord#act> <", "onrecord#Promise>"), 1);
  lines_free(&lines);
  sample_free(&harbour);
}

static void what_stands_in_a_thought_is_no_edge(void** state) {
  (void)state;
  Sample s;
  sample_start(&s, "https://a.example/1", NULL, NULL, NULL, "Ana Brandt fears that Viktor Halas promised the port.");
  const int ana = sample_entity(&s, NAME_PERSON, true, "Ana Brandt"), viktor = sample_entity(&s, NAME_PERSON, true, "Viktor Halas");
  sample_statement(&s, ana, "Ana Brandt", "fears", "fear", "Viktor Halas promised the port")->attitude = true;
  sample_statement(&s, viktor, "Viktor Halas", "promised", "promise", "the port")->act = ACT_PROMISE;
  Lines lines = {0};
  give(&s, &(GraphOptions){.base = GRAPH_BASE}, &lines);
  assert_int_equal(with(&lines, "onrecord#Statement>", ""), 1);
  assert_int_equal(with(&lines, "onrecord#promised>", "") + with(&lines, "onrecord#reports>", ""), 0);
  lines_free(&lines);
  sample_free(&s);
}

static void names_never_take_a_facts_place(void** state) {
  (void)state;
  Sample s;
  sample_start(&s, "https://a.example/1", NULL, NULL, NULL, "S0-9 said so.");
  const int odd = sample_entity(&s, NAME_PERSON, false, "S0-9");
  sample_entity(&s, NAME_PERSON, false, "Weil");
  sample_entity(&s, NAME_PERSON, false, "WEIL");
  sample_statement(&s, odd, "S0-9", "said", "say", "so");
  Lines lines = {0};
  give(&s, &(GraphOptions){.base = GRAPH_BASE}, &lines);
  assert_int_equal(with(&lines, "1#person.s0-9> ", "foaf/0.1/Person>"), 1);
  assert_int_equal(with(&lines, "1#weil> ", "foaf/0.1/Person>"), 1);
  assert_int_equal(with(&lines, "1#weil-2> ", "foaf/0.1/Person>"), 1);
  assert_int_equal(with(&lines, "/id/", "foaf/0.1/Person>"), 0);
  lines_free(&lines);
  sample_free(&s);
}

static void far_words_are_evidence_each(void** state) {
  (void)state;
  Sample s;
  Buffer text = {0};
  buffer_puts(&text, "Ana Brandt spoke. ");
  for (int i = 0; i < 1000; i++) buffer_puts(&text, "und ");
  buffer_puts(&text, "The mayor of Oslev slept.");
  sample_start(&s, "https://a.example/1", NULL, NULL, NULL, text.bytes);
  const int ana = sample_entity(&s, NAME_PERSON, true, "Ana Brandt"), oslev = sample_entity(&s, NAME_PLACE, true, "Oslev");
  sample_role(&s, ana, "Ana Brandt", "mayor", oslev, TENURE_CURRENT);
  Lines lines = {0};
  give(&s, &(GraphOptions){.base = GRAPH_BASE}, &lines);
  assert_int_equal(with(&lines, "prov#wasDerivedFrom> <https://a.example/1#char=0,10>", ""), 1);
  assert_int_equal(with(&lines, "prov#wasDerivedFrom>", ""), 2);
  lines_free(&lines);
  sample_free(&s);
  buffer_free(&text);
}

static Status third_fails(void* self, const Quad* quad) {
  (void)quad;
  return ++*(int*)self == 3 ? ERR_FULL : OK;
}

static void a_full_sink_stops_it(void** state) {
  (void)state;
  Sample harbour;
  int    taken = 0;
  sample_harbour(&harbour);
  assert_int_equal(graph_article(&harbour.doc, &harbour.facts, &(GraphOptions){.base = GRAPH_BASE}, (QuadSink){third_fails, &taken}), ERR_FULL);
  assert_int_equal(taken, 3);
  sample_free(&harbour);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(slugs_keep_letters, empty_arena),
      cmocka_unit_test_teardown(slugs_keep_names_apart, empty_arena),
      cmocka_unit_test_teardown(slugs_are_bounded, empty_arena),
      cmocka_unit_test_teardown(any_name_gives_a_sound_iri, empty_arena),
      cmocka_unit_test_teardown(person_and_organization_are_two_nodes, empty_arena),
      cmocka_unit_test_teardown(no_two_types_share_an_iri, empty_arena),
      cmocka_unit_test_teardown(article_iris_are_cleaned, empty_arena),
      cmocka_unit_test_teardown(quotation_marks_are_trimmed, empty_arena),
      cmocka_unit_test_teardown(claims_have_one_wording, empty_arena),
      cmocka_unit_test_teardown(claims_are_shared_when_they_mean_the_same, empty_arena),
      cmocka_unit_test_teardown(roles_are_lower_case, empty_arena),
      cmocka_unit_test_teardown(labels_are_short, empty_arena),
      cmocka_unit_test_teardown(dates_have_their_type, empty_arena),
      cmocka_unit_test_teardown(two_articles_give_these_quads, empty_arena),
      cmocka_unit_test_teardown(only_plain_truth_is_an_edge, empty_arena),
      cmocka_unit_test_teardown(tenure_chooses_the_edge, empty_arena),
      cmocka_unit_test_teardown(thoughts_only_when_asked_for, empty_arena),
      cmocka_unit_test_teardown(one_utterance_holds_another, empty_arena),
      cmocka_unit_test_teardown(what_stands_in_a_thought_is_no_edge, empty_arena),
      cmocka_unit_test_teardown(names_never_take_a_facts_place, empty_arena),
      cmocka_unit_test_teardown(far_words_are_evidence_each, empty_arena),
      cmocka_unit_test_teardown(a_full_sink_stops_it, empty_arena),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
