/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What was said, as words that can be held against other words.
 *
 *     claim_key(arena, SLICE("The “labour market” won't shrink by 1,400 jobs"))
 *         "labor market will not shrink by 1400 jobs"
 *
 * Statements with one key share a schema:Claim. The key follows from the wording alone, so it is the same in whatever
 * order articles come; numbers, negations and names always stay in it. */
#ifndef ONRECORD_IDENTITY_CLAIMS_H
#define ONRECORD_IDENTITY_CLAIMS_H

#include "base/text.h"

/// The wording without case (but for names: capital letters behind the first word), marks, articles and variants of
/// spelling. Empty where no word is left.
Slice claim_key(Arena* arena, Slice wording);

/// A key with every word under the one that it is the opposite of, and how often that turned it round.
typedef struct {
  Slice  words;    ///< Lower case, without negations: "taxes will rise" of "taxes will not fall"
  bool   turned;   ///< An odd number of negations and opposites
  Slice* numbers;  ///< Words with a digit in them, sorted
  size_t number_count;
  Slice* names;    ///< Words with a capital letter, in lower case, sorted
  size_t name_count;
} ClaimSense;

void claim_sense(Arena* arena, Slice key, ClaimSense* sense);

/// Each says a name that the other does not: "the factory will be moved to Velia", "... to Oslev".
bool claim_names_differ(const ClaimSense* a, const ClaimSense* b);
bool claim_numbers_differ(const ClaimSense* a, const ClaimSense* b);

#endif
