/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Who a statement's source is: an entity, or somebody unnamed in the article's words. */
#ifndef ONRECORD_FACTS_SPEAKERS_H
#define ONRECORD_FACTS_SPEAKERS_H

#include "facts/refer.h"

enum { SPEAKERS = 8 };

typedef struct {
  int         entity;
  float       score;
  const char* how;    ///< "name", "pronoun", "nominal", "document", "unnamed"
  Span        source; ///< Its own words, of several joined by "and"
} Speaker;

/// The speakers of a source, at least one; at most SPEAKERS. `said`: what they said.
size_t speakers_of(Article* a, Span source, Spans said, Speaker* speakers);

#endif
