/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* XSD's numbers: integers of 64 bits, decimals exact to 18 digits behind the point, float and double (SPARQL 1.1, 17.3).
 *
 *     number_of("0.1"^^xsd:decimal, &a), number_of("0.2"^^xsd:decimal, &b)
 *     number_add('+', a, b, &c), number_term(arena, c)   ->   "0.3"^^xsd:decimal
 *
 * What does not fit is an error (false), never a wrong number. */
#ifndef ONRECORD_SPARQL_NUMBER_H
#define ONRECORD_SPARQL_NUMBER_H

#include "base/term.h"

__extension__ typedef __int128 Wide;

typedef enum { NUMBER_INTEGER, NUMBER_DECIMAL, NUMBER_FLOAT, NUMBER_DOUBLE } NumberRank;

typedef struct {
  NumberRank rank;
  Wide       digits; ///< Of integers and decimals: digits / 10^scale
  int        scale;  ///< 0 for integers, at most 18
  double     real;   ///< Of floats and doubles
} Number;

/// The value of a literal with a numeric datatype; false where it has none or is ill-typed.
bool number_of(Term term, Number* number);
/// Whether it is one, without its value.
bool number_is(Term term);
/// From text in the lexical form of the rank.
bool number_read(Slice text, NumberRank rank, Number* number);

Term   number_term(Arena* arena, Number number);
/// As XPath casts it to a string: 1.0E0 is "1".
Slice  number_text(Arena* arena, Number number);
Number number_integer(long long value);
double number_real(Number number);

/// '+', '-', '*', '/'; the wider rank of the two, division of integers is decimal.
bool number_compute(char operation, Number a, Number b, Number* result);
/// Negative, 0, positive; 2 where one is not a number.
int number_compare(Number a, Number b);
/// 'a' absolute, 'r' round, 'c' ceiling, 'f' floor, '-' negated.
Number number_change(char operation, Number a);
/// Into another rank, as casts do; floats to integers are cut.
bool number_cast(Number a, NumberRank rank, Number* result);

#endif
