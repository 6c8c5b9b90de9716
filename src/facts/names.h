/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Names into entities: which spellings are one node.
 *
 *     "Ana Brandt ... Ms Brandt ... the International Monetary Fund (IMF) ... the IMF"
 *       spellings  ana brandt <- brandt,  international monetary fund <- imf
 *
 * Equal spellings are one to begin with; persons.c and organizations.c join spellings by rules of their own (a forest
 * with path halving); a family name that several people share is settled mention by mention. */
#ifndef ONRECORD_FACTS_NAMES_H
#define ONRECORD_FACTS_NAMES_H

#include "facts/article.h"

typedef struct {
  Slice    key, text; ///< Folded; as first written
  Slice*   tokens;    ///< Folded words; for people without titles and suffixes
  size_t   token_count;
  float    votes[3];  ///< Per NameType
  NameType type;
  bool     adjective; ///< "Russian", "Democrats": no name of its own
  bool     founded;   ///< Somebody has founded it
  bool     person;    ///< Kept apart from a place or an organization of the same spelling
  size_t   first;     ///< First mention
  size_t   count;
  size_t   parent;
  Gender   gender;    ///< Of the titles before it
  int      generation; ///< 1 of "Sr.", 2 of "Jr."; 0 where the name does not say
} Spelling;

/// Spellings: "his father, Edwin Corvale".
typedef struct {
  size_t of, relative;
} Kin;

typedef struct {
  Spelling* items;
  size_t    n, cap;
  Kin*      kin;
  size_t    kin_count, kin_cap;
} Spellings;

size_t spelling_root(Spellings* s, size_t i);
void   spelling_join(Spellings* s, size_t a, size_t b); ///< The fuller one stays root

/// Group names into entities; fills facts->entities, the article's names and the name mentions.
void names_find(Article* a);
/// The reader's names, each with its words and kind, into the article's names.
void names_collect(Article* a);
/// "Hugo Brandeis founded [Hugo Brandeis]": what the words before call founded is no person.
bool name_is_founded(const Article* a, const NameItem* item);
void persons_group(Article* a, Spellings* spellings);
/// Find relatives, before people are grouped.
void kin_apart(Article* a, Spellings* spellings);
/// Whether the article introduces one of two full names as a relative of the other.
bool kin_are_two(const Spellings* spellings, size_t x, size_t y);
void organizations_group(Article* a, Spellings* spellings);

/// Whether two given names can be one person's: equal, initial, short form.
bool given_names_agree(const Article* a, Slice one, Slice other);

#endif
