/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* A table as it lies in memory, mapped from a file or made from a user's table: fixed records, then all text.
 *
 *     head | entities | offices | keys, sorted by their text | text, each string ends with NUL
 *
 * Numbers are in the order of bytes of the machine that made it; the head tells. */
#ifndef ONRECORD_KNOWLEDGE_SHEET_H
#define ONRECORD_KNOWLEDGE_SHEET_H

#include "base/map.h"
#include "knowledge/known.h"

#define SHEET_MAGIC "ONRKNOW1"
enum { SHEET_ORDER = 0x01020304, KNOWN_COLUMNS = 8 };

typedef struct {
  char     magic[8];
  uint32_t order;
  uint32_t entities, offices, keys, text; ///< How many; of text the bytes
} SheetHead;

typedef struct {
  uint32_t name, source; ///< Offsets into the text
  uint32_t wikidata, type;
  uint32_t first, count; ///< Offices
} SheetEntity;

typedef struct {
  uint32_t role, organization, from, to;
} SheetOffice;

typedef struct {
  uint32_t text, entity;
} SheetKey;

typedef struct Sheet {
  const SheetHead*   head;
  const SheetEntity* entities;
  const SheetOffice* offices;
  const SheetKey*    keys;
  const char*        text;
} Sheet;

/// The parts of a sheet's bytes; ERR_INPUT where they do not hold together. `name` is for messages.
Status sheet_open(Slice bytes, const char* name, Sheet* sheet);

/// A row as read: the columns, checked.
typedef struct {
  Slice       cells[KNOWN_COLUMNS]; ///< Name, type, also known as, Wikidata id, role, organization, from, to
  NameType    type;
  uint32_t    wikidata;
  size_t      line;
  const char* source;
} KnownRow;

typedef struct {
  KnownRow* items;
  size_t    n, cap;
} KnownRows;

enum { ROW_NAME, ROW_TYPE, ROW_ALSO, ROW_WIKIDATA, ROW_ROLE, ROW_ORGANIZATION, ROW_FROM, ROW_TO };

/// Read a table's rows into the arena, behind those there are. `seen` has rows of all tables so far, so that one that
/// stands there twice is named. ERR_INPUT.
Status rows_read(Slice text, const char* name, Arena* arena, Map* seen, KnownRows* rows);

/// Rows into a sheet's bytes.
void sheet_pack(const KnownRows* rows, Buffer* out);

#endif
