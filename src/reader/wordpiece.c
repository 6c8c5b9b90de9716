/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* A stretch of text goes through one code point at a time: dropped, a gap, a word of its own, or decomposed, stripped
 * of its marks and put in lower case behind the word that is being gathered. A gathered word is then cut from the left,
 * each time taking the longest piece in the vocabulary. */
#include "reader/wordpiece.h"

#include "reader/shape.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { WORD_LIMIT = 100, DECOMPOSED = 32 }; ///< Code points of a word that is looked up; of one code point taken apart

Status vocabulary_open(const char* path, size_t size, Vocabulary* vocabulary) {
  FileMap map;
  TRY(file_map(path, &map));
  *vocabulary = (Vocabulary){0};
  uint64_t    id = 0;
  const char* end = map.bytes + map.len;
  for (const char* p = map.bytes; p < end; id++) {
    const char* eol  = memchr(p, '\n', (size_t)(end - p));
    Slice       word = {p, (size_t)((eol ? eol : end) - p)};
    p += word.len + 1;
    if (word.len && word.ptr[word.len - 1] == '\r') word.len--;
    if (word.len > vocabulary->longest) vocabulary->longest = word.len;
    if (word.len > 2 && word.ptr[0] == '#' && word.ptr[1] == '#')
      map_at(&vocabulary->inner, (Slice){word.ptr + 2, word.len - 2}, id);
    else if (word.len)
      map_at(&vocabulary->whole, word, id);
  }
  const char* const special[] = {"[UNK]", "[CLS]", "[SEP]"};
  Status            status    = OK;
  if (id != size)
    status =
        fail(ERR_INPUT, "%s: %llu lines, but the model knows %zu pieces; take the vocab.txt that belongs to the model",
             path, (unsigned long long)id, size);
  for (unsigned i = 0; status == OK && i < 3; i++) {
    const uint64_t* at = map_find(&vocabulary->whole, slice(special[i]));
    if (!at || *at != PIECE_UNKNOWN + i)
      status = fail(ERR_INPUT, "%s: %s does not stand in line %u; take the vocab.txt that belongs to the model", path,
                    special[i], PIECE_UNKNOWN + i + 1);
  }
  file_unmap(&map);
  if (status != OK) vocabulary_close(vocabulary);
  return status;
}

void vocabulary_close(Vocabulary* vocabulary) {
  map_free(&vocabulary->whole);
  map_free(&vocabulary->inner);
}

void pieces_free(Pieces* pieces) {
  free(pieces->items);
  free(pieces->words);
  *pieces = (Pieces){0};
}

// --- a word, gathered and cut --------------------------------------------------------------------------------------

typedef struct {
  const Vocabulary* vocabulary;
  Pieces*           pieces;
  WordWalk          walk;
  char              bytes[WORD_LIMIT * 4 + 4]; ///< The word so far, in lower case and without accents
  uint16_t          offset[WORD_LIMIT + 2];    ///< Where each of its code points begins in `bytes`
  uint32_t          source[WORD_LIMIT + 1];    ///< Which code point of the text each came from
  size_t            n;                         ///< Code points; counts on beyond WORD_LIMIT
  size_t            len;
  uint32_t          last;                      ///< The code point of the text that came last
} Cutter;

static void put_piece(Cutter* c, uint32_t id, Span span) {
  Pieces* p = c->pieces;
  if (p->limit && p->n == p->limit) {
    p->full = true;
    return;
  }
  if (p->n == p->cap) {
    p->cap   = p->cap ? p->cap * 2 : 1024;
    p->items = xrealloc(p->items, p->cap * sizeof *p->items);
    p->words = xrealloc(p->words, p->cap * sizeof *p->words);
  }
  word_walk_to(&c->walk, span.begin);
  Span          word  = c->walk.word;
  const uint8_t shape = (uint8_t)(c->walk.shape + (word.begin != span.begin ? SHAPE_INSIDE : 0));
  word_walk_to(&c->walk, span.end - 1);
  word.end        = c->walk.word.end;
  p->words[p->n]  = word;
  p->items[p->n++] = (Piece){span, id, shape};
}

/// The longest piece at byte `begin`, or NULL; `*end` is where it ends.
static const uint64_t* longest_piece(const Cutter* c, size_t from, size_t* to) {
  const Map* map = from ? &c->vocabulary->inner : &c->vocabulary->whole;
  for (*to = c->n; *to > from; --*to) {
    const Slice key = {c->bytes + c->offset[from], (size_t)(c->offset[*to] - c->offset[from])};
    if (key.len > c->vocabulary->longest) continue;
    const uint64_t* id = map_find(map, key);
    if (id) return id;
  }
  return NULL;
}

static void end_word(Cutter* c) {
  if (!c->n) return;
  const Span   whole  = {c->source[0], c->last + 1};
  bool         known  = c->n <= WORD_LIMIT;
  struct {
    uint32_t id;
    Span     span;
  } found[WORD_LIMIT];
  size_t count = 0;
  if (known) c->offset[c->n] = (uint16_t)c->len;
  for (size_t from = 0, to; known && from < c->n; from = to) {
    const uint64_t* id = longest_piece(c, from, &to);
    known              = id != NULL;
    if (!known) break;
    found[count].id     = (uint32_t)*id;
    found[count++].span = (Span){c->source[from], c->source[to - 1] + 1};
  }
  if (known)
    for (size_t i = 0; i < count; i++) put_piece(c, found[i].id, found[i].span);
  else
    put_piece(c, PIECE_UNKNOWN, whole);
  c->n = c->len = 0;
}

static void put_point(Cutter* c, uint32_t point, uint32_t at) {
  if (c->n < WORD_LIMIT) {
    c->offset[c->n] = (uint16_t)c->len;
    c->source[c->n] = at;
    c->len += utf8_put(point, c->bytes + c->len);
  }
  c->n++;
  c->last = at;
}

// --- code points ---------------------------------------------------------------------------------------------------

static bool is_space(uint32_t c) {
  if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13);
  const utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

/// Control and format characters and private ones are dropped, and so is what was broken.
static bool is_dropped(uint32_t c) {
  if (c < 0x80) return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
  if (c == 0xFFFD) return true;
  switch (utf8proc_category((utf8proc_int32_t)c)) {
  case UTF8PROC_CATEGORY_CC:
  case UTF8PROC_CATEGORY_CF:
  case UTF8PROC_CATEGORY_CO:
  case UTF8PROC_CATEGORY_CS: return true;
  default: return false;
  }
}

static bool is_punctuation(uint32_t c) {
  if (c < 0x80)
    return c > ' ' && c < 0x7F && !((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
  const utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
  return category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO;
}

/// Chinese characters stand alone: the blocks of CJK unified and compatibility ideographs.
static bool is_ideograph(uint32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x2A6DF) ||
         (c >= 0x2A700 && c <= 0x2B73F) || (c >= 0x2B740 && c <= 0x2B81F) || (c >= 0x2B920 && c <= 0x2CEAF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

static bool is_mark(uint32_t c) { return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_MN; }

static void put_lower(Cutter* c, uint32_t point, uint32_t at) {
  if (is_space(point)) {
    end_word(c);
  } else if (is_punctuation(point)) {
    end_word(c);
    put_point(c, point, at);
    end_word(c);
  } else {
    put_point(c, point, at);
  }
}

static void put_original(Cutter* c, uint32_t point, uint32_t at) {
  if (point < 0x80) {
    if (!is_dropped(point)) put_lower(c, point >= 'A' && point <= 'Z' ? point + 32 : point, at);
    return;
  }
  if (is_dropped(point)) return;
  const bool alone = is_ideograph(point);
  if (alone) end_word(c);
  utf8proc_int32_t   parts[DECOMPOSED];
  int                class = 0;
  const bool         ligature = point >= 0xFB00 && point <= 0xFB06; // ff, fi, fl, ... are the letters that they join
  utf8proc_ssize_t   n        = utf8proc_decompose_char((utf8proc_int32_t)point, parts, DECOMPOSED,
                                                ligature ? UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT : UTF8PROC_DECOMPOSE, &class);
  if (n < 0 || n > DECOMPOSED) {
    n        = 1;
    parts[0] = (utf8proc_int32_t)point;
  }
  for (utf8proc_ssize_t i = 0; i < n; i++)
    if (!is_mark((uint32_t)parts[i])) put_lower(c, (uint32_t)utf8proc_tolower(parts[i]), at);
  if (alone) end_word(c);
}

void wordpiece_cut(const Vocabulary* vocabulary, const Text* text, Span stretch, Pieces* pieces) {
  Cutter      c   = {.vocabulary = vocabulary, .pieces = pieces, .walk = word_walk(text, stretch)};
  const char* end = c.walk.end;
  uint32_t    at  = stretch.begin;
  for (const char* p = c.walk.next; p < end && !pieces->full; at++) put_original(&c, utf8_next(&p), at);
  end_word(&c);
}
