/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Prefixes: the request's own, and those of the vocabulary, which need no declaration.
 *
 *     prefixes_shorten(arena, prefixes, n, SLICE("http://xmlns.com/foaf/0.1/name"))   ->   foaf:name */
#ifndef ONRECORD_SPARQL_PREFIX_H
#define ONRECORD_SPARQL_PREFIX_H

#include "sparql/scan.h"
#include "sparql/tree.h"

/// The part of a prefixed name before its colon.
Slice token_prefix(const Token* token);
/// NULL where it is not declared.
const Prefix* prefix_find(const Prefix* prefixes, size_t n, Slice prefix);
/// Declare it; one of the same name gives way.
void prefix_put(Arena* arena, Request* request, Slice prefix, Slice iri);
/// The vocabulary's, id: and role: under the request's base.
void prefixes_predeclare(Arena* arena, Request* request);
/// The shortest prefixed name of an IRI that can be written without escapes, or the IRI itself in < >.
Slice prefixes_shorten(Arena* arena, const Prefix* prefixes, size_t n, Slice iri);

#endif
