/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* onrecord doubtful: pairs that are perhaps one, for a human to judge.
 *
 *     0.60  Joe Weil or Joseph Weil: their names agree, but little else is known
 *           https://w3id.org/onrecord/id/joe-weil
 *           https://w3id.org/onrecord/id/joseph-weil
 */
#include "base/json.h"
#include "graph/vocabulary.h"
#include "library/graph_base.h"
#include "onrecord/command.h"
#include "onrecord/lookup.h"
#include "onrecord/say.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  Slice    score, reason;
  NodeList nodes;
  Slice    labels[2];
} Pair;

static int by_score(const void* x, const void* y) {
  const Pair *a = x, *b = y;
  const int   c = slice_compare(b->score, a->score);
  return c ? c : slice_compare(a->nodes.items[0], b->nodes.items[0]) ? slice_compare(a->nodes.items[0], b->nodes.items[0])
                                                                      : slice_compare(a->nodes.items[1], b->nodes.items[1]);
}

static Status find_pairs(const Lookup* look, const char* base, Pair** pairs, size_t* n) {
  Buffer   view = {0};
  NodeList doubts;
  buffer_printf(&view, "%s" VIEW_GRAPH, base);
  const Slice  graph  = lookup_keep(look, buffer_slice(&view));
  const Status status = lookup_typed(look, REC("Doubt"), graph, &doubts);
  buffer_free(&view);
  TRY(status);
  *pairs = arena_array(look->arena, Pair, doubts.n + 1);
  for (size_t i = 0; i < doubts.n; i++) {
    Pair pair;
    TRY(lookup_value(look, doubts.items[i], REC("score"), &pair.score));
    TRY(lookup_value(look, doubts.items[i], REC("reason"), &pair.reason));
    TRY(lookup_values(look, doubts.items[i], REC("between"), &pair.nodes));
    if (pair.nodes.n != 2) continue; // somebody else's
    for (int k = 0; k < 2; k++) TRY(lookup_label(look, pair.nodes.items[k], &pair.labels[k]));
    (*pairs)[(*n)++] = pair;
  }
  qsort(*pairs, *n, sizeof **pairs, by_score);
  return OK;
}

static void print_words(const Pair* pairs, size_t n) {
  for (size_t i = 0; i < n; i++) {
    const Pair* p = &pairs[i];
    printf("%-4.*s  %.*s or %.*s: %.*s\n", SLICE_ARG(p->score), SLICE_ARG(p->labels[0]), SLICE_ARG(p->labels[1]), SLICE_ARG(p->reason));
    for (int k = 0; k < 2; k++) printf("      %.*s\n", SLICE_ARG(p->nodes.items[k]));
  }
  if (!n) puts("no doubts");
}

static void print_json(const Pair* pairs, size_t n) {
  Buffer     out = {0};
  JsonWriter w   = {.out = &out};
  json_open(&w, '[');
  for (size_t i = 0; i < n; i++) {
    json_open(&w, '{');
    json_key(&w, "score");
    json_real(&w, strtod(pairs[i].score.ptr, NULL), 2);
    json_key(&w, "reason");
    json_string(&w, pairs[i].reason);
    json_key(&w, "nodes");
    json_open(&w, '[');
    for (int k = 0; k < 2; k++) {
      json_open(&w, '{');
      json_key(&w, "id");
      json_string(&w, pairs[i].nodes.items[k]);
      json_key(&w, "label");
      json_string(&w, pairs[i].labels[k]);
      json_close(&w);
    }
    json_close(&w);
    json_close(&w);
  }
  json_close(&w);
  buffer_putc(&out, '\n');
  output(out.bytes, out.len);
  buffer_free(&out);
}

static Status list(Store* store, bool json) {
  char* base = NULL;
  TRY(graph_base(store, NULL, false, &base));
  Arena        arena = {0};
  const Lookup look  = {store, &arena};
  Pair*        pairs = NULL;
  size_t       n     = 0;
  Status       status = store_begin(store, STORE_READ);
  if (status == OK) status = find_pairs(&look, base, &pairs, &n);
  if (status == OK) (json ? print_json : print_words)(pairs, n);
  store_abort(store);
  arena_free(&arena);
  free(base);
  return status;
}

static int run(const Settings* settings) {
  if (settings->input_count) return complain(fail(ERR_USAGE, "doubtful takes no operands; name the graph by --graph"));
  const bool json = settings->format && !strcmp(settings->format, "json");
  if (settings->format && !json && strcmp(settings->format, "text") != 0)
    return complain(fail(ERR_USAGE, "--format %s: choose text or json", settings->format));
  Store* store  = NULL;
  Status status = store_open(settings->graph, STORE_READ, &store);
  if (status == OK) status = list(store, json);
  store_close(store);
  return status == OK ? 0 : complain(status);
}

static const Option option_format = {'f', "format", "NAME", "text or json [text]", offsetof(Settings, format), NULL};

static const Option* const takes[] = {&option_graph, &option_format, NULL};

const Command command_doubtful = {
    "doubtful", run, "", "List pairs of people or organizations that are perhaps one.", takes,
    "The likelier ones come first. Judge them by onrecord merge, split or unsure; onrecord why tells more.\n",
    "onrecord doubtful\n"
    "onrecord doubtful --format json\n",
    NULL};
