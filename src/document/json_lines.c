/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* JSON Lines (jsonlines.org): an article a line, as dumps of news have it.
 *
 *     {"title": "Port sale confirmed", "text": "The port ...", "url": "https://coast.example/sale", "date": "2031-04-19"}
 *
 * What a field is, its name tells (record.h). A text that looks like a page is read as one. */
#include "document/record.h"

#include <string.h>

enum { LONG_BYTES = 100000 };

static Status each(Container* container) {
  for (;;) {
    Slice line;
    bool  too_long;
    TRY(container_line(container, &line, &too_long));
    if (!line.ptr) return OK;
    line = slice_trim(line);
    if (!line.len && !too_long) continue;
    json_error_t error;
    json_t*      record = too_long ? NULL : json_loadb(line.ptr, line.len, JSON_ALLOW_NUL, &error);
    Status       status;
    if (too_long)
      status = container_fault(container, ERR_LIMIT, "a line of more than %d MB, the most for one article",
                               DOCUMENT_LIMIT / (1024 * 1024));
    else if (!record)
      status = container_fault(container, ERR_INPUT, "not JSON (%s, at byte %d of the line)", error.text, error.position);
    else if (!json_is_object(record))
      status = container_fault(container, ERR_INPUT, "not an object; each line is an article: {\"title\": ..., \"text\": ...}");
    else
      status = record_give_any(container, record);
    json_decref(record);
    TRY(status);
  }
}

/* Its first line is an object, with a text in it or another line behind it. */
static int bid(const DocumentSource* head) {
  const bool  named = source_ends(head, ".jsonl") || source_ends(head, ".ndjson") || source_is(head, "application/x-ndjson") ||
                     source_is(head, "application/jsonl");
  const Slice bytes = slice_trim(head->bytes);
  if (!bytes.len || *bytes.ptr != '{') return named ? 60 : 0;
  const char* end    = memchr(bytes.ptr, '\n', bytes.len);
  if (!end && bytes.len > LONG_BYTES && bytes.ptr[1] == '"') return 75; // the line goes on behind what is at hand
  json_t*     record = json_loadb(bytes.ptr, end ? (size_t)(end - bytes.ptr) : bytes.len, JSON_ALLOW_NUL, NULL);
  const bool  text   = json_is_string(record_field(head, record, "text"));
  json_decref(record);
  return text ? 90 : named && end ? 70 : named ? 60 : 0;
}

const ContainerKind container_json_lines = {DOCUMENT_JSON_LINES, false, bid, each};
