/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* onrecord export: the graph in the format of another program. */
#include "library/graph_base.h"
#include "onrecord/command.h"
#include "onrecord/resolve.h"
#include "onrecord/say.h"
#include "tell/tell.h"

#include <stdlib.h>
#include <string.h>

/// The file or folder to write, or NULL: standard output.
static const char* output_path(const Settings* settings) {
  return settings->output && strcmp(settings->output, "-") != 0 ? settings->output : NULL;
}

static Status choose_format(const Settings* settings, const TellFormat** format) {
  const char* path      = output_path(settings);
  const bool  by_ending = path && !settings->format;
  *format = by_ending ? tell_format_of(path) : tell_format(settings->format ? settings->format : "turtle");
  if (*format) return OK;
  Buffer names = {0};
  for (const TellFormat* const* f = tell_formats; *f; f++)
    buffer_printf(&names, "%s%s", names.len ? ", " : "", by_ending ? (*f)->extension : (*f)->name);
  const Status status = by_ending ? fail(ERR_USAGE, "%s: its ending names no format (%s); choose one by --format", path, names.bytes)
                                  : fail(ERR_USAGE, "--format %s: choose one of %s", settings->format, names.bytes);
  buffer_free(&names);
  return status;
}

static Status export(Store* store, const Settings* settings, const TellFormat* format) {
  char* base = NULL;
  TRY(graph_base(store, NULL, false, &base));
  Buffer graph  = {0};
  Status status = store_begin(store, STORE_READ);
  if (status == OK && settings->graph_name) status = resolve_article(store, settings->graph_name, &graph);
  const TellOptions options = {.base = base, .graph = graph.bytes};
  if (status == OK)
    status = output_path(settings) ? tell_file(store, format, &options, output_path(settings))
                                   : format->write(store, &options, stdout);
  store_abort(store);
  buffer_free(&graph);
  free(base);
  return status;
}

static int run(const Settings* settings) {
  if (settings->input_count)
    return complain(fail(ERR_USAGE, "export takes no operands; write %s by --output %s", settings->inputs[0], settings->inputs[0]));
  const TellFormat* format = NULL;
  Store*            store  = NULL;
  Status            status = choose_format(settings, &format);
  if (status == OK) status = store_open(settings->graph, STORE_READ, &store);
  if (status == OK) status = export(store, settings, format);
  store_close(store);
  return status == OK ? 0 : complain(status);
}

static const Option option_format = {'f', "format", "NAME", "the format [by the file's ending, else turtle]",
                                     offsetof(Settings, format), NULL};
static const Option option_output = {'o', "output", "FILE", "write a file, whole or not at all [standard output]",
                                     offsetof(Settings, output), NULL};
static const Option option_name   = {'n', "graph-name", "ARTICLE", "only what one article says: its IRI or file",
                                     offsetof(Settings, graph_name), NULL};

static const Option* const takes[] = {&option_graph, &option_format, &option_output, &option_name, NULL};

static void list_formats(void) {
  puts("Formats:");
  for (const TellFormat* const* f = tell_formats; *f; f++)
    printf("  %-13s %s [.%s]\n", (*f)->name, (*f)->about, (*f)->extension);
}

const Command command_export = {"export", run, "", "Write the graph for another program.", takes,
                                "The same graph gives the same bytes. In the formats that draw graphs, literals and evidence are no\n"
                                "nodes, and every node and edge has a label. A format of several tables is written into a folder.\n",
                                "onrecord export > graph.ttl\n"
                                "onrecord export --output graph.gexf\n"
                                "onrecord export --format csv --output tables\n"
                                "onrecord export --format trig --graph-name news/budget.html\n",
                                list_formats};
