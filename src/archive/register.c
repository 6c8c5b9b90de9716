/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Notes written and read; the layout stands in register.h.
 *
 * A profile is judged by its first FIRST_ARTICLES articles, so an article behind those changes nothing but where it
 * stands itself, however many there are. */
#include "archive/register.h"

#include "base/buffer.h"

#include <stdlib.h>
#include <string.h>

char* register_key(Arena* arena, Slice block, char kind) { return arena_printf(arena, "who/b/%.*s/%c", SLICE_ARG(block), kind); }

static char* key_of(Arena* arena, char kind, Slice block, Slice profile) {
  return arena_printf(arena, "who/b/%.*s/%c/%.*s", SLICE_ARG(block), kind, SLICE_ARG(profile));
}

static char* article_key(Arena* arena, Slice hash) { return arena_printf(arena, "who/m/%.*s", SLICE_ARG(hash)); }

Status register_next_block(Store* store, Slice digits, Slice after, Arena* arena, Slice* block) {
  const char *prefix = arena_printf(arena, "who/b/%.*s", SLICE_ARG(digits)), *key, *value;
  const char* behind = after.len ? arena_printf(arena, "who/b/%.*s/~", SLICE_ARG(after)) : NULL;
  TRY(store_next_note(store, prefix, behind, arena, &key, &value));
  *block = key ? (Slice){key + strlen("who/b/"), strcspn(key + strlen("who/b/"), "/")} : SLICE("");
  return OK;
}

void line_fields(Slice line, Slice* fields, size_t n) {
  for (size_t i = 0; i < n; i++) fields[i] = slice_cut(&line, '\t');
}

bool next_line(Slice* text, Slice* line) {
  if (!text->len) return false;
  *line = slice_cut(text, '\n');
  return true;
}

// --- contexts: six letters for each hash ---------------------------------------------------------------------------

enum { HASH_LETTERS = 6, FIRST_LETTER = '0' };

static void put_context(Buffer* out, const uint32_t* context, size_t n) {
  for (size_t i = 0; i < n; i++)
    for (int shift = 30; shift >= 0; shift -= 6) buffer_putc(out, (char)(FIRST_LETTER + (context[i] >> shift & 63)));
}

static size_t get_context(Arena* arena, Slice text, uint32_t** context) {
  const size_t n = text.len / HASH_LETTERS;
  *context       = arena_array(arena, uint32_t, n + 1);
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < HASH_LETTERS; k++) (*context)[i] = (*context)[i] << 6 | (uint32_t)(text.ptr[i * HASH_LETTERS + k] - FIRST_LETTER);
  return n;
}

// --- records ---------------------------------------------------------------------------------------------------------

static void read_record(Arena* arena, const char* key, const char* value, Record* record) {
  Slice fields[2];
  line_fields(slice(value), fields, 2);
  const size_t n = strlen(key);
  *record        = (Record){.key = {key, n}, .article = fields[0], .hash = {key + n - ARTICLE_DIGITS, ARTICLE_DIGITS}};
  record->context_count = get_context(arena, fields[1], &record->context);
}

Status register_next(Store* store, Slice block, Slice profile, Slice after, Arena* arena, Record* record, bool* more) {
  const char *key, *value;
  TRY(store_next_note(store, arena_printf(arena, "%s/", key_of(arena, 'r', block, profile)), after.len ? after.ptr : NULL, arena, &key, &value));
  *more = key != NULL;
  if (key) read_record(arena, key, value, record);
  return OK;
}

static char* record_key(Arena* arena, Slice block, Slice profile, Slice date, Slice article_hash) {
  return arena_printf(arena, "%s/%.*s/%.*s", key_of(arena, 'r', block, profile), SLICE_ARG(date), SLICE_ARG(article_hash));
}

Status register_record(Store* store, const Place* place, Slice article_hash, Arena* arena, Record* record) {
  const char *key = record_key(arena, place->block, place->profile, place->date, article_hash), *value;
  TRY(store_note(store, key, arena, &value));
  if (!value) return fail(ERR_INPUT, "%s: an article's people are not where they should be; run onrecord rebuild", key);
  read_record(arena, key, value, record);
  return OK;
}

// --- profiles --------------------------------------------------------------------------------------------------------

enum { FIELDS = 10 };

static int by_number(const void* x, const void* y) {
  const uint32_t a = *(const uint32_t*)x, b = *(const uint32_t*)y;
  return a < b ? -1 : a > b;
}

static void read_entry(Arena* arena, Slice hash, const char* value, Entry* entry) {
  Slice f[FIELDS];
  line_fields(slice(value), f, FIELDS);
  *entry           = (Entry){.hash = hash, .iri = f[1], .node = f[5], .loose = f[6].len && f[6].ptr[0] == '1', .seen = f[9]};
  Profile* profile = &entry->profile;
  *profile         = (Profile){.type = f[0].len && f[0].ptr[0] == 'p' ? NAME_PERSON : NAME_ORGANIZATION, .slug = f[2], .first = f[7]};
  profile->acronym = f[4].len && f[4].ptr[0] == '1';
  profile->place   = f[4].len && f[4].ptr[0] == '2';
  profile->giver   = hash.len && hash.ptr[0] == 'g';
  if (f[7].len > ARTICLE_DIGITS) entry->founder = (Slice){f[7].ptr + f[7].len - ARTICLE_DIGITS, ARTICLE_DIGITS};
  Slice* facets = arena_array(arena, Slice, f[3].len / 2 + 1);
  for (const char *p = f[3].ptr, *end = p + f[3].len; p < end;) {
    const char* stop = memchr(p, ' ', (size_t)(end - p));
    if (!stop) stop = end;
    facets[profile->facet_count++] = (Slice){p, (size_t)(stop - p)};
    p                              = stop < end ? stop + 1 : end;
  }
  profile->facets   = facets;
  uint32_t* context;
  profile->context_count = get_context(arena, f[8], &context);
  profile->context       = context;
}

/// What its first articles tell: when, and whom they name beside. `*some` false where there are none.
static Status read_first(Store* store, Slice block, Arena* arena, Entry* entry, bool* some) {
  Record    record;
  bool      more;
  Slice     after = {0};
  uint32_t* all   = NULL;
  size_t    n     = 0, cap = 0;
  *some = false;
  for (int article = 0; article < FIRST_ARTICLES; article++) {
    TRY(register_next(store, block, entry->hash, after, arena, &record, &more));
    if (!more) break;
    after = record.key;
    if (!article) {
      const size_t behind  = ARTICLE_DIGITS + 1; // DATE/ARTICLE: the date begins behind the last slash but one
      const char*  slash   = memrchr(record.key.ptr, '/', record.key.len - behind);
      entry->profile.first = slice(slash + 1);
      entry->founder       = record.hash;
      *some                = true;
    }
    for (size_t i = 0; i < record.context_count; i++) *arena_push(arena, all, n, cap) = record.context[i];
  }
  if (n) qsort(all, n, sizeof *all, by_number);
  size_t kept = 0;
  for (size_t i = 0; i < n; i++)
    if (!kept || all[kept - 1] != all[i]) all[kept++] = all[i];
  entry->profile.context       = all;
  entry->profile.context_count = kept;
  return OK;
}

Status register_entries(Store* store, Slice block, Slice after, size_t most, Arena* arena, Entries* entries) {
  const char* prefix = arena_printf(arena, "%s/", register_key(arena, block, 'p'));
  const char *behind = after.len ? arena_printf(arena, "%s%.*s", prefix, SLICE_ARG(after)) : NULL, *key, *value;
  for (size_t i = 0; i < most; i++) {
    TRY(store_next_note(store, prefix, behind, arena, &key, &value));
    if (!key) break;
    behind = key;
    Entry* entry = arena_push(arena, entries->items, entries->n, entries->cap);
    read_entry(arena, slice(key + strlen(prefix)), value, entry);
    profile_prepare(arena, &entry->profile);
  }
  return OK;
}

Status register_entry(Store* store, Slice block, Slice profile, Arena* arena, Entry* entry, bool* found) {
  const char* value;
  TRY(store_note(store, key_of(arena, 'p', block, profile), arena, &value));
  *found = value != NULL;
  if (value) read_entry(arena, profile, value, entry);
  return OK;
}

static void put_field(Buffer* out, Slice field) {
  buffer_put_slice(out, field);
  buffer_putc(out, '\t');
}

Status register_put_entry(Store* store, Slice block, const Entry* entry) {
  Arena          arena   = {0};
  Buffer         words   = {0};
  const Profile* profile = &entry->profile;
  put_field(&words, profile->type == NAME_PERSON ? SLICE("p") : SLICE("o"));
  put_field(&words, entry->iri);
  put_field(&words, profile->slug);
  for (size_t i = 0; i < profile->facet_count; i++) {
    if (i) buffer_putc(&words, ' ');
    buffer_put_slice(&words, profile->facets[i]);
  }
  buffer_putc(&words, '\t');
  put_field(&words, profile->place ? SLICE("2") : profile->acronym ? SLICE("1") : SLICE("0"));
  put_field(&words, entry->node);
  put_field(&words, entry->loose ? SLICE("1") : SLICE("0"));
  put_field(&words, profile->first);
  put_context(&words, profile->context, profile->context_count);
  buffer_putc(&words, '\t');
  buffer_put_slice(&words, entry->seen);
  const Status status = store_set_note(store, key_of(&arena, 'p', block, entry->hash), words.bytes);
  buffer_free(&words);
  arena_free(&arena);
  return status;
}

/// A profile that came or goes stands in the blocks of its initials and letters, too, as a giver.
static Status put_givers(Store* store, Slice block, const Entry* entry, bool put, Arena* arena, Change* change) {
  change->giver_count = giver_blocks(arena, &entry->profile, change->givers);
  for (size_t i = 0; i < change->giver_count; i++) {
    Entry giver = *entry;
    giver.hash  = slice(arena_printf(arena, "g%.*s", SLICE_ARG(entry->hash)));
    giver.node  = block;
    giver.profile.first = SLICE("");
    giver.profile.context_count = 0;
    TRY(put ? register_put_entry(store, change->givers[i], &giver)
            : store_set_note(store, key_of(arena, 'p', change->givers[i], giver.hash), NULL));
  }
  return OK;
}

/// Whether a record's key stands among the first of its profile, or would.
static Status among_first(Store* store, Slice block, Slice profile, const char* key, Arena* arena, bool* among) {
  Record record;
  bool   more = true;
  Slice  after = {0};
  *among       = true;
  for (int i = 0; i < FIRST_ARTICLES; i++) {
    TRY(register_next(store, block, profile, after, arena, &record, &more));
    if (!more || strcmp(record.key.ptr, key) >= 0) return OK;
    after = record.key;
  }
  *among = false;
  return OK;
}

Status register_put(Store* store, const Persona* persona, Term article, Slice article_hash, Slice date, Arena* arena, Change* change) {
  Entry entry;
  bool  found, first;
  char* key = record_key(arena, persona->block, persona->profile, date, article_hash);
  *change   = (Change){0};
  TRY(register_entry(store, persona->block, persona->profile, arena, &entry, &found));
  TRY(among_first(store, persona->block, persona->profile, key, arena, &first));
  Buffer value = {0};
  buffer_put_slice(&value, article.value);
  buffer_putc(&value, '\t');
  put_context(&value, persona->context, persona->context_count);
  const Status status = store_set_note(store, key, value.bytes);
  buffer_free(&value);
  TRY(status);
  if (!found) {
    entry = (Entry){.hash = persona->profile, .iri = persona->iri,
                    .profile = {.type = persona->type, .slug = persona->slug, .facets = persona->facets,
                                .facet_count = persona->facet_count, .acronym = persona->acronym, .place = persona->place}};
    profile_prepare(arena, &entry.profile);
    TRY(put_givers(store, persona->block, &entry, true, arena, change));
  }
  change->moved = !found || entry.loose || first;
  if (!found || first) {
    bool some;
    TRY(read_first(store, persona->block, arena, &entry, &some));
    TRY(register_put_entry(store, persona->block, &entry));
  }
  return OK;
}

Status register_remove(Store* store, const Place* place, Slice article_hash, Arena* arena, Change* change) {
  char* key = record_key(arena, place->block, place->profile, place->date, article_hash);
  Entry entry;
  bool  found, some;
  *change = (Change){0};
  TRY(register_entry(store, place->block, place->profile, arena, &entry, &found));
  TRY(among_first(store, place->block, place->profile, key, arena, &change->moved));
  TRY(store_set_note(store, key, NULL));
  if (!found || !change->moved) return OK;
  TRY(read_first(store, place->block, arena, &entry, &some));
  if (some) return register_put_entry(store, place->block, &entry);
  profile_prepare(arena, &entry.profile);
  TRY(put_givers(store, place->block, &entry, false, arena, change));
  return store_set_note(store, key_of(arena, 'p', place->block, place->profile), NULL);
}

Status register_pair(Store* store, const Place* a, const Place* b, Slice article_hash, bool put, bool* moved) {
  Arena       arena = {0};
  const bool  turn  = slice_compare(a->profile, b->profile) > 0;
  const Slice x = turn ? b->profile : a->profile, y = turn ? a->profile : b->profile;
  const char* pair = arena_printf(&arena, "%s/%.*s/", key_of(&arena, 'x', a->block, x), SLICE_ARG(y));
  const char *key, *value, *mine = arena_printf(&arena, "%s%.*s", pair, SLICE_ARG(article_hash));
  Status      status = OK;
  if (!put) status = store_set_note(store, mine, NULL);
  if (status == OK) status = store_next_note(store, pair, NULL, &arena, &key, &value);
  if (status == OK) *moved = !key;
  if (put && status == OK) status = store_set_note(store, mine, "");
  arena_free(&arena);
  return status;
}

// --- an article's people ---------------------------------------------------------------------------------------------

Status register_places(Store* store, Slice article_hash, Arena* arena, Places* places) {
  *places = (Places){0};
  const char* value;
  TRY(store_note(store, article_key(arena, article_hash), arena, &value));
  Slice text = slice(value ? value : ""), line;
  while (next_line(&text, &line)) {
    Slice f[5];
    line_fields(line, f, 5);
    *arena_push(arena, places->items, places->n, places->cap) = (Place){f[0], f[1], f[2], f[3], f[4]};
  }
  return OK;
}

Status register_put_places(Store* store, Slice article_hash, const Places* places) {
  Arena  arena = {0};
  Buffer words = {0};
  for (size_t i = 0; i < places->n; i++) {
    const Place* p = &places->items[i];
    put_field(&words, p->block);
    put_field(&words, p->profile);
    put_field(&words, p->date);
    put_field(&words, p->read);
    buffer_put_slice(&words, p->now);
    buffer_putc(&words, '\n');
  }
  const Status status = store_set_note(store, article_key(&arena, article_hash), words.len ? words.bytes : NULL);
  buffer_free(&words);
  arena_free(&arena);
  return status;
}
