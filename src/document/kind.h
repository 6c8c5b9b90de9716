/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The kinds of input: each bids for a source, the highest bidder reads it.
 *
 * To add a kind: write its file with `bid` and `read`, end it with a `const DocumentKind document_x`, and add it to the
 * table in document.c. `read` fills text, title and the other things that the input says; document.c does the rest. */
#ifndef ONRECORD_DOCUMENT_KIND_H
#define ONRECORD_DOCUMENT_KIND_H

#include "document/document.h"

typedef struct {
  DocumentType type;
  int (*bid)(const DocumentSource* source); ///< How sure it is that this is one of its own, 0 to 100
  Status (*read)(const DocumentSource* source, Document* doc);
} DocumentKind;

extern const DocumentKind document_plain, document_html, document_markdown, document_mail, document_pdf, document_docx, document_odt;

/// What the highest bidder among them bids.
int document_bid(const DocumentSource* source);

/// What messages call the source.
const char* source_name(const DocumentSource* source);

/// Whether the server said so: "text/html" of "Text/HTML; charset=utf-8".
bool source_is(const DocumentSource* source, const char* media);

/// Whether the path of its address ends like ".html", in either case.
bool source_ends(const DocumentSource* source, const char* extension);

#endif
