/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Records with named fields, a line of JSON or a row of CSV: which field holds which part of the article.
 *
 *     {"headline": "Port sale", "body": "The port ...", "link": "https://..."}     text: body, title: headline, url: link
 *
 * A field's name tells, in either case (data/record-fields.tsv); of several for one part the best named one counts. What
 * the user says of a part (DocumentSource.fields) comes before all that. */
#ifndef ONRECORD_DOCUMENT_RECORD_H
#define ONRECORD_DOCUMENT_RECORD_H

#include "document/container.h"

#include <jansson.h>

enum { RECORD_WORST = 9 }; ///< Rank of the worst name that is one at all; 0 is the user's

/// How well a field of this name stands for the part; over RECORD_WORST: not at all.
int record_rank(const DocumentSource* source, const char* part, Slice name);

/// The value for a part in an object of JSON: one that holds something. The user's name may be a path: "meta.title".
json_t* record_field(const DocumentSource* source, json_t* record, const char* part);

/// Give an object of JSON as an item. What it does not say, `outer` does (NULL: nobody).
Status record_give(Container* container, json_t* record, const DocumentGiven* outer);

/// The same, or each article of a list in the object, as in a JSON Feed (json.c).
Status record_give_any(Container* container, json_t* object);

/// Whether the user or the table knows such a part.
bool record_part(const char* part);

#endif
