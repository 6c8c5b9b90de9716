/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Casts (SPARQL 1.1, 17.5): what XPath allows between its types, and an error for all else. */
#include "sparql/expr.h"

#include "sparql/instant.h"
#include "sparql/number.h"

#include <string.h>

#define XSD "http://www.w3.org/2001/XMLSchema#"

static Term to_boolean(Term value, bool text) {
  Number number;
  if (text || slice_equal(value.extra, SLICE(XSD "boolean"))) {
    const Slice s = slice_trim(value.value);
    if (slice_equal(s, SLICE("true")) || slice_equal(s, SLICE("1"))) return expr_boolean(true);
    if (slice_equal(s, SLICE("false")) || slice_equal(s, SLICE("0"))) return expr_boolean(false);
    return (Term){0};
  }
  return number_of(value, &number) ? expr_boolean(expr_truth(value) == 1) : (Term){0};
}

static Term to_number(Arena* arena, NumberRank rank, Term value, bool text) {
  Number number, result;
  if (slice_equal(value.extra, SLICE(XSD "boolean"))) {
    const int truth = expr_truth(value);
    if (!number_cast(number_integer(truth == 1), rank, &result)) return (Term){0};
    return number_term(arena, result);
  }
  if (text) return number_read(value.value, rank, &result) ? number_term(arena, result) : (Term){0};
  if (!number_of(value, &number) || !number_cast(number, rank, &result)) return (Term){0};
  return number_term(arena, result);
}

static Term to_string(Arena* arena, Term value) {
  Number number;
  if (number_of(value, &number)) return term_string(number_text(arena, number));
  if (slice_equal(value.extra, SLICE(XSD "boolean")) && expr_truth(value) >= 0 && value.value.len == 1)
    return term_string(expr_truth(value) ? SLICE("true") : SLICE("false"));
  return term_string(value.value);
}

/// A dateTime or date, from text or from each other.
static Term to_instant(Arena* arena, Term value, bool text, bool date) {
  Instant instant;
  if (!text && !instant_of(value, &instant)) return (Term){0};
  if (text && !instant_read(value.value, date, &instant)) return (Term){0};
  const Slice type = date ? SLICE(XSD "date") : SLICE(XSD "dateTime");
  if (instant.date == date) return term_typed(slice_trim(value.value), type);
  const Slice  whole = slice_trim(value.value), zone = instant.zone_text;
  const size_t day   = date ? (size_t)((const char*)memchr(whole.ptr, 'T', whole.len) - whole.ptr) : whole.len - zone.len;
  return term_typed(slice(arena_printf(arena, "%.*s%s%.*s", (int)day, whole.ptr, date ? "" : "T00:00:00", SLICE_ARG(zone))), type);
}

Term expr_cast(Arena* arena, Slice type, Term value) {
  const size_t front = sizeof XSD - 1;
  if (value.kind == TERM_NONE || value.kind == TERM_BLANK || type.len <= front || memcmp(type.ptr, XSD, front)) return (Term){0};
  const Slice name = {type.ptr + front, type.len - front};
  const bool  text = value.kind == TERM_LITERAL || slice_equal(value.extra, SLICE(XSD "string"));
  if (slice_equal(name, SLICE("string"))) return to_string(arena, value);
  if (value.kind == TERM_IRI || value.kind == TERM_LITERAL_LANG) return (Term){0};
  if (slice_equal(name, SLICE("boolean"))) return to_boolean(value, text);
  if (slice_equal(name, SLICE("integer"))) return to_number(arena, NUMBER_INTEGER, value, text);
  if (slice_equal(name, SLICE("decimal"))) return to_number(arena, NUMBER_DECIMAL, value, text);
  if (slice_equal(name, SLICE("float"))) return to_number(arena, NUMBER_FLOAT, value, text);
  if (slice_equal(name, SLICE("double"))) return to_number(arena, NUMBER_DOUBLE, value, text);
  if (slice_equal(name, SLICE("dateTime"))) return to_instant(arena, value, text, false);
  if (slice_equal(name, SLICE("date"))) return to_instant(arena, value, text, true);
  return (Term){0};
}
