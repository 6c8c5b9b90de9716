/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Terms kept, as keys of tables, and in the order that ORDER BY wants.
 *
 *     term_order("9"^^xsd:integer, "10"^^xsd:integer)   ->   negative: by value */
#ifndef ONRECORD_SPARQL_TERMS_H
#define ONRECORD_SPARQL_TERMS_H

#include "base/buffer.h"
#include "base/term.h"

#define XSD "http://www.w3.org/2001/XMLSchema#"

/// Copy into the arena.
Term term_keep(Arena* arena, Term term);

/// Key under which equal terms, and only they, are equal bytes (once run_late() has seen them all or none); put behind what
/// `key` holds.
void term_key(Buffer* key, Term term);

/// A total order: unbound, blank nodes, IRIs, literals (SPARQL 1.1, 15.1); numbers and dates by value, text by code point.
int term_order(Term a, Term b);

/// A term with what term_order() needs of it computed once, for sorting many.
typedef struct {
  Term   term;
  int    class; ///< Unbound, blank, IRI, number, date, text, other literal
  double value; ///< Of numbers and dates
} OrderKey;

OrderKey order_key(Term term);
int      order_key_compare(const OrderKey* a, const OrderKey* b);

/// The number a literal stands for. `rank`: 0 integer, 1 decimal, 2 float, 3 double.
bool term_number(Term term, double* value, int* rank);

#endif
