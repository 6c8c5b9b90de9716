/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "sparql/words.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 32, USUAL_LENGTH = 8 };

typedef enum { WANT_WORDS, WANT_ALL, WANT_ANY, WANT_NOT } WantedKind;

struct Wanted {
  WantedKind kind;
  Slice      words; ///< WANT_WORDS: folded; without the last space where the last word only begins so
  Wanted**   parts; ///< WANT_NOT: one
  size_t     n, cap;
};

// --- what is wanted --------------------------------------------------------------------------------------------------

typedef struct {
  Arena* arena;
  Slice  text;
  size_t at;
  int    depth;
} Reading;

static Status read_all(Reading* r, Wanted** wanted);

static Status refuse(const Reading* r, const char* why) {
  return fail(ERR_INPUT, "rec:matches cannot look for '%.*s': %s", SLICE_ARG(r->text), why);
}

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static bool at_end(Reading* r) {
  while (r->at < r->text.len && is_space(r->text.ptr[r->at])) ++r->at;
  return r->at == r->text.len;
}

static size_t token_length(const Reading* r) {
  size_t n = 0;
  while (r->at + n < r->text.len && !is_space(r->text.ptr[r->at + n]) && !strchr("()\"", r->text.ptr[r->at + n])) ++n;
  return n;
}

static bool take_word(Reading* r, const char* word) {
  if (at_end(r) || !slice_equal((Slice){r->text.ptr + r->at, token_length(r)}, slice(word))) return false;
  r->at += strlen(word);
  return true;
}

static Wanted* wanted_new(Reading* r, WantedKind kind) {
  Wanted* wanted = arena_alloc(r->arena, sizeof *wanted);
  *wanted        = (Wanted){.kind = kind};
  return wanted;
}

static void add_part(Reading* r, Wanted* wanted, Wanted* part) {
  *arena_push(r->arena, wanted->parts, wanted->n, wanted->cap) = part;
}

/// NULL where there is no word in it.
static Wanted* wanted_words(Reading* r, Slice raw) {
  const bool begins = raw.len && raw.ptr[raw.len - 1] == '*';
  Buffer     folded = {0};
  words_fold(raw, &folded);
  Wanted* wanted = NULL;
  if (folded.len > 1) {
    wanted        = wanted_new(r, WANT_WORDS);
    wanted->words = slice(arena_copy(r->arena, folded.bytes, folded.len - begins));
  }
  buffer_free(&folded);
  return wanted;
}

/// A word, a phrase, or brackets; `*wanted` NULL for a sign that is no word.
static Status read_one(Reading* r, Wanted** wanted) {
  const char c = r->text.ptr[r->at];
  *wanted      = NULL;
  if (c == '"') {
    const char* from = r->text.ptr + ++r->at;
    const char* end  = memchr(from, '"', r->text.len - r->at);
    if (!end) return refuse(r, "a \" is not closed");
    r->at  = (size_t)(end - r->text.ptr) + 1;
    *wanted = wanted_words(r, (Slice){from, (size_t)(end - from)});
    return OK;
  }
  if (c == '(') {
    ++r->at;
    if (++r->depth > DEEPEST) return refuse(r, "too many brackets");
    TRY(read_all(r, wanted));
    --r->depth;
    if (at_end(r)) return refuse(r, "a ( is not closed");
    ++r->at; // read_all() ends only there
    return OK;
  }
  const size_t n = token_length(r);
  *wanted        = wanted_words(r, (Slice){r->text.ptr + r->at, n});
  r->at += n;
  return OK;
}

static bool begins_not(const Reading* r) {
  return r->text.ptr[r->at] == '-' && r->at + 1 < r->text.len && !is_space(r->text.ptr[r->at + 1]);
}

/// One thing, or some with OR between them.
static Status read_any(Reading* r, Wanted** wanted) {
  Wanted* any = NULL;
  TRY(read_one(r, wanted));
  while (take_word(r, "OR")) {
    Wanted* other = NULL;
    if (at_end(r) || r->text.ptr[r->at] == ')' || begins_not(r)) return refuse(r, "behind OR comes the other word");
    TRY(read_one(r, &other));
    if (!*wanted || !other) return refuse(r, "OR stands between two words");
    if (!any) {
      any = wanted_new(r, WANT_ANY);
      add_part(r, any, *wanted);
      *wanted = any;
    }
    add_part(r, any, other);
  }
  return OK;
}

static Status read_all(Reading* r, Wanted** wanted) {
  Wanted* all  = wanted_new(r, WANT_ALL);
  bool    some = false;
  while (!at_end(r) && r->text.ptr[r->at] != ')') {
    Wanted* part = NULL;
    if (take_word(r, "AND")) continue; // what stands side by side is wanted together
    if (take_word(r, "OR")) return refuse(r, "OR stands between two words");
    const bool not = begins_not(r);
    r->at += not;
    TRY(not ? read_one(r, &part) : read_any(r, &part));
    if (!part) continue;
    some = some || !not;
    if (not) {
      Wanted* without = wanted_new(r, WANT_NOT);
      add_part(r, without, part);
      part = without;
    }
    add_part(r, all, part);
  }
  if (!some) return refuse(r, all->n ? "give a word that must be there, too" : "there is no word in it");
  *wanted = all;
  return OK;
}

Status words_parse(Arena* arena, Slice text, Wanted** wanted) {
  Reading r = {arena, text, 0, 0};
  *wanted   = NULL;
  TRY(read_all(&r, wanted));
  return r.at < text.len ? refuse(&r, "a ) has no ( before it") : OK;
}

// --- matching ----------------------------------------------------------------------------------------------------------

static double score_words(Slice words, Slice folded) {
  double      count = 0, length = 0;
  const char *at = folded.ptr, *const end = folded.ptr + folded.len;
  while ((at = memmem(at, (size_t)(end - at), words.ptr, words.len))) {
    ++count;
    at += words.len > 1 && words.ptr[words.len - 1] == ' ' ? words.len - 1 : words.len; // two may share the space between them
  }
  if (count == 0) return 0;
  for (const char* p = folded.ptr + 1; p < end; ++p) length += *p == ' ';
  return count * 2.2 / (count + 1.2 * (0.25 + 0.75 * length / USUAL_LENGTH));
}

double words_score(const Wanted* wanted, Slice folded) {
  double sum = 0;
  if (wanted->kind == WANT_WORDS) return score_words(wanted->words, folded);
  for (size_t i = 0; i < wanted->n; ++i) {
    const Wanted* part = wanted->parts[i];
    if (part->kind == WANT_NOT) {
      if (words_score(part->parts[0], folded) > 0) return 0;
      continue;
    }
    const double score = words_score(part, folded);
    if (score == 0 && wanted->kind == WANT_ALL) return 0;
    sum += score;
  }
  return sum;
}

// --- by the index ----------------------------------------------------------------------------------------------------

/// One word of those that stand together, or a part of what is wanted.
typedef struct {
  const Wanted* part; ///< NULL: the word
  Slice         word;
  bool          begins;
  size_t        count;
} Clue;

static Status clue_texts(const Clue* clue, Store* store, const Texts* within, Texts* found);

static Status clue_count(Clue* clue, Store* store) {
  return clue->part ? words_expected(clue->part, store, &clue->count) : store_word_count(store, clue->word, clue->begins, &clue->count);
}

/// All that must be there, each with its count; in `clues`, which is freed by the caller.
static Status clues_of(const Wanted* wanted, Store* store, Clue** clues, size_t* n) {
  const bool   words = wanted->kind == WANT_WORDS;
  const size_t most  = words ? wanted->words.len / 2 + 1 : wanted->n; // a word and its space have two bytes at least
  size_t       at    = 0;
  *clues             = xcalloc(most + 1, sizeof **clues);
  *n                 = 0;
  for (size_t i = 0; i < most; ++i) {
    Clue clue = {.part = words ? NULL : wanted->parts[i]};
    if (words) clue.word = words_next(wanted->words, &at);
    if (words ? !clue.word.len : clue.part->kind == WANT_NOT) continue;
    clue.begins = words && at == wanted->words.len; // no space behind it
    TRY(clue_count(&clue, store));
    (*clues)[(*n)++] = clue;
  }
  return OK;
}

static int by_count(const void* a, const void* b) {
  const Clue *x = a, *y = b;
  return x->count < y->count ? -1 : x->count > y->count;
}

Status words_expected(const Wanted* wanted, Store* store, size_t* count) {
  Clue*  clues;
  size_t n;
  Status st = clues_of(wanted, store, &clues, &n);
  *count    = 0;
  for (size_t i = 0; i < n; ++i) {
    if (wanted->kind == WANT_ANY) *count += clues[i].count;
    else if (!i || clues[i].count < *count) *count = clues[i].count;
  }
  free(clues);
  return st;
}

/// The rarest first, then what of it has the others, too; for OR the sum of all.
static Status texts_within(const Wanted* wanted, Store* store, const Texts* within, Texts* found) {
  Clue*  clues;
  size_t n;
  Status st = clues_of(wanted, store, &clues, &n);
  if (n) qsort(clues, n, sizeof *clues, by_count);
  for (size_t i = 0; i < n && st == OK; ++i) {
    Texts      some = {0};
    const bool any  = wanted->kind == WANT_ANY;
    st              = clue_texts(&clues[i], store, any || !i ? within : found, &some);
    if (any) {
      texts_unite(found, &some);
      texts_free(&some);
    } else {
      texts_free(found);
      *found = some;
    }
  }
  free(clues);
  return st;
}

static Status clue_texts(const Clue* clue, Store* store, const Texts* within, Texts* found) {
  return clue->part ? texts_within(clue->part, store, within, found) : store_word_texts(store, clue->word, clue->begins, within, found);
}

Status words_texts(const Wanted* wanted, Store* store, Texts* found) { return texts_within(wanted, store, NULL, found); }
