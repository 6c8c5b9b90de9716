/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "library/article.h"

#include "document/language.h"

Status article_open(const DocumentSource* source, Article* article) {
  *article = (Article){0};
  Document* doc = &article->doc;
  TRY(document_read(source, doc));
  if (!language_same(doc->language, "en")) {
    const char* more = doc->warning ? doc->warning : source->name ? source->name : doc->uri;
    doc->warning     = arena_printf(&doc->arena, "%s: in %s; kept as an article without facts, only English is read", more,
                                    language_name(doc->language));
  }
  return OK;
}

Status article_read(Reader* reader, Article* article) {
  const Document* doc     = &article->doc;
  if (!language_same(doc->language, "en")) return OK;
  Arena           scratch = {0}; // what the model says is large; the facts are small
  Reading         reading;
  const Status status = reader_read(reader, &doc->text, doc->paragraphs, doc->paragraph_count, &scratch, &reading);
  article->model = reader_model(reader);
  if (status == OK) {
    facts_find_known(doc, &reading, article->known, &article->arena, &article->facts);
    facts_calibrate(&article->facts);
  } else {
    blame(status, "%s", doc->uri);
  }
  arena_free(&scratch);
  return status;
}

void article_free(Article* article) {
  document_free(&article->doc);
  arena_free(&article->arena);
  article->facts = (Facts){0};
}
