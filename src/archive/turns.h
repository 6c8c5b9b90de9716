/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Turn-abouts: one speaker said one thing, and later the contrary. Candidates to read, kept in the view graph:
 *
 *     <B#s10-60>       rec:reverses <A#s25-95> .         "confirmed: Norland would sell the port" after "denied: ..."
 *     id:reversal-...  a rec:Reversal ; rec:later <B#s10-60> ; rec:earlier <A#s25-95> ; rec:score 0.81 .
 *
 * Two statements are held against each other where they have one claim, or two that are near in meaning. Which pairs
 * there are follows from the statements that there are, and not from the order in which articles came. Kept beside the
 * quads: turn/CLAIM/CLAIM, the reversals between two claims, by the hashes at the end of their IRIs. */
#ifndef ONRECORD_ARCHIVE_TURNS_H
#define ONRECORD_ARCHIVE_TURNS_H

#include "base/map.h"
#include "store/store.h"

typedef struct {
  Store*      store;
  const char* base;
  Map         claims; ///< To be looked at again
} Turns;

void turns_begin(Turns* turns, Store* store, const char* base);
void turns_end(Turns* turns);

/// A claim's statements or links have changed; `turns` may be NULL.
void turns_claim(Turns* turns, Slice claim);
/// An article's statements go or are written anew (call before), or have come (call after).
Status turns_article(Turns* turns, Term article);

/// Look at all those claims.
Status turns_settle(Turns* turns);

/// Put all reversals into a view graph that was emptied.
Status turns_restore(Turns* turns);

#endif
