/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* From the parser's events to the flat lists of a Page.
 *
 * The parser's own tree is never built: its depth limit would drop the rest of a page whose tags are never closed, and
 * freeing or walking it is recursion. What remains is its stack of open names, which every stray end tag searches; so
 * the depth is limited by the number of end tags (MOST_STEPS), far beyond any page made for people. */
#include "document/page.h"
#include "document/page_element.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_SPANS = 16, TEASER_LINKS = 3, TEASER_POINTS = 60, LEAST_DEPTH = 1000, MOST_DEPTH = 1000000 };
static const double MOST_STEPS = 4e9;

/* Where an open <span> began: what was in the block then. */
typedef struct {
  size_t   block_begin, len, links;
  uint32_t points, linked;
} SpanStart;

/* What is known of one parse, beside the Page that it makes. */
typedef struct {
  Page*         page;
  htmlParserCtxtPtr parser;
  uint32_t      here;       ///< Index of the open element
  size_t        depth, depth_limit;
  size_t        hidden;     ///< Open elements that hide what is in them
  size_t        links;      ///< Open <a href>
  size_t        block_begin;
  uint32_t      points, linked;
  size_t        links_seen; ///< All <a> so far
  SpanStart     spans[MOST_SPANS]; ///< The open spans, outermost first; those nested deeper are not watched
  size_t        span_depth;
  bool          space;      ///< White space waits to be written before the next word
  char          unseen[16]; ///< So do characters without a shape
  size_t        unseen_len;
  const char*   key;        ///< The fact that is being gathered, NULL: none
  uint32_t      key_element;
  Buffer        value;
} Parse;

// --- facts ---------------------------------------------------------------------------------------------------------

static void add_fact(Parse* parse, const char* key, Slice value) {
  Page* page = parse->page;
  value      = slice_trim(value);
  if (!value.len) return;
  char* copy = arena_copy(page->arena, value.ptr, value.len);
  if (strcmp(key, "json-ld")) {
    char* out = copy;
    for (const char* p = copy; *p; p++) {
      const bool white = *p == ' ' || (*p >= '\t' && *p <= '\r');
      if (!white || (out > copy && out[-1] != ' ')) *out++ = white ? ' ' : *p;
    }
    *out = '\0';
  }
  *arena_push(page->arena, page->facts, page->fact_count, page->fact_cap) =
      (PageFact){arena_copy(page->arena, key, strlen(key)), copy};
}

/* The elements of a byline are its parts: name, job, day. */
static void part_byline(Parse* parse) {
  if (parse->key && !strncmp(parse->key, "byline", 6)) buffer_putc(&parse->value, PAGE_PART);
}

static void gather(Parse* parse, const char* key) {
  if (parse->key) return;
  parse->key         = key;
  parse->key_element = parse->here;
  buffer_clear(&parse->value);
}

/* <meta property="dc:title og:title" content="...">: each of the names, Dublin Core's with a dot. */
static void note_meta(Parse* parse, const char* keys, const char* content) {
  static const char white_space[] = " \t\r\n\f";
  for (const char* p = keys + strspn(keys, white_space); *p; p += strspn(p, white_space)) {
    const size_t n   = strcspn(p, white_space);
    const Slice  low = slice_lower(parse->page->arena, (Slice){p, n});
    char*        key = arena_copy(parse->page->arena, low.ptr, low.len);
    char*        dot = !strncmp(key, "dc", 2) ? strchr(key, ':') : NULL;
    if (dot) *dot = '.';
    add_fact(parse, key, slice(content));
    p += n;
  }
}

static void note_facts(Parse* parse, const char* name, const xmlChar** atts, unsigned class_hints, unsigned id_hints) {
  const char* itemprop = element_attribute(atts, "itemprop");
  if (!strcmp(name, "meta")) {
    const char* key = element_attribute(atts, "property");
    if (!key) key = element_attribute(atts, "name");
    if (!key) key = itemprop;
    if (!key) key = element_attribute(atts, "http-equiv");
    const char* content = element_attribute(atts, "content");
    if (key && content) {
      note_meta(parse, key, content);
    }
  } else if (!strcmp(name, "link")) {
    const char* href = element_attribute(atts, "href");
    if (href && element_word(element_attribute(atts, "rel"), "canonical")) add_fact(parse, "canonical", slice(href));
  } else if (!strcmp(name, "html")) {
    const char* lang = element_attribute(atts, "lang");
    if (!lang) lang = element_attribute(atts, "xml:lang");
    if (lang) add_fact(parse, "lang", slice(lang));
  } else if (!strcmp(name, "time")) {
    const char* datetime = element_attribute(atts, "datetime");
    const bool  named    = element_word(itemprop, "datePublished") || element_attribute(atts, "pubdate");
    const bool  updated  = element_word(itemprop, "dateModified");
    if (datetime) add_fact(parse, named ? "datepublished" : updated ? "datemodified" : "time", slice(datetime));
  } else if (!strcmp(name, "script")) {
    const char* type = element_attribute(atts, "type");
    if (type && !strncasecmp(type, "application/ld+json", 19)) gather(parse, "json-ld");
  } else if (element_word(itemprop, "headline")) {
    const char* content = element_attribute(atts, "content");
    if (content) add_fact(parse, "headline", slice(content));
    else gather(parse, "headline");
  } else if (!strcmp(name, "title") || !strcmp(name, "h1")) {
    gather(parse, *name == 't' ? "title" : "h1");
  } else if (element_word(element_attribute(atts, "rel"), "author") || element_word(itemprop, "author")) {
    gather(parse, "byline");
  } else if (element_word(itemprop, "datePublished") || element_word(itemprop, "dateModified")) {
    const char* content = element_attribute(atts, "content");
    if (content) add_fact(parse, element_word(itemprop, "dateModified") ? "datemodified" : "datepublished", slice(content));
  } else if (element_word(itemprop, "articleSection")) {
    gather(parse, "articlesection");
  } else if (strcmp(name, "body") && ((class_hints | id_hints) & ELEMENT_HINT_BYLINE)) {
    gather(parse, "bylines");
  }
}

// --- blocks --------------------------------------------------------------------------------------------------------

static void end_block(Parse* parse) {
  Page* page = parse->page;
  while (page->words.len > parse->block_begin && page->words.bytes[page->words.len - 1] == '\n') page->words.len--, parse->points--;
  if (page->words.len > parse->block_begin)
    *arena_push(page->arena, page->blocks, page->block_count, page->block_cap) =
        (Block){parse->here, parse->block_begin, page->words.len - parse->block_begin, parse->points, parse->linked};
  parse->block_begin = page->words.len;
  parse->points = parse->linked = 0;
  parse->space                  = false;
  parse->unseen_len             = 0;
}

static void line_break(Parse* parse) {
  const Page* page = parse->page;
  if (page->words.len == parse->block_begin) return;
  if (page->words.bytes[page->words.len - 1] == '\n') { // two of them part paragraphs
    end_block(parse);
    return;
  }
  buffer_putc(&parse->page->words, '\n');
  parse->points++;
  parse->space = false;
}

/* White space, made one space. */
static bool white(uint32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

static bool control(uint32_t c) { return c < 0x20 || c == 0x7F; }

/* Soft hyphen, zero width space and (non-)joiners, byte order mark: kept inside of words, which others see through. */
static bool unseen(uint32_t c) { return c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF; }

static size_t plain_run(const char* p, const char* end) {
  const char* from = p;
  while (p < end && *p > ' ' && *p < 0x7F) p++;
  return (size_t)(p - from);
}

/* A character with a shape, or several of ASCII: behind the white space or the characters without one that wait. */
static void put_characters(Parse* parse, const char* from, size_t n, uint32_t points) {
  Buffer*    words  = &parse->page->words;
  const bool inside = words->len > parse->block_begin && words->bytes[words->len - 1] != '\n';
  if (inside && parse->space) {
    buffer_putc(words, ' ');
    points++;
  } else if (inside && parse->unseen_len) {
    parse->points += utf8_count((Slice){parse->unseen, parse->unseen_len});
    buffer_put(words, parse->unseen, parse->unseen_len);
  }
  parse->unseen_len = 0;
  parse->space      = false;
  buffer_put(words, from, n);
  parse->points += points;
  if (parse->links) parse->linked += points;
}

static void on_text(void* self, const xmlChar* text, int len) {
  Parse* parse = self;
  if (parse->key) buffer_put(&parse->value, text, (size_t)len);
  if (parse->hidden) return;
  for (const char *p = (const char*)text, *end = p + len; p < end;) {
    const size_t plain = plain_run(p, end);
    if (plain) {
      put_characters(parse, p, plain, (uint32_t)plain);
      p += plain;
      continue;
    }
    const size_t n = utf8_valid(p, (size_t)(end - p));
    if (!n) { // the parser gives only whole characters; be safe
      p++;
      continue;
    }
    const char*    from = p;
    const uint32_t c    = utf8_next(&p);
    if (white(c)) {
      parse->space       = true;
      parse->unseen_len = 0;
      continue;
    }
    if (control(c)) continue;
    if (unseen(c)) {
      if (parse->unseen_len + n <= sizeof parse->unseen) memcpy(parse->unseen + parse->unseen_len, from, n), parse->unseen_len += n;
      continue;
    }
    put_characters(parse, from, n, 1);
  }
}

// --- elements ------------------------------------------------------------------------------------------------------

static void open_span(Parse* parse) {
  if (parse->span_depth++ < MOST_SPANS)
    parse->spans[parse->span_depth - 1] =
        (SpanStart){parse->block_begin, parse->page->words.len, parse->links_seen, parse->points, parse->linked};
}

/* A span of nothing but several links, in the middle of a line: other articles, shown when the mouse is over a name. */
static void close_span(Parse* parse) {
  if (!parse->span_depth || --parse->span_depth >= MOST_SPANS) return;
  const SpanStart* start = &parse->spans[parse->span_depth];
  if (parse->hidden || start->block_begin != parse->block_begin || parse->page->words.len < start->len) return;
  const uint32_t points = parse->points - start->points, linked = parse->linked - start->linked;
  if (parse->links_seen - start->links < TEASER_LINKS || points < TEASER_POINTS || linked + TEASER_LINKS < points) return;
  parse->page->words.len = start->len;
  parse->points          = start->points;
  parse->linked          = start->linked;
}

static void on_start(void* self, const xmlChar* xml_name, const xmlChar** atts) {
  Parse*            parse = self;
  const char*       name  = (const char*)xml_name;
  Page*             page  = parse->page;
  part_byline(parse);
  ElementKind       kind  = element_hides(name, atts) ? ELEMENT_HIDDEN : element_kind(name);
  // captions stand in spans too; other hints on them mean nothing
  const char*    id          = element_attribute(atts, "id");
  const unsigned class_hints = element_hints(element_attribute(atts, "class")), id_hints = element_hints(id);
  if (kind == ELEMENT_BLOCK && element_is_main(atts)) kind = ELEMENT_ARTICLE;
  if (kind == ELEMENT_INLINE && (class_hints & ELEMENT_HINT_CAPTION) && !strcmp(name, "span")) kind = ELEMENT_HIDDEN;
  if (!strcmp(name, "br") && !parse->hidden) line_break(parse);
  if (kind != ELEMENT_INLINE) end_block(parse);
  Element element = {.parent = parse->here, .kind = kind, .aside = kind == ELEMENT_ASIDE || kind == ELEMENT_HEADER};
  if (kind == ELEMENT_HEADING) element.level = (uint8_t)(name[1] - '0');
  if (kind != ELEMENT_INLINE && kind != ELEMENT_HIDDEN) {
    element.body = element_marked(atts);
    if (!element.body && strcmp(name, "body") && strcmp(name, "html")) {
      const unsigned hints  = class_hints | (element_id_of_heading(id) ? 0 : id_hints);
      const bool     hinted = hints & ELEMENT_HINT_ASIDE;
      element.aside |= hinted;
      element.body   = !element.aside && (hints & ELEMENT_HINT_TEXT) && (kind == ELEMENT_BLOCK || kind == ELEMENT_ARTICLE);
      element.header = kind == ELEMENT_HEADER && !hinted;
    }
  }
  if (kind != ELEMENT_INLINE) element.make = element_make(name, element_attribute(atts, "class"));
  const uint32_t index = (uint32_t)page->element_count;
  *arena_push(page->arena, page->elements, page->element_count, page->element_cap) = element;
  parse->here = index;
  parse->hidden += kind == ELEMENT_HIDDEN;
  const bool link = !strcmp(name, "a") && element_leads(element_attribute(atts, "href"));
  page->elements[index].link = link;
  parse->links += link;
  parse->links_seen += link;
  if (!strcmp(name, "span")) open_span(parse);
  note_facts(parse, name, atts, class_hints, id_hints);
  if (++parse->depth > parse->depth_limit) {
    page->cut = true;
    xmlStopParser(parse->parser);
  }
}

static void on_end(void* self, const xmlChar* xml_name) {
  Parse*         parse   = self;
  const Element* element = &parse->page->elements[parse->here];
  if (!parse->here) return;
  part_byline(parse);
  if (parse->key && parse->key_element == parse->here) {
    add_fact(parse, parse->key, buffer_slice(&parse->value));
    parse->key = NULL;
  }
  if (!xmlStrcmp(xml_name, (const xmlChar*)"span")) close_span(parse);
  if (element->kind != ELEMENT_INLINE) end_block(parse);
  parse->hidden -= element->kind == ELEMENT_HIDDEN;
  parse->links -= element->link;
  parse->here = element->parent;
  if (parse->depth) parse->depth--;
}

// --- the pass ------------------------------------------------------------------------------------------------------

static size_t count_end_tags(Slice html) {
  size_t n = 0;
  for (const char *p = html.ptr, *end = p + html.len; (p = memchr(p, '<', (size_t)(end - p))); p++) n += p + 1 < end && p[1] == '/';
  return n;
}

void page_parse(Slice html, Arena* arena, Page* page) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, xmlInitParser);
  *page                           = (Page){.arena = arena};
  htmlParserCtxtPtr parser        = htmlCreateMemoryParserCtxt(html.ptr, (int)html.len);
  if (!parser) return;
  const double  depth = MOST_STEPS / ((double)count_end_tags(html) + 1);
  const size_t  limit = depth < LEAST_DEPTH ? LEAST_DEPTH : depth > MOST_DEPTH ? MOST_DEPTH : (size_t)depth;
  Parse         parse = {.page = page, .parser = parser, .depth_limit = limit};
  htmlSAXHandler events = {.startElement = on_start, .endElement = on_end, .characters = on_text,
                           .ignorableWhitespace = on_text, .cdataBlock = on_text};
  *arena_push(arena, page->elements, page->element_count, page->element_cap) = (Element){.kind = ELEMENT_BLOCK};
  htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                 HTML_PARSE_IGNORE_ENC);
  xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
  *parser->sax     = events;
  parser->userData = &parse;
  htmlParseDocument(parser);
  while (parse.here) on_end(&parse, (const xmlChar*)""); // a page cut short
  end_block(&parse);
  parser->userData = parser;
  if (parser->myDoc) xmlFreeDoc(parser->myDoc);
  htmlFreeParserCtxt(parser);
  buffer_free(&parse.value);
}

void page_free(Page* page) {
  buffer_free(&page->words);
  *page = (Page){0};
}

const char* page_fact(const Page* page, const char* key) {
  for (size_t i = 0; i < page->fact_count; i++)
    if (!strcmp(page->facts[i].key, key)) return page->facts[i].value;
  return NULL;
}
