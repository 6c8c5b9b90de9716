/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The words of an article, as the rules of this floor see them.
 *
 *     "Brandt's U.S. co-chair, Sen. Weil, left."
 *       words  Brandt 's U.S. co-chair , Sen . Weil , left .
 *
 * Letters and digits make words; hyphens and apostrophes inside stay, a possessive is a word of its own, as is every
 * mark; initials keep their dots. `folded` is lower case without accents, curly apostrophes made straight. */
#ifndef ONRECORD_FACTS_WORDS_H
#define ONRECORD_FACTS_WORDS_H

#include "base/text.h"

typedef struct {
  Span     span;
  Slice    text, folded;
  uint32_t sentence;
  bool     capital;    ///< Starts with a capital letter or holds a digit first
  bool     letters;    ///< A word, not a mark
  bool     opens;      ///< First word of its sentence
} Word;

typedef struct {
  Word*  items;
  size_t n;
} Words;

Words words_of(Arena* arena, const Text* text);

/// First word that ends behind `point`; `words->n` at the end.
size_t words_at(const Words* words, uint32_t point);

/// The words that overlap `span`: [*from, *to).
void words_in(const Words* words, Span span, size_t* from, size_t* to);

/// Lower case, no accents, straight apostrophes.
Slice word_fold(Arena* arena, Slice s);

static inline bool mark_quote_open(uint32_t c) { return c == '"' || c == 0x201C || c == 0xAB || c == 0x201E; }
static inline bool mark_quote_close(uint32_t c) { return c == '"' || c == 0x201D || c == 0xBB; }
static inline bool mark_apostrophe(uint32_t c) { return c == '\'' || c == 0x2019 || c == 0x2018; }

#endif
