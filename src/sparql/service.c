/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "sparql/service.h"

#include "sparql/answer.h"
#include "sparql/parse.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_BYTES = 64 << 20 };

typedef struct {
  Query*      query;
  Rows*       rows;
  const char* server;
  const char* asked; ///< The query for it
  bool        silent;
  size_t      number; ///< Of this service, for its blank nodes
  Map         labels; ///< Of theirs -> place in `blanks`
  Term*       blanks;
  size_t      n_blanks, cap_blanks;
} Service;

/// A blank node of theirs is none of ours, and in an update it may become one: then it must be new.
static Status own_blank(Service* s, Slice label, Term* blank) {
  Arena*       arena  = &s->rows->arena;
  Source*      source = s->query->run.shared->blanks;
  const size_t before = s->n_blanks, place = (size_t)*map_at(&s->labels, label, before);
  if (place == before) {
    Term made = {TERM_BLANK, slice(arena_printf(arena, "service%zux%zu", s->number, before + 1)), {0}};
    if (source) TRY(source->kind->new_blank(source, arena, &made));
    *arena_push(arena, s->blanks, s->n_blanks, s->cap_blanks) = made;
  }
  *blank = s->blanks[place];
  return OK;
}

static Status take_row(void* self, size_t n, const Slice* names, const Term* terms) {
  Service*     s     = self;
  Run*         run   = &s->query->run;
  const Names* known = &s->query->tree->names;
  Term*        row   = rows_push(s->rows);
  for (size_t c = 0; c < s->rows->columns; ++c) {
    size_t i = 0;
    while (i < n && !slice_equal(names[i], known->items[s->rows->slots[c]])) ++i;
    row[c] = (Term){0};
    if (i < n && terms[i].kind == TERM_BLANK) TRY(own_blank(s, terms[i].value, &row[c]));
    else if (i < n) row[c] = term_keep(&s->rows->arena, terms[i]);
  }
  if (!rows_counted(run, s->rows) || !run_goes_on(run)) return run->status;
  return OK;
}

/// Seconds that are left for an answer, 0: as many as are usual.
static double seconds_left(const Shared* shared) {
  struct timespec now;
  if (shared->deadline <= 0) return 0;
  clock_gettime(CLOCK_MONOTONIC, &now);
  const double left = shared->deadline - ((double)now.tv_sec + (double)now.tv_nsec * 1e-9);
  return (left > 0 ? left : 0) + 0.01; // a little over, so that it is the query that ends first
}

/// An answer may have a part of the memory that the query may: it is a tree while it is read.
static size_t most_bytes(const Shared* shared) {
  return shared->most_memory && shared->most_memory / 8 < MOST_BYTES ? shared->most_memory / 8 : MOST_BYTES;
}

static Status ask(Service* s) {
  const Shared*        shared  = s->query->run.shared;
  const SparqlService* service = shared->service;
  Buffer               answer  = {0};
  char*                type    = NULL;
  const SparqlQuestion question = {s->server, s->asked, seconds_left(shared), most_bytes(shared)};
  Status               status   = service->ask(service->self, &question, &answer, &type);
  if (status == OK) status = answer_read(buffer_slice(&answer), type, &(AnswerRows){take_row, s});
  map_free(&s->labels);
  buffer_free(&answer);
  free(type);
  return status;
}

static Status fill(void* self, Rows* rows) {
  Service*     s      = self;
  Run*         run    = &s->query->run;
  const Status status = ask(s);
  if (run->status != OK || status == OK) return run->status;
  if (!run_in_time(run)) // SILENT excuses the server, not the time
    return fail(ERR_LIMIT, "SERVICE <%s>: the query ran out of time before this answered; allow it more time", s->server);
  if (!s->silent) {
    Arena        arena = {0};
    const Status told  = fail(status, "SERVICE <%s>: %s", s->server, arena_printf(&arena, "%s", status_message()));
    arena_free(&arena);
    return told;
  }
  rows->n   = 0; // what failed silently is one empty solution
  Term* row = rows_push(rows);
  memset(row, 0, rows->columns * sizeof *row);
  return OK;
}

Status service_rows(Query* query, const Pattern* pattern, Rows** rows) {
  if (!query->run.shared->service)
    return fail(ERR_UNSUPPORTED, "SERVICE asks another machine, and a query here never asks the network unless it is allowed: give "
                                 "--service HOST, or import the other graph and query it with GRAPH <...> { ... }");
  if (pattern->graph.slot != NO_SLOT)
    return fail(ERR_UNSUPPORTED, "SERVICE with a variable in the place of the server is not done; write its address, once for "
                                 "each server, with UNION between them");
  bool*  set = arena_array(&query->arena, bool, query->tree->names.n + 1);
  size_t n   = 0;
  pattern_in_scope(pattern->parts[0], set);
  for (size_t i = 0; i < query->tree->names.n; ++i) n += set[i] = set[i] && query->tree->names.items[i].len;
  *rows      = rows_new(query, n);
  n          = 0;
  for (size_t i = 0; i < query->tree->names.n; ++i)
    if (set[i]) (*rows)->slots[n++] = (int)i;
  Service* s = arena_alloc(&query->arena, sizeof *s);
  *s         = (Service){.query = query, .rows = *rows, .silent = pattern->silent, .number = ++query->run.shared->fresh,
                         .asked  = arena_copy(&query->arena, pattern->asked.ptr, pattern->asked.len),
                         .server = arena_copy(&query->arena, pattern->graph.term.value.ptr, pattern->graph.term.value.len)};
  (*rows)->fill   = fill;
  (*rows)->self   = s;
  (*rows)->server = slice(s->server);
  return OK;
}
