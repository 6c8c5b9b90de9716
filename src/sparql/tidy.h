/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* A query or an update laid out afresh: one pattern a line, groups indented, keywords in capitals, comments kept.
 *
 *     select ?s{?s a rec:Claim;rdfs:label ?l filter(lang(?l)="de")}
 *     ->
 *     SELECT ?s {
 *       ?s a rec:Claim ;
 *           rdfs:label ?l
 *       FILTER (LANG(?l) = "de")
 *     } */
#ifndef ONRECORD_SPARQL_TIDY_H
#define ONRECORD_SPARQL_TIDY_H

#include "base/buffer.h"
#include "base/status.h"

/// ERR_INPUT where it does not parse.
Status sparql_tidy(const char* text, Buffer* out);

#endif
