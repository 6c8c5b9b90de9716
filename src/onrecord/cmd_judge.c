/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* onrecord merge, split, rename, unsure: a human's judgement of who is who.
 *
 * It becomes a line of the table beside the graph (identity/judgements.h), and the graph follows at once. */
#include "archive/archive.h"
#include "identity/judgements.h"
#include "library/graph_base.h"
#include "library/judged.h"
#include "onrecord/command.h"
#include "onrecord/judging.h"
#include "onrecord/say.h"

#include <stdlib.h>
#include <string.h>

/// The nodes that the operands mean. For a name that one has twice the node now; a former node stays as it was given,
/// so that two names of one person can be told apart.
static Status find_nodes(Store* store, const char* base, const Settings* settings, Arena* arena, Judgement* judged) {
  const Lookup look = {store, arena};
  Slice        now[2];
  TRY(judged_node(&look, base, settings->inputs[0], &judged->a, &now[0]));
  if (judged->verb == JUDGED_RENAME) {
    judged->a = now[0];
    judged->b = slice_trim(slice(settings->inputs[1]));
    if (!judged->b.len || memchr(judged->b.ptr, '\t', judged->b.len) || memchr(judged->b.ptr, '\n', judged->b.len))
      return fail(ERR_USAGE, "rename: the new name must be words of one line");
    return OK;
  }
  if (settings->input_count < 2) return OK;
  TRY(judged_node(&look, base, settings->inputs[1], &judged->b, &now[1]));
  if (judged->verb == JUDGED_MERGE && slice_equal(now[0], now[1]))
    return fail(ERR_USAGE, "%s and %s are one already: %.*s", settings->inputs[0], settings->inputs[1], SLICE_ARG(now[0]));
  if (slice_equal(judged->a, judged->b))
    return fail(ERR_USAGE, "%s and %s are one node; give two, or the IRIs of the two names, such as id:bob-smith and id:robert-smith",
                settings->inputs[0], settings->inputs[1]);
  return OK;
}

/// The fault that the new line brings, if it brings one.
static Status check_line(Slice before, Slice after) {
  Arena      arena = {0};
  Judgements old, now;
  judgements_parse(before, &arena, &old);
  judgements_parse(after, &arena, &now);
  Status status = OK;
  if (now.fault_count > old.fault_count)
    status = fail(ERR_USAGE, "%s; nothing was noted", now.faults[now.fault_count - 1].words);
  arena_free(&arena);
  return status;
}

static Status note(Store* store, const char* base, const Settings* settings, Judgement* judged, Arena* arena) {
  Buffer before = {0}, after = {0};
  TRY(store_begin(store, STORE_READ));
  Status status = find_nodes(store, base, settings, arena, judged);
  store_abort(store);
  if (status == OK) status = judged_read(store, settings->graph, &before);
  if (status == OK) {
    judgements_add(buffer_slice(&before), judged, &after);
    status = check_line(buffer_slice(&before), buffer_slice(&after));
  }
  if (status == OK) status = judged_write(settings->graph, &after);
  if (status == OK) status = take_judgements(store, settings, base, false);
  buffer_free(&before);
  buffer_free(&after);
  return status;
}

static int judge(const Settings* settings, Verb verb, size_t least, size_t most) {
  if (settings->input_count < least || settings->input_count > most)
    return complain(fail(ERR_USAGE, "%s: give %s", verb_word(verb),
                         verb == JUDGED_RENAME ? "a person or organization and the new name"
                         : least == 1          ? "one person or organization, or two"
                                               : "two people or organizations"));
  Store*    store  = NULL;
  char*     base   = NULL;
  Arena     arena  = {0};
  Judgement judged = {.verb = verb};
  Status    status = store_open(settings->graph, STORE_WRITE, &store);
  if (status == OK) status = graph_base(store, NULL, false, &base);
  if (status == OK) status = note(store, base, settings, &judged, &arena);
  if (status == OK && !settings->quiet) {
    Buffer path = {0};
    judged_path(settings->graph, &path);
    printf("%s %.*s%s%.*s\nnoted in %s\n", verb_word(verb), SLICE_ARG(judged.a), judged.b.len ? " " : "", (int)judged.b.len,
           judged.b.len ? judged.b.ptr : "", path.bytes);
    buffer_free(&path);
  }
  store_close(store);
  free(base);
  arena_free(&arena);
  return status == OK ? 0 : complain(status);
}

static int run_merge(const Settings* settings) { return judge(settings, JUDGED_MERGE, 2, 2); }
static int run_split(const Settings* settings) { return judge(settings, JUDGED_SPLIT, 1, 2); }
static int run_rename(const Settings* settings) { return judge(settings, JUDGED_RENAME, 2, 2); }
static int run_unsure(const Settings* settings) { return judge(settings, JUDGED_UNSURE, 2, 2); }

static const Option* const takes[] = {&option_graph, &option_quiet, NULL};

#define WHO \
  "People and organizations are named by IRI, as id:ana-brandt, or by a name that only one has. The judgement\n" \
  "is kept in GRAPH.judgements.tsv beside the graph, wins over the program, and holds for articles to come.\n"

const Command command_merge = {
    "merge", run_merge, "A B", "Judge that two nodes are one person or organization.", takes,
    WHO "A's node stays; B's leads there.\n",
    "onrecord merge id:viktor-halas id:ana-brandt\n", NULL};

const Command command_split = {
    "split", run_split, "A [B]", "Judge that two names are not one person or organization.", takes,
    WHO "Of one node with two names, name them by the IRIs that they make. With A alone everybody of that name who is told of\n"
        "in another role is a person of their own; merge what belongs together.\n",
    "onrecord split id:viktor-halas id:ana-brandt\n", NULL};

const Command command_rename = {
    "rename", run_rename, "A NAME", "Give a person or organization another label.", takes, WHO,
    "onrecord rename 'Ana Brandt' 'Ana Brandt-Weil'\n", NULL};

const Command command_unsure = {
    "unsure", run_unsure, "A B", "Judge that nobody can say whether two nodes are one.", takes,
    WHO "They stay two, with skos:closeMatch between them, and are listed by onrecord doubtful.\n",
    "onrecord unsure id:viktor-halas id:ana-brandt\n", NULL};
