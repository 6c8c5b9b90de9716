/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What the text itself says at its beginning.
 *
 *     By Jane Roe, Staff Writer                       author "Jane Roe"
 *     Thursday, March 3, 2031                         published "2031-03-03"
 *     OSLO, March 3 (Reuters) - The port of ...       dateline "OSLO", agency "Reuters"
 *
 * It fills only what nothing else told, and the text stays as it is. A day without its year is no date of publication.
 * The words are data/byline-words.tsv and data/agencies.tsv. */
#include "document/about.h"

#include "base/table.h"

#include <string.h>
#include <utf8proc.h>

enum {
  LOOK_PARAGRAPHS = 6,   ///< So many from the top
  LONGEST_LINE    = 120, ///< Bytes of a byline or of a line that is a date
  LONGEST_HEAD    = 90,  ///< Bytes before a dateline's dash
  LONGEST_WORD    = 40,
  MOST_NAMES      = 8,
  NAME_WORDS      = 5    ///< Of one person's name, at most
};

static bool is_kind(Slice word, const char* kind) {
  static const Table* words; // the same for all
  if (!words) words = table_get("byline-words");
  char room[LONGEST_WORD];
  bool found = false;
  for (const char* const* row = table_find(words, slice_small(word, room, sizeof room)); row; row = table_next(words, row))
    found |= !strcmp(row[1], kind);
  return found;
}

static const char* agency_named(Slice name) {
  char               room[LONGEST_WORD];
  const char* const* row = table_find(table_get("agencies"), slice_small(slice_trim(name), room, sizeof room));
  return row ? row[1] : NULL;
}

/* The next run without white space; empty at the end. */
static Slice next_word(Slice* rest) {
  *rest    = slice_trim(*rest);
  size_t n = 0;
  while (n < rest->len && !strchr(" \t\r\n", rest->ptr[n])) n++;
  const Slice word = {rest->ptr, n};
  *rest            = (Slice){rest->ptr + n, rest->len - n};
  return word;
}

static bool upper_at(Slice s) {
  const char* p = s.ptr;
  if (!s.len) return false;
  const utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)utf8_next(&p));
  return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT || category == UTF8PROC_CATEGORY_LO;
}

static bool has_digit(Slice s) {
  for (size_t i = 0; i < s.len; i++)
    if (s.ptr[i] >= '0' && s.ptr[i] <= '9') return true;
  return false;
}

/* At least two letters, and none that is small. */
static bool all_capitals(Slice s) {
  size_t letters = 0;
  for (const char *p = s.ptr, *end = p + s.len; p < end;) {
    const utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)utf8_next(&p));
    if (category == UTF8PROC_CATEGORY_LL) return false;
    letters += category == UTF8PROC_CATEGORY_LU;
  }
  return letters > 1;
}

// --- bylines ---------------------------------------------------------------------------------------------------------

/* "Jane Roe", "Ludwig van Dyk": two to five words with capitals, but for particles. */
static bool person_shaped(Slice name) {
  int words = 0, capitals = 0;
  for (Slice rest = name, word; (word = next_word(&rest)).len; words++) {
    if (has_digit(word) || memchr(word.ptr, '@', word.len) || memchr(word.ptr, '/', word.len)) return false;
    if (upper_at(word))
      capitals++;
    else if (!is_kind(word, "particle"))
      return false;
    if (is_kind(word, "job")) return false;
  }
  return words >= 2 && words <= NAME_WORDS && capitals >= 2;
}

/* "JANE ROE" -> "Jane Roe" */
static const char* in_mixed_case(Arena* arena, Slice name) {
  if (!all_capitals(name)) return arena_copy(arena, name.ptr, name.len);
  const Slice low   = slice_lower(arena, name);
  char*       mixed = arena_copy(arena, name.ptr, name.len);
  if (low.len != name.len) return mixed;
  bool inside = false;
  for (size_t i = 0; i < name.len; i++) {
    const bool letter = (name.ptr[i] | 32) >= 'a' && (name.ptr[i] | 32) <= 'z';
    if (inside) mixed[i] = low.ptr[i];
    inside = letter || (inside && (unsigned char)name.ptr[i] >= 0x80);
  }
  return mixed;
}

/* Bytes of a sign at `i` that parts a byline; 0: none. */
static size_t parting(Slice line, size_t i) {
  if (strchr(",;|\n", line.ptr[i])) return 1;
  if (line.len - i > 2 && !memcmp(line.ptr + i, "\xE2\x80\xA2", 3)) return 3; // bullet
  return line.len - i > 1 && !memcmp(line.ptr + i, "\xC2\xB7", 2) ? 2 : 0;       // middle dot
}

/* Where the part of a byline ends that begins at `i`: at a comma, a bar, a word such as "and". */
static size_t part_end(Slice line, size_t i, size_t* next) {
  for (size_t k = i; k < line.len; k++) {
    const size_t sign = parting(line, k);
    if (sign) return *next = k + sign, k;
    if (line.ptr[k] != ' ') continue;
    Slice       rest = {line.ptr + k, line.len - k};
    const Slice word = next_word(&rest);
    if (is_kind(word, "and") && rest.len) return *next = (size_t)(rest.ptr - line.ptr), k;
  }
  return *next = line.len;
}

/* A byline up to the day in it: "Nathan Willis March 25, 2015". */
static Slice without_day(Slice line) {
  Slice before = {line.ptr, 0};
  for (Slice rest = line, word; (word = next_word(&rest)).len; before = word) {
    if (!has_digit(word)) continue;
    char       room[LONGEST_WORD];
    const bool month = before.len && table_find(table_get("months"), slice_small(before, room, sizeof room));
    return (Slice){line.ptr, (size_t)((month ? before.ptr : word.ptr) - line.ptr)};
  }
  return line;
}

static Slice without_opener(Slice line, bool* opened) {
  for (*opened = false;; *opened = true) {
    Slice       rest = slice_trim(line);
    const Slice word = next_word(&rest);
    const Slice bare = word.len && word.ptr[word.len - 1] == ':' ? (Slice){word.ptr, word.len - 1} : word;
    if (!bare.len || !is_kind(bare, "opener")) return slice_trim(line);
    line = rest;
  }
}

static size_t byline_names(Arena* arena, Slice line, const char* names[], size_t most, bool* opened, const char** agency) {
  size_t n = 0;
  line     = without_opener(line, opened);
  if (!line.len || line.len > LONGEST_LINE) return 0;
  for (size_t i = 0, next; i < line.len; i = next) {
    const Slice part = slice_trim((Slice){line.ptr + i, part_end(line, i, &next) - i});
    if (!part.len) continue;
    const char* wire = agency_named(part);
    if (wire && agency) *agency = wire;
    if (!wire && person_shaped(part) && n < most)
      names[n++] = in_mixed_case(arena, part);
    else if (!wire)
      break; // who they are, where, when
  }
  return n;
}

/* From the first element on that begins with "by": before it stands a section or a day. */
static Slice from_opener(Slice line) {
  for (Slice rest = line; rest.len;) {
    Slice       part = slice_cut(&rest, '\n');
    const char* here = slice_trim(part).ptr;
    if (is_kind(next_word(&part), "opener")) return (Slice){here, (size_t)(line.ptr + line.len - here)};
  }
  return line;
}

size_t about_byline(Arena* arena, const char* line, const char* names[], size_t most) {
  char* parts = arena_copy(arena, line, strlen(line));
  for (char* p = parts; (p = strchr(p, PAGE_PART));) *p = '\n';
  bool opened;
  return byline_names(arena, without_day(from_opener(slice(parts))), names, most, &opened, NULL);
}

static void take_byline(Document* doc, Slice line) {
  const char*  names[MOST_NAMES];
  bool         opened;
  const char*  agency = NULL;
  const size_t n      = line.len <= LONGEST_LINE ? byline_names(&doc->arena, line, names, MOST_NAMES, &opened, &agency) : 0;
  if (!line.len || line.len > LONGEST_LINE || !opened || (!n && !agency)) return;
  if (strchr(".!?", line.ptr[line.len - 1])) return; // a sentence
  if (agency && !doc->agency) doc->agency = agency;
  if (doc->author_count || !n) return;
  doc->authors      = arena_array(&doc->arena, const char*, n);
  doc->author_count = n;
  memcpy(doc->authors, names, n * sizeof *names);
}

// --- dates -----------------------------------------------------------------------------------------------------------

/* A line of nothing but a date: months, weekdays, numbers and "Published". */
static void take_date(Document* doc, Slice line) {
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const Table *     months = table_get("months"), *times = table_get("time-words");
  char              room[LONGEST_WORD];
  bool              plain = line.len && line.len <= LONGEST_LINE / 2;
  const char*       copy    = arena_copy(&doc->arena, line.ptr, plain ? line.len : 0);
  for (const char* p = copy + strcspn(copy, letters); plain && *p; p += strcspn(p, letters)) {
    const Slice        word = {p, strspn(p, letters)};
    const Slice        low  = slice_small(word, room, sizeof room);
    const char* const* day  = table_find(times, low);
    plain = table_find(months, low) || is_kind(low, "stamp") || (day && !strcmp(day[1], "weekday")) || (low.len == 1 && (*low.ptr == 't' || *low.ptr == 'z'));
    p += word.len;
  }
  const char* first = plain ? copy + strcspn(copy, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") : copy;
  const char* date  = plain ? about_date(&doc->arena, first) : NULL;
  if (date) doc->published = date;
}

// --- datelines -------------------------------------------------------------------------------------------------------

/* Bytes of a dash with space around it at `i`, or of a long dash; 0: none. */
static size_t dash_at(Slice s, size_t i) {
  static const char* const dashes[] = {" - ", " -- ", " \xE2\x80\x93 ", "\xE2\x80\x94", " \xE2\x80\x94 "};
  for (size_t k = 0; k < sizeof dashes / sizeof *dashes; k++) {
    const size_t n = strlen(dashes[k]);
    if (s.len - i >= n && !memcmp(s.ptr + i, dashes[k], n)) return n;
  }
  return 0;
}

/* What follows the place, between commas: names and days, nothing that goes on as a sentence. */
static bool of_dateline(Slice rest) {
  for (size_t i = 0; i < rest.len;) {
    size_t end = i;
    while (end < rest.len && rest.ptr[end] != ',') end++;
    const Slice part  = slice_trim((Slice){rest.ptr + i, end - i});
    int         words = 0;
    for (Slice left = part; next_word(&left).len;) words++;
    if (!part.len || words > 3 || !(upper_at(part) || has_digit(part))) return false;
    i = end + 1;
  }
  return true;
}

static void take_dateline(Document* doc, Slice line) {
  size_t end = 0;
  while (end < line.len && end < LONGEST_HEAD && !dash_at(line, end)) end++;
  if (end == line.len || end == LONGEST_HEAD || !end) return;
  Slice       head   = slice_trim((Slice){line.ptr, end});
  const char* agency = NULL;
  if (head.len && head.ptr[head.len - 1] == ')') {
    const char* open = memchr(head.ptr, '(', head.len);
    if (!open) return;
    agency = agency_named((Slice){open + 1, (size_t)(head.ptr + head.len - 1 - (open + 1))});
    head   = slice_trim((Slice){head.ptr, (size_t)(open - head.ptr)});
  }
  const char* comma = memchr(head.ptr, ',', head.len);
  const Slice place = {head.ptr, comma ? (size_t)(comma - head.ptr) : head.len};
  if (!upper_at(place) || has_digit(place) || memchr(place.ptr, '"', place.len) || (!all_capitals(place) && !agency)) return;
  int words = 0;
  for (Slice rest = place; next_word(&rest).len;) words++;
  if (words > 4) return;
  Slice kept = place; // "AUSTIN, Texas", without the day
  if (comma) {
    Slice       rest   = {comma + 1, (size_t)(head.ptr + head.len - comma - 1)};
    if (!of_dateline(rest)) return;
    const char* second = memchr(rest.ptr, ',', rest.len);
    const Slice region = slice_trim((Slice){rest.ptr, second ? (size_t)(second - rest.ptr) : rest.len});
    if (upper_at(region) && !has_digit(region)) kept.len = (size_t)(region.ptr + region.len - kept.ptr);
    if (!doc->published && has_digit(rest)) {
      const char* day = arena_copy(&doc->arena, rest.ptr, rest.len);
      doc->published  = about_date(&doc->arena, day); // NULL without a year
    }
  }
  if (!doc->dateline) doc->dateline = arena_copy(&doc->arena, kept.ptr, kept.len);
  if (agency && !doc->agency) doc->agency = agency;
}

void about_text(Document* doc) {
  for (size_t i = 0; i < doc->paragraph_count && i < LOOK_PARAGRAPHS; i++) {
    const Slice line = slice_trim(text_slice(&doc->text, doc->paragraphs[i]));
    take_byline(doc, line);
    if (!doc->published) take_date(doc, line);
    if (!doc->dateline) take_dateline(doc, line);
  }
}
