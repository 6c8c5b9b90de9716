/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Sheets are opened and names found in them. The shipped one is mapped as it lies on disk: nothing is read that nobody
 * asks for. A user's tables are one sheet each, made when they are added. */
#include "knowledge/known.h"

#include "base/digest.h"
#include "base/file.h"
#include "base/table.h"
#include "knowledge/sheet.h"

#include <stdlib.h>
#include <string.h>

enum { SHEETS_MAX = 64, LETTERS_MAX = 8, DIGEST_DIGITS = 16 };

struct Known {
  Sheet   sheets[SHEETS_MAX];
  Buffer  own[SHEETS_MAX]; ///< Bytes of those that are not mapped
  size_t  n;
  FileMap map;
  Arena   arena;
  Map     seen;   ///< Rows of users' tables
  Buffer  tables; ///< Their text
  char    digest[DIGEST_DIGITS + 1];
};

static bool in_text(const Sheet* sheet, uint32_t offset) { return offset < sheet->head->text; }

static bool is_whole(const Sheet* s) {
  bool whole = s->head->text && !s->text[s->head->text - 1];
  for (uint32_t i = 0; whole && i < s->head->entities; i++) {
    const SheetEntity* e = &s->entities[i];
    whole = in_text(s, e->name) && in_text(s, e->source) && e->type <= NAME_PLACE && e->first <= s->head->offices && e->count <= s->head->offices - e->first;
  }
  for (uint32_t i = 0; whole && i < s->head->offices; i++) {
    const SheetOffice* o = &s->offices[i];
    whole = in_text(s, o->role) && in_text(s, o->organization) && in_text(s, o->from) && in_text(s, o->to);
  }
  for (uint32_t i = 0; whole && i < s->head->keys; i++) whole = in_text(s, s->keys[i].text) && s->keys[i].entity < s->head->entities;
  return whole;
}

Status sheet_open(Slice bytes, const char* name, Sheet* sheet) {
  const SheetHead* head = (const SheetHead*)(const void*)bytes.ptr;
  if (bytes.len < sizeof *head || memcmp(head->magic, SHEET_MAGIC, 7)) return fail(ERR_INPUT, "%s: no table of what is known; install OnRecord anew", name);
  if (memcmp(head->magic, SHEET_MAGIC, 8) || head->order != SHEET_ORDER)
    return fail(ERR_VERSION, "%s: made by another version or for another machine; install OnRecord anew", name);
  const uint64_t size = sizeof *head + (uint64_t)head->entities * sizeof(SheetEntity) + (uint64_t)head->offices * sizeof(SheetOffice) +
                        (uint64_t)head->keys * sizeof(SheetKey) + head->text;
  if (size != bytes.len) return fail(ERR_INPUT, "%s: cut off or damaged; install OnRecord anew", name);
  sheet->head     = head;
  sheet->entities = (const SheetEntity*)(head + 1);
  sheet->offices  = (const SheetOffice*)(sheet->entities + head->entities);
  sheet->keys     = (const SheetKey*)(sheet->offices + head->offices);
  sheet->text     = (const char*)(sheet->keys + head->keys);
  return is_whole(sheet) ? OK : fail(ERR_INPUT, "%s: damaged; install OnRecord anew", name);
}

Known* known_new(void) { return xcalloc(1, sizeof(Known)); }

Status known_open(const char* path, Known** known) {
  Known* k = known_new();
  *known   = NULL;
  Status status = file_map(path, &k->map);
  if (status == OK) status = sheet_open((Slice){k->map.bytes, k->map.len}, path, &k->sheets[0]);
  if (status != OK) {
    known_free(k);
    return status;
  }
  k->n   = 1;
  *known = k;
  return OK;
}

void known_free(Known* known) {
  if (!known) return;
  for (size_t i = 0; i < SHEETS_MAX; i++) buffer_free(&known->own[i]);
  if (known->map.len) file_unmap(&known->map);
  map_free(&known->seen);
  buffer_free(&known->tables);
  arena_free(&known->arena);
  free(known);
}

Status known_add(Known* known, Slice text, const char* name) {
  KnownRows rows = {0};
  if (known->n == SHEETS_MAX) return fail(ERR_LIMIT, "%s: more than %d tables; put some of them into one file", name, SHEETS_MAX - 1);
  TRY(rows_read(text, name, &known->arena, &known->seen, &rows));
  Buffer* bytes = &known->own[known->n];
  sheet_pack(&rows, bytes);
  TRY(sheet_open(buffer_slice(bytes), name, &known->sheets[known->n]));
  known->n++;
  buffer_puts(&known->tables, name);
  buffer_putc(&known->tables, '\n');
  buffer_put_slice(&known->tables, text);
  memcpy(known->digest, digest_sha256(buffer_slice(&known->tables)).hex, DIGEST_DIGITS);
  return OK;
}

const char* known_digest(const Known* known) { return known ? known->digest : ""; }

// --- names -----------------------------------------------------------------------------------------------------------

bool known_is_letters(Slice name) {
  size_t n = 0;
  for (size_t i = 0; i < name.len; i++) {
    if (name.ptr[i] == '.' && n) continue;
    const bool small = name.ptr[i] == '&' || name.ptr[i] == '-' || (name.ptr[i] >= '0' && name.ptr[i] <= '9');
    if (!(name.ptr[i] >= 'A' && name.ptr[i] <= 'Z') && !(small && n)) return false;
    n++;
  }
  return n >= 2 && n <= LETTERS_MAX;
}

static Slice letters_key(Arena* arena, Slice name) {
  char*  key = arena_alloc(arena, name.len + 1);
  size_t n   = 0;
  for (size_t i = 0; i < name.len; i++)
    if (name.ptr[i] != '.') key[n++] = name.ptr[i];
  return (Slice){key, n};
}

/// Behind an article ("the") at its beginning, if there is more.
static Slice without_article(Slice key) {
  const char* space = memchr(key.ptr, ' ', key.len);
  if (!space) return key;
  const char* const* row = table_find(table_get("determiners"), (Slice){key.ptr, (size_t)(space - key.ptr)});
  return row && !strcmp(row[1], "definite") ? (Slice){space + 1, key.len - (size_t)(space + 1 - key.ptr)} : key;
}

static Slice words_key(Arena* arena, Slice name) {
  const Slice fold = slice_fold(arena, name);
  char*       key  = arena_alloc(arena, fold.len + 1);
  size_t      n    = 0;
  for (size_t i = 0; i < fold.len; i++) {
    const char c = fold.ptr[i];
    if (c == '.' || c == '\'') continue;
    const bool gap = c == ' ' || c == '-' || c == ',' || (c >= '\t' && c <= '\r');
    if (!gap) key[n++] = c;
    else if (n && key[n - 1] != ' ') key[n++] = ' ';
  }
  while (n && key[n - 1] == ' ') n--;
  return without_article((Slice){key, n});
}

Slice known_key(Arena* arena, Slice name) {
  name = slice_trim(name);
  return known_is_letters(name) ? letters_key(arena, name) : words_key(arena, name);
}

static const char* text_of(const Sheet* sheet, uint32_t offset) { return sheet->text + offset; }

/// The first key that is not before `key`.
static uint32_t first_key(const Sheet* sheet, const char* key) {
  uint32_t low = 0, high = sheet->head->keys;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (strcmp(text_of(sheet, sheet->keys[middle].text), key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

static size_t find_key(const Known* known, Slice key, KnownEntry* found) {
  size_t n = 0;
  if (!key.len || memchr(key.ptr, '\0', key.len)) return 0;
  for (size_t s = 0; s < known->n; s++) {
    const Sheet* sheet = &known->sheets[s];
    for (uint32_t i = first_key(sheet, key.ptr); i < sheet->head->keys && n < KNOWN_NAMESAKES; i++) {
      if (strcmp(text_of(sheet, sheet->keys[i].text), key.ptr) != 0) break;
      found[n++] = (KnownEntry){sheet, sheet->keys[i].entity};
    }
  }
  return n;
}

size_t known_find(const Known* known, Slice name, KnownEntry* found) {
  if (!known || !known->n) return 0;
  Arena  arena = {0};
  Slice  key   = known_key(&arena, name);
  key          = (Slice){arena_copy(&arena, key.ptr, key.len), key.len};
  size_t n     = find_key(known, key, found);
  if (!n && known_is_letters(slice_trim(name))) { // a word in capitals, as in a headline
    key = words_key(&arena, name);
    key = (Slice){arena_copy(&arena, key.ptr, key.len), key.len};
    n   = find_key(known, key, found);
  }
  arena_free(&arena);
  return n;
}

// --- entries ---------------------------------------------------------------------------------------------------------

static const SheetEntity* entity(KnownEntry e) { return &e.sheet->entities[e.index]; }

NameType    known_type(KnownEntry e) { return (NameType)entity(e)->type; }
const char* known_name(KnownEntry e) { return text_of(e.sheet, entity(e)->name); }
const char* known_source(KnownEntry e) { return text_of(e.sheet, entity(e)->source); }
uint32_t    known_wikidata(KnownEntry e) { return entity(e)->wikidata; }
size_t      known_offices(KnownEntry e) { return entity(e)->count; }

KnownOffice known_office(KnownEntry e, size_t i) {
  const SheetOffice* o = &e.sheet->offices[entity(e)->first + i];
  return (KnownOffice){text_of(e.sheet, o->role), text_of(e.sheet, o->organization), text_of(e.sheet, o->from), text_of(e.sheet, o->to)};
}

bool known_kind(const Known* known, Slice name, NameType* type) {
  KnownEntry   found[KNOWN_NAMESAKES];
  const size_t n = known_find(known, name, found);
  for (size_t i = 0; i < n; i++) {
    if (i && known_type(found[i]) != *type) return false;
    *type = known_type(found[i]);
  }
  return n > 0 && n < KNOWN_NAMESAKES;
}
