/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Several threads read articles; they come back in the order in which they were put in, so that what is printed or
 * stored is the same with one thread and with many.
 *
 *     Pool* pool = pool_new(model, 4, (PoolSink){done, self});
 *     TRY(pool_put(pool, job));              // may wait, and may call done() for earlier jobs
 *     TRY(pool_drain(pool));                 // done() for all that are left
 *     pool_free(pool);
 *
 * done() runs in the thread that calls pool_put() and pool_drain(); only reading is done elsewhere. A few jobs per
 * thread are held at a time, so memory does not grow with the number of articles. */
#ifndef ONRECORD_ONRECORD_POOL_H
#define ONRECORD_ONRECORD_POOL_H

#include "document/likeness.h"
#include "library/article.h"

typedef struct {
  char*   name;    ///< As the user would name it; the job's own
  Article article;
  char*   input;   ///< What it was found in (inputs.h), and the how many-th it is there
  size_t  number;
  bool    mark;    ///< No article: all those of `input` stand before it
  bool    known;   ///< Nothing is to be read
  char*   original; ///< The article of which it is a near-duplicate, or NULL
  Likeness likeness;
  bool    long_enough; ///< For a likeness
  Status  status;  ///< Of reading
  char*   message; ///< Of that status; NULL when OK
} Job;

void job_free(Job* job); ///< NULL is fine

typedef struct {
  Status (*done)(void* self, Job* job); ///< Owns the job
  void* self;
} PoolSink;

typedef struct Pool Pool;

Pool* pool_new(const Model* model, unsigned threads, PoolSink sink);

/// Give a job to the pool, which owns it from now on. The first status other than OK from done() is returned.
Status pool_put(Pool* pool, Job* job);

/// Call done() for the jobs that are ready, without waiting.
Status pool_take_ready(Pool* pool);

/// Wait for all jobs.
Status pool_drain(Pool* pool);

/// Whether an article of this IRI is in the pool.
bool pool_holds(const Pool* pool, const char* iri);

void pool_free(Pool* pool); ///< Drops what is still in it; NULL is fine

#endif
