/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Command line options as tables: what parses them also writes --help.
 *
 *     static const Option* const takes[] = {&option_graph, &option_jobs, NULL};
 *     TRY(options_parse(takes, argc, argv, &settings));          // onrecord add -g news.graph --jobs=2 a.txt
 *     settings.graph, settings.jobs, settings.inputs[0]
 *
 * An option is its name, its letter if it has one, the word for its value if it takes one, and where in Settings it
 * goes. "--" ends the options, "-" is an operand, options and operands may be mixed; a long name may be shortened to what no
 * other begins with. */
#ifndef ONRECORD_ONRECORD_OPTIONS_H
#define ONRECORD_ONRECORD_OPTIONS_H

#include "document/document.h"
#include "fetch/fetch.h"
#include "reader/reader.h"

#include <stdbool.h>
#include <stdio.h>

/// What the user chose, over all commands; each command looks at what it takes.
typedef struct {
  const char*    graph;      ///< Never NULL: --graph, $ONRECORD_GRAPH, "onrecord.graph"
  const char*    model;      ///< --model, or NULL: look for it
  ModelPrecision precision;
  const char*    base;       ///< --base, or NULL: what the graph was made with
  bool           attitudes;
  float          min_score;
  unsigned       jobs;       ///< At least 1
  const char    *cache, *user_agent, *proxy; ///< Each NULL where not given
  double         wait_s;     ///< As in FetchOptions
  double         timeout;    ///< Seconds a query or an update may take; 0: as long as needed
  unsigned       max_memory; ///< MiB it may keep; 0: half of the machine's
  bool           allow_private, ignore_robots, quiet, help, list, check, json, articles, explain, profile, tidy;
  const char*    format;     ///< Or NULL
  const char*    output;     ///< Or NULL: standard output
  const char*    graph_name; ///< Or NULL: all
  DocumentType   type;       ///< --type, or DOCUMENT_GUESS
  DocumentField* fields;     ///< --field, owned by the settings, the parts' names too
  size_t         field_count;
  const char**   lists;      ///< --from-list, owned by the settings
  size_t         list_count;
  const char**   knowledge;  ///< --knowledge, owned by the settings
  size_t         knowledge_count;
  const char**   services;   ///< --service, ended by NULL, owned by the settings; NULL: none
  size_t         service_count;
  const char*    failures;   ///< --failures, or NULL
  bool           resume, duplicates;
  const char**   inputs;     ///< The operands, owned by the settings
  size_t         input_count;
} Settings;

typedef struct Option Option;
struct Option {
  char        letter; ///< 0 for none
  const char* name;   ///< Without the dashes
  const char* value;  ///< "PATH"; NULL: a switch
  const char* about;
  size_t      at;     ///< offsetof(Settings, ...) of a bool or a const char*; not used with `set`
  Status (*set)(const Option* option, const char* value, Settings* settings); ///< NULL: put it at `at`
};

extern const Option option_help, option_graph, option_model, option_precision, option_base, option_attitudes,
    option_min_score, option_jobs, option_knowledge, option_type, option_field, option_from_list, option_allow_private, option_cache,
    option_user_agent, option_proxy, option_wait, option_ignore_robots, option_quiet, option_service, option_ask_private,
    option_timeout, option_max_memory;

/// The options of all commands that fetch, and of all that read articles, for their tables.
#define FETCH_OPTIONS &option_allow_private, &option_cache, &option_user_agent, &option_proxy, &option_wait, &option_ignore_robots
#define INPUT_OPTIONS &option_type, &option_field, &option_from_list, FETCH_OPTIONS

/// The names that --type takes, for --help.
void options_list_types(void);

/// Fill `settings` from what stands behind the command's name. ERR_USAGE.
Status options_parse(const Option* const* options, int argc, char** argv, Settings* settings);
void   settings_free(Settings* settings);

/// How the user wants pages to be fetched.
FetchOptions settings_fetch(const Settings* settings);

/// Bytes that a query or an update may keep: as it is told, else half of the machine's memory.
size_t settings_memory(const Settings* settings);

/// The options as an aligned list, for --help.
void options_help(const Option* const* options, FILE* out);

#endif
