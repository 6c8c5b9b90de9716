/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* GROUP BY and the aggregates (SPARQL 1.1, section 11), in a hash table. Groups come out in the order in which they
 * came in. An error in a SUM, AVG, MIN or MAX leaves it unbound; COUNT counts what has a value. */
#include "sparql/number.h"
#include "sparql/plan.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  size_t count;
  Number sum;
  bool   error;
  Term   term; ///< Of MIN, MAX, SAMPLE
  Buffer text; ///< Of GROUP_CONCAT
} Sum;

struct Groups {
  Query*             query;
  Map                index;
  Term*              keys; ///< n_groups for each group
  Sum*               sums; ///< n_aggregates for each group
  size_t             n, cap;
  Map                seen; ///< What DISTINCT aggregates had
  Arena              arena, loaded;
  Term*              values; ///< Of the aggregates for the group that is loaded
  size_t             counted; ///< Bytes that the memory limit knows of
};

Groups* groups_new(Query* query) {
  Groups* groups = xcalloc(1, sizeof *groups);
  groups->query  = query;
  groups->values = xcalloc(query->tree->n_aggregates + 1, sizeof *groups->values);
  return groups;
}

static size_t group_at(Groups* groups, Slice key) {
  const Tree*  query = groups->query->tree;
  const size_t found = (size_t)*map_at(&groups->index, key, groups->n);
  if (found < groups->n) return found;
  if (groups->n == groups->cap) {
    groups->cap  = groups->cap ? groups->cap * 2 : 16;
    groups->keys = xrealloc(groups->keys, groups->cap * (query->n_groups + 1) * sizeof *groups->keys);
    groups->sums = xrealloc(groups->sums, groups->cap * (query->n_aggregates + 1) * sizeof *groups->sums);
  }
  memset(groups->sums + groups->n * query->n_aggregates, 0, query->n_aggregates * sizeof *groups->sums);
  return groups->n++;
}

static bool fresh(Groups* groups, size_t group, size_t i, Term term) {
  Buffer         key     = {0};
  const uint64_t head[2] = {group, i};
  const size_t   before  = groups->seen.n;
  buffer_put(&key, head, sizeof head);
  term_key(&key, term);
  map_at(&groups->seen, buffer_slice(&key), 0);
  buffer_free(&key);
  return groups->seen.n > before;
}

/// `times`: how often the value came.
static void sum_add(Groups* groups, Sum* sum, const Aggregate* a, Term term, size_t times) {
  Number number;
  if (term.kind == TERM_NONE) {
    sum->error = sum->error || a->kind != AGGREGATE_COUNT;
    return;
  }
  const bool first = sum->count == 0;
  sum->count += times;
  switch (a->kind) {
    case AGGREGATE_COUNT: return;
    case AGGREGATE_SUM:
    case AGGREGATE_AVG:
      if (!number_of(term, &number)) sum->error = true;
      while (!sum->error && times-- > 0) sum->error = !number_compute('+', sum->sum, number, &sum->sum);
      return;
    case AGGREGATE_MIN:
    case AGGREGATE_MAX:
      if (first || (term_order(term, sum->term) < 0) == (a->kind == AGGREGATE_MIN)) sum->term = term_keep(&groups->arena, term);
      return;
    case AGGREGATE_SAMPLE:
      if (first) sum->term = term_keep(&groups->arena, term);
      return;
    case AGGREGATE_CONCAT:
      if (term.kind == TERM_BLANK) sum->error = true;
      for (size_t i = 0; i < times; ++i) {
        if (!first || i) buffer_put_slice(&sum->text, a->separator);
        buffer_put_slice(&sum->text, term.value);
      }
      return;
  }
}

/// Let the memory limit know; what GROUP_CONCAT puts together grows slowly enough to be counted by its text alone.
static void count_memory(Groups* groups) {
  const Tree*  tree  = groups->query->tree;
  const size_t each  = tree->n_groups * sizeof *groups->keys + tree->n_aggregates * sizeof *groups->sums;
  const size_t bytes = groups->arena.used + groups->cap * each + groups->seen.keys.used + groups->index.keys.used +
                       (groups->seen.cap + groups->index.cap) * sizeof(MapEntry);
  run_keeps(&groups->query->run, bytes - groups->counted);
  groups->counted = bytes;
}

/// The value, a variable's as its slot has it: for keys and counts its id is enough.
static Term plain_value(Run* run, const Expr* e, Arena* arena) {
  return e->kind == EXPR_VARIABLE && e->slot >= 0 ? run->slots[e->slot] : evaluate_term(run, e, arena);
}

void groups_add(Groups* groups, size_t times) {
  const Tree* query = groups->query->tree;
  Run*        run   = &groups->query->run;
  Arena       arena = {0};
  Buffer key   = {0};
  Term   few[8];
  Term*  keys = query->n_groups <= 8 ? few : arena_array(&arena, Term, query->n_groups);
  for (size_t i = 0; i < query->n_groups; ++i) {
    keys[i] = run_late(run, plain_value(run, query->groups[i], &arena));
    term_key(&key, keys[i]);
  }
  const size_t before = groups->n, group = group_at(groups, buffer_slice(&key));
  for (size_t i = 0; group == before && i < query->n_groups; ++i)
    groups->keys[group * query->n_groups + i] = term_keep(&groups->arena, keys[i]);
  for (size_t i = 0; i < query->n_aggregates; ++i) {
    const Aggregate* a    = &query->aggregates[i];
    const bool       once = a->distinct;
    Term             term = term_string(SLICE("*"));
    if (a->over) {
      term = a->kind == AGGREGATE_COUNT ? plain_value(run, a->over, &arena) : evaluate_term(run, a->over, &arena);
      if (once && a->kind == AGGREGATE_COUNT) term = run_late(run, term);
    } else if (once) { // COUNT(DISTINCT *): the whole solution
      Buffer whole = {0};
      for (size_t k = 0; k < run->n_slots; ++k) term_key(&whole, run_late(run, run->slots[k]));
      term = term_string((Slice){arena_copy(&arena, whole.bytes, whole.len), whole.len});
      buffer_free(&whole);
    }
    if (once && term.kind != TERM_NONE && !fresh(groups, group, i, term)) continue;
    Sum*         sum  = &groups->sums[group * query->n_aggregates + i];
    const size_t text = sum->text.cap;
    sum_add(groups, sum, a, term, once ? 1 : times);
    if (sum->text.cap > text) run_keeps(run, sum->text.cap - text);
  }
  count_memory(groups);
  ++run->shared->solutions;
  buffer_free(&key);
  arena_free(&arena);
}

size_t groups_count(Groups* groups) {
  if (!groups->n && !groups->query->tree->n_groups) group_at(groups, SLICE("")); // aggregates over nothing
  return groups->n;
}

static Term sum_term(Arena* arena, const Aggregate* a, const Sum* sum) {
  Number average;
  switch (a->kind) {
    case AGGREGATE_COUNT: return number_term(arena, number_integer((long long)sum->count));
    case AGGREGATE_SUM: return sum->error ? (Term){0} : number_term(arena, sum->sum);
    case AGGREGATE_AVG:
      if (sum->error) return (Term){0};
      if (!sum->count) return number_term(arena, number_integer(0));
      if (!number_compute('/', sum->sum, number_integer((long long)sum->count), &average)) return (Term){0};
      return number_term(arena, average);
    case AGGREGATE_CONCAT: return sum->error ? (Term){0} : term_string(buffer_slice(&sum->text));
    case AGGREGATE_SAMPLE: return sum->term;
    case AGGREGATE_MIN:
    case AGGREGATE_MAX: return sum->error ? (Term){0} : sum->term;
  }
  return (Term){0};
}

void groups_load(Groups* groups, size_t group) {
  const Tree* tree = groups->query->tree;
  Run*        run  = &groups->query->run;
  run_clear(run);
  for (size_t i = 0; i < tree->n_groups; ++i)
    if (tree->group_slots[i] != NO_SLOT) run->slots[tree->group_slots[i]] = groups->keys[group * tree->n_groups + i];
  for (size_t i = 0; i < tree->n_aggregates; ++i)
    groups->values[i] = sum_term(&groups->loaded, &tree->aggregates[i], &groups->sums[group * tree->n_aggregates + i]);
  run->aggregates = groups->values;
}

void groups_unload(Groups* groups) {
  groups->query->run.aggregates = NULL;
  run_clear(&groups->query->run);
  arena_free(&groups->loaded);
}

void groups_free(Groups* groups) {
  for (size_t i = 0; i < groups->n * groups->query->tree->n_aggregates; ++i) buffer_free(&groups->sums[i].text);
  groups->query->run.shared->memory -= groups->counted;
  free(groups->keys);
  free(groups->sums);
  free(groups->values);
  map_free(&groups->index);
  map_free(&groups->seen);
  arena_free(&groups->arena);
  arena_free(&groups->loaded);
  free(groups);
}
