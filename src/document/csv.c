/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Tables of articles: CSV (RFC 4180) and tab-separated values, with a heading that names the columns (record.h).
 *
 *     title,body,date
 *     Port sale,"The port will be sold, ""soon"",
 *     Brandt said.",2031-04-19                       quoted fields may hold commas, quotes and line breaks
 *
 * The separator is the one of "," ";" "|" and tabulator that parts the heading into the most columns. A row that has not as
 * many fields as the heading is a fault of that row. */
#include "document/charset.h"
#include "document/record.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 1000, LOOK_BYTES = 16 * 1024 };

static const char* const parts[] = {"text", "title", "published", "publisher", "url", "language", "authors"};
enum { TEXT, TITLE, PUBLISHED, PUBLISHER, URL, LANGUAGE, AUTHORS, PART_COUNT };

typedef struct {
  Buffer record; ///< Of one row, fields unquoted, each with a NUL behind it
  Slice  fields[MOST_COLUMNS];
  size_t n;
} Row;

/* Whether quotes are still open at the end: outside, one opens; inside, two are one and one alone closes. */
static bool open_quotes(Slice s, bool open) {
  for (size_t i = 0; i < s.len; i++) open ^= s.ptr[i] == '"';
  return open;
}

/* The fields of a record; `row` holds them. A quote counts only where a field begins; elsewhere it is a character. */
static void split(Slice record, char separator, Row* row) {
  buffer_clear(&row->record);
  buffer_reserve(&row->record, 2 * record.len + 2); // so that nothing moves
  row->n = 0;
  for (size_t i = 0; i <= record.len && row->n < MOST_COLUMNS; i++) {
    const size_t begin = row->record.len;
    if (i < record.len && record.ptr[i] == '"') {
      for (i++; i < record.len; i++) {
        if (record.ptr[i] == '"' && (i + 1 == record.len || record.ptr[i + 1] != '"')) break;
        if (record.ptr[i] == '"') i++;
        buffer_putc(&row->record, record.ptr[i]);
      }
      if (i < record.len) i++;
    }
    for (; i < record.len && record.ptr[i] != separator; i++) buffer_putc(&row->record, record.ptr[i]);
    row->fields[row->n++] = (Slice){row->record.bytes + begin, row->record.len - begin};
    buffer_putc(&row->record, '\0');
  }
}

/* Excel for Windows writes what is not UTF-8 in Windows-1252. */
static void put_utf8(Slice s, Buffer* out) {
  charset_convert(s, charset_guess(s), out);
}

/* The next record, from the line at the window on to where no quotes are open; `none` at the end. */
static Status next_record(Container* c, Buffer* out, bool* none, bool* too_long) {
  bool open = false;
  buffer_clear(out);
  *too_long = false;
  do {
    Slice line;
    bool  long_line;
    TRY(container_line(c, &line, &long_line));
    *none = !line.ptr;
    if (*none) {
      *none = !out->len && !*too_long;
      return OK;
    }
    *too_long |= long_line || out->len + line.len > DOCUMENT_LIMIT;
    if (*too_long) {
      open = false;
      continue;
    }
    if (out->len || open) buffer_putc(out, '\n');
    open = open_quotes(line, open);
    put_utf8(line, out);
  } while (open);
  return OK;
}

/* The column for each part, by the heading; PART_COUNT columns, MOST_COLUMNS where there is none. */
static void find_columns(const DocumentSource* source, const Row* head, size_t* columns) {
  for (size_t p = 0; p < PART_COUNT; p++) {
    int best   = RECORD_WORST + 1;
    columns[p] = MOST_COLUMNS;
    for (size_t i = 0; i < head->n; i++) {
      const int rank = record_rank(source, parts[p], slice_trim(head->fields[i]));
      if (rank < best) columns[p] = i, best = rank;
    }
  }
}

static Slice first_line(Slice bytes) {
  bytes       = slice_without_mark(bytes);
  bool   open = false;
  size_t n    = 0;
  for (; n < bytes.len && n < LOOK_BYTES && (open || bytes.ptr[n] != '\n'); n++) open ^= bytes.ptr[n] == '"';
  while (n && bytes.ptr[n - 1] == '\r') n--;
  return (Slice){bytes.ptr, n};
}

/* The separator that gives the heading a text, and then the most columns; 0 without any. */
static char separator_of(const DocumentSource* source, Slice line, Row* row, bool* text) {
  char   best = 0;
  size_t most = 1;
  *text       = false;
  for (const char* s = source->type == DOCUMENT_TSV ? "\t" : ",;\t|"; *s; s++) {
    size_t columns[PART_COUNT];
    split(line, *s, row);
    find_columns(source, row, columns);
    const bool has = columns[TEXT] < MOST_COLUMNS;
    if (has < *text || (has == *text && row->n <= most)) continue;
    best  = *s;
    most  = row->n;
    *text = has;
  }
  return best;
}

static const char* at(const Row* row, const size_t* columns, size_t part) {
  return columns[part] < row->n && row->fields[columns[part]].len ? row->fields[columns[part]].ptr : NULL;
}

static Status give(Container* c, const Row* row, const size_t* columns) {
  const char*   author = at(row, columns, AUTHORS);
  DocumentGiven given  = {.title     = at(row, columns, TITLE),
                          .published = at(row, columns, PUBLISHED),
                          .publisher = at(row, columns, PUBLISHER),
                          .url       = at(row, columns, URL),
                          .language  = at(row, columns, LANGUAGE),
                          .authors   = &author,
                          .author_count = author != NULL};
  return container_give(c, &(DocumentSource){.bytes = row->fields[columns[TEXT]], .given = &given});
}

static Status each_row(Container* c, char separator, Row* row, Buffer* record) {
  size_t columns[PART_COUNT], width = 0;
  for (bool none, too_long;;) {
    TRY(next_record(c, record, &none, &too_long));
    if (none) return OK;
    if (too_long) {
      TRY(container_fault(c, ERR_LIMIT, "a row of more than %d MB, the most for one article; is a quote not closed?",
                          DOCUMENT_LIMIT / (1024 * 1024)));
      continue;
    }
    Slice bytes = buffer_slice(record);
    if (!slice_trim(bytes).len) continue;
    if (!width) bytes = slice_without_mark(bytes);
    split(bytes, separator, row);
    if (!width) {
      width = row->n;
      find_columns(c->source, row, columns);
      if (columns[TEXT] == MOST_COLUMNS)
        return container_fault(c, ERR_INPUT, "no column with the text (text, body, content); --field text=NAME names it");
    } else if (row->n != width) {
      TRY(container_fault(c, ERR_INPUT, "%zu field%s where the heading has %zu; is a quote missing?", row->n, row->n == 1 ? "" : "s", width));
    } else {
      TRY(give(c, row, columns));
    }
  }
}

static Status each(Container* c) {
  Row*       row    = xcalloc(1, sizeof *row);
  Buffer     record = {0};
  bool       text;
  const char separator = separator_of(c->source, first_line(c->window), row, &text);
  const Status status  = each_row(c, separator ? separator : ',', row, &record);
  buffer_free(&record);
  buffer_free(&row->record);
  free(row);
  return status;
}

/* A heading with a column for the text and another that is known. */
static int bid(const DocumentSource* head) {
  const bool  named = source_ends(head, ".csv") || source_ends(head, ".tsv") || source_is(head, "text/csv") ||
                     source_is(head, "text/tab-separated-values");
  const Slice line  = first_line(head->bytes);
  if (!line.len || line.len == head->bytes.len) return named && line.len ? 50 : 0;
  if (!named && *line.ptr == '<') return 0; // markup; some of it has no line break for long
  Row*       row = xcalloc(1, sizeof *row);
  bool       text;
  size_t     columns[PART_COUNT], known = 0;
  const char separator = separator_of(head, line, row, &text);
  split(line, separator ? separator : ',', row);
  find_columns(head, row, columns);
  for (size_t p = 0; p < PART_COUNT; p++) known += columns[p] < MOST_COLUMNS;
  buffer_free(&row->record);
  free(row);
  if (!separator && !named) return 0;
  return text && known > 1 ? (named ? 93 : 88) : named ? 70 : 0;
}

static int no_bid(const DocumentSource* head) {
  (void)head;
  return 0;
}

const ContainerKind container_csv = {DOCUMENT_CSV, false, bid, each};
const ContainerKind container_tsv = {DOCUMENT_TSV, false, no_bid, each}; // the same, once the separator is known
