/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* A table of what is known, as people write it: TSV, a line of column names, then rows.
 *
 *     name <TAB> type <TAB> also known as <TAB> Wikidata id <TAB> role <TAB> organization <TAB> from <TAB> to
 *     Ana Brandt <TAB> person <TAB> A. M. Brandt <TAB> <TAB> finance minister <TAB> Norland <TAB> 2029-05 <TAB>
 *
 * One row per office: rows of the same name, type and id are one. Lines that begin with '#' and empty ones are passed
 * over; empty columns at the end may be left out. The first fault ends it, with its line and what was expected. */
#include "base/calendar.h"
#include "base/table.h"
#include "knowledge/sheet.h"

#include <stdlib.h>
#include <string.h>

enum { CELL_LIMIT = 2000 };

static const char* const columns[KNOWN_COLUMNS] = {"name", "type", "also known as", "Wikidata id", "role", "organization", "from", "to"};

#define ALL_COLUMNS "name, type, also known as, Wikidata id, role, organization, from, to"

static const struct {
  const char* word;
  NameType    type;
} types[] = {{"person", NAME_PERSON}, {"organization", NAME_ORGANIZATION}, {"place", NAME_PLACE}};

static size_t split(Slice line, Slice* cells) {
  size_t n = 0;
  for (const char *p = line.ptr, *end = p + line.len;; n++) {
    const char* tab = memchr(p, '\t', (size_t)(end - p));
    if (n < KNOWN_COLUMNS) cells[n] = slice_trim((Slice){p, (size_t)((tab ? tab : end) - p)});
    if (!tab) return n + 1;
    p = tab + 1;
  }
}

static Status read_head(Arena* arena, Slice line, const char* name, size_t number) {
  Slice        cells[KNOWN_COLUMNS] = {{0}};
  const size_t n                    = split(line, cells);
  bool         right                = n == KNOWN_COLUMNS;
  for (size_t i = 0; right && i < KNOWN_COLUMNS; i++)
    right = slice_equal(slice_lower(arena, cells[i]), slice_lower(arena, slice(columns[i])));
  return right ? OK : fail(ERR_INPUT, "%s: line %zu: expected the names of the columns, with tabs between: " ALL_COLUMNS, name, number);
}

/// "2031", "2031-03" or "2031-03-02".
static bool is_date(Slice s) {
  if (s.len != 4 && s.len != 7 && s.len != 10) return false;
  for (size_t i = 0; i < s.len; i++)
    if (i == 4 || i == 7 ? s.ptr[i] != '-' : s.ptr[i] < '0' || s.ptr[i] > '9') return false;
  const Day day = {strtol((char[5]){s.ptr[0], s.ptr[1], s.ptr[2], s.ptr[3]}, NULL, 10),
                   s.len > 4 ? (s.ptr[5] - '0') * 10 + s.ptr[6] - '0' : 1, s.len > 7 ? (s.ptr[8] - '0') * 10 + s.ptr[9] - '0' : 1};
  return calendar_valid(day);
}

static bool is_wikidata(Slice s, uint32_t* number) {
  *number = 0;
  if (s.len < 2 || s.len > 10 || s.ptr[0] != 'Q' || s.ptr[1] == '0') return false;
  for (size_t i = 1; i < s.len; i++) {
    if (s.ptr[i] < '0' || s.ptr[i] > '9') return false;
    *number = *number * 10 + (uint32_t)(s.ptr[i] - '0');
  }
  return true;
}

static Status check_row(Arena* arena, KnownRow* row, const char* name) {
  const Slice* c     = row->cells;
  const Slice  type  = slice_lower(arena, c[ROW_TYPE]);
  bool         typed = false;
  for (size_t i = 0; i < KNOWN_COLUMNS; i++)
    if (c[i].len > CELL_LIMIT)
      return fail(ERR_INPUT, "%s: line %zu: %s: more than %d bytes; shorten it", name, row->line, columns[i], CELL_LIMIT);
  if (!known_key(arena, c[ROW_NAME]).len) return fail(ERR_INPUT, "%s: line %zu: expected a name in the first column", name, row->line);
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (slice_equal(type, slice(types[i].word))) typed = true, row->type = types[i].type;
  if (!typed)
    return fail(ERR_INPUT, "%s: line %zu: type \"%.*s\": expected person, organization or place", name, row->line, SLICE_ARG(c[ROW_TYPE]));
  if (c[ROW_WIKIDATA].len && !is_wikidata(c[ROW_WIKIDATA], &row->wikidata))
    return fail(ERR_INPUT, "%s: line %zu: Wikidata id \"%.*s\": expected Q and a number, such as Q7804, or nothing", name, row->line, SLICE_ARG(c[ROW_WIKIDATA]));
  for (int i = ROW_FROM; i <= ROW_TO; i++)
    if (c[i].len && !is_date(c[i]))
      return fail(ERR_INPUT, "%s: line %zu: %s \"%.*s\": expected a date: 2031, 2031-03 or 2031-03-02, or nothing", name, row->line, columns[i], SLICE_ARG(c[i]));
  if ((c[ROW_FROM].len || c[ROW_TO].len) && !c[ROW_ROLE].len)
    return fail(ERR_INPUT, "%s: line %zu: expected a role where there are dates: they say when it was held", name, row->line);
  const size_t n = c[ROW_FROM].len < c[ROW_TO].len ? c[ROW_FROM].len : c[ROW_TO].len;
  if (n && memcmp(c[ROW_FROM].ptr, c[ROW_TO].ptr, n) > 0)
    return fail(ERR_INPUT, "%s: line %zu: from %.*s to %.*s: expected an end that is not before the beginning", name, row->line, SLICE_ARG(c[ROW_FROM]), SLICE_ARG(c[ROW_TO]));
  return OK;
}

/// The same row twice, in this table or one before it.
static Status check_fresh(Arena* arena, Map* seen, const KnownRow* row, const char* name) {
  Buffer key = {0};
  for (size_t i = 0; i < KNOWN_COLUMNS; i++) buffer_printf(&key, "%.*s\t", SLICE_ARG(row->cells[i]));
  const char*     place = arena_printf(arena, "%s line %zu", name, row->line);
  const uint64_t  at    = *map_at(seen, buffer_slice(&key), (uint64_t)(uintptr_t)place);
  const char*     other = (const char*)(uintptr_t)at;
  buffer_free(&key);
  if (other == place) return OK;
  return fail(ERR_INPUT, "%s: line %zu: %.*s: the same row as %s; take one of them out", name, row->line, SLICE_ARG(row->cells[ROW_NAME]), other);
}

Status rows_read(Slice text, const char* name, Arena* arena, Map* seen, KnownRows* rows) {
  const Text sound  = text_make(arena, text.ptr ? text.ptr : "", text.len);
  Slice      rest   = slice_without_mark((Slice){sound.bytes, sound.len});
  const char* from  = arena_copy(arena, name, strlen(name));
  bool       headed = false;
  for (size_t number = 1; rest.len; number++) {
    const char* end  = memchr(rest.ptr, '\n', rest.len);
    Slice       line = {rest.ptr, end ? (size_t)(end - rest.ptr) : rest.len};
    rest = end ? (Slice){end + 1, rest.len - line.len - 1} : (Slice){rest.ptr + rest.len, 0};
    if (line.len && line.ptr[line.len - 1] == '\r') line.len--;
    if (!slice_trim(line).len || line.ptr[0] == '#') continue;
    if (!headed) {
      TRY(read_head(arena, line, name, number));
      headed = true;
      continue;
    }
    KnownRow row = {.line = number, .source = from};
    for (size_t i = 0; i < KNOWN_COLUMNS; i++) row.cells[i] = SLICE("");
    const size_t n = split(line, row.cells);
    if (n < 2 || n > KNOWN_COLUMNS)
      return fail(ERR_INPUT, "%s: line %zu: %zu column%s, with tabs between; expected %d: " ALL_COLUMNS, name, number, n, n == 1 ? "" : "s", KNOWN_COLUMNS);
    TRY(check_row(arena, &row, name));
    TRY(check_fresh(arena, seen, &row, name));
    *arena_push(arena, rows->items, rows->n, rows->cap) = row;
  }
  return headed ? OK : fail(ERR_INPUT, "%s: line 1: expected the names of the columns, with tabs between: " ALL_COLUMNS, name);
}
