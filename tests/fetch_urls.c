/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* For tests/fetch_web.sh: fetches what it is given and prints what came back.
 *
 *     fetch_urls [--private] [--robots] [--cache DIR] [--agent NAME] [--proxy URL] [--wait SECONDS] [--limit BYTES]
 *                [--timeout SECONDS] URL...
 */
#include "fetch/fetch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Status take(void* self, const Fetched* input) {
  (void)self;
  if (input->status != OK)
    printf("status %d: %s\n", input->status, status_message());
  else
    printf("%s %s %.*s\n", input->uri, input->type ? input->type : "-", (int)(input->bytes.len < 60 ? input->bytes.len : 60), input->bytes.ptr);
  return OK;
}

int main(int argc, char** argv) {
  FetchOptions options = {.interval_s = -1};
  bool         robots  = false; // only asked for where a test is about it
  int          i       = 1;
  for (; i < argc && !strncmp(argv[i], "--", 2); i++) {
    if (!strcmp(argv[i], "--private")) options.allow_private = true;
    if (!strcmp(argv[i], "--robots")) robots = true;
    if (!strcmp(argv[i], "--cache") && i + 1 < argc) options.cache = argv[++i];
    if (!strcmp(argv[i], "--agent") && i + 1 < argc) options.user_agent = argv[++i];
    if (!strcmp(argv[i], "--proxy") && i + 1 < argc) options.proxy = argv[++i];
    if (!strcmp(argv[i], "--wait") && i + 1 < argc) options.interval_s = atof(argv[++i]);
    if (!strcmp(argv[i], "--limit") && i + 1 < argc) options.limit = (size_t)atol(argv[++i]);
    if (!strcmp(argv[i], "--timeout") && i + 1 < argc) options.timeout_s = atol(argv[++i]);
  }
  options.ignore_robots = !robots;
  return fetch_each((const char* const*)argv + i, (size_t)(argc - i), &options, (FetchSink){take, NULL});
}
