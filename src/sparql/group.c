/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* GROUP BY and the aggregates (SPARQL 1.1, section 11), in a hash table. Groups come out in the order in which they
 * came in. An error in a SUM, AVG, MIN or MAX leaves it unbound; COUNT counts what has a value. */
#include "sparql/plan.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  size_t      count;
  long double sum;
  int         rank; ///< Of the sum: 0 integer, 1 decimal, 2 float, 3 double
  bool        error;
  Term        term; ///< Of MIN, MAX, SAMPLE
  Buffer      text; ///< Of GROUP_CONCAT
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
};

Groups* groups_new(Query* query) {
  Groups* groups = xcalloc(1, sizeof *groups);
  groups->query  = query;
  groups->values = xcalloc(query->n_aggregates + 1, sizeof *groups->values);
  return groups;
}

static size_t group_at(Groups* groups, Slice key) {
  Query*       query = groups->query;
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

static void sum_add(Groups* groups, Sum* sum, const rasqal_expression* e, Term term) {
  double number = 0;
  int    rank   = 0;
  if (term.kind == TERM_NONE) {
    sum->error = sum->error || e->op != RASQAL_EXPR_COUNT;
    return;
  }
  const bool first = sum->count++ == 0;
  switch (e->op) {
    case RASQAL_EXPR_SUM:
    case RASQAL_EXPR_AVG:
      if (!term_number(term, &number, &rank)) sum->error = true;
      sum->sum += (long double)number;
      if (rank > sum->rank) sum->rank = rank;
      return;
    case RASQAL_EXPR_MIN:
    case RASQAL_EXPR_MAX:
      if (first || (term_order(term, sum->term) < 0) == (e->op == RASQAL_EXPR_MIN)) sum->term = term_keep(&groups->arena, term);
      return;
    case RASQAL_EXPR_SAMPLE:
      if (first) sum->term = term_keep(&groups->arena, term);
      return;
    case RASQAL_EXPR_GROUP_CONCAT: {
      const Term separator = e->literal ? term_of(e->literal) : term_string(SLICE(" "));
      if (!first) buffer_put_slice(&sum->text, separator.value);
      buffer_put_slice(&sum->text, term.value);
      return;
    }
    default: return;
  }
}

void groups_add(Groups* groups) {
  Query* query = groups->query;
  Run*   run   = &query->run;
  Arena  arena = {0};
  Buffer key   = {0};
  Term   few[8];
  Term*  keys = query->n_groups <= 8 ? few : arena_array(&arena, Term, query->n_groups);
  for (size_t i = 0; i < query->n_groups; ++i) {
    keys[i] = evaluate_term(run, query->groups[i], &arena);
    term_key(&key, keys[i]);
  }
  const size_t before = groups->n, group = group_at(groups, buffer_slice(&key));
  for (size_t i = 0; group == before && i < query->n_groups; ++i)
    groups->keys[group * query->n_groups + i] = term_keep(&groups->arena, keys[i]);
  for (size_t i = 0; i < query->n_aggregates; ++i) {
    const rasqal_expression* e    = query->aggregates[i].expression;
    const bool               once = e->flags & RASQAL_EXPR_FLAG_DISTINCT;
    Term                     term = term_string(SLICE("*"));
    if (query->aggregates[i].over) {
      term = evaluate_term(run, query->aggregates[i].over, &arena);
    } else if (once) { // COUNT(DISTINCT *): the whole solution
      Buffer whole = {0};
      for (size_t k = 0; k < run->n_slots; ++k) term_key(&whole, run->slots[k]);
      term = term_string((Slice){arena_copy(&arena, whole.bytes, whole.len), whole.len});
      buffer_free(&whole);
    }
    if (once && term.kind != TERM_NONE && !fresh(groups, group, i, term)) continue;
    sum_add(groups, &groups->sums[group * query->n_aggregates + i], e, term);
  }
  buffer_free(&key);
  arena_free(&arena);
}

size_t groups_count(Groups* groups) {
  if (!groups->n && !groups->query->n_groups) group_at(groups, SLICE("")); // aggregates over nothing
  return groups->n;
}

/// A number as its type writes it.
static Term number_term(Arena* arena, long double number, int rank) {
  static const char* const types[] = {XSD "integer", XSD "decimal", XSD "float", XSD "double"};
  char*                    text;
  if (rank == 0) {
    text = arena_printf(arena, "%.0Lf", number);
  } else if (rank == 1) {
    text       = arena_printf(arena, "%.12Lf", number);
    size_t end = strlen(text);
    while (text[end - 1] == '0') text[--end] = '\0';
    if (text[end - 1] == '.') text[end] = '0', text[end + 1] = '\0';
  } else {
    text = arena_printf(arena, "%.*LG", rank == 2 ? 7 : 15, number);
  }
  return term_typed(slice(text), slice(types[rank]));
}

static Term sum_term(Arena* arena, const rasqal_expression* e, const Sum* sum) {
  switch (e->op) {
    case RASQAL_EXPR_COUNT: return number_term(arena, (long double)sum->count, 0);
    case RASQAL_EXPR_SUM: return sum->error ? (Term){0} : number_term(arena, sum->sum, sum->rank);
    case RASQAL_EXPR_AVG:
      if (sum->error) return (Term){0};
      if (!sum->count) return number_term(arena, 0, 0);
      return number_term(arena, sum->sum / (long double)sum->count, sum->rank ? sum->rank : 1);
    case RASQAL_EXPR_GROUP_CONCAT: return term_string(buffer_slice(&sum->text));
    case RASQAL_EXPR_SAMPLE: return sum->term;
    default: return sum->error ? (Term){0} : sum->term;
  }
}

void groups_load(Groups* groups, size_t group) {
  Query* query = groups->query;
  memset(query->run.slots, 0, query->run.n_slots * sizeof *query->run.slots);
  for (size_t i = 0; i < query->n_groups; ++i)
    if (query->group_slots[i] != NO_SLOT)
      query->run.slots[query->group_slots[i]] = groups->keys[group * query->n_groups + i];
  for (size_t i = 0; i < query->n_aggregates; ++i)
    groups->values[i] = sum_term(&groups->loaded, query->aggregates[i].expression, &groups->sums[group * query->n_aggregates + i]);
  query->run.aggregates = groups->values;
}

void groups_unload(Groups* groups) {
  Query* query = groups->query;
  query->run.aggregates = NULL;
  memset(query->run.slots, 0, query->run.n_slots * sizeof *query->run.slots);
  arena_free(&groups->loaded);
}

void groups_free(Groups* groups) {
  for (size_t i = 0; i < groups->n * groups->query->n_aggregates; ++i) buffer_free(&groups->sums[i].text);
  free(groups->keys);
  free(groups->sums);
  free(groups->values);
  map_free(&groups->index);
  map_free(&groups->seen);
  arena_free(&groups->arena);
  arena_free(&groups->loaded);
  free(groups);
}
