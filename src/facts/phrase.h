/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What a noun phrase is about: its head, found without a parser.
 *
 *     "White House spokesman Sean Spicer"   name: Sean Spicer
 *     "a spokesman for President Duterte"   nominal "spokesman", indefinite
 *     "One news site, Znak.com"             name: Znak.com (an apposition)
 *     "a tweet by Pompeo", "a CNN poll"     document issued by the name
 */
#ifndef ONRECORD_FACTS_PHRASE_H
#define ONRECORD_FACTS_PHRASE_H

#include "facts/article.h"

typedef enum { PHRASE_NOTHING, PHRASE_NAME, PHRASE_PRONOUN, PHRASE_NOMINAL } PhraseKind;

typedef struct {
  PhraseKind kind;
  size_t     from, to;   ///< Words of the whole phrase
  size_t     head;       ///< Word
  int        name;       ///< Name mention that is the head or issues the document; -1
  bool       indefinite, plural, issued, possessed;
  int        owner;      ///< Name mention with a possessive in front of the head, or -1
  int        type;       ///< NameType that the head noun asks for; -1 unknown
  Gender     gender;
  int        modifier;   ///< Name mention right before the head, or -1
  int        adjective;  ///< Adjective in front of the head (index), or -1
} Phrase;

Phrase phrase_read(const Article* a, Span span);

/// The name mention that holds the word, or -1.
int name_of_word(const Article* a, size_t word);

#endif
