/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Results for people: aligned columns, names shortened by prefixes, text without quotes.
 *
 *     person         said
 *     ─────────────  ──────────────────────────────
 *     id:ana-brandt  We are not selling a single q…
 *
 * Columns are as wide as the first rows need; on a terminal the widest give way until all fits. What comes after the
 * first rows streams, so a longer value stands out there instead of holding everything up. Where so many columns give
 * way that none could be read, each row is a block instead, a line for each value that there is:
 *
 *     person  id:ana-brandt
 *     said    We are not selling a single quay */
#include "sparql/prefix.h"
#include "sparql/write.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { FIRST_ROWS = 2000, NARROWEST = 6, READABLE = 24, MANY = 3, GAP = 2 };

static int display_width(Slice text) {
  int         width = 0;
  const char* end   = text.ptr + text.len;
  for (const char* p = text.ptr; p < end;) width += utf8proc_charwidth((utf8proc_int32_t)utf8_next(&p));
  return width;
}

/// What is shown of a term, on one line.
static Slice cell(Writer* w, Term term) {
  if (term.kind == TERM_NONE) return SLICE("");
  if (term.kind == TERM_IRI) return prefixes_shorten(&w->arena, w->prefixes, w->n_prefixes, term.value);
  if (term.kind == TERM_BLANK) return slice(arena_printf(&w->arena, "_:%.*s", SLICE_ARG(term.value)));
  char* text = arena_copy(&w->arena, term.value.ptr, term.value.len);
  for (size_t i = 0; i < term.value.len; ++i)
    if ((unsigned char)text[i] < ' ' || text[i] == 0x7f) text[i] = ' ';
  return (Slice){text, term.value.len};
}

static void put_cell(Writer* w, Slice text, int width, bool last) {
  int shown = display_width(text);
  if (w->width && shown > width) {
    const char *p = text.ptr, *stop = p;
    int         used = 0;
    while (p < text.ptr + text.len) {
      const int wide = utf8proc_charwidth((utf8proc_int32_t)utf8_next(&p));
      if (used + wide > width - 1) break;
      used += wide;
      stop = p;
    }
    buffer_put(&w->out, text.ptr, (size_t)(stop - text.ptr));
    buffer_puts(&w->out, "…");
    shown = used + 1;
  } else {
    buffer_put_slice(&w->out, text);
  }
  for (; !last && shown < width + GAP; ++shown) buffer_putc(&w->out, ' ');
}

static void put_block(Writer* w, const Slice* cells) {
  int width = 0;
  for (size_t i = 0; i < w->n; ++i)
    if (display_width(w->names[i]) > width) width = display_width(w->names[i]);
  if (w->blocks++) buffer_putc(&w->out, '\n');
  for (size_t i = 0; i < w->n; ++i) {
    if (!cells[i].len) continue;
    put_cell(w, w->names[i], width, false);
    buffer_put_slice(&w->out, cells[i]);
    buffer_putc(&w->out, '\n');
  }
}

static void put_row(Writer* w, const Slice* cells) {
  if (w->in_blocks) {
    put_block(w, cells);
    return;
  }
  size_t last = w->n;
  while (last > 1 && !cells[last - 1].len) --last; // no blanks at the end of a line
  for (size_t i = 0; i < last; ++i) put_cell(w, cells[i], w->widths[i], i + 1 == last);
  buffer_putc(&w->out, '\n');
}

/// Take from the widest column until the table fits the terminal.
static void fit(Writer* w) {
  for (;;) {
    int    total = 0;
    size_t widest = 0;
    for (size_t i = 0; i < w->n; ++i) {
      total += w->widths[i] + (i ? GAP : 0);
      if (w->widths[i] > w->widths[widest]) widest = i;
    }
    if (!w->width || total <= w->width || w->widths[widest] <= NARROWEST) return;
    --w->widths[widest];
  }
}

/// Head and kept rows, with the widths that they need.
static void put_first(Writer* w) {
  w->sized  = true;
  w->widths = xcalloc(w->n + 1, sizeof *w->widths);
  for (size_t i = 0; i < w->n; ++i) w->widths[i] = display_width(w->names[i]);
  for (size_t i = 0; i < w->n_cells; ++i) {
    const int width = display_width(w->cells[i]);
    if (width > w->widths[i % w->n]) w->widths[i % w->n] = width;
  }
  int* wanted = xcalloc(w->n + 1, sizeof *wanted);
  memcpy(wanted, w->widths, w->n * sizeof *wanted);
  fit(w);
  size_t unreadable = 0;
  for (size_t i = 0; i < w->n; ++i) unreadable += w->widths[i] < READABLE && w->widths[i] < wanted[i];
  free(wanted);
  w->in_blocks = unreadable >= MANY && w->n_cells;
  if (w->n && !w->in_blocks) put_row(w, w->names);
  for (size_t i = 0; i < w->n && !w->in_blocks; ++i) {
    for (int k = 0; k < w->widths[i]; ++k) buffer_puts(&w->out, "─");
    buffer_puts(&w->out, i + 1 < w->n ? "  " : "\n");
  }
  for (size_t i = 0; w->n && i < w->n_cells; i += w->n) put_row(w, w->cells + i);
  w->cells   = NULL;
  w->n_cells = w->cap_cells = 0;
  arena_free(&w->arena);
}

static void begin(Writer* w) {
  (void)w;
}

static void row(Writer* w, const Term* terms) {
  if (w->sized) {
    Slice* cells = arena_array(&w->arena, Slice, w->n + 1);
    for (size_t i = 0; i < w->n; ++i) cells[i] = cell(w, terms[i]);
    put_row(w, cells);
    arena_free(&w->arena);
    return;
  }
  for (size_t i = 0; i < w->n; ++i) *arena_push(&w->arena, w->cells, w->n_cells, w->cap_cells) = cell(w, terms[i]);
  if (w->n_cells >= FIRST_ROWS * w->n) put_first(w);
}

static void end(Writer* w) {
  const bool none = !w->sized && !w->n_cells;
  if (!w->sized) put_first(w);
  if (none) buffer_puts(&w->out, "(nothing found)\n");
}

static void boolean(Writer* w, bool answer) {
  buffer_puts(&w->out, answer ? "yes\n" : "no\n");
}

const WriterKind write_table = {"table", begin, row, end, boolean};
