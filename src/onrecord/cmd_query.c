/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* onrecord query: a question in SPARQL, from the command line, a file, standard input, or one of the ready-made ones. */
#include "base/file.h"
#include "library/asking.h"
#include "library/graph_base.h"
#include "onrecord/command.h"
#include "onrecord/ready.h"
#include "onrecord/say.h"
#include "sparql/query.h"
#include "sparql/tidy.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { QUERY_LIMIT = 1024 * 1024 };

static bool is_sparql(const char* words) { return words[strcspn(words, " \t\n{?")] != '\0'; }

static Status read_file(const char* path, Buffer* text) {
  FileMap map;
  TRY(file_map(path, &map));
  buffer_put(text, map.bytes, map.len);
  file_unmap(&map);
  return OK;
}

/// The query that the operands mean.
static Status query_text(const Settings* settings, Buffer* text) {
  const char*       what       = settings->inputs[0];
  const char* const* parameters = settings->inputs + 1;
  const size_t      n          = settings->input_count - 1;
  const bool        a_file     = !access(what, F_OK) || strpbrk(what, "/.");
  if (strcmp(what, "-") != 0 && !is_sparql(what) && !a_file) return ready_query(what, parameters, n, text);
  if (n) return fail(ERR_USAGE, "%s: only ready-made queries take values; put the query in quotes", parameters[0]);
  if (!strcmp(what, "-")) return file_read(STDIN_FILENO, "standard input", QUERY_LIMIT, text);
  if (is_sparql(what)) {
    buffer_puts(text, what);
    return OK;
  }
  return read_file(what, text);
}

static int terminal_width(void) {
  struct winsize size;
  return isatty(STDOUT_FILENO) && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) ? size.ws_col : 0;
}

/// Run the query; how it was done is shown in the place of its answer.
static Status show_plan(Query* query) {
  FILE*  nowhere = fopen("/dev/null", "w");
  Status status  = nowhere ? query_write(query, QUERY_TABLE, nowhere) : fail(ERR_IO, "/dev/null cannot be opened");
  if (nowhere) fclose(nowhere);
  if (status == OK) query_explain(query, stdout);
  return status;
}

static Status ask(Store* store, const char* text, const Settings* settings, QueryFormat format) {
  char* base = NULL;
  TRY(graph_base(store, NULL, false, &base));
  Query* query  = NULL;
  Status status = store_begin(store, STORE_READ);
  if (status == OK) {
    Asking              asking  = {.hosts = settings->services, .allow_private = settings->allow_private};
    const SparqlService service = asking_service(&asking);
    const QueryOptions options = {.base = base, .service = settings->services ? &service : NULL, .width = terminal_width(),
                                  .timeout_s = settings->timeout, .memory = settings_memory(settings), .explain = settings->explain,
                                  .profile = settings->profile};
    status = query_prepare(store, text, &options, &query);
    if (status == OK && (options.explain || options.profile)) status = show_plan(query);
    else if (status == OK) status = query_write(query, format, stdout);
    query_free(query);
    store_abort(store);
  }
  free(base);
  return status;
}

static Status tidy(const char* text) {
  Buffer out    = {0};
  Status status = sparql_tidy(text, &out);
  if (status == OK) status = output(out.bytes ? out.bytes : "", out.len);
  buffer_free(&out);
  return status;
}

static int run(const Settings* settings) {
  if (settings->list) {
    const Status status = ready_list(stdout);
    return status == OK ? 0 : complain(status);
  }
  if (!settings->input_count || !*settings->inputs[0])
    return complain(fail(ERR_USAGE, "query: ask what? give SPARQL, a file, - or the name of a ready-made query (--list)"));
  QueryFormat format = QUERY_TABLE;
  Buffer      text   = {0};
  Store*      store  = NULL;
  Status      status = settings->format ? query_format(settings->format, &format) : OK;
  if (status == OK) status = query_text(settings, &text);
  const char* words = text.bytes ? text.bytes : "";
  if (status == OK && settings->tidy) status = tidy(words);
  else if (status == OK) status = store_open(settings->graph, STORE_READ, &store);
  if (store) status = ask(store, words, settings, format);
  store_close(store);
  buffer_free(&text);
  return status == OK ? 0 : complain(status);
}

static const Option option_format = {'f', "format", "NAME", "table, csv, tsv, json or xml [table]",
                                     offsetof(Settings, format), NULL};
static const Option option_list   = {'l', "list", NULL, "list the ready-made queries", offsetof(Settings, list), NULL};

static const Option option_explain = {0, "explain", NULL, "show how the query is done instead of its answer",
                                      offsetof(Settings, explain), NULL};
static const Option option_profile = {0, "profile", NULL, "the same, with the time that each part takes",
                                      offsetof(Settings, profile), NULL};
static const Option option_tidy    = {0, "tidy", NULL, "print the query laid out afresh, and do not ask it",
                                      offsetof(Settings, tidy), NULL};

static const Option* const takes[] = {&option_graph, &option_format,  &option_list,       &option_explain, &option_profile,
                                      &option_tidy,  &option_timeout, &option_max_memory, &option_service, &option_ask_private, NULL};

const Command command_query = {
    "query", run, "QUERY|FILE|NAME|- [NAME=VALUE]...", "Ask the graph in SPARQL, or by a ready-made query.", takes,
    "The prefixes rec: id: role: foaf: org: schema: prov: nif: skos: rdfs: owl: xsd: are declared already.\n"
    "The default graph is all articles as one; each article is a named graph too. A query fetches nothing\n"
    "from the network, but what SERVICE asks of the hosts that --service names.\n"
    "?x rec:matches \"austerity cut*\" finds what has these words in a name, title or statement.\n",
    "onrecord query --list\n"
    "onrecord query who-said-what about=port\n"
    "onrecord query said-by brandt port\n"
    "onrecord query roles-on day=2031-03-31\n"
    "onrecord query turn-abouts\n"
    "onrecord query 'SELECT ?who ?what { ?who rec:denied ?claim . ?claim rdfs:label ?what }'\n"
    "onrecord query --format csv 'SELECT (COUNT(*) AS ?n) { ?s a rec:Statement }'\n"
    "onrecord query 'SELECT ?who { ?who rec:stated ?claim . ?claim rec:matches \"port -harbour\" }'\n"
    "onrecord query --explain 'SELECT ?who { ?who rec:denied ?claim . ?claim rdfs:label ?what }'\n",
    NULL};
