/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Claims of several articles that say nearly the same, or the opposite: rec:similarTo and rec:opposedTo in the view graph.
 *
 *     id:claim-taxes-will-rise-next-year-...  rec:opposedTo  id:claim-taxes-will-fall-next-year-...
 *
 * Kept beside the quads: claim/c/CLAIM a claim's owner, blocks and key; claim/b/BLOCK/CLAIM who stands in a block;
 * claim/l/CLAIM/CLAIM a link. CLAIM is the hash at the end of its IRI. Which links there are follows from which claims
 * there are, and not from the order in which they came. */
#ifndef ONRECORD_ARCHIVE_SIMILAR_H
#define ONRECORD_ARCHIVE_SIMILAR_H

#include "archive/turns.h"
#include "reader/reader.h"
#include "store/store.h"

/// After an article's quads came: `quads` as read. Without a model nothing is done. Claims whose links change are told to
/// `turns`, which may be NULL.
Status similar_enter(Store* store, const char* base, const Model* model, Turns* turns, const Quad* quads, size_t n);

/// Claims of an article, in the arena, before its quads go ...
Status similar_claims(Store* store, Term article, Arena* arena, Slice** claims, size_t* n);
/// ... and after: those that no article makes any more are left out of everything. Without a model, claims that come into
/// comparison by that wait (claim/w/CLAIM/BLOCK) for similar_compare().
Status similar_leave(Store* store, const char* base, const Model* model, Turns* turns, const Slice* claims, size_t n);

/// Whether claims wait to be compared; and compare them.
Status similar_waits(Store* store, bool* waits);
Status similar_compare(Store* store, const char* base, const Model* model, Turns* turns);

/// Put the links into a view graph that was emptied.
Status similar_restore(Store* store, const char* base);

#endif
