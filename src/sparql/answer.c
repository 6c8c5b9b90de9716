/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "sparql/answer.h"

#include "sparql/terms.h"

#include <jansson.h>
#include <libxml/parser.h>
#include <limits.h>
#include <string.h>

enum { MOST_COLUMNS = 256 };

typedef struct {
  const AnswerRows* rows;
  Arena             arena;
  Slice             names[MOST_COLUMNS];
  Term              terms[MOST_COLUMNS];
  size_t            n;
} Row;

static Status refuse(const char* why) { return fail(ERR_INPUT, "the answer cannot be read: %s", why); }

/// What could not be written down again is no IRI, however it came here.
static bool is_iri(Slice iri) {
  for (size_t i = 0; i < iri.len; ++i)
    if ((unsigned char)iri.ptr[i] <= ' ' || iri.ptr[i] == 0x7f || strchr("<>\"{}|^`\\", iri.ptr[i])) return false;
  return memchr(iri.ptr, ':', iri.len) != NULL;
}

static bool is_lang(Slice lang) {
  size_t part = 0; // letters so far, then letters and digits between the hyphens
  bool   first = true;
  for (size_t i = 0; i < lang.len; ++i) {
    const unsigned char c = (unsigned char)lang.ptr[i], letter = c | 0x20;
    if (c == '-' && part) {
      part  = 0;
      first = false;
    } else if ((letter >= 'a' && letter <= 'z') || (!first && c >= '0' && c <= '9')) {
      ++part;
    } else {
      return false;
    }
  }
  return part > 0;
}

static bool is_term(Term term) {
  switch (term.kind) {
    case TERM_IRI: return is_iri(term.value);
    case TERM_LITERAL_LANG: return is_lang(term.extra);
    case TERM_LITERAL_TYPED: return is_iri(term.extra);
    default: return true;
  }
}

static Status row_add(Row* row, Slice name, Term term) {
  if (!is_term(term)) return refuse("a value in it is no term");
  if (row->n == MOST_COLUMNS) return refuse("it has too many columns");
  row->names[row->n]   = name;
  row->terms[row->n++] = term;
  return OK;
}

static Status row_give(Row* row) {
  const Status status = row->rows->row(row->rows->self, row->n, row->names, row->terms);
  row->n              = 0;
  return status;
}

static Term literal(Slice value, Slice lang, Slice type) {
  if (lang.len) return term_text(value, lang);
  return type.len && !slice_equal(type, SLICE(XSD "string")) ? term_typed(value, type) : term_string(value);
}

// --- JSON ----------------------------------------------------------------------------------------------------------------

static Slice json_slice(const json_t* object, const char* key) {
  const json_t* string = json_object_get(object, key);
  return json_is_string(string) ? (Slice){json_string_value(string), json_string_length(string)} : (Slice){0};
}

static bool json_term(const json_t* cell, Term* term) {
  const Slice kind = json_slice(cell, "type"), value = json_slice(cell, "value");
  if (!value.ptr) return false;
  if (slice_equal(kind, SLICE("uri"))) *term = term_iri(value);
  else if (slice_equal(kind, SLICE("bnode"))) *term = (Term){TERM_BLANK, value, {0}};
  else if (slice_equal(kind, SLICE("literal")) || slice_equal(kind, SLICE("typed-literal")))
    *term = literal(value, json_slice(cell, "xml:lang"), json_slice(cell, "datatype"));
  else return false;
  return true;
}

static Status json_row(Row* row, json_t* binding) {
  const char* name;
  json_t*     cell;
  json_object_foreach(binding, name, cell) {
    Term term;
    if (!json_term(cell, &term)) return refuse("a value in it is no term");
    TRY(row_add(row, slice(name), term));
  }
  return row_give(row);
}

static Status read_json(Row* row, Slice bytes) {
  json_error_t error;
  json_t*      root     = json_loadb(bytes.ptr, bytes.len, JSON_REJECT_DUPLICATES, &error);
  json_t*      bindings = json_object_get(json_object_get(root, "results"), "bindings");
  Status       status   = json_is_array(bindings) ? OK : refuse(root ? "it holds no rows" : "it is no JSON");
  size_t       i;
  json_t*      binding;
  json_array_foreach(bindings, i, binding) if (status == OK) status = json_row(row, binding);
  json_decref(root);
  return status;
}

// --- XML -----------------------------------------------------------------------------------------------------------------

static bool is_element(const xmlNode* node, const char* name) {
  return node->type == XML_ELEMENT_NODE && !strcmp((const char*)node->name, name);
}

static const xmlNode* child(const xmlNode* node, const char* name) {
  const xmlNode* c = node ? node->children : NULL;
  while (c && !is_element(c, name)) c = c->next;
  return c;
}

static Slice kept(Row* row, xmlChar* text) {
  const Slice s = text ? slice(arena_copy(&row->arena, (const char*)text, strlen((const char*)text))) : (Slice){0};
  xmlFree(text);
  return s;
}

static bool xml_term(Row* row, const xmlNode* binding, Term* term) {
  const xmlNode* cell = binding->children;
  while (cell && cell->type != XML_ELEMENT_NODE) cell = cell->next;
  if (!cell) return false;
  const Slice value = kept(row, xmlNodeGetContent(cell));
  if (is_element(cell, "uri")) *term = term_iri(value);
  else if (is_element(cell, "bnode")) *term = (Term){TERM_BLANK, value, {0}};
  else if (is_element(cell, "literal"))
    *term = literal(value, kept(row, xmlNodeGetLang(cell)), kept(row, xmlGetNoNsProp(cell, (const xmlChar*)"datatype")));
  else return false;
  return true;
}

static Status xml_row(Row* row, const xmlNode* result) {
  Status status = OK;
  for (const xmlNode* b = result->children; b && status == OK; b = b->next) {
    Term term;
    if (!is_element(b, "binding")) continue;
    const Slice name = kept(row, xmlGetNoNsProp(b, (const xmlChar*)"name"));
    status           = xml_term(row, b, &term) ? row_add(row, name, term) : refuse("a value in it is no term");
  }
  if (status == OK) status = row_give(row);
  arena_free(&row->arena);
  return status;
}

static Status read_xml(Row* row, Slice bytes) {
  if (bytes.len > INT_MAX) return refuse("it is too long");
  xmlDoc* doc = xmlReadMemory(bytes.ptr, (int)bytes.len, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  if (doc && doc->intSubset) { // whose entities could be anything, and as long
    xmlFreeDoc(doc);
    return refuse("it brings a document type along");
  }
  const xmlNode* results = doc ? child(xmlDocGetRootElement(doc), "results") : NULL;
  Status         status  = results ? OK : refuse(doc ? "it holds no rows" : "it is no XML");
  for (const xmlNode* r = results ? results->children : NULL; r && status == OK; r = r->next)
    if (is_element(r, "result")) status = xml_row(row, r);
  xmlFreeDoc(doc);
  return status;
}

Status answer_read(Slice bytes, const char* type, const AnswerRows* rows) {
  Row          row   = {.rows = rows};
  const Slice  text  = slice_trim(slice_without_mark(bytes));
  const bool   xml   = type && strstr(type, "xml") ? true : type && strstr(type, "json") ? false : text.len && *text.ptr == '<';
  const Status status = xml ? read_xml(&row, text) : read_json(&row, text);
  arena_free(&row.arena);
  return status;
}
