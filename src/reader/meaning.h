/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* How near two short texts are in meaning, word by word, by the model's word embeddings alone: no encoder is run.
 *
 *     meaning_near(model, SLICE("taxes will rise next year"), SLICE("taxes are going to go up next year"))   about 0.5
 */
#ifndef ONRECORD_READER_MEANING_H
#define ONRECORD_READER_MEANING_H

#include "reader/reader.h"

/// At least so near: the two likely say the same (measured on tests/claims/pairs.tsv).
#define MEANING_NEAR 0.59F

/// Up to 1 (the same words, in any order); symmetric.
float meaning_near(const Model* model, Slice a, Slice b);

/// How rare a word is: the place of its first piece in the vocabulary, which is ordered by frequency; one of several
/// pieces is rarer than any of one.
uint32_t meaning_rarity(const Model* model, Slice word);

#endif
