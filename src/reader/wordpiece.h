/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Text to word pieces, as BERT uncased cuts it (Devlin et al. 2019; Wu et al. 2016, section 4.1).
 *
 *     "Zoë Müller-O'Neill"  ->  zoe [0,3] muller [4,10] - [10,11] o [11,12] ' [12,13] neill [13,18]
 *
 * Every piece keeps the code points of the text that it came from, whatever was lower-cased, stripped or dropped. */
#ifndef ONRECORD_READER_WORDPIECE_H
#define ONRECORD_READER_WORDPIECE_H

#include "base/file.h"
#include "base/map.h"
#include "reader/reader.h"

enum { PIECE_UNKNOWN = 100, PIECE_OPEN = 101, PIECE_CLOSE = 102, PIECE_STOP = 1012 }; ///< [UNK], [CLS], [SEP], "."

typedef struct {
  Map    whole; ///< Pieces that open a word -> id
  Map    inner; ///< Pieces that go on inside a word, without their "##" -> id
  size_t longest; ///< Bytes of the longest piece
} Vocabulary;

/// Read vocab.txt: one piece a line, its id the line number from 0. ERR_INPUT unless it has `size` lines.
Status vocabulary_open(const char* path, size_t size, Vocabulary* vocabulary);
void   vocabulary_close(Vocabulary* vocabulary);

/// A growing array of pieces, and for each the word (as in shape.h) that it stands in.
typedef struct {
  Piece* items;
  Span*  words; ///< From the beginning of the first word to the end of the last that a piece touches
  size_t n, cap;
  size_t limit; ///< No more than so many; 0: any number
  bool   full;  ///< There were more
} Pieces;

/// Put the pieces of a stretch of text (no line break in it) behind those in `pieces`; items are malloc'ed.
void wordpiece_cut(const Vocabulary* vocabulary, const Text* text, Span stretch, Pieces* pieces);
void pieces_free(Pieces* pieces);

#endif
