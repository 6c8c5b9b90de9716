/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What two names tell of whether they may mean one: nicknames, initials, middle names, Jr and Sr, diacritics.
 *
 *   bob-smith         robert-smith           NAMES_NICKNAME, data/nicknames.tsv
 *   george-bush       george-w-bush          NAMES_MIDDLE
 *   george-w-bush     george-h-w-bush        NAMES_APART: the middle names that both give must agree in their order
 *   john-smith-jr     john-smith             NAMES_GENERATION
 *
 * Spellings are one step apart (Damerau, "A technique for computer detection and correction of spelling errors", 1964):
 * a letter more, less, other, or two exchanged; or two ways to write a name of another script. */
#include "identity/names.h"

#include "base/table.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { SPELT_LETTERS = 4 }; ///< Shorter given names have neighbours that are other names

static bool is_plain(Slice name) {
  for (size_t i = 0; i < name.len; i++)
    if ((unsigned char)name.ptr[i] >= 0x80) return false;
  return true;
}

Slice name_fold(Arena* arena, Slice name) {
  if (is_plain(name)) {
    char* lower = arena_copy(arena, name.ptr, name.len);
    for (size_t i = 0; i < name.len; i++)
      if (lower[i] >= 'A' && lower[i] <= 'Z') lower[i] = (char)(lower[i] + ('a' - 'A'));
    return (Slice){lower, name.len};
  }
  utf8proc_uint8_t*      out = NULL;
  const utf8proc_ssize_t n   = utf8proc_map((const utf8proc_uint8_t*)name.ptr, (utf8proc_ssize_t)name.len, &out,
                                            UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
  if (n < 0) return name;
  char*  folded = arena_alloc(arena, (size_t)n * 2 + 1);
  size_t len    = 0;
  for (const char *p = (const char*)out, *end = p + n; p < end;) {
    const char*              from = p;
    utf8_next(&p);
    const Slice              letter = {from, (size_t)(p - from)};
    const char* const* const row    = letter.len > 1 ? table_find(table_get("folds"), letter) : NULL;
    const Slice              plain  = row ? slice(row[1]) : letter;
    memcpy(folded + len, plain.ptr, plain.len);
    len += plain.len;
  }
  free(out);
  return (Slice){folded, len};
}

/// The words of a slug; those beyond the room are left out in the middle.
static size_t split(Slice slug, Slice words[NAME_WORDS + 2]) {
  size_t n = 0;
  for (const char *p = slug.ptr, *end = p + slug.len; p < end;) {
    const char* stop = memchr(p, '-', (size_t)(end - p));
    const Slice word = {p, (size_t)((stop ? stop : end) - p)};
    if (word.len) words[n < NAME_WORDS + 2 ? n++ : n - 1] = word;
    p = stop ? stop + 1 : end;
  }
  return n;
}

static const char* cell(const char* table, Slice key) {
  const char* const* row = table_find(table_get(table), key);
  return row ? row[1] : NULL;
}

void person_name(Arena* arena, Slice slug, PersonName* name) {
  *name = (PersonName){0};
  Slice  words[NAME_WORDS + 2];
  size_t n = split(name_fold(arena, slug), words);
  if (n > 2) { // "Smith Jr", but nobody is called "Junior" alone
    const char* generation = cell("generations", words[n - 1]);
    if (generation) name->generation = generation[0] - '0', n--;
  }
  if (!n) return;
  name->family = words[n - 1];
  name->n      = n - 1 < NAME_WORDS ? n - 1 : NAME_WORDS;
  for (size_t i = 0; i < name->n; i++) name->words[i] = words[i];
}

// --- blocks ----------------------------------------------------------------------------------------------------------

enum { SPELLING_BYTES = 64 };

static Slice full_given(Slice name) {
  const char* full = cell("nicknames", name);
  return full ? slice(full) : name;
}

/// One spelling for all by data/spellings.tsv, longest runs first, and no letter twice in a row; "Yeltsin" as "Eltsin".
static size_t respell(Slice word, char out[SPELLING_BYTES]) {
  const Table* table = table_get("spellings");
  size_t       n     = 0;
  const bool   ye    = word.len > 2 && word.ptr[0] == 'y' && word.ptr[1] == 'e';
  for (size_t i = ye; i < word.len;) {
    const char* const* row  = NULL;
    size_t             take = word.len - i < 3 ? word.len - i : 3;
    for (; take && !(row = table_find(table, (Slice){word.ptr + i, take})); take--) {}
    const Slice plain = row ? slice(row[1]) : (Slice){word.ptr + i, 1};
    i += row ? take : 1;
    for (size_t k = 0; k < plain.len && n < SPELLING_BYTES; k++)
      if (*plain.ptr != '-' && (!n || out[n - 1] != plain.ptr[k])) out[n++] = plain.ptr[k];
  }
  return n;
}

/// Without vowels behind the first letter, and without the "ye" that "e" is sometimes written as.
static size_t bones(Slice word, char out[SPELLING_BYTES]) {
  char         spelt[SPELLING_BYTES];
  const size_t length = respell(word, spelt);
  const size_t first  = length > 2 && spelt[0] == 'i' && strchr("eua", spelt[1]) ? 1 : 0;
  size_t       n      = 0;
  for (size_t i = first; i < length; i++)
    if ((i == first || !strchr("aeiouh", spelt[i])) && (!n || out[n - 1] != spelt[i])) out[n++] = spelt[i];
  return n;
}

static bool alike(Slice a, Slice b, size_t (*by)(Slice, char*)) {
  char         x[SPELLING_BYTES], y[SPELLING_BYTES];
  const size_t n = by(a, x), m = by(b, y);
  return n && n == m && !memcmp(x, y, n);
}

/// The full names that a short one may stand for have different bones: Ed is Edgar, Edmund or Edward.
static bool may_be_several(Slice given) {
  const Table*             table = table_get("nicknames");
  const char* const* const first = table_find(table, given);
  for (const char* const* row = first; row; row = table_next(table, row))
    if (!alike(slice(first[1]), slice(row[1]), bones)) return true;
  return false;
}

static bool one_letter(Slice word);

bool person_is_vague(const PersonName* name) { return name->n && (one_letter(name->words[0]) || may_be_several(name->words[0])); }

Slice person_block(Arena* arena, Slice slug, bool vague) {
  PersonName name;
  char       family[SPELLING_BYTES], given[SPELLING_BYTES];
  person_name(arena, slug, &name);
  const size_t n = respell(name.family, family);
  if (!name.n) return (Slice){arena_copy(arena, family, n), n};
  const size_t m = bones(full_given(name.words[0]), given);
  return slice(arena_printf(arena, "%.*s %.*s%s", (int)n, family, (int)(vague && m ? 1 : m), given, vague ? "." : ""));
}

static bool one_letter(Slice word) {
  const char* p = word.ptr;
  if (!word.len) return false;
  utf8_next(&p);
  return p == word.ptr + word.len;
}

static bool begin_alike(Slice a, Slice b) {
  const char *p = a.ptr, *q = b.ptr;
  return utf8_next(&p) == utf8_next(&q);
}

static bool is_nickname(Slice shorter, Slice full) {
  const Table* table = table_get("nicknames");
  for (const char* const* row = table_find(table, shorter); row; row = table_next(table, row))
    if (slice_equal(slice(row[1]), full)) return true;
  return false;
}

/// Both are short for one name.
static bool share_full(Slice a, Slice b) {
  const Table* table = table_get("nicknames");
  for (const char* const* row = table_find(table, a); row; row = table_next(table, row))
    if (is_nickname(b, slice(row[1]))) return true;
  return false;
}

/// One letter more, less, other, or two exchanged. Names here are folded; what is left beyond ASCII counts by bytes.
static bool nearly(Slice a, Slice b) {
  if (a.len > b.len) return nearly(b, a);
  if (a.len < SPELT_LETTERS || b.len - a.len > 1 || a.ptr[0] != b.ptr[0]) return false;
  size_t i = 0;
  while (i < a.len && a.ptr[i] == b.ptr[i]) i++;
  const Slice rest = {a.ptr + i, a.len - i}, other = {b.ptr + i, b.len - i};
  if (a.len < b.len) return !rest.len || !memcmp(rest.ptr, other.ptr + 1, rest.len);
  if (rest.len > 1 && rest.ptr[0] == other.ptr[1] && rest.ptr[1] == other.ptr[0])
    return !memcmp(rest.ptr + 2, other.ptr + 2, rest.len - 2);
  return rest.len && !memcmp(rest.ptr + 1, other.ptr + 1, rest.len - 1);
}

/// R. is Robert, and so may be Bob.
static bool initial_of(Slice letter, Slice name) {
  if (begin_alike(letter, name)) return true;
  const Table* table = table_get("nicknames");
  for (const char* const* row = table_find(table, name); row; row = table_next(table, row))
    if (begin_alike(letter, slice(row[1]))) return true;
  return false;
}

/// Two ways of writing a name of another script: Yevgeny, Evgeny; Mohammed, Muhammad.
static bool respelt(Slice a, Slice b) {
  if (a.len < SPELT_LETTERS || b.len < SPELT_LETTERS) return false;
  if (alike(a, b, respell)) return true;
  const size_t longer = a.len > b.len ? a.len : b.len, shorter = a.len > b.len ? b.len : a.len;
  return longer - shorter < 2 && longer > SPELT_LETTERS && alike(a, b, bones);
}

static NameRelation compare_given(Slice a, Slice b) {
  if (slice_equal(a, b)) return NAMES_EQUAL;
  if (one_letter(a)) return initial_of(a, b) ? NAMES_INITIAL : NAMES_APART;
  if (one_letter(b)) return initial_of(b, a) ? NAMES_INITIAL : NAMES_APART;
  if (is_nickname(a, b) || is_nickname(b, a) || share_full(a, b)) return NAMES_NICKNAME;
  return nearly(a, b) || respelt(a, b) ? NAMES_SPELLING : NAMES_APART;
}

NameRelation person_compare(const PersonName* a, const PersonName* b) {
  const bool same_family = slice_equal(a->family, b->family);
  if (!a->n != !b->n || (!same_family && !alike(a->family, b->family, respell))) return NAMES_APART;
  if (a->generation && b->generation && a->generation != b->generation) return NAMES_APART;
  NameRelation relation = a->n ? compare_given(a->words[0], b->words[0]) : NAMES_EQUAL;
  for (size_t i = 1; i < a->n && i < b->n && relation; i++) {
    NameRelation middle = compare_given(a->words[i], b->words[i]);
    if (middle == NAMES_INITIAL) middle = NAMES_MIDDLE;
    if (middle < relation) relation = middle;
  }
  if (a->n != b->n && relation > NAMES_MIDDLE) relation = NAMES_MIDDLE;
  if (!same_family && relation > NAMES_SPELLING) relation = NAMES_SPELLING;
  if (a->generation != b->generation && relation > NAMES_GENERATION) relation = NAMES_GENERATION;
  return relation;
}

/// Zhang Wei, in either order: of few family names, and short.
static bool is_of_few(Slice family, Slice given) {
  enum { SHORT = 5 };
  const char* kind = cell("common-surnames", family);
  return kind && !strcmp(kind, "few") && given.len <= SHORT;
}

bool person_name_is_common(const PersonName* name) {
  if (name->n != 1) return false;
  const Slice given = name->words[0], family = name->family;
  if (cell("given-names", given)) return cell("common-surnames", family) != NULL;
  return is_of_few(family, given) || is_of_few(given, family);
}

// --- organizations ---------------------------------------------------------------------------------------------------

static bool is_kind(Slice word, const char* kind) {
  const char* found = cell("designators", word);
  return found && !strcmp(found, kind);
}

/// "i-m-f" is written "imf" as well; false where some word has more than a letter.
static bool join_letters(Arena* arena, Slice* key) {
  char*  out = arena_alloc(arena, key->len + 1);
  size_t n   = 0;
  for (size_t i = 0; i < key->len; i++)
    if (i % 2) {
      if (key->ptr[i] != '-') return false;
    } else {
      out[n++] = key->ptr[i];
    }
  if (n < 2) return false;
  *key = (Slice){out, n};
  return true;
}

Slice organization_key(Arena* arena, Slice slug) {
  Slice key = name_fold(arena, slug);
  if (join_letters(arena, &key)) return key;
  for (const char* hyphen; (hyphen = memchr(key.ptr, '-', key.len)) && is_kind((Slice){key.ptr, (size_t)(hyphen - key.ptr)}, "small");) {
    key.len -= (size_t)(hyphen + 1 - key.ptr);
    key.ptr = hyphen + 1;
  }
  for (;;) {
    const char* hyphen = key.len ? memrchr(key.ptr, '-', key.len) : NULL;
    if (!hyphen || !is_kind((Slice){hyphen + 1, key.len - (size_t)(hyphen + 1 - key.ptr)}, "company")) return key;
    key.len = (size_t)(hyphen - key.ptr);
  }
}

bool organization_is_generic(Slice key) {
  for (const char *p = key.ptr, *end = p + key.len; p < end;) {
    const char* stop = memchr(p, '-', (size_t)(end - p));
    if (!table_find(table_get("generic-words"), (Slice){p, (size_t)((stop ? stop : end) - p)})) return false;
    p = stop ? stop + 1 : end;
  }
  return key.len;
}

static bool stands_alone(Slice key) {
  const char* alone = cell("generic-words", key);
  return alone && !strcmp(alone, "alone");
}

/// The country that some words of a key mean, as a name or as an adjective; empty for none.
static Slice country_of(Arena* arena, Slice words) {
  char*  title = arena_copy(arena, words.ptr, words.len);
  char*  letters = arena_alloc(arena, words.len + 1);
  size_t n = 0, starts = 0;
  for (size_t i = 0; i < words.len; i++) {
    const bool first = !i || words.ptr[i - 1] == '-';
    if (first && title[i] >= 'a' && title[i] <= 'z') title[i] = (char)(title[i] - ('a' - 'A'));
    if (title[i] == '-') title[i] = ' ', starts++;
    else letters[n++] = title[i];
  }
  const Slice name = {title, words.len}, initials = {letters, n};
  const char* const* row = table_find(table_get("places"), name);
  if (!row && starts + 1 == n) row = table_find(table_get("places"), initials); // "u-s"
  if (row) return strcmp(row[2], "country") ? SLICE("") : slice(row[1]);
  row = table_find(table_get("demonyms"), name);
  if (!row || strcmp(row[2], "adjective")) return SLICE("");
  const char* const* place = table_find(table_get("places"), slice(row[1]));
  return place && !strcmp(place[2], "country") ? slice(place[1]) : SLICE("");
}

Slice organization_base(Arena* arena, Slice key, Slice* country) {
  static const char of[] = "-of-", the[] = "the-";
  *country = SLICE("");
  const char* end = key.ptr + key.len;
  for (const char* p = key.ptr; (p = memchr(p, '-', (size_t)(end - p))); p++) {
    Slice       front = {key.ptr, (size_t)(p - key.ptr)}, rest = {p + 1, (size_t)(end - p - 1)};
    const bool  behind = rest.len + 1 > sizeof of - 1 && !memcmp(p, of, sizeof of - 1);
    const Slice base = behind ? front : rest;
    if (!organization_is_generic(base) || (!memchr(base.ptr, '-', base.len) && !stands_alone(base))) continue;
    Slice place = behind ? (Slice){p + sizeof of - 1, (size_t)(end - p) - (sizeof of - 1)} : front;
    if (behind && place.len > sizeof the - 1 && !memcmp(place.ptr, the, sizeof the - 1)) place.ptr += sizeof the - 1, place.len -= sizeof the - 1;
    *country = country_of(arena, place);
    if (!country->len && !behind && place.len > 2 && place.ptr[place.len - 1] == 's') { // "kenyas", "kenya-s"
      place.len -= place.ptr[place.len - 2] == '-' ? 2 : 1;
      *country = country_of(arena, place);
    }
    if (country->len) return base;
  }
  return key;
}
