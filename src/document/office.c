/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Word (ECMA-376) and OpenDocument texts: a zip with XML in it, read by libarchive and libxml2.
 *
 *     word/document.xml    <w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Port sale</w:t></w:r></w:p>     title
 *                          <w:p><w:r><w:t>The port will be sold.</w:t></w:r></w:p>                               a paragraph
 *     docProps/core.xml    <dc:creator>Mara Lindqvist</dc:creator>                                              author
 *
 * Notes, comments and what was deleted under track changes are left out. When a file was made is not when the article was
 * published: no date is taken from it. Neither format has a document type declaration; one that has is refused, as only a
 * bomb has it. */
#include "document/about.h"
#include "document/kind.h"

#include <archive.h>
#include <archive_entry.h>
#include <libxml/xmlreader.h>
#include <string.h>

enum { PIECE_BYTES = 64 * 1024, MOST_XML = DOCUMENT_LIMIT, MOST_ENTRIES = 10000 };

/* What the two formats differ in. */
typedef struct {
  const char* body;        ///< The file with the text
  const char* about;       ///< The file that tells of it
  const char* const* skip; ///< Elements that are left out with all that is in them
  bool        bare;        ///< Text stands in paragraphs as it is, else in elements "t"
} Format;

static const char* const word_skips[]  = {"del", "moveFrom", "instrText", "Fallback", "footnotePr", NULL};
static const char* const open_skips[]  = {"note", "annotation", "tracked-changes", "sequence-decls", "table-of-content", NULL};
static const Format      word          = {"word/document.xml", "docProps/core.xml", word_skips, false};
static const Format      open_document = {"content.xml", "meta.xml", open_skips, true};

typedef struct {
  const Format*    format;
  xmlTextReaderPtr reader;
  Document*        doc;
  Buffer           text, paragraph;
  bool             heading; ///< The open paragraph is a title or the highest heading
  bool             inside;  ///< A paragraph
  const char*      title;
} Office;

/* The members of these names, each behind its own buffer's content. */
static Status members(const DocumentSource* source, const char* const* names, Buffer* out, size_t n) {
  struct archive* zip    = archive_read_new();
  Status          status = OK;
  archive_read_support_format_zip(zip);
  int result = archive_read_open_memory(zip, source->bytes.ptr, source->bytes.len);
  struct archive_entry* entry;
  for (int i = 0; result >= ARCHIVE_WARN && status == OK && i < MOST_ENTRIES; i++) {
    result = archive_read_next_header(zip, &entry);
    if (result == ARCHIVE_EOF || result < ARCHIVE_WARN) break;
    const char* path = archive_entry_pathname(entry);
    for (size_t m = 0; m < n && path && status == OK; m++) {
      if (strcmp(path, names[m]) || out[m].len) continue;
      la_ssize_t got = 1;
      while (got > 0 && out[m].len <= MOST_XML) {
        buffer_reserve(&out[m], PIECE_BYTES);
        got = archive_read_data(zip, out[m].bytes + out[m].len, PIECE_BYTES);
        if (got > 0) out[m].len += (size_t)got;
      }
      if (got < 0) result = ARCHIVE_FATAL;
      if (out[m].len > MOST_XML)
        status = fail(ERR_LIMIT, "%s: its text unpacks to more than %d MB, the most for one article", source_name(source), MOST_XML / (1024 * 1024));
    }
  }
  if (status == OK && result < ARCHIVE_WARN && !out[0].len)
    status = fail(ERR_INPUT, "%s: broken or cut short (%s); copy it again", source_name(source),
                  archive_error_string(zip) ? archive_error_string(zip) : "no zip file");
  archive_read_free(zip);
  return status;
}

static void silent(void* self, const char* message, xmlParserSeverities severity, xmlTextReaderLocatorPtr where) {
  (void)self, (void)message, (void)severity, (void)where;
}

static xmlTextReaderPtr open_xml(const Buffer* xml) {
  xmlTextReaderPtr reader = xmlReaderForMemory(buffer_slice(xml).ptr, (int)xml->len, NULL, NULL,
                                               XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE);
  if (reader) xmlTextReaderSetErrorHandler(reader, silent, NULL);
  return reader;
}

static bool in(const char* name, const char* const* list) {
  for (; *list; list++)
    if (!strcmp(*list, name)) return true;
  return false;
}

static bool attribute_is(const Office* o, const char* name, const char* const* values) {
  xmlChar*   value = xmlTextReaderGetAttribute(o->reader, (const xmlChar*)name);
  const bool found = value && in((const char*)value, values);
  xmlFree(value);
  return found;
}

static void end_paragraph(Office* o) {
  const Slice words = slice_trim(buffer_slice(&o->paragraph));
  if (words.len && o->heading && !o->title && !o->text.len) {
    o->title = arena_copy(&o->doc->arena, words.ptr, words.len);
  } else if (words.len) {
    if (o->text.len) buffer_puts(&o->text, "\n\n");
    buffer_put_slice(&o->text, words);
  }
  buffer_clear(&o->paragraph);
  o->inside = o->heading = false;
}

static void begin_element(Office* o, const char* name) {
  static const char* const titles[] = {"Title", "Heading1", "Heading_20_1", NULL};
  static const char* const first[]  = {"1", NULL};
  if (!strcmp(name, "p") || !strcmp(name, "h")) {
    if (o->paragraph.len) end_paragraph(o); // of a text box inside another paragraph
    o->inside  = !xmlTextReaderIsEmptyElement(o->reader);
    o->heading = o->format->bare && (attribute_is(o, "text:style-name", titles) || (*name == 'h' && attribute_is(o, "text:outline-level", first)));
  } else if (!strcmp(name, "pStyle")) {
    o->heading = attribute_is(o, "w:val", titles);
  } else if (!o->inside) {
    return;
  } else if (!o->format->bare && !strcmp(name, "t")) {
    xmlChar* words = xmlTextReaderReadString(o->reader);
    if (words) buffer_puts(&o->paragraph, (const char*)words);
    xmlFree(words);
  } else if (!strcmp(name, "tab") || (o->format->bare && !strcmp(name, "s"))) {
    buffer_putc(&o->paragraph, ' ');
  } else if (!strcmp(name, "br") || !strcmp(name, "cr") || !strcmp(name, "line-break")) {
    buffer_putc(&o->paragraph, '\n');
  } else if (!strcmp(name, "noBreakHyphen")) {
    buffer_putc(&o->paragraph, '-');
  }
}

static Status read_text(const DocumentSource* source, Office* o) {
  int result = xmlTextReaderRead(o->reader);
  while (result == 1) {
    const int   type = xmlTextReaderNodeType(o->reader);
    const char* name = (const char*)xmlTextReaderConstLocalName(o->reader);
    if (type == XML_READER_TYPE_DOCUMENT_TYPE)
      return fail(ERR_INPUT, "%s: it declares entities, as no such file does; not read", source_name(source));
    if (type == XML_READER_TYPE_ELEMENT && in(name, o->format->skip)) {
      result = xmlTextReaderNext(o->reader);
      continue;
    }
    if (type == XML_READER_TYPE_ELEMENT) begin_element(o, name);
    else if (type == XML_READER_TYPE_END_ELEMENT && (!strcmp(name, "p") || !strcmp(name, "h"))) end_paragraph(o);
    else if (o->format->bare && o->inside && (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE))
      buffer_puts(&o->paragraph, (const char*)xmlTextReaderConstValue(o->reader));
    result = xmlTextReaderRead(o->reader);
  }
  if (result < 0) return fail(ERR_INPUT, "%s: the text in it is broken or cut short; save it again", source_name(source));
  return OK;
}

static void read_about(const Buffer* xml, Document* doc) {
  xmlTextReaderPtr reader = xml->len ? open_xml(xml) : NULL;
  const char*      author = NULL;
  DocumentGiven    given  = {0};
  while (reader && xmlTextReaderRead(reader) == 1) {
    if (xmlTextReaderNodeType(reader) == XML_READER_TYPE_DOCUMENT_TYPE) break;
    if (xmlTextReaderNodeType(reader) != XML_READER_TYPE_ELEMENT) continue;
    const char* name = (const char*)xmlTextReaderConstLocalName(reader);
    const bool  title = !strcmp(name, "title"), creator = !strcmp(name, "creator") || !strcmp(name, "initial-creator");
    if (!title && !creator) continue;
    xmlChar*    value = xmlTextReaderReadString(reader);
    const Slice words = value ? slice_trim(slice((const char*)value)) : (Slice){"", 0};
    if (words.len && title && !given.title) given.title = arena_copy(&doc->arena, words.ptr, words.len);
    if (words.len && creator && (!author || !strcmp(name, "initial-creator"))) author = arena_copy(&doc->arena, words.ptr, words.len);
    xmlFree(value);
  }
  if (reader) xmlFreeTextReader(reader);
  given.authors      = &author;
  given.author_count = author != NULL;
  about_given(&given, doc);
}

static Status read_office(const DocumentSource* source, Document* doc, const Format* format) {
  Buffer files[2] = {{0}, {0}};
  Office o        = {.format = format, .doc = doc};
  Status status   = members(source, (const char* const[]){format->body, format->about}, files, 2);
  if (status == OK && !files[0].len) status = fail(ERR_INPUT, "%s: there is no %s in it; save it again", source_name(source), format->body);
  if (status == OK && !(o.reader = open_xml(&files[0]))) status = fail(ERR_INTERNAL, "%s: libxml2 did not start", source_name(source));
  if (status == OK) status = read_text(source, &o);
  if (status == OK) {
    read_about(&files[1], doc);
    if (o.title) doc->title = o.title;
    doc->text = text_make(&doc->arena, buffer_slice(&o.text).ptr, o.text.len);
  }
  if (o.reader) xmlFreeTextReader(o.reader);
  for (size_t i = 0; i < 2; i++) buffer_free(&files[i]);
  buffer_free(&o.text);
  buffer_free(&o.paragraph);
  return status;
}

static Status read_word(const DocumentSource* source, Document* doc) { return read_office(source, doc, &word); }
static Status read_open(const DocumentSource* source, Document* doc) { return read_office(source, doc, &open_document); }

static bool zip(Slice s) { return s.len > 64 && !memcmp(s.ptr, "PK\3\4", 4); }

static int bid_word(const DocumentSource* source) {
  return zip(source->bytes) && memmem(source->bytes.ptr, source->bytes.len, "word/document.xml", 17) ? 97 : 0;
}

static int bid_open(const DocumentSource* source) {
  static const char mark[] = "mimetypeapplication/vnd.oasis.opendocument.text";
  return zip(source->bytes) && source->bytes.len > 30 + sizeof mark && !memcmp(source->bytes.ptr + 30, mark, sizeof mark - 1) ? 98 : 0;
}

const DocumentKind document_docx = {DOCUMENT_DOCX, bid_word, read_word};
const DocumentKind document_odt  = {DOCUMENT_ODT, bid_open, read_open};
