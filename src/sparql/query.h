/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* SPARQL 1.1 queries over a store.
 *
 *     Query* query;
 *     TRY(query_prepare(store, text, &(QueryOptions){0}, &query));
 *     TRY(query_write(query, QUERY_TABLE, stdout));
 *     query_free(query);
 *
 * The default graph is the union of all graphs, each triple once. The prefixes of the vocabulary are declared already.
 * Patterns are put in a good order before the query runs. The engine itself knows no network: SERVICE is refused unless the
 * caller hands it a function that asks. */
#ifndef ONRECORD_SPARQL_QUERY_H
#define ONRECORD_SPARQL_QUERY_H

#include "base/buffer.h"
#include "store/store.h"

#include <signal.h>
#include <stdio.h>

typedef struct Query Query;

typedef enum { QUERY_TABLE, QUERY_CSV, QUERY_TSV, QUERY_JSON, QUERY_XML } QueryFormat;

/// What SERVICE wants to know.
typedef struct {
  const char *server, *query; ///< An address as the query has it, and a SELECT
  double      timeout_s;      ///< 0: as is usual
  size_t      limit;          ///< Bytes of the answer
} SparqlQuestion;

/// Who asks, and decides who may be asked. The answer, in SPARQL 1.1 Query Results JSON or XML, goes into the buffer, its media
/// type is a string for the engine to free, or NULL.
typedef struct SparqlService {
  Status (*ask)(void* self, const SparqlQuestion* question, Buffer* answer, char** type);
  void* self;
} SparqlService;

typedef struct {
  const char* base;  ///< Base IRI of relative IRIs in the query and of the predeclared id: and role:; NULL: GRAPH_BASE's
  int         width; ///< Columns of a table on a terminal; 0: as wide as needed
  double      timeout_s; ///< Seconds that query_write() may take, then ERR_LIMIT; 0: as long as needed
  size_t memory;    ///< Bytes that it may keep at a time, then ERR_LIMIT; 0: as many as needed
  bool   explain;   ///< Estimate all for query_explain()
  bool   profile;   ///< Measure times for it, too
  bool   strict;    ///< The default graph is only what stands in no graph, as in the W3C's tests, not the union
  const SparqlService* service; ///< Asks for SERVICE; NULL: it is refused
  const volatile sig_atomic_t* cancel; ///< Set it not 0, in a signal handler say, and the query ends with ERR_LIMIT
} QueryOptions;

/// Needs an open transaction until query_free(). ERR_INPUT: does not parse (line, column and the place);
/// ERR_UNSUPPORTED: a construct that this version cannot do, with a rewrite that works.
Status query_prepare(Store* store, const char* text, const QueryOptions* options, Query** query);

/// The same over any source, which must outlive the query.
typedef struct Source Source;
Status query_prepare_over(Source* source, const char* text, const QueryOptions* options, Query** query);

/// What takes the rows of a SELECT, terms valid until it returns; a status other than OK ends the query.
typedef struct {
  Status (*names)(void* self, size_t n, const Slice* names); ///< Called once before all rows; NULL is fine
  Status (*row)(void* self, size_t n, const Term* terms);    ///< TERM_NONE: unbound
  void* self;
} QueryRows;

Status query_rows(Query* query, const QueryRows* rows);

/// Run it and write all solutions (or the boolean; or the triples of CONSTRUCT and DESCRIBE as N-Triples, which is Turtle
/// too and allows only QUERY_TABLE). A fault half-way leaves what was written before it.
Status query_write(Query* query, QueryFormat format, FILE* out);

/// Write how the query was done, after query_write(): each operator with the solutions that came and were expected,
/// with QueryOptions.profile the time it took, and at the end what was read and kept.
void query_explain(const Query* query, FILE* out);

void query_free(Query* query); ///< NULL is fine

/// "table", "csv", "tsv", "json", "xml"; ERR_USAGE names the choices.
Status query_format(const char* name, QueryFormat* format);

/// Quads read from the store so far: what a query costs, whatever the machine.
size_t query_reads(const Query* query);

#endif
