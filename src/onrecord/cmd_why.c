/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* onrecord why: in words, why two are one person or organization, or two. */
#include "archive/archive.h"
#include "library/graph_base.h"
#include "onrecord/command.h"
#include "onrecord/judging.h"
#include "onrecord/say.h"

#include <stdlib.h>

static void print_side(const char* operand, Slice node, const Why* why, int side) {
  printf("  %s: %.*s\n", operand, SLICE_ARG(node));
  for (size_t i = 0; i < why->role_counts[side]; i++) printf("    %.*s\n", SLICE_ARG(why->roles[side][i]));
  for (size_t i = 0; i < why->known_counts[side]; i++) printf("    known: %.*s\n", SLICE_ARG(why->known[side][i]));
}

static void print(const Settings* settings, const Why* why) {
  printf("%s: ", why->one ? "one" : "two");
  if (why->judged) puts("a human has judged so");
  else if (!why->compared) puts(why->one ? "they have one name" : "their names are too far apart to be compared");
  else if (why->one && why->score < .8F) printf("each is one with another of their names (between these two alone: %s; %.2f)\n", why->reason, (double)why->score);
  else if (!why->one && why->score >= .8F) printf("%s (%.2f), but others of these names contradict it\n", why->reason, (double)why->score);
  else printf("%s (%.2f)\n", why->reason, (double)why->score);
  for (int side = 0; side < 2; side++) print_side(settings->inputs[side], side ? why->b : why->a, why, side);
}

static Status explain(Store* store, const Settings* settings) {
  char* base = NULL;
  TRY(graph_base(store, NULL, false, &base));
  Arena        arena = {0};
  const Lookup look  = {store, &arena};
  Slice        given[2], now[2];
  Why          why;
  Status       status = store_begin(store, STORE_READ);
  for (int i = 0; i < 2 && status == OK; i++) status = judged_node(&look, base, settings->inputs[i], &given[i], &now[i]);
  if (status == OK) status = archive_why(store, given[0], given[1], &(GraphOptions){.base = base}, &arena, &why);
  if (status == OK) print(settings, &why);
  store_abort(store);
  arena_free(&arena);
  free(base);
  return status;
}

static int run(const Settings* settings) {
  if (settings->input_count != 2) return complain(fail(ERR_USAGE, "why: name two people or organizations"));
  Store* store  = NULL;
  Status status = store_open(settings->graph, STORE_READ, &store);
  if (status == OK) status = explain(store, settings);
  store_close(store);
  return status == OK ? 0 : complain(status);
}

static const Option* const takes[] = {&option_graph, NULL};

const Command command_why = {
    "why", run, "A B", "Explain why two are one person or organization, or are not.", takes,
    "They are named by IRI, as id:ana-brandt, or by a name that only one has. Two names of one node are told apart by the\n"
    "IRIs that they make: id:bob-smith, id:robert-smith. From a score of 0.80 on two are one.\n"
    "Behind \"known:\" stands what a table of what is known says of them, where name, role and date agree.\n",
    "onrecord why id:viktor-halas id:ana-brandt\n",
    NULL};
