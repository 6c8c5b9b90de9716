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
  Slice head;                 ///< Its last word, folded, without a joined "ex-"
} RoleNoun;

/// Who or what stands on one side of a role, and the words it stands there with.
typedef struct {
  int         entity;
  Span        span;
  float       score;
  const char* how; ///< "name", "pronoun", "nominal", "adjective"
} Party;

#define NOBODY ((Party){NO_ENTITY, {0, 0}, 0, ""})

enum { PEOPLE = 8 };

/// Who holds the role, at most PEOPLE. A name that only owns the noun ("Merkel's spokesperson") goes to `owner`.
size_t holders_of(Article* a, const RoleMention* role, const RoleNoun* noun, Party people[PEOPLE], Party* owner);

/// Where it is held; `first` of several holders in a list. NOBODY: not told.
Party body_of(Article* a, size_t role, const RoleNoun* noun, const Party* person, const Party* first,
              const Party* owner);

/// The name inside `span` that is its head, else the first of a person (or of none); -1.
int name_within(const Article* a, Span span, bool person);

/// The name that stands right in front of the noun, the person's own aside.
Party name_in_front(const Article* a, const RoleNoun* noun, const Party* person);

/// The sentence that `span` begins in.
uint32_t sentence_of(const Article* a, Span span);

/// False where nothing is left or the noun is no role.
bool role_noun_cut(const Article* a, const RoleMention* role, RoleNoun* noun);

void titles_find(Article* a); ///< Adds titles in front of names to the reading's role nouns
void roles_find(Article* a);
void affiliations_find(Article* a);
void ties_find(Article* a); ///< Told by verbs
void dead_settle(Article* a); ///< Of who is told to be dead, nothing is current; after all roles were found

/// Add a role unless the article already has it; a role whose organization is known replaces one without.
void role_add(Article* a, const Role* role);

/// The party adjective that stands in front of a person's role or name ("Republican committee member"), or -1.
int party_in_front(const Article* a, size_t word);

/// Whether a party gives the role that the words [from, to) name: "whip", not "committee whip".
bool party_gives(const Article* a, size_t from, size_t to);

/// The parties, and with them the states, that the words around a person's name tell.
void party_of(Article* a, const NameItem* person);

/// The second of a list of two people, over titles ("Robin Cook and Sir [Tony Wright]"); NULL.
const NameItem* person_next(const Article* a, const NameItem* person);

/// Whether the name ends its noun phrase: not "Labour's conference", "the NBC forum".
bool name_alone(const Article* a, const NameItem* item);

/// A person's tie to an organization without a role noun.
void affiliation_add(Article* a, int person, Span person_span, int organization, Span organization_span, Tenure tenure,
                     const char* rule, float score);

#endif
