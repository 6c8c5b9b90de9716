/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* How a query was done, as text: its operators with the solutions expected of each and those that came.
 *
 *        came  expected
 *           3            select ?l
 *           3              basic pattern
 *           1         1      ?c skos:closeMatch ?d
 *           3         2      ?s rec:stated ?c  */
#ifndef ONRECORD_SPARQL_EXPLAIN_H
#define ONRECORD_SPARQL_EXPLAIN_H

#include "sparql/plan.h"

/// Of a query that has run. With `times` the milliseconds of each operator, those inside of it included.
void explain_plan(const Query* query, bool times, Buffer* out);

/// An expression as SPARQL writes it, IRIs shortened.
void explain_expr(const Query* query, const Expr* expr, Buffer* out);

#endif
