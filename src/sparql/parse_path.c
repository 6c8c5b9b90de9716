/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The grammar of property paths (SPARQL 1.1, rules 88 to 96). */
#include "sparql/parse.h"

#define RDF_TYPE "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

static Path* path_alternative(Parser* p);

static Path* path_new(Parser* p, PathKind kind, Path* left, Path* right) {
  Path* path  = arena_alloc(p->arena, sizeof *path);
  path->kind  = kind;
  path->left  = left;
  path->right = right;
  return path;
}

static bool is_a(const Parser* p) {
  return peek(p)->kind == TOKEN_WORD && slice_equal(peek(p)->text, SLICE("a"));
}

static Path* iri_or_a(Parser* p) {
  Path* path = path_new(p, PATH_IRI, NULL, NULL);
  if (is_a(p)) {
    ++p->at;
    path->iri = SLICE(RDF_TYPE);
  } else {
    if (!is_iri(p)) expected(p, "a property: an IRI, a, or a path of them");
    path->iri = iri(p);
  }
  return path;
}

static Path* path_one_in_property_set(Parser* p) {
  if (take(p, "^")) return path_new(p, PATH_INVERSE, iri_or_a(p), NULL);
  return iri_or_a(p);
}

static Path* path_negated_property_set(Parser* p) {
  if (!take(p, "(")) return path_new(p, PATH_NOT, path_one_in_property_set(p), NULL);
  Path*  set = NULL;
  size_t n   = 0;
  if (!is(p, ")")) {
    do {
      set = path_new(p, PATH_EITHER, path_one_in_property_set(p), set);
      wider(p, ++n);
    } while (take(p, "|"));
  }
  need(p, ")");
  return path_new(p, PATH_NOT, set, NULL);
}

static Path* path_primary(Parser* p) {
  if (take(p, "!")) return path_negated_property_set(p);
  if (!take(p, "(")) return iri_or_a(p);
  deeper(p);
  Path* path = path_alternative(p);
  higher(p);
  need(p, ")");
  return path;
}

static Path* path_elt_or_inverse(Parser* p) {
  const bool inverse = take(p, "^");
  Path*      path    = path_primary(p);
  if (take(p, "*")) path = path_new(p, PATH_ANY, path, NULL);
  else if (take(p, "+")) path = path_new(p, PATH_SOME, path, NULL);
  else if (take(p, "?")) path = path_new(p, PATH_MAYBE, path, NULL);
  return inverse ? path_new(p, PATH_INVERSE, path, NULL) : path;
}

static Path* path_sequence(Parser* p) {
  Path* path = path_elt_or_inverse(p);
  for (size_t n = 1; take(p, "/"); wider(p, ++n)) path = path_new(p, PATH_SEQUENCE, path, path_elt_or_inverse(p));
  return path;
}

static Path* path_alternative(Parser* p) {
  Path* path = path_sequence(p);
  for (size_t n = 1; take(p, "|"); wider(p, ++n)) path = path_new(p, PATH_EITHER, path, path_sequence(p));
  return path;
}

Path* parse_path(Parser* p) {
  return path_alternative(p);
}
