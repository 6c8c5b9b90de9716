/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* RSS 2.0 and 1.0, and Atom (RFC 4287): the items of a feed with what they hold of the article.
 *
 *     <channel><title>Coast Daily</title>                              publisher
 *       <item><title>Port sale confirmed</title>                       title
 *         <link>https://coast.example/sale</link>                      url
 *         <pubDate>Sat, 19 Apr 2031 08:00:00 +0200</pubDate>           published
 *         <content:encoded><![CDATA[<p>The port ...]]></...></item>    text; without it, the description
 *
 * Feeds are read with libxml2's text reader: nothing is loaded from elsewhere, entities that a feed declares itself stay
 * unread, and its own bounds hold. Of an item that only has a summary the page is read where the feed itself came from the web;
 * else the summary is, and a warning says so. */
#include "document/container.h"

#include <libxml/xmlreader.h>
#include <string.h>
#include <strings.h>

enum { MOST_AUTHORS = 20, LOOK_BYTES = 2048 };

typedef struct {
  Arena         arena; ///< Of the item
  DocumentGiven given;
  const char*   authors[MOST_AUTHORS];
  const char*   content;
  const char*   summary;
  const char*   id; ///< guid, where it is an address
} Item;

typedef struct {
  Container*       container;
  xmlTextReaderPtr reader;
  Arena            arena; ///< Of the feed
  const char*      publisher;
  const char*      language;
} Feed;

static const char* name_of(const Feed* feed) { return (const char*)xmlTextReaderConstLocalName(feed->reader); }

static bool content_space(const Feed* feed) {
  const char* space = (const char*)xmlTextReaderConstNamespaceUri(feed->reader);
  return space && !strcmp(space, "http://purl.org/rss/1.0/modules/content/");
}

/* Of media and itunes there are other titles, descriptions and links beside the item's own. */
static bool foreign(const Feed* feed) {
  static const char* const ours[] = {"http://www.w3.org/2005/Atom", "http://purl.org/rss/1.0/", "http://purl.org/dc/elements/1.1/",
                                     "http://purl.org/rss/1.0/modules/content/"};
  const char* space = (const char*)xmlTextReaderConstNamespaceUri(feed->reader);
  for (size_t i = 0; space && i < sizeof ours / sizeof *ours; i++)
    if (!strcmp(space, ours[i])) return false;
  return space != NULL;
}

static const char* attribute(const Feed* feed, Arena* arena, const char* name) {
  xmlChar*    value = xmlTextReaderGetAttribute(feed->reader, (const xmlChar*)name);
  const char* kept  = value ? arena_copy(arena, (const char*)value, strlen((const char*)value)) : NULL;
  xmlFree(value);
  return kept;
}

/* The element's text, or its markup where it stands there as XML (Atom's type="xhtml"); NULL where there is none. */
static const char* text_of(const Feed* feed, Arena* arena) {
  const char* type  = attribute(feed, arena, "type");
  xmlChar*    value = type && !strcmp(type, "xhtml") ? xmlTextReaderReadInnerXml(feed->reader) : xmlTextReaderReadString(feed->reader);
  const Slice words = value ? slice_trim(slice((const char*)value)) : (Slice){"", 0};
  const char* kept  = words.len ? arena_copy(arena, words.ptr, words.len) : NULL;
  xmlFree(value);
  return kept;
}

static void note(Feed* feed, Item* item, const char* name) {
  Arena* arena = &item->arena;
  if (!strcmp(name, "title")) {
    item->given.title = text_of(feed, arena);
  } else if (!strcmp(name, "link")) {
    const char* rel  = attribute(feed, arena, "rel");
    const char* href = attribute(feed, arena, "href");
    if (!href) href = text_of(feed, arena);
    if (href && (!rel || !strcmp(rel, "alternate")) && !item->given.url) item->given.url = href;
  } else if (!strcmp(name, "guid")) {
    const char* is_link = attribute(feed, arena, "isPermaLink");
    if (!is_link || strcmp(is_link, "false")) item->id = text_of(feed, arena);
  } else if (!strcmp(name, "pubDate") || !strcmp(name, "published") || !strcmp(name, "date")) {
    item->given.published = text_of(feed, arena);
  } else if (!strcmp(name, "updated")) {
    if (!item->given.published) item->given.published = text_of(feed, arena);
  } else if (!strcmp(name, "creator") || !strcmp(name, "name")) {
    const char* author = text_of(feed, arena);
    if (author && item->given.author_count < MOST_AUTHORS) item->authors[item->given.author_count++] = author;
  } else if (!strcmp(name, "encoded") ? content_space(feed) : !strcmp(name, "content")) {
    item->content = text_of(feed, arena);
  } else if (!strcmp(name, "description") || !strcmp(name, "summary")) {
    item->summary = text_of(feed, arena);
  }
}

static Status give(Feed* feed, Item* item) {
  if (!item->given.url) item->given.url = item->id;
  item->given.authors      = item->authors;
  item->given.publisher    = feed->publisher;
  item->given.language     = feed->language;
  item->given.summary_only = !item->content;
  const char* text         = item->content ? item->content : item->summary;
  const bool   markup = text && (strchr(text, '<') || strchr(text, '&'));
  const DocumentSource source = {.bytes = slice(text ? text : ""), .given = &item->given, .type = markup ? DOCUMENT_HTML : DOCUMENT_TEXT};
  Status       status = OK;
  if (!item->content && container_follow(feed->container, &source)) {
    // its page is read
  } else if (!text) {
    status = container_fault(feed->container, ERR_INPUT, "the feed gives no text for it; read its page: %s",
                             item->given.url ? item->given.url : "it names none");
  } else {
    status = container_give(feed->container, &source);
  }
  arena_free(&item->arena);
  *item = (Item){0};
  return status;
}

static bool item_name(const char* name) { return !strcmp(name, "item") || !strcmp(name, "entry"); }

static Status read_feed(Feed* feed, bool* broken) {
  Item   item    = {0};
  int    depth   = -1; // of the open item
  bool   closed  = false; // it waits: of a feed that is cut off, the last item may be cut as well, and seems closed
  Status status  = OK;
  int    result;
  while (status == OK && (result = xmlTextReaderRead(feed->reader)) == 1) {
    const int   type = xmlTextReaderNodeType(feed->reader), at = xmlTextReaderDepth(feed->reader);
    const char* name = name_of(feed);
    if (type == XML_READER_TYPE_END_ELEMENT && at == depth) {
      depth  = -1;
      closed = true;
      continue;
    }
    if (closed && type == XML_READER_TYPE_ELEMENT) {
      closed = false;
      status = give(feed, &item);
    }
    if (type != XML_READER_TYPE_ELEMENT || foreign(feed)) continue;
    if (depth < 0 && item_name(name)) {
      if (!xmlTextReaderIsEmptyElement(feed->reader)) depth = at;
    } else if (depth >= 0) {
      if (at == depth + 1 || (at == depth + 2 && !strcmp(name, "name"))) note(feed, &item, name);
    } else if (!strcmp(name, "title") && !feed->publisher) {
      feed->publisher = text_of(feed, &feed->arena);
    } else if (!strcmp(name, "language") && !feed->language) {
      feed->language = text_of(feed, &feed->arena);
    } else if (!strcmp(name, "feed") && !feed->language) {
      feed->language = attribute(feed, &feed->arena, "xml:lang");
    }
  }
  *broken = status == OK && result < 0;
  if (closed && status == OK && !*broken) status = give(feed, &item);
  arena_free(&item.arena);
  return status;
}

static void silent(void* self, const char* message, xmlParserSeverities severity, xmlTextReaderLocatorPtr where) {
  (void)self, (void)message, (void)severity, (void)where;
}

static Status each(Container* container) {
  bool whole;
  TRY(container_whole(container, "a feed", &whole));
  if (!whole) return OK;
  Feed feed = {.container = container};
  feed.reader = xmlReaderForMemory(container->window.ptr, (int)container->window.len, NULL, NULL,
                                   XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
  if (!feed.reader) return container_fault(container, ERR_INTERNAL, "libxml2 did not start");
  xmlTextReaderSetErrorHandler(feed.reader, silent, NULL);
  bool   broken = false;
  Status status = read_feed(&feed, &broken);
  if (broken)
    status = container_fault(container, ERR_INPUT, "the feed is broken or cut off in line %d; the rest was not read",
                             xmlTextReaderGetParserLineNumber(feed.reader));
  xmlFreeTextReader(feed.reader);
  arena_free(&feed.arena);
  return status;
}

/* The first element is the root of a feed. */
static int bid(const DocumentSource* head) {
  Slice rest = slice_trim((Slice){head->bytes.ptr, head->bytes.len < LOOK_BYTES ? head->bytes.len : LOOK_BYTES});
  rest       = slice_trim(slice_without_mark(rest));
  while (rest.len > 4 && *rest.ptr == '<' && (rest.ptr[1] == '?' || rest.ptr[1] == '!')) {
    const bool  comment = !memcmp(rest.ptr, "<!--", 4);
    const char* end     = comment ? memmem(rest.ptr, rest.len, "-->", 3) : memchr(rest.ptr, '>', rest.len);
    const char* inner   = comment || !end ? NULL : memchr(rest.ptr, '[', (size_t)(end - rest.ptr)); // entities of its own
    if (inner) end = memchr(inner, ']', (size_t)(rest.ptr + rest.len - inner));
    if (inner && end) end = memchr(end, '>', (size_t)(rest.ptr + rest.len - end));
    if (!end) return 0;
    end += comment ? 3 : 1;
    rest = slice_trim((Slice){end, rest.len - (size_t)(end - rest.ptr)});
  }
  static const char* const roots[] = {"<rss", "<feed", "<rdf:RDF"};
  for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
    const size_t n = strlen(roots[i]);
    if (rest.len > n && !memcmp(rest.ptr, roots[i], n) && strchr(" \t\r\n>", rest.ptr[n])) return 97;
  }
  return 0;
}

const ContainerKind container_feed = {DOCUMENT_FEED, false, bid, each};
