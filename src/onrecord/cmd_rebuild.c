/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* onrecord rebuild: who is who, and the view, made anew from the articles and the judgements. */
#include "library/graph_base.h"
#include "library/world.h"
#include "onrecord/command.h"
#include "onrecord/judging.h"
#include "onrecord/say.h"

#include <stdlib.h>

static int run(const Settings* settings) {
  if (settings->input_count) return complain(fail(ERR_USAGE, "rebuild takes no operands; name the graph by --graph"));
  Store* store  = NULL;
  char*  base   = NULL;
  Status status = store_open(settings->graph, STORE_WRITE, &store);
  if (status == OK) status = graph_base(store, NULL, false, &base);
  if (status == OK) status = world_take(store, base, settings->knowledge, settings->knowledge_count);
  if (status == OK) status = take_judgements(store, settings, base, true);
  store_close(store);
  free(base);
  if (status != OK) return complain(status);
  if (!settings->quiet) puts("decided anew");
  return 0;
}

static const Option* const takes[] = {&option_graph, &option_knowledge, &option_quiet, NULL};

const Command command_rebuild = {
    "rebuild", run, "", "Decide anew who is who, and name what is wrong with the judgements.", takes,
    "Nothing is read again: what articles say stays as it is. GRAPH.judgements.tsv is applied; a line that cannot be\n"
    "understood, contradicts another, closes a circle or names nobody is told with its number, and the rest holds.\n"
    "Links to Wikidata and inferences are made anew from the shipped table and those given by --knowledge, or else those\n"
    "that the graph was given before; --knowledge none takes these away.\n",
    "onrecord rebuild\n"
    "onrecord rebuild --knowledge ministers.tsv\n", NULL};
