/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* How alike two texts are, by 64 bytes of each (MinHash: Broder, "On the resemblance and containment of documents", 1997;
 * one byte of each minimum: Li and König, "b-bit minwise hashing", 2010).
 *
 *     the same report in two papers, one with another first line    likeness_of() of both agree in 60 of 64 bytes
 *     two reports of the same day on the same thing                 in few
 *
 * A text is the set of its runs of three words, in lower case, marks left out. Each byte agrees with the probability that
 * is the share of common runs among all (Jaccard), so 58 of 64 stand for about nine tenths. The same text gives the
 * same bytes everywhere and for ever: they are kept on disk. */
#ifndef ONRECORD_DOCUMENT_LIKENESS_H
#define ONRECORD_DOCUMENT_LIKENESS_H

#include "base/text.h"

enum {
  LIKENESS_BYTES = 64,
  LIKENESS_SAME  = 58, ///< Bytes that agree from which on two texts are near-duplicates
  LIKENESS_WORDS = 50  ///< Texts of fewer words are like no other: too little to go by
};

typedef struct {
  uint8_t bytes[LIKENESS_BYTES];
} Likeness;

/// False where the text is too short.
bool likeness_of(const Text* text, Likeness* likeness);

/// In how many bytes they agree.
int likeness_common(const Likeness* a, const Likeness* b);

#endif
