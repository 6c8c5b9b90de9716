/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What people have judged about who is who: a plain text table that stands beside the graph and wins over the program.
 *
 *     merge	https://w3id.org/onrecord/id/bob-smith	https://w3id.org/onrecord/id/robert-smith
 *     rename	https://w3id.org/onrecord/id/ana-brandt	Ana Brandt-Weil
 *     split	https://w3id.org/onrecord/id/john-smith
 *     unsure	https://w3id.org/onrecord/id/j-smith	https://w3id.org/onrecord/id/john-smith
 *
 * Lines are sorted, so that two people's changes meet under version control line by line; "#" begins a comment. Lines
 * that contradict each other are named and left out; the rest holds. */
#ifndef ONRECORD_IDENTITY_JUDGEMENTS_H
#define ONRECORD_IDENTITY_JUDGEMENTS_H

#include "base/buffer.h"

typedef enum { JUDGED_MERGE, JUDGED_RENAME, JUDGED_SPLIT, JUDGED_UNSURE, JUDGED_VERBS } Verb;

typedef struct {
  Verb   verb;
  Slice  a, b; ///< Nodes; of a rename b is the name; of a split b may be empty
  size_t line;
} Judgement;

typedef struct {
  size_t line;
  char*  words; ///< "line 4: ..."
} JudgementFault;

/// A node that merges name, and the one that it hangs under.
typedef struct {
  Slice  node;
  size_t under; ///< Index of a node; its own where it is the first of its group
} Merged;

typedef struct {
  Judgement*      items; ///< Those that hold, as they stand in the table
  size_t          n, cap;
  Merged*         merged;
  size_t          merged_count, merged_cap;
  JudgementFault* faults; ///< By line
  size_t          fault_count, fault_cap;
} Judgements;

/// Read the table; everything lives in the arena, `text` must stay.
void judgements_parse(Slice text, Arena* arena, Judgements* judgements);

/// Let only those merges hold for which `holds` is true, one per item; NULL for all.
void judgements_link(Judgements* judgements, const bool* holds, Arena* arena);

/// The node under which everything merged with `node` stands; `node` itself where nothing is.
Slice judgements_merged(const Judgements* judgements, Slice node);

/// The name that a human gave the node; empty where none did.
Slice judgements_name(const Judgements* judgements, Slice node);

/// Put the table `text` with one judgement more into `out`, sorted under its comments; a merge takes the place of a
/// split of the same nodes and the other way round, a rename that of the rename before.
void judgements_add(Slice text, const Judgement* judgement, Buffer* out);

const char* verb_word(Verb verb); ///< "merge"

#endif
