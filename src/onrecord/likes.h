/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Which article of a graph a text is nearly the same as.
 *
 * In the graph's folder, the file "likeness" holds 96 bytes for each article that was read: its likeness (likeness.h) and
 * the SHA-256 of its text, by which the graph finds it. The graph decides what is there; an entry whose article was
 * forgotten or replaced is stale and means nothing, and without the file articles are only read twice.
 *
 *     Likes* likes = likes_open("news.graph");
 *     likes_find(likes, &doc.text, accept, self, &best)      ...       likes_put(likes, &likeness, sha256)
 */
#ifndef ONRECORD_ONRECORD_LIKES_H
#define ONRECORD_ONRECORD_LIKES_H

#include "document/likeness.h"
#include "base/digest.h"
#include "base/status.h"

typedef struct Likes Likes;

Likes* likes_open(const char* graph);
void   likes_close(Likes* likes); ///< NULL is fine

/// Give the digests of the entries that are near-duplicates of `likeness` to `accept`, the most alike first, of equals the
/// earliest, until it says yes. What other processes have added since is seen.
Status likes_find(Likes* likes, const Likeness* likeness, Status (*accept)(void* self, const Digest* sha256, int common, bool* yes), void* self);

/// Note an article that is safely in the graph.
void likes_put(Likes* likes, const Likeness* likeness, const Digest* sha256);

#endif
