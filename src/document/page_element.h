/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What one element of a web page means, by its name and attributes alone:
 *
 *     <div class="story-body__related">   ELEMENT_BLOCK, ELEMENT_HINT_ASIDE
 *     <p style="display: none">           hidden
 *
 * `atts` are name and value by turns as libxml2 gives them, NULL behind the last; NULL: none. */
#ifndef ONRECORD_DOCUMENT_PAGE_ELEMENT_H
#define ONRECORD_DOCUMENT_PAGE_ELEMENT_H

#include "document/page.h"

#include <libxml/xmlstring.h>

/// By its name in lower case; ELEMENT_INLINE for one that is not known.
ElementKind element_kind(const char* name);

/// The attribute's value, "" if it has none; NULL where it is not there. Borrowed from `atts`.
const char* element_attribute(const xmlChar** atts, const char* name);

/// Whether anybody reads the attribute of this name, in any case; the others need not be parsed.
bool element_reads(Slice name);

/// Whether `word` is one of `words`, which white space parts, whatever their case. NULL: no words.
bool element_word(const char* words, const char* word);

enum { ELEMENT_HINT_ASIDE = 1, ELEMENT_HINT_CAPTION = 2, ELEMENT_HINT_BYLINE = 4, ELEMENT_HINT_TEXT = 8 };

/// What a class or id says about its element, word by word: "story-body__related" has "story", "body", "related". The last two
/// of a class together may say that it holds the article's text: "c-story__body" does.
unsigned element_hints(const char* words);

/// An id of many words is a heading made into an address ("sharing-with-a-single-developer"): it says nothing of its part.
bool element_id_of_heading(const char* id);

/// Whether it is marked not to be shown.
bool element_hides(const char* name, const xmlChar** atts);

/// Whether it is marked as the article's text.
bool element_marked(const xmlChar** atts);

/// Whether its role is that of <main> or <article>.
bool element_is_main(const xmlChar** atts);

/// Whether a link leads to another page, or to another place in this one; not if it only runs a script.
bool element_leads(const char* href);

/// A number that elements with the same name and class share (FNV-1a).
uint32_t element_make(const char* name, const char* class);

#endif
