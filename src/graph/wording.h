/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Words of the article made fit to stand alone: as a label, as the text of a statement, as a claim. */
#ifndef ONRECORD_GRAPH_WORDING_H
#define ONRECORD_GRAPH_WORDING_H

#include "base/text.h"

enum { LABEL_LIMIT = 80 }; ///< Code points of a label made of running text

/// Composed (NFC), each run of white space and control characters one space, none around it.
Slice wording_clean(Arena* arena, Slice words);

/// Cut behind a word to at most `limit` code points, with "…" where something is cut.
Slice wording_short(Arena* arena, Slice words, size_t limit);

/// The words of the spans as one text: quotation marks around it, and commas and full stops behind it, dropped.
Slice wording_said(Arena* arena, const Text* text, const Span* spans, size_t n);

/// The normal wording of what was said, the same for statements that differ in quotation marks, white space, the case
/// of the first letter and the sign at the end. It is the claim's label.
Slice wording_claim(Arena* arena, Slice said);

typedef enum { CLAIM_ALONE, CLAIM_SPEAKER, CLAIM_STATEMENT } ClaimBound;

/// Whether the wording means the same in anybody's mouth: with a personal pronoun ("We will go") it does in one
/// speaker's at most, of one or two words ("The dates") in one statement's.
ClaimBound wording_bound(Arena* arena, Slice wording);

/// A role in lower case, but for abbreviations: "Finance Minister" -> "finance minister", "UN Ambassador" -> "UN ambassador".
Slice wording_role(Arena* arena, Slice role);

#endif
