/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "document/record.h"

#include "base/table.h"

#include <string.h>
#include <strings.h>

enum { MOST_AUTHORS = 20 };

static const char* const parts[] = {"text", "title", "authors", "published", "publisher", "url", "language"};

bool record_part(const char* part) {
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (!strcmp(parts[i], part)) return true;
  return false;
}

/* What the user calls the field for a part; NULL where they do not say. */
static const char* users(const DocumentSource* source, const char* part) {
  for (size_t i = source->field_count; i-- > 0;) // the last one counts
    if (!strcmp(source->fields[i].part, part)) return source->fields[i].name;
  return NULL;
}

int record_rank(const DocumentSource* source, const char* part, Slice name) {
  const char* said = users(source, part);
  if (said) return strlen(said) == name.len && !strncasecmp(said, name.ptr, name.len) ? 0 : RECORD_WORST + 1;
  enum { LONGEST_NAME = 32 };
  char               room[LONGEST_NAME];
  const char* const* row = table_find(table_get("record-fields"), slice_small(name, room, sizeof room));
  return row && !strcmp(row[1], part) ? *row[2] - '0' : RECORD_WORST + 1;
}

static bool holds(const json_t* value) {
  return (json_is_string(value) && json_string_length(value)) || json_is_array(value) || json_is_object(value);
}

/* "meta.title": the field "title" of the object in "meta". */
static json_t* along(json_t* record, const char* path) {
  for (json_t* value; json_is_object(record); record = value, path = strchr(path, '.') + 1) {
    value = json_object_get(record, path);
    if (value || !strchr(path, '.')) return value;
    value = json_object_getn(record, path, strcspn(path, "."));
  }
  return NULL;
}

json_t* record_field(const DocumentSource* source, json_t* record, const char* part) {
  const char* said = users(source, part);
  json_t*     path = said && strchr(said, '.') ? along(record, said) : NULL;
  if (path) return holds(path) ? path : NULL;
  json_t*     best = NULL;
  int         rank = RECORD_WORST + 1;
  const char* key;
  json_t*     value;
  json_object_foreach(record, key, value) {
    if (!holds(value)) continue;
    const int here = record_rank(source, part, slice(key));
    if (here < rank) best = value, rank = here;
  }
  return best;
}

/* The text of "x", {"name": "x"} or the first of a list of them. */
static const char* words(json_t* value) {
  if (json_is_array(value)) value = json_array_get(value, 0);
  return json_string_value(json_is_object(value) ? json_object_get(value, "name") : value);
}

static const char* said_or(const DocumentSource* source, json_t* record, const char* part, const char* other) {
  const char* said = words(record_field(source, record, part));
  return said ? said : other;
}

/* The text; a list of strings is a list of paragraphs. */
static bool put_text(json_t* text, Buffer* out) {
  if (json_is_string(text)) buffer_put(out, json_string_value(text), json_string_length(text));
  for (size_t i = 0; i < json_array_size(text); i++) {
    json_t* one = json_array_get(text, i);
    if (!json_is_string(one)) return false;
    if (i) buffer_puts(out, "\n\n");
    buffer_put(out, json_string_value(one), json_string_length(one));
  }
  return out->len > 0;
}

Status record_give(Container* container, json_t* record, const DocumentGiven* outer) {
  const DocumentSource* source  = container->source;
  const DocumentGiven   nothing = {0};
  if (!outer) outer = &nothing;
  Buffer text = {0};
  if (!put_text(record_field(source, record, "text"), &text)) {
    buffer_free(&text);
    const char* said = users(source, "text");
    if (said) return container_fault(container, ERR_INPUT, "no text in a field \"%s\"; --field text=NAME names another", said);
    return container_fault(container, ERR_INPUT, "no field with the text (text, body, content); --field text=NAME names it");
  }
  const char*   authors[MOST_AUTHORS];
  DocumentGiven given = {.title     = said_or(source, record, "title", outer->title),
                         .published = said_or(source, record, "published", outer->published),
                         .publisher = said_or(source, record, "publisher", outer->publisher),
                         .url       = said_or(source, record, "url", outer->url),
                         .language  = said_or(source, record, "language", outer->language),
                         .authors   = authors};
  json_t*       by    = record_field(source, record, "authors");
  const size_t  n     = json_is_array(by) ? json_array_size(by) : by ? 1 : 0;
  for (size_t i = 0; i < n && given.author_count < MOST_AUTHORS; i++) {
    const char* name = words(json_is_array(by) ? json_array_get(by, i) : by);
    if (name) authors[given.author_count++] = name;
  }
  const Status status = container_give(container, &(DocumentSource){.bytes = buffer_slice(&text), .given = &given});
  buffer_free(&text);
  return status;
}
