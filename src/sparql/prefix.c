/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Prefixes: the query's own, and those of the vocabulary, which need no declaration. */
#include "sparql/rewrite.h"

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

static const Prefix* find(const Rewritten* out, Slice prefix) {
  for (size_t i = 0; i < out->n_prefixes; ++i)
    if (slice_equal(out->prefixes[i].prefix, prefix)) return &out->prefixes[i];
  return NULL;
}

static Slice prefix_of(const Token* token) {
  const char* colon = memchr(token->text.ptr, ':', token->text.len);
  return (Slice){token->text.ptr, (size_t)(colon - token->text.ptr)};
}

static Slice join(Arena* arena, Slice a, Slice b) {
  char* text = arena_printf(arena, "%.*s%.*s", SLICE_ARG(a), SLICE_ARG(b));
  return (Slice){text, a.len + b.len};
}

/// The IRI inside < >, put behind the query's BASE where it is relative (only by joining, as for names in a folder).
static Slice absolute(Arena* arena, Slice base, const Token* token) {
  const Slice iri = {token->text.ptr + 1, token->text.len - 2};
  for (size_t i = 0; i < iri.len && (isalnum((unsigned char)iri.ptr[i]) || strchr("+.-:", iri.ptr[i])); ++i)
    if (iri.ptr[i] == ':') return iri;
  return base.len ? join(arena, base, iri) : iri;
}

Status prefixes_read(Arena* arena, const char* base, Rewritten* out, size_t* head) {
  Slice  query_base = slice(base);
  size_t i          = 0;
  for (;;) {
    const Token* token = &out->tokens[i];
    if (token_is(token, "BASE") && token[1].kind == TOKEN_IRI) {
      query_base = (Slice){token[1].text.ptr + 1, token[1].text.len - 2};
      i += 2;
    } else if (token_is(token, "PREFIX") && token[1].kind == TOKEN_NAME && token[2].kind == TOKEN_IRI) {
      const Prefix prefix = {prefix_of(&token[1]), absolute(arena, query_base, &token[2])};
      if (!find(out, prefix.prefix)) *arena_push(arena, out->prefixes, out->n_prefixes, out->cap_prefixes) = prefix;
      i += 3;
    } else {
      break;
    }
  }
  *head             = i;
  char* declaration = arena_copy(arena, "", 0);
  for (size_t k = 0; k < sizeof predeclared / sizeof *predeclared; ++k) {
    const Known* known = &predeclared[k];
    if (find(out, slice(known->prefix))) continue;
    const Slice iri = strstr(known->iri, "://") ? slice(known->iri) : join(arena, slice(base), slice(known->iri));
    *arena_push(arena, out->prefixes, out->n_prefixes, out->cap_prefixes) = (Prefix){slice(known->prefix), iri};
    declaration = arena_printf(arena, "%sPREFIX %s: <%.*s> ", declaration, known->prefix, SLICE_ARG(iri));
  }
  rewrite_edit(arena, out, out->tokens[i].at, 0, slice(declaration)); // BASE has to stand before any PREFIX
  for (; i < out->n_tokens; ++i) {
    const Token* token = &out->tokens[i];
    if (token->kind != TOKEN_NAME) continue;
    const Slice prefix = prefix_of(token);
    if (!find(out, prefix))
      return fail_at(ERR_INPUT, out->shown, token->at,
                     "the prefix %.*s: is not declared; put PREFIX %.*s: <...> at the top", SLICE_ARG(prefix),
                     SLICE_ARG(prefix));
    const Slice local = {token->text.ptr + prefix.len + 1, token->text.len - prefix.len - 1};
    if (memchr(local.ptr, '%', local.len) || memchr(local.ptr, '\\', local.len) || memchr(local.ptr, ':', local.len)) {
      const Slice iri = prefixes_expand(arena, out, token);
      rewrite_edit(arena, out, token->at, token->text.len, slice(arena_printf(arena, "<%.*s>", SLICE_ARG(iri))));
    }
  }
  return OK;
}

Slice prefixes_expand(Arena* arena, const Rewritten* out, const Token* token) {
  if (token->kind == TOKEN_IRI) return absolute(arena, (Slice){0}, token);
  const Slice   name   = prefix_of(token);
  const Prefix* prefix = find(out, name);
  Slice         local  = {token->text.ptr + name.len + 1, token->text.len - name.len - 1};
  char*         plain  = arena_alloc(arena, local.len + 1);
  size_t        n      = 0;
  for (size_t i = 0; i < local.len; ++i) {
    if (local.ptr[i] == '\\' && i + 1 < local.len) ++i;
    plain[n++] = local.ptr[i];
  }
  return join(arena, prefix ? prefix->iri : (Slice){0}, (Slice){plain, n});
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
