/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* JSON that is not a line an article: one article, a list of them, or a list inside an object, as a JSON Feed
 * (jsonfeed.org) and the answers of many services have it.
 *
 *     [{"title": ..., "text": ...}, ...]                        one by one, however long the list is
 *     {"version": "https://jsonfeed.org/version/1.1",           an object is held whole
 *      "title": "Coast Daily",                                  publisher
 *      "items": [{"url": ..., "title": ..., "content_html": ..., "date_published": ...}]}
 */
#include "document/record.h"

#include <string.h>

static bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/* Over white space and `also`; false at the end. */
static Status skip_blank(Container* c, char also, bool* some) {
  for (;;) {
    TRY(container_need(c, 1, some));
    if (!*some || !(blank(*c->window.ptr) || *c->window.ptr == also)) return OK;
    container_step(c, 1);
  }
}

/* How long the value at the window's beginning is: to where its brackets are closed; 0 where that is not in it. */
static Status value_length(Container* c, size_t* length, bool* too_long) {
  bool   quoted = false, some = true;
  int    depth  = 0;
  *length       = 0;
  *too_long     = false;
  for (size_t i = 0; some; i++) {
    if (i == c->window.len) TRY(container_need(c, i + 1, &some));
    if (!some) return OK;
    if (i > DOCUMENT_LIMIT) return *too_long = true, OK;
    const char b = c->window.ptr[i];
    if (quoted) {
      if (b == '\\') i++;
      quoted = b != '"';
      if (i >= c->window.len) TRY(container_need(c, i + 1, &some));
    } else if (b == '"') {
      quoted = true;
    } else if (b == '{' || b == '[') {
      depth++;
    } else if (b == '}' || b == ']') {
      if (--depth <= 0) return *length = i + (depth == 0), OK;
    } else if (b == ',' && !depth) {
      return *length = i, OK;
    }
  }
  return OK;
}

static Status broken(Container* c, const json_error_t* error) {
  return container_fault(c, ERR_INPUT, "not JSON (%s, in line %d of it)", error->text, error->line);
}

static Status give_record(Container* c, json_t* record, const DocumentGiven* outer) {
  if (json_is_object(record)) return record_give(c, record, outer);
  return container_fault(c, ERR_INPUT, "not an object; an article is one: {\"title\": ..., \"text\": ...}");
}

/* A list as the whole input: each element by itself. */
static Status each_of_list(Container* c) {
  container_step(c, 1);
  for (;;) {
    bool   some, too_long;
    size_t length;
    TRY(skip_blank(c, ',', &some));
    if (!some) return container_fault(c, ERR_INPUT, "cut short: the list is not closed; copy it again");
    if (*c->window.ptr == ']') return OK;
    TRY(value_length(c, &length, &too_long));
    if (too_long)
      return container_fault(c, ERR_LIMIT, "more than %d MB, the most for one article; what follows was not read",
                             DOCUMENT_LIMIT / (1024 * 1024));
    if (!length) return container_fault(c, ERR_INPUT, "cut short in an article, or no JSON; copy it again");
    json_error_t error;
    json_t*      record = json_loadb(c->window.ptr, length, JSON_ALLOW_NUL | JSON_DECODE_ANY, &error);
    const Status status = record ? give_record(c, record, NULL) : broken(c, &error);
    json_decref(record);
    TRY(status);
    container_step(c, length);
  }
}

/* The first list of objects that hold texts; NULL without one. */
static json_t* list_in(const DocumentSource* source, json_t* object) {
  const char* key;
  json_t*     value;
  json_object_foreach(object, key, value) {
    (void)key;
    for (size_t i = 0; i < json_array_size(value) && i < 20; i++) {
      json_t* one = json_array_get(value, i);
      if (json_is_object(one) && record_field(source, one, "text")) return value;
    }
  }
  return NULL;
}

Status record_give_any(Container* c, json_t* object) {
  json_t* list = record_field(c->source, object, "text") ? NULL : list_in(c->source, object);
  if (!list) return record_give(c, object, NULL);
  const char*         version = json_string_value(json_object_get(object, "version"));
  const bool          feed    = version && strstr(version, "jsonfeed.org/version/");
  const DocumentGiven outer   = {.publisher = feed ? json_string_value(json_object_get(object, "title")) : NULL,
                                 .language  = json_string_value(json_object_get(object, "language"))};
  for (size_t i = 0; i < json_array_size(list); i++) TRY(give_record(c, json_array_get(list, i), &outer));
  return OK;
}

static Status each(Container* c) {
  bool some, whole;
  TRY(container_need(c, 3, &some));
  if (some) container_step(c, c->window.len - slice_without_mark(c->window).len);
  TRY(skip_blank(c, ' ', &some));
  if (!some) return OK;
  if (*c->window.ptr == '[') return each_of_list(c);
  TRY(container_whole(c, "JSON that is no list and", &whole));
  if (!whole) return OK;
  json_error_t error;
  json_t*      object = json_loadb(c->window.ptr, c->window.len, JSON_ALLOW_NUL, &error);
  const Status status = object ? record_give_any(c, object) : broken(c, &error);
  json_decref(object);
  return status;
}

/* A list of objects, or an object that is JSON to its end and holds a text somewhere. */
static int bid(const DocumentSource* head) {
  const bool named = source_ends(head, ".json") || source_is(head, "application/json") || source_is(head, "application/feed+json");
  Slice      s     = slice_trim(head->bytes);
  s                = slice_trim(slice_without_mark(s));
  if (s.len < 2 || (*s.ptr != '{' && *s.ptr != '[')) return named ? 55 : 0;
  const Slice inside = slice_trim((Slice){s.ptr + 1, s.len - 1});
  if (*s.ptr == '[') return inside.len && *inside.ptr == '{' ? 88 : named ? 55 : 0;
  if (!inside.len || *inside.ptr != '"') return named ? 55 : 0;
  if (memmem(s.ptr, s.len < 2048 ? s.len : 2048, "jsonfeed.org/version/", 21)) return 96;
  json_t*    object = json_loadb(s.ptr, s.len, JSON_ALLOW_NUL, NULL);
  const bool text   = object && (record_field(head, object, "text") || list_in(head, object));
  json_decref(object);
  return text ? 89 : named ? 55 : 0;
}

const ContainerKind container_json = {DOCUMENT_JSON, false, bid, each};
