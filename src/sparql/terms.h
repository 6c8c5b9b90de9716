/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Terms of the store beside rasqal's literals, and the order that ORDER BY wants.
 *
 * rasqal_new_...() lower-cases language tags and makes values canonical, so terms go there only to be computed with;
 * what a query gives back is the store's own term. */
#ifndef ONRECORD_SPARQL_TERMS_H
#define ONRECORD_SPARQL_TERMS_H

#include "base/buffer.h"
#include "base/term.h"

#include <rasqal.h>

#define XSD "http://www.w3.org/2001/XMLSchema#"

/// Borrowed from the literal; TERM_NONE for NULL and variables.
Term term_of(rasqal_literal* literal);

/// A literal of the term, the caller's; NULL for TERM_NONE.
rasqal_literal* literal_of(rasqal_world* world, Term term);

/// Copy into the arena.
Term term_keep(Arena* arena, Term term);

/// Key under which equal terms, and only they, are equal bytes; put behind what `key` holds.
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
