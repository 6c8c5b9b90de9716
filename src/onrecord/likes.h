/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Which article of a graph a text is nearly the same as.
 *
 * In the graph's folder, "likeness.mdb" (LMDB) holds for each article that was read its likeness (likeness.h) and the SHA-256
 * of its text, by which the graph finds it, and where each of the seven bands of the likeness stands (Leskovec,
 * Rajaraman, Ullman: Mining of Massive Datasets, section 3.4): to look one up costs the same among a hundred articles and among
 * millions. The graph decides what is there; an entry whose article was forgotten or replaced is stale and means nothing,
 * and without the file articles are only read twice.
 *
 *     Likes* likes = likes_open("news.graph");
 *     likes_find(likes, &likeness, accept, &best)      ...       likes_put(likes, &likeness, sha256), likes_keep(likes)
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

/// Note an article that is safely in the graph; likes_keep() writes what was noted.
void likes_put(Likes* likes, const Likeness* likeness, const Digest* sha256);
void likes_keep(Likes* likes);

#endif
