/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Whether a cue and its words are a statement.
 *
 *     "Brandt [denied] that ..."          cue 4.2, content 3.9, source 4.8, known, clause   ->  0.97
 *     "Congress [has denied] funding"     cue 0.3, content 2.1, source 3.0, known, negated  ->  0.31
 *
 * The reader's probabilities, as logits, and what the words look like, in a logistic regression; data/statement-weights.tsv
 * has the weights in hundredths, which train/weigh.py fits on articles with gold. */
#include "facts/phrase.h"
#include "facts/statements.h"

#include <math.h>
#include <stdlib.h>

typedef enum { ALWAYS, CLAUSE, CONTENT, CUE, DIRECT, INSIDE, ISSUED, KNOWN, MIXED, NEGATED, NOUN, QUOTED, SOURCE, UNSOURCED } Kind;

const char* const evidence_names[EVIDENCE] = {"always", "clause", "content", "cue", "direct", "inside", "issued",
    "known", "mixed", "negated", "noun", "quoted", "source", "unsourced"};

static float logit(float p) {
  static const float SURE = 0.999f;
  if (p > SURE) p = SURE;
  if (p < 1 - SURE) p = 1 - SURE;
  return logf(p / (1 - p));
}

float links_mean(const Links* links) {
  float sum = 0;
  for (size_t i = 0; i < links->n; i++) sum += links->items[i].score;
  return links->n ? sum / (float)links->n : 0;
}

void evidence_of(const Article* a, const Quotations* q, const CueMention* m, const Statement* said, bool known, bool inside,
                 float x[EVIDENCE]) {
  const size_t first  = words_at(&a->words, said->content[0].begin);
  const size_t at     = quotations_at(q, m->span.begin);
  const Phrase source = m->source.n ? phrase_read(a, m->source.items[0].span) : (Phrase){.name = -1};
  x[ALWAYS]    = 1;
  x[CUE]       = logit(m->score);
  x[CONTENT]   = logit(links_mean(&m->content));
  x[SOURCE]    = m->source.n ? logit(m->source.items[0].score) : 0;
  x[UNSOURCED] = !m->source.n;
  x[DIRECT]    = said->mode == MODE_DIRECT;
  x[MIXED]     = said->mode == MODE_MIXED;
  x[KNOWN]     = known;
  x[NEGATED]   = said->negated;
  x[CLAUSE]    = first && lookup_is(a->lex.openers, a->words.items[first - 1].folded, 1, "clause");
  x[ISSUED]    = source.issued;
  x[NOUN]      = source.kind == PHRASE_NOMINAL && !source.issued;
  x[INSIDE]    = inside;
  x[QUOTED]    = at < q->n && span_within(m->span, q->items[at].span);
}

float evidence_chance(const float x[EVIDENCE]) {
  static const float HUNDRED = 100;
  const Table*       weights = table_get("statement-weights");
  float              sum     = 0;
  for (size_t i = 0; i < EVIDENCE; i++) {
    const char* weight = lookup(weights, slice(evidence_names[i]), 1);
    if (weight) sum += x[i] * (float)strtol(weight, NULL, 10) / HUNDRED;
  }
  return 1 / (1 + expf(-sum));
}
