/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "reader/shape.h"

#include <utf8proc.h>

typedef enum { MARK, SPACE, LOWER, UPPER, TITLE, LETTER, DIGIT, NUMBER, JOINER } Look;

typedef struct {
  uint16_t first, last;
} Block;

/// Letters above and below the line that count as small ones (Unicode: Other_Lowercase).
static const Block SMALL[] = {{0xAA, 0xAA},
                              {0xBA, 0xBA},
                              {0x2B0, 0x2B8},
                              {0x2C0, 0x2C1},
                              {0x2E0, 0x2E4},
                              {0x37A, 0x37A},
                              {0x1D2C, 0x1D6A},
                              {0x1D78, 0x1D78},
                              {0x1D9B, 0x1DBF},
                              {0x2071, 0x2071},
                              {0x207F, 0x207F},
                              {0x2090, 0x209C},
                              {0, 0}};
/// Numbers that are one digit, raised, lowered, in a circle or in brackets (Unicode: Numeric_Type=Digit).
static const Block DIGITS[] = {{0xB2, 0xB3},     {0xB9, 0xB9},     {0x2070, 0x2070}, {0x2074, 0x2079}, {0x2080, 0x2089},
                               {0x2460, 0x2468}, {0x2474, 0x247C}, {0x2488, 0x2490}, {0x24EA, 0x24EA}, {0x24F5, 0x24FD},
                               {0x24FF, 0x24FF}, {0x2776, 0x277E}, {0x2780, 0x2788}, {0x278A, 0x2792}, {0, 0}};

static bool among(const Block* blocks, uint32_t c) {
  for (; blocks->first; blocks++)
    if (c >= blocks->first && c <= blocks->last) return true;
  return false;
}

static Look look_of(uint32_t c) {
  if (c < 0x80) {
    if (c >= 'a' && c <= 'z') return LOWER;
    if (c >= 'A' && c <= 'Z') return UPPER;
    if (c >= '0' && c <= '9') return DIGIT;
    if (c == ' ' || (c >= 9 && c <= 13) || (c >= 28 && c <= 31)) return SPACE;
    return c == '_' ? JOINER : MARK;
  }
  switch (utf8proc_category((utf8proc_int32_t)c)) {
  case UTF8PROC_CATEGORY_LU: return UPPER;
  case UTF8PROC_CATEGORY_LL: return LOWER;
  case UTF8PROC_CATEGORY_LT: return TITLE;
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO: return among(SMALL, c) ? LOWER : LETTER;
  case UTF8PROC_CATEGORY_ND: return DIGIT;
  case UTF8PROC_CATEGORY_NO: return among(DIGITS, c) ? DIGIT : NUMBER;
  case UTF8PROC_CATEGORY_NL:
    return c >= 0x2160 && c <= 0x216F ? UPPER : c >= 0x2170 && c <= 0x217F ? LOWER : NUMBER;  // Roman numerals
  case UTF8PROC_CATEGORY_ZS:
  case UTF8PROC_CATEGORY_ZL:
  case UTF8PROC_CATEGORY_ZP: return SPACE;
  default: return c == 0x85 ? SPACE : MARK;
  }
}

/// A letter in a circle is no word character, but it has a case.
static uint8_t shape_of_mark(uint32_t c) {
  return c >= 0x24B6 && c <= 0x24CF ? SHAPE_CAPITAL : c >= 0x24D0 && c <= 0x24E9 ? SHAPE_LOWER : SHAPE_OTHER;
}

WordWalk word_walk(const Text* text, Span stretch) {
  const char* begin = text->bytes + text_offset(text, stretch.begin);
  return (WordWalk){.next = begin,
                    .end  = text->bytes + text_offset(text, stretch.end),
                    .at   = stretch.begin,
                    .word = {stretch.begin, stretch.begin}};
}

/// What has been seen of a word: how many of each look, and the first.
typedef struct {
  uint32_t n, of[JOINER + 1];
  Look     first;
} Seen;

static uint8_t shape_of(const Seen* s) {
  const uint32_t cased = s->of[LOWER] + s->of[UPPER] + s->of[TITLE];
  if (cased && s->of[LOWER] == cased) return SHAPE_LOWER;
  if (cased && s->of[UPPER] == cased) return s->n == 1 ? SHAPE_CAPITAL : SHAPE_CAPITALS;
  if (s->first == UPPER) return s->of[UPPER] == 1 && !s->of[TITLE] ? SHAPE_TITLE : SHAPE_MIXED;
  if (s->of[DIGIT] == s->n) return SHAPE_DIGITS;
  if (s->of[DIGIT]) return SHAPE_DIGIT;
  return cased || s->of[LETTER] ? SHAPE_LETTER : SHAPE_OTHER;
}

void word_walk_to(WordWalk* walk, uint32_t at) {
  while (walk->word.end <= at && walk->next < walk->end) {
    const char*    p     = walk->next;
    const uint32_t point = utf8_next(&p);
    const Look     look  = look_of(point);
    walk->word           = (Span){walk->at, walk->at + 1};
    walk->shape          = shape_of_mark(point);
    if (look > SPACE) {
      Seen seen = {.n = 1, .first = look};
      seen.of[look]++;
      while (p < walk->end) {
        const char* before = p;
        const Look  more   = look_of(utf8_next(&p));
        if (more <= SPACE) {
          p = before;
          break;
        }
        seen.of[more]++;
        seen.n++;
      }
      walk->word.end = walk->at + seen.n;
      walk->shape    = shape_of(&seen);
    }
    walk->next = p;
    walk->at   = walk->word.end;
  }
}
