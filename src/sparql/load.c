/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* LOAD: a file of this machine, in the format that its name says or its bytes show, read by raptor, which is told to open
 * nothing else. Blank nodes are new ones, as an import wants. */
#include "sparql/update_internal.h"

#include "fetch/file_uri.h"

#include <raptor2.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  Updating* u;
  Quads*    quads;
  Term      into;
  raptor_parser* parser;
  Map       blanks; ///< Label of the file -> place in `made`
  Term*     made;
  size_t    n_made, cap_made;
  Status    status;
  Buffer    fault;
} Load;

static Term blank_of(Load* load, Slice label) {
  const size_t before = load->n_made, place = (size_t)*map_at(&load->blanks, label, load->n_made);
  if (place < before) return load->made[place];
  Source*      source = load->u->source;
  Term         blank  = {0};
  const Status st     = source->kind->new_blank(source, &load->quads->arena, &blank);
  if (st != OK) load->status = st;
  *arena_push(&load->quads->arena, load->made, load->n_made, load->cap_made) = blank;
  return blank;
}

static Term term_of(Load* load, const raptor_term* t) {
  if (!t) return (Term){0};
  switch (t->type) {
    case RAPTOR_TERM_TYPE_URI: return term_iri(slice((const char*)raptor_uri_as_string(t->value.uri)));
    case RAPTOR_TERM_TYPE_BLANK: return blank_of(load, (Slice){(const char*)t->value.blank.string, t->value.blank.string_len});
    case RAPTOR_TERM_TYPE_LITERAL: {
      const Slice value = {(const char*)t->value.literal.string, t->value.literal.string_len};
      if (t->value.literal.language) return term_text(value, slice((const char*)t->value.literal.language));
      if (!t->value.literal.datatype) return term_string(value);
      const Slice type = slice((const char*)raptor_uri_as_string(t->value.literal.datatype));
      return slice_equal(type, SLICE(XSD "string")) ? term_string(value) : term_typed(value, type);
    }
    case RAPTOR_TERM_TYPE_UNKNOWN: break;
  }
  return (Term){0};
}

static void take(void* self, raptor_statement* s) {
  Load*      load = self;
  const Term own  = term_of(load, s->graph);
  const Quad quad = {term_of(load, s->subject), term_of(load, s->predicate), term_of(load, s->object),
                     load->into.kind == TERM_NONE ? own : load->into};
  if (quad.g.kind <= TERM_IRI && load->status == OK) load->status = update_keep(load->u, load->quads, &quad);
  if (load->status != OK) raptor_parser_parse_abort(load->parser);
}

static void note_fault(void* self, raptor_log_message* message) {
  Load* load = self;
  if (message->level < RAPTOR_LOG_LEVEL_ERROR || load->fault.len) return;
  if (message->locator) buffer_printf(&load->fault, "line %d: ", raptor_locator_line(message->locator));
  buffer_puts(&load->fault, message->text);
}

static Status parse(Load* load, raptor_world* world, const char* path, Slice iri) {
  raptor_uri*    base   = raptor_new_uri_from_counted_string(world, (const unsigned char*)iri.ptr, iri.len);
  const char*    name   = raptor_world_guess_parser_name(world, base, NULL, NULL, 0, (const unsigned char*)path);
  raptor_parser* parser = raptor_new_parser(world, name ? name : "turtle");
  load->parser          = parser;
  raptor_parser_set_option(parser, RAPTOR_OPTION_NO_NET, NULL, 1);
  raptor_parser_set_option(parser, RAPTOR_OPTION_NO_FILE, NULL, 1);
  raptor_parser_set_option(parser, RAPTOR_OPTION_LOAD_EXTERNAL_ENTITIES, NULL, 0);
  raptor_parser_set_statement_handler(parser, load, take);
  FILE*     file = fopen(path, "rb");
  const int bad  = !file || raptor_parser_parse_file_stream(parser, file, path, base);
  if (file) fclose(file);
  raptor_free_parser(parser);
  raptor_free_uri(base);
  if (!file) return fail(ERR_ACCESS, "%s: it may not be read", path);
  if (load->status != OK) return load->status;
  if (bad || load->fault.len)
    return fail(ERR_INPUT, "%s: %s", path, load->fault.len ? load->fault.bytes : "it is no RDF that can be read");
  return OK;
}

Status load_file(Updating* u, Slice iri, Term into, Quads* quads) {
  if (!u->options->files)
    return fail(ERR_ACCESS, "LOAD <%.*s>: files are not read here; give the triples in INSERT DATA", SLICE_ARG(iri));
  if (iri.len < 5 || strncmp(iri.ptr, "file:", 5))
    return fail(ERR_NOT_FOUND, "LOAD <%.*s>: only files are loaded, never anything from the network; fetch it first and load <file:///...>",
                SLICE_ARG(iri));
  Buffer     found = {0};
  const bool local = file_uri_path(arena_copy(&u->arena, iri.ptr, iri.len), &found);
  const char* path = arena_copy(&u->arena, local ? found.bytes : "", found.len);
  buffer_free(&found);
  if (!local || access(path, F_OK)) return fail(ERR_NOT_FOUND, "LOAD <%.*s>: no such file", SLICE_ARG(iri));
  Load          load  = {.u = u, .quads = quads, .into = into};
  raptor_world* world = raptor_new_world();
  if (!world || raptor_world_open(world)) return fail(ERR_INTERNAL, "raptor could not be started");
  raptor_world_set_log_handler(world, &load, note_fault);
  const Status st = parse(&load, world, path, iri);
  raptor_free_world(world);
  buffer_free(&load.fault);
  map_free(&load.blanks);
  return st;
}
