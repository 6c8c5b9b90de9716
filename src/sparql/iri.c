/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* raptor resolves; an IRI that is absolute already stays as it was written, but for /./ and /../ in it. */
#include "sparql/iri.h"

#include <ctype.h>
#include <raptor2.h>
#include <string.h>

static bool has_scheme(Slice iri) {
  if (!iri.len || !isalpha((unsigned char)*iri.ptr)) return false;
  for (size_t i = 1; i < iri.len; ++i) {
    const char c = iri.ptr[i];
    if (c == ':') return true;
    if (!isalnum((unsigned char)c) && c != '+' && c != '-' && c != '.') return false;
  }
  return false;
}

bool iri_is_reference(Slice text) {
  for (size_t i = 0; i < text.len; ++i)
    if ((unsigned char)text.ptr[i] <= ' ' || memchr("<>\"{}|\\^`", text.ptr[i], 9)) return false;
  if (has_scheme(text)) return true;
  for (size_t i = 0; i < text.len && !memchr("/?#", text.ptr[i], 3); ++i)
    if (text.ptr[i] == ':') return false;
  return true;
}

Slice iri_resolve(Arena* arena, Slice base, Slice reference) {
  const bool dots = memmem(reference.ptr, reference.len, "/.", 2) != NULL; // also in absolute ones they go
  if (!dots && has_scheme(reference)) return reference;
  if (!base.len && !has_scheme(reference)) return reference;
  const size_t         room   = base.len + reference.len + 16;
  unsigned char*       buffer = arena_alloc(arena, room);
  const unsigned char *from = (const unsigned char*)arena_copy(arena, base.ptr, base.len),
                      *to   = (const unsigned char*)arena_copy(arena, reference.ptr, reference.len);
  const size_t n = raptor_uri_resolve_uri_reference(from, to, buffer, room);
  return (Slice){(const char*)buffer, n};
}
