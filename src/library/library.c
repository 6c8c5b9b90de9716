/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The functions of onrecord.h: each a few lines over the floors, so that what a program does and what the command line
 * does are the same. */
#include "archive/archive.h"
#include "fetch/fetch.h"
#include "library/article.h"
#include "library/graph_base.h"
#include "library/judged.h"
#include "library/onrecord.h"
#include "library/places.h"
#include "library/world.h"
#include "sparql/query.h"
#include "tell/tell.h"

#include <stdlib.h>

struct onr_model {
  Model* model;
  char*  words; ///< What reads, for GraphOptions.reader
  Known* known; ///< The shipped table
};
struct onr_reader {
  Reader*     reader;
  const char* words; ///< The model's
  const Known* known; ///< The same
};
struct onr_graph {
  Store* store;
  char*  base; ///< Of its IRIs
  Known* known; ///< The shipped table and the graph's own; NULL where it is only read
};

// The two enums are one list: a Status is passed on as it is.
_Static_assert((int)ONR_ERR_USAGE == (int)ERR_USAGE && (int)ONR_ERR_FULL == (int)ERR_FULL &&
                   (int)ONR_ERR_INTERNAL == (int)ERR_INTERNAL,
               "onr_status and Status are the same list");
_Static_assert((int)ONR_UNCHANGED == (int)ARTICLE_UNCHANGED, "onr_outcome and ArticleOutcome are the same list");

static onr_status told(Status status) { return (onr_status)status; }

const char* onr_version(void) { return PACKAGE_VERSION; }
const char* onr_message(void) { return status_message(); }
void        onr_free(void* text) { free(text); }

onr_status onr_model_open(const char* path, unsigned flags, onr_model** model) {
  *model         = NULL;
  Buffer found   = {0};
  Buffer words   = {0};
  Model* opened  = NULL;
  Known* known   = NULL;
  Status status  = find_model(path, &found);
  if (status == OK) status = describe_reader(found.bytes, flags & ONR_FLOAT, &words);
  if (status == OK) status = model_open(found.bytes, flags & ONR_FLOAT ? MODEL_FLOAT : MODEL_INT8, &opened);
  if (status == OK) status = world_open(NULL, 0, &known);
  buffer_free(&found);
  if (status != OK) {
    model_free(opened);
    buffer_free(&words);
    return told(status);
  }
  *model  = xmalloc(sizeof **model);
  **model = (onr_model){opened, words.bytes, known};
  return ONR_OK;
}

void onr_model_close(onr_model* model) {
  if (!model) return;
  model_free(model->model);
  free(model->words);
  known_free(model->known);
  free(model);
}

onr_status onr_reader_open(onr_model* model, onr_reader** reader) {
  *reader  = xmalloc(sizeof **reader);
  **reader = (onr_reader){reader_new(model->model), model->words, model->known};
  return ONR_OK;
}

void onr_reader_close(onr_reader* reader) {
  if (reader) reader_free(reader->reader);
  free(reader);
}

static DocumentSource source_of(const char* uri, const void* bytes, size_t size) {
  return (DocumentSource){.uri = uri, .bytes = {bytes, size}};
}

static Status extract(const onr_reader* reader, const DocumentSource* source, unsigned flags, Buffer* json) {
  Article article;
  TRY(article_open(source, &article));
  article.known = reader->known;
  const Status status = article_read(reader->reader, &article);
  if (status == OK)
    facts_write_json(&article.doc, &article.facts, &(FactsOutput){.attitudes = flags & ONR_ATTITUDES}, json);
  article_free(&article);
  return status;
}

static onr_status give(Status status, Buffer* json, char** bytes, size_t* length) {
  *bytes = NULL;
  if (length) *length = 0;
  if (status != OK) {
    buffer_free(json);
    return told(status);
  }
  *bytes = json->bytes;
  if (length) *length = json->len;
  return ONR_OK;
}

onr_status onr_extract(onr_reader* reader, const char* uri, const void* bytes, size_t size, unsigned flags, char** json,
                       size_t* length) {
  const DocumentSource source = source_of(uri, bytes, size);
  Buffer               out    = {0};
  return give(extract(reader, &source, flags, &out), &out, json, length);
}

/// What is done with the one file of a *_file() call.
typedef struct {
  Status (*bytes)(void* self, const DocumentSource* source);
  void* self;
} FileUse;

static Status take_file(void* self, const Fetched* input) {
  const FileUse* use = self;
  TRY(input->status);
  return use->bytes(use->self, &(DocumentSource){.uri = input->uri, .bytes = input->bytes, .media = input->type, .name = input->name});
}

static Status with_file(const char* path, FileUse use) {
  return fetch_each(&path, 1, &(FetchOptions){.limit = DOCUMENT_LIMIT}, (FetchSink){take_file, &use});
}

typedef struct {
  const onr_reader* reader;
  unsigned flags;
  Buffer*  out;
} Extraction;

static Status extract_source(void* self, const DocumentSource* source) {
  const Extraction* e = self;
  return extract(e->reader, source, e->flags, e->out);
}

onr_status onr_extract_file(onr_reader* reader, const char* path, unsigned flags, char** json, size_t* length) {
  Buffer     out        = {0};
  Extraction extraction = {reader, flags, &out};
  return give(with_file(path, (FileUse){extract_source, &extraction}), &out, json, length);
}

onr_status onr_graph_open(const char* path, unsigned flags, onr_graph** graph) {
  *graph        = NULL;
  Store* store  = NULL;
  char*  base   = NULL;
  Known* known  = NULL;
  Status status = store_open(path, flags & ONR_WRITE ? STORE_WRITE | STORE_CREATE : STORE_READ, &store);
  if (status == OK) status = graph_base(store, NULL, flags & ONR_WRITE, &base);
  if (status == OK && flags & ONR_WRITE) status = judged_take(store, path, base, false, (JudgedSink){0});
  if (status == OK && flags & ONR_WRITE) status = world_of(store, false, &known);
  if (status != OK) {
    store_close(store);
    free(base);
    return told(status);
  }
  *graph  = xmalloc(sizeof **graph);
  **graph = (onr_graph){store, base, known};
  return ONR_OK;
}

void onr_graph_close(onr_graph* graph) {
  if (!graph) return;
  store_close(graph->store);
  free(graph->base);
  known_free(graph->known);
  free(graph);
}

typedef struct {
  onr_graph*   graph;
  onr_reader*  reader;
  unsigned     flags;
  onr_outcome* outcome;
} Addition;

static Status add_article(const Addition* a, Article* article) {
  Store* const       store   = a->graph->store;
  GraphOptions       options = {.base = a->graph->base, .attitudes = a->flags & ONR_ATTITUDES, .reader = a->reader->words, .known = a->graph->known};
  ArticleOutcome     outcome = ARTICLE_UNCHANGED;
  bool               known   = false;
  TRY(store_begin(store, STORE_READ));
  const Status asked = archive_knows(store, &article->doc, &options, &known);
  store_abort(store);
  TRY(asked);
  if (!known) {
    article->known = a->graph->known;
    TRY(article_read(a->reader->reader, article));
    TRY(store_begin(store, STORE_WRITE | STORE_WAIT));
    options.model = article->model;
    Status status = archive_add(store, &article->doc, &article->facts, &options, &outcome);
    if (status == OK) status = store_commit(store);
    if (status != OK) {
      store_abort(store);
      return status;
    }
  }
  if (a->outcome) *a->outcome = (onr_outcome)outcome;
  return OK;
}

static Status add_source(void* self, const DocumentSource* source) {
  Article article;
  TRY(article_open(source, &article));
  const Status status = add_article(self, &article);
  article_free(&article);
  return status;
}

onr_status onr_add(onr_graph* graph, onr_reader* reader, const char* uri, const void* bytes, size_t size, unsigned flags,
                   onr_outcome* outcome) {
  const DocumentSource source = source_of(uri, bytes, size);
  return told(add_source(&(Addition){graph, reader, flags, outcome}, &source));
}

onr_status onr_add_file(onr_graph* graph, onr_reader* reader, const char* path, unsigned flags, onr_outcome* outcome) {
  Addition addition = {graph, reader, flags, outcome};
  return told(with_file(path, (FileUse){add_source, &addition}));
}

onr_status onr_forget(onr_graph* graph, const char* uri) {
  const GraphOptions options = {.base = graph->base, .known = graph->known};
  Status             status  = store_begin(graph->store, STORE_WRITE | STORE_WAIT);
  if (status != OK) return told(status);
  status = archive_forget(graph->store, uri, &options);
  if (status == OK) status = store_commit(graph->store);
  if (status != OK) store_abort(graph->store);
  return told(status);
}

onr_status onr_query(onr_graph* graph, const char* sparql, const char* format, FILE* out) {
  QueryFormat written;
  Status      status = query_format(format, &written);
  if (status == OK) status = store_begin(graph->store, STORE_READ);
  if (status != OK) return told(status);
  Query* query = NULL;
  status       = query_prepare(graph->store, sparql, &(QueryOptions){.base = graph->base}, &query);
  if (status == OK) status = query_write(query, written, out);
  query_free(query);
  store_abort(graph->store);
  return told(status);
}

onr_status onr_export(onr_graph* graph, const char* format, const char* uri, FILE* out) {
  const TellFormat* written = tell_format(format);
  if (!written) return told(fail(ERR_USAGE, "%s: no such format; onrecord export --help lists them", format));
  const Status status = store_begin(graph->store, STORE_READ);
  if (status != OK) return told(status);
  const Status wrote = written->write(graph->store, &(TellOptions){.base = graph->base, .graph = uri}, out);
  store_abort(graph->store);
  return told(wrote);
}
