/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Letter shapes: the vocabulary has no case, so each piece carries the look of the word that it stands in.
 *
 *     "McKay told U.S. envoys: 20 left"  ->  McKay 5, told 1, U 2, . 9, S 2, . 9, envoys 1, : 9, 20 6, left 1
 *
 * A word is a run of letters, digits and underscores, or one other character that is not white space. */
#ifndef ONRECORD_READER_SHAPE_H
#define ONRECORD_READER_SHAPE_H

#include "base/text.h"

enum {
  SHAPE_NONE     = 0, ///< [CLS] and [SEP]
  SHAPE_LOWER    = 1,
  SHAPE_CAPITAL  = 2, ///< One capital letter
  SHAPE_CAPITALS = 3,
  SHAPE_TITLE    = 4, ///< A capital, then lower case
  SHAPE_MIXED    = 5, ///< A capital, then anything else
  SHAPE_DIGITS   = 6,
  SHAPE_DIGIT    = 7, ///< Holds a digit
  SHAPE_LETTER   = 8, ///< Holds a letter
  SHAPE_OTHER    = 9,
  SHAPE_INSIDE   = 10 ///< Added for a piece that does not open its word
};

/// Walks over the words of a stretch of text, always forward.
typedef struct {
  const char* next;  ///< Where to read on
  const char* end;
  uint32_t    at;    ///< Code point of `next`
  Span        word;  ///< The word read last
  uint8_t     shape;
} WordWalk;

WordWalk word_walk(const Text* text, Span stretch);

/// Go on to the word that holds code point `at`, which must not lie before the last one asked for.
void word_walk_to(WordWalk* walk, uint32_t at);

#endif
