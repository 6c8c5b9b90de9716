/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Facts of text files as JSON lines, for the scorers:
 *
 *     bench/facts_dump [--attitudes] [--considered] [--openers] [--float] MODEL FILE... > facts.jsonl
 *
 * Scores are the products of a fact's parts, from which train/calibrate.py makes data/calibration.tsv.
 * --considered adds what was considered as a statement, with the evidence that train/weigh.py weighs.
 * --openers counts the "that" or "to" in front as part of what was said, as some corpora mark it. */
#include "base/file.h"
#include "facts/facts.h"

#include <stdio.h>
#include <string.h>

static Status dump(Reader* reader, const char* path, const FactsOutput* output) {
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
  int            i         = 1;
  for (; i < argc && argv[i][0] == '-'; i++) {
    if (!strcmp(argv[i], "--attitudes")) output.attitudes = true;
    if (!strcmp(argv[i], "--considered")) output.considered = true;
    if (!strcmp(argv[i], "--openers")) output.openers = true;
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
    if (dump(reader, argv[i], &output) != OK) {
      fprintf(stderr, "%s\n", status_message());
      failed = 1;
    }
  reader_free(reader);
  model_free(model);
  return failed;
}
