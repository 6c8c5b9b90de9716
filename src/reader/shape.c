/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "reader/shape.h"

#include <utf8proc.h>

typedef enum { MARK, SPACE, LOWER, UPPER, TITLE, LETTER, DIGIT, NUMBER, JOINER } Look;

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
  case UTF8PROC_CATEGORY_LM: return (c >= 0x2B0 && c <= 0x2B8) || (c >= 0x1D2C && c <= 0x1D6A) ? LOWER : LETTER; // small letters above the line
  case UTF8PROC_CATEGORY_LO: return c == 0xAA || c == 0xBA ? LOWER : LETTER;                                    // 1ª, 2º
  case UTF8PROC_CATEGORY_ND: return DIGIT;
  case UTF8PROC_CATEGORY_NO:
    return c == 0xB2 || c == 0xB3 || c == 0xB9 || (c >= 0x2070 && c <= 0x2089) ? DIGIT : NUMBER; // digits above and below the line
  case UTF8PROC_CATEGORY_NL: return NUMBER;
  case UTF8PROC_CATEGORY_ZS:
  case UTF8PROC_CATEGORY_ZL:
  case UTF8PROC_CATEGORY_ZP: return SPACE;
  default: return c == 0x85 ? SPACE : MARK;
  }
}

WordWalk word_walk(const Text* text, Span stretch) {
  const char* begin = text->bytes + text_offset(text, stretch.begin);
  return (WordWalk){.next = begin, .end = text->bytes + text_offset(text, stretch.end), .at = stretch.begin, .word = {stretch.begin, stretch.begin}};
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
    const char* p    = walk->next;
    const Look  look = look_of(utf8_next(&p));
    walk->word       = (Span){walk->at, walk->at + 1};
    walk->shape      = SHAPE_OTHER;
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
