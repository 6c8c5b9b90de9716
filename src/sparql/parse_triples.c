/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Triples (rules 75 to 109): subjects with their lists of properties, [ ... ] and ( ... ). The same functions read
 * patterns and templates; in templates there are no paths. */
#include "sparql/parse.h"

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

static void property_list_not_empty(Parser* p, Place subject);

static void add(Parser* p, Place subject, Place predicate, Path* path, Place object) {
  *arena_push(p->arena, p->triples->items, p->triples->n, p->triples->cap) =
      (Triple){{subject, predicate, object, p->graph}, path};
}

static Place constant(const char* iri_text) {
  return (Place){NO_SLOT, term_iri(slice(iri_text))};
}

static Place triples_node(Parser* p);

/// GraphNode: VarOrTerm or TriplesNode.
static Place graph_node(Parser* p) {
  const Token* next = peek(p) + 1;
  if ((is(p, "[") && !token_is(next, "]")) || (is(p, "(") && !token_is(next, ")"))) return triples_node(p);
  return var_or_term(p);
}

static Place blank_node_property_list(Parser* p) {
  const Place node = blank_place(p, (Slice){0});
  need(p, "[");
  property_list_not_empty(p, node);
  need(p, "]");
  return node;
}

static Place collection(Parser* p) {
  const Place first = blank_place(p, (Slice){0});
  Place       node  = first;
  need(p, "(");
  for (;;) {
    add(p, node, constant(RDF "first"), NULL, graph_node(p));
    if (take(p, ")")) break;
    const Place next = blank_place(p, (Slice){0});
    add(p, node, constant(RDF "rest"), NULL, next);
    node = next;
  }
  add(p, node, constant(RDF "rest"), NULL, constant(RDF "nil"));
  return first;
}

static Place triples_node(Parser* p) {
  deeper(p);
  const Place node = is(p, "[") ? blank_node_property_list(p) : collection(p);
  higher(p);
  return node;
}

static bool starts_verb(const Parser* p) {
  const Token* token = peek(p);
  if (token->kind == TOKEN_VAR || is_iri(p)) return true;
  if (token->kind == TOKEN_WORD && slice_equal(token->text, SLICE("a"))) return true;
  return !p->template && (is(p, "^") || is(p, "!") || is(p, "("));
}

static void object_list(Parser* p, Place subject, Place predicate, Path* path) {
  do add(p, subject, predicate, path, graph_node(p));
  while (take(p, ","));
}

static void verb_and_objects(Parser* p, Place subject) {
  const Token* token = peek(p);
  if (!starts_verb(p)) expected(p, p->template ? "a property: a variable, an IRI or a" : "a property: a variable, an IRI, a, or a path");
  if (token->kind == TOKEN_VAR) {
    const Place predicate = {var(p), {0}};
    object_list(p, subject, predicate, NULL);
    return;
  }
  if (p->template) {
    const bool a = !is_iri(p);
    p->at += a;
    object_list(p, subject, a ? constant(RDF "type") : (Place){NO_SLOT, term_iri(iri(p))}, NULL);
    return;
  }
  Path* path = parse_path(p);
  if (path->kind == PATH_IRI) object_list(p, subject, (Place){NO_SLOT, term_iri(path->iri)}, NULL);
  else object_list(p, subject, (Place){.slot = NO_SLOT}, path);
}

static void property_list_not_empty(Parser* p, Place subject) {
  verb_and_objects(p, subject);
  while (take(p, ";"))
    if (starts_verb(p)) verb_and_objects(p, subject);
}

bool starts_triples(const Parser* p) {
  const TokenKind kind = peek(p)->kind;
  return kind == TOKEN_VAR || kind == TOKEN_BLANK || is_iri(p) || is_literal(p) || is(p, "[") || is(p, "(");
}

void triples_same_subject(Parser* p) {
  const Token* next = peek(p) + 1;
  if ((is(p, "[") && !token_is(next, "]")) || (is(p, "(") && !token_is(next, ")"))) {
    const Place node = triples_node(p);
    if (starts_verb(p)) property_list_not_empty(p, node);
  } else {
    property_list_not_empty(p, var_or_term(p));
  }
}

void triples_block(Parser* p) {
  while (starts_triples(p)) {
    triples_same_subject(p);
    if (!take(p, ".")) return;
  }
}
