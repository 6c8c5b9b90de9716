/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The store as a source, and a part of any source. A part's default graph is the merge of the graphs of FROM: they are
 * read one behind the other, and a triple that an earlier one holds is left out, so nothing is kept in memory. */
#include "sparql/source.h"

#include <stdlib.h>

// --- a store -------------------------------------------------------------------------------------------------------

static Store* store_of(Source* self) { return ((StoreSource*)self)->store; }

static Status store_source_find(Source* self, const StorePattern* pattern, void** cursor) {
  StoreCursor* found = NULL;
  TRY(store_find(store_of(self), pattern, &found));
  *cursor = found;
  return OK;
}

static Status store_source_graphs(Source* self, void** cursor) {
  StoreCursor* found = NULL;
  TRY(store_graphs(store_of(self), &found));
  *cursor = found;
  return OK;
}

static Status store_source_next(Source* self, void* cursor, Quad* quad, bool* more) {
  (void)self;
  return store_next(cursor, quad, more);
}

static size_t store_source_times(Source* self, void* cursor) {
  (void)self;
  return store_times(cursor);
}

static void store_source_close(Source* self, void* cursor) {
  (void)self;
  store_cursor_free(cursor);
}

static Status store_source_again(Source* self, void* cursor, const StorePattern* pattern, bool* near) {
  (void)self;
  return store_again(cursor, pattern, near);
}

static Status store_source_count(Source* self, const StorePattern* pattern, size_t enough, size_t* count) {
  return store_count(store_of(self), pattern, enough, count);
}

static Status store_source_predicate(Source* self, Term predicate, StorePredicate* about) {
  return store_predicate(store_of(self), predicate, about);
}

static Status store_source_add(Source* self, const Quad* quad) { return store_add(store_of(self), quad); }
static Status store_source_remove(Source* self, const Quad* quad) { return store_remove(store_of(self), quad); }

static Status store_source_remove_graph(Source* self, Term graph, size_t* removed) {
  return store_remove_graph(store_of(self), graph, removed);
}

/// The store counts the nodes that updates make in a note, so that a run gives the same names again.
static Status store_source_new_blank(Source* self, Arena* arena, Term* blank) {
  static const char key[] = "update-blanks";
  const char*       note  = NULL;
  TRY(store_note(store_of(self), key, arena, &note));
  for (unsigned long n = note ? strtoul(note, NULL, 10) + 1 : 1;; ++n) {
    *blank              = (Term){TERM_BLANK, slice(arena_printf(arena, "u%lu", n)), {0}};
    const StorePattern subject = {.pattern = {.s = *blank}}, object = {.pattern = {.o = *blank}};
    size_t             used = 0, more = 0;
    TRY(store_count(store_of(self), &subject, 1, &used));
    TRY(store_count(store_of(self), &object, 1, &more));
    if (!used && !more) return store_set_note(store_of(self), key, arena_printf(arena, "%lu", n));
  }
}

static const SourceKind store_kind = {
    .find = store_source_find, .graphs = store_source_graphs, .next = store_source_next, .times = store_source_times, .close = store_source_close,
    .again = store_source_again, .count = store_source_count,
    .predicate = store_source_predicate, .add = store_source_add, .remove = store_source_remove,
    .remove_graph = store_source_remove_graph, .new_blank = store_source_new_blank};

StoreSource source_of_store(Store* store) {
  return (StoreSource){{&store_kind}, store};
}

Status source_find_again(Source* source, const StorePattern* pattern, void** cursor) {
  bool near;
  if (*cursor && source->kind->again) return source->kind->again(source, *cursor, pattern, &near);
  source_close(source, *cursor);
  *cursor = NULL;
  return source_find(source, pattern, cursor);
}

// --- a part --------------------------------------------------------------------------------------------------------

typedef struct {
  StorePattern pattern;
  const Term*  graphs;
  size_t       n, i;
  bool         merge, names; ///< Leave out what an earlier graph holds; give only the graphs' names
  void*        inner;
} PartCursor;

static Source* whole_of(Source* self) { return ((PartSource*)self)->whole; }

/// The graphs that a pattern looks into.
static PartCursor part_cursor(const PartSource* part, const StorePattern* pattern) {
  PartCursor c            = {.pattern = *pattern};
  c.pattern.merged        = false;
  c.pattern.default_graph = false;
  if (pattern->merged || pattern->default_graph) {
    c.graphs = part->from;
    c.n      = part->n_from;
    c.merge  = true;
    return c;
  }
  c.graphs = part->named;
  c.n      = part->n_named;
  if (pattern->pattern.g.kind == TERM_NONE) return c;
  size_t i = 0;
  while (i < c.n && !term_equal(c.graphs[i], pattern->pattern.g)) ++i;
  c.graphs += i;
  c.n = i < c.n;
  return c;
}

static Status part_find(Source* self, const StorePattern* pattern, void** cursor) {
  PartCursor* c = xmalloc(sizeof *c);
  *c            = part_cursor((PartSource*)self, pattern);
  *cursor       = c;
  return OK;
}

static Status part_graphs(Source* self, void** cursor) {
  PartCursor* c = xcalloc(1, sizeof *c);
  c->graphs     = ((PartSource*)self)->named;
  c->n          = ((PartSource*)self)->n_named;
  c->names      = true;
  *cursor       = c;
  return OK;
}

static Status held_before(Source* self, const PartCursor* c, const Quad* quad, bool* held) {
  *held = false;
  for (size_t i = 0; i + 1 < c->i && !*held; ++i) {
    const Quad there = {quad->s, quad->p, quad->o, c->graphs[i]};
    TRY(source_has(whole_of(self), &there, held));
  }
  return OK;
}

static Status part_next(Source* self, void* cursor, Quad* quad, bool* more) {
  PartCursor* c = cursor;
  for (;;) {
    if (!c->inner) {
      *more = c->i < c->n;
      if (!*more) return OK;
      c->pattern.pattern.g = c->graphs[c->i++];
      if (c->names) {
        *quad = (Quad){.g = c->pattern.pattern.g};
        return OK;
      }
      TRY(source_find(whole_of(self), &c->pattern, &c->inner));
    }
    TRY(source_next(whole_of(self), c->inner, quad, more));
    bool held = false;
    if (*more && c->merge) TRY(held_before(self, c, quad, &held));
    if (*more && !held) return OK;
    if (*more) continue;
    source_close(whole_of(self), c->inner);
    c->inner = NULL;
  }
}

static void part_close(Source* self, void* cursor) {
  PartCursor* c = cursor;
  if (c && c->inner) source_close(whole_of(self), c->inner);
  free(c);
}

static Status part_count(Source* self, const StorePattern* pattern, size_t enough, size_t* count) {
  PartCursor c = part_cursor((PartSource*)self, pattern);
  *count       = 0;
  for (size_t i = 0; i < c.n && *count < enough; ++i) {
    size_t more         = 0;
    c.pattern.pattern.g = c.graphs[i];
    TRY(whole_of(self)->kind->count(whole_of(self), &c.pattern, enough - *count, &more));
    *count += more;
  }
  return OK;
}

static const SourceKind part_kind = {.find = part_find, .graphs = part_graphs, .next = part_next, .close = part_close, .count = part_count};

PartSource source_of_part(Source* whole, const Term* from, size_t n_from, const Term* named, size_t n_named) {
  return (PartSource){{&part_kind}, whole, from, named, n_from, n_named};
}

Status source_has(Source* source, const Quad* quad, bool* found) {
  const StorePattern pattern = {.pattern = *quad, .default_graph = quad->g.kind == TERM_NONE};
  void*              cursor  = NULL;
  Quad               one;
  TRY(source_find(source, &pattern, &cursor));
  const Status status = source_next(source, cursor, &one, found);
  source_close(source, cursor);
  return status;
}
