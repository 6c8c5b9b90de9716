/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Keys of terms; comparing by value. Dates compare on the time line, one without a zone as UTC. */
#include "sparql/terms.h"

#include "sparql/instant.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

Term term_keep(Arena* arena, Term term) {
  if (term.kind == TERM_NONE || term.kind == (TermKind)TERM_LATE) return term;
  term.value.ptr = arena_copy(arena, term.value.ptr, term.value.len);
  if (term.extra.len) term.extra.ptr = arena_copy(arena, term.extra.ptr, term.extra.len);
  return term;
}

void term_key(Buffer* key, Term term) {
  if (term.kind == (TermKind)TERM_LATE) {
    const uint64_t late[2] = {TERM_LATE, term.value.len};
    buffer_put(key, late, sizeof late);
    return;
  }
  const uint32_t head[3] = {(uint32_t)term.kind, (uint32_t)term.value.len, (uint32_t)term.extra.len};
  buffer_put(key, head, sizeof head);
  if (term.value.len) buffer_put(key, term.value.ptr, term.value.len);
  if (term.extra.len) buffer_put(key, term.extra.ptr, term.extra.len);
}

/// The local name of an XML Schema datatype, else "".
static const char* schema_type(Term term, char name[32]) {
  const size_t front = sizeof XSD - 1;
  name[0]            = '\0';
  if (term.kind != TERM_LITERAL_TYPED || term.extra.len <= front || term.extra.len - front > 31) return name;
  if (memcmp(term.extra.ptr, XSD, front)) return name;
  memcpy(name, term.extra.ptr + front, term.extra.len - front);
  name[term.extra.len - front] = '\0';
  return name;
}

bool term_number(Term term, double* value, int* rank) {
  static const char* const integers[] = {"integer", "int", "long", "short", "byte", "nonNegativeInteger",
                                         "positiveInteger", "nonPositiveInteger", "negativeInteger", "unsignedInt",
                                         "unsignedLong", "unsignedShort", "unsignedByte"};
  char        name[32];
  const char* type = schema_type(term, name);
  if (!*type) return false;
  int found = -1;
  for (size_t i = 0; i < sizeof integers / sizeof *integers; ++i)
    if (!strcmp(type, integers[i])) found = 0;
  if (!strcmp(type, "decimal")) found = 1;
  if (!strcmp(type, "float")) found = 2;
  if (!strcmp(type, "double")) found = 3;
  if (found < 0 || !term.value.len || term.value.len > 300) return false;
  char text[304];
  memcpy(text, term.value.ptr, term.value.len);
  text[term.value.len] = '\0';
  char* end            = NULL;
  *value               = strtod(text, &end);
  *rank                = found;
  return end != text && !*end;
}

/// Seconds on the time line of xsd:date and xsd:dateTime.
static bool term_instant(Term term, double* seconds) {
  Instant instant;
  if (!instant_of(term, &instant)) return false;
  *seconds = instant.seconds;
  return true;
}

enum { CLASS_NONE, CLASS_BLANK, CLASS_IRI, CLASS_NUMBER, CLASS_INSTANT, CLASS_TEXT, CLASS_OTHER };

OrderKey order_key(Term term) {
  OrderKey key = {term, CLASS_OTHER, 0};
  int      rank;
  switch (term.kind) {
    case TERM_NONE: key.class = CLASS_NONE; break;
    case TERM_BLANK: key.class = CLASS_BLANK; break;
    case TERM_IRI: key.class = CLASS_IRI; break;
    case TERM_LITERAL:
    case TERM_LITERAL_LANG: key.class = CLASS_TEXT; break;
    case TERM_LITERAL_TYPED:
      if (term_number(term, &key.value, &rank)) key.class = CLASS_NUMBER;
      else if (term_instant(term, &key.value)) key.class = CLASS_INSTANT;
  }
  return key;
}

int order_key_compare(const OrderKey* a, const OrderKey* b) {
  if (a->class != b->class) return a->class < b->class ? -1 : 1;
  if (a->value != b->value) return a->value < b->value ? -1 : 1;
  if (a->class == CLASS_OTHER) {
    const int types = slice_compare(a->term.extra, b->term.extra);
    if (types) return types;
  }
  const int values = slice_compare(a->term.value, b->term.value);
  return values ? values : term_compare(a->term, b->term);
}

int term_order(Term a, Term b) {
  const OrderKey x = order_key(a), y = order_key(b);
  return order_key_compare(&x, &y);
}
