/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* From the article's words to words that stand alone.
 *
 *   pieces  [“We will go,”] [“and stay.”]      said   We will go, and stay
 *   pieces  [It is a letter] [A good letter]   said   It is a letter … A good letter
 *   piece   [“He called it “a disgrace”,”]     said   He called it “a disgrace”
 *   piece   [the "talks" had begun]            said   the "talks" had begun
 *   said    the talks had already begun        claim  The talks had already begun
 *
 * A quotation mark is dropped at an end only: when it pairs with the one at the other end, or with none at all. */
#include "graph/wording.h"

#include "base/table.h"
#include "document/compose.h"
#include "graph/iri.h"

#include <string.h>
#include <utf8proc.h>

static bool white(uint32_t c) {
  if (c < 0x80) return c <= ' ' || c == 0x7F;
  const utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
  return c == 0x85 || category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
         category == UTF8PROC_CATEGORY_ZP || category == UTF8PROC_CATEGORY_CC;
}

Slice wording_clean(Arena* arena, Slice words) {
  words      = compose_label(arena, words);
  char*  out = arena_alloc(arena, words.len + 1);
  size_t n   = 0;
  bool   gap = false;
  for (const char *p = words.ptr, *end = words.ptr + words.len; p < end;) {
    const uint32_t c = utf8_next(&p);
    if (white(c)) {
      gap = n != 0;
      continue;
    }
    if (gap) out[n++] = ' ';
    gap = false;
    n += utf8_put(c, out + n);
  }
  return (Slice){out, n};
}

Slice wording_short(Arena* arena, Slice words, size_t limit) {
  words = wording_clean(arena, words);
  if (utf8_count(words) <= limit) return words;
  const char* p     = words.ptr;
  const char* space = NULL;
  for (size_t i = 0; i + 1 < limit; i++) {
    if (*p == ' ') space = p;
    utf8_next(&p);
  }
  if (*p == ' ') space = p;
  if (space && space - words.ptr > (p - words.ptr) / 2) p = space;
  return slice(arena_printf(arena, "%.*s…", (int)(p - words.ptr), words.ptr));
}

// --- quotation marks ---------------------------------------------------------------------------------------------------

typedef enum { NO_QUOTE, OPENING, CLOSING, EITHER } Quote;

static Quote quote_sign(uint32_t c) {
  switch (c) {
    case '"': return EITHER;
    case 0x201C: case 0x201E: case 0x201F: case 0xAB: case 0x2018: case 0x201A: case 0x300C: return OPENING;
    case 0x201D: case 0xBB: case 0x2019: case 0x300D: return CLOSING;
    case '\'': case '`': return EITHER;
    default: return NO_QUOTE;
  }
}

static bool single_sign(uint32_t c) { return c == '\'' || c == '`' || (c >= 0x2018 && c <= 0x201A); }

static uint32_t point_before(const char* begin, const char* p) {
  if (p == begin) return 0;
  do p--;
  while (p > begin && ((unsigned char)*p & 0xC0) == 0x80);
  return utf8_next(&p);
}

static bool letter(uint32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
  return utf8proc_category((utf8proc_int32_t)c) <= UTF8PROC_CATEGORY_NO && c >= 0xAA;
}

/// Which way the sign at `p` opens, by its own look, else by its neighbours; an apostrophe is no quotation mark.
static Quote quote_at(Slice s, const char* p) {
  const char*    next   = p;
  const uint32_t c      = utf8_next(&next);
  const Quote    quote  = quote_sign(c);
  const uint32_t before = point_before(s.ptr, p);
  const char*    behind = next;
  const uint32_t after  = next < s.ptr + s.len ? utf8_next(&behind) : 0;
  if (!quote || (single_sign(c) && letter(before) && letter(after))) return NO_QUOTE;
  if (quote != EITHER) return quote;
  return !before || white(before) || before == '(' || before == '[' || before == 0x2014 ? OPENING : CLOSING;
}

typedef struct {
  int  depth;  ///< Marks left open at the end
  int  lowest; ///< Below 0: a mark closes what was never opened
  bool whole;  ///< The first mark stays open until the last sign
} Balance;

static Balance balance_of(Slice s, bool single, const char* last) {
  Balance b = {.whole = true};
  for (const char *p = s.ptr, *end = s.ptr + s.len; p < end;) {
    const char*    at   = p;
    const bool     mine = single_sign(utf8_next(&p)) == single;
    const Quote    sign = mine ? quote_at(s, at) : NO_QUOTE;
    b.depth += sign == OPENING ? 1 : sign == CLOSING ? -1 : 0;
    if (b.depth < b.lowest) b.lowest = b.depth;
    if (b.depth < 1 && at < last) b.whole = false;
  }
  return b;
}

/// Drop a pair of marks around all, a mark in front that never closes, a double one behind that was never opened (a
/// single one may be an apostrophe).
static Slice unquote(Slice s) {
  for (bool again = true; again && s.len;) {
    again            = false;
    const char *last = s.ptr + s.len, *first = s.ptr, *p = s.ptr;
    do last--;
    while (last > s.ptr && ((unsigned char)*last & 0xC0) == 0x80);
    const bool    front_single = single_sign(utf8_next(&first)), back_single = single_sign((p = last, utf8_next(&p)));
    const bool    front = quote_at(s, s.ptr) == OPENING, back = last > s.ptr && quote_at(s, last) == CLOSING;
    const Balance in_front = balance_of(s, front_single, last), behind = balance_of(s, back_single, last);
    const bool    pair = front && back && front_single == back_single && in_front.whole;
    if (back && (pair || (!back_single && behind.lowest < 0))) s.len = (size_t)(last - s.ptr), again = true;
    if (front && (pair || in_front.depth > 0)) s.len -= (size_t)(first - s.ptr), s.ptr = first, again = true;
    s = slice_trim(s);
  }
  return s;
}

/// Commas, colons and dashes at both ends; one full stop behind, unless it ends an abbreviation or an ellipsis.
static Slice unstop(Slice s) {
  while (s.len && strchr(",;:", *s.ptr)) s.ptr++, s.len--, s = slice_trim(s);
  while (s.len && strchr(",;:", s.ptr[s.len - 1])) s.len--, s = slice_trim(s);
  if (s.len > 1 && s.ptr[s.len - 1] == '.') {
    size_t word = s.len - 1;
    while (word && s.ptr[word - 1] != ' ') word--;
    if (!memchr(s.ptr + word, '.', s.len - 1 - word)) s.len--;
  }
  return slice_trim(s);
}

static Slice trimmed(Slice s) {
  for (size_t before = s.len + 1; before != s.len;) {
    before = s.len;
    s      = unstop(unquote(s));
  }
  return s;
}

Slice wording_said(Arena* arena, const Text* text, const Span* spans, size_t n) {
  Slice* pieces = arena_array(arena, Slice, n + 1);
  size_t room   = 1;
  for (size_t i = 0; i < n; i++) {
    pieces[i] = unquote(wording_clean(arena, text_slice(text, spans[i])));
    room += pieces[i].len + sizeof " … ";
  }
  char*  out  = arena_alloc(arena, room);
  size_t used = 0;
  for (size_t i = 0; i < n; i++) {
    if (!pieces[i].len) continue;
    if (used) { // words between them are left out; a mark at the end says enough
      const char* gap = strchr(",;:.!?-", out[used - 1]) ? " " : " … ";
      memcpy(out + used, gap, strlen(gap));
      used += strlen(gap);
    }
    memcpy(out + used, pieces[i].ptr, pieces[i].len);
    used += pieces[i].len;
  }
  return trimmed((Slice){out, used});
}

// --- claims and roles ----------------------------------------------------------------------------------------------------

Slice wording_claim(Arena* arena, Slice said) {
  char*  out = arena_alloc(arena, said.len + 5);
  size_t n   = 0;
  for (const char *p = said.ptr, *end = said.ptr + said.len; p < end;) {
    uint32_t c = utf8_next(&p);
    if (quote_sign(c)) c = single_sign(c) ? '\'' : '"';
    if (!n) c = (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
    n += utf8_put(c, out + n);
  }
  while (n && strchr(" .,;:!-", out[n - 1])) n--;
  bool words = false;
  for (const char *p = out, *end = out + n; !words && p < end;) words = letter(utf8_next(&p));
  return words ? (Slice){out, n} : (Slice){0};
}

ClaimBound wording_bound(Arena* arena, Slice wording) {
  const Table* pronouns = table_get("pronouns");
  size_t       words    = 0;
  bool         personal = false;
  for (const char *p = wording.ptr, *end = wording.ptr + wording.len; p < end;) {
    const char* begin = p;
    const char* stop  = p;
    while (p < end && letter(utf8_next(&p))) stop = p;
    if (stop == begin) continue;
    const char* const* row = table_find(pronouns, slice_lower(arena, (Slice){begin, (size_t)(stop - begin)}));
    personal = personal || (row && strcmp(row[3], "0"));
    words++;
  }
  return words < 3 ? CLAIM_STATEMENT : personal ? CLAIM_SPEAKER : CLAIM_ALONE;
}

Slice wording_role(Arena* arena, Slice role) {
  role       = wording_clean(arena, role);
  char*  out = arena_alloc(arena, role.len * 2 + 1);
  size_t n   = 0;
  for (const char *p = role.ptr, *end = role.ptr + role.len; p < end;) {
    const char* stop   = p;
    size_t      upper  = 0;
    while (stop < end && *stop != ' ' && *stop != '-' && *stop != '/') {
      const uint32_t c = utf8_next(&stop);
      upper += utf8proc_tolower((utf8proc_int32_t)c) != (utf8proc_int32_t)c;
    }
    const Slice word = {p, (size_t)(stop - p)};
    const Slice put  = upper > 1 ? word : slice_lower(arena, word);
    memcpy(out + n, put.ptr, put.len);
    n += put.len;
    if (stop < end) out[n++] = *stop++;
    p = stop;
  }
  return (Slice){out, n};
}
