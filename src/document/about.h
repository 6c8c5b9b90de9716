/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What a page says about itself: title, date, publisher, authors, address, language.
 *
 *     <meta property="og:title" content="Port sale confirmed">      title      "Port sale confirmed"
 *     {"@type": "NewsArticle", "datePublished": "2031-04-19"}       published  "2031-04-19"
 *
 * Sources: Open Graph (ogp.me), schema.org as JSON-LD and microdata, Dublin Core, and plain HTML, in that order of trust
 * for each thing. What is not said stays NULL. */
#ifndef ONRECORD_DOCUMENT_ABOUT_H
#define ONRECORD_DOCUMENT_ABOUT_H

#include "document/document.h"
#include "document/page.h"

/// Set the document's title, published, publisher, authors, url, uri and language. `base` is where the page came from. Gives
/// the article's text if the page has it for machines, in HTML or plain; else NULL. It lives in the document.
const char* about_page(const Page* page, const char* base, Document* doc);

/// The people in a byline: "By Jane Roe and John Doe, Staff Writers" names two, "Business by Jane Roe May 3, 2031" one. Empty
/// where it is none. PAGE_PART parts it, too.
size_t about_byline(Arena* arena, const char* line, const char* names[], size_t most);

/// What the text itself says at its beginning, where nothing else did: dateline, byline, day, agency.
void about_text(Document* doc);

/// What JSON-LD says of the first article in it; each NULL where it says nothing.
typedef struct {
  const char* headline;
  const char* published;
  const char* updated;
  const char* section;
  const char* publisher;
  const char* url;
  const char* language;
  const char* body; ///< Its text, in HTML or plain
  const char** authors;
  size_t       author_count;
} Linked;

/// Read one block of JSON-LD; false where it is broken or holds no article. Strings are copied into the arena.
bool linked_read(const char* json, Arena* arena, Linked* linked);

/// Characters for their references ("&#8217;", "&amp;"), white space made single spaces.
const char* about_plain(Arena* arena, const char* s);

/// What a container says of the article, over what the article says itself.
void about_given(const DocumentGiven* given, Document* doc);

/// "2031-03-02", "2031-03-02T10:00:00Z" of what pages write; NULL where it is no date that we understand.
const char* about_date(Arena* arena, const char* s);

#endif
