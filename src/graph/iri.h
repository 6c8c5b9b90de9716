/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* IRIs made from words; the rules stand at the head of iri.c. Everything is made in the arena. */
#ifndef ONRECORD_GRAPH_IRI_H
#define ONRECORD_GRAPH_IRI_H

#include "base/text.h"
#include "reader/reader.h"

/// What an IRI may not hold is percent-encoded, its fragment dropped; empty where it has no scheme.
Slice iri_clean(Arena* arena, Slice iri);

/// "Zoë O’Brien-Weiß" -> "zoë-obrien-weiß".
Slice iri_slug(Arena* arena, Slice name);

/// BASE id/ana-brandt
Slice iri_entity(Arena* arena, const char* base, NameType type, Slice name);

/// BASE role/finance-minister
Slice iri_role(Arena* arena, const char* base, Slice role);

/// BASE id/claim-we-are-not-selling-a-single-3f2a8c1d90ab, of the claim's normal wording, its primary language subtag,
/// and the node that alone can mean it so ("" for what means the same in anybody's mouth).
Slice iri_claim(Arena* arena, const char* base, Slice wording, Slice language, Slice owner);

/// Whether a name looks like a person's: a given name first, two to five words, no word of an organization or place.
bool iri_person_shaped(Arena* arena, Slice name);

#endif
