/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Words to look for in text, as rec:matches takes them.
 *
 *     austerity cuts            both words, anywhere
 *     "austerity cuts"          the one behind the other; so is co-operate
 *     auster*                   words that begin so
 *     cuts OR savings           one of the two beside it, or both
 *     (tax cuts) OR spending    what stands in brackets is one thing
 *     cuts -tax                 no tax
 *
 * Case, accents, ligatures and soft hyphens make no difference (Unicode case folding and NFKD without marks): Zoë is zoe. A
 * word is a run of letters and digits; each ideograph is one of its own. */
#ifndef ONRECORD_SPARQL_WORDS_H
#define ONRECORD_SPARQL_WORDS_H

#include "base/fold.h"
#include "base/status.h"
#include "store/texts.h"

typedef struct Wanted Wanted;

/// ERR_INPUT: no word in it, a bracket or quote without its other one, only words that must not be there.
Status words_parse(Arena* arena, Slice text, Wanted** wanted);

/// From the store's index: no fewer texts than match, about how many that are, and which. `found` is empty before.
Status words_expected(const Wanted* wanted, Store* store, size_t* count);
Status words_texts(const Wanted* wanted, Store* store, Texts* found);

/// How well folded words match, more than 0, or 0 where they do not: for each word or phrase found its saturated count, less in
/// a long text (BM25 of Robertson and Zaragoza 2009 with k1 1.2, b 0.75, a usual length of 8 words, and without the weight
/// for rare words).
double words_score(const Wanted* wanted, Slice folded);

#endif
