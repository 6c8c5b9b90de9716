/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The choice between looking up and reading all is the ski rental problem: buying once the rent comes to the price costs at
 * most twice the best (Karlin, Manasse, Rudolph, Sleator: Competitive snoopy caching, 1988). It needs no estimate of how
 * many look-ups will come, only the count of quads, which the store's trees give.
 *
 * A table holds ids in four bytes each; a store whose ids are greater, or a table that does not fit in the memory that the
 * query may have, stays with look-ups. */
#include "sparql/hold.h"

#include "sparql/eval.h"

#include <stdlib.h>
#include <string.h>

enum {
  LOOK_UP   = 8,       ///< What a look-up costs, in quads read into a table
  PATIENCE  = 32,
  ROW_BYTES_MOST = 32, ///< Of a row with its links, for the limit of memory
  MOST_ROWS = 1 << 26
};

size_t hold_patience = PATIENCE;

Hold* hold_of(Run* run, Hold** hold) {
  if (!*hold && run->shared->ids) {
    Hold* made         = xcalloc(1, sizeof *made);
    made->next         = run->shared->holds;
    run->shared->holds = *hold = made;
  }
  return *hold;
}

static void table_free(HoldTable* table) {
  if (!table) return;
  free(table->rows);
  free(table->after);
  free(table->slots);
  free(table);
}

void holds_free(Hold* first) {
  while (first) {
    Hold* hold = first;
    first      = hold->next;
    if (hold->cursor) source_close(hold->source, hold->cursor);
    table_free(hold->table);
    free(hold);
  }
}

Status hold_find(Run* run, Hold* hold, const StorePattern* pattern, void** cursor) {
  if (!hold || !hold->cursor) return source_find(run->source, pattern, cursor);
  *cursor      = hold->cursor;
  hold->cursor = NULL;
  bool         near   = false;
  const Status status = run->source->kind->again(run->source, *cursor, pattern, &near);
  hold->near += near;
  return status;
}

void hold_rest(Run* run, Hold* hold, void* cursor) {
  if (!cursor) return;
  if (!hold || hold->cursor || !run->source->kind->again) {
    source_close(run->source, cursor);
    return;
  }
  hold->source = run->source;
  hold->cursor = cursor;
}

/// The numbers of a key mixed (the finalizer of splitmix64; Steele, Lea and Flood, 2014).
static uint64_t mix(uint64_t hash, uint64_t id) {
  hash = (hash ^ id) * 0xBF58476D1CE4E5B9U;
  return hash ^ hash >> 29;
}

static uint64_t row_hash(const HoldTable* t, const uint32_t* row) {
  uint64_t hash = 0x9E3779B97F4A7C15U;
  for (int i = 0, k = 0; i < 4; ++i) {
    if (!(t->all & 1U << i)) continue;
    if (t->key & 1U << i) hash = mix(hash, row[k]);
    ++k;
  }
  return hash;
}

static bool same_key(const HoldTable* t, const uint32_t* a, const uint32_t* b) {
  for (int i = 0, k = 0; i < 4; ++i) {
    if (!(t->all & 1U << i)) continue;
    if (t->key & 1U << i && a[k] != b[k]) return false;
    ++k;
  }
  return true;
}

static uint32_t* slot_at(const HoldTable* t, const uint32_t* row) {
  size_t at = row_hash(t, row) & t->mask;
  while (t->slots[at] && !same_key(t, t->rows + (t->slots[at] - 1) * t->width, row)) at = (at + 1) & t->mask;
  return &t->slots[at];
}

/// False where an id does not fit.
static bool push(HoldTable* t, const Quad* quad) {
  const Term terms[4] = {quad->s, quad->p, quad->o, quad->g};
  if (t->n == t->cap) {
    t->cap  = t->cap * 2;
    t->rows = xrealloc(t->rows, t->cap * t->width * sizeof *t->rows);
  }
  uint32_t* row = t->rows + t->n * t->width;
  for (int i = 0, k = 0; i < 4; ++i) {
    if (!(t->all & 1U << i)) continue;
    const bool none = terms[i].kind == TERM_NONE;
    if (!none && (terms[i].kind != (TermKind)TERM_LATE || terms[i].value.len > UINT32_MAX)) return false;
    row[k++] = none ? 0 : (uint32_t)terms[i].value.len;
  }
  ++t->n;
  return true;
}

static void index_rows(HoldTable* t) {
  t->mask = 15;
  while (t->mask < t->n + t->n / 2) t->mask = t->mask * 2 + 1;
  t->slots = xcalloc(t->mask + 1, sizeof *t->slots);
  t->after = xcalloc(t->n + 1, sizeof *t->after);
  for (size_t i = t->n; i-- > 0;) { // backwards, so that the chains run forwards
    uint32_t* slot = slot_at(t, t->rows + i * t->width);
    t->after[i]    = *slot;
    *slot          = (uint32_t)i + 1;
  }
  t->bytes = t->cap * t->width * sizeof *t->rows + (t->mask + 1) * sizeof *t->slots + (t->n + 1) * sizeof *t->after;
}

/// Everything that the pattern gives; NULL where it does not fit after all.
static HoldTable* table_of(Run* run, Hold* hold, const StorePattern* wide, unsigned key, bool named) {
  HoldTable*  t        = xcalloc(1, sizeof *t);
  const Term* bound[4] = {&wide->pattern.s, &wide->pattern.p, &wide->pattern.o, &wide->pattern.g};
  t->key               = key;
  for (int i = 0; i < 4; ++i)
    if (bound[i]->kind == TERM_NONE && (i < 3 || named || key & 1U << 3)) t->all |= 1U << i;
  t->all |= key;
  for (int i = 0; i < 4; ++i) t->width += t->all >> i & 1;
  t->cap         = hold->range + 16;
  t->rows        = xmalloc(t->cap * t->width * sizeof *t->rows);
  void*  cursor  = NULL;
  bool   more    = true, fits = true;
  Quad   quad;
  Status st      = source_find(run->source, wide, &cursor);
  while (st == OK && fits && run_read(run)) {
    st = source_next(run->source, cursor, &quad, &more);
    if (st != OK || !more) break;
    if (named && quad.g.kind == TERM_NONE) continue;
    fits = t->n < 4 * hold->range + 1024 && push(t, &quad);
  }
  source_close(run->source, cursor);
  if (st != OK && run->status == OK) run->status = st;
  if (fits && run->status == OK) {
    index_rows(t);
    if (run_keeps(run, t->bytes)) return t;
  }
  table_free(t);
  return NULL;
}

/// Whether what the look-ups cost has come to what a table costs.
static bool is_paid(const Hold* hold) { return hold_patience == 1 || hold->looked * LOOK_UP + hold->read / 2 >= hold->range; }

/// Whether a table is cheaper from here on, and allowed.
static bool worth_it(Run* run, Hold* hold, const StorePattern* wide) {
  if (hold->looked < hold_patience || !is_paid(hold)) return false;
  if (!hold->counted) {
    hold->counted   = true;
    const Status st = run->source->kind->count(run->source, wide, PATIENCE * LOOK_UP, &hold->range);
    if (st != OK && run->status == OK) run->status = st;
    const size_t bytes = hold->range * ROW_BYTES_MOST, most = run->shared->most_memory, used = run->shared->memory;
    hold->never = run->status != OK || hold->range > MOST_ROWS || (most && (used > most || bytes > (most - used) / 2));
  }
  return !hold->never && is_paid(hold);
}

const HoldTable* hold_table(Run* run, Hold* hold, const StorePattern* wide, unsigned key, bool named) {
  if (hold->key && hold->key != key) return NULL;
  if (hold->table || hold->never) return hold->table;
  hold->key = key;
  ++hold->looked;
  if (!worth_it(run, hold, wide)) return NULL;
  hold->table = table_of(run, hold, wide, key, named);
  hold->never = !hold->table;
  return hold->table;
}

uint32_t hold_first(const HoldTable* t, const uint64_t ids[4]) {
  uint32_t row[4] = {0};
  for (int i = 0, k = 0; i < 4; ++i) {
    if (!(t->all & 1U << i)) continue;
    if (t->key & 1U << i && ids[i] > UINT32_MAX) return 0;
    row[k++] = (uint32_t)ids[i];
  }
  return t->n ? *slot_at(t, row) : 0;
}

void hold_ids(const HoldTable* t, uint32_t row, uint64_t ids[4]) {
  const uint32_t* at = t->rows + (size_t)(row - 1) * t->width;
  for (int i = 0; i < 4; ++i) ids[i] = t->all & 1U << i ? *at++ : 0;
}
