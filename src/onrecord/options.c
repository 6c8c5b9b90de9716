/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "onrecord/options.h"

#include "document/record.h"
#include "fetch/ask.h"
#include "onrecord/nearest.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static Status set_precision(const Option* option, const char* value, Settings* settings) {
  (void)option;
  if (!strcmp(value, "int8"))
    settings->precision = MODEL_INT8;
  else if (!strcmp(value, "float"))
    settings->precision = MODEL_FLOAT;
  else
    return fail(ERR_USAGE, "--precision %s: choose int8 or float", value);
  return OK;
}

static Status set_min_score(const Option* option, const char* value, Settings* settings) {
  (void)option;
  char*       end;
  const float score = strtof(value, &end);
  if (end == value || *end || !(score >= 0 && score <= 1))
    return fail(ERR_USAGE, "--min-score %s: give a number from 0 (keep all) to 1", value);
  settings->min_score = score;
  return OK;
}

static Status set_jobs(const Option* option, const char* value, Settings* settings) {
  (void)option;
  char*               end;
  const unsigned long jobs = strtoul(value, &end, 10);
  if (end == value || *end || *value == '-' || jobs < 1 || jobs > 1024)
    return fail(ERR_USAGE, "--jobs %s: give a number from 1 to 1024", value);
  settings->jobs = (unsigned)jobs;
  return OK;
}

static Status set_wait(const Option* option, const char* value, Settings* settings) {
  (void)option;
  char*        end;
  const double wait = strtod(value, &end);
  if (end == value || *end || !(wait >= 0 && wait <= 3600)) return fail(ERR_USAGE, "--wait %s: give seconds, from 0 to 3600", value);
  settings->wait_s = wait > 0 ? wait : -1;
  return OK;
}

static Status set_base(const Option* option, const char* value, Settings* settings) {
  (void)option;
  const size_t n = strlen(value);
  if (!strchr(value, ':') || !n || value[n - 1] != '/' || value[strcspn(value, " <>\"{}|\\^`")])
    return fail(ERR_USAGE, "--base %s: give an absolute IRI that ends in '/', such as https://example.org/news/", value);
  settings->base = value;
  return OK;
}

static Status set_type(const Option* option, const char* value, Settings* settings) {
  (void)option;
  Nearest nearest = nearest_to(value);
  for (const DocumentTypeName* t = document_types; t->name; t++) {
    if (!strcmp(t->name, value)) return settings->type = t->type, OK;
    nearest_try(&nearest, t->name);
  }
  if (nearest.best) return fail(ERR_USAGE, "--type %s: no such type; did you mean %s?", value, nearest.best);
  return fail(ERR_USAGE, "--type %s: no such type; --help lists them", value);
}

static Status set_field(const Option* option, const char* value, Settings* settings) {
  (void)option;
  const char* equals = strchr(value, '=');
  char* const part   = xstrdup(value);
  part[strcspn(part, "=")] = '\0';
  if (!equals || !equals[1] || !record_part(part)) {
    free(part);
    return fail(ERR_USAGE, "--field %s: give PART=NAME, the part one of text, title, authors, published, publisher, url, language",
                value);
  }
  settings->fields = xrealloc(settings->fields, (settings->field_count + 1) * sizeof *settings->fields);
  settings->fields[settings->field_count++] = (DocumentField){part, equals + 1};
  return OK;
}

static Status set_from_list(const Option* option, const char* value, Settings* settings) {
  (void)option;
  settings->lists = xrealloc(settings->lists, (settings->list_count + 1) * sizeof *settings->lists);
  settings->lists[settings->list_count++] = value;
  return OK;
}

static Status set_knowledge(const Option* option, const char* value, Settings* settings) {
  (void)option;
  settings->knowledge = xrealloc(settings->knowledge, (settings->knowledge_count + 1) * sizeof *settings->knowledge);
  settings->knowledge[settings->knowledge_count++] = value;
  return OK;
}

static Status set_service(const Option* option, const char* value, Settings* settings) {
  (void)option;
  TRY(fetch_host_check(value));
  settings->services = xrealloc(settings->services, (settings->service_count + 2) * sizeof *settings->services);
  settings->services[settings->service_count++] = value;
  settings->services[settings->service_count]   = NULL;
  return OK;
}

static Status set_timeout(const Option* option, const char* value, Settings* settings) {
  (void)option;
  char* end;
  settings->timeout = strtod(value, &end);
  if (end == value || *end || !(settings->timeout > 0 && settings->timeout < 1e9))
    return fail(ERR_USAGE, "--timeout %s: give seconds, such as 2.5", value);
  return OK;
}

static Status set_max_memory(const Option* option, const char* value, Settings* settings) {
  (void)option;
  char*               end;
  const unsigned long mib = strtoul(value, &end, 10);
  if (end == value || *end || *value == '-' || mib < 1 || mib > 1UL << 30)
    return fail(ERR_USAGE, "--max-memory %s: give mebibytes, at least 1", value);
  settings->max_memory = (unsigned)mib;
  return OK;
}

#define AT(field) .at = offsetof(Settings, field)

const Option option_help      = {'h', "help", NULL, "show this help", AT(help), NULL};
const Option option_graph     = {'g', "graph", "PATH", "the graph [$ONRECORD_GRAPH, else onrecord.graph]", AT(graph), NULL};
const Option option_model     = {'m', "model", "FILE", "the language model [$ONRECORD_MODEL, else the installed one]",
                                 AT(model), NULL};
const Option option_precision = {0, "precision", "KIND", "int8 (fast) or float (slow, for comparing) [int8]",
                                 .set = set_precision};
const Option option_base      = {0, "base", "IRI", "what the IRIs of people and roles begin with [the graph's own]",
                                 .set = set_base};
const Option option_attitudes = {'a', "attitudes", NULL, "thoughts and wishes too, not only what was said",
                                 AT(attitudes), NULL};
const Option option_min_score = {0, "min-score", "X", "leave out facts that are less sure than X, from 0 to 1 [0]",
                                 .set = set_min_score};
const Option option_jobs      = {'j', "jobs", "N", "read N articles at a time [one per processor]", .set = set_jobs};
const Option option_knowledge = {0, "knowledge", "FILE", "a table of people, organizations and places that are known",
                                 .set = set_knowledge};
const Option option_type      = {0, "type", "TYPE", "what the inputs are, once unpacked [their content tells]", .set = set_type};
const Option option_field     = {0, "field", "PART=NAME", "which field of JSON or CSV holds a part: text=body", .set = set_field};
const Option option_from_list = {0, "from-list", "FILE", "read what the lines of FILE name, too", .set = set_from_list};
const Option option_allow_private = {0, "allow-private", NULL, "read URLs of this machine and private networks too",
                                     AT(allow_private), NULL};
const Option option_cache     = {0, "cache", "DIR", "keep fetched pages in DIR; ask only whether they have changed", AT(cache), NULL};
const Option option_user_agent = {0, "user-agent", "NAME", "what to call itself to web servers [OnRecord/VERSION]",
                                  AT(user_agent), NULL};
const Option option_proxy     = {0, "proxy", "URL", "fetch through this proxy [$http_proxy, $https_proxy]", AT(proxy), NULL};
const Option option_wait      = {0, "wait", "SECONDS", "between two pages of one site [1]", .set = set_wait};
const Option option_ignore_robots = {0, "ignore-robots", NULL, "read what a site's robots.txt asks programs not to read",
                                     AT(ignore_robots), NULL};
const Option option_quiet     = {'q', "quiet", NULL, "say nothing of what went well", AT(quiet), NULL};

const Option option_service   = {0, "service", "HOST", "SERVICE may ask this host, or host:port [none]", .set = set_service};
const Option option_ask_private = {0, "allow-private", NULL, "ask hosts of this machine and private networks, too", AT(allow_private), NULL};
const Option option_timeout   = {0, "timeout", "SECONDS", "give up after this time [never]", .set = set_timeout};
const Option option_max_memory = {0, "max-memory", "MIB", "give up rather than keep more [half of the machine's]", .set = set_max_memory};

FetchOptions settings_fetch(const Settings* settings) {
  return (FetchOptions){.limit = DOCUMENT_LIMIT, .streams = true, .allow_private = settings->allow_private, .cache = settings->cache,
                        .user_agent = settings->user_agent, .proxy = settings->proxy, .interval_s = settings->wait_s,
                        .ignore_robots = settings->ignore_robots};
}

size_t settings_memory(const Settings* settings) {
  if (settings->max_memory) return (size_t)settings->max_memory << 20;
  const long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
  return pages > 0 && size > 0 ? (size_t)pages / 2 * (size_t)size : 0;
}

static unsigned processors(void) {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set)) return 1;
  const int n = CPU_COUNT(&set);
  return n > 1 ? (unsigned)n : 1;
}

void options_list_types(void) {
  puts("Types:");
  for (const DocumentTypeName* t = document_types; t->name; t++) printf("  %-24s %s\n", t->name, t->about);
}

/// "min-score", or as much of it as no other option begins with: "min".
static const Option* by_name(const Option* const* options, const char* name, size_t len) {
  const Option* begun = NULL;
  size_t        n     = 0;
  for (const Option* option = &option_help; option; option = *options++) {
    if (strncmp(option->name, name, len) != 0) continue;
    if (!option->name[len]) return option;
    begun = option;
    n++;
  }
  return n == 1 ? begun : NULL;
}

static const Option* by_letter(const Option* const* options, char letter) {
  if (letter == option_help.letter) return &option_help;
  for (; *options; options++)
    if ((*options)->letter == letter) return *options;
  return NULL;
}

static Status unknown(const Option* const* options, const char* word) {
  Nearest nearest = nearest_to(word);
  Buffer  begun   = {0}; // "field" and "failures" of "f"
  for (; *options; options++) {
    nearest_try(&nearest, (*options)->name);
    if (!strncmp((*options)->name, word, strlen(word))) buffer_printf(&begun, "%s--%s", begun.len ? " or " : "", (*options)->name);
  }
  if (!begun.len && nearest.best) buffer_printf(&begun, "--%s", nearest.best);
  const Status status = begun.len ? fail(ERR_USAGE, "--%s: no such option; did you mean %s?", word, begun.bytes)
                                  : fail(ERR_USAGE, "--%s: no such option", word);
  buffer_free(&begun);
  return status;
}

static Status set_option(const Option* option, const char* value, Settings* settings) {
  if (option->set) return option->set(option, value, settings);
  void* const place = (char*)settings + option->at;
  if (option->value)
    *(const char**)place = value;
  else
    *(bool*)place = true;
  return OK;
}

/// "--name", "--name=value" or "--name value"; `*next` is the argument behind, which it may take.
static Status long_option(const Option* const* options, const char* word, char*** next, Settings* settings) {
  const size_t  len    = strcspn(word, "=");
  const Option* option = by_name(options, word, len);
  if (!option) {
    char* const name   = strndup(word, len);
    const Status status = unknown(options, name ? name : word);
    free(name);
    return status;
  }
  if (!option->value) {
    if (word[len]) return fail(ERR_USAGE, "--%s takes no value", option->name);
    return set_option(option, NULL, settings);
  }
  if (word[len]) return set_option(option, word + len + 1, settings);
  if (!**next) return fail(ERR_USAGE, "--%s needs a value: --%s %s", option->name, option->name, option->value);
  return set_option(option, *(*next)++, settings);
}

/// "-q", "-qa", "-j2" or "-j 2".
static Status short_options(const Option* const* options, const char* word, char*** next, Settings* settings) {
  while (*word) {
    const Option* option = by_letter(options, *word);
    if (!option) return fail(ERR_USAGE, "-%c: no such option", *word);
    word++;
    if (!option->value) {
      TRY(set_option(option, NULL, settings));
      continue;
    }
    if (*word) return set_option(option, word, settings);
    if (!**next) return fail(ERR_USAGE, "-%c needs a value: -%c %s", option->letter, option->letter, option->value);
    return set_option(option, *(*next)++, settings);
  }
  return OK;
}

Status options_parse(const Option* const* options, int argc, char** argv, Settings* settings) {
  const char* graph = getenv("ONRECORD_GRAPH");
  *settings = (Settings){.graph     = graph && *graph ? graph : "onrecord.graph",
                         .precision = MODEL_INT8,
                         .jobs      = processors(),
                         .inputs    = xcalloc((size_t)argc + 1, sizeof(char*))};
  for (char** next = argv; *next;) {
    const char* word = *next++;
    if (word[0] != '-' || !word[1]) {
      settings->inputs[settings->input_count++] = word;
    } else if (word[1] != '-') {
      TRY(short_options(options, word + 1, &next, settings));
    } else if (word[2]) {
      TRY(long_option(options, word + 2, &next, settings));
    } else {
      while (*next) settings->inputs[settings->input_count++] = *next++;
    }
  }
  return OK;
}

void settings_free(Settings* settings) {
  for (size_t i = 0; i < settings->field_count; i++) free((char*)(uintptr_t)settings->fields[i].part);
  free(settings->fields);
  free(settings->lists);
  free(settings->knowledge);
  free(settings->services);
  free(settings->inputs);
  *settings = (Settings){0};
}

static void option_help_line(const Option* option, FILE* out) {
  char left[64];
  snprintf(left, sizeof left, "%c%c%c --%s%s%s", option->letter ? '-' : ' ', option->letter ? option->letter : ' ',
           option->letter ? ',' : ' ', option->name, option->value ? " " : "", option->value ? option->value : "");
  fprintf(out, "  %-24s %s\n", left, option->about);
}

void options_help(const Option* const* options, FILE* out) {
  for (; *options; options++) option_help_line(*options, out);
  option_help_line(&option_help, out);
}
