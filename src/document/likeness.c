/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "document/likeness.h"

#include <string.h>
#include <utf8proc.h>

enum { RUN = 3 };

static uint64_t mixed(uint64_t x) { // splitmix64's finalizer (Steele, Lea, Flood 2014)
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31);
}

/* FNV-1a over the code points of the next word; false at the end. Letters and digits are words, all else parts them, but
 * for apostrophes, straight or not. */
static bool next_word(const char** p, const char* end, uint64_t* hash) {
  *hash     = 0xCBF29CE484222325U;
  bool some = false;
  while (*p < end) {
    const uint32_t c     = utf8_next(p);
    const bool     ascii = c < 128;
    const uint32_t lower = ascii ? (c >= 'A' && c <= 'Z' ? c + 32 : c) : (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
    bool           word;
    if (ascii) {
      word = (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9');
    } else {
      const utf8proc_category_t kind = utf8proc_category((utf8proc_int32_t)c);
      word = (kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO) || kind == UTF8PROC_CATEGORY_ND ||
             kind == UTF8PROC_CATEGORY_MN;
    }
    if (word) {
      *hash = (*hash ^ lower) * 0x100000001B3U;
      some  = true;
    } else if (some && c != '\'' && c != 0x2019) {
      return true;
    }
  }
  return some;
}

bool likeness_of(const Text* text, Likeness* likeness) {
  uint64_t    least[LIKENESS_BYTES], words[RUN] = {0};
  size_t      n   = 0;
  const char* end = text->bytes + text->len;
  memset(least, 0xFF, sizeof least);
  for (const char* p = text->bytes; p < end;) {
    uint64_t hash;
    if (!next_word(&p, end, &hash)) break;
    memmove(words, words + 1, sizeof words - sizeof *words);
    words[RUN - 1] = hash;
    if (++n < RUN) continue;
    const uint64_t run = mixed(words[0] + mixed(words[1] + mixed(words[2])));
    for (uint64_t i = 0; i < LIKENESS_BYTES; i++) {
      const uint64_t here = mixed(run + i * 0x9E3779B97F4A7C15U);
      if (here < least[i]) least[i] = here;
    }
  }
  for (size_t i = 0; i < LIKENESS_BYTES; i++) likeness->bytes[i] = (uint8_t)least[i];
  return n >= LIKENESS_WORDS;
}

int likeness_common(const Likeness* a, const Likeness* b) {
  int n = 0;
  for (size_t i = 0; i < LIKENESS_BYTES; i++) n += a->bytes[i] == b->bytes[i];
  return n;
}
