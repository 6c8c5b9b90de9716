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
  bool     person;    ///< Kept apart from a place or an organization of the same spelling
  size_t   first;     ///< First mention
  size_t   count;
  size_t   parent;
  Gender   gender;    ///< Of the titles before it
} Spelling;

typedef struct {
  Spelling* items;
  size_t    n, cap;
} Spellings;

size_t spelling_root(Spellings* s, size_t i);
void   spelling_join(Spellings* s, size_t a, size_t b); ///< The fuller one stays root

/// Group names into entities; fills facts->entities, the article's names and the name mentions.
void names_find(Article* a);
/// The reader's names, each with its words and kind, into the article's names.
void names_collect(Article* a);
void persons_group(Article* a, Spellings* spellings);
void organizations_group(Article* a, Spellings* spellings);

/// Whether two given names can be one person's: equal, initial, short form.
bool given_names_agree(const Article* a, Slice one, Slice other);

#endif
