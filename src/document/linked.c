/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* JSON-LD in a page (schema.org), as newsrooms write it for search engines: an object, a list of them, or an "@graph".
 *
 *     {"@graph": [{"@type": "WebPage"}, {"@type": "NewsArticle", "headline": "...", "author": {"name": "Mara Lindqvist"}}]}
 */
#include "document/about.h"

#include <jansson.h>
#include <string.h>

enum { MOST_AUTHORS = 20, MOST_DEPTH = 16 };

static bool ends(const char* s, const char* tail) {
  const size_t n = strlen(s), m = strlen(tail);
  return n >= m && !strcmp(s + n - m, tail);
}

/* NewsArticle, Article, ReportageNewsArticle, BlogPosting, LiveBlogPosting, Report. */
static bool article_type(const json_t* type) {
  if (json_is_array(type)) {
    for (size_t i = 0; i < json_array_size(type); i++)
      if (article_type(json_array_get(type, i))) return true;
    return false;
  }
  const char* s = json_string_value(type);
  return s && (ends(s, "Article") || ends(s, "BlogPosting") || ends(s, "Report"));
}

static const json_t* find_article(const json_t* node, int depth) {
  if (depth > MOST_DEPTH) return NULL;
  if (json_is_array(node)) {
    for (size_t i = 0; i < json_array_size(node); i++) {
      const json_t* found = find_article(json_array_get(node, i), depth + 1);
      if (found) return found;
    }
    return NULL;
  }
  if (!json_is_object(node)) return NULL;
  if (article_type(json_object_get(node, "@type"))) return node;
  static const char* const inner[] = {"@graph", "mainEntity", "mainEntityOfPage"};
  for (size_t i = 0; i < sizeof inner / sizeof *inner; i++) {
    const json_t* found = find_article(json_object_get(node, inner[i]), depth + 1);
    if (found) return found;
  }
  return NULL;
}

/* The text of "x", {"name": "x"} or {"@id": ...}; of a list, its first. NULL without one. */
static const char* name_of(const json_t* value, const char* key) {
  if (json_is_array(value)) value = json_array_get(value, 0);
  return json_string_value(json_is_object(value) ? json_object_get(value, key) : value);
}

/* {"@id": "#jane"} is the node of the "@graph" that has this id and says more. */
static const json_t* node_of(const json_t* root, const json_t* value) {
  const char*   id    = json_is_object(value) && !json_object_get(value, "name") ? json_string_value(json_object_get(value, "@id")) : NULL;
  const json_t* graph = json_is_array(root) ? root : json_object_get(root, "@graph");
  for (size_t i = 0; id && i < json_array_size(graph); i++) {
    const json_t* node  = json_array_get(graph, i);
    const char*   named = json_string_value(json_object_get(node, "@id"));
    if (named && !strcmp(named, id)) return node;
  }
  return value;
}

static const char* copy_plain(Arena* arena, const char* s) {
  const char* plain = s ? about_plain(arena, s) : NULL;
  return plain && *plain ? plain : NULL;
}

/* The JSON in what pages put around it ("<![CDATA[", comments), its control characters made spaces: many break lines
 * inside of strings. Empty without any. */
static Slice bare_json(const char* given, Arena* arena) {
  const char* begin = given + strcspn(given, "{[");
  if (!strncmp(begin, "[CDATA[", 7)) begin += 7, begin += strcspn(begin, "{[");
  size_t n    = strlen(begin);
  char*  copy = arena_copy(arena, begin, n);
  while (n && copy[n - 1] != '}' && copy[n - 1] != ']') n--;
  if (n > 2 && !memcmp(copy + n - 2, "]]", 2) && *copy == '{')
    while (n && copy[n - 1] != '}') n--;
  for (size_t i = 0; i < n; i++)
    if ((unsigned char)copy[i] < 0x20) copy[i] = ' ';
  return (Slice){copy, n};
}

bool linked_read(const char* given, Arena* arena, Linked* linked) {
  *linked = (Linked){0};
  const Slice json = bare_json(given, arena);
  json_t*     root = json_loadb(json.ptr, json.len, JSON_DISABLE_EOF_CHECK, NULL);
  if (!root) return false;
  const json_t* article = find_article(root, 0);
  if (article) {
    linked->headline  = copy_plain(arena, name_of(json_object_get(article, "headline"), "@value"));
    linked->published = copy_plain(arena, name_of(json_object_get(article, "datePublished"), "@value"));
    linked->updated   = copy_plain(arena, name_of(json_object_get(article, "dateModified"), "@value"));
    linked->section   = copy_plain(arena, name_of(json_object_get(article, "articleSection"), "@value"));
    linked->publisher = copy_plain(arena, name_of(node_of(root, json_object_get(article, "publisher")), "name"));
    linked->language  = copy_plain(arena, name_of(json_object_get(article, "inLanguage"), "@value"));
    linked->url       = copy_plain(arena, name_of(json_object_get(article, "url"), "@id"));
    if (!linked->url) linked->url = copy_plain(arena, name_of(json_object_get(article, "mainEntityOfPage"), "@id"));
    const char* body = json_string_value(json_object_get(article, "articleBody"));
    if (body) linked->body = arena_copy(arena, body, strlen(body));
    const json_t* author = json_object_get(article, "author");
    const size_t  n      = json_is_array(author) ? json_array_size(author) : 1;
    linked->authors      = arena_array(arena, const char*, MOST_AUTHORS);
    for (size_t i = 0; i < n && linked->author_count < MOST_AUTHORS; i++) {
      const json_t* one  = node_of(root, json_is_array(author) ? json_array_get(author, i) : author);
      const char*   name = copy_plain(arena, name_of(one, "name"));
      if (name) linked->authors[linked->author_count++] = name;
    }
  }
  json_decref(root);
  return article != NULL;
}
