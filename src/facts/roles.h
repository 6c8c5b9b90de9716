/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Who holds which role where.
 *
 *     "Russian Foreign Minister Anna Petrova"   Petrova, "Foreign Minister", Russia, current
 *     "Jo Tilburg of the University of Essex"   Tilburg, no role, University of Essex
 *     "Sen. Jo Weil (D-Calif.)"                 Weil, no role, Democratic Party; Weil, "Sen", California
 */
#ifndef ONRECORD_FACTS_ROLES_H
#define ONRECORD_FACTS_ROLES_H

#include "facts/article.h"

/// A role's noun phrase cut to the noun, with what stood in front.
typedef struct {
  size_t from, to; ///< Words
  Span   span;     ///< The same without a joined "ex-"
  Tenure tenure;
  bool   told; ///< A word in front tells the tenure
  int    name, adjective, party; ///< A name, demonym, party adjective that stood in front, or -1
} RoleNoun;

/// False where nothing is left or the noun is no role.
bool role_noun_cut(const Article* a, const RoleMention* role, RoleNoun* noun);

void titles_find(Article* a); ///< Adds titles in front of names to the reading's role nouns
void roles_find(Article* a);
void affiliations_find(Article* a);
void ties_find(Article* a); ///< Told by verbs

/// Add a role unless the article already has it; a role whose organization is known replaces one without.
void role_add(Article* a, const Role* role);

/// The party adjective that stands in front of a person's role or name ("Republican committee member"), or -1.
int party_in_front(const Article* a, size_t word);

/// Whether a party gives the role that the words [from, to) name: "whip", not "committee whip".
bool party_gives(const Article* a, size_t from, size_t to);

/// A person's tie to an organization without a role noun.
void affiliation_add(Article* a, int person, Span person_span, int organization, Span organization_span, Tenure tenure,
                     const char* rule, float score);

#endif
