/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The names of the types, as people give them where the content alone would be read otherwise: `--type csv`. */
#include "document/document.h"

const DocumentTypeName document_types[] = {
    {"text", "plain text, as it stands", DOCUMENT_TEXT},
    {"html", "a web page", DOCUMENT_HTML},
    {"markdown", "Markdown, with or without front matter", DOCUMENT_MARKDOWN},
    {"mail", "one message (EML)", DOCUMENT_MAIL},
    {"pdf", "PDF, by pdftotext", DOCUMENT_PDF},
    {"docx", "Word", DOCUMENT_DOCX},
    {"odt", "OpenDocument text", DOCUMENT_ODT},
    {"jsonl", "JSON Lines: an article a line", DOCUMENT_JSON_LINES},
    {"json", "JSON: an article, a list of them, or a JSON Feed", DOCUMENT_JSON},
    {"csv", "a table with a heading, an article a row", DOCUMENT_CSV},
    {"tsv", "the same, parted by tabulators", DOCUMENT_TSV},
    {"feed", "RSS or Atom", DOCUMENT_FEED},
    {"sitemap", "a sitemap: the pages that it names are read", DOCUMENT_SITEMAP},
    {"list", "addresses of pages, one a line", DOCUMENT_LIST},
    {"mbox", "a mailbox", DOCUMENT_MBOX},
    {"warc", "a web archive", DOCUMENT_WARC},
    {"archive", "zip, tar or 7z", DOCUMENT_ARCHIVE},
    {"packed", "gzip, bzip2, xz or zstd", DOCUMENT_PACKED},
    {0},
};
