/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The functions on terms and strings (SPARQL 1.1, 17.4.2 and 17.4.3). Lengths and places count code points. */
#include "sparql/functions.h"

#include "sparql/iri.h"
#include "sparql/number.h"

#include <math.h>
#include <nettle/md5.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>
#include <utf8proc.h>

#define XSD "http://www.w3.org/2001/XMLSchema#"
#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

static const Term none = {0};

static bool plain(Term t) {
  return t.kind == TERM_LITERAL || (t.kind == TERM_LITERAL_TYPED && slice_equal(t.extra, SLICE(XSD "string")));
}

static bool stringish(Term t) {
  return plain(t) || t.kind == TERM_LITERAL_LANG;
}

/// Text of the same kind as `like`.
static Term text_like(Term like, Slice value) {
  return like.kind == TERM_LITERAL_LANG ? term_text(value, like.extra) : term_string(value);
}

/// Argument compatibility (17.4.3.1.2).
static bool compatible(Term a, Term b) {
  if (!stringish(a) || !stringish(b)) return false;
  if (plain(b)) return true;
  return a.kind == TERM_LITERAL_LANG && a.extra.len == b.extra.len && !strncasecmp(a.extra.ptr, b.extra.ptr, a.extra.len);
}

static const char* find(Slice text, Slice part) {
  return part.len ? memmem(text.ptr, text.len, part.ptr, part.len) : text.ptr;
}

/// Code points `from`, `from` + 1, ... (the first is 1) below `until`, after XPath's rounding.
static Term substring(const Term* args, size_t n) {
  Number start, length;
  if (!stringish(args[0]) || !number_of(args[1], &start) || (n > 2 && !number_of(args[2], &length))) return none;
  const double from  = floor(number_real(start) + 0.5);
  const double until = n > 2 ? from + floor(number_real(length) + 0.5) : INFINITY;
  const char * p = args[0].value.ptr, *end = p + args[0].value.len, *first = end, *last = end;
  bool         some = false;
  for (double i = 1; p < end; ++i) {
    const char* here = p;
    utf8_next(&p);
    if (!(i >= from && i < until)) continue;
    if (!some) first = here;
    some = true;
    last = p;
  }
  return text_like(args[0], some ? (Slice){first, (size_t)(last - first)} : SLICE(""));
}

/// Upper or lower case by Unicode's simple mapping; the German sharp s becomes SS as its full mapping says.
static Term changed_case(Arena* arena, Term t, bool upper) {
  enum { SHARP_S = 0xDF };
  if (!stringish(t)) return none;
  char*       out = arena_alloc(arena, t.value.len * 2 + 8);
  size_t      n   = 0, room = t.value.len * 2 + 8;
  const char *p = t.value.ptr, *end = p + t.value.len;
  while (p < end && n + 4 < room) {
    const uint32_t point = utf8_next(&p);
    if (upper && point == SHARP_S) {
      out[n++] = 'S';
      out[n++] = 'S';
      continue;
    }
    n += utf8_put((uint32_t)(upper ? utf8proc_toupper((utf8proc_int32_t)point) : utf8proc_tolower((utf8proc_int32_t)point)), out + n);
  }
  return text_like(t, (Slice){out, n});
}

static Term encoded(Arena* arena, Term t) {
  static const char hex[] = "0123456789ABCDEF";
  if (!stringish(t)) return none;
  char*  out = arena_alloc(arena, t.value.len * 3 + 1);
  size_t n   = 0;
  for (size_t i = 0; i < t.value.len; ++i) {
    const unsigned char c = (unsigned char)t.value.ptr[i];
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c && strchr("-_.~", c))) {
      out[n++] = (char)c;
    } else {
      out[n++] = '%';
      out[n++] = hex[c >> 4];
      out[n++] = hex[c & 15];
    }
  }
  return term_string((Slice){out, n});
}

static Term concatenated(Arena* arena, const Term* args, size_t n) {
  size_t len  = 0;
  bool   same = n > 0;
  for (size_t i = 0; i < n; ++i) {
    if (!stringish(args[i])) return none;
    len += args[i].value.len;
    same = same && args[i].kind == TERM_LITERAL_LANG && slice_equal(args[i].extra, args[0].extra);
  }
  char*  out = arena_alloc(arena, len + 1);
  size_t at  = 0;
  for (size_t i = 0; i < n; ++i) {
    if (args[i].value.len) memcpy(out + at, args[i].value.ptr, args[i].value.len);
    at += args[i].value.len;
  }
  return same ? term_text((Slice){out, len}, args[0].extra) : term_string((Slice){out, len});
}

/// Basic filtering of RFC 4647: "de" takes in "de-AT".
static Term lang_matches(Term tag, Term range) {
  if (!plain(tag) || !plain(range)) return none;
  if (slice_equal(range.value, SLICE("*"))) return expr_boolean(tag.value.len > 0);
  const size_t n    = range.value.len;
  const bool   fits = tag.value.len >= n && n && !strncasecmp(tag.value.ptr, range.value.ptr, n);
  return expr_boolean(fits && (tag.value.len == n || tag.value.ptr[n] == '-'));
}

static Term hashed(Arena* arena, ExprKind kind, Term t) {
  uint8_t digest[SHA512_DIGEST_SIZE];
  size_t  n = 0;
  if (!plain(t)) return none;
  const uint8_t* bytes = (const uint8_t*)t.value.ptr;
#define HASH(name, size)                          \
  do {                                            \
    struct name##_ctx context;                    \
    name##_init(&context);                        \
    name##_update(&context, t.value.len, bytes);  \
    name##_digest(&context, n = (size), digest);  \
  } while (0)
  switch (kind) {
    case EXPR_MD5: HASH(md5, MD5_DIGEST_SIZE); break;
    case EXPR_SHA1: HASH(sha1, SHA1_DIGEST_SIZE); break;
    case EXPR_SHA256: HASH(sha256, SHA256_DIGEST_SIZE); break;
    case EXPR_SHA384: {
      struct sha512_ctx context;
      sha384_init(&context);
      sha512_update(&context, t.value.len, bytes);
      sha384_digest(&context, n = SHA384_DIGEST_SIZE, digest);
      break;
    }
    default: HASH(sha512, SHA512_DIGEST_SIZE);
  }
#undef HASH
  char* out = arena_alloc(arena, 2 * n + 1);
  for (size_t i = 0; i < n; ++i) snprintf(out + 2 * i, 3, "%02x", digest[i]);
  return term_string((Slice){out, 2 * n});
}

/// Version 4 of RFC 4122.
static Term uuid(Arena* arena, bool iri) {
  uint8_t b[16];
  if (getrandom(b, sizeof b, 0) != (ssize_t)sizeof b) return none;
  b[6] = (uint8_t)((b[6] & 0x0F) | 0x40);
  b[8] = (uint8_t)((b[8] & 0x3F) | 0x80);
  const char* text = arena_printf(arena, "%s%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                                  iri ? "urn:uuid:" : "", b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10],
                                  b[11], b[12], b[13], b[14], b[15]);
  return iri ? term_iri(slice(text)) : term_string(slice(text));
}

static Term random_number(Arena* arena) {
  uint64_t bits;
  if (getrandom(&bits, sizeof bits, 0) != (ssize_t)sizeof bits) return none;
  return number_term(arena, (Number){.rank = NUMBER_DOUBLE, .real = (double)(bits >> 11) * 0x1p-53});
}

static Term iri_of(const ExprScope* scope, Term t) {
  if (t.kind == TERM_IRI) return t;
  if (!plain(t)) return none;
  if (!iri_is_reference(t.value)) return none;
  return term_iri(iri_resolve(scope->arena, slice(scope->base ? scope->base : ""), t.value));
}

/// A blank node: a new one, or for a text the same within one solution.
static Term blank(const ExprScope* scope, const Term* args, size_t n) {
  if (!n) return (Term){TERM_BLANK, slice(arena_printf(scope->arena, "n%zu", ++*scope->fresh)), {0}};
  if (!plain(args[0])) return none;
  char*  label = arena_alloc(scope->arena, 2 * args[0].value.len + 40);
  size_t at    = (size_t)sprintf(label, "s%zux", scope->solution);
  for (size_t i = 0; i < args[0].value.len; ++i) at += (size_t)sprintf(label + at, "%02x", (unsigned char)args[0].value.ptr[i]);
  return (Term){TERM_BLANK, {label, at}, {0}};
}

static Term datatype(Term t) {
  if (t.kind < TERM_LITERAL) return none;
  if (t.kind == TERM_LITERAL) return term_iri(SLICE(XSD "string"));
  return term_iri(t.kind == TERM_LITERAL_LANG ? SLICE(RDF "langString") : t.extra);
}

static Term before_after(const Term* args, bool before) {
  if (!compatible(args[0], args[1])) return none;
  const Slice text = args[0].value, part = args[1].value;
  const char* at   = find(text, part);
  if (!at) return term_string(SLICE(""));
  if (before) return text_like(args[0], (Slice){text.ptr, (size_t)(at - text.ptr)});
  return text_like(args[0], (Slice){at + part.len, text.len - (size_t)(at - text.ptr) - part.len});
}

static Term holds(ExprKind kind, const Term* args) {
  if (!compatible(args[0], args[1])) return none;
  const Slice text = args[0].value, part = args[1].value;
  if (kind == EXPR_CONTAINS) return expr_boolean(find(text, part) != NULL);
  if (part.len > text.len) return expr_boolean(false);
  return expr_boolean(!memcmp(kind == EXPR_STRSTARTS ? text.ptr : text.ptr + text.len - part.len, part.ptr, part.len));
}

static Term matched(const ExprScope* scope, const Term* args, size_t n) {
  bool yes;
  if (!stringish(args[0]) || !plain(args[1]) || (n > 2 && !plain(args[2]))) return none;
  if (!regex_match(scope->regexes, args[0].value, args[1].value, n > 2 ? args[2].value : SLICE(""), &yes)) return none;
  return expr_boolean(yes);
}

static Term replaced(const ExprScope* scope, const Term* args, size_t n) {
  if (!stringish(args[0]) || !plain(args[1]) || !plain(args[2]) || (n > 3 && !plain(args[3]))) return none;
  Buffer     out  = {0};
  const bool fine = regex_replace(scope->regexes, args[0].value, args[1].value, args[2].value,
                                  n > 3 ? args[3].value : SLICE(""), &out);
  Term       term = none;
  if (fine) term = text_like(args[0], (Slice){arena_copy(scope->arena, out.len ? out.bytes : "", out.len), out.len});
  buffer_free(&out);
  return term;
}

static Term changed_number(Arena* arena, char operation, Term t) {
  Number number;
  return number_of(t, &number) ? number_term(arena, number_change(operation, number)) : none;
}

Term expr_function(const ExprScope* scope, const Expr* e, const Term* args) {
  Arena*     arena = scope->arena;
  const Term a     = e->n ? args[0] : none;
  switch (e->kind) {
    case EXPR_IS_IRI: return expr_boolean(a.kind == TERM_IRI);
    case EXPR_IS_BLANK: return expr_boolean(a.kind == TERM_BLANK);
    case EXPR_IS_LITERAL: return expr_boolean(a.kind >= TERM_LITERAL);
    case EXPR_IS_NUMERIC: return expr_boolean(number_is(a));
    case EXPR_STR: return a.kind == TERM_BLANK ? none : term_string(a.value);
    case EXPR_LANG: return a.kind < TERM_LITERAL ? none : term_string(a.kind == TERM_LITERAL_LANG ? a.extra : SLICE(""));
    case EXPR_DATATYPE: return datatype(a);
    case EXPR_IRI: return iri_of(scope, a);
    case EXPR_BNODE: return blank(scope, args, e->n);
    case EXPR_STRDT:
      if (!plain(a) || args[1].kind != TERM_IRI) return none;
      return slice_equal(args[1].value, SLICE(XSD "string")) ? term_string(a.value) : term_typed(a.value, args[1].value);
    case EXPR_STRLANG: return plain(a) && plain(args[1]) && args[1].value.len ? term_text(a.value, args[1].value) : none;
    case EXPR_UUID:
    case EXPR_STRUUID: return uuid(arena, e->kind == EXPR_UUID);
    case EXPR_STRLEN: return stringish(a) ? number_term(arena, number_integer(utf8_count(a.value))) : none;
    case EXPR_SUBSTR: return substring(args, e->n);
    case EXPR_UCASE:
    case EXPR_LCASE: return changed_case(arena, a, e->kind == EXPR_UCASE);
    case EXPR_STRSTARTS:
    case EXPR_STRENDS:
    case EXPR_CONTAINS: return holds(e->kind, args);
    case EXPR_STRBEFORE:
    case EXPR_STRAFTER: return before_after(args, e->kind == EXPR_STRBEFORE);
    case EXPR_ENCODE_FOR_URI: return encoded(arena, a);
    case EXPR_CONCAT: return concatenated(arena, args, e->n);
    case EXPR_LANG_MATCHES: return lang_matches(a, args[1]);
    case EXPR_REGEX: return matched(scope, args, e->n);
    case EXPR_REPLACE: return replaced(scope, args, e->n);
    case EXPR_ABS: return changed_number(arena, 'a', a);
    case EXPR_ROUND: return changed_number(arena, 'r', a);
    case EXPR_CEIL: return changed_number(arena, 'c', a);
    case EXPR_FLOOR: return changed_number(arena, 'f', a);
    case EXPR_RAND: return random_number(arena);
    case EXPR_MD5:
    case EXPR_SHA1:
    case EXPR_SHA256:
    case EXPR_SHA384:
    case EXPR_SHA512: return hashed(arena, e->kind, a);
    default: return expr_time(scope, e->kind, a);
  }
}
