/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The same words give the same IRI, in every article, on every machine.
 *
 *   Ana Brandt                 id/ana-brandt
 *   Zoë O’Brien-Weiß           id/zoë-obrien-weiß             letters of every script stay (NFC, lower case)
 *   C++ Alliance               id/c-alliance-7d0e…            a sign that would be lost: 12 digits of SHA-256 keep it apart
 *   Kestrel Shipping (Person)  id/kestrel-shipping-person     see below
 *   finance minister           role/finance-minister
 *
 * A slug is letters, digits and marks; runs of spaces and everyday punctuation become one hyphen, apostrophes vanish. A
 * slug over SLUG_LIMIT code points is cut at a hyphen and ends in the hash, as does one that has lost some other sign.
 *
 * A person and an organization of one name must be two nodes, and no article may need another one to know it: so the
 * slug alone decides whose it is. One that is shaped like a person's name (first word a given name or an initial, two
 * to five words, none of data/name-words.tsv) belongs to the person, and an organization or place of that name takes
 * the suffix "-organization" or "-place"; any other slug belongs to the organization or place (one node: a country is
 * both), and a person of that name takes "-person". A slug that itself ends as if suffixed takes one more. */
#include "graph/iri.h"

#include "base/digest.h"
#include "base/table.h"
#include "document/compose.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { SLUG_LIMIT = 72, CLAIM_WORDS = 6, CLAIM_LIMIT = 48, HASH_DIGITS = 12, PERSON_WORDS = 5 };

/// ucschar of RFC 3987.
static bool iri_letter(uint32_t c) {
  return c >= 0xA0 && (c <= 0xD7FF || (c >= 0xF900 && c <= 0xFDCF) || (c >= 0xFDF0 && c <= 0xFFEF) ||
                       (c >= 0x10000 && c < 0xE0000 && (c & 0xFFFF) <= 0xFFFD) || (c >= 0xE1000 && c <= 0xEFFFD));
}

static bool scheme(Slice iri) {
  for (size_t i = 0; i < iri.len; i++) {
    const char c = iri.ptr[i], l = (char)(c | 32);
    if (c == ':') return i > 1; // one letter is a drive
    if (!(l >= 'a' && l <= 'z') && !(i && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))) return false;
  }
  return false;
}

Slice iri_clean(Arena* arena, Slice iri) {
  iri = slice_trim(iri);
  if (!scheme(iri)) return (Slice){0};
  char*  out = arena_alloc(arena, iri.len * 3 + 1);
  size_t n   = 0;
  bool  host = false; // inside brackets
  for (const char *p = iri.ptr, *end = iri.ptr + iri.len; p < end;) {
    const char*    from = p;
    const bool     sound = utf8_valid(p, (size_t)(end - p)) != 0;
    const uint32_t c     = sound ? utf8_next(&p) : (uint32_t)(unsigned char)*p++;
    if (c == '#') break;
    bool fine = sound && (c < 0x80 ? c > 0x20 && c != 0x7F && !strchr("<>\"{}|\\^`[]", (int)c) : iri_letter(c));
    // brackets stand only around an IPv6 host
    if (c == '[') fine = host = n > 1 && !host && (out[n - 1] == '@' || (out[n - 1] == '/' && out[n - 2] == '/'));
    if (c == ']') fine = host, host = false;
    if (c == '%' && !(end - p >= 2 && strspn(p, "0123456789abcdefABCDEF") >= 2)) fine = false;
    for (; from < p; from++) {
      if (fine) out[n++] = *from;
      else {
        static const char digits[] = "0123456789ABCDEF";
        out[n++] = '%';
        out[n++] = digits[(unsigned char)*from >> 4];
        out[n++] = digits[*from & 15];
      }
    }
  }
  return (Slice){out, n};
}

/// Letters, digits and the marks on them, as far as an IRI may hold them.
static bool word_sign(uint32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  if (!iri_letter(c) || (c >= 0xFE00 && c <= 0xFE0F)) return false; // variation selectors
  switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL: case UTF8PROC_CATEGORY_LT: case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO: case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_MC: case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL: case UTF8PROC_CATEGORY_NO: return true;
    default: return false;
  }
}

/// Signs that may be lost: nobody tells two names apart by them.
static bool everyday_sign(uint32_t c) {
  if (c < 0x80) return c <= ' ' || strchr("-.,;:&/()'\"`_", (int)c);
  const utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
  return category == UTF8PROC_CATEGORY_PD || category == UTF8PROC_CATEGORY_PI || category == UTF8PROC_CATEGORY_PF ||
         category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP ||
         category == UTF8PROC_CATEGORY_CF || category == UTF8PROC_CATEGORY_CC;
}

static bool apostrophe(uint32_t c) { return c == '\'' || c == 0x2019 || c == 0x2BC || c == '`'; }

static const char* hash_of(Arena* arena, Slice text) {
  const Digest digest = digest_sha256(text);
  return arena_copy(arena, digest.hex, HASH_DIGITS);
}

/// The slug without any hash, at most `limit` code points and `words` words; `*lost` where it does not say all.
static Slice plain_slug(Arena* arena, Slice name, size_t limit, size_t words, bool* lost) {
  char*  out    = arena_alloc(arena, name.len * 2 + 1);
  size_t n      = 0, points = 0, parts = 1, hyphen = 0;
  bool   gap    = false;
  for (const char *p = name.ptr, *end = name.ptr + name.len; p < end;) {
    const uint32_t c = utf8_next(&p);
    if (!word_sign(c)) {
      if (!everyday_sign(c)) *lost = true;
      gap = gap || !apostrophe(c);
      continue;
    }
    if (gap && n) {
      if (parts == words) return *lost = true, (Slice){out, n};
      parts++, points++;
      hyphen   = n;
      out[n++] = '-';
    }
    gap = false;
    if (points++ >= limit) {
      *lost = true;
      return (Slice){out, hyphen ? hyphen : n};
    }
    n += utf8_put(c, out + n);
  }
  return (Slice){out, n};
}

Slice iri_slug(Arena* arena, Slice name) {
  name             = compose_label(arena, slice_lower(arena, compose_label(arena, name)));
  bool        lost = false;
  const Slice slug = plain_slug(arena, name, SLUG_LIMIT, SIZE_MAX, &lost);
  if (slug.len && !lost) return slug;
  return slice(arena_printf(arena, "%.*s%s%s", SLICE_ARG(slug), slug.len ? "-" : "name-", hash_of(arena, name)));
}

/// Whether a word stands in a table; once more without its diacritics.
static bool listed(Arena* arena, const char* table, Slice word) {
  if (table_find(table_get(table), word)) return true;
  utf8proc_uint8_t*     out = NULL;
  const utf8proc_ssize_t n  = utf8proc_map((const utf8proc_uint8_t*)word.ptr, (utf8proc_ssize_t)word.len, &out,
                                           UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_STRIPMARK);
  if (n < 0) return false;
  const Slice bare = {arena_copy(arena, (const char*)out, (size_t)n), (size_t)n};
  free(out);
  return table_find(table_get(table), bare) != NULL;
}

static bool person_slug(Arena* arena, Slice slug) {
  size_t words = 0, letters = 0; // of the longest word
  for (const char *p = slug.ptr, *end = slug.ptr + slug.len; p < end; words++) {
    const char* stop = memchr(p, '-', (size_t)(end - p));
    const Slice word = {p, (size_t)((stop ? stop : end) - p)};
    if (words == PERSON_WORDS || listed(arena, "name-words", word)) return false;
    if (!words && utf8_count(word) > 1 && !listed(arena, "given-names", word)) return false;
    if (utf8_count(word) > letters) letters = utf8_count(word);
    for (size_t i = 0; i < word.len; i++)
      if (word.ptr[i] >= '0' && word.ptr[i] <= '9') return false;
    p = stop ? stop + 1 : end;
  }
  return words > 1 && letters > 1;
}

bool iri_person_shaped(Arena* arena, Slice name) { return person_slug(arena, iri_slug(arena, name)); }

static const char* const suffixes[] = {[NAME_PERSON] = "-person", [NAME_ORGANIZATION] = "-organization", [NAME_PLACE] = "-place"};

static bool needs_suffix(Arena* arena, Slice slug, NameType type) {
  if (person_slug(arena, slug) != (type == NAME_PERSON)) return true;
  if (slug.len > 6 && !memcmp(slug.ptr, "claim-", 6)) return true; // a claim's IRI begins so
  for (NameType t = NAME_PERSON; t <= NAME_PLACE; t++) {
    const size_t n = strlen(suffixes[t]);
    if (slug.len > n && !memcmp(slug.ptr + slug.len - n, suffixes[t], n))
      return needs_suffix(arena, (Slice){slug.ptr, slug.len - n}, t);
  }
  return false;
}

Slice iri_entity(Arena* arena, const char* base, NameType type, Slice name) {
  const Slice slug = iri_slug(arena, name);
  return slice(arena_printf(arena, "%sid/%.*s%s", base, SLICE_ARG(slug), needs_suffix(arena, slug, type) ? suffixes[type] : ""));
}

Slice iri_role(Arena* arena, const char* base, Slice role) {
  const Slice slug = iri_slug(arena, role);
  return slice(arena_printf(arena, "%srole/%.*s", base, SLICE_ARG(slug)));
}

Slice iri_claim(Arena* arena, const char* base, Slice wording, Slice language, Slice owner) {
  bool        lost = false;
  const Slice slug = plain_slug(arena, slice_lower(arena, wording), CLAIM_LIMIT, CLAIM_WORDS, &lost);
  const bool  common = !owner.len && slice_equal(language, SLICE("en"));
  const Slice key    = common ? wording : slice(arena_printf(arena, "%.*s\n%.*s\n%.*s", SLICE_ARG(language), SLICE_ARG(owner), SLICE_ARG(wording)));
  return slice(arena_printf(arena, "%sid/claim-%.*s%s%s", base, SLICE_ARG(slug), slug.len ? "-" : "", hash_of(arena, key)));
}
