/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* By its letters where they tell (Greek, Hangul, ...), else by its smallest words: the share of a text's words that are
 * among the commonest of a language is a third or more in that language, and far less in any other (Grefenstette,
 * Comparing two language identification schemes, JADT 1995). The words are data/stop-words.tsv. */
#include "document/language.h"

#include "base/table.h"

#include <string.h>
#include <strings.h>
#include <utf8proc.h>

enum {
  LOOK_BYTES = 5000 , ///< Of the text, enough to tell
  LEAST_HITS = 6,     ///< Small words; with fewer nothing is said
  LANGUAGES  = 32
};

static const double least_share = 0.10; ///< Of all words
static const double least_lead  = 1.3;  ///< Over English, or of English over the next language

/* Scripts that one language writes in, or nearly; those of Latin and Cyrillic letters are told by words. */
static const struct {
  uint32_t    first, last;
  const char* tag;
} scripts[] = {
    {0x370, 0x3FF, "el"},   {0x590, 0x5FF, "he"},   {0x600, 0x6FF, "ar"},     {0x900, 0x97F, "hi"},    {0xE00, 0xE7F, "th"},
    {0x3040, 0x30FF, "ja"}, {0x4E00, 0x9FFF, "zh"}, {0xAC00, 0xD7A3, "ko"},
};

typedef struct {
  const char* tag;
  size_t      hits;
} Count;

static const char* by_script(Slice text) {
  enum { SCRIPTS = sizeof scripts / sizeof *scripts };
  size_t counts[SCRIPTS] = {0}, letters = 0, all = 0;
  for (const char *p = text.ptr, *end = p + text.len; p < end;) {
    const uint32_t c = utf8_next(&p);
    letters += c < 0x250 && ((c | 32) >= 'a' && (c | 32) <= 'z');
    for (size_t i = 0; i < SCRIPTS; i++)
      if (c >= scripts[i].first && c <= scripts[i].last) counts[i]++, all++;
  }
  size_t best = 0;
  for (size_t i = 1; i < SCRIPTS; i++)
    if (counts[i] > counts[best]) best = i;
  if (all < LEAST_HITS || all <= letters) return NULL;
  const bool kana = counts[5] * 20 > all; // Japanese mixes kana with Chinese characters
  return kana ? "ja" : scripts[best].tag;
}

/* The next run of letters, in lower case; empty at the end. */
static Slice next_word(const char** p, const char* end, char* word, size_t room) {
  size_t n = 0;
  while (*p < end) {
    const char*               from = *p;
    const utf8proc_int32_t    c    = (utf8proc_int32_t)utf8_next(p);
    const bool                in   = c < 0x80 ? ((c | 32) >= 'a' && (c | 32) <= 'z') : utf8proc_category(c) >= UTF8PROC_CATEGORY_LU &&
                                                                          utf8proc_category(c) <= UTF8PROC_CATEGORY_ME;
    if (!in && n) return *p = from, (Slice){word, n};
    if (in && n + 4 <= room) n += utf8_put((uint32_t)utf8proc_tolower(c), word + n);
  }
  return (Slice){word, n};
}

static void count(Count* counts, size_t* n, const char* tag) {
  size_t i = 0;
  while (i < *n && strcmp(counts[i].tag, tag)) i++;
  if (i == *n && *n < LANGUAGES) counts[(*n)++] = (Count){tag, 0};
  if (i < *n) counts[i].hits++;
}

static const char* by_words(Slice text) {
  const Table* table = table_get("stop-words");
  Count        counts[LANGUAGES];
  size_t       n = 0, words = 0;
  char         room[64];
  for (const char *p = text.ptr, *end = p + text.len; p < end;) {
    const Slice word = next_word(&p, end, room, sizeof room);
    words += word.len > 0;
    for (const char* const* row = table_find(table, word); row; row = table_next(table, row)) count(counts, &n, row[1]);
  }
  size_t best = 0, second = 0;
  for (size_t i = 1; i < n; i++)
    if (counts[i].hits > counts[best].hits) best = i;
  const bool english = n && !strcmp(counts[best].tag, "en"); // that it is none matters more than which of two neighbours it is
  for (size_t i = 0; i < n; i++)
    if (i != best && (english || !strcmp(counts[i].tag, "en")) && counts[i].hits > second) second = counts[i].hits;
  if (!n || counts[best].hits < LEAST_HITS || (double)counts[best].hits < least_share * (double)words) return NULL;
  return (double)counts[best].hits >= least_lead * (double)second ? counts[best].tag : NULL;
}

const char* language_of(Slice text) {
  if (text.len > LOOK_BYTES) {
    text.len = LOOK_BYTES;
    while (text.len && ((unsigned char)text.ptr[text.len] & 0xC0) == 0x80) text.len--; // whole characters only
  }
  const char* tag = by_script(text);
  return tag ? tag : by_words(text);
}

static size_t primary(const char* tag) { return strcspn(tag, "-_"); }

bool language_same(const char* tag, const char* other) {
  const size_t n = primary(tag);
  return n == primary(other) && !strncasecmp(tag, other, n);
}

const char* language_name(const char* tag) {
  const char* const* row = table_find(table_get("languages"), (Slice){tag, primary(tag)});
  return row ? row[1] : tag;
}
