/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Who said what.
 *
 *     "Brandt refused to say whether the port would be sold."
 *       speaker Brandt, cue "say" negated, content "whether the port would be sold"
 */
#ifndef ONRECORD_FACTS_STATEMENTS_H
#define ONRECORD_FACTS_STATEMENTS_H

#include "facts/article.h"

void statements_find(Article* a);

/// What a cue's words say: lemma, act, polarity, and whether a word before turns it round ("did not confirm").
typedef struct {
  Slice    lemma;
  Act      act;
  Polarity polarity;
  bool     negated;
  bool     known; ///< The lemma stands in the table
} Cue;

Cue cue_read(const Article* a, Span span);

/// A stretch in quotation marks; `closed` is false where a paragraph ends inside.
typedef struct {
  Span span; ///< Marks included
  bool closed;
} Quotation;

typedef struct {
  Quotation* items;
  size_t     n;
} Quotations;

Quotations quotations_of(const Article* a);

/// First quotation that ends behind `point`.
size_t quotations_at(const Quotations* q, uint32_t point);

/// Direct: all in quotation marks; Mixed: some; Indirect: none.
Mode content_mode(const Article* a, const Quotations* q, const Span* content, size_t n);

/// What speaks for and against a cue's bringing a statement (weigh.c).
extern const char* const evidence_names[EVIDENCE];
/// `said`: content, mode and negation as read; `inside`: within what somebody says.
void  evidence_of(const Article* a, const Quotations* q, const CueMention* m, const Statement* said, bool known, bool inside,
                  float x[EVIDENCE]);
float links_mean(const Links* links);
float evidence_chance(const float x[EVIDENCE]);

/// Quotations that nobody claims go to the statement right before them.
void quotations_continue(Article* a, const Quotations* quotes);


#endif
