/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Quads as they are, and quads made of the solutions of a pattern (SPARQL 1.1 Update, 3.1). All solutions are found before
 * anything is changed; then all is removed that DELETE wants, then all added that INSERT wants (4.2.3). */
#include "sparql/update_internal.h"

#include "sparql/template.h"

typedef struct {
  Updating*         u;
  const UpdateStep* step;
  Quads             remove, insert;
  Map               blanks; ///< Label -> place in `made`, for the solution at hand
  Term*             made;
  size_t            n_made, cap_made;
  Arena             arena;  ///< Of `made`
  Status            status;
} Modify;

/// The new node that a label stands for.
static Term blank_of(void* self, Slice label) {
  Modify*      m      = self;
  const size_t before = m->n_made, place = (size_t)*map_at(&m->blanks, label, m->n_made);
  if (place < before) return m->made[place];
  Term         blank  = {0};
  Source*      source = m->u->source;
  const Status st     = source->kind->new_blank(source, &m->arena, &blank);
  if (st != OK) m->status = st;
  *arena_push(&m->arena, m->made, m->n_made, m->cap_made) = blank;
  return blank;
}

static void forget_blanks(Modify* m) {
  map_free(&m->blanks);
  m->blanks = (Map){0};
  m->n_made = 0;
}

static Status make(Modify* m, const Triples* template, const Term* values, Quads* quads) {
  const Solution solution = {m->step->tree, values, blank_of, m};
  for (size_t i = 0; i < template->n; ++i) {
    Quad quad;
    if (!template_quad(&solution, &template->items[i], &quad)) continue;
    const Place graph = template->items[i].at[3];
    if (graph.slot == NO_SLOT && graph.term.kind == TERM_NONE) quad.g = m->step->with;
    TRY(m->status == OK ? update_keep(m->u, quads, &quad) : m->status);
  }
  return OK;
}

static Status solution_row(void* self, const Term* values, bool* enough) {
  Modify* m = self;
  *enough   = false;
  TRY(make(m, &m->step->remove, values, &m->remove));
  TRY(make(m, &m->step->insert, values, &m->insert));
  forget_blanks(m);
  return m->status;
}

static Status apply(Modify* m) {
  for (size_t i = 0; i < m->remove.n; ++i) TRY(update_remove(m->u, &m->remove.items[i]));
  for (size_t i = 0; i < m->insert.n; ++i) TRY(update_add(m->u, &m->insert.items[i]));
  return OK;
}

static void modify_free(Modify* m) {
  forget_blanks(m);
  quads_free(m->u, &m->remove);
  quads_free(m->u, &m->insert);
  arena_free(&m->arena);
}

Status update_data(Updating* u, const UpdateStep* step) {
  Modify m = {.u = u, .step = step};
  Status st = make(&m, &step->remove, NULL, &m.remove);
  if (st == OK) st = make(&m, &step->insert, NULL, &m.insert);
  if (st == OK) st = m.status;
  if (st == OK) st = apply(&m);
  modify_free(&m);
  return st;
}

Status update_modify(Updating* u, const UpdateStep* step) {
  Modify         m    = {.u = u, .step = step};
  Tree*          tree = step->tree;
  const Dataset* d    = &tree->dataset;
  template_columns(&u->arena, tree, &step->remove);
  template_columns(&u->arena, tree, &step->insert);
  Query* query        = query_of_tree(u->source, tree, u->base, &u->shared);
  query->request.text = u->request.text;
  if (d->given) {
    query->part       = source_of_part(u->source, d->from, d->n_from, d->named, d->n_named);
    query->run.source = &query->part.source;
  }
  Status    st  = query_plan(query, (Place){NO_SLOT, d->given ? (Term){0} : step->with});
  Solutions out = {solution_row, &m, false};
  if (st == OK) st = query_solve(query, &out);
  query_free(query);
  if (st == OK) st = apply(&m);
  modify_free(&m);
  return st;
}
