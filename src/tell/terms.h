/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Terms as records for the Sorter, and as text in canonical N-Triples.
 *
 * Packed, terms stand one behind the other, and records of them sort by bytes as term_compare() sorts the terms:
 *
 *     term_pack(&record, subject);  term_pack(&record, object);
 *     const char* p = record.bytes;
 *     Term s = term_unpack(&p, &arena), o = term_unpack(&p, &arena);    // point into the record, or into the arena
 *
 * Terms must be valid UTF-8 (scan.c sees to it). */
#ifndef ONRECORD_TELL_TERMS_H
#define ONRECORD_TELL_TERMS_H

#include "base/buffer.h"
#include "base/term.h"

void term_pack(Buffer* record, Term term); ///< TERM_NONE is packed too
Term term_unpack(const char** p, Arena* arena);

/// Where a walk over sorted records of quads (graph, subject, a byte of rank, predicate, object) stands.
typedef struct {
  Buffer before;                    ///< The record before; free it at the end
  size_t graph, subject, predicate; ///< Where these end in it
} QuadWalk;

/// A record's quad, and what it shares with the one before.
typedef struct {
  Quad quad;
  char rank;
  bool first; ///< There was none before
  bool same_graph, same_subject, same_predicate; ///< Each implies the one in front of it
} QuadStep;

/// Unpack the next record; the terms point into it, or into the arena.
QuadStep quad_step(QuadWalk* walk, Slice record, Arena* arena);

/// As in canonical N-Quads (W3C RDF Dataset Canonicalization, section 5): only what must be is escaped, and always in
/// the same way. TERM_NONE writes nothing.
void term_write(Buffer* out, Term term);
void iri_write(Buffer* out, Slice iri);                  ///< <IRI>; what no IRIREF may hold as \u0020
void blank_write(Buffer* out, Slice label);              ///< _:label; a label that the grammar refuses as hexadecimal digits
void string_write(Buffer* out, Slice text);              ///< "text"

bool iri_is(Term term, Slice iri);

/// Code points that names in Turtle may hold (PN_CHARS_BASE, PN_CHARS of the grammar).
bool name_base_char(uint32_t point);
bool name_char(uint32_t point);

#endif
