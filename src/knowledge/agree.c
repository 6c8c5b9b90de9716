/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Name, role and date, each on its own able to say no.
 *
 *   name    a whole one, of two words or more; "Jr" in the article must stand in the table, too
 *   role    the office's own words or an alternative of them; if the article says where, the table must say the same
 *   date    current, acting: within the office's dates; former: behind their end; elect: at most a year before them
 *
 * Two namesakes who both agree are nobody, unless the one is the other: same id, or same office without an id. */
#include "knowledge/agree.h"

#include "base/table.h"

#include <stdlib.h>
#include <string.h>

Slice known_first(const char* alternatives) { return (Slice){alternatives, strcspn(alternatives, "|")}; }

/// The next alternative of `*rest`; false at the end.
static bool next_of(const char** rest, Slice* one) {
  if (!*rest || !**rest) return false;
  *one  = known_first(*rest);
  *rest = (*rest)[one->len] ? *rest + one->len + 1 : *rest + one->len;
  return true;
}

static bool is_among(Arena* arena, Slice key, const char* alternatives) {
  Slice one;
  while (next_of(&alternatives, &one))
    if (slice_equal(known_key(arena, one), key)) return true;
  return false;
}

/// -1, 0 or 1 by as much of both as is given: 2031 and 2031-03 are the same.
static int compare_dates(const char* a, const char* b) {
  const size_t n = strlen(a) < strlen(b) ? strlen(a) : strlen(b);
  return strncmp(a, b, n);
}

static bool years_apart(const char* told, const char* office) {
  return told && *told && *office && labs(strtol(told, NULL, 10) - strtol(office, NULL, 10)) > 1;
}

static bool date_agrees(const KnownOffice* office, const Told* told, const char* date) {
  if (!date || strlen(date) < 4 || years_apart(told->from, office->from) || years_apart(told->to, office->to)) return false;
  switch (told->tenure) {
    case TENURE_CURRENT:
    case TENURE_ACTING: return compare_dates(date, office->from) >= 0 && (!*office->to || compare_dates(date, office->to) <= 0);
    case TENURE_FORMER: return *office->to && compare_dates(date, office->to) >= 0;
    case TENURE_ELECT: return *office->from && compare_dates(date, office->from) <= 0 && !years_apart(date, office->from);
  }
  return false;
}

/// "U.K." where the table has "United Kingdom": one of its other names.
static bool same_place(const Known* known, Arena* arena, Slice organization, const char* alternatives) {
  const Slice key = known_key(arena, organization);
  if (is_among(arena, key, alternatives)) return true;
  KnownEntry   found[KNOWN_NAMESAKES];
  const size_t n = known_find(known, organization, found);
  bool         same = n > 0;
  for (size_t i = 0; i < n; i++) same &= is_among(arena, known_key(arena, slice(known_name(found[i]))), alternatives);
  return same;
}

static bool office_agrees(const Known* known, Arena* arena, const KnownOffice* office, const Told* told, const char* date) {
  if (!told->role.len || !is_among(arena, known_key(arena, told->role), office->role)) return false;
  if (told->organization.len && !same_place(known, arena, told->organization, office->organization)) return false;
  return date_agrees(office, told, date);
}

/// Whether an entry has one of the article's names in full, and none of them tells another generation.
static bool name_agrees(const Known* known, Arena* arena, const Asked* asked, KnownEntry entry) {
  bool agrees = false;
  for (size_t i = 0; i < asked->name_count; i++) {
    const Slice  key  = known_key(arena, asked->names[i]);
    const char*  last = memrchr(key.ptr ? key.ptr : "", ' ', key.len);
    KnownEntry   found[KNOWN_NAMESAKES];
    if (!last) continue;
    const size_t n    = known_find(known, asked->names[i], found);
    bool         here = false;
    for (size_t k = 0; k < n; k++) here |= found[k].sheet == entry.sheet && found[k].index == entry.index;
    const Slice  word = {last + 1, key.len - (size_t)(last + 1 - key.ptr)};
    if (!here && table_find(table_get("generations"), word)) return false;
    agrees |= here;
  }
  return agrees;
}

static bool person_agrees(const Known* known, Arena* arena, const Asked* asked, KnownEntry entry, Agreed* agreed) {
  for (size_t t = 0; t < asked->told_count; t++)
    for (size_t o = 0; o < known_offices(entry); o++) {
      const KnownOffice office = known_office(entry, o);
      if (!office_agrees(known, arena, &office, &asked->told[t], asked->date)) continue;
      *agreed = (Agreed){true, entry, t, o};
      return name_agrees(known, arena, asked, entry);
    }
  return false;
}

/// Two tables may have the same person.
static bool are_one(Arena* arena, const Agreed* a, const Agreed* b) {
  const uint32_t x = known_wikidata(a->entry), y = known_wikidata(b->entry);
  if (x && y) return x == y;
  const KnownOffice one = known_office(a->entry, a->office), other = known_office(b->entry, b->office);
  return slice_equal(known_key(arena, known_first(one.organization)), known_key(arena, known_first(other.organization)));
}

static void agree_person(const Known* known, Arena* arena, const Asked* asked, Agreed* agreed) {
  for (size_t i = 0; i < asked->name_count; i++) {
    KnownEntry   found[KNOWN_NAMESAKES];
    const size_t n = known_find(known, asked->names[i], found);
    for (size_t k = 0; k < n && n < KNOWN_NAMESAKES; k++) {
      Agreed one;
      if (known_type(found[k]) != NAME_PERSON || !person_agrees(known, arena, asked, found[k], &one)) continue;
      if (agreed->found && !are_one(arena, agreed, &one)) {
        *agreed = (Agreed){0};
        return;
      }
      if (!agreed->found || (!known_wikidata(agreed->entry) && known_wikidata(one.entry))) *agreed = one;
    }
  }
}

/// The only one of its name; what the article calls it besides must not be somebody else's name.
static void agree_name(const Known* known, const Asked* asked, Agreed* agreed) {
  bool full = false, by_letters = true; // one that is spelt out is not known by its letters
  for (size_t i = 0; i < asked->name_count; i++) {
    KnownEntry   found[KNOWN_NAMESAKES];
    const size_t n       = known_find(known, asked->names[i], found);
    const bool   letters = known_is_letters(asked->names[i]);
    full |= !letters;
    if (!n) continue;
    by_letters &= letters;
    const bool same = agreed->found && n == 1 && (found[0].sheet == agreed->entry.sheet ? found[0].index == agreed->entry.index
                      : known_wikidata(found[0]) == known_wikidata(agreed->entry));
    if (n > 1 || known_type(found[0]) != asked->type || (agreed->found && !same)) {
      *agreed = (Agreed){0};
      return;
    }
    *agreed = (Agreed){.found = true, .entry = found[0]};
  }
  if (full && by_letters) *agreed = (Agreed){0};
}

void known_agree(const Known* known, const Asked* asked, Agreed* agreed) {
  Arena arena = {0};
  *agreed     = (Agreed){0};
  if (asked->type != NAME_PERSON) agree_name(known, asked, agreed);
  else if (asked->told_count && asked->date) agree_person(known, &arena, asked, agreed);
  arena_free(&arena);
}

bool known_complete(const Asked* asked, const Agreed* agreed, const Told* told, KnownOffice* office) {
  if (!agreed->found || asked->type != NAME_PERSON || told->organization.len) return false;
  if (told->tenure != TENURE_CURRENT && told->tenure != TENURE_ACTING) return false;
  Arena arena = {0};
  bool  found = false, several = false;
  for (size_t o = 0; o < known_offices(agreed->entry); o++) {
    const KnownOffice one = known_office(agreed->entry, o);
    if (!*one.organization || !office_agrees(NULL, &arena, &one, told, asked->date)) continue;
    if (found) several |= !slice_equal(known_first(one.organization), known_first(office->organization));
    *office = one;
    found   = true;
  }
  arena_free(&arena);
  return found && !several;
}
