/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The order of the patterns of a basic graph pattern, greedy and by counting: first the pattern with the fewest
 * quads, then always the one that multiplies the solutions so far the least. How much it multiplies is counted in the
 * store with a few of those solutions as samples, so a join variable counts for what it really is.
 *
 *     ?a :title ?t . ?a :mentions <e>     ->   ?a :mentions <e> (12 quads) . ?a :title ?t (1 for each)
 *
 * Where the samples end, and for paths, the predicates' numbers of quads, subjects and objects take their place: a subject
 * that is bound finds as many quads of the predicate as one has on average. */
#include "sparql/matches.h"

#include <stdlib.h>
#include <string.h>

enum { SAMPLES = 6, PER_SAMPLE = 2, FIRST_COUNT = 64, LAST_COUNT = 1 << 18 };

typedef struct {
  Term*  slots[SAMPLES];
  size_t n;
  Arena  arena;
} Samples;

static Term* keep_slots(Run* run, Arena* arena) {
  Term* kept = arena_array(arena, Term, run->n_slots);
  for (size_t i = 0; i < run->n_slots; ++i) kept[i] = term_keep(arena, run->slots[i]);
  return kept;
}

/// What is known of a predicate; nothing (0 quads) where the source does not know.
static StorePredicate about(Run* run, Term predicate) {
  StorePredicate found = {0};
  if (!run->source->kind->predicate || predicate.kind == TERM_NONE) return found;
  const Status st = run->source->kind->predicate(run->source, predicate, &found);
  if (st != OK && run->status == OK) run->status = st;
  return found;
}

/// What one step along the path finds from one end (`forward`: from where it begins), on average.
static double path_width(Run* run, const Path* path, bool forward) {
  if (!path) return 1;
  switch (path->kind) {
    case PATH_IRI: {
      const StorePredicate found = about(run, term_iri(path->iri));
      const size_t         ends  = forward ? found.subjects : found.objects;
      return ends ? (double)found.quads / (double)ends : 1;
    }
    case PATH_INVERSE: return path_width(run, path->left, !forward);
    case PATH_SEQUENCE: return path_width(run, path->left, forward) * path_width(run, path->right, forward);
    case PATH_EITHER: return path_width(run, path->left, forward) + path_width(run, path->right, forward);
    case PATH_MAYBE: return 1 + path_width(run, path->left, forward);
    case PATH_ANY:
    case PATH_SOME: { // three steps stand for all
      const double one = path_width(run, path->left, forward);
      return one + one * one + one * one * one;
    }
    case PATH_NOT: break;
  }
  return 50;
}

/// All pairs of the path, as its first predicate has them.
static double path_size(Run* run, const Path* path) {
  if (path->kind != PATH_IRI) return path->left && path->kind != PATH_NOT ? path_size(run, path->left) * (path->kind == PATH_SOME || path->kind == PATH_ANY ? 8 : 1) : LAST_COUNT;
  const StorePredicate found = about(run, term_iri(path->iri));
  return found.quads ? (double)found.quads : LAST_COUNT;
}

/// How many solutions a step gives for the slots as they are, counted up to `enough`.
static double step_count(Run* run, const Step* step, size_t enough) {
  const bool s = place_term(run, step->at[0]).kind != TERM_NONE, o = place_term(run, step->at[2]).kind != TERM_NONE;
  switch (step->kind) {
    case STEP_ROWS: {
      Rows* rows = step->rows;
      rows_ready(run, rows);
      const bool found = rows->key != NO_SLOT && run->slots[rows->slots[rows->key]].kind != TERM_NONE;
      return found && rows->index.n ? (double)rows->n / (double)rows->index.n / 2 : (double)rows->n;
    }
    case STEP_GRAPHS: return place_term(run, step->at[3]).kind != TERM_NONE ? 0.5 : LAST_COUNT;
    case STEP_PATH:
      if (step->at[3].slot != NO_SLOT && run->slots[step->at[3].slot].kind == TERM_NONE) return LAST_COUNT * 64.0;
      return s && o ? 1 : s || o ? path_width(run, step->path, s) : path_size(run, step->path) * 16.0;
    case STEP_MATCHES: return matches_count(run, step, LAST_COUNT * 64.0);
    case STEP_PATTERN: break;
  }
  const StorePattern pattern = step_pattern(run, step);
  if (step_impossible(&pattern)) return 0;
  size_t       count = 0;
  const Status st    = run->source->kind->count(run->source, &pattern, enough, &count);
  if (st != OK && run->status == OK) run->status = st;
  return (double)count;
}

static double sampled_count(Run* run, const Step* step, const Samples* samples, size_t enough) {
  double sum = 0;
  for (size_t i = 0; i < samples->n; ++i) {
    memcpy(run->slots, samples->slots[i], run->n_slots * sizeof *run->slots);
    sum += step_count(run, step, enough);
  }
  return sum / (double)samples->n;
}

/// The best of the steps from `first` on; counts grow only until one of them is known exactly.
static size_t best_step(Run* run, Op* op, size_t first, const Samples* samples) {
  for (size_t enough = FIRST_COUNT;; enough *= 16) {
    size_t best   = first;
    double fewest = -1;
    for (size_t i = first; i < op->n_steps && run->status == OK; ++i) {
      const double count = sampled_count(run, &op->steps[i], samples, enough);
      if (fewest >= 0 && count >= fewest) continue;
      best   = i;
      fewest = count;
    }
    op->steps[best].estimate = fewest;
    if (run->status != OK || fewest < (double)enough || enough >= LAST_COUNT) return best;
  }
}

/// The samples' look-ups do not count.
static void forget_samples(Op* op) {
  for (size_t i = 0; i < op->n_steps; ++i) {
    op->steps[i].opened = 0;
    if (op->steps[i].hold) op->steps[i].hold->looked = op->steps[i].hold->near = op->steps[i].hold->read = 0;
  }
}

/// Some solutions with the step added.
static void extend(Run* run, Step* step, Samples* samples) {
  Samples more = {0};
  for (size_t i = 0; i < samples->n; ++i) {
    memcpy(run->slots, samples->slots[i], run->n_slots * sizeof *run->slots);
    step_open(run, step);
    for (int k = 0; k < PER_SAMPLE && more.n < SAMPLES && step_next(run, step); ++k)
      more.slots[more.n++] = keep_slots(run, &more.arena);
    step_close(run, step);
  }
  arena_free(&samples->arena);
  *samples = more;
}

/// Whether every row fills the column: else a later step may.
static bool always_fills(const Rows* rows, size_t column) {
  size_t i = 0;
  while (i < rows->n && rows->terms[i * rows->columns + column].kind != TERM_NONE) ++i;
  return rows->filled && i == rows->n;
}

/// Each filter as soon as the steps have filled what it reads; the rest of it was bound before or never is.
static void place_filters(const Run* run, Op* op) {
  bool* used = xcalloc(run->n_slots + 1, sizeof *used);
  for (size_t i = 0; i < op->n_filters; ++i) {
    memset(used, 0, run->n_slots * sizeof *used);
    expr_slots(op->filters[i].expr, used, run->n_slots);
    op->filters[i].level = 0;
    for (size_t k = 0; k < op->n_steps; ++k) {
      const Step* step = &op->steps[k];
      const size_t columns = step->kind == STEP_ROWS ? step->rows->columns : 4;
      for (size_t c = 0; c < columns; ++c) {
        const int slot = step->kind == STEP_ROWS ? step->rows->slots[c] : step->at[c].slot;
        if (slot == NO_SLOT || !used[slot]) continue;
        used[slot]    = step->kind == STEP_ROWS && !always_fills(step->rows, c);
        op->filters[i].level = k + 1;
      }
    }
  }
  free(used);
}

static void order(Run* run, Op* op);

void bgp_order(Run* run, Op* op) {
  op->ordered = true;
  order(run, op);
  matches_order(run, op);
  forget_samples(op);
  place_filters(run, op);
}

static bool* filled_before(const Run* run, const Op* op, size_t first) {
  bool* filled = xcalloc(run->n_slots + 1, sizeof *filled);
  for (size_t i = 0; i < run->n_slots; ++i) filled[i] = run->slots[i].kind != TERM_NONE;
  for (size_t i = 0; i < first; ++i) {
    const Step* step = &op->steps[i];
    for (int k = 0; k < 4; ++k)
      if (step->at[k].slot != NO_SLOT) filled[step->at[k].slot] = true;
    for (size_t c = 0; step->rows && c < step->rows->columns; ++c)
      if (step->rows->slots[c] != NO_SLOT) filled[step->rows->slots[c]] = true;
  }
  return filled;
}

/// What a step gives for one solution before it, by its predicate's numbers alone.
static double average_count(Run* run, const Step* step, const bool* filled) {
  const bool s = step->at[0].slot == NO_SLOT || filled[step->at[0].slot], o = step->at[2].slot == NO_SLOT || filled[step->at[2].slot];
  if (step->kind == STEP_PATH) return s && o ? 1 : s || o ? path_width(run, step->path, s) : path_size(run, step->path) * 16.0;
  if (step->kind == STEP_ROWS) return step->rows->filled ? (double)step->rows->n : LAST_COUNT;
  if (step->kind == STEP_MATCHES) return matches_count(run, step, LAST_COUNT * 64.0);
  if (step->kind == STEP_GRAPHS) return step->at[3].slot == NO_SLOT || filled[step->at[3].slot] ? 0.5 : LAST_COUNT;
  const StorePredicate found = about(run, step->at[1].slot == NO_SLOT ? step->at[1].term : (Term){0});
  if (!found.quads) return s && o ? 1 : s || o ? 16 : LAST_COUNT;
  double count = (double)found.quads;
  if (s) count /= (double)found.subjects;
  if (o) count /= (double)found.objects;
  return count;
}

/// The rest, from `first` on, by averages: no sample came so far.
static void order_by_averages(Run* run, Op* op, size_t first) {
  for (size_t i = first; i < op->n_steps && run->status == OK; ++i) {
    bool*  filled = filled_before(run, op, i);
    size_t best   = i;
    double fewest = -1;
    for (size_t k = i; k < op->n_steps; ++k) {
      const double count = average_count(run, &op->steps[k], filled);
      if (fewest >= 0 && count >= fewest) continue;
      best   = k;
      fewest = count;
    }
    free(filled);
    Step chosen     = op->steps[best];
    chosen.estimate = fewest;
    memmove(op->steps + i + 1, op->steps + i, (best - i) * sizeof chosen);
    op->steps[i] = chosen;
  }
}

static void order(Run* run, Op* op) {
  Term* before = xcalloc(run->n_slots ? run->n_slots : 1, sizeof *before);
  memcpy(before, run->slots, run->n_slots * sizeof *before);
  Samples samples  = {0};
  samples.slots[0] = keep_slots(run, &samples.arena);
  samples.n        = 1;
  const size_t last = op->n_steps - !run->shared->explain; // the last needs no choice, but an estimate to be shown
  size_t i = 0;
  for (; i < last && samples.n && run->status == OK; ++i) {
    const size_t best   = best_step(run, op, i, &samples);
    const Step   chosen = op->steps[best];
    memmove(op->steps + i + 1, op->steps + i, (best - i) * sizeof chosen);
    op->steps[i] = chosen;
    if (i + 1 < last) extend(run, &op->steps[i], &samples);
  }
  memcpy(run->slots, before, run->n_slots * sizeof *before);
  if (i + 1 < op->n_steps) order_by_averages(run, op, i);
  free(before);
  arena_free(&samples.arena);
}
