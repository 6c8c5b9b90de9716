/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Reads tests/times.txt: each line a day of publication, some words with a time in brackets, and what it stands for.
 *
 *     2031-03-04 | The treaty was signed on [March 3]. | 2031-03-03
 *
 * Each line is one test; the last one sums up: of the times told, the share that is right. A line that begins with "~"
 * is known not to be read, and is told when it is. */
#include "base/file.h"
#include "facts/times.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  int lines, failures, told, right, wanted;
} Score;

static Slice field(Slice* line) {
  const char* bar = memchr(line->ptr, '|', line->len);
  const Slice one = {line->ptr, bar ? (size_t)(bar - line->ptr) : line->len};
  *line           = bar ? (Slice){bar + 1, line->len - one.len - 1} : (Slice){line->ptr + line->len, 0};
  return slice_trim(one);
}

/* The time that stands for the span, or for its beginning, as text. */
static const char* told(const Article* a, Span span) {
  for (size_t i = 0; i < a->time_count; i++)
    if (span_overlaps(a->times[i].span, span)) {
      const char* iso = time_iso(a, &a->times[i]);
      return iso ? iso : "-";
    }
  return "-";
}

static void test_line(Slice line, Score* score) {
  const bool known = line.len && *line.ptr == '~';
  if (known) line.ptr++, line.len--;
  Arena       arena     = {0};
  const Slice whole     = line;
  const Slice published = field(&line), words = field(&line), wanted = field(&line);
  const char* open      = memchr(words.ptr, '[', words.len);
  const char* close     = memchr(words.ptr, ']', words.len);
  Buffer      text      = {0};
  buffer_put(&text, words.ptr, (size_t)(open - words.ptr));
  const uint32_t begin = utf8_count(buffer_slice(&text));
  buffer_put(&text, open + 1, (size_t)(close - open - 1));
  const uint32_t end = utf8_count(buffer_slice(&text));
  buffer_put(&text, close + 1, (size_t)(words.ptr + words.len - close - 1));

  Document doc = {.published = slice_equal(published, SLICE("-")) ? NULL : arena_copy(&arena, published.ptr, published.len)};
  doc.text     = text_make(&arena, text.bytes, text.len);
  Reading reading = {0};
  Facts   facts   = {0};
  Article a = {.doc = &doc, .text = &doc.text, .reading = &reading, .arena = &arena, .facts = &facts};
  a.lex.times         = table_get("time-words");
  a.lex.determiners   = table_get("determiners");
  a.lex.function_words = table_get("function-words");
  a.words             = words_of(&arena, &doc.text);
  times_find(&a);
  const char* got   = told(&a, (Span){begin, end});
  const bool  right = slice_equal(slice(got), wanted), some = strcmp(got, "-") != 0;
  score->lines++;
  score->told += some;
  score->right += some && right;
  score->wanted += !slice_equal(wanted, SLICE("-"));
  score->failures += !right && !known;
  printf("%sok %d - %.*s%s\n", right ? "" : "not ", score->lines, SLICE_ARG(slice_trim(whole)), known ? " # TODO" : "");
  if (!right) printf("# got: %s\n", got);
  buffer_free(&text);
  arena_free(&arena);
}

int main(void) {
  const char* top  = getenv("top_srcdir");
  Buffer      path = {0};
  FileMap     map;
  buffer_printf(&path, "%s/tests/times.txt", top ? top : ".");
  if (file_map(path.bytes, &map) != OK) return fprintf(stderr, "%s\n", status_message()), 99;
  Score score = {0};
  for (const char *p = map.bytes, *end = p + map.len; p < end;) {
    const char* eol  = memchr(p, '\n', (size_t)(end - p));
    const Slice line = {p, (size_t)((eol ? eol : end) - p)};
    if (line.len && *p != '#') test_line(line, &score);
    p += line.len + 1;
  }
  file_unmap(&map);
  buffer_free(&path);
  printf("# %d times, %d told, %d of them right: precision %.3f, recall %.3f\n", score.wanted, score.told, score.right,
         score.told ? (double)score.right / score.told : 0., score.wanted ? (double)score.right / score.wanted : 0.);
  printf("1..%d\n", score.lines);
  return score.failures > 0;
}
