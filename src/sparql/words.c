/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "sparql/words.h"

#include <string.h>
#include <utf8proc.h>

enum { DEEPEST = 32, MOST_DECOMPOSED = 32, USUAL_LENGTH = 8 };

typedef enum { WANT_WORDS, WANT_ALL, WANT_ANY, WANT_NOT } WantedKind;

struct Wanted {
  WantedKind kind;
  Slice      words; ///< WANT_WORDS: folded; without the last space where the last word only begins so
  Wanted**   parts; ///< WANT_NOT: one
  size_t     n, cap;
};

// --- folding -------------------------------------------------------------------------------------------------------

static bool is_ideograph(utf8proc_int32_t c) {
  return (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

static bool is_letter(utf8proc_int32_t c) {
  const utf8proc_category_t k = utf8proc_category(c);
  return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) || (k >= UTF8PROC_CATEGORY_ND && k <= UTF8PROC_CATEGORY_NO);
}

static void put_space(Buffer* out) {
  if (out->bytes[out->len - 1] != ' ') buffer_putc(out, ' ');
}

static void put_folded(utf8proc_int32_t c, Buffer* out) {
  if (!is_letter(c)) {
    put_space(out);
    return;
  }
  utf8proc_uint8_t       bytes[4];
  const utf8proc_ssize_t n = utf8proc_encode_char(c, bytes);
  if (is_ideograph(c)) put_space(out);
  buffer_put(out, bytes, (size_t)n);
  if (is_ideograph(c)) put_space(out);
}

/// One character beyond ASCII; what its folding leaves, if anything. Returns its bytes.
static size_t fold_wide(const utf8proc_uint8_t* at, size_t len, Buffer* out) {
  static const utf8proc_option_t how =
      UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE;
  utf8proc_int32_t       c, parts[MOST_DECOMPOSED];
  int                    boundary = 0;
  const utf8proc_ssize_t n        = utf8proc_iterate(at, (utf8proc_ssize_t)len, &c);
  if (n <= 0) {
    put_space(out);
    return 1;
  }
  const utf8proc_ssize_t m = utf8proc_decompose_char(c, parts, MOST_DECOMPOSED, how, &boundary);
  for (utf8proc_ssize_t i = 0; i < m && i < MOST_DECOMPOSED; ++i) put_folded(parts[i], out);
  return (size_t)n;
}

void words_fold(Slice text, Buffer* out) {
  buffer_reserve(out, text.len + 2);
  buffer_putc(out, ' ');
  for (size_t i = 0; i < text.len;) {
    const unsigned char c = (unsigned char)text.ptr[i];
    if (c >= 0x80) {
      i += fold_wide((const utf8proc_uint8_t*)text.ptr + i, text.len - i, out);
      continue;
    }
    ++i;
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) buffer_putc(out, (char)c);
    else if (c >= 'A' && c <= 'Z') buffer_putc(out, (char)(c - 'A' + 'a'));
    else put_space(out);
  }
  put_space(out);
}

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
