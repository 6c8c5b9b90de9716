/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* References to IRIs made absolute (RFC 3986, 5.2).
 *
 *     iri_resolve(arena, "https://w3id.org/onrecord/", SLICE("id/ana"))   ->   https://w3id.org/onrecord/id/ana */
#ifndef ONRECORD_SPARQL_IRI_H
#define ONRECORD_SPARQL_IRI_H

#include "base/text.h"

/// Whether a text can be resolved at all: its letters may stand in IRIs, and no ":" is in the first part of its path where
/// it names no scheme (RFC 3986, 4.2). IRI() of others is an error (SPARQL 1.1, 17.4.2.8).
bool iri_is_reference(Slice text);

/// In the arena; the reference itself where it is absolute already.
Slice iri_resolve(Arena* arena, Slice base, Slice reference);

#endif
