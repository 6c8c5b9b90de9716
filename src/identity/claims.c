/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Wordings made comparable: words one by one, each under its usual form (data/claim-words.tsv), then under the word
 * that it is the opposite of (data/opposites.tsv).
 *
 *   wording  It’s not true that 3 percent of the Port of Oslev’s cranes are unsafe.
 *   key      it is not true 3 % of Port of Oslevs cranes are unsafe
 *   sense    it is true 3 % of port of oslevs cranes are safe     turned twice, so not at all
 *
 * A word is a run of letters, digits and signs that join them (don't, cease-fire, U.S., 3.5). The sense is a rough one:
 * it finds candidates, and whoever reads them decides. */
#include "identity/claims.h"

#include "base/buffer.h"
#include "base/table.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { WORD_BYTES = 200 };

static bool letter_or_digit(uint32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
  return utf8proc_category((utf8proc_int32_t)c) <= UTF8PROC_CATEGORY_NO && c >= 0xAA;
}

static bool currency(uint32_t c) { return c == '$' || c == 0x20AC || c == 0xA3 || c == 0xA5; }
static bool apostrophe(uint32_t c) { return c == '\'' || c == 0x2019 || c == 0x2BC; }

typedef struct {
  char   bytes[WORD_BYTES + 8]; ///< As written, with plain apostrophes
  size_t n;
  bool   capital; ///< Its first letter is
} Word;

static void put_point(Word* word, uint32_t c) {
  if (word->n < WORD_BYTES) word->n += utf8_put(c, word->bytes + word->n);
}

/// The next word of the text; false at the end.
static bool next_word(const char** at, const char* end, Word* word) {
  *word          = (Word){0};
  const char* p  = *at;
  while (p < end) {
    const char*    begin = p;
    const uint32_t c     = utf8_next(&p);
    if (c == '%') {
      put_point(word, c);
      *at = p;
      return true;
    }
    if (letter_or_digit(c) || currency(c)) {
      p = begin;
      break;
    }
  }
  bool first = true, digit = false;
  while (p < end) {
    const char*    begin = p;
    const uint32_t c     = utf8_next(&p);
    const char*    next  = p;
    const uint32_t after = next < end ? utf8_next(&next) : 0;
    if (currency(c) && first) {
      put_point(word, c);
    } else if (letter_or_digit(c)) {
      if (first) word->capital = utf8proc_tolower((utf8proc_int32_t)c) != (utf8proc_int32_t)c;
      digit = c >= '0' && c <= '9';
      first = false;
      put_point(word, c);
    } else if (apostrophe(c) && letter_or_digit(after)) {
      put_point(word, '\'');
    } else if (c == '-' && letter_or_digit(after)) {
      if (digit) put_point(word, c); // "2-1" is no number of 21
    } else if (c == ',' && digit && after >= '0' && after <= '9') {
      continue; // 1,400
    } else if (c == '.' && (letter_or_digit(after) || (word->n > 2 && memchr(word->bytes, '.', word->n)))) {
      put_point(word, c); // 3.5, U.S.
    } else {
      p = begin;
      break;
    }
  }
  *at = p;
  return word->n != 0;
}

static void put_word(Buffer* out, Slice word) {
  if (out->len) buffer_putc(out, ' ');
  for (size_t i = 0; i < word.len; i++)
    if (word.ptr[i] != '\'' && word.ptr[i] != '.') buffer_putc(out, word.ptr[i]);
    else if (word.ptr[i] == '.' && i && word.ptr[i - 1] >= '0' && word.ptr[i - 1] <= '9') buffer_putc(out, '.');
}

/// A word that stands in the table, in its usual form; false where it does not.
static bool put_usual(Buffer* out, Slice lower) {
  const char* const* row = table_find(table_get("claim-words"), lower);
  if (!row) return false;
  if (strcmp(row[1], "-")) put_word(out, slice(row[1]));
  return true;
}

Slice claim_key(Arena* arena, Slice wording) {
  static const char negation[] = "n't";
  Buffer      out   = {0};
  const char *p     = wording.ptr, *end = wording.ptr + wording.len;
  Word        word, behind;
  bool        first = true;
  while (next_word(&p, end, &word)) {
    const Slice text  = {word.bytes, word.n};
    const Slice lower = slice_lower(arena, text);
    const char* next  = p;
    Slice       two   = {0};
    if (next_word(&next, end, &behind))
      two = slice_lower(arena, slice(arena_printf(arena, "%.*s %.*s", SLICE_ARG(text), (int)behind.n, behind.bytes)));
    if (two.len && put_usual(&out, two)) {
      p = next;
    } else if (!put_usual(&out, lower)) {
      const size_t n = sizeof negation - 1;
      const bool   stays = word.capital && !first && lower.len > 1; // a name
      if (lower.len > n && !memcmp(lower.ptr + lower.len - n, negation, n))
        put_word(&out, (Slice){lower.ptr, lower.len - n}), put_word(&out, SLICE("not"));
      else
        put_word(&out, stays ? text : lower);
    }
    first = false;
  }
  const Slice key = {arena_copy(arena, out.bytes ? out.bytes : "", out.len), out.len};
  buffer_free(&out);
  return key;
}

// --- sense -------------------------------------------------------------------------------------------------------------

static bool has_digit(Slice word) {
  for (size_t i = 0; i < word.len; i++)
    if (word.ptr[i] >= '0' && word.ptr[i] <= '9') return true;
  return false;
}

void claim_sense(Arena* arena, Slice key, ClaimSense* sense) {
  const Table* opposites = table_get("opposites");
  Buffer       out       = {0};
  *sense         = (ClaimSense){0};
  sense->numbers = arena_array(arena, Slice, key.len / 2 + 1);
  sense->names   = arena_array(arena, Slice, key.len / 2 + 1);
  for (const char *p = key.ptr, *end = key.ptr + key.len; p < end;) {
    const char* stop = memchr(p, ' ', (size_t)(end - p));
    const Slice word = {p, (size_t)((stop ? stop : end) - p)};
    Slice       base = slice_lower(arena, word);
    p                = stop ? stop + 1 : end;
    const bool         name = !slice_equal(word, base);
    const char* const* row  = name ? NULL : table_find(opposites, base);
    if (has_digit(word) || (row && *row[2] == '#')) sense->numbers[sense->number_count++] = base;
    else if (name) sense->names[sense->name_count++] = base;
    if (row && *row[2] == '-') sense->turned = !sense->turned;
    if (row && !strcmp(row[1], "-")) continue;
    put_word(&out, row ? slice(row[1]) : base);
  }
  qsort(sense->numbers, sense->number_count, sizeof *sense->numbers, slice_order);
  qsort(sense->names, sense->name_count, sizeof *sense->names, slice_order);
  sense->words = (Slice){arena_copy(arena, out.bytes ? out.bytes : "", out.len), out.len};
  buffer_free(&out);
}

static bool holds_word(Slice words, Slice word) {
  for (const char *p = words.ptr, *end = words.ptr + words.len; p < end;) {
    const char* stop = memchr(p, ' ', (size_t)(end - p));
    if (slice_equal((Slice){p, (size_t)((stop ? stop : end) - p)}, word)) return true;
    p = stop ? stop + 1 : end;
  }
  return false;
}

static bool lacks_a_name(const ClaimSense* a, const ClaimSense* b) {
  for (size_t i = 0; i < a->name_count; i++)
    if (!holds_word(b->words, a->names[i])) return true;
  return false;
}

bool claim_names_differ(const ClaimSense* a, const ClaimSense* b) { return lacks_a_name(a, b) && lacks_a_name(b, a); }

bool claim_numbers_differ(const ClaimSense* a, const ClaimSense* b) {
  if (a->number_count != b->number_count) return a->number_count && b->number_count;
  for (size_t i = 0; i < a->number_count; i++)
    if (!slice_equal(a->numbers[i], b->numbers[i])) return true;
  return false;
}
