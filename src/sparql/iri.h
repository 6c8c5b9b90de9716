/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* References to IRIs made absolute (RFC 3986, 5.2).
 *
 *     iri_resolve(arena, "https://w3id.org/onrecord/", SLICE("id/ana"))   ->   https://w3id.org/onrecord/id/ana */
#ifndef ONRECORD_SPARQL_IRI_H
#define ONRECORD_SPARQL_IRI_H

#include "base/text.h"

/// In the arena; the reference itself where it is absolute already.
Slice iri_resolve(Arena* arena, Slice base, Slice reference);

#endif
