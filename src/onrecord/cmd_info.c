/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* onrecord info: how much a graph holds, and whether it is whole. */
#include "archive/archive.h"
#include "library/graph_base.h"
#include "onrecord/command.h"
#include "onrecord/say.h"

#include <stdlib.h>

static void print(const Settings* settings, const char* base, const ArchiveCounts* counts, const StoreInfo* info) {
  printf("graph          %s\n", settings->graph);
  printf("base           %s\n", base);
  printf("articles       %zu\n", counts->articles);
  printf("people         %zu\n", counts->people);
  printf("organizations  %zu\n", counts->organizations);
  printf("places         %zu\n", counts->places);
  printf("roles          %zu\n", counts->roles);
  printf("statements     %zu\n", counts->statements);
  printf("quads          %zu\n", info->quads);
  printf("terms          %zu\n", info->terms);
  printf("size           %.1f MB\n", (double)info->bytes / 1e6);
  printf("layout         %d\n", info->version);
}

static Status inform(Store* store, const Settings* settings) {
  char* base = NULL;
  TRY(graph_base(store, NULL, false, &base));
  ArchiveCounts counts = {0};
  StoreInfo     info   = {0};
  Status        status = store_begin(store, STORE_READ);
  if (status == OK) status = archive_counts(store, &counts);
  if (status == OK) status = store_info(store, &info);
  if (status == OK && settings->check) status = store_check(store);
  store_abort(store);
  if (status == OK) print(settings, base, &counts, &info);
  if (status == OK && settings->check) puts("check          whole");
  free(base);
  return status;
}

static int run(const Settings* settings) {
  if (settings->input_count) return complain(fail(ERR_USAGE, "info takes no operands; name the graph by --graph"));
  Store* store  = NULL;
  Status status = store_open(settings->graph, STORE_READ, &store);
  if (status == OK) status = inform(store, settings);
  store_close(store);
  return status == OK ? 0 : complain(status);
}

static const Option option_check = {0, "check", NULL, "read all of it and hold its parts against each other",
                                    offsetof(Settings, check), NULL};

static const Option* const takes[] = {&option_graph, &option_check, NULL};

const Command command_info = {"info", run, "", "Tell how much a graph holds.", takes,
                              "Counts are of the whole graph: people and organizations once each, however many articles name\n"
                              "them; roles and statements as often as an article tells of them.\n",
                              "onrecord info\n"
                              "onrecord info --check\n",
                              NULL};
