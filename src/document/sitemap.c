/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Sitemaps (sitemaps.org), those for news too: the addresses of the pages in them, or of further sitemaps.
 *
 *     <urlset><url><loc>https://coast.example/sale</loc><news:news>...</news:news></url></urlset>
 *     <sitemapindex><sitemap><loc>https://coast.example/sitemap-2031-04.xml</loc></sitemap></sitemapindex>
 *
 * What a sitemap says of a page (title, date) is not kept: the page itself says it. */
#include "document/container.h"

#include <libxml/xmlreader.h>
#include <string.h>

enum { LOOK_BYTES = 4096 };

static void silent(void* self, const char* message, xmlParserSeverities severity, xmlTextReaderLocatorPtr where) {
  (void)self, (void)message, (void)severity, (void)where;
}

/* <loc> right inside <url> or <sitemap>, not that of a picture. */
static Status read_links(Container* container, xmlTextReaderPtr reader, bool* broken) {
  int result;
  while ((result = xmlTextReaderRead(reader)) == 1) {
    if (xmlTextReaderNodeType(reader) != XML_READER_TYPE_ELEMENT || xmlTextReaderDepth(reader) != 2) continue;
    if (strcmp((const char*)xmlTextReaderConstLocalName(reader), "loc")) continue;
    xmlChar* words = xmlTextReaderReadString(reader);
    if (!words) continue;
    const Slice trimmed = slice_trim(slice((const char*)words));
    Arena       arena   = {0};
    const Status status = container_link(container, arena_copy(&arena, trimmed.ptr, trimmed.len));
    arena_free(&arena);
    xmlFree(words);
    TRY(status);
  }
  *broken = result < 0;
  return OK;
}

static Status each(Container* container) {
  bool whole, broken = false;
  TRY(container_whole(container, "a sitemap", &whole));
  if (!whole) return OK;
  xmlTextReaderPtr reader = xmlReaderForMemory(container->window.ptr, (int)container->window.len, NULL, NULL,
                                               XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  if (!reader) return container_fault(container, ERR_INTERNAL, "libxml2 did not start");
  xmlTextReaderSetErrorHandler(reader, silent, NULL);
  Status status = read_links(container, reader, &broken);
  if (broken && status == OK)
    status = container_fault(container, ERR_INPUT, "the sitemap is broken or cut off in line %d; the rest was not read",
                             xmlTextReaderGetParserLineNumber(reader));
  xmlFreeTextReader(reader);
  return status;
}

static int bid(const DocumentSource* head) {
  const Slice s = {head->bytes.ptr, head->bytes.len < LOOK_BYTES ? head->bytes.len : LOOK_BYTES};
  const char* root = memmem(s.ptr, s.len, "<urlset", 7);
  if (!root) root = memmem(s.ptr, s.len, "<sitemapindex", 13);
  if (!root) return 0;
  for (const char* p = s.ptr; p < root; p++) // nothing but declarations and comments before it
    if (*p == '<' && p[1] != '?' && p[1] != '!') return 0;
  return 97;
}

const ContainerKind container_sitemap = {DOCUMENT_SITEMAP, false, bid, each};
