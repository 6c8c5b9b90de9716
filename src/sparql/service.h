/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* SERVICE: a group that another server answers (SPARQL 1.1 Federated Query). The engine knows no network: the caller hands it
 * a function that asks.
 *
 *     SERVICE <https://data.example/sparql> { ?p rdfs:label ?l }
 *     ->   asked once: PREFIX ... SELECT * WHERE { ?p rdfs:label ?l }, the rows joined by a table
 */
#ifndef ONRECORD_SPARQL_SERVICE_H
#define ONRECORD_SPARQL_SERVICE_H

#include "sparql/plan.h"

/// The rows of a group of SERVICE, to be asked for when they are first looked at. ERR_UNSUPPORTED: nobody asks, or a variable
/// in the place of the server.
Status service_rows(Query* query, const Pattern* pattern, Rows** rows);

#endif
