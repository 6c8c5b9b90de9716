/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* libonrecord: news articles in, facts and a queryable graph out.
 *
 *     onr_model* model;   onr_reader* reader;   onr_graph* graph;
 *     if (onr_model_open(NULL, 0, &model) || onr_reader_open(model, &reader) ||
 *         onr_graph_open("news.graph", ONR_WRITE, &graph)) errx(1, "%s", onr_message());
 *     onr_add_file(graph, reader, "article.txt", 0, NULL);
 *     onr_query(graph, "SELECT ?who ?what { ?who rec:stated ?what }", "csv", stdout);
 *
 * Ownership: what an *_open() gives is closed by its *_close() (NULL is fine), in the order graph, reader, model; JSON
 * text is freed by onr_free(). Threads: a model may be shared; a reader or graph belongs to one thread at a time.
 * Errors: 0 is well; else onr_message() says what, where, and what to do, until the thread's next call. Out of memory
 * ends the program. Link with `pkg-config --libs onrecord`. */
#ifndef ONRECORD_H
#define ONRECORD_H

#include <stddef.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ONR_API __attribute__((visibility("default")))

typedef struct onr_model  onr_model;
typedef struct onr_reader onr_reader;
typedef struct onr_graph  onr_graph;

typedef enum {
  ONR_OK = 0,
  ONR_ERR_USAGE,       /**< Asked for something that makes no sense */
  ONR_ERR_NOT_FOUND,   /**< A file, graph, article or name is not there */
  ONR_ERR_ACCESS,      /**< It may not be read or written */
  ONR_ERR_IO,          /**< Reading or writing failed half-way */
  ONR_ERR_FULL,        /**< The disk is full; nothing of the call was kept */
  ONR_ERR_INPUT,       /**< Not what it claims to be: not an article, not a graph, not SPARQL */
  ONR_ERR_VERSION,     /**< Written by a newer version */
  ONR_ERR_BUSY,        /**< Another process holds it */
  ONR_ERR_LIMIT,       /**< Too large */
  ONR_ERR_UNSUPPORTED, /**< Understood, but not done by this version */
  ONR_ERR_INTERNAL     /**< A fault of the library */
} onr_status;

enum {
  ONR_FLOAT     = 1 << 0, /**< onr_model_open: compute in float32, not in int8 */
  ONR_WRITE     = 1 << 1, /**< onr_graph_open: to add and forget; made where there is none */
  ONR_ATTITUDES = 1 << 2  /**< onr_extract, onr_add: thoughts and wishes too */
};

typedef enum { ONR_NEW, ONR_REPLACED, ONR_UNCHANGED } onr_outcome;

ONR_API const char* onr_version(void); /**< "0.1.0" */
ONR_API const char* onr_message(void); /**< Of this thread's last error */
ONR_API void        onr_free(void* text);

/** Open a model file; `path` NULL: the installed one. */
ONR_API onr_status onr_model_open(const char* path, unsigned flags, onr_model** model);
ONR_API void       onr_model_close(onr_model* model);

/** What a thread needs to read articles with a model: some megabytes of scratch memory. */
ONR_API onr_status onr_reader_open(onr_model* model, onr_reader** reader);
ONR_API void       onr_reader_close(onr_reader* reader);

/** The facts record of one article as JSON, one object with a line feed behind it. `*json` is NUL-terminated and the
 *  caller's, `*length` (may be NULL) its bytes. `uri` names the article: an absolute IRI. Bytes are text or HTML. */
ONR_API onr_status onr_extract(onr_reader* reader, const char* uri, const void* bytes, size_t size, unsigned flags,
                               char** json, size_t* length);
ONR_API onr_status onr_extract_file(onr_reader* reader, const char* path, unsigned flags, char** json, size_t* length);

ONR_API onr_status onr_graph_open(const char* path, unsigned flags, onr_graph** graph);
ONR_API void       onr_graph_close(onr_graph* graph);

/** Read an article and put it into the graph, on disk when the call returns. One that is there with the same text is
 *  not read again; one with another text is replaced. `outcome` may be NULL. */
ONR_API onr_status onr_add(onr_graph* graph, onr_reader* reader, const char* uri, const void* bytes, size_t size,
                           unsigned flags, onr_outcome* outcome);
ONR_API onr_status onr_add_file(onr_graph* graph, onr_reader* reader, const char* path, unsigned flags,
                                onr_outcome* outcome);

/** Take the article of this IRI out of the graph; ONR_ERR_NOT_FOUND. */
ONR_API onr_status onr_forget(onr_graph* graph, const char* uri);

/** Write the answers of a SPARQL query to `out`; `format`: "table", "csv", "tsv", "json", "xml". */
ONR_API onr_status onr_query(onr_graph* graph, const char* sparql, const char* format, FILE* out);

/** Write the graph, or with `uri` one article's, to `out`; `format`: as `onrecord export --format`. */
ONR_API onr_status onr_export(onr_graph* graph, const char* format, const char* uri, FILE* out);

#ifdef __cplusplus
}
#endif
#endif
