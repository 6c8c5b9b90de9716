/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Prefixes: the query's own, and those of the vocabulary, which need no declaration. */
#include "sparql/prefix.h"

#include <ctype.h>
#include <string.h>

typedef struct {
  const char *prefix, *iri; ///< An iri without a scheme is put behind the base
} Known;

static const Known predeclared[] = {
    {"rec", "https://w3id.org/onrecord#"},
    {"role", "role/"},
    {"id", "id/"},
    {"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
    {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
    {"owl", "http://www.w3.org/2002/07/owl#"},
    {"skos", "http://www.w3.org/2004/02/skos/core#"},
    {"xsd", "http://www.w3.org/2001/XMLSchema#"},
    {"foaf", "http://xmlns.com/foaf/0.1/"},
    {"org", "http://www.w3.org/ns/org#"},
    {"schema", "http://schema.org/"},
    {"prov", "http://www.w3.org/ns/prov#"},
    {"nif", "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"},
    {"dcterms", "http://purl.org/dc/terms/"},
};

Slice token_prefix(const Token* token) {
  const char* colon = memchr(token->text.ptr, ':', token->text.len);
  return (Slice){token->text.ptr, (size_t)(colon - token->text.ptr)};
}

const Prefix* prefix_find(const Prefix* prefixes, size_t n, Slice prefix) {
  for (size_t i = 0; i < n; ++i)
    if (slice_equal(prefixes[i].prefix, prefix)) return &prefixes[i];
  return NULL;
}

void prefix_put(Arena* arena, Request* request, Slice prefix, Slice iri) {
  for (size_t i = 0; i < request->n_prefixes; ++i) {
    if (!slice_equal(request->prefixes[i].prefix, prefix)) continue;
    request->prefixes[i].iri = iri;
    return;
  }
  *arena_push(arena, request->prefixes, request->n_prefixes, request->cap_prefixes) = (Prefix){prefix, iri};
}

void prefixes_predeclare(Arena* arena, Request* request) {
  for (size_t i = 0; i < sizeof predeclared / sizeof *predeclared; ++i) {
    const Slice iri = slice(predeclared[i].iri);
    prefix_put(arena, request, slice(predeclared[i].prefix),
               strstr(iri.ptr, "://") ? iri : slice(arena_printf(arena, "%.*s%s", SLICE_ARG(request->base), iri.ptr)));
  }
}

static bool plain_local(Slice local) {
  for (size_t i = 0; i < local.len; ++i) {
    const unsigned char c = (unsigned char)local.ptr[i];
    if (!isalnum(c) && c != '_' && c < 0x80 && !(i && (c == '-' || (c == '.' && i + 1 < local.len)))) return false;
  }
  return true;
}

Slice prefixes_shorten(Arena* arena, const Prefix* prefixes, size_t n, Slice iri) {
  const Prefix* best = NULL;
  for (size_t i = 0; i < n; ++i) {
    const Slice front = prefixes[i].iri;
    if (front.len > iri.len || !front.len || memcmp(front.ptr, iri.ptr, front.len)) continue;
    if (!plain_local((Slice){iri.ptr + front.len, iri.len - front.len})) continue;
    if (!best || front.len > best->iri.len) best = &prefixes[i];
  }
  if (!best) return slice(arena_printf(arena, "<%.*s>", SLICE_ARG(iri)));
  return slice(arena_printf(arena, "%.*s:%.*s", SLICE_ARG(best->prefix), (int)(iri.len - best->iri.len),
                            iri.ptr + best->iri.len));
}
