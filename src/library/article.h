/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* One article on its way from bytes to facts.
 *
 *     Article article;
 *     TRY(article_open(&(DocumentSource){.uri = uri, .bytes = bytes}, &article));   // quick: its text
 *     TRY(article_read(reader, &article));                                          // slow: the model reads it
 *     facts_write_json(&article.doc, &article.facts, &output, &buffer);
 *     article_free(&article);
 */
#ifndef ONRECORD_LIBRARY_ARTICLE_H
#define ONRECORD_LIBRARY_ARTICLE_H

#include "document/document.h"
#include "facts/facts.h"
#include "reader/reader.h"

typedef struct {
  Document doc;
  Arena    arena; ///< Of the facts
  const Model* model; ///< That read it; NULL before
  const Known* known; ///< What the world knows, for article_read(); NULL: nothing
  Facts    facts; ///< Empty before article_read()
} Article;

/// Errors are document_read()'s; `article` is empty then.
Status article_open(const DocumentSource* source, Article* article);

/// Errors are reader_read()'s, with the article's IRI in front.
Status article_read(Reader* reader, Article* article);
void   article_free(Article* article);

#endif
