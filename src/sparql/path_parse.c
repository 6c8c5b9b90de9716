/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The grammar of property paths (SPARQL 1.1, rules 88 to 96), by recursive descent over tokens. */
#include "sparql/rewrite.h"

#define RDF_TYPE "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

static Path* either(Arena* arena, const Rewritten* out, size_t* at);

static Path* path_new(Arena* arena, PathKind kind, Path* left, Path* right) {
  Path* path  = arena_alloc(arena, sizeof *path);
  path->kind  = kind;
  path->left  = left;
  path->right = right;
  return path;
}

static Path* iri(Arena* arena, const Rewritten* out, size_t* at) {
  const Token* token = &out->tokens[*at];
  Slice        found;
  if (token->kind == TOKEN_IRI || token->kind == TOKEN_NAME) found = prefixes_expand(arena, out, token);
  else if (token->kind == TOKEN_WORD && slice_equal(token->text, SLICE("a"))) found = SLICE(RDF_TYPE);
  else return NULL;
  ++*at;
  Path* path = path_new(arena, PATH_IRI, NULL, NULL);
  path->iri  = found;
  return path;
}

static Path* one_of_set(Arena* arena, const Rewritten* out, size_t* at) {
  const bool inverse = token_is(&out->tokens[*at], "^");
  *at += inverse;
  Path* path = iri(arena, out, at);
  return path && inverse ? path_new(arena, PATH_INVERSE, path, NULL) : path;
}

static Path* negated_set(Arena* arena, const Rewritten* out, size_t* at) {
  if (!token_is(&out->tokens[*at], "(")) {
    Path* one = one_of_set(arena, out, at);
    return one ? path_new(arena, PATH_NOT, one, NULL) : NULL;
  }
  ++*at;
  Path* set = NULL;
  while (!token_is(&out->tokens[*at], ")")) {
    Path* one = one_of_set(arena, out, at);
    if (!one) return NULL;
    set = path_new(arena, PATH_EITHER, one, set);
    if (token_is(&out->tokens[*at], "|")) ++*at;
    else if (!token_is(&out->tokens[*at], ")")) return NULL;
  }
  ++*at;
  return path_new(arena, PATH_NOT, set, NULL);
}

static Path* element(Arena* arena, const Rewritten* out, size_t* at) {
  const bool inverse = token_is(&out->tokens[*at], "^");
  *at += inverse;
  Path* path;
  if (token_is(&out->tokens[*at], "(")) {
    ++*at;
    path = either(arena, out, at);
    if (!path || !token_is(&out->tokens[*at], ")")) return NULL;
    ++*at;
  } else if (token_is(&out->tokens[*at], "!")) {
    ++*at;
    path = negated_set(arena, out, at);
  } else {
    path = iri(arena, out, at);
  }
  if (!path) return NULL;
  const Token* after = &out->tokens[*at];
  ++*at;
  if (token_is(after, "*")) path = path_new(arena, PATH_ANY, path, NULL);
  else if (token_is(after, "+")) path = path_new(arena, PATH_SOME, path, NULL);
  else if (token_is(after, "?")) path = path_new(arena, PATH_MAYBE, path, NULL);
  else --*at;
  return inverse ? path_new(arena, PATH_INVERSE, path, NULL) : path;
}

static Path* sequence(Arena* arena, const Rewritten* out, size_t* at) {
  Path* path = element(arena, out, at);
  while (path && token_is(&out->tokens[*at], "/")) {
    ++*at;
    Path* next = element(arena, out, at);
    path       = next ? path_new(arena, PATH_SEQUENCE, path, next) : NULL;
  }
  return path;
}

static Path* either(Arena* arena, const Rewritten* out, size_t* at) {
  Path* path = sequence(arena, out, at);
  while (path && token_is(&out->tokens[*at], "|")) {
    ++*at;
    Path* next = sequence(arena, out, at);
    path       = next ? path_new(arena, PATH_EITHER, path, next) : NULL;
  }
  return path;
}

Path* path_parse(Arena* arena, const Rewritten* out, size_t* at) {
  return either(arena, out, at);
}
