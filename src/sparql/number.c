/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Decimals are digits of 128 bits and a scale; every step that could overflow is checked. */
#include "sparql/number.h"

#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define XSD "http://www.w3.org/2001/XMLSchema#"

enum { MOST_SCALE = 18 };

typedef struct {
  const char* name;
  NumberRank  rank;
  bool        low_bound, high_bound;
  Wide        low, high;
} Type;

static const Type types[] = {
    {"integer", NUMBER_INTEGER, false, false, 0, 0},
    {"decimal", NUMBER_DECIMAL, false, false, 0, 0},
    {"double", NUMBER_DOUBLE, false, false, 0, 0},
    {"float", NUMBER_FLOAT, false, false, 0, 0},
    {"int", NUMBER_INTEGER, true, true, INT32_MIN, INT32_MAX},
    {"long", NUMBER_INTEGER, true, true, INT64_MIN, INT64_MAX},
    {"short", NUMBER_INTEGER, true, true, INT16_MIN, INT16_MAX},
    {"byte", NUMBER_INTEGER, true, true, INT8_MIN, INT8_MAX},
    {"nonNegativeInteger", NUMBER_INTEGER, true, false, 0, 0},
    {"positiveInteger", NUMBER_INTEGER, true, false, 1, 0},
    {"nonPositiveInteger", NUMBER_INTEGER, false, true, 0, 0},
    {"negativeInteger", NUMBER_INTEGER, false, true, 0, -1},
    {"unsignedInt", NUMBER_INTEGER, true, true, 0, UINT32_MAX},
    {"unsignedLong", NUMBER_INTEGER, true, true, 0, UINT64_MAX},
    {"unsignedShort", NUMBER_INTEGER, true, true, 0, UINT16_MAX},
    {"unsignedByte", NUMBER_INTEGER, true, true, 0, UINT8_MAX},
};

static const Type* type_of(Term term) {
  const size_t front = sizeof XSD - 1;
  if (term.kind != TERM_LITERAL_TYPED || term.extra.len <= front || memcmp(term.extra.ptr, XSD, front)) return NULL;
  const Slice name = {term.extra.ptr + front, term.extra.len - front};
  for (size_t i = 0; i < sizeof types / sizeof *types; ++i)
    if (slice_equal(slice(types[i].name), name)) return &types[i];
  return NULL;
}

bool number_is(Term term) {
  Number number;
  return number_of(term, &number);
}

/// Digits with at most one point, a sign in front; more places than fit are an error unless they are zeros.
static bool read_exact(Slice text, bool point, Number* number) {
  size_t     i        = 0;
  const bool negative = text.len && text.ptr[0] == '-';
  if (text.len && (text.ptr[0] == '-' || text.ptr[0] == '+')) ++i;
  bool some = false, behind = false;
  number->digits = 0;
  number->scale  = 0;
  for (; i < text.len; ++i) {
    const char c = text.ptr[i];
    if (c == '.' && point && !behind) {
      behind = true;
      continue;
    }
    if (!isdigit((unsigned char)c)) return false;
    some = true;
    if (behind && number->scale == MOST_SCALE) continue; // cut, as the specification of decimals allows
    if (__builtin_mul_overflow(number->digits, (Wide)10, &number->digits)) return false;
    if (__builtin_add_overflow(number->digits, (Wide)(c - '0'), &number->digits)) return false;
    number->scale += behind;
  }
  if (negative) number->digits = -number->digits;
  return some;
}

static bool read_real(Slice text, double* value) {
  char copy[400];
  if (!text.len || text.len >= sizeof copy) return false;
  memcpy(copy, text.ptr, text.len);
  copy[text.len] = '\0';
  if (!strcmp(copy, "INF") || !strcmp(copy, "+INF")) return *value = INFINITY, true;
  if (!strcmp(copy, "-INF")) return *value = -INFINITY, true;
  if (!strcmp(copy, "NaN")) return *value = NAN, true;
  if (strspn(copy, "0123456789+-.eE") != text.len) return false;
  char* end = NULL;
  *value    = strtod(copy, &end);
  return !*end && end != copy;
}

static Number tidy(Number n) {
  while (n.scale && n.digits % 10 == 0) n.digits /= 10, --n.scale;
  return n;
}

bool number_read(Slice text, NumberRank rank, Number* number) {
  *number = (Number){.rank = rank};
  text    = slice_trim(text);
  if (rank >= NUMBER_FLOAT) {
    if (!read_real(text, &number->real)) return false;
    if (rank == NUMBER_FLOAT) number->real = (float)number->real;
    return true;
  }
  if (!read_exact(text, rank == NUMBER_DECIMAL, number)) return false;
  *number = tidy(*number);
  return true;
}

bool number_of(Term term, Number* number) {
  const Type* type = type_of(term);
  if (!type || !number_read(term.value, type->rank, number)) return false;
  return (!type->low_bound || number->digits >= type->low) && (!type->high_bound || number->digits <= type->high);
}

Number number_integer(long long value) {
  return (Number){.rank = NUMBER_INTEGER, .digits = value};
}

double number_real(Number n) {
  if (n.rank >= NUMBER_FLOAT) return n.real;
  if (!n.scale) return (double)n.digits;
  double power = 1;
  for (int i = 0; i < n.scale; ++i) power *= 10;
  return (double)((long double)n.digits / (long double)power);
}

static Slice exact_text(Arena* arena, Number n) {
  char  text[64];
  char* p        = text + sizeof text;
  bool  negative = n.digits < 0;
  int   places   = 0;
  for (Wide rest = n.digits; rest || places <= n.scale; rest /= 10, ++places) {
    if (n.scale && places == n.scale) *--p = '.';
    const int digit = (int)(rest % 10);
    *--p            = (char)('0' + (digit < 0 ? -digit : digit));
  }
  if (negative) *--p = '-';
  const size_t len = (size_t)(text + sizeof text - p);
  return (Slice){arena_copy(arena, p, len), len};
}

/// The shortest digits that read back as the same number.
static void shortest(double value, bool single, char out[40]) {
  for (int digits = 1; digits <= 17; ++digits) {
    snprintf(out, 40, "%.*E", digits - 1, value);
    const double back = strtod(out, NULL);
    if (single ? (float)back == (float)value : back == value) return;
  }
}

/// "1.5E+00" as XSD writes it: 1.5E0.
static Slice real_text(Arena* arena, double value, bool single) {
  if (isnan(value)) return SLICE("NaN");
  if (isinf(value)) return value < 0 ? SLICE("-INF") : SLICE("INF");
  char text[40];
  shortest(value, single, text);
  char* e = strchr(text, 'E');
  *e      = '\0';
  return slice(arena_printf(arena, "%s%sE%d", text, strchr(text, '.') ? "" : ".0", atoi(e + 1)));
}

Slice number_text(Arena* arena, Number n) {
  if (n.rank < NUMBER_FLOAT) return exact_text(arena, tidy(n));
  const double size = fabs(n.real);
  if (n.real == 0) return signbit(n.real) ? SLICE("-0") : SLICE("0");
  if (!(size >= 1e-6 && size < 1e6)) return real_text(arena, n.real, n.rank == NUMBER_FLOAT);
  char text[40];
  shortest(n.real, n.rank == NUMBER_FLOAT, text);
  const int exponent = atoi(strchr(text, 'E') + 1), digits = (int)strcspn(text, "E") - (text[0] == '-') - 1;
  const int places   = digits > 1 ? digits - 1 - exponent : -exponent; // without the point
  return slice(arena_printf(arena, "%.*f", places > 0 ? places : 0, n.real));
}

Term number_term(Arena* arena, Number n) {
  switch (n.rank) {
    case NUMBER_INTEGER: return term_typed(exact_text(arena, n), SLICE(XSD "integer"));
    case NUMBER_DECIMAL:
      n = tidy(n);
      if (!n.scale) return term_typed(slice(arena_printf(arena, "%.*s.0", SLICE_ARG(exact_text(arena, n)))), SLICE(XSD "decimal"));
      return term_typed(exact_text(arena, n), SLICE(XSD "decimal"));
    case NUMBER_FLOAT: return term_typed(real_text(arena, n.real, true), SLICE(XSD "float"));
    case NUMBER_DOUBLE: return term_typed(real_text(arena, n.real, false), SLICE(XSD "double"));
  }
  return (Term){0};
}

static bool align(Number* a, Number* b) {
  while (a->scale < b->scale) {
    if (__builtin_mul_overflow(a->digits, (Wide)10, &a->digits)) return false;
    ++a->scale;
  }
  return b->scale >= a->scale || align(b, a);
}

static bool divide(Number a, Number b, Number* result) {
  if (!b.digits) return false;
  Wide whole = a.digits / b.digits, rest = a.digits % b.digits;
  int  scale = a.scale - b.scale;
  while (scale < 0 || (rest && scale < MOST_SCALE)) {
    Wide more;
    if (__builtin_mul_overflow(rest, (Wide)10, &more) || __builtin_mul_overflow(whole, (Wide)10, &whole)) return false;
    if (__builtin_add_overflow(whole, more / b.digits, &whole)) return false;
    rest = more % b.digits;
    ++scale;
  }
  for (; scale > MOST_SCALE; --scale) whole /= 10;
  result->digits = whole;
  result->scale  = scale;
  return true;
}

/// Integers are of 64 bits; unsignedLong still fits.
static bool fits(const Number* n) {
  return n->rank != NUMBER_INTEGER || (n->digits >= INT64_MIN && n->digits <= (Wide)UINT64_MAX);
}

bool number_compute(char operation, Number a, Number b, Number* result) {
  const NumberRank rank = a.rank > b.rank ? a.rank : b.rank;
  *result               = (Number){.rank = rank};
  if (rank >= NUMBER_FLOAT) {
    const double x = number_real(a), y = number_real(b);
    const double value = operation == '+' ? x + y : operation == '-' ? x - y : operation == '*' ? x * y : x / y;
    result->real       = rank == NUMBER_FLOAT ? (float)value : value;
    return true;
  }
  bool fine = true;
  if (operation == '*') {
    fine          = !__builtin_mul_overflow(a.digits, b.digits, &result->digits);
    result->scale = a.scale + b.scale;
    for (; result->scale > MOST_SCALE; --result->scale) result->digits /= 10;
  } else if (operation == '/') {
    result->rank = NUMBER_DECIMAL;
    fine         = divide(a, b, result);
  } else {
    fine          = align(&a, &b) && !(operation == '+' ? __builtin_add_overflow(a.digits, b.digits, &result->digits)
                                                        : __builtin_sub_overflow(a.digits, b.digits, &result->digits));
    result->scale = a.scale;
  }
  *result = tidy(*result);
  return fine && fits(result);
}

int number_compare(Number a, Number b) {
  if (a.rank < NUMBER_FLOAT && b.rank < NUMBER_FLOAT && align(&a, &b))
    return a.digits < b.digits ? -1 : a.digits > b.digits;
  double x = number_real(a), y = number_real(b);
  if (isnan(x) || isnan(y)) return 2;
  if (a.rank <= NUMBER_FLOAT && b.rank <= NUMBER_FLOAT) x = (float)x, y = (float)y;
  return x < y ? -1 : x > y;
}

Number number_change(char operation, Number a) {
  if (a.rank >= NUMBER_FLOAT) {
    a.real = operation == 'a' ? fabs(a.real) : operation == 'r' ? floor(a.real + 0.5) : operation == 'c' ? ceil(a.real)
             : operation == 'f' ? floor(a.real) : -a.real;
    return a;
  }
  if (operation == '-' || (operation == 'a' && a.digits < 0)) a.digits = -a.digits;
  if (operation == '-' || operation == 'a' || !a.scale) return a;
  Wide power = 1;
  for (; a.scale; --a.scale) power *= 10;
  Wide whole = a.digits / power, rest = a.digits % power;
  if (rest < 0) --whole, rest += power; // now the floor
  if (operation == 'c' && rest) ++whole;
  if (operation == 'r' && rest * 2 >= power) ++whole;
  a.digits = whole;
  return a;
}

bool number_cast(Number a, NumberRank rank, Number* result) {
  *result = (Number){.rank = rank};
  if (rank >= NUMBER_FLOAT) {
    result->real = number_real(a);
    if (rank == NUMBER_FLOAT) result->real = (float)result->real;
    return true;
  }
  if (a.rank >= NUMBER_FLOAT) {
    if (!isfinite(a.real) || fabs(a.real) >= 9.2e18) return false;
    if (rank == NUMBER_INTEGER) {
      result->digits = (Wide)a.real;
      return true;
    }
    char text[80];
    snprintf(text, sizeof text, "%.18f", a.real);
    if (fabs(a.real) >= 1e-6) { // the shortest decimal that is this number
      char digits[40];
      shortest(a.real, a.rank == NUMBER_FLOAT, digits);
      const int exponent = atoi(strchr(digits, 'E') + 1), n = (int)strcspn(digits, "E") - (digits[0] == '-');
      const int places   = (n > 1 ? n - 2 : 0) - exponent;
      snprintf(text, sizeof text, "%.*f", places < 0 ? 0 : places > MOST_SCALE ? MOST_SCALE : places, a.real);
    }
    return number_read(slice(text), NUMBER_DECIMAL, result);
  }
  result->digits = a.digits;
  result->scale  = a.scale;
  if (rank == NUMBER_INTEGER)
    for (; result->scale; --result->scale) result->digits /= 10;
  return fits(result);
}
