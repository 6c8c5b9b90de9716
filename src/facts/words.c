/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Cutting an article into words and sentences.
 *
 *     "Sen. Weil left. He won't return."  ->  sentence 0: Sen . Weil left .   sentence 1: He won't return .
 *
 * A sentence ends at . ! ? (with what quotation marks and brackets follow) before a capital, a digit or a quotation
 * mark, and at a line break; a dot behind a short capitalised word that a table knows as a title does not end it, nor
 * one behind initials before a capital. */
#include "facts/words.h"

#include "base/table.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static bool is_letter(uint32_t c) {
  if (c < 128) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  const utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
  return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_NO);
}

static bool is_capital(uint32_t c) {
  if (c < 128) return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  const utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
  return k == UTF8PROC_CATEGORY_LU || k == UTF8PROC_CATEGORY_LT || k == UTF8PROC_CATEGORY_LO;
}

static bool is_space(uint32_t c) {
  if (c < 128) return c == ' ' || (c >= '\t' && c <= '\r');
  return c == 0x85 || utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_ZS;
}

Slice word_fold(Arena* arena, Slice s) { return slice_fold(arena, s); }

/* The code points of the text in one array: every look here is by index. */
static uint32_t* points_of(Arena* arena, const Text* text) {
  uint32_t*   points = arena_array(arena, uint32_t, text->length + 4);
  const char* p      = text->bytes;
  for (uint32_t i = 0; i < text->length; i++) points[i] = utf8_next(&p);
  return points;
}

static bool joins(const uint32_t* c, uint32_t i) {
  if (mark_apostrophe(c[i])) return is_letter(c[i + 1]);
  return (c[i] == '-' || c[i] == '.' || c[i] == '&' || c[i] == 0x2010 || c[i] == 0x2011) && is_letter(c[i + 1]);
}

/* Soft hyphen, zero width space and joiners, byte order mark: nothing to see inside of a word. */
static bool is_unseen(uint32_t c) { return c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF; }

static bool possessive_at(const uint32_t* c, uint32_t i) {
  return mark_apostrophe(c[i]) && (c[i + 1] == 's' || c[i + 1] == 'S') && !is_letter(c[i + 2]);
}

/* End of the word that starts at `i`. */
static uint32_t word_end(const uint32_t* c, uint32_t i) {
  if (possessive_at(c, i) && i && is_letter(c[i - 1])) return i + 2;
  if (!is_letter(c[i])) return i + 1;
  const uint32_t begin = i;
  uint32_t       dots  = 0, run = 0, longest = 0;
  for (;; i++) {
    if (is_unseen(c[i])) continue;
    if (is_letter(c[i])) {
      if (++run > longest) longest = run;
    } else if (joins(c, i) && !possessive_at(c, i)) {
      dots += c[i] == '.';
      run = 0;
    } else {
      break;
    }
  }
  if (c[i] == '.' && longest == 1 && dots && is_capital(c[begin])) i++; // the last dot of "U.S."
  return i;
}

static bool abbreviation(const Table* titles, const Table* states, const Word* w) {
  if (!w->capital || !w->letters) return false;
  if (w->span.end - w->span.begin == 1) return true;
  return table_find(titles, w->folded) || (w->text.len < 5 && table_find(states, w->text) && w->text.len > 2);
}

static void find_sentences(const uint32_t* c, Words* words) {
  const Table* titles   = table_get("honorifics");
  const Table* states   = table_get("us-states");
  uint32_t     sentence = 0;
  bool         opens = true, ended = false;
  for (size_t i = 0; i < words->n; i++) {
    Word* w = &words->items[i];
    bool  line = false;
    for (uint32_t k = i ? words->items[i - 1].span.end : 0; k < w->span.begin; k++) line |= c[k] == '\n';
    const bool closing = mark_quote_close(c[w->span.begin]) || c[w->span.begin] == ')' || c[w->span.begin] == ']';
    const bool stuck   = i && words->items[i - 1].span.end == w->span.begin;
    if (line || (ended && !(closing && stuck) && (w->capital || !w->letters))) {
      sentence++;
      opens = true;
    }
    w->sentence = sentence;
    w->opens    = opens && w->letters;
    if (w->letters) opens = false;
    if (ended && closing && stuck && !line) continue;
    const uint32_t first = c[w->span.begin];
    const bool     more  = i && stuck && abbreviation(titles, states, &words->items[i - 1]);
    ended = first == '!' || first == '?' || first == 0x2026 || (first == '.' && !more);
  }
}

/* "Rep. Adam SchiffAdam Bennett Schiff": two renderings of a name that a page glued together. Where the word ends that
 * holds the word before once more at its end. */
static uint32_t before_echo(const uint32_t* c, const Words* words, Span word) {
  if (!words->n) return word.end;
  const Word*    before = &words->items[words->n - 1];
  const uint32_t length = before->span.end - before->span.begin, cut = word.end - length;
  if (!before->letters || !before->capital || length < 3 || length + 2 > word.end - word.begin || is_capital(c[cut - 1])) return word.end;
  return memcmp(c + before->span.begin, c + cut, length * sizeof *c) ? word.end : cut;
}

Words words_of(Arena* arena, const Text* text) {
  const uint32_t* c     = points_of(arena, text);
  Words           words = {0};
  size_t          cap   = 0;
  for (uint32_t i = 0; i < text->length;) {
    if (is_space(c[i])) {
      i++;
      continue;
    }
    uint32_t end = word_end(c, i);
    if (end > text->length) end = text->length;
    end     = before_echo(c, &words, (Span){i, end});
    Word* w = arena_push(arena, words.items, words.n, cap);
    *w      = (Word){.span = {i, end}, .letters = is_letter(c[i]), .capital = is_capital(c[i])};
    w->text = text_slice(text, w->span);
    const bool plural = i && end == i + 1 && mark_apostrophe(c[i]) && c[i - 1] == 's' && c[end] == ' '; // "the Lakers' coach"
    w->folded = plural || (mark_apostrophe(c[i]) && end == i + 2) ? SLICE("'s") : word_fold(arena, w->text);
    i = end;
  }
  find_sentences(c, &words);
  return words;
}

size_t words_at(const Words* words, uint32_t point) {
  size_t low = 0, high = words->n;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (words->items[middle].span.end > point)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

void words_in(const Words* words, Span span, size_t* from, size_t* to) {
  *from = *to = words_at(words, span.begin);
  while (*to < words->n && words->items[*to].span.begin < span.end) ++*to;
}
