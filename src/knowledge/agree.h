/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Whether somebody in an article is somebody in a table: only where name, role and date agree.
 *
 *     names {"Edi Rama"}, date "2019-06-02", told {role "prime minister", organization "Albania", current}
 *       -> Edi Rama, Q316901, by his office "prime minister, Albania, 2013 to -"
 *     the same name, told {role "goalkeeper"}                      -> nobody
 *     the same name and role in an article of 2009                 -> nobody
 *
 * Places and organizations are known by their name alone, where only one is called so. Where two fit, neither is taken. */
#ifndef ONRECORD_KNOWLEDGE_AGREE_H
#define ONRECORD_KNOWLEDGE_AGREE_H

#include "knowledge/known.h"

/// A role as an article tells of it.
typedef struct {
  Slice       role, organization; ///< Of the organization the name; empty where the article gives none
  Tenure      tenure;
  const char *from, *to;          ///< As the article tells; or NULL
} Told;

typedef struct {
  NameType     type;
  const Slice* names; ///< Fullest first
  size_t       name_count;
  const Told*  told;
  size_t       told_count;
  const char*  date; ///< Of the article: "2031-03-02", "2031-03", "2031"; NULL: unknown
} Asked;

typedef struct {
  bool       found;
  KnownEntry entry;
  size_t     told, office; ///< Of a person: which role agrees with which office
} Agreed;

void known_agree(const Known* known, const Asked* asked, Agreed* agreed);

/// The office that tells where a role without an organization is held: of one that agreed, holding it on the article's
/// date; false where none or several do. Never for a role that is over or to come.
bool known_complete(const Asked* asked, const Agreed* agreed, const Told* told, KnownOffice* office);

/// The first of several alternatives: "senator" of "senator|US senator".
Slice known_first(const char* alternatives);

#endif
