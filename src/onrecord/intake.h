/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What `extract` and `add` share: the operands become articles, articles are read, and come back in the order of the
 * operands. An input that cannot be read is complained about and counted; the others go on.
 *
 *     IntakeCounts counts;
 *     TRY(intake_run("add", settings, &(Intake){.done = print, .self = self}, &counts));
 *     return intake_code(&counts);
 */
#ifndef ONRECORD_ONRECORD_INTAKE_H
#define ONRECORD_ONRECORD_INTAKE_H

#include "onrecord/options.h"
#include "onrecord/pool.h"

#include <signal.h>

typedef struct {
  /// Asked before an article is read: a known one is not, and goes to done() as it is. May be NULL: all are read.
  /// `job->known` is set then. `busy`: an article of this address is being read, so nothing is known of it.
  Status (*known)(void* self, Job* job, bool busy);
  Status (*done)(void* self, Job* job); ///< In the order of the inputs; owns the job
  /// What could not be read; status_message() says why. May be NULL.
  Status (*failed)(void* self, const char* name);
  /// How many items of an input are done already, SIZE_MAX: all; they are not given. Then done() is also given marks, where
  /// all of an input is done. May be NULL.
  size_t (*resumed)(void* self, const char* input);
  /// Behind the last done(), while the model is still open: articles point to it. May be NULL.
  Status (*finish)(void* self);
  const Known* world; ///< What is known, for reading; NULL: nothing
  const volatile sig_atomic_t* stop;    ///< May be NULL; set: take no further input and return
  void* self;
} Intake;

typedef struct {
  size_t inputs, failed;
  size_t resumed; ///< Left out, as an earlier run had done them
} IntakeCounts;

/// The model is opened when the first article needs it. A fault of one input is no fault of the run.
/// `command` is for messages.
Status intake_run(const char* command, const Settings* settings, const Intake* intake, IntakeCounts* counts);

/// ERR_NOT_FOUND, in words: there was no article in what was named.
Status intake_nothing(const Settings* settings);

/// The exit code after a run.
int intake_code(const IntakeCounts* counts);

#endif
