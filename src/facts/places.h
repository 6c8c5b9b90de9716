/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Words that stand for a country, state or party without being its name: "Russian", "Americans", "Tory", "(D-Calif.)".
 *
 *     "Russian Foreign Minister Anna Petrova"  ->  adjective [0, 7] for Russia
 */
#ifndef ONRECORD_FACTS_PLACES_H
#define ONRECORD_FACTS_PLACES_H

#include "facts/article.h"

/// The table's one name for a country, state or party named so ("U.S." -> "United States"); empty if it knows none.
Slice canonical_name(const Article* a, Slice text, NameType type);

/// Whether the words are an adjective or a people ("Russian", "Democrats"), no name.
bool is_adjective(const Article* a, Slice text);

/// Find all adjectives outside of names; those of entities that the article names become mentions.
void adjectives_find(Article* a);

/// How many of the adjectives begin before `point`.
size_t adjectives_before(const Article* a, uint32_t point);

/// Index of the last adjective within `span`, or -1. `party`: of a party, else of a place.
int adjective_in(const Article* a, Span span, bool party);

/// Index of the adjective that ends with the word, or -1: "Lib Dems", of which `word` is the second.
int adjective_ending(const Article* a, size_t word, bool party);

/// The entity of an adjective; made if the article does not name it otherwise. NO_ENTITY if it is ambiguous.
int adjective_entity(Article* a, int adjective);

/// The entity of a canonical name, made if need be, with its adjectives as mentions.
int canonical_entity(Article* a, Slice canonical, NameType type);

#endif
