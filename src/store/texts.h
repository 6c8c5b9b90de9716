/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Which texts hold a word: an index of the store, kept with its quads in one transaction.
 *
 *     Texts found = {0};
 *     TRY(store_word_texts(store, SLICE("port"), false, NULL, &found));      // the ids of all texts with "port" in them
 *     TRY(store_word_texts(store, SLICE("aus"), true, &found, &both));       // those of them with a word that begins with "aus"
 *
 * A text is a literal that is the object of one of text_properties in any quad; words are those of base/fold.h. Of long words
 * only the beginning is kept, so what is found may hold another word that begins like it: compare with the text. */
#ifndef ONRECORD_STORE_TEXTS_H
#define ONRECORD_STORE_TEXTS_H

#include "store/store.h"

enum { TEXT_PROPERTIES = 10 };
extern const char* const text_properties[TEXT_PROPERTIES];

/// Ids of texts, rising.
typedef struct {
  uint64_t* ids;
  size_t    n, cap;
} Texts;

void texts_free(Texts* texts);
/// Make one of both: what is in the first or the second.
void texts_unite(Texts* texts, const Texts* more);

/// Whether there is the index: a graph of an older version has none until something is written to it.
bool store_has_words(const Store* store);

/// How many texts have the word, or with `begins` one that begins so (a text then counts for each such word).
Status store_word_count(Store* store, Slice word, bool begins, size_t* count);
/// The same texts; `within`: only those of them that are in it, too. `found` is empty before.
Status store_word_texts(Store* store, Slice word, bool begins, const Texts* within, Texts* found);

#endif
