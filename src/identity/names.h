/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Names taken apart and held against each other, as the slugs that their IRIs are made of ("zoë-obrien-jr").
 *
 *     person_block(arena, SLICE("bob-smith"))            "smith r": family name, first letter of the full given name (Robert)
 *     person_compare(bob_smith, robert_j_smith)          NAMES_NICKNAME
 *     organization_key(arena, SLICE("the-kestrel-plc"))  "kestrel"
 *
 * A block holds all names that could mean one person, and each name is in one block; initials are in vague ones. */
#ifndef ONRECORD_IDENTITY_NAMES_H
#define ONRECORD_IDENTITY_NAMES_H

#include "base/text.h"

enum { NAME_WORDS = 8 };

typedef struct {
  Slice  words[NAME_WORDS]; ///< Folded: given name, middle names
  size_t n;                 ///< 0 where the name is one word
  Slice  family;
  int    generation;        ///< 1 for Sr, 2 for Jr or II, ...; 0 where the name does not say
} PersonName;

void  person_name(Arena* arena, Slice slug, PersonName* name);
/// Vague: only the first letter of the given name counts, "smith r.".
Slice person_block(Arena* arena, Slice slug, bool vague);
/// The given name is an initial, or short for several.
bool  person_is_vague(const PersonName* name);

/// How two names of one block stand to each other, from the farthest to the nearest.
typedef enum {
  NAMES_APART,      ///< Nobody has both: John and James, George W. and George H. W.
  NAMES_GENERATION, ///< One is Sr or Jr, the other does not say
  NAMES_INITIAL,    ///< J. Smith, John Smith
  NAMES_SPELLING,   ///< Jon Smith, John Smith; Evgeny Petrenko, Yevgeniy Petrenko
  NAMES_NICKNAME,   ///< Bob Smith, Robert Smith
  NAMES_MIDDLE,     ///< John Smith, John Adam Smith
  NAMES_EQUAL       ///< But for diacritics
} NameRelation;

NameRelation person_compare(const PersonName* a, const PersonName* b);

/// Whether many people are likely to have it: a family name that many share, and a given name.
bool person_name_is_common(const PersonName* name);

/// The name without an article in front and without "plc" behind.
Slice organization_key(Arena* arena, Slice slug);
/// A name that each country may have one of: "supreme-court", "ministry-of-finance".
bool  organization_is_generic(Slice key);
/// The key without the country that it names, where what is left is generic: "supreme-court" and Kenya of
/// "supreme-court-of-kenya", "kenyas-supreme-court", "kenyan-supreme-court". `country` as data/places.tsv has it, or empty.
Slice organization_base(Arena* arena, Slice key, Slice* country);

/// Diacritics dropped, ligatures and the like in plain letters.
Slice name_fold(Arena* arena, Slice name);

#endif
