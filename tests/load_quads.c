/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* For tests: fills a store from RDF files, graph names kept, and writes it in any format.
 *
 *     load_quads STORE [FILE...]              N-Quads, TriG, Turtle, N-Triples by their extension; the store is made
 *     load_quads --tell FORMAT STORE          to standard output; exit 1 with words where it fails
 *     load_quads --graph NAME --tell FORMAT STORE
 *     load_quads --folder FORMAT STORE FOLDER */
#include "store/store.h"
#include "tell/tell.h"

#include <locale.h>
#include <raptor2.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  Store* store;
  Status status;
  size_t faults;
} Loader;

static Term term_of(const raptor_term* t) {
  if (!t) return (Term){0};
  switch (t->type) {
  case RAPTOR_TERM_TYPE_URI: return term_iri(slice((const char*)raptor_uri_as_string(t->value.uri)));
  case RAPTOR_TERM_TYPE_BLANK:
    return (Term){.kind = TERM_BLANK, .value = {(const char*)t->value.blank.string, t->value.blank.string_len}};
  case RAPTOR_TERM_TYPE_LITERAL: {
    const Slice value = {(const char*)t->value.literal.string, t->value.literal.string_len};
    if (t->value.literal.language) return term_text(value, slice((const char*)t->value.literal.language));
    if (t->value.literal.datatype) return term_typed(value, slice((const char*)raptor_uri_as_string(t->value.literal.datatype)));
    return term_string(value);
  }
  case RAPTOR_TERM_TYPE_UNKNOWN: break;
  }
  return (Term){0};
}

static void take(void* self, raptor_statement* s) {
  Loader* loader = self;
  if (loader->status != OK) return;
  const Quad quad = {term_of(s->subject), term_of(s->predicate), term_of(s->object), term_of(s->graph)};
  loader->status  = store_add(loader->store, &quad);
}

static void complain(void* self, raptor_log_message* message) {
  Loader* loader = self;
  if (message->level < RAPTOR_LOG_LEVEL_ERROR) return;
  loader->faults++;
  fprintf(stderr, "load_quads: line %d: %s\n", message->locator ? raptor_locator_line(message->locator) : 0, message->text);
}

static Status load(raptor_world* world, Loader* loader, const char* path) {
  const char* dot    = strrchr(path, '.');
  const char* syntax = dot && !strcmp(dot, ".nq") ? "nquads" : dot && !strcmp(dot, ".trig") ? "trig" : dot && !strcmp(dot, ".nt") ? "ntriples" : "turtle";
  unsigned char* name   = raptor_uri_filename_to_uri_string(path);
  raptor_uri*    uri    = raptor_new_uri(world, name);
  raptor_parser* parser = raptor_new_parser(world, syntax);
  raptor_parser_set_statement_handler(parser, loader, take);
  const int bad = raptor_parser_parse_file(parser, uri, uri);
  raptor_free_parser(parser);
  raptor_free_uri(uri);
  raptor_free_memory(name);
  if (loader->status != OK) return loader->status;
  return bad || loader->faults ? fail(ERR_INPUT, "%s: does not parse", path) : OK;
}

static Status load_all(char** argv) {
  Store* store;
  TRY(store_open(argv[1], STORE_WRITE | STORE_CREATE, &store));
  Loader        loader = {.store = store};
  raptor_world* world  = raptor_new_world();
  raptor_world_open(world);
  raptor_world_set_log_handler(world, &loader, complain);
  // blank nodes keep their labels: whoever loads the same file twice gets the same graph
  raptor_world_set_generate_bnodeid_parameters(world, "b", 1);
  Status status = store_begin(store, STORE_WRITE);
  for (char** path = argv + 2; status == OK && *path; path++) status = load(world, &loader, *path);
  if (status == OK) status = store_commit(store);
  raptor_free_world(world);
  store_close(store);
  return status;
}

static Status tell(const char* name, const char* graph, const char* path, const char* folder) {
  const TellFormat* format = tell_format(name);
  if (!format) return fail(ERR_USAGE, "%s: no such format", name);
  Store* store;
  TRY(store_open(path, STORE_READ, &store));
  Status            status  = store_begin(store, STORE_READ);
  const TellOptions options = {.graph = graph};
  if (status == OK) status = folder ? tell_folder(store, format, &options, folder) : format->write(store, &options, stdout);
  store_close(store);
  return status;
}

int main(int argc, char** argv) {
  setlocale(LC_ALL, "");
  signal(SIGPIPE, SIG_IGN);
  const char* graph = NULL;
  if (argc > 2 && !strcmp(argv[1], "--graph")) graph = argv[2], argv += 2, argc -= 2;
  Status status;
  if (argc == 4 && !strcmp(argv[1], "--tell"))
    status = tell(argv[2], graph, argv[3], NULL);
  else if (argc == 5 && !strcmp(argv[1], "--folder"))
    status = tell(argv[2], graph, argv[3], argv[4]);
  else if (argc > 1)
    status = load_all(argv);
  else
    status = fail(ERR_USAGE, "load_quads STORE FILE... | load_quads --tell FORMAT STORE");
  if (status == OK) return 0;
  fprintf(stderr, "load_quads: %s\n", status_message());
  return 1;
}
