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

static Quad quad_keep(Arena* arena, const Quad* quad) {
  return (Quad){term_keep(arena, quad->s), term_keep(arena, quad->p), term_keep(arena, quad->o), term_keep(arena, quad->g)};
}

static void make(Modify* m, const Triples* template, const Term* values, Quads* quads) {
  const Solution solution = {m->step->tree, values, blank_of, m};
  for (size_t i = 0; i < template->n; ++i) {
    Quad quad;
    if (!template_quad(&solution, &template->items[i], &quad)) continue;
    const Place graph = template->items[i].at[3];
    if (graph.slot == NO_SLOT && graph.term.kind == TERM_NONE) quad.g = m->step->with;
    *arena_push(&quads->arena, quads->items, quads->n, quads->cap) = quad_keep(&quads->arena, &quad);
  }
}

static Status solution_row(void* self, const Term* values, bool* enough) {
  Modify*      m      = self;
  const size_t before = m->remove.arena.used + m->insert.arena.used;
  Shared*      shared = &m->u->shared;
  make(m, &m->step->remove, values, &m->remove);
  make(m, &m->step->insert, values, &m->insert);
  forget_blanks(m);
  shared->memory += m->remove.arena.used + m->insert.arena.used - before;
  *enough = false;
  if (m->status == OK && shared->most_memory && shared->memory > shared->most_memory)
    m->status = fail(ERR_LIMIT, "the update needs more than the %zu MiB of memory it may have; do it in parts, or allow it more",
                     shared->most_memory >> 20);
  return m->status;
}

static Status apply(Modify* m) {
  for (size_t i = 0; i < m->remove.n; ++i) TRY(update_remove(m->u, &m->remove.items[i]));
  for (size_t i = 0; i < m->insert.n; ++i) TRY(update_add(m->u, &m->insert.items[i]));
  return OK;
}

static void modify_free(Modify* m) {
  forget_blanks(m);
  arena_free(&m->remove.arena);
  arena_free(&m->insert.arena);
  arena_free(&m->arena);
}

Status update_data(Updating* u, const UpdateStep* step) {
  Modify m = {.u = u, .step = step};
  make(&m, &step->remove, NULL, &m.remove);
  make(&m, &step->insert, NULL, &m.insert);
  const Status st = m.status == OK ? apply(&m) : m.status;
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
