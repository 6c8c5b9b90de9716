/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* RDF terms and quads (RDF 1.1 Concepts), as plain slices that somebody else owns.
 *
 *     Term ana  = term_iri(slice("https://w3id.org/onrecord/id/ana-brandt"));
 *     Term name = term_text(slice("Ana Brandt"), SLICE("en"));
 *     Quad q    = {ana, term_iri(label), name, article};
 */
#ifndef ONRECORD_BASE_TERM_H
#define ONRECORD_BASE_TERM_H

#include "base/status.h"
#include "base/text.h"

typedef enum {
  TERM_NONE = 0, ///< No term: the default graph, or "any" in a pattern
  TERM_IRI,
  TERM_BLANK,
  TERM_LITERAL,       ///< xsd:string, no language
  TERM_LITERAL_LANG,  ///< `extra` is the language tag
  TERM_LITERAL_TYPED  ///< `extra` is the datatype's IRI
} TermKind;

/// Kind of a term that is only its id (value.len) in a store, fetched when it is read: store_fetch().
enum { TERM_LATE = TERM_LITERAL_TYPED + 1 };

typedef struct {
  TermKind kind;
  Slice    value; ///< IRI, blank node label without "_:", or lexical form
  Slice    extra; ///< Language tag or datatype IRI, else empty
} Term;

typedef struct {
  Term s, p, o, g;
} Quad;

/// Takes quads one by one; a status other than OK stops the giver, which returns it.
typedef struct {
  Status (*quad)(void* self, const Quad* quad);
  void* self;
} QuadSink;

static inline Term term_iri(Slice iri) { return (Term){TERM_IRI, iri, {0}}; }
static inline Term term_string(Slice value) { return (Term){TERM_LITERAL, value, {0}}; }
static inline Term term_text(Slice value, Slice lang) { return (Term){TERM_LITERAL_LANG, value, lang}; }
static inline Term term_typed(Slice value, Slice type) { return (Term){TERM_LITERAL_TYPED, value, type}; }

static inline Term term_late(uint64_t id) { return (Term){(TermKind)TERM_LATE, {NULL, (size_t)id}, {0}}; }

bool term_equal(Term a, Term b);
int  term_compare(Term a, Term b); ///< None, IRIs, blanks, literals; then by bytes
int  quad_compare(const Quad* a, const Quad* b); ///< By graph, subject, predicate, object

#endif
