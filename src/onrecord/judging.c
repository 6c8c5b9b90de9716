/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "onrecord/judging.h"

#include "archive/archive.h"
#include "library/judged.h"
#include "onrecord/say.h"
#include "onrecord/search.h"

#include <string.h>

static void say_words(void* self, const char* words) {
  (void)self;
  say("%s", words);
}

Status take_judgements(Store* store, const Settings* settings, const char* base, bool anew) {
  return judged_take(store, settings->graph, base, anew, (JudgedSink){say_words, NULL});
}

static Status not_one(const char* operand, const Search* search) {
  if (!search->found.n) {
    Buffer near = {0};
    for (size_t i = 0; i < search->near.n; i++) buffer_printf(&near, "%s%.*s", i ? ", " : "; did you mean: ", SLICE_ARG(search->near.items[i]));
    if (near.len) buffer_putc(&near, '?');
    else buffer_puts(&near, "; onrecord query people-and-roles lists the people");
    const Status status = fail(ERR_NOT_FOUND, "%s: nobody of this name in the graph%s", operand, near.bytes);
    buffer_free(&near);
    return status;
  }
  Buffer nodes = {0};
  for (size_t i = 0; i < search->found.n && i < SEARCH_NEAR; i++) buffer_printf(&nodes, "\n  %.*s", SLICE_ARG(search->found.items[i]));
  const Status status = fail(ERR_USAGE, "%s: means %zu nodes; give one by its IRI:%s", operand, search->found.n, nodes.bytes);
  buffer_free(&nodes);
  return status;
}

Status judged_node(const Lookup* look, const char* base, const char* operand, Slice* given, Slice* node) {
  const Slice iri = lookup_written_out(look, base, operand);
  *given = iri;
  TRY(archive_node(look->store, iri, look->arena, node));
  if (node->len) return OK;
  if (iri.ptr != operand) return fail(ERR_NOT_FOUND, "%s: no such node in the graph; onrecord show NAME prints them", operand);
  Search search, parties = {0};
  TRY(search_name(look, operand, &search));
  parties.near = search.near;
  for (size_t i = 0; i < search.found.n; i++) {
    const Kind* kind;
    TRY(search_kind(look, search.found.items[i], &kind));
    if (kind && (!strcmp(kind->word, "person") || !strcmp(kind->word, "organization")))
      *arena_push(look->arena, parties.found.items, parties.found.n, parties.found.cap) = search.found.items[i];
  }
  if (parties.found.n != 1) return not_one(operand, &parties);
  *given = *node = parties.found.items[0];
  return OK;
}
