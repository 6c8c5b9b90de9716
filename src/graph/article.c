/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The article itself: what it is called, who published it when, and what read it.
 *
 *     <https://harbour-post.example/2031/03/02/budget> a schema:NewsArticle ; rdfs:label "Minister denies harbour plan" ;
 *         schema:datePublished "2031-03-02"^^xsd:date ; schema:publisher id:harbour-post ; rec:sha256 "9f2c…" .
 *
 * A byline that is shaped like a person's name becomes that person; any other ("Harbour Post staff") stays words. */
#include "graph/dates.h"
#include "graph/iri.h"
#include "graph/quads.h"
#include "graph/wording.h"

#include <stdlib.h>
#include <string.h>

/// The last part of the IRI's path, percent-decoded: "a.txt".
static Slice file_name(Arena* arena, Slice iri) {
  Slice path = iri;
  for (size_t i = 0; i < iri.len; i++)
    if (iri.ptr[i] == '?') path.len = i, i = iri.len;
  while (path.len && path.ptr[path.len - 1] == '/') path.len--;
  size_t begin = path.len;
  while (begin && path.ptr[begin - 1] != '/') begin--;
  char*  out = arena_alloc(arena, path.len + 1);
  size_t n   = 0;
  for (size_t i = begin; i < path.len; i++) {
    unsigned byte = (unsigned char)path.ptr[i];
    if (byte == '%' && i + 2 < path.len) {
      const char two[] = {path.ptr[i + 1], path.ptr[i + 2], '\0'};
      char*      stop;
      const long value = strtol(two, &stop, 16);
      if (!*stop) byte = (unsigned)value, i += 2;
    }
    out[n++] = (char)byte;
  }
  const Text text = text_make(arena, out, n);
  return wording_clean(arena, (Slice){text.bytes, text.len});
}

static bool language_tag(const char* tag) {
  if (!tag || !*tag) return false;
  size_t part = 0;
  for (const char* p = tag; *p; p++) {
    const char l = (char)(*p | 32);
    if (*p == '-' ? !part : ++part > 8 || !((l >= 'a' && l <= 'z') || (*p >= '0' && *p <= '9' && p > tag))) return false;
    if (*p == '-') part = 0;
  }
  return part > 0;
}

Slice article_language(Arena* arena, const Document* doc) {
  if (!language_tag(doc->language)) return SLICE("en");
  return slice_lower(arena, (Slice){doc->language, strcspn(doc->language, "-")});
}

void build_article(Build* b) {
  const Document* doc      = b->doc;
  const Slice     node     = b->article;
  const Slice     headline = wording_clean(b->arena, slice(doc->title));
  Slice           label    = headline.len ? headline : file_name(b->arena, node);
  if (!label.len) label = node;
  put_type(b, node, SCHEMA("NewsArticle"));
  put(b, node, RDFS("label"), term_string(label));
  if (headline.len) put(b, node, SCHEMA("headline"), term_text(headline, b->language));
  Term published;
  if (doc->published && date_term(b->arena, slice(doc->published), &published)) put(b, node, SCHEMA("datePublished"), published);
  if (doc->updated && date_term(b->arena, slice(doc->updated), &published)) put(b, node, SCHEMA("dateModified"), published);
  const Slice section = wording_clean(b->arena, slice(doc->section)), dateline = wording_clean(b->arena, slice(doc->dateline));
  if (section.len) put(b, node, SCHEMA("articleSection"), term_string(section));
  if (dateline.len) put(b, node, SCHEMA("dateline"), term_string(dateline));
  const Slice agency = wording_clean(b->arena, slice(doc->agency));
  if (agency.len) put_iri(b, node, SCHEMA("sourceOrganization"), shared_node(b, NAME_ORGANIZATION, agency));
  for (size_t i = 0; i < doc->author_count; i++) {
    const Slice author = wording_clean(b->arena, slice(doc->authors[i]));
    if (!author.len) continue;
    if (iri_person_shaped(b->arena, author)) put_iri(b, node, SCHEMA("author"), shared_node(b, NAME_PERSON, author));
    else put(b, node, SCHEMA("creditText"), term_string(author));
  }
  const Slice publisher = wording_clean(b->arena, slice(doc->publisher));
  if (publisher.len) {
    b->publisher = shared_node(b, NAME_ORGANIZATION, publisher);
    put_iri(b, node, SCHEMA("publisher"), b->publisher);
  }
  const Slice url = iri_clean(b->arena, slice(doc->url));
  if (url.len) put_iri(b, node, SCHEMA("url"), url);
  put(b, node, SCHEMA("inLanguage"), term_string(language_tag(doc->language) ? slice(doc->language) : SLICE("en")));
  put(b, node, REC("sha256"), term_string(slice(doc->sha256.hex)));
  put(b, node, REC("readBy"), term_string(graph_read_by(b->options, b->arena)));
}
