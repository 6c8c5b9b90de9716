/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* One basic graph pattern: its steps as nested loops. What a cursor gives stays valid until the cursor moves, which is
 * just as long as the slot is needed, so no term is copied. */
#include "sparql/matches.h"

#include <stdlib.h>
#include <string.h>

StorePattern step_pattern(Run* run, const Step* step) {
  StorePattern pattern = {
      .pattern = {place_term(run, step->at[0]), place_term(run, step->at[1]), place_term(run, step->at[2]),
                  place_term(run, step->at[3])}};
  if (run->shared->part) pattern.pattern.g = run_whole(run, pattern.pattern.g);
  const bool anywhere   = step->at[3].slot == NO_SLOT && step->at[3].term.kind == TERM_NONE;
  pattern.merged        = anywhere && !run->shared->strict;
  pattern.default_graph = anywhere && run->shared->strict;
  return pattern;
}

void step_forget(Run* run, Step* step) {
  for (int i = 0; i < 4; ++i) {
    if (step->filled[i] != NO_SLOT) run->slots[step->filled[i]] = (Term){0};
    step->filled[i] = NO_SLOT;
  }
}

static void forget_row(Run* run, Step* step) {
  for (size_t i = 0; i < step->rows->columns; ++i) {
    if (step->row_filled[i] != NO_SLOT) run->slots[step->row_filled[i]] = (Term){0};
    step->row_filled[i] = NO_SLOT;
  }
}

bool step_fill(Run* run, Step* step, int i, Term term) {
  const Place place = step->at[i];
  if (place.slot == NO_SLOT) return place.term.kind == TERM_NONE || run_same(run, place.term, term);
  Term* slot = &run->slots[place.slot];
  if (slot->kind != TERM_NONE) return run_same(run, *slot, term);
  *slot           = term;
  step->filled[i] = place.slot;
  return true;
}

static bool fill_free(Run* run, Step* step, int i, Term term) {
  return step->known[i] || step_fill(run, step, i, term);
}

bool step_impossible(const StorePattern* pattern) {
  const Quad* q = &pattern->pattern;
  return (q->s.kind > TERM_BLANK && q->s.kind != (TermKind)TERM_LATE) || (q->p.kind > TERM_IRI && q->p.kind != (TermKind)TERM_LATE) ||
         (q->g.kind > TERM_BLANK && q->g.kind != (TermKind)TERM_LATE);
}

/// The places of a pattern that a slot has filled already, as bits.
static unsigned key_of(const Run* run, const Step* step) {
  unsigned key = 0;
  for (int i = 0; i < 4; ++i)
    if (step->at[i].slot != NO_SLOT && run->slots[step->at[i].slot].kind != TERM_NONE) key |= 1U << i;
  return key;
}

/// Whether the pattern looks into a table this time; `*pattern` has the places of the key, too.
static bool look_into_table(Run* run, Step* step, const StorePattern* pattern) {
  const unsigned key = key_of(run, step);
  step->table        = NULL;
  if (!pattern->late || !key || !hold_of(run, &step->hold)) return false;
  StorePattern wide     = *pattern;
  wide.counted          = 0;
  Term*        place[4] = {&wide.pattern.s, &wide.pattern.p, &wide.pattern.o, &wide.pattern.g};
  uint64_t     ids[4]   = {0};
  for (int i = 0; i < 4; ++i)
    if (key & 1U << i) *place[i] = (Term){0};
  const HoldTable* table = hold_table(run, step->hold, &wide, key, step->at[3].slot != NO_SLOT);
  if (!table) return false;
  step->table = table;
  step->next  = 0;
  for (int i = 0; i < 4; ++i) {
    if (!(key & 1U << i)) continue;
    const Term term = run_late(run, run->slots[step->at[i].slot]);
    if (term.kind != (TermKind)TERM_LATE) return true; // the store does not know it
    ids[i] = term.value.len;
  }
  step->next = hold_first(table, ids);
  return true;
}

void step_open(Run* run, Step* step) {
  for (int i = 0; i < 4; ++i) step->filled[i] = NO_SLOT;
  ++step->opened;
  step->next            = 0;
  step->times           = 1;
  Status             st = OK;
  StorePattern       pattern = step_pattern(run, step);
  switch (step->kind) {
    case STEP_PATTERN: {
      step->cursor = NULL;
      step->table  = NULL;
      if (step_impossible(&pattern)) return;
      const Quad* q  = &pattern.pattern;
      pattern.late   = run->shared->ids != NULL;
      step->known[0] = pattern.late && q->s.kind != TERM_NONE;
      step->known[1] = pattern.late && q->p.kind != TERM_NONE;
      step->known[2] = pattern.late && q->o.kind != TERM_NONE;
      step->known[3] = pattern.late && q->g.kind != TERM_NONE;
      pattern.counted = run->source->kind->times ? step->counted : 0;
      if (!look_into_table(run, step, &pattern)) st = hold_find(run, step->hold, &pattern, &step->cursor);
      break;
    }
    case STEP_GRAPHS:
      step->cursor = NULL;
      st           = run->source->kind->graphs(run->source, &step->cursor);
      break;
    case STEP_PATH:
      step->pairs = (Pairs){0};
      path_pairs(run, step->path,
                 &(PathPlace){&pattern, step->at[3].slot != NO_SLOT,
                              (step->at[0].slot != NO_SLOT) | (unsigned)(step->at[2].slot != NO_SLOT) << 1},
                 pattern.pattern.s, pattern.pattern.o, &step->pairs);
      break;
    case STEP_MATCHES: matches_open(run, step); break;
    case STEP_ROWS:
      rows_ready(run, step->rows);
      step->chained = false;
      for (size_t i = 0; i < step->rows->columns; ++i) step->row_filled[i] = NO_SLOT;
      if (step->rows->key != NO_SLOT) {
        const Term bound = run->slots[step->rows->slots[step->rows->key]];
        if (bound.kind == TERM_NONE) break;
        Buffer key = {0};
        term_key(&key, run_late(run, bound));
        const uint64_t* first = map_find(&step->rows->index, buffer_slice(&key));
        step->next            = first ? (size_t)*first : SIZE_MAX;
        buffer_free(&key);
        step->chained   = true;
      }
      break;
  }
  if (st != OK && run->status == OK) run->status = st;
}

static Term late_or_none(uint64_t id) { return id ? term_late(id) : (Term){0}; }

static bool table_next(Run* run, Step* step) {
  while (step->next && run_goes_on(run)) {
    uint64_t ids[4];
    step_forget(run, step);
    hold_ids(step->table, (uint32_t)step->next, ids);
    step->next = hold_next(step->table, (uint32_t)step->next);
    bool fits  = true;
    for (int i = 0; i < 4 && fits; ++i)
      if (!step->known[i] && step->at[i].slot != NO_SLOT) fits = step_fill(run, step, i, late_or_none(ids[i]));
    if (fits) return true;
  }
  step_forget(run, step);
  return false;
}

static bool pattern_next(Run* run, Step* step) {
  if (step->table) return table_next(run, step);
  if (!step->cursor) return false;
  for (;;) {
    step_forget(run, step);
    Quad quad;
    bool more = false;
    if (!run_read(run)) return false;
    const Status st = source_next(run->source, step->cursor, &quad, &more);
    if (st != OK) run->status = st;
    if (st != OK || !more) return false;
    if (step->hold) ++step->hold->read;
    if (step->counted && run->source->kind->times) step->times = run->source->kind->times(run->source, step->cursor);
    const bool named = step->at[3].slot == NO_SLOT || quad.g.kind != TERM_NONE; // GRAPH ?g: not the default graph
    if (step->kind == STEP_GRAPHS) {
      if (quad.g.kind != TERM_NONE && step_fill(run, step, 3, quad.g)) return true;
    } else if (named && fill_free(run, step, 0, quad.s) && fill_free(run, step, 1, quad.p) && fill_free(run, step, 2, quad.o) &&
               (step->at[3].slot == NO_SLOT || fill_free(run, step, 3, quad.g))) {
      return true;
    }
  }
}

static bool rows_next(Run* run, Step* step) {
  Rows* rows = step->rows;
  for (;;) {
    forget_row(run, step);
    if (step->next >= rows->n || run->status != OK) return false;
    const size_t row = step->next;
    step->next       = step->chained ? rows->after[row] : row + 1;
    bool fits        = true;
    for (size_t i = 0; i < rows->columns && fits; ++i) {
      const Term term = rows->terms[row * rows->columns + i];
      if (term.kind == TERM_NONE) continue;
      Term* slot = &run->slots[rows->slots[i]];
      if (slot->kind != TERM_NONE) {
        fits = run_same(run, *slot, term);
      } else {
        *slot               = term;
        step->row_filled[i] = rows->slots[i];
      }
    }
    if (fits) return true;
  }
}

bool step_next(Run* run, Step* step) {
  if (run->status != OK) return false;
  switch (step->kind) {
    case STEP_PATTERN:
    case STEP_GRAPHS: return pattern_next(run, step);
    case STEP_ROWS: return rows_next(run, step);
    case STEP_MATCHES: return matches_next(run, step);
    case STEP_PATH:
      while (step->next < pairs_count(&step->pairs)) {
        step_forget(run, step);
        const size_t i = 2 * step->next++;
        if (step_fill(run, step, 0, pairs_term(&step->pairs, i)) && step_fill(run, step, 2, pairs_term(&step->pairs, i + 1))) return true;
      }
      step_forget(run, step);
      return false;
  }
  return false;
}

void step_close(Run* run, Step* step) {
  if (step->kind == STEP_ROWS) forget_row(run, step);
  else step_forget(run, step);
  if (step->kind == STEP_PATH) pairs_free(run, &step->pairs);
  hold_rest(run, step->kind == STEP_PATTERN ? step->hold : NULL, step->cursor);
  step->cursor = NULL;
  step->table  = NULL;
}

void bgp_open(Run* run, Op* op) {
  if (!op->ordered && run->status == OK) bgp_order(run, op);
  op->level = 0;
}

/// The filters that can be told once `level` steps have filled their slots.
static bool passes(Run* run, const Op* op, size_t level) {
  for (size_t i = 0; i < op->n_filters; ++i)
    if (op->filters[i].level == level && !evaluate_true(run, op->filters[i].expr)) return false;
  return true;
}

bool bgp_next(Run* run, Op* op) {
  // level: how many steps are open
  if (!op->level) {
    if (op->started) return false;
    op->started = true;
    if (!passes(run, op, 0)) return false;
    step_open(run, &op->steps[0]);
    op->level = 1;
  }
  while (op->level) {
    Step* step = &op->steps[op->level - 1];
    if (!step_next(run, step)) {
      step_close(run, step);
      --op->level;
      continue;
    }
    ++step->given;
    if (op->n_filters && !passes(run, op, op->level)) continue;
    if (op->level == op->n_steps) return true;
    step_open(run, &op->steps[op->level++]);
  }
  return false;
}

void bgp_close(Run* run, Op* op) {
  while (op->level) step_close(run, &op->steps[--op->level]);
}
