/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Terms and variables: IRIs, prefixed names, literals, blank nodes (rules 106 to 111 and 128 to 138). */
#include "sparql/parse.h"

#include "base/buffer.h"
#include "sparql/iri.h"
#include "sparql/prefix.h"
#include "sparql/terms.h"

#include <stdlib.h>
#include <string.h>

bool is_iri(const Parser* p) {
  return peek(p)->kind == TOKEN_IRI || peek(p)->kind == TOKEN_NAME;
}

static Slice prefixed_name(Parser* p) {
  const Token*  token  = peek(p);
  const Slice   name   = token_prefix(token);
  const Prefix* prefix = prefix_find(p->request->prefixes, p->request->n_prefixes, name);
  if (!prefix)
    fault(p, token->at, "the prefix %.*s: is not declared; put PREFIX %.*s: <...> at the top", SLICE_ARG(name), SLICE_ARG(name));
  const Slice local = {token->text.ptr + name.len + 1, token->text.len - name.len - 1};
  char*       whole = arena_alloc(p->arena, prefix->iri.len + local.len + 1);
  size_t      n     = prefix->iri.len;
  if (n) memcpy(whole, prefix->iri.ptr, n);
  for (size_t i = 0; i < local.len; ++i) {
    if (local.ptr[i] == '\\' && i + 1 < local.len) ++i;
    whole[n++] = local.ptr[i];
  }
  return (Slice){whole, n};
}

Slice iri(Parser* p) {
  const Token* token = peek(p);
  if (!is_iri(p)) expected(p, "an IRI, as <http://...> or prefix:name");
  const Slice found = token->kind == TOKEN_NAME
                          ? prefixed_name(p)
                          : iri_resolve(p->arena, p->request->base, (Slice){token->text.ptr + 1, token->text.len - 2});
  ++p->at;
  return found;
}

int slot_new(Parser* p) {
  Names* names = &p->tree->names;
  *arena_push(p->arena, names->items, names->n, names->cap) = (Slice){0};
  return (int)names->n - 1;
}

int slot_of(Parser* p, Slice name) {
  const Names* names = &p->tree->names;
  for (size_t i = 0; i < names->n; ++i)
    if (slice_equal(names->items[i], name)) return (int)i;
  const int slot           = slot_new(p);
  p->tree->names.items[slot] = name;
  return slot;
}

int var(Parser* p) {
  const Token* token = peek(p);
  if (token->kind != TOKEN_VAR) expected(p, "a variable, as ?name");
  if (p->concrete) fault(p, token->at, "there are no variables in DATA; to use some, write INSERT { ... } WHERE { ... }");
  ++p->at;
  return slot_of(p, (Slice){token->text.ptr + 1, token->text.len - 1});
}

long integer(Parser* p) {
  const Token* token = peek(p);
  for (size_t i = 0; i < token->text.len || token->kind != TOKEN_NUMBER; ++i)
    if (token->kind != TOKEN_NUMBER || token->text.ptr[i] < '0' || token->text.ptr[i] > '9') expected(p, "a whole number");
  if (token->text.len > 18) fault(p, token->at, "this number is too large");
  ++p->at;
  return strtol(token->text.ptr, NULL, 10);
}

/// The text of a string token without its quotes and escapes.
Slice string_value(Parser* p) {
  const Token* token = peek(p);
  if (token->kind != TOKEN_STRING) expected(p, "a string, as \"text\"");
  const char * q = token->text.ptr, *end = q + token->text.len;
  const size_t quotes = token->text.len >= 6 && q[0] == q[1] && q[1] == q[2] ? 3 : 1;
  q += quotes;
  end -= quotes;
  char*  out = arena_alloc(p->arena, (size_t)(end - q) + 1);
  size_t n   = 0;
  for (; q < end; ++q) {
    if (*q != '\\') {
      out[n++] = *q;
      continue;
    }
    static const char from[] = "tbnrf\\\"'", to[] = "\t\b\n\r\f\\\"'";
    const char*       found = *++q ? strchr(from, *q) : NULL;
    if (!found)
      fault(p, token->at + (size_t)(q - 1 - token->text.ptr), "\\%c means nothing in a string; write \\\\ for a backslash", *q);
    out[n++] = to[found - from];
  }
  ++p->at;
  return (Slice){out, n};
}

Term rdf_literal(Parser* p) {
  const Slice value = string_value(p);
  if (peek(p)->kind == TOKEN_TAG) {
    const Slice tag = peek(p)->text;
    ++p->at;
    return term_text(value, (Slice){tag.ptr + 1, tag.len - 1});
  }
  if (!take(p, "^^")) return term_string(value);
  const Slice type = iri(p);
  return slice_equal(type, SLICE(XSD "string")) ? term_string(value) : term_typed(value, type);
}

static bool is_number(const Parser* p) {
  const Token* token = peek(p);
  if (is(p, "+") || is(p, "-")) return token[1].kind == TOKEN_NUMBER && token[1].at == token->at + 1;
  return token->kind == TOKEN_NUMBER;
}

bool is_literal(const Parser* p) {
  return peek(p)->kind == TOKEN_STRING || is_number(p) || is(p, "true") || is(p, "false");
}

static Term numeric_literal(Parser* p) {
  const Token* first = peek(p);
  if (first->kind != TOKEN_NUMBER) ++p->at;
  const Token* digits = peek(p);
  ++p->at;
  const Slice text = {first->text.ptr, digits->at + digits->text.len - first->at};
  const char* type = XSD "integer";
  if (memchr(text.ptr, '.', text.len)) type = XSD "decimal";
  if (memchr(text.ptr, 'e', text.len) || memchr(text.ptr, 'E', text.len)) type = XSD "double";
  return term_typed(text, slice(type));
}

Term literal(Parser* p) {
  if (peek(p)->kind == TOKEN_STRING) return rdf_literal(p);
  if (take(p, "true")) return expr_boolean(true);
  if (take(p, "false")) return expr_boolean(false);
  if (!is_number(p)) expected(p, "a literal");
  return numeric_literal(p);
}

Place blank_place(Parser* p, Slice label) {
  const size_t at = peek(p)->at;
  if (p->no_blanks) fault(p, at, "a blank node here would match nothing; use a variable in DELETE { ... } WHERE { ... }");
  Label*    known = NULL;
  uint64_t* place = NULL;
  if (label.len) {
    const char* key = arena_printf(p->arena, "%c%.*s", p->template ? 't' : 'p', SLICE_ARG(label));
    place           = map_at(&p->label_places, slice(key), SIZE_MAX);
    if (*place < p->n_labels) known = &p->labels[*place];
    else *place = p->n_labels;
  }
  if (known && known->block != p->block)
    fault(p, at, "_:%.*s is used in another pattern already; a blank node belongs to one, use a variable", SLICE_ARG(label));
  if (!label.len) label = slice(arena_printf(p->arena, ".%zu", p->at)); // no label of the user's begins with a dot
  if (!known) {
    known  = arena_push(p->arena, p->labels, p->n_labels, p->cap_labels);
    *known = (Label){label, p->block, p->template ? NO_SLOT : slot_new(p)};
  }
  if (p->template) return (Place){NO_SLOT, {TERM_BLANK, label, {0}}};
  return (Place){known->slot, {0}};
}

Place var_or_iri(Parser* p) {
  if (peek(p)->kind == TOKEN_VAR) return (Place){var(p), {0}};
  if (!is_iri(p)) expected(p, p->concrete ? "an IRI" : "a variable or an IRI");
  return (Place){NO_SLOT, term_iri(iri(p))};
}

Place var_or_term(Parser* p) {
  const Token* token = peek(p);
  if (token->kind == TOKEN_BLANK) {
    const Place place = blank_place(p, (Slice){token->text.ptr + 2, token->text.len - 2});
    ++p->at;
    return place;
  }
  if (is(p, "[") && token_is(token + 1, "]")) {
    const Place place = blank_place(p, (Slice){0});
    p->at += 2;
    return place;
  }
  if (is(p, "(") && token_is(token + 1, ")")) {
    p->at += 2;
    return (Place){NO_SLOT, term_iri(SLICE("http://www.w3.org/1999/02/22-rdf-syntax-ns#nil"))};
  }
  if (is_literal(p)) return (Place){NO_SLOT, literal(p)};
  if (token->kind != TOKEN_VAR && !is_iri(p)) expected(p, "a variable, an IRI, a literal or a blank node");
  return var_or_iri(p);
}
