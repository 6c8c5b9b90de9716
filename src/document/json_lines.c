/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* JSON Lines (jsonlines.org): an article a line, as dumps of news have it.
 *
 *     {"title": "Port sale confirmed", "text": "The port ...", "url": "https://coast.example/sale", "date": "2031-04-19"}
 *
 * What a field is, its name tells (data/record-fields.tsv), in either case; where several may be meant, the best named
 * one that holds something. A text that looks like a page is read as one. */
#include "document/container.h"

#include "base/table.h"

#include <jansson.h>
#include <string.h>

enum { MOST_AUTHORS = 20, WORST_RANK = 9 };

/* The value of the best named field for a part; NULL without one. */
static json_t* field(json_t* record, const char* part) {
  const Table* names = table_get("record-fields");
  json_t*      best  = NULL;
  int          rank  = WORST_RANK + 1;
  const char*  key;
  json_t*      value;
  json_object_foreach(record, key, value) {
    Arena              scratch = {0};
    const char* const* row     = table_find(names, slice_lower(&scratch, slice(key)));
    arena_free(&scratch);
    const bool  holds = (json_is_string(value) && json_string_length(value)) || json_is_array(value) || json_is_object(value);
    if (!row || !holds || strcmp(row[1], part) || *row[2] - '0' >= rank) continue;
    best = value;
    rank = *row[2] - '0';
  }
  return best;
}

/* The text of "x" or {"name": "x"}. */
static const char* words(json_t* value) {
  return json_string_value(json_is_object(value) ? json_object_get(value, "name") : value);
}

static Status give(Container* container, json_t* record) {
  const json_t* text = field(record, "text");
  if (!json_is_string(text))
    return container_fault(container, ERR_INPUT, "no field with the text (text, body, content); see onrecord-text(1) for their names");
  const char*   authors[MOST_AUTHORS];
  DocumentGiven given = {.title     = words(field(record, "title")),
                         .published = words(field(record, "published")),
                         .publisher = words(field(record, "publisher")),
                         .url       = words(field(record, "url")),
                         .language  = words(field(record, "language")),
                         .authors   = authors};
  json_t*       by    = field(record, "authors");
  const size_t  n     = json_is_array(by) ? json_array_size(by) : by ? 1 : 0;
  for (size_t i = 0; i < n && given.author_count < MOST_AUTHORS; i++) {
    const char* name = words(json_is_array(by) ? json_array_get(by, i) : by);
    if (name) authors[given.author_count++] = name;
  }
  return container_give(container, &(DocumentSource){.bytes = {json_string_value(text), json_string_length(text)}, .given = &given});
}

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
      status = give(container, record);
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
  json_t*     record = json_loadb(bytes.ptr, end ? (size_t)(end - bytes.ptr) : bytes.len, JSON_ALLOW_NUL, NULL);
  const bool  text   = json_is_string(field(record, "text"));
  json_decref(record);
  return text ? 90 : named ? 70 : 0;
}

const ContainerKind container_json_lines = {bid, each};
