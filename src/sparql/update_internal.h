/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* An update on its way: update.c the operations on whole graphs, update_modify.c quads and patterns, load.c files. */
#ifndef ONRECORD_SPARQL_UPDATE_INTERNAL_H
#define ONRECORD_SPARQL_UPDATE_INTERNAL_H

#include "sparql/plan.h"
#include "sparql/update.h"

typedef struct {
  Source*              source;
  const UpdateOptions* options;
  Arena                arena;
  Request              request;
  const char*          base;
  Shared               shared;
  Run                  run; ///< For the limits of time and memory
  Map                  guarded; ///< Graphs that the guard let through
  Map                  created; ///< Graphs that CREATE has made and that are empty
  UpdateDone*          done;
} Updating;

typedef struct {
  Arena  arena;
  Quad*  items;
  size_t n, cap;
} Quads;

/// A copy of the quad behind the others; ERR_LIMIT where time or memory is over.
Status update_keep(Updating* u, Quads* quads, const Quad* quad);
void   quads_free(Updating* u, Quads* quads);

/// Add or remove a quad, asking the guard and counting.
Status update_add(Updating* u, const Quad* quad);
Status update_remove(Updating* u, const Quad* quad);
Status update_guard(Updating* u, Term graph);

/// INSERT DATA, DELETE DATA, DELETE and INSERT WHERE.
Status update_data(Updating* u, const UpdateStep* step);
Status update_modify(Updating* u, const UpdateStep* step);

/// The quads of a file, blank nodes made new, copied. `into`: the graph for all of them, or TERM_NONE: as the file says.
Status load_file(Updating* u, Slice iri, Term into, Quads* quads);

#endif
