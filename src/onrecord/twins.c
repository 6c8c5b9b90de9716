/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "onrecord/twins.h"

#include "archive/archive.h"
#include "onrecord/likes.h"

#include <stdlib.h>
#include <string.h>

/// An article that is being read.
typedef struct {
  char*    iri;
  Likeness likeness;
} Coming;

struct Twins {
  Store*  store;
  Likes*  likes;
  Coming* coming; ///< As many as are read at a time, and a batch
  size_t  count, cap;
};

Twins* twins_open(const char* graph, Store* store) {
  Twins* twins = xcalloc(1, sizeof *twins);
  *twins       = (Twins){.store = store, .likes = likes_open(graph)};
  return twins;
}

void twins_close(Twins* twins) {
  if (!twins) return;
  likes_close(twins->likes);
  for (size_t i = 0; i < twins->count; i++) free(twins->coming[i].iri);
  free(twins->coming);
  free(twins);
}

static Coming* find_coming(const Twins* twins, const char* iri) {
  for (size_t i = 0; i < twins->count; i++)
    if (!strcmp(twins->coming[i].iri, iri)) return &twins->coming[i];
  return NULL;
}

typedef struct {
  const Twins* twins;
  const char*  own; ///< The IRI of the article that is asked for
  Arena*       arena;
  const char*  best;
  int          common;
} Search;

/// An entry counts if an article with that text is in the graph, another one than the one asked for, and not to be replaced.
static Status accept(void* self, const Digest* sha256, int common, bool* yes) {
  Search* const search = self;
  const char*   iri;
  TRY(archive_read_text(search->twins->store, sha256, search->arena, &iri));
  *yes = iri && strcmp(iri, search->own) && !find_coming(search->twins, iri);
  if (*yes) search->best = iri, search->common = common;
  return OK;
}

Status twins_find(Twins* twins, Job* job) {
  Arena        arena  = {0};
  Search       search = {.twins = twins, .own = job->article.doc.uri, .arena = &arena};
  const Status status = likes_find(twins->likes, &job->likeness, accept, &search);
  for (size_t i = 0; i < twins->count && status == OK; i++) {
    const int common = likeness_common(&twins->coming[i].likeness, &job->likeness);
    if (common < LIKENESS_SAME || common <= search.common || !strcmp(twins->coming[i].iri, search.own)) continue;
    search.best   = twins->coming[i].iri;
    search.common = common;
  }
  if (status == OK && search.best) job->original = xstrdup(search.best);
  arena_free(&arena);
  return status;
}

void twins_expect(Twins* twins, const Job* job) {
  if (twins->count == twins->cap)
    twins->coming = xrealloc(twins->coming, (twins->cap = twins->cap ? 2 * twins->cap : 64) * sizeof *twins->coming);
  twins->coming[twins->count++] = (Coming){xstrdup(job->article.doc.uri), job->likeness};
}

void twins_came(Twins* twins, const Job* job, bool fresh) {
  Coming* const coming = find_coming(twins, job->article.doc.uri);
  if (fresh) likes_put(twins->likes, &job->likeness, &job->article.doc.sha256);
  if (!coming) return;
  free(coming->iri);
  memmove(coming, coming + 1, (size_t)(twins->coming + --twins->count - coming) * sizeof *coming);
}

void twins_keep(Twins* twins) { likes_keep(twins->likes); }
