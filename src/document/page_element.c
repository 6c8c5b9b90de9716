/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Elements are known by a table of their names, classes and ids by data/page_hints.tsv; everything else that a page may
 * hold stands in the line, so that words in elements of tomorrow are not lost. */
#include "document/page_element.h"

#include "base/table.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_ID_WORDS = 3 };

/* Sorted by name. Elements that stand in a line, or that we do not know, are not listed. */
static const struct {
  const char* name;
  ElementKind kind;
} kinds[] = {
    {"address", ELEMENT_BLOCK},     {"article", ELEMENT_ARTICLE},    {"aside", ELEMENT_ASIDE},      {"audio", ELEMENT_HIDDEN},
    {"blockquote", ELEMENT_QUOTE}, {"body", ELEMENT_BLOCK},      {"button", ELEMENT_HIDDEN},    {"canvas", ELEMENT_HIDDEN},
    {"caption", ELEMENT_ASIDE},     {"center", ELEMENT_BLOCK},       {"datalist", ELEMENT_HIDDEN},  {"dd", ELEMENT_PARAGRAPH},
    {"details", ELEMENT_BLOCK},     {"dialog", ELEMENT_ASIDE},       {"div", ELEMENT_BLOCK},        {"dl", ELEMENT_BLOCK},
    {"dt", ELEMENT_ITEM},           {"fieldset", ELEMENT_ASIDE},     {"figcaption", ELEMENT_ASIDE}, {"figure", ELEMENT_ASIDE},
    {"footer", ELEMENT_ASIDE},      {"form", ELEMENT_ASIDE},         {"h1", ELEMENT_HEADING},       {"h2", ELEMENT_HEADING},
    {"h3", ELEMENT_HEADING},        {"h4", ELEMENT_HEADING},         {"h5", ELEMENT_HEADING},       {"h6", ELEMENT_HEADING},
    {"head", ELEMENT_BLOCK},        {"header", ELEMENT_HEADER},       {"hr", ELEMENT_BLOCK},         {"html", ELEMENT_BLOCK},
    {"iframe", ELEMENT_HIDDEN},     {"li", ELEMENT_ITEM},            {"main", ELEMENT_ARTICLE},     {"map", ELEMENT_HIDDEN},
    {"math", ELEMENT_INLINE},       {"menu", ELEMENT_ASIDE},         {"nav", ELEMENT_ASIDE},        {"noframes", ELEMENT_HIDDEN},
    {"noscript", ELEMENT_HIDDEN},   {"object", ELEMENT_HIDDEN},      {"ol", ELEMENT_LIST},         {"option", ELEMENT_HIDDEN},
    {"p", ELEMENT_PARAGRAPH},       {"pre", ELEMENT_PARAGRAPH},      {"script", ELEMENT_HIDDEN},    {"section", ELEMENT_BLOCK},
    {"select", ELEMENT_HIDDEN},     {"style", ELEMENT_HIDDEN},       {"summary", ELEMENT_ITEM},     {"svg", ELEMENT_HIDDEN},
    {"table", ELEMENT_BLOCK},       {"tbody", ELEMENT_BLOCK},        {"td", ELEMENT_CELL},          {"template", ELEMENT_HIDDEN},
    {"textarea", ELEMENT_HIDDEN},   {"tfoot", ELEMENT_BLOCK},        {"th", ELEMENT_CELL},          {"thead", ELEMENT_BLOCK},
    {"title", ELEMENT_HIDDEN},      {"tr", ELEMENT_ROW},             {"ul", ELEMENT_LIST},         {"video", ELEMENT_HIDDEN},
};

static int by_name(const void* name, const void* entry) { return strcmp(name, *(const char* const*)entry); }

ElementKind element_kind(const char* name) {
  const void* found = bsearch(name, kinds, sizeof kinds / sizeof *kinds, sizeof *kinds, by_name);
  return found ? kinds[((const char*)found - (const char*)kinds) / (ptrdiff_t)sizeof *kinds].kind : ELEMENT_INLINE;
}

const char* element_attribute(const xmlChar** atts, const char* name) {
  for (; atts && *atts; atts += 2)
    if (!strcasecmp((const char*)atts[0], name)) return atts[1] ? (const char*)atts[1] : "";
  return NULL;
}

bool element_reads(Slice name) {
  static const char* const read[] = {"class", "id", "href", "rel", "style", "content", "name", "property", "type", "itemprop", "role", "hidden", "aria-hidden", "datetime", "pubdate", "lang", "xml:lang", "http-equiv"};
  for (size_t i = 0; i < sizeof read / sizeof *read; i++)
    if (!strncasecmp(name.ptr, read[i], name.len) && !read[i][name.len]) return true;
  return false;
}

bool element_word(const char* words, const char* word) {
  const size_t n = strlen(word);
  for (const char* p = words; p && *p;) {
    p += strspn(p, " \t\r\n\f");
    const size_t len = strcspn(p, " \t\r\n\f");
    if (len == n && !strncasecmp(p, word, n)) return true;
    p += len;
  }
  return false;
}

enum { LONGEST_HINT = 31 };
static uint32_t lengths_of[26]; ///< For each first letter, a bit for each length that a word of the table has

static void note_lengths(void) {
  const Table* table = table_get("page_hints");
  for (size_t i = 0; i < table->rows; i++) {
    const char* word = table->cells[i * table->columns];
    lengths_of[*word - 'a'] |= 1U << strlen(word);
  }
}

static bool letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

static unsigned hint_of(Slice word) {
  if (word.len > LONGEST_HINT || !(lengths_of[(*word.ptr | 32) - 'a'] >> word.len & 1)) return 0;
  char               room[LONGEST_HINT];
  const char* const* row = table_find(table_get("page_hints"), slice_small(word, room, sizeof room));
  if (!row) return 0;
  if (*row[1] == 't') return ELEMENT_HINT_TEXT;
  return *row[1] == 'c' ? ELEMENT_HINT_ASIDE | ELEMENT_HINT_CAPTION : *row[1] == 'b' ? ELEMENT_HINT_ASIDE | ELEMENT_HINT_BYLINE : ELEMENT_HINT_ASIDE;
}

/* "article-body", "article__body", "articleBody" are "articlebody". */
static unsigned hint_of_pair(Slice first, Slice second) {
  char room[LONGEST_HINT];
  if (!first.len || first.len + second.len > sizeof room) return 0;
  memcpy(room, first.ptr, first.len);
  memcpy(room + first.len, second.ptr, second.len);
  return hint_of((Slice){room, first.len + second.len});
}

unsigned element_hints(const char* words) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, note_lengths);
  unsigned hints  = 0;
  Slice    before = {"", 0};
  for (const char* p = words; p && *p;) {
    if (!letter(*p)) {
      p++;
      continue;
    }
    size_t n = 1;
    while (letter(p[n]) && !(p[n] <= 'Z' && p[n - 1] >= 'a')) n++; // "relatedStories": a capital begins a word
    const Slice word = {p, n};
    hints |= hint_of(word);
    p += n;
    const bool last = !*p || strchr(" \t\r\n\f", *p);
    if (last && (hint_of_pair(before, word) & ELEMENT_HINT_TEXT)) hints |= ELEMENT_HINT_TEXT;
    before = last ? SLICE("") : word;
  }
  return hints & ELEMENT_HINT_ASIDE ? hints & ~(unsigned)ELEMENT_HINT_TEXT : hints;
}

bool element_id_of_heading(const char* id) {
  size_t words = 1;
  for (const char* p = id; p && *p; p++) words += *p == '-' || *p == '_';
  return words > MOST_ID_WORDS;
}

static bool styled(const char* style, const char* property, const char* value) {
  for (const char* p = style; (p = strcasestr(p, property));) {
    p += strlen(property);
    p += strspn(p, " \t\r\n");
    if (*p != ':') continue;
    p++;
    p += strspn(p, " \t\r\n");
    if (!strncasecmp(p, value, strlen(value))) return true;
  }
  return false;
}

bool element_hides(const char* name, const xmlChar** atts) {
  if (element_attribute(atts, "hidden")) return true;
  const char* style = element_attribute(atts, "style");
  const char* aria  = element_attribute(atts, "aria-hidden");
  if (aria && !strcasecmp(aria, "true") && strcmp(name, "body")) return true;
  return style && (styled(style, "display", "none") || (styled(style, "visibility", "hidden") && strcmp(name, "body")));
}

bool element_marked(const xmlChar** atts) { return element_word(element_attribute(atts, "itemprop"), "articleBody"); }

bool element_is_main(const xmlChar** atts) {
  const char* role = element_attribute(atts, "role");
  return element_word(role, "main") || element_word(role, "article");
}

bool element_leads(const char* href) { return href && strncasecmp(href, "javascript:", 11); }

uint32_t element_make(const char* name, const char* class) {
  uint32_t hash = 0x811C9DC5;
  for (const char* p = name; *p; p++) hash = (hash ^ (unsigned char)*p) * 0x01000193;
  for (const char* p = class; p && *p; p++) hash = (hash ^ ((unsigned char)*p | 256U)) * 0x01000193;
  return hash;
}
