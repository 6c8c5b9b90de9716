/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* onrecord forget: an article and all that only it says leave the graph. */
#include "archive/archive.h"
#include "library/graph_base.h"
#include "library/places.h"
#include "library/world.h"
#include "onrecord/command.h"
#include "onrecord/judging.h"
#include "onrecord/resolve.h"
#include "onrecord/say.h"

#include <stdlib.h>

/// Claims that come into comparison by it are compared by the model; where there is none they wait for the next article.
static Status compare_claims(Store* store, const Settings* settings, const GraphOptions* options) {
  GraphOptions with = *options;
  Buffer       path = {0};
  Model*       model = NULL;
  bool         waits;
  TRY(archive_waits(store, &waits));
  if (!waits) return OK;
  if (find_model(settings->model, &path) == OK && model_open(path.bytes, settings->precision, &model) == OK) {
    with.model          = model;
    const Status status = archive_compare(store, &with);
    model_free(model);
    buffer_free(&path);
    return status;
  }
  buffer_free(&path);
  return OK;
}

static Status forget(Store* store, const char* name, const Settings* settings, const GraphOptions* options, Buffer* iri) {
  TRY(store_begin(store, STORE_WRITE | STORE_WAIT));
  Status status = resolve_article(store, name, iri);
  if (status == OK) status = archive_forget(store, iri->bytes, options);
  if (status == OK) status = compare_claims(store, settings, options);
  if (status == OK) return store_commit(store);
  store_abort(store);
  return status;
}

static int forget_all(Store* store, const Settings* settings, const GraphOptions* options) {
  size_t failed = 0;
  Buffer iri    = {0};
  for (size_t i = 0; i < settings->input_count; i++) {
    const Status status = forget(store, settings->inputs[i], settings, options, &iri);
    if (status != OK) {
      complain(status);
      failed++;
    } else if (!settings->quiet) {
      printf("forgot %s\n", iri.bytes);
    }
  }
  buffer_free(&iri);
  return exit_code(failed, settings->input_count);
}

static int run(const Settings* settings) {
  if (!settings->input_count) return complain(fail(ERR_USAGE, "forget: name the articles, by IRI or by file"));
  Store* store  = NULL;
  char*  base   = NULL;
  Known* known  = NULL;
  Status status = store_open(settings->graph, STORE_WRITE, &store);
  if (status == OK) status = graph_base(store, NULL, false, &base);
  if (status == OK) status = take_judgements(store, settings, base, false);
  if (status == OK) status = world_of(store, false, &known);
  const int code = status == OK ? forget_all(store, settings, &(GraphOptions){.base = base, .known = known}) : complain(status);
  store_close(store);
  known_free(known);
  free(base);
  return code;
}

static const Option* const takes[] = {&option_graph, &option_quiet, NULL};

const Command command_forget = {"forget", run, "ARTICLE...", "Take articles out of the graph.", takes,
                                "An article is named by its IRI, by its file (which may be gone), or by the end of its path where\n"
                                "only one ends so. People, roles and claims that no other article tells of go with it.\n",
                                "onrecord forget news/sale.html\n",
                                NULL};
