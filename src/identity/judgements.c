/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Reading and writing the table of judgements.
 *
 *   merge A B          everything called B stands under A
 *   merge B A          a second time round: "line 2: ... already one by the lines before"
 *   merge A B, split A B      both named, neither holds
 *   merge A B, merge B C, split A C      the split is named and does not hold */
#include "identity/judgements.h"

#include <stdlib.h>
#include <string.h>

static const char header[] =
    "# Who is who, as people have judged; onrecord reads this at every run, and it wins over the program.\n"
    "# merge A B: one; split A [B]: not one; rename A NAME; unsure A B: leave it open. Tabs between, lines sorted.\n";

const char* verb_word(Verb verb) {
  static const char* const words[] = {[JUDGED_MERGE] = "merge", [JUDGED_RENAME] = "rename", [JUDGED_SPLIT] = "split", [JUDGED_UNSURE] = "unsure"};
  return words[verb];
}

static void fault(Judgements* j, Arena* arena, size_t line, const char* words) {
  *arena_push(arena, j->faults, j->fault_count, j->fault_cap) =
      (JudgementFault){line, arena_printf(arena, "line %zu: %s", line, words)};
}

static bool is_verb(Slice word, Verb* verb) {
  for (*verb = 0; *verb < JUDGED_VERBS; ++*verb)
    if (slice_equal(word, slice(verb_word(*verb)))) return true;
  return false;
}

/// A node is an IRI.
static bool is_node(Slice s) {
  if (!memchr(s.ptr ? s.ptr : "", ':', s.len)) return false;
  for (size_t i = 0; i < s.len; i++)
    if ((unsigned char)s.ptr[i] <= ' ' || strchr("<>\"{}|\\^`", s.ptr[i])) return false;
  return s.len > 2;
}

/// The words of a line between tabs; how many there are.
static size_t columns(Slice line, Slice* words, size_t room) {
  size_t n = 0;
  for (const char *p = line.ptr, *end = p + line.len;; n++) {
    const char* tab = memchr(p, '\t', (size_t)(end - p));
    if (n < room) words[n] = slice_trim((Slice){p, (size_t)((tab ? tab : end) - p)});
    if (!tab) return n + 1;
    p = tab + 1;
  }
}

static void parse_line(Judgements* j, Arena* arena, Slice line, size_t number) {
  Slice     words[3] = {{0}};
  Judgement judged   = {.line = number};
  size_t    n        = columns(line, words, 3);
  while (n > 1 && n <= 3 && !words[n - 1].len) n--;
  if (!is_verb(words[0], &judged.verb)) {
    fault(j, arena, number, arena_printf(arena, "\"%.*s\" is no judgement; write merge, split, rename or unsure, then a tab", SLICE_ARG(words[0])));
    return;
  }
  const bool one = judged.verb == JUDGED_SPLIT;
  if (n > 3 || n < 2 || (n == 2 && !one)) {
    fault(j, arena, number, arena_printf(arena, "%s takes %s, with tabs between", verb_word(judged.verb),
                                        judged.verb == JUDGED_RENAME ? "a node and a name" : one ? "one or two nodes" : "two nodes"));
    return;
  }
  judged.a = words[1];
  judged.b = words[2].ptr ? words[2] : SLICE("");
  const Slice bad = !is_node(judged.a) ? judged.a : judged.verb != JUDGED_RENAME && n == 3 && !is_node(judged.b) ? judged.b : SLICE("");
  if (bad.len) fault(j, arena, number, arena_printf(arena, "\"%.*s\" is no IRI of a node; onrecord show prints them", SLICE_ARG(bad)));
  else if (slice_equal(judged.a, judged.b)) fault(j, arena, number, "a node and itself; name two");
  else *arena_push(arena, j->items, j->n, j->cap) = judged;
}

static int by_words(const void* x, const void* y) {
  const Judgement *a = x, *b = y;
  if (a->verb != b->verb) return a->verb < b->verb ? -1 : 1;
  int c = slice_compare(a->a, b->a);
  if (!c) c = slice_compare(a->b, b->b);
  return c ? c : a->line < b->line ? -1 : a->line > b->line;
}

static int by_line(const void* x, const void* y) {
  const JudgementFault *a = x, *b = y;
  return a->line < b->line ? -1 : a->line > b->line;
}

static bool same_pair(const Judgement* x, const Judgement* y) {
  return (slice_equal(x->a, y->a) && slice_equal(x->b, y->b)) || (slice_equal(x->a, y->b) && slice_equal(x->b, y->a));
}

/// Drop what `out` marks.
static void drop(Judgements* j, const bool* out) {
  size_t kept = 0;
  for (size_t i = 0; i < j->n; i++)
    if (!out[i]) j->items[kept++] = j->items[i];
  j->n = kept;
}

/// Pairs that are judged to be one and to be two.
static void drop_contradictions(Judgements* j, Arena* arena) {
  bool* out = arena_array(arena, bool, j->n + 1);
  for (size_t i = 0; i < j->n; i++)
    for (size_t k = i + 1; k < j->n; k++) {
      const Judgement *x = &j->items[i], *y = &j->items[k];
      if (x->verb == y->verb && x->verb == JUDGED_RENAME && slice_equal(x->a, y->a) && !slice_equal(x->b, y->b)) {
        out[k] = true;
        fault(j, arena, y->line, arena_printf(arena, "another name for %.*s than in line %zu, which holds", SLICE_ARG(y->a), x->line));
      }
      if (x->verb == y->verb || x->verb == JUDGED_RENAME || y->verb == JUDGED_RENAME || !same_pair(x, y)) continue;
      if (!out[i]) fault(j, arena, x->line, arena_printf(arena, "%s here, %s in line %zu; neither holds, take one out", verb_word(x->verb), verb_word(y->verb), y->line));
      if (!out[k]) fault(j, arena, y->line, arena_printf(arena, "%s here, %s in line %zu; neither holds, take one out", verb_word(y->verb), verb_word(x->verb), x->line));
      out[i] = out[k] = true;
    }
  drop(j, out);
}

static size_t merged_at(Judgements* j, Slice node, Arena* arena) {
  for (size_t i = 0; i < j->merged_count; i++)
    if (slice_equal(j->merged[i].node, node)) return i;
  const size_t at = j->merged_count;
  *arena_push(arena, j->merged, j->merged_count, j->merged_cap) = (Merged){node, at};
  return at;
}

static size_t first_of(const Judgements* j, size_t at) {
  while (j->merged[at].under != at) at = j->merged[at].under;
  return at;
}

/// Hang the group of the second node under that of the first; false where they are one already.
static bool link(Judgements* j, const Judgement* merge, Arena* arena) {
  const size_t a = merged_at(j, merge->a, arena), b = merged_at(j, merge->b, arena);
  const size_t first = first_of(j, a), second = first_of(j, b);
  j->merged[second].under = first;
  return first != second;
}

void judgements_link(Judgements* j, const bool* holds, Arena* arena) {
  j->merged_count = 0;
  for (size_t i = 0; i < j->n; i++)
    if (j->items[i].verb == JUDGED_MERGE && (!holds || holds[i])) link(j, &j->items[i], arena);
}

Slice judgements_merged(const Judgements* j, Slice node) {
  for (size_t i = 0; i < j->merged_count; i++)
    if (slice_equal(j->merged[i].node, node)) return j->merged[first_of(j, i)].node;
  return node;
}

/// A merge that closes a circle is named, and what parts those whom merges make one.
static void drop_circles(Judgements* j, Arena* arena) {
  bool* out = arena_array(arena, bool, j->n + 1);
  for (size_t i = 0; i < j->n; i++) {
    const Judgement* x = &j->items[i];
    if (x->verb != JUDGED_MERGE || link(j, x, arena)) continue;
    out[i] = true;
    fault(j, arena, x->line, arena_printf(arena, "%.*s and %.*s are one already by other lines; this one closes a circle", SLICE_ARG(x->a), SLICE_ARG(x->b)));
  }
  for (size_t i = 0; i < j->n; i++) {
    const Judgement* x = &j->items[i];
    if (out[i] || (x->verb != JUDGED_SPLIT && x->verb != JUDGED_UNSURE) || !x->b.len) continue;
    if (!slice_equal(judgements_merged(j, x->a), judgements_merged(j, x->b))) continue;
    out[i] = true;
    fault(j, arena, x->line, arena_printf(arena, "%s, but merges in other lines make them one; those hold", verb_word(x->verb)));
  }
  drop(j, out);
}

static int by_place(const void* x, const void* y) {
  const Judgement *a = x, *b = y;
  return a->line < b->line ? -1 : a->line > b->line;
}

void judgements_parse(Slice text, Arena* arena, Judgements* j) {
  *j = (Judgements){0};
  size_t number = 0;
  for (const char *p = text.ptr, *end = p + text.len; p < end;) {
    const char* stop = memchr(p, '\n', (size_t)(end - p));
    if (!stop) stop = end;
    Slice line = {p, (size_t)(stop - p)};
    number++;
    p = stop < end ? stop + 1 : end;
    if (line.len && line.ptr[line.len - 1] == '\r') line.len--;
    if (slice_trim(line).len && line.ptr[0] != '#') parse_line(j, arena, line, number);
  }
  if (j->n) qsort(j->items, j->n, sizeof *j->items, by_words);
  size_t kept = 0;
  for (size_t i = 0; i < j->n; i++) { // said twice is said once
    const Judgement *x = &j->items[i], *before = kept ? &j->items[kept - 1] : NULL;
    if (!before || before->verb != x->verb || !slice_equal(before->a, x->a) || !slice_equal(before->b, x->b)) j->items[kept++] = *x;
  }
  j->n = kept;
  drop_contradictions(j, arena);
  if (j->n) qsort(j->items, j->n, sizeof *j->items, by_place); // a circle is closed by its last line
  drop_circles(j, arena);
  if (j->fault_count) qsort(j->faults, j->fault_count, sizeof *j->faults, by_line);
}

Slice judgements_name(const Judgements* j, Slice node) {
  for (size_t i = 0; i < j->n; i++)
    if (j->items[i].verb == JUDGED_RENAME && slice_equal(j->items[i].a, node)) return j->items[i].b;
  return (Slice){"", 0};
}

/// Whether a line of the table gives way to a new judgement.
static bool gives_way(Slice line, const Judgement* judgement) {
  Arena      arena = {0};
  Judgements old   = {0};
  parse_line(&old, &arena, line, 1);
  bool way = false;
  if (old.n) {
    const Judgement* x = &old.items[0];
    way = judgement->verb == JUDGED_RENAME ? x->verb == JUDGED_RENAME && slice_equal(x->a, judgement->a)
                                           : x->verb != JUDGED_RENAME && same_pair(x, judgement);
  }
  arena_free(&arena);
  return way;
}

void judgements_add(Slice text, const Judgement* judgement, Buffer* out) {
  Arena  arena = {0};
  Slice* lines = NULL;
  size_t n = 0, cap = 0;
  bool   commented = false;
  for (const char *p = text.ptr, *end = p + text.len; p < end;) {
    const char* stop = memchr(p, '\n', (size_t)(end - p));
    if (!stop) stop = end;
    const Slice line = {p, (size_t)(stop - p)};
    p                = stop < end ? stop + 1 : end;
    if (line.len && line.ptr[0] == '#') {
      buffer_put_slice(out, line);
      buffer_putc(out, '\n');
      commented = true;
    } else if (slice_trim(line).len && !gives_way(line, judgement)) {
      *arena_push(&arena, lines, n, cap) = line;
    }
  }
  if (!commented) buffer_puts(out, header);
  *arena_push(&arena, lines, n, cap) =
      slice(arena_printf(&arena, "%s\t%.*s%s%.*s", verb_word(judgement->verb), SLICE_ARG(judgement->a), judgement->b.len ? "\t" : "",
                         (int)judgement->b.len, judgement->b.len ? judgement->b.ptr : ""));
  qsort(lines, n, sizeof *lines, slice_order);
  for (size_t i = 0; i < n; i++) {
    buffer_put_slice(out, lines[i]);
    buffer_putc(out, '\n');
  }
  arena_free(&arena);
}
