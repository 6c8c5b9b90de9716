/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* onrecord update: SPARQL Update on the graph, all of a request or nothing. What articles say is changed by reading them
 * again; an update keeps away from their graphs, and from the view made of them, unless --articles is given. */
#include "archive/archive.h"
#include "archive/knows.h"
#include "base/file.h"
#include "graph/vocabulary.h"
#include "library/asking.h"
#include "library/graph_base.h"
#include "library/world.h"
#include "onrecord/command.h"
#include "onrecord/say.h"
#include "sparql/update.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { UPDATE_LIMIT = 64 * 1024 * 1024 };

typedef struct {
  Store*      store;
  const char* base;
  bool        articles; ///< Their graphs may be changed
  bool        changed;  ///< One was
} Guard;

/// Whether a graph is an article's or the view.
static Status is_ours(const Guard* guard, Term graph, bool* ours) {
  Buffer view = {0};
  buffer_printf(&view, "%s" VIEW_GRAPH, guard->base);
  *ours = slice_equal(graph.value, buffer_slice(&view));
  buffer_clear(&view);
  buffer_printf(&view, "%s" KNOWN_GRAPH, guard->base);
  *ours |= slice_equal(graph.value, buffer_slice(&view));
  *ours |= knows_of(graph.value).len > 0;
  buffer_free(&view);
  if (*ours || graph.kind == TERM_NONE) return OK;
  const Quad article = {graph, term_iri(slice(RDF_TYPE)), term_iri(slice(SCHEMA("NewsArticle"))), graph};
  return store_contains(guard->store, &article, ours);
}

static Status guard_graph(void* self, Term graph) {
  Guard* guard = self;
  bool   ours  = false;
  TRY(is_ours(guard, graph, &ours));
  if (!ours) return OK;
  guard->changed = true;
  if (guard->articles) return OK;
  return fail(ERR_ACCESS, "<%.*s> holds what was read from articles; put what you add into a graph of your own, take articles out "
                          "by `onrecord forget`, or give --articles to change it all the same", SLICE_ARG(graph.value));
}

/// The request: in words, in a file, or on standard input.
static Status request_text(const char* what, Buffer* text) {
  FileMap map;
  if (!strcmp(what, "-")) return file_read(STDIN_FILENO, "standard input", UPDATE_LIMIT, text);
  if (strpbrk(what, " \t\n{") && access(what, F_OK)) {
    buffer_puts(text, what);
    return OK;
  }
  TRY(file_map(what, &map));
  buffer_put(text, map.bytes, map.len);
  file_unmap(&map);
  return OK;
}

static Status change(Store* store, const char* text, const Settings* settings, UpdateDone* done) {
  char* base = NULL;
  TRY(graph_base(store, NULL, false, &base));
  Guard         guard   = {.store = store, .base = base, .articles = settings->articles};
  Asking        asking  = {.hosts = settings->services, .allow_private = settings->allow_private};
  const SparqlService service = asking_service(&asking);
  UpdateOptions options = {.base = base, .files = true, .guard = guard_graph, .guard_self = &guard,
                           .service = settings->services ? &service : NULL, .timeout_s = settings->timeout,
                           .memory = settings_memory(settings)};
  Status        status  = store_begin(store, STORE_WRITE | STORE_WAIT);
  if (status == OK) {
    status = update_run(store, text, &options, done);
    Known* known = NULL;
    if (status == OK && guard.changed) status = world_of(store, true, &known);
    if (status == OK && guard.changed) status = archive_rebuild_view(store, &(GraphOptions){.base = base, .known = known});
    known_free(known);
    if (status == OK) status = store_commit(store);
    else store_abort(store);
  }
  free(base);
  return status;
}

static int run(const Settings* settings) {
  if (settings->input_count != 1)
    return complain(fail(ERR_USAGE, "update: give one request: SPARQL Update in quotes, a file, or - for standard input"));
  Buffer     text   = {0};
  Store*     store  = NULL;
  UpdateDone done   = {0};
  Status     status = request_text(settings->inputs[0], &text);
  if (status == OK) status = store_open(settings->graph, STORE_WRITE, &store);
  if (status == OK) status = change(store, text.bytes ? text.bytes : "", settings, &done);
  store_close(store);
  buffer_free(&text);
  if (status != OK) return complain(status);
  if (!settings->quiet) printf("%zu added, %zu removed\n", done.added, done.removed);
  return 0;
}

static const Option option_articles = {0, "articles", NULL, "change what was read from articles, too",
                                       offsetof(Settings, articles), NULL};

static const Option* const takes[] = {&option_graph, &option_articles,    &option_timeout, &option_max_memory,
                                      &option_service, &option_ask_private, &option_quiet, NULL};

const Command command_update = {
    "update", run, "UPDATE|FILE|-", "Change the graph by SPARQL Update.", takes,
    "All operations of a request are done, or none. Patterns see all graphs as one, as queries do; what is added\n"
    "or removed without GRAPH or WITH is so in the default graph alone. What was read from articles is left alone\n"
    "unless --articles is given; it comes back when the article is read again. LOAD reads files of this machine\n"
    "(<file:///...>) and nothing from the network; SERVICE asks the hosts that --service names.\n",
    "onrecord update 'INSERT DATA { GRAPH <urn:notes> { id:ana-brandt rdfs:seeAlso <https://ana.example/> } }'\n"
    "onrecord update 'LOAD <file:///srv/parties.ttl> INTO GRAPH <urn:parties>'\n"
    "onrecord update changes.ru\n",
    NULL};
