/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Answers of other engines: SPARQL 1.1 Query Results in JSON and in XML, row by row.
 *
 *     TRY(answer_read(bytes, "application/sparql-results+json", &rows)); */
#ifndef ONRECORD_SPARQL_ANSWER_H
#define ONRECORD_SPARQL_ANSWER_H

#include "base/status.h"
#include "base/term.h"

typedef struct {
  Status (*row)(void* self, size_t n, const Slice* names, const Term* terms); ///< What is bound; valid until it returns
  void* self;
} AnswerRows;

/// By the media type, or where that does not say, by the first byte. ERR_INPUT: not such an answer.
Status answer_read(Slice bytes, const char* type, const AnswerRows* rows);

#endif
