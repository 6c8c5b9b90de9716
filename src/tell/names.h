/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Prefixes, and terms in Turtle.
 *
 *     Names names;
 *     names_init(&names, SLICE("https://w3id.org/onrecord/"), &arena);
 *     names_write(&names, &out, term_iri(SLICE("https://w3id.org/onrecord/id/ana-brandt")));        // id:ana-brandt
 *     names_write(&names, &out, term_typed(SLICE("8"), SLICE(XSD("integer"))));                   // 8
 *     names_write(&names, &out, term_typed(SLICE("08.0"), SLICE(XSD("float"))));                  // "08.0"^^xsd:float
 *
 * Grammar: RDF 1.1 Turtle, section 6.5 (PN_LOCAL, PLX, IRIREF, INTEGER, DECIMAL). Lexical forms stay as they are:
 * short forms are written only where they spell the very same characters, and doubles never. */
#ifndef ONRECORD_TELL_NAMES_H
#define ONRECORD_TELL_NAMES_H

#include "tell/terms.h"

enum { NAMES_MOST = 20 };

typedef struct {
  const char* name;
  Slice       iri;
  bool        used;   ///< Some IRI was seen that is written with it
  bool        banned; ///< Not to be used (jsonld.c says when)
} Prefix;

typedef struct {
  Prefix list[NAMES_MOST]; ///< In the order in which they are declared; one "here" may follow the fixed ones
  size_t n;
} Names;

/// `base` is where id: and role: are; its bytes go into the arena.
void names_init(Names* names, Slice base, Arena* arena);

/// The prefix of an IRI and what stands behind it, or NULL.
Prefix* names_prefix(Names* names, Slice iri, Slice* local);

/// Mark the prefixes that `term` is written with.
void names_note(Names* names, Term term);

void names_write(Names* names, Buffer* out, Term term);

/// "id:ana-brandt", or the IRI itself: for people to read, no syntax.
void names_write_short(Names* names, Buffer* out, Slice iri);

/// "@prefix id: <...> ." for those used.
void names_write_prefixes(const Names* names, Buffer* out);

#endif
