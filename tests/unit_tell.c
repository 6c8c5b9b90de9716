/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "unit.h"

#include "graph/vocabulary.h"
#include "tell/names.h"
#include "tell/out.h"
#include "tell/sort.h"
#include "tell/tell.h"
#include "tell/xml.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

// --- names -------------------------------------------------------------------------------------------------------------

static void expect(Names* names, Term term, const char* text) {
  Buffer b = {0};
  names_write(names, &b, term);
  assert_string_equal(b.bytes, text);
  buffer_free(&b);
}

static void local_names_follow_the_grammar(void** state) {
  (void)state;
  static const struct {
    const char *local, *text;
  } cases[] = {{"ana-brandt", "id:ana-brandt"},
               {"", "id:"},
               {"1984", "id:1984"},
               {"a.b", "id:a.b"},
               {"a:b", "id:a:b"},
               {"-a", "id:\\-a"},
               {"a-", "id:a-"},
               {"o'neil", "id:o\\'neil"},
               {"a(b),c;d=e&f", "id:a\\(b\\)\\,c\\;d\\=e\\&f"},
               {"100%25", "id:100%25"},
               {"100%", "id:100\\%"},
               {"%2g", "id:\\%2g"},
               {"%", "id:\\%"},
               {"zo\xC3\xAB", "id:zo\xC3\xAB"},
               {"\xE6\x97\xA5\xE6\x9C\xAC", "id:\xE6\x97\xA5\xE6\x9C\xAC"},
               {"a\xC2\xB7", "id:a\xC2\xB7"},                             // a middle dot may not come first
               {"\xC2\xB7" "a", "<https://x.example/id/\xC2\xB7" "a>"},
               {"\xCC\x81" "a", "<https://x.example/id/\xCC\x81" "a>"},   // nor a combining accent
               {"a\xC3\x97" "b", "<https://x.example/id/a\xC3\x97" "b>"}, // a multiplication sign is no letter
               {"a.", "<https://x.example/id/a.>"},
               {".a", "<https://x.example/id/.a>"},
               {"a/b", "<https://x.example/id/a/b>"},
               {"a?b#c", "<https://x.example/id/a?b#c>"},
               {"a b", "<https://x.example/id/a\\u0020b>"},
               {"a<b>\"{}|^`\\", "<https://x.example/id/a\\u003Cb\\u003E\\u0022\\u007B\\u007D\\u007C\\u005E\\u0060\\u005C>"},
               {"a\n\x7F", "<https://x.example/id/a\\u000A\x7F>"}};
  Arena arena = {0};
  Names names;
  names_init(&names, SLICE("https://x.example/"), &arena);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    expect(&names, term_iri(slice(arena_printf(&arena, "https://x.example/id/%s", cases[i].local))), cases[i].text);
  expect(&names, term_iri(SLICE("https://x.example/role/mayor")), "role:mayor");
  expect(&names, term_iri(SLICE("https://x.example/ido")), "<https://x.example/ido>");
  expect(&names, term_iri(SLICE("id:not-a-prefix")), "<id:not-a-prefix>");
  arena_free(&arena);
}

static void literals_keep_their_form(void** state) {
  (void)state;
  static const struct {
    const char *value, *type, *text;
  } cases[] = {{"8", XSD("integer"), "8"},
               {"-12", XSD("integer"), "-12"},
               {"0", XSD("integer"), "0"},
               {"+8", XSD("integer"), "\"+8\"^^xsd:integer"},
               {"007", XSD("integer"), "\"007\"^^xsd:integer"},
               {"-0", XSD("integer"), "\"-0\"^^xsd:integer"},
               {"", XSD("integer"), "\"\"^^xsd:integer"},
               {"-", XSD("integer"), "\"-\"^^xsd:integer"},
               {"8 ", XSD("integer"), "\"8 \"^^xsd:integer"},
               {"8", XSD("int"), "\"8\"^^xsd:int"},
               {"0.90", XSD("decimal"), "0.90"},
               {"-1.5", XSD("decimal"), "-1.5"},
               {".5", XSD("decimal"), "\".5\"^^xsd:decimal"},
               {"5.", XSD("decimal"), "\"5.\"^^xsd:decimal"},
               {"5", XSD("decimal"), "\"5\"^^xsd:decimal"},
               {"0.1", XSD("double"), "\"0.1\"^^xsd:double"},
               {"1e0", XSD("double"), "\"1e0\"^^xsd:double"},
               {"true", XSD("boolean"), "true"},
               {"1", XSD("boolean"), "\"1\"^^xsd:boolean"},
               {"2031-03-02", XSD("date"), "\"2031-03-02\"^^xsd:date"},
               {"x", "http://e.example/a b", "\"x\"^^<http://e.example/a\\u0020b>"}};
  Arena arena = {0};
  Names names;
  names_init(&names, SLICE("https://x.example/"), &arena);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    expect(&names, term_typed(slice(cases[i].value), slice(cases[i].type)), cases[i].text);
  expect(&names, term_text(SLICE("Guten Tag"), SLICE("de-AT")), "\"Guten Tag\"@de-AT");
  expect(&names, term_text(SLICE("x"), SLICE("no tag")), "\"x\"");
  arena_free(&arena);
}

static void strings_are_escaped(void** state) {
  (void)state;
  Buffer b = {0};
  string_write(&b, SLICE("\"a\" \\ \n\r\t\b\f '\x01\x1F\x7F\0 \xC3\xA9 \xF0\x9F\x99\x82"));
  assert_string_equal(b.bytes, "\"\\\"a\\\" \\\\ \\n\\r\\t\\b\\f '\\u0001\\u001F\\u007F\\u0000 \xC3\xA9 \xF0\x9F\x99\x82\"");
  buffer_clear(&b);
  blank_write(&b, SLICE("b1-a_2"));
  blank_write(&b, SLICE("a.b"));
  blank_write(&b, SLICE(""));
  blank_write(&b, SLICE("hex-61"));
  assert_string_equal(b.bytes, "_:b1-a_2_:hex-612e62_:hex-_:hex-6865782d3631");
  buffer_clear(&b);
  xml_write(&b, SLICE("<a href=\"'&'\">\n\x01 \xEF\xBF\xBF\xEF\xBF\xBD"));
  assert_string_equal(b.bytes, "&lt;a href=&quot;&apos;&amp;&apos;&quot;&gt;&#10;\xEF\xBF\xBD \xEF\xBF\xBD\xEF\xBF\xBD");
  buffer_free(&b);
}

static void packed_terms_sort_as_terms(void** state) {
  (void)state;
  const Term terms[] = {{0},
                        term_iri(SLICE("a")),
                        term_iri(SLICE("a\x01")),
                        term_iri(SLICE("a\x02z")),
                        term_iri(SLICE("a b")),
                        term_iri(SLICE("ab")),
                        {.kind = TERM_BLANK, .value = SLICE("a")},
                        term_string(SLICE("")),
                        term_string(SLICE("\0\0")),
                        term_string(SLICE("\0\x01\x02\x03")),
                        term_text(SLICE("a"), SLICE("de")),
                        term_text(SLICE("a"), SLICE("en")),
                        term_typed(SLICE("a"), SLICE("t"))};
  enum { N = sizeof terms / sizeof *terms };
  Buffer packed[N] = {0};
  Arena  arena     = {0};
  for (size_t i = 0; i < N; i++) {
    term_pack(&packed[i], terms[i]);
    const char* p = packed[i].bytes;
    assert_true(term_equal(term_unpack(&p, &arena), terms[i]));
    assert_ptr_equal(p, packed[i].bytes + packed[i].len);
    if (i) assert_true(slice_compare(buffer_slice(&packed[i - 1]), buffer_slice(&packed[i])) < 0);
  }
  for (size_t i = 0; i < N; i++) buffer_free(&packed[i]);
  arena_free(&arena);
}

// --- sorting -----------------------------------------------------------------------------------------------------------

/// The n-th of a row of records that come in no order, some of them twice and some of them long.
static Slice record_of(Arena* arena, uint32_t n) {
  const uint32_t mixed = n * 2654435761U % 5000;
  return slice(arena_printf(arena, "https://harbour-post.example/%u%*s", mixed, mixed % 97 ? 0 : 3000, ""));
}

static void sorts_alike_in_any_memory(void** state) {
  (void)state;
  enum { N = 20000 };
  static const size_t memories[] = {0, 1 << 20, 20000, 100};
  Arena               arena      = {0};
  size_t              first      = 0;
  for (size_t m = 0; m < sizeof memories / sizeof *memories; m++) {
    Sorter* sorter = sorter_new(memories[m]);
    // the least memory spills at every record, so a part of them is enough
    const uint32_t n = memories[m] == 100 ? 500 : N;
    for (uint32_t i = 0; i < n; i++) assert_int_equal(sorter_put(sorter, record_of(&arena, i)), OK);
    assert_int_equal(sorter_sort(sorter), OK);
    Buffer before = {0};
    size_t count  = 0;
    for (;;) {
      Slice record;
      bool  more;
      assert_int_equal(sorter_next(sorter, &record, &more), OK);
      if (!more) break;
      if (count++) assert_true(slice_compare(buffer_slice(&before), record) < 0);
      buffer_clear(&before);
      buffer_put_slice(&before, record);
    }
    if (m == 0) first = count;
    if (n == N) assert_int_equal(count, first);
    assert_true(count > 400);
    buffer_free(&before);
    sorter_free(sorter);
  }
  assert_int_equal(first, 5000);
  arena_free(&arena);
}

static void sorting_says_where_it_has_no_room(void** state) {
  (void)state;
  const char* before = getenv("TMPDIR") ? strdup(getenv("TMPDIR")) : NULL;
  setenv("TMPDIR", "/nowhere/at/all", 1);
  Sorter* sorter = sorter_new(50);
  Status  status = OK;
  for (int i = 0; status == OK && i < 10; i++) status = sorter_put(sorter, SLICE("twenty-two bytes of it"));
  assert_int_equal(status, ERR_IO);
  assert_non_null(strstr(status_message(), "/nowhere/at/all"));
  assert_non_null(strstr(status_message(), "TMPDIR"));
  sorter_free(sorter);
  if (before) setenv("TMPDIR", before, 1);
  else unsetenv("TMPDIR");
  free((void*)before);
}

// --- whole formats -----------------------------------------------------------------------------------------------------

static char folder[] = "/tmp/onrecord-unit-XXXXXX";

static int make_store(void** state) {
  if (!mkdtemp(folder)) return -1;
  Arena arena = {0};
  Store* store;
  assert_int_equal(store_open(arena_printf(&arena, "%s/graph", folder), STORE_WRITE | STORE_CREATE, &store), OK);
  assert_int_equal(store_begin(store, STORE_WRITE), OK);
  const Term article = term_iri(SLICE("https://n.example/a"));
  for (int i = 0; i < 2000; i++) {
    const Quad q = {term_iri(slice(arena_printf(&arena, "https://n.example/%d", i))), term_iri(SLICE(RDFS("label"))),
                    term_text(slice(arena_printf(&arena, "number %d", i)), SLICE("en-GB")), article};
    assert_int_equal(store_add(store, &q), OK);
  }
  const Quad broken = {article, term_iri(SLICE(REC("x"))), term_string(SLICE("a\xFF" "b")), {0}};
  const Quad zero   = {article, term_iri(SLICE(REC("x"))), term_string(SLICE("a\0b")), {0}};
  assert_int_equal(store_add(store, &broken), OK);
  assert_int_equal(store_add(store, &zero), OK);
  assert_int_equal(store_commit(store), OK);
  assert_int_equal(store_begin(store, STORE_READ), OK);
  *state = store;
  arena_free(&arena);
  return 0;
}

static int remove_store(void** state) {
  store_close(*state);
  char command[200];
  snprintf(command, sizeof command, "rm -rf '%s'", folder);
  return system(command);
}

static void every_format_has_a_row(void** state) {
  (void)state;
  size_t n = 0;
  for (; tell_formats[n]; n++) {
    const TellFormat* f = tell_formats[n];
    assert_ptr_equal(tell_format(f->name), f);
    assert_non_null(tell_format(f->extension));
    assert_true(strlen(f->about) > 10 && strchr(f->media_type, '/'));
    for (const TellPart* p = f->parts; p && p->file; p++) assert_non_null(tell_format(p->format));
  }
  assert_true(n >= 14);
  assert_ptr_equal(tell_format("ttl"), tell_format("turtle"));
  assert_null(tell_format("rdfxml"));
}

static void a_full_disk_is_noticed(void** state) {
  for (size_t i = 0; tell_formats[i]; i++) {
    if (tell_formats[i]->parts) continue;
    FILE* full = fopen("/dev/full", "w");
    if (!full) {
      skip();
      return;
    }
    assert_int_equal(tell_formats[i]->write(*state, &(TellOptions){0}, full), ERR_FULL);
    assert_non_null(strstr(status_message(), "incomplete"));
    fclose(full);
  }
}

static void a_closed_pipe_is_noticed(void** state) {
  int ends[2];
  assert_int_equal(pipe(ends), 0);
  close(ends[0]);
  FILE* out = fdopen(ends[1], "w");
  signal(SIGPIPE, SIG_IGN);
  assert_int_equal(tell_format("nquads")->write(*state, &(TellOptions){0}, out), ERR_IO);
  assert_non_null(strstr(status_message(), "stopped"));
  fclose(out);
}

static void bad_bytes_come_out_whole(void** state) {
  char*  text = NULL;
  size_t n    = 0;
  FILE*  out  = open_memstream(&text, &n);
  assert_int_equal(tell_format("nquads")->write(*state, &(TellOptions){.graph = ""}, out), OK);
  fclose(out);
  assert_string_equal(text, "<https://n.example/a> <https://w3id.org/onrecord#x> \"a\\u0000b\" .\n"
                            "<https://n.example/a> <https://w3id.org/onrecord#x> \"a\xEF\xBF\xBD" "b\" .\n");
  free(text);
  out = open_memstream(&text, &n);
  assert_int_equal(tell_format("turtle")->write(*state, &(TellOptions){.graph = "https://n.example/a"}, out), OK);
  fclose(out);
  assert_non_null(strstr(text, "\"number 1\"@en-GB"));
  assert_null(strstr(text, "onrecord#x"));
  free(text);
}

static void folders_are_whole_or_not_there(void** state) {
  Arena arena = {0};
  assert_int_equal(tell_folder(*state, tell_format("turtle"), &(TellOptions){0}, folder), ERR_USAGE);
  const char* path = arena_printf(&arena, "%s/graph/lock/below", folder);
  assert_int_not_equal(tell_folder(*state, tell_format("csv"), &(TellOptions){0}, path), OK);
  path = arena_printf(&arena, "%s/tables", folder);
  assert_int_equal(tell_folder(*state, tell_format("csv"), &(TellOptions){0}, path), OK);
  assert_int_equal(access(arena_printf(&arena, "%s/nodes.csv", path), R_OK), 0);
  assert_int_equal(access(arena_printf(&arena, "%s/.nodes.csv.new", path), F_OK), -1);
  arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(local_names_follow_the_grammar), cmocka_unit_test(literals_keep_their_form),
      cmocka_unit_test(strings_are_escaped),            cmocka_unit_test(packed_terms_sort_as_terms),
      cmocka_unit_test(sorts_alike_in_any_memory),      cmocka_unit_test(sorting_says_where_it_has_no_room),
      cmocka_unit_test(every_format_has_a_row),         cmocka_unit_test(a_full_disk_is_noticed),
      cmocka_unit_test(a_closed_pipe_is_noticed),       cmocka_unit_test(bad_bytes_come_out_whole),
      cmocka_unit_test(folders_are_whole_or_not_there),
  };
  return cmocka_run_group_tests(tests, make_store, remove_store);
}
