/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* DESCRIBE: the concise bounded description of a node (https://www.w3.org/Submission/CBD/): what is said of it, and of
 * the blank nodes that this names.
 *
 *     DESCRIBE id:ana   ->   id:ana rdfs:label "Ana Brandt" . id:ana org:hasMembership _:m . _:m org:role ... */
#ifndef ONRECORD_SPARQL_DESCRIBE_H
#define ONRECORD_SPARQL_DESCRIBE_H

#include "sparql/eval.h"

/// A triple may be given more than once. Terms that are no nodes give nothing.
Status describe_node(Run* run, Term node, const QuadSink* sink);

#endif
