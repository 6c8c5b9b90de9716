/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "sparql/service.h"

#include "sparql/answer.h"
#include "sparql/parse.h"
#include "sparql/write.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_BYTES = 64 << 20 };

typedef struct {
  Query*      query;
  Rows*       rows;
  const char* server;
  Slice       group; ///< With its brackets
  bool        silent;
  size_t      number; ///< Of this service, for its blank nodes
} Service;

static const Query* whole_of(const Query* query) {
  while (query->outer) query = query->outer;
  return query;
}

static void put_request(const Service* s, Buffer* out) {
  const Request* request = &whole_of(s->query)->request;
  if (request->base.len) buffer_printf(out, "BASE <%.*s>\n", SLICE_ARG(request->base));
  for (size_t i = 0; i < request->n_prefixes; ++i) {
    const Prefix* p = &request->prefixes[i];
    Buffer        used = {0};
    buffer_printf(&used, "%.*s:", SLICE_ARG(p->prefix));
    if (memmem(s->group.ptr, s->group.len, used.bytes, used.len))
      buffer_printf(out, "PREFIX %.*s: <%.*s>\n", SLICE_ARG(p->prefix), SLICE_ARG(p->iri));
    buffer_free(&used);
  }
  buffer_puts(out, "SELECT * WHERE ");
  buffer_put_slice(out, s->group);
}

/// A blank node of theirs is none of ours.
static Term own_term(Service* s, Term term) {
  if (term.kind != TERM_BLANK) return term_keep(&s->rows->arena, term);
  return (Term){TERM_BLANK, slice(arena_printf(&s->rows->arena, "service%zu.%.*s", s->number, SLICE_ARG(term.value))), {0}};
}

static Status take_row(void* self, size_t n, const Slice* names, const Term* terms) {
  Service*     s     = self;
  Run*         run   = &s->query->run;
  const Names* known = &s->query->tree->names;
  Term*        row   = rows_push(s->rows);
  for (size_t c = 0; c < s->rows->columns; ++c) {
    row[c] = (Term){0};
    for (size_t i = 0; i < n; ++i)
      if (slice_equal(names[i], known->items[s->rows->slots[c]])) row[c] = own_term(s, terms[i]);
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
  return left > 0.001 ? left : 0.001;
}

static Status ask(Service* s) {
  const SparqlService* service = s->query->run.shared->service;
  Buffer               request = {0}, answer = {0};
  char*                type    = NULL;
  put_request(s, &request);
  buffer_putc(&request, '\0');
  const SparqlQuestion question = {s->server, request.bytes, seconds_left(s->query->run.shared), MOST_BYTES};
  Status               status   = service->ask(service->self, &question, &answer, &type);
  if (status == OK) status = answer_read(buffer_slice(&answer), type, &(AnswerRows){take_row, s});
  buffer_free(&request);
  buffer_free(&answer);
  free(type);
  return status;
}

static Status fill(void* self, Rows* rows) {
  Service*     s      = self;
  Run*         run    = &s->query->run;
  const Status status = ask(s);
  if (status == OK || run->status != OK) return status;
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

Status service_rows(Query* query, const Pattern* pattern, Slice text, Rows** rows) {
  if (!query->run.shared->service)
    return fail(ERR_UNSUPPORTED, "SERVICE asks another machine, and a query here asks the network only where it is allowed: give "
                                 "--service HOST, or import the other graph and query it with GRAPH <...> { ... }");
  if (pattern->graph.slot != NO_SLOT)
    return fail(ERR_UNSUPPORTED, "SERVICE with a variable is not done: write the server's address");
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
                         .group = {text.ptr + pattern->begin, pattern->end - pattern->begin},
                         .server = arena_copy(&query->arena, pattern->graph.term.value.ptr, pattern->graph.term.value.len)};
  (*rows)->fill   = fill;
  (*rows)->self   = s;
  (*rows)->server = slice(s->server);
  return OK;
}
