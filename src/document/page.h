/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* A web page as three flat lists, made in one pass over libxml2's parser events:
 *
 *     <article><h1>Port sale</h1><p>“No,” said <a>Brandt</a>.</p></article>
 *
 *     elements  0 (root), 1 html, 2 body, 3 article, 4 h1, 5 p, 6 a      parents always before their children
 *     blocks    "Port sale" of 4; "“No,” said Brandt." of 5, 6 code points of it in links
 *     facts     what meta, link, time and JSON-LD say: ("h1", "Port sale")
 *
 * There is no recursion anywhere, so a page may nest as deep as it likes. */
#ifndef ONRECORD_DOCUMENT_PAGE_H
#define ONRECORD_DOCUMENT_PAGE_H

#include "base/buffer.h"
#include "base/status.h"

/// What an element means for the text.
typedef enum {
  ELEMENT_INLINE = 0, ///< Part of the line: a, b, span, and all that we do not know
  ELEMENT_BLOCK,      ///< Breaks the line: div, section, table
  ELEMENT_ARTICLE,    ///< article, main, and what has their role
  ELEMENT_PARAGRAPH,  ///< p, pre, dd
  ELEMENT_QUOTE,      ///< blockquote
  ELEMENT_LIST,       ///< ul, ol
  ELEMENT_ITEM,       ///< li, dt, summary
  ELEMENT_ROW,        ///< tr
  ELEMENT_CELL,       ///< td, th
  ELEMENT_HEADING,    ///< h1 to h6
  ELEMENT_HEADER,     ///< header: before the article, but for a standfirst
  ELEMENT_ASIDE,      ///< Seldom the article: nav, footer, aside, form, figure
  ELEMENT_HIDDEN      ///< Never the article: script, style, svg
} ElementKind;

typedef struct {
  uint32_t    parent;
  ElementKind kind;
  uint8_t     level;   ///< Of a heading, 1 to 6; else 0
  bool        body;    ///< Marked or named as the article's text (itemprop="articleBody", class="story-body", ...)
  bool        aside;   ///< By kind, class or id: seldom part of the article
  uint32_t    make;    ///< Of tag and class: elements that are made alike have the same
  bool        header;  ///< <header>, and nothing more tells that it is aside
  bool        link;    ///< <a> that leads somewhere
} Element;

typedef struct {
  uint32_t element;
  size_t   begin, len; ///< In `words`, white space made single spaces; a <br> is a line break
  uint32_t points;     ///< Code points
  uint32_t linked;     ///< Code points inside links
} Block;

enum { PAGE_PART = 0x1F }; ///< Stands in the value of a byline where an element begins or ends

typedef struct {
  const char* key;   ///< "og:title", "canonical", "lang", "h1", "title", "time", "author", "json-ld"
  const char* value; ///< White space made single spaces, but for json-ld
} PageFact;

typedef struct {
  Arena*    arena;
  Element*  elements;
  size_t    element_count, element_cap;
  Block*    blocks;
  size_t    block_count, block_cap;
  PageFact* facts;
  size_t    fact_count, fact_cap;
  Buffer    words; ///< Text of all blocks
  bool      cut;   ///< Nested so deep that the rest was left unread
} Page;

/// Parse valid UTF-8. Everything but `words` lives in `arena`.
void page_parse(Slice html, Arena* arena, Page* page);
void page_free(Page* page);

/// First fact with this key that is not empty, or NULL.
const char* page_fact(const Page* page, const char* key);

/// The article's text: its paragraphs, a blank line between. `title` is not said again.
void page_text(const Page* page, const char* title, Buffer* out);

#endif
