/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "document/about.h"

#include "base/calendar.h"
#include "base/table.h"
#include "fetch/address.h"

#include <libxml/HTMLparser.h>
#include <libxml/uri.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LONGEST_URL = 2000, LONGEST_DATE = 60 };

// --- small readers -------------------------------------------------------------------------------------------------

/* The code point of the reference at `p` ("&amp;", "&#8217;", "&#x2019;"), and its end; 0 where there is none. */
static uint32_t reference(const char* p, const char** end) {
  uint32_t c = 0;
  if (p[1] == '#') {
    const bool hex    = (p[2] | 32) == 'x';
    const char* digit = p + 2 + hex;
    char*       stop;
    const unsigned long value = strtoul(digit, &stop, hex ? 16 : 10);
    const bool whole = stop > digit && *digit != '-' && *digit != '+' && *stop == ';';
    if (whole && value >= 0x20 && value < 0x110000 && (value < 0xD800 || value > 0xDFFF)) {
      c    = (uint32_t)value;
      *end = stop + 1;
    }
    return c;
  }
  char         name[16];
  const size_t n = strcspn(p + 1, "; &");
  if (!n || n >= sizeof name || p[1 + n] != ';') return 0;
  memcpy(name, p + 1, n);
  name[n]                          = '\0';
  const htmlEntityDesc* const desc = htmlEntityLookup((const xmlChar*)name);
  if (desc) *end = p + n + 2;
  return desc ? desc->value : !strcmp(name, "apos") ? (*end = p + n + 2, '\'') : 0;
}

const char* about_plain(Arena* arena, const char* s) {
  char* out = arena_alloc(arena, strlen(s) + 1); // a reference is longer than its character
  char* o   = out;
  for (const char* p = s; *p;) {
    const char*    end = p;
    const uint32_t c   = *p == '&' ? reference(p, &end) : 0;
    if (c && c != 0xA0) {
      o += utf8_put(c, o);
      p = end;
      continue;
    }
    const bool white = c == 0xA0 || *p == ' ' || (*p >= '\t' && *p <= '\r');
    if (!white)
      *o++ = *p;
    else if (o > out && o[-1] != ' ')
      *o++ = ' ';
    p = c ? end : p + 1;
  }
  while (o > out && o[-1] == ' ') o--;
  *o = '\0';
  return out;
}

static int digits(const char* p, int n) {
  int value = 0;
  for (int i = 0; i < n; i++) {
    if (p[i] < '0' || p[i] > '9') return -1;
    value = value * 10 + (p[i] - '0');
  }
  return value;
}

/* The number of a month's name or its first three letters, in any case; 0 for another word. */
static int month_named(Slice word) {
  Arena              scratch = {0};
  const char* const* row     = table_find(table_get("months"), slice_lower(&scratch, word));
  arena_free(&scratch);
  return row ? atoi(row[1]) : 0;
}

/* "Sat, 19 Apr 2031 08:00:00 +0200" (RFC 5322), "April 19, 2031", "19 April 2031 at 8:00" as "2031-04-19 08:00:00 +0200",
 * to be read as that; NULL where one of day, month and year is missing. */
static const char* with_month_name(Arena* arena, const char* s) {
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  int               year = 0, month = 0, day = 0;
  const char*       p = s;
  while (*p && !(year && month && day)) {
    const size_t word = strspn(p, letters), number = strspn(p, "0123456789");
    if (word && !month) month = month_named((Slice){p, word});
    if (number == 4 && !year && p[4] != ':') year = digits(p, 4);
    if ((number == 1 || number == 2) && !day && p[number] != ':') day = atoi(p);
    p += word ? word : number ? number : 1;
  }
  if (!year || !month || !day) return NULL;
  const size_t between = strcspn(p, "0123456789");
  p += between;
  const size_t hour = strspn(p, "0123456789");
  if (between > 8 || hour < 1 || hour > 2 || p[hour] != ':') return arena_printf(arena, "%04d-%02d-%02d", year, month, day);
  const char* zone = p + strcspn(p, " ");
  zone += strspn(zone, " ");
  const bool utc = !strcmp(zone, "GMT") || !strcmp(zone, "UTC") || !strcmp(zone, "UT");
  if (!utc && *zone != '+' && *zone != '-' && *zone) // "8:00 PM", "EST": the day is sure, the hour is not
    return arena_printf(arena, "%04d-%02d-%02d", year, month, day);
  return arena_printf(arena, "%04d-%02d-%02d %s%.*s%s", year, month, day, hour == 1 ? "0" : "",
                      utc ? (int)strcspn(p, " ") : (int)strlen(p), p, utc ? "Z" : "");
}

/* ISO 8601, loosely: "2031-03-02", "2031/03/02", "20310302"; then "T10:00", " 10:00:30.5", "+0200", "Z". */
const char* about_date(Arena* arena, const char* s) {
  const Slice trimmed = slice_trim(slice(s));
  const char* p       = arena_copy(arena, trimmed.ptr, trimmed.len); // so that looking ahead stays inside
  const int   year    = strlen(p) >= 8 ? digits(p, 4) : -1;
  if (year < 1000 || (p[4] != '-' && p[4] != '/' && (p[4] < '0' || p[4] > '9'))) {
    const char* numbers = strlen(p) <= LONGEST_DATE ? with_month_name(arena, p) : NULL;
    return numbers && digits(numbers, 4) >= 1000 ? about_date(arena, numbers) : NULL;
  }
  const char sep   = p[4];
  const bool basic = sep >= '0' && sep <= '9';
  if (!basic && sep != '-' && sep != '/') return NULL;
  const char* rest  = p + (basic ? 4 : 5);
  const int   month = digits(rest, 2);
  if (month < 1 || month > 12) return NULL;
  rest += 2;
  if (!basic && *rest++ != sep) return NULL;
  const int day = digits(rest, 2);
  if (!calendar_valid((Day){year, month, day})) return NULL;
  rest += 2;
  char* date = arena_printf(arena, "%04d-%02d-%02d", year, month, day);
  if (*rest != 'T' && *rest != 't' && *rest != ' ') return date;
  rest += strspn(rest, "Tt ");
  const int hour = digits(rest, 2);
  if (hour < 0 || hour > 24 || rest[2] != ':') return date;
  const int minute = digits(rest + 3, 2);
  if (minute < 0 || minute > 59) return date;
  rest += 5;
  int second = 0;
  if (*rest == ':') {
    second = digits(rest + 1, 2);
    if (second < 0 || second > 60) return date;
    rest += 3;
    if (*rest == '.' || *rest == ',') rest += 1 + strspn(rest + 1, "0123456789");
  }
  char* time = arena_printf(arena, "%sT%02d:%02d:%02d", date, hour, minute, second);
  rest += strspn(rest, " ");
  if ((*rest == 'Z' || *rest == 'z') && !rest[1]) return arena_printf(arena, "%sZ", time);
  if (*rest == '+' || *rest == '-') {
    const int zone_hour = digits(rest + 1, 2);
    const int zone_minute = zone_hour < 0 ? -1 : rest[3] == ':' ? digits(rest + 4, 2) : rest[3] ? digits(rest + 3, 2) : 0;
    if (zone_hour >= 0 && zone_hour <= 14 && zone_minute >= 0 && zone_minute <= 59)
      return arena_printf(arena, "%s%c%02d:%02d", time, *rest, zone_hour, zone_minute);
  }
  return time; // a time without a zone, or with one that we do not know
}

/* Whether it may stand between "<" and ">" in Turtle (IRIREF). */
static bool iri_clean(const char* s) {
  for (const unsigned char* p = (const unsigned char*)s; *p; p++)
    if (*p <= 0x20 || strchr("<>\"{}|^`\\", *p)) return false;
  return true;
}

static const char* resolve(Arena* arena, const char* href, const char* base) {
  const Slice trimmed = slice_trim(slice(href));
  if (!trimmed.len || trimmed.len > LONGEST_URL) return NULL;
  const char* given  = arena_copy(arena, trimmed.ptr, trimmed.len);
  xmlChar*    joined = xmlBuildURI((const xmlChar*)given, (const xmlChar*)(base ? base : ""));
  const char* whole  = joined ? arena_copy(arena, (const char*)joined, strlen((const char*)joined)) : given;
  xmlFree(joined);
  if (!address_web(slice(whole))) return NULL;
  whole = address_public(arena, arena_copy(arena, whole, strcspn(whole, "#")));
  return iri_clean(whole) ? whole : NULL;
}

/* "https://paper.example/" and "https://paper.example" are a paper's, not an article's. */
static bool names_a_site(const char* url) {
  const char* path = strstr(url, "://");
  path             = path ? strpbrk(path + 3, "/?") : NULL;
  return !path || !path[1];
}

/* Language tags look like "en", "en-GB" (RFC 5646); "en_GB" is mended. */
static const char* language_tag(Arena* arena, const char* s) {
  const Slice  trimmed = slice_trim(slice(s));
  const size_t n       = strcspn(trimmed.ptr, ", ;");
  char*        tag     = arena_copy(arena, trimmed.ptr, n < trimmed.len ? n : trimmed.len);
  size_t       primary = 0;
  for (char* p = tag; *p; p++) {
    if (*p == '_') *p = '-';
    const bool letter = (*p | 32) >= 'a' && (*p | 32) <= 'z';
    if (!letter && *p != '-' && !(p > tag + 1 && *p >= '0' && *p <= '9')) return NULL;
    if (letter && !memchr(tag, '-', (size_t)(p - tag))) *p = (char)(*p | 32), primary++;
  }
  return primary >= 2 && primary <= 3 && strlen(tag) <= 35 && tag[strlen(tag) - 1] != '-' ? tag : NULL;
}

// --- choosing ------------------------------------------------------------------------------------------------------

static const char* first_fact(const Page* page, const char* const* keys) {
  for (; *keys; keys++) {
    const char* value = page_fact(page, *keys);
    if (value) return value;
  }
  return NULL;
}

/* "Port sale confirmed | Coast Daily" is the title with the paper's name behind it. */
static const char* without_publisher(Arena* arena, const char* title, const char* publisher) {
  static const char* const parts[] = {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " :: "};
  if (!title || !publisher) return title;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    const char* last = NULL;
    for (const char* p = title; (p = strstr(p, parts[i])); p++) last = p;
    const size_t tail = last ? strlen(last + strlen(parts[i])) : 0; // "Coast Daily" of "Coast Daily - News from the coast" too
    const char   next = last && strlen(publisher) >= tail ? publisher[tail] : 'x';
    if (last && last > title && tail && !strncasecmp(last + strlen(parts[i]), publisher, tail) && (!next || next == ' '))
      return arena_copy(arena, title, (size_t)(last - title));
  }
  return title;
}

/* The longest <h1> that the <title> begins with: the others name the paper, or other articles. */
static const char* matching_heading(const Page* page) {
  const char* title = page_fact(page, "title");
  const char* best  = NULL;
  for (size_t i = 0; i < page->fact_count; i++) {
    const char* h1 = page->facts[i].value;
    if (strcmp(page->facts[i].key, "h1") || (title && strncmp(title, h1, strlen(h1)))) continue;
    if (!best || strlen(h1) > strlen(best)) best = h1;
  }
  return best;
}

static void add_author(Document* doc, size_t* cap, const char* name) {
  if (!name || !*name || strlen(name) > 100 || strstr(name, "://") || (doc->publisher && !strcasecmp(name, doc->publisher))) return;
  for (size_t i = 0; i < doc->author_count; i++)
    if (!strcasecmp(doc->authors[i], name)) return;
  *arena_push(&doc->arena, doc->authors, doc->author_count, *cap) = name;
}

static void choose_authors(const Page* page, const Linked* linked, Document* doc) {
  static const char* const keys[] = {"author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl", "byline",
                                     "bylines"};
  size_t                   cap    = 0;
  for (size_t i = 0; i < linked->author_count; i++) add_author(doc, &cap, linked->authors[i]);
  for (size_t k = 0; k < sizeof keys / sizeof *keys && !doc->author_count; k++)
    for (size_t i = 0; i < page->fact_count; i++)
      if (!strcmp(page->facts[i].key, keys[k])) {
        enum { MOST_NAMES = 8 };
        const char*  names[MOST_NAMES];
        char*        parts = arena_copy(&doc->arena, page->facts[i].value, strlen(page->facts[i].value));
        const size_t n     = about_byline(&doc->arena, about_plain(&doc->arena, parts), names, MOST_NAMES);
        for (char* p = parts; (p = strchr(p, PAGE_PART));) *p = ' ';
        const char* line = about_plain(&doc->arena, parts);
        for (size_t j = 0; j < n; j++) add_author(doc, &cap, names[j]);
        const bool guessed = k + 1 == sizeof keys / sizeof *keys; // by its class: it must be a byline, and the first counts
        if (!n && !guessed) add_author(doc, &cap, line);
        if (n && guessed) break;
      }
}

static const char* first_date(const Page* page, const char* const* keys, Arena* arena) {
  for (; *keys; keys++)
    for (size_t i = 0; i < page->fact_count; i++) {
      const char* date = strcmp(page->facts[i].key, *keys) ? NULL : about_date(arena, page->facts[i].value);
      if (date) return date;
    }
  return NULL;
}

static void choose_date(const Page* page, const Linked* linked, Document* doc) {
  static const char* const keys[] = {"article:published_time", "datepublished", "og:published_time", "parsely-pub-date", "pubdate",
                                     "publishdate", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "sailthru.date", "date",
                                     "time", NULL};
  static const char* const updated_keys[] = {"article:modified_time", "datemodified", "og:updated_time", "dcterms.modified",
                                             "dc.date.modified", "last-modified", NULL};
  if (linked->published) doc->published = about_date(&doc->arena, linked->published);
  if (!doc->published) doc->published = first_date(page, keys, &doc->arena);
  if (linked->updated) doc->updated = about_date(&doc->arena, linked->updated);
  if (!doc->updated) doc->updated = first_date(page, updated_keys, &doc->arena);
}

const char* about_page(const Page* page, const char* base, Document* doc) {
  Arena* arena  = &doc->arena;
  Linked linked = {0};
  for (size_t i = 0; i < page->fact_count; i++)
    if (!strcmp(page->facts[i].key, "json-ld") && linked_read(page->facts[i].value, arena, &linked)) break;

  static const char* const publisher_keys[] = {"og:site_name", "publisher", "dc.publisher", "dcterms.publisher",
                                               "application-name", NULL};
  doc->publisher = first_fact(page, publisher_keys);
  if (!doc->publisher) doc->publisher = linked.publisher;

  static const char* const title_keys[] = {"og:title", "twitter:title", "dc.title", "parsely-title", NULL};
  const char*              title        = first_fact(page, title_keys);
  if (!title) title = matching_heading(page);
  if (!title) title = linked.headline;
  if (!title) title = page_fact(page, "headline");
  if (!title) title = page_fact(page, "title");
  if (!title) title = page_fact(page, "h1");
  doc->title = title ? without_publisher(arena, about_plain(arena, title), doc->publisher) : NULL;

  choose_date(page, &linked, doc);
  choose_authors(page, &linked, doc);

  static const char* const section_keys[] = {"article:section", "articlesection", "parsely-section", "section", NULL};
  const char*              section        = linked.section ? linked.section : first_fact(page, section_keys);
  if (section) doc->section = about_plain(arena, section);

  static const char* const url_keys[] = {"canonical", "og:url", NULL};
  for (size_t k = 0; url_keys[k] && !doc->url; k++) {
    const char* given = page_fact(page, url_keys[k]);
    const char* url   = given ? resolve(arena, given, base) : NULL;
    if (url && !names_a_site(url)) doc->url = url;
  }
  if (!doc->url && linked.url && !names_a_site(linked.url)) doc->url = resolve(arena, linked.url, base);
  if (doc->url) doc->uri = doc->url;

  static const char* const language_keys[] = {"lang", "content-language", "og:locale", "dc.language", NULL};
  for (size_t k = 0; language_keys[k] && !doc->language; k++) {
    const char* given = page_fact(page, language_keys[k]);
    doc->language     = given ? language_tag(arena, given) : NULL;
  }
  if (!doc->language && linked.language) doc->language = language_tag(arena, linked.language);

  // facts live in the page; what the document keeps must live in the document
  if (doc->publisher) doc->publisher = about_plain(arena, doc->publisher);
  return linked.body;
}

void about_given(const DocumentGiven* given, Document* doc) {
  Arena*      arena     = &doc->arena;
  const char* title     = given->title ? about_plain(arena, given->title) : NULL;
  const char* publisher = given->publisher ? about_plain(arena, given->publisher) : NULL;
  const char* published = given->published ? about_date(arena, given->published) : NULL;
  const char* language  = given->language ? language_tag(arena, given->language) : NULL;
  const char* url       = given->url ? resolve(arena, given->url, NULL) : NULL;
  if (title && *title) doc->title = title;
  if (publisher && *publisher) doc->publisher = publisher;
  if (published) doc->published = published;
  if (language) doc->language = language;
  if (url) doc->uri = doc->url = url;
  if (!given->author_count) return;
  size_t cap        = 0;
  doc->authors      = NULL;
  doc->author_count = 0;
  for (size_t i = 0; i < given->author_count; i++) add_author(doc, &cap, about_plain(arena, given->authors[i]));
}
