/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Whom one article names, as identity/ wants to know them: name, roles, company.
 *
 *     <A> mentions id:ana-brandt, id:halas ; <A#r8-35> member id:ana-brandt, role role:finance-minister, organization id:norland
 *     ->  {NAME_PERSON, "ana-brandt", {"finance-minister@t:norland"}, context {halas, norland}}
 */
#ifndef ONRECORD_ARCHIVE_PERSONAS_H
#define ONRECORD_ARCHIVE_PERSONAS_H

#include "base/term.h"
#include "identity/weigh.h"
#include "knowledge/known.h"

typedef struct {
  NameType  type;
  Slice     iri;     ///< As the article was read: made from the name alone
  Slice     name, slug;
  Slice*    facets;
  size_t    facet_count, facet_cap;
  uint32_t* context; ///< Sorted
  size_t    context_count;
  bool      acronym, place;
  Slice     block, profile; ///< Hashes, for keys
} Persona;

typedef struct {
  Persona* items;
  size_t   n, cap;
  Slice    date; ///< Of the article: "2031-03-02"; "9999" where it has none
} Personas;

/// From an article's quads as they were read, in any order; in the arena. Of a person in the tables of `known` (NULL: none)
/// the Wikidata id is a facet, "=Q316901".
void personas_find(const char* base, const Known* known, Term article, const Quad* quads, size_t n, Arena* arena, Personas* personas);

/// The block of a name, as personas have it; of initials without the place that they are told of.
Slice persona_block(Arena* arena, NameType type, Slice slug);
/// Where it would stand were the given name an initial.
Slice persona_near(Arena* arena, Slice slug);

enum { GIVER_BLOCKS = 8 };

/// Blocks of initials and letters that could mean a profile with a name in full: "smith r." at Oslev and at no place, "imf".
size_t giver_blocks(Arena* arena, const Profile* profile, Slice blocks[GIVER_BLOCKS]);

/// The first `digits` of the SHA-256.
Slice short_hash(Arena* arena, Slice text, size_t digits);

#endif
