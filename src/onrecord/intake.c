/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "onrecord/intake.h"

#include "library/places.h"
#include "onrecord/inputs.h"
#include "onrecord/say.h"

#include <string.h>

typedef struct {
  const Settings* settings;
  const Intake*   intake;
  IntakeCounts*   counts;
  Model*          model; ///< NULL until the first article needs it
  Pool*           pool;  ///< The same
} Run;

static Status failed(const Run* run, const char* name, Status why) {
  run->counts->failed++;
  const Status status = run->intake->failed ? run->intake->failed(run->intake->self, name) : OK;
  if (status == OK) complain(why);
  return status;
}

static Status job_done(void* self, Job* job) {
  const Run* run = self;
  if (job->status == OK) return run->intake->done(run->intake->self, job);
  const Status status = failed(run, job->name, fail(job->status, "%s", job->message));
  job_free(job);
  return status;
}

static Status start_readers(Run* run) {
  Buffer path   = {0};
  Status status = find_model(run->settings->model, &path);
  if (status == OK) status = model_open(path.bytes, run->settings->precision, &run->model);
  buffer_free(&path);
  TRY(status);
  run->pool = pool_new(run->model, run->settings->jobs, (PoolSink){job_done, run});
  return run->pool ? OK : fail(ERR_LIMIT, "the system allows no more threads; close other programs and run it again");
}

static bool stopped(const Run* run) { return run->intake->stop && *run->intake->stop; }

static Status put(Run* run, Job* job) {
  Status status = OK;
  if (run->intake->known && !job->mark)
    status = run->intake->known(run->intake->self, job, run->pool && pool_holds(run->pool, job->article.doc.uri));
  if (status == OK && job->known && !run->pool) return job_done(run, job); // nothing stands before it
  if (status == OK && !run->pool) status = start_readers(run);
  if (status == OK) return pool_put(run->pool, job);
  job_free(job);
  return status;
}

static Status take(void* self, const InputItem* item) {
  Run* const run    = self;
  Status     status = item->status;
  if (stopped(run)) return fail(ERR_BUSY, "stopped");
  if (run->intake->resumed && item->number <= run->intake->resumed(run->intake->self, item->input)) {
    run->counts->resumed++;
    return OK;
  }
  run->counts->inputs++;
  progress("%zu: %s", run->counts->inputs, item->source->name);
  Article article = {0};
  if (status == OK) status = article_open(item->source, &article);
  if (status != OK) return failed(run, item->source->name, status);
  article.known = run->intake->world;
  if (article.doc.warning && !run->settings->quiet) say("%s", article.doc.warning);
  Job* job = xcalloc(1, sizeof *job);
  *job     = (Job){.name = xstrdup(item->source->name), .input = xstrdup(item->input), .number = item->number, .article = article};
  return put(run, job);
}

static bool skip(void* self, const char* input) {
  Run* const run = self;
  if (!run->intake->resumed || run->intake->resumed(run->intake->self, input) != SIZE_MAX) return false;
  run->counts->resumed++;
  return true;
}

/// A mark behind the input's articles: it comes out of the pool when they have.
static Status ended(void* self, const char* input) {
  Run* const run = self;
  if (!run->intake->resumed || stopped(run)) return OK;
  Job* job = xcalloc(1, sizeof *job);
  *job     = (Job){.input = xstrdup(input), .number = SIZE_MAX, .mark = true, .known = true};
  return put(run, job);
}

Status intake_nothing(const Settings* settings) {
  return fail(ERR_NOT_FOUND, "%s: no articles there; give files or folders of .txt, .md or .html",
              settings->input_count ? settings->inputs[0] : settings->lists[0]);
}

Status intake_run(const char* command, const Settings* settings, const Intake* intake, IntakeCounts* counts) {
  *counts    = (IntakeCounts){0};
  Run    run = {.settings = settings, .intake = intake, .counts = counts};
  Status status = inputs_each(command, settings, (InputSink){.take = take, .skip = skip, .ended = ended, .self = &run});
  if (run.pool && stopped(&run))
    status = pool_take_ready(run.pool);
  else if (run.pool && status == OK)
    status = pool_drain(run.pool);
  else if (stopped(&run))
    status = OK;
  progress("%s", "");
  pool_free(run.pool);
  if (status == OK && intake->finish) status = intake->finish(intake->self);
  model_free(run.model);
  if (status == OK && !counts->inputs && !counts->resumed && !stopped(&run)) status = intake_nothing(settings);
  return status;
}

int intake_code(const IntakeCounts* counts) { return exit_code(counts->failed, counts->inputs); }
