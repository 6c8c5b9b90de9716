/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The sample articles, as anyone would read them: each page says what it is, and nothing of its frame is left. */
#include "unit.h"

#include "document/document.h"
#include "fetch/fetch.h"

#include <stdlib.h>

typedef struct {
  size_t pages, texts;
} Seen;

static Status take(void* self, const Fetched* input) {
  static const char* const frame[] = {"Creative Commons", "invented newspaper", "is invented", "a newspaper invented", "Photograph:",
                                      "Most read", "Subscribe", "By Mara", "Send by post", "Wikinews contributors", "<"};
  Seen*    seen = self;
  Document doc;
  assert_int_equal(input->status, OK);
  assert_int_equal(document_read(&(DocumentSource){.uri = input->uri, .bytes = input->bytes, .name = input->name}, &doc), OK);
  assert_null(doc.warning);
  assert_true(doc.paragraph_count >= 4);
  for (size_t i = 0; i < sizeof frame / sizeof *frame; i++) {
    if (strstr(doc.text.bytes, frame[i])) print_error("%s: \"%s\" is no part of the article\n", input->name, frame[i]);
    assert_null(strstr(doc.text.bytes, frame[i]));
  }
  if (strstr(input->name, ".html")) {
    seen->pages++;
    assert_non_null(doc.title);
    assert_non_null(doc.published);
    assert_non_null(doc.publisher);
    assert_non_null(doc.url);
    assert_string_equal(doc.uri, doc.url);
    assert_int_equal(doc.author_count, 1);
    assert_null(strstr(doc.title, doc.publisher));
  } else {
    seen->texts++;
    assert_int_equal(doc.text.len, input->bytes.len);
    assert_memory_equal(doc.text.bytes, input->bytes.ptr, input->bytes.len);
    assert_ptr_equal(doc.title, NULL);
  }
  document_free(&doc);
  return OK;
}

static void samples_are_read_whole_and_clean(void** state) {
  (void)state;
  const char* top = getenv("top_srcdir");
  char        folder[4096];
  snprintf(folder, sizeof folder, "%s/examples", top ? top : ".");
  Seen        seen    = {0};
  const char* names[] = {folder};
  assert_int_equal(fetch_each(names, 1, NULL, (FetchSink){take, &seen}), OK);
  assert_int_equal(seen.pages, 22);
  assert_int_equal(seen.texts, 6);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(samples_are_read_whole_and_clean)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
