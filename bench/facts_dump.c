/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Facts of text files as JSON lines, for the scorers:
 *
 *     bench/facts_dump [--attitudes] [--openers] [--float] MODEL FILE... > facts.jsonl
 *
 * --openers counts the "that" or "to" in front as part of what was said, as some corpora mark it. */
#include "base/file.h"
#include "base/table.h"
#include "facts/facts.h"
#include "facts/words.h"

#include <stdio.h>
#include <string.h>

/* Grow the first part of each content over the opener before it. */
static void count_openers(Arena* arena, const Text* text, Facts* facts) {
  const Words  words   = words_of(arena, text);
  const Table* openers = table_get("openers");
  for (size_t i = 0; i < facts->statement_count; i++) {
    Span*        first = &facts->statements[i].content[0];
    const size_t w     = words_at(&words, first->begin);
    if (w && w <= words.n && table_find(openers, words.items[w - 1].folded))
      first->begin = words.items[w - 1].span.begin;
  }
}

static Status dump(Reader* reader, const char* path, const FactsOutput* output, bool openers) {
  FileMap map;
  TRY(file_map(path, &map));
  Document       doc    = {0};
  DocumentSource source = {.uri = path, .bytes = {map.bytes, map.len}, .type = DOCUMENT_TEXT};
  Status         status = document_read(&source, &doc);
  Arena          arena  = {0};
  if (status == OK) {
    Reading reading = {0};
    status = reader_read(reader, &doc.text, doc.paragraphs, doc.paragraph_count, &arena, &reading);
    if (status == OK) {
      Facts  facts;
      Buffer out = {0};
      facts_find(&doc, &reading, &arena, &facts);
      if (openers) count_openers(&arena, &doc.text, &facts);
      facts_write_json(&doc, &facts, output, &out);
      fwrite(out.bytes, 1, out.len, stdout);
      buffer_free(&out);
    }
    document_free(&doc);
  }
  arena_free(&arena);
  file_unmap(&map);
  return status;
}

int main(int argc, char** argv) {
  FactsOutput    output    = {0};
  ModelPrecision precision = MODEL_INT8;
  bool           openers   = false;
  int            i         = 1;
  for (; i < argc && argv[i][0] == '-'; i++) {
    if (!strcmp(argv[i], "--attitudes")) output.attitudes = true;
    if (!strcmp(argv[i], "--openers")) openers = true;
    if (!strcmp(argv[i], "--float")) precision = MODEL_FLOAT;
  }
  Model* model = NULL;
  if (i >= argc || model_open(argv[i++], precision, &model) != OK) {
    fprintf(stderr, "%s\n", status_message());
    return 1;
  }
  Reader* reader = reader_new(model);
  int     failed = 0;
  for (; i < argc; i++)
    if (dump(reader, argv[i], &output, openers) != OK) {
      fprintf(stderr, "%s\n", status_message());
      failed = 1;
    }
  reader_free(reader);
  model_free(model);
  return failed;
}
