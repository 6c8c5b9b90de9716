/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Reading graphs with raptor, and results in the W3C's formats: XML with libxml2, JSON with jansson, CSV and TSV by hand,
 * RDF through its result-set vocabulary. */
#include "w3c.h"

#include "base/file.h"
#include "sparql/terms.h"

#include <jansson.h>
#include <libxml/parser.h>
#include <raptor2.h>
#include <string.h>

#define RS "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"

typedef struct {
  Arena*      arena;
  Table*      graph;
  const char* mark;
} Reading;

const char* file_iri(Arena* arena, const char* path) {
  unsigned char* iri  = raptor_uri_filename_to_uri_string(path);
  const char*    copy = arena_copy(arena, (const char*)iri, strlen((const char*)iri));
  raptor_free_memory(iri);
  return copy;
}

const char* file_path(Arena* arena, Slice iri) {
  char*       text = arena_copy(arena, iri.ptr, iri.len);
  char*       path = raptor_uri_uri_string_to_filename((const unsigned char*)text);
  const char* copy = path ? arena_copy(arena, path, strlen(path)) : NULL;
  if (path) raptor_free_memory(path);
  return copy;
}

static Term* push(Arena* arena, Table* table) {
  return arena_push(arena, table->terms, table->used, table->cap);
}

static Slice kept(Arena* arena, const char* text) {
  return (Slice){arena_copy(arena, text, strlen(text)), strlen(text)};
}

static Term literal(Arena* arena, const char* text, const char* language, const char* type) {
  const Slice value = kept(arena, text);
  if (language && *language) return term_text(value, kept(arena, language));
  if (type && *type && strcmp(type, XSD "string")) return term_typed(value, kept(arena, type));
  return term_string(value);
}

static Term from_raptor(Reading* r, raptor_term* term) {
  switch (term->type) {
    case RAPTOR_TERM_TYPE_URI: return term_iri(kept(r->arena, (const char*)raptor_uri_as_string(term->value.uri)));
    case RAPTOR_TERM_TYPE_BLANK:
      return (Term){TERM_BLANK,
                    slice(arena_printf(r->arena, "%s%s", r->mark, (const char*)term->value.blank.string)), {0}};
    case RAPTOR_TERM_TYPE_LITERAL: {
      const raptor_term_literal_value* value = &term->value.literal;
      return literal(r->arena, (const char*)value->string, (const char*)value->language,
                     value->datatype ? (const char*)raptor_uri_as_string(value->datatype) : NULL);
    }
    default: return (Term){0};
  }
}

static void on_statement(void* self, raptor_statement* statement) {
  Reading* r                 = self;
  *push(r->arena, r->graph)  = from_raptor(r, statement->subject);
  *push(r->arena, r->graph)  = from_raptor(r, statement->predicate);
  *push(r->arena, r->graph)  = from_raptor(r, statement->object);
  ++r->graph->rows;
}

static void quiet(void* self, raptor_log_message* message) {
  (void)self;
  (void)message;
}

static Status parse(Reading* r, const char* syntax, const char* base, Slice text) {
  raptor_world* world = raptor_new_world();
  raptor_world_set_log_handler(world, NULL, quiet);
  raptor_uri*    uri    = raptor_new_uri(world, (const unsigned char*)base);
  raptor_parser* parser = raptor_new_parser(world, syntax);
  r->graph->columns     = 3;
  raptor_parser_set_statement_handler(parser, r, on_statement);
  bool bad = raptor_parser_parse_start(parser, uri) != 0;
  bad      = bad || raptor_parser_parse_chunk(parser, (const unsigned char*)text.ptr, text.len, 1) != 0;
  raptor_free_parser(parser);
  raptor_free_uri(uri);
  raptor_free_world(world);
  return bad ? fail(ERR_INPUT, "%s cannot be parsed", base) : OK;
}

static const char* ending(const char* path) {
  const char* dot = strrchr(path, '.');
  return dot ? dot + 1 : "";
}

Status graph_read(Arena* arena, const char* path, const char* mark, Table* graph) {
  FileMap file;
  TRY(file_map(path, &file));
  Reading      r      = {arena, graph, mark};
  const char*  kind   = ending(path);
  const char*  syntax = !strcmp(kind, "rdf") ? "rdfxml" : !strcmp(kind, "nt") ? "ntriples" : "turtle";
  const Status st     = parse(&r, syntax, file_iri(arena, path), (Slice){file.bytes, file.len});
  file_unmap(&file);
  return st;
}

Status graph_parse(Arena* arena, Slice text, Table* graph) {
  Reading r = {arena, graph, ""};
  return parse(&r, "ntriples", "http://example.org/", text);
}

Term graph_object(const Table* graph, Term subject, const char* predicate) {
  for (size_t i = 0; i < graph->rows; ++i)
    if (slice_equal(graph->terms[3 * i + 1].value, slice(predicate)) && term_equal(graph->terms[3 * i], subject))
      return graph->terms[3 * i + 2];
  return (Term){0};
}

static size_t column(Arena* arena, Table* table, Slice name) {
  for (size_t i = 0; i < table->columns; ++i)
    if (slice_equal(table->names[i], name)) return i;
  const Slice copy = {arena_copy(arena, name.ptr, name.len), name.len};
  *arena_push(arena, table->names, table->columns, table->cap_columns) = copy;
  return table->columns - 1;
}

static Term* row_new(Arena* arena, Table* table) {
  for (size_t i = 0; i < table->columns; ++i) *push(arena, table) = (Term){0};
  return table->terms + table->columns * table->rows++;
}

/// A result set told in RDF.
static Status from_graph(Arena* arena, const Table* graph, Table* table) {
  const Term true_term = term_typed(SLICE("true"), SLICE(XSD "boolean"));
  for (size_t i = 0; i < graph->rows; ++i) {
    const Term* t = graph->terms + 3 * i;
    if (slice_equal(t[1].value, SLICE(RS "resultVariable"))) column(arena, table, t[2].value);
    if (!slice_equal(t[1].value, SLICE(RS "boolean"))) continue;
    table->boolean = true;
    table->answer  = term_equal(t[2], true_term);
  }
  for (size_t i = 0; i < graph->rows; ++i) {
    if (!slice_equal(graph->terms[3 * i + 1].value, SLICE(RS "solution"))) continue;
    const Term solution = graph->terms[3 * i + 2];
    Term*      row      = row_new(arena, table);
    for (size_t k = 0; k < graph->rows; ++k) {
      const Term* t = graph->terms + 3 * k;
      if (!slice_equal(t[1].value, SLICE(RS "binding")) || !term_equal(t[0], solution)) continue;
      const size_t at = column(arena, table, graph_object(graph, t[2], RS "variable").value);
      row[at]         = graph_object(graph, t[2], RS "value");
    }
  }
  return OK;
}

static xmlNode* child(xmlNode* node, const char* name) {
  for (xmlNode* c = node ? node->children : NULL; c; c = c->next)
    if (c->type == XML_ELEMENT_NODE && !strcmp((const char*)c->name, name)) return c;
  return NULL;
}

static Term from_xml(Arena* arena, xmlNode* binding) {
  Term term = (Term){0};
  for (xmlNode* c = binding->children; c; c = c->next) {
    if (c->type != XML_ELEMENT_NODE) continue;
    xmlChar *   text = xmlNodeGetContent(c), *lang = xmlGetProp(c, (const xmlChar*)"lang"),
            *   type = xmlGetProp(c, (const xmlChar*)"datatype");
    const char* name = (const char*)c->name;
    if (!strcmp(name, "uri")) term = term_iri(kept(arena, (const char*)text));
    else if (!strcmp(name, "bnode")) term = (Term){TERM_BLANK, kept(arena, (const char*)text), {0}};
    else term = literal(arena, (const char*)text, (const char*)lang, (const char*)type);
    xmlFree(text);
    xmlFree(lang);
    xmlFree(type);
  }
  return term;
}

static Status read_xml(Arena* arena, Slice text, Table* table) {
  xmlDoc* doc = xmlReadMemory(text.ptr, (int)text.len, "results.xml", NULL, XML_PARSE_NONET);
  if (!doc) return fail(ERR_INPUT, "the result is no XML");
  xmlNode* root    = xmlDocGetRootElement(doc);
  xmlNode* head    = child(root, "head");
  xmlNode* boolean = child(root, "boolean");
  for (xmlNode* c = head ? head->children : NULL; c; c = c->next) {
    xmlChar* name = c->type == XML_ELEMENT_NODE ? xmlGetProp(c, (const xmlChar*)"name") : NULL;
    if (name) column(arena, table, slice((const char*)name));
    xmlFree(name);
  }
  if (boolean) {
    xmlChar* answer = xmlNodeGetContent(boolean);
    table->boolean  = true;
    table->answer   = !strcmp((const char*)answer, "true");
    xmlFree(answer);
  }
  xmlNode* results = child(root, "results");
  for (xmlNode* result = results ? results->children : NULL; result; result = result->next) {
    if (result->type != XML_ELEMENT_NODE) continue;
    Term* row = row_new(arena, table);
    for (xmlNode* b = result->children; b; b = b->next) {
      if (b->type != XML_ELEMENT_NODE) continue;
      xmlChar* name = xmlGetProp(b, (const xmlChar*)"name");
      for (size_t i = 0; name && i < table->columns; ++i)
        if (slice_equal(table->names[i], slice((const char*)name))) row[i] = from_xml(arena, b);
      xmlFree(name);
    }
  }
  xmlFreeDoc(doc);
  return OK;
}

static Status read_json(Arena* arena, Slice text, Table* table) {
  json_t* root = json_loadb(text.ptr, text.len, 0, NULL);
  if (!root) return fail(ERR_INPUT, "the result is no JSON");
  json_t *boolean = json_object_get(root, "boolean"), *name, *result;
  size_t  i;
  if (boolean) {
    table->boolean = true;
    table->answer  = json_is_true(boolean);
  }
  json_array_foreach(json_object_get(json_object_get(root, "head"), "vars"), i, name)
    column(arena, table, slice(json_string_value(name)));
  json_array_foreach(json_object_get(json_object_get(root, "results"), "bindings"), i, result) {
    Term* row = row_new(arena, table);
    for (size_t c = 0; c < table->columns; ++c) {
      json_t*     b     = json_object_get(result, arena_copy(arena, table->names[c].ptr, table->names[c].len));
      const char* type  = json_string_value(json_object_get(b, "type"));
      const char* value = json_string_value(json_object_get(b, "value"));
      if (!type || !value) continue;
      if (!strcmp(type, "uri")) row[c] = term_iri(kept(arena, value));
      else if (!strcmp(type, "bnode")) row[c] = (Term){TERM_BLANK, kept(arena, value), {0}};
      else row[c] = literal(arena, value, json_string_value(json_object_get(b, "xml:lang")),
                            json_string_value(json_object_get(b, "datatype")));
    }
  }
  json_decref(root);
  return OK;
}

/// One field of CSV; `*p` behind its end.
static Slice csv_field(Arena* arena, const char** p, const char* end) {
  char*  out = arena_alloc(arena, (size_t)(end - *p) + 1);
  size_t n   = 0;
  if (*p < end && **p == '"') {
    for (++*p; *p < end; ++*p) {
      if (**p == '"' && (*p + 1 == end || (*p)[1] != '"')) break;
      if (**p == '"') ++*p;
      out[n++] = **p;
    }
    if (*p < end) ++*p;
  }
  while (*p < end && !strchr(",\r\n", **p)) out[n++] = *(*p)++;
  return (Slice){out, n};
}

/// A term as TSV writes it: Turtle's, read by raptor as the object of a triple.
static Term tsv_term(Arena* arena, Slice field) {
  Table   graph = {0};
  Reading r     = {arena, &graph, ""};
  if (!field.len) return (Term){0};
  char* text = arena_printf(arena, "<s:s> <p:p> %.*s .", SLICE_ARG(field));
  if (parse(&r, "turtle", "http://example.org/", slice(text)) != OK || !graph.rows) return term_string(SLICE("?"));
  return graph.terms[2];
}

static Status read_lines(Arena* arena, Slice text, bool csv, Table* table) {
  const char *p = text.ptr, *end = text.ptr + text.len;
  bool        head = true;
  while (p < end) {
    Term*  row = head ? NULL : row_new(arena, table);
    size_t at  = 0;
    for (;; ++at) {
      Slice field;
      if (csv) {
        field = csv_field(arena, &p, end);
      } else {
        const char* stop = p;
        while (stop < end && !strchr("\t\r\n", *stop)) ++stop;
        field = (Slice){p, (size_t)(stop - p)};
        p     = stop;
      }
      if (head && field.len) column(arena, table, field.ptr[0] == '?' ? (Slice){field.ptr + 1, field.len - 1} : field);
      else if (!head && at < table->columns && csv && field.len) row[at] = term_string(field);
      else if (!head && at < table->columns && !csv) row[at] = tsv_term(arena, field);
      if (p >= end || *p == '\r' || *p == '\n') break;
      ++p;
    }
    if (p < end && *p == '\r') ++p;
    if (p < end && *p == '\n') ++p;
    head = false;
  }
  table->untyped = csv;
  return OK;
}

Status table_parse(Arena* arena, const char* kind, Slice text, Table* table) {
  if (!strcmp(kind, "srx")) return read_xml(arena, text, table);
  if (!strcmp(kind, "srj")) return read_json(arena, text, table);
  if (!strcmp(kind, "csv") || !strcmp(kind, "tsv")) return read_lines(arena, text, *kind == 'c', table);
  return fail(ERR_INPUT, "results in %s are not read here", kind);
}

Status table_read(Arena* arena, const char* path, Table* table) {
  const char* kind = ending(path);
  if (!strcmp(kind, "ttl") || !strcmp(kind, "rdf") || !strcmp(kind, "n3") || !strcmp(kind, "nt")) {
    Table graph = {0};
    TRY(graph_read(arena, path, "", &graph));
    for (size_t i = 0; i < graph.rows; ++i)
      if (slice_equal(graph.terms[3 * i + 2].value, SLICE(RS "ResultSet"))) return from_graph(arena, &graph, table);
    *table = graph;
    return OK;
  }
  FileMap file;
  TRY(file_map(path, &file));
  const Status st = table_parse(arena, kind, (Slice){file.bytes, file.len}, table);
  file_unmap(&file);
  return st;
}
