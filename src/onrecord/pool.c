/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* A ring of jobs: [oldest, next) are with the threads or ready, [next, newest) wait for a thread. All three only grow;
 * a job's place is its number modulo the ring's size. */
#include "onrecord/pool.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { JOBS_PER_THREAD = 4 };

typedef struct {
  Job* job;
  bool ready;
} Place;

struct Pool {
  const Model*    model;
  PoolSink        sink;
  pthread_t*      threads;
  unsigned        thread_count;
  Place*          ring;
  size_t          size, oldest, next, newest;
  bool            closing;
  pthread_mutex_t lock;
  pthread_cond_t  work, ready;
};

void job_free(Job* job) {
  if (!job) return;
  article_free(&job->article);
  free(job->name);
  free(job->message);
  free(job->input);
  free(job->original);
  free(job);
}

static void read_job(Reader* reader, Job* job) {
  if (job->known) return;
  job->status = article_read(reader, &job->article);
  if (job->status != OK) job->message = xstrdup(status_message());
}

static void* work(void* arg) {
  Pool* const   pool   = arg;
  Reader* const reader = reader_new(pool->model);
  pthread_mutex_lock(&pool->lock);
  for (;;) {
    while (!pool->closing && pool->next == pool->newest) pthread_cond_wait(&pool->work, &pool->lock);
    if (pool->closing) break;
    Place* const place = &pool->ring[pool->next++ % pool->size];
    pthread_mutex_unlock(&pool->lock);
    read_job(reader, place->job);
    pthread_mutex_lock(&pool->lock);
    place->ready = true;
    pthread_cond_signal(&pool->ready);
  }
  pthread_mutex_unlock(&pool->lock);
  reader_free(reader);
  return NULL;
}

Pool* pool_new(const Model* model, unsigned threads, PoolSink sink) {
  Pool* pool    = xcalloc(1, sizeof *pool);
  pool->model   = model;
  pool->sink    = sink;
  pool->size    = (size_t)threads * JOBS_PER_THREAD;
  pool->ring    = xcalloc(pool->size, sizeof *pool->ring);
  pool->threads = xcalloc(threads, sizeof *pool->threads);
  pthread_mutex_init(&pool->lock, NULL);
  pthread_cond_init(&pool->work, NULL);
  pthread_cond_init(&pool->ready, NULL);
  for (unsigned i = 0; i < threads; i++) // fewer than asked for where the system allows no more, but at least one
    if (!pthread_create(&pool->threads[pool->thread_count], NULL, work, pool)) pool->thread_count++;
  if (!pool->thread_count) {
    pool_free(pool);
    return NULL;
  }
  return pool;
}

/// The oldest job, taken out of the ring; NULL when there is none or (unless `wait`) it is not ready.
static Job* take_oldest(Pool* pool, bool wait) {
  Job* job = NULL;
  pthread_mutex_lock(&pool->lock);
  if (pool->oldest < pool->newest) {
    Place* const place = &pool->ring[pool->oldest % pool->size];
    while (wait && !place->ready) pthread_cond_wait(&pool->ready, &pool->lock);
    if (place->ready) {
      job    = place->job;
      *place = (Place){0};
      pool->oldest++;
    }
  }
  pthread_mutex_unlock(&pool->lock);
  return job;
}

Status pool_take_ready(Pool* pool) {
  for (Job* job; (job = take_oldest(pool, false));) TRY(pool->sink.done(pool->sink.self, job));
  return OK;
}

Status pool_drain(Pool* pool) {
  for (Job* job; (job = take_oldest(pool, true));) TRY(pool->sink.done(pool->sink.self, job));
  return OK;
}

Status pool_put(Pool* pool, Job* job) {
  Status status = pool_take_ready(pool);
  if (status == OK && pool->newest - pool->oldest == pool->size)
    status = pool->sink.done(pool->sink.self, take_oldest(pool, true));
  if (status != OK) {
    job_free(job);
    return status;
  }
  pthread_mutex_lock(&pool->lock);
  pool->ring[pool->newest++ % pool->size] = (Place){job, false};
  pthread_cond_signal(&pool->work);
  pthread_mutex_unlock(&pool->lock);
  return OK;
}

bool pool_holds(const Pool* pool, const char* iri) {
  for (size_t i = pool->oldest; i < pool->newest; i++)
    if (!pool->ring[i % pool->size].job->mark && !strcmp(pool->ring[i % pool->size].job->article.doc.uri, iri)) return true;
  return false;
}

void pool_free(Pool* pool) {
  if (!pool) return;
  pthread_mutex_lock(&pool->lock);
  pool->closing = true;
  pthread_cond_broadcast(&pool->work);
  pthread_mutex_unlock(&pool->lock);
  for (unsigned i = 0; i < pool->thread_count; i++) pthread_join(pool->threads[i], NULL);
  for (size_t i = pool->oldest; i < pool->newest; i++) job_free(pool->ring[i % pool->size].job);
  pthread_cond_destroy(&pool->ready);
  pthread_cond_destroy(&pool->work);
  pthread_mutex_destroy(&pool->lock);
  free(pool->threads);
  free(pool->ring);
  free(pool);
}
