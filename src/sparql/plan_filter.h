/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Filters at the earliest place where all that they read is known.
 *
 *     { ?s rec:score ?n . ?s rdfs:label ?l OPTIONAL { ... } FILTER(?n > 5 && LANG(?l) = "de") }
 *     ->   OP_LEFT(OP_BGP with two filters, each behind the step that binds its variable, ...)
 *
 * ?s = <iri>, sameTerm(?s, term), ?s IN (<iri>, ...) and these joined by || become values to look up. */
#ifndef ONRECORD_SPARQL_PLAN_FILTER_H
#define ONRECORD_SPARQL_PLAN_FILTER_H

#include "sparql/eval.h"

typedef struct Query Query;

/// The operator with the filter somewhere inside. `fills`: the slots that the whole group may fill.
Op* filter_push(Query* query, Op* op, Expr* expr, const bool* fills, size_t known);

/// Add the slots that an operator fills, and those that its expressions read.
void op_reads(const Op* op, bool* set, size_t n);

#endif
