/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* librdf's nodes to terms and back. librdf lower-cases language tags, "en-GB" to "en-gb", whatever the store gives;
 * a literal of type xsd:string is the literal without a type (RDF 1.1 Concepts, 3.3), here as everywhere. */
#include "store/module_internal.h"

#include <string.h>

#define XSD_STRING "http://www.w3.org/2001/XMLSchema#string"

static Slice uri_slice(librdf_uri* uri) {
  size_t               len   = 0;
  const unsigned char* bytes = librdf_uri_as_counted_string(uri, &len);
  return (Slice){(const char*)bytes, len};
}

Term module_term(librdf_node* node) {
  if (!node) return (Term){0};
  if (librdf_node_is_resource(node)) return term_iri(uri_slice(librdf_node_get_uri(node)));
  size_t len = 0;
  if (librdf_node_is_blank(node)) {
    const unsigned char* label = librdf_node_get_counted_blank_identifier(node, &len);
    return (Term){TERM_BLANK, {(const char*)label, len}, {0}};
  }
  const unsigned char* bytes = librdf_node_get_literal_value_as_counted_string(node, &len);
  const Slice          value = {(const char*)bytes, len};
  const char*          lang  = librdf_node_get_literal_value_language(node);
  librdf_uri*          type  = librdf_node_get_literal_value_datatype_uri(node);
  if (lang && *lang) return term_text(value, slice(lang));
  if (type && !slice_equal(uri_slice(type), SLICE(XSD_STRING))) return term_typed(value, uri_slice(type));
  return term_string(value);
}

static librdf_uri* new_uri(librdf_world* world, Slice iri) {
  return librdf_new_uri2(world, (const unsigned char*)iri.ptr, iri.len);
}

librdf_node* module_node(librdf_world* world, Term term) {
  const unsigned char* bytes = (const unsigned char*)term.value.ptr;
  switch (term.kind) {
  case TERM_NONE: return NULL;
  case TERM_IRI: return librdf_new_node_from_counted_uri_string(world, bytes, term.value.len);
  case TERM_BLANK: return librdf_new_node_from_counted_blank_identifier(world, bytes, term.value.len);
  case TERM_LITERAL: return librdf_new_node_from_typed_counted_literal(world, bytes, term.value.len, NULL, 0, NULL);
  case TERM_LITERAL_LANG: {
    char         lang[256]; // raptor reads on to the NUL, and keeps a byte for the length
    const size_t len = term.extra.len < sizeof lang ? term.extra.len : sizeof lang - 1;
    memcpy(lang, term.extra.ptr, len);
    lang[len] = '\0';
    return librdf_new_node_from_typed_counted_literal(world, bytes, term.value.len, lang, len, NULL);
  }
  case TERM_LITERAL_TYPED: {
    librdf_uri* type = new_uri(world, term.extra);
    if (!type) return NULL;
    librdf_node* node = librdf_new_node_from_typed_counted_literal(world, bytes, term.value.len, NULL, 0, type);
    librdf_free_uri(type);
    return node;
  }
  }
  return NULL;
}
