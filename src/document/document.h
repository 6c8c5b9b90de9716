/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Bytes in, an article out: clean text, paragraphs, and what the page says about itself.
 *
 *     Document doc;
 *     TRY(document_read(&(DocumentSource){.uri = uri, .bytes = bytes, .type = DOCUMENT_GUESS}, &doc));
 *     ... text_slice(&doc.text, doc.paragraphs[0]) ...
 *     document_free(&doc);
 *
 * Plain text stays unchanged, so that spans count in the file itself; of a page, the article's text is kept and the
 * rest dropped. Only the encoding is seen to: a byte order mark is no text, UTF-16 and Windows-1252 become UTF-8, a
 * broken sequence becomes U+FFFD, and `warning` says so. Everything in a Document lives in its arena. */
#ifndef ONRECORD_DOCUMENT_DOCUMENT_H
#define ONRECORD_DOCUMENT_DOCUMENT_H

#include "base/digest.h"
#include "base/status.h"
#include "base/text.h"

typedef enum {
  DOCUMENT_GUESS,
  DOCUMENT_TEXT, DOCUMENT_HTML, DOCUMENT_MARKDOWN, DOCUMENT_MAIL, DOCUMENT_PDF, DOCUMENT_DOCX, DOCUMENT_ODT,
  // containers (items.h): read one item at a time, never by document_read()
  DOCUMENT_JSON_LINES, DOCUMENT_JSON, DOCUMENT_CSV, DOCUMENT_TSV, DOCUMENT_FEED, DOCUMENT_SITEMAP, DOCUMENT_LIST, DOCUMENT_MBOX,
  DOCUMENT_WARC, DOCUMENT_ARCHIVE, DOCUMENT_PACKED
} DocumentType;

/// What people call a type: "csv". The list ends with a NULL name.
typedef struct {
  const char*  name;
  const char*  about; ///< In a few words
  DocumentType type;
} DocumentTypeName;

extern const DocumentTypeName document_types[];

/// Which field of a record (a line of JSON, a row of CSV) holds a part of the article, where its name does not tell.
typedef struct {
  const char* part; ///< As in data/record-fields.tsv: "text", "title", ...
  const char* name;
} DocumentField;

/// What an item's container says of it, stronger than what the item says itself; each may be NULL.
typedef struct {
  const char*  title;
  const char*  published;  ///< As the container writes it
  const char*  publisher;
  const char*  url;        ///< The article's address
  const char*  language;
  const char** authors;
  size_t       author_count;
  bool         summary_only; ///< The text is not the whole article
  const char*  page_fault;   ///< Why the whole of it could not be read from its page
} DocumentGiven;

typedef struct {
  const char*  uri;   ///< Where the bytes came from: file:///... or http(s)://...
  Slice        bytes;
  DocumentType type;  ///< DOCUMENT_GUESS: by the bytes' own look, media type and name
  const char*  media; ///< Media type that the server gave, "text/html; charset=utf-8"; NULL: unknown
  const char*  name;  ///< What messages call it; NULL: its uri
  const DocumentGiven* given; ///< Or NULL
  const DocumentField* fields; ///< field_count of them
  size_t       field_count;
} DocumentSource;

typedef struct {
  Arena       arena;
  const char* uri;        ///< The article's IRI: the page's canonical link if it has one, else where it came from
  Text        text;
  Span*       paragraphs; ///< Runs of code points without a line break, blank ones left out
  size_t      paragraph_count;
  const char* title;      ///< Each NULL where the input does not say
  const char* published;  ///< ISO 8601: date, or date and time
  const char* updated;    ///< The same, when it was changed last
  const char* publisher;
  const char* section;    ///< The part of the paper: "Politics"
  const char* dateline;   ///< Where it was written, in its own words: "OSLO"
  const char* agency;     ///< Which agency it came from: "Reuters"
  const char* url;        ///< The page's address as it gives it
  const char* language;   ///< BCP 47: as the text itself shows, else as declared, else "en"
  const char** authors;
  size_t       author_count;
  Digest       sha256;    ///< Of the text
  const char*  warning;   ///< What had to be mended, as a message that names the input; NULL: nothing
} Document;

enum { DOCUMENT_LIMIT = 64 * 1024 * 1024 }; ///< Bytes of one input

/// Read one article. ERR_INPUT: empty, binary, or no text in it; ERR_LIMIT: over DOCUMENT_LIMIT. The message names the
/// source. `doc` is empty then.
Status document_read(const DocumentSource* source, Document* doc);
void   document_free(Document* doc);

#endif
