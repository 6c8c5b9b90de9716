/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "sparql/template.h"

static void add_column(Arena* arena, Tree* tree, int slot) {
  if (slot == NO_SLOT) return;
  for (size_t i = 0; i < tree->n_columns; ++i)
    if (tree->columns[i].slot == slot) return;
  *arena_push(arena, tree->columns, tree->n_columns, tree->cap_columns) = (Column){tree->names.items[slot], slot, NULL, 0};
}

void template_columns(Arena* arena, Tree* tree, const Triples* template) {
  for (size_t i = 0; i < template->n; ++i)
    for (int k = 0; k < 4; ++k) add_column(arena, tree, template->items[i].at[k].slot);
}

static Term value(const Solution* solution, Place place) {
  const Tree* tree = solution->tree;
  if (place.slot == NO_SLOT) return place.term.kind == TERM_BLANK ? solution->blank(solution->self, place.term.value) : place.term;
  for (size_t i = 0; i < tree->n_columns; ++i)
    if (tree->columns[i].slot == place.slot) return solution->values[i];
  return (Term){0};
}

bool template_quad(const Solution* solution, const Triple* triple, Quad* quad) {
  *quad = (Quad){value(solution, triple->at[0]), value(solution, triple->at[1]), value(solution, triple->at[2]),
                 value(solution, triple->at[3])};
  const bool graph_wanted = triple->at[3].slot != NO_SLOT;
  return (quad->s.kind == TERM_IRI || quad->s.kind == TERM_BLANK) && quad->p.kind == TERM_IRI && quad->o.kind != TERM_NONE &&
         quad->g.kind <= TERM_IRI && !(graph_wanted && quad->g.kind == TERM_NONE);
}
