/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* How likely two profiles are one, and why: names first, then what their articles tell of them.
 *
 * A profile is what some articles tell of somebody in the same way: one name, one set of roles. All articles that call
 * Ana Brandt finance minister of Norland are one profile, however many they are, so that deciding takes no longer when
 * there are more of them. A facet is a role and where it is held, "finance-minister@t:norland": c: is a country, s: a
 * state of one, t: another place, o: an organization. Of a generic organization it is the country. "=Q316901" is the
 * Wikidata id that name, role and date agree with. */
#ifndef ONRECORD_IDENTITY_WEIGH_H
#define ONRECORD_IDENTITY_WEIGH_H

#include "identity/names.h"
#include "reader/reader.h"

enum { FACET_KNOWN = '=' };

/// A facet taken apart; nothing of one that is an id.
typedef struct {
  Slice       where; ///< Behind the "@"; empty where the article names no place
  Slice       head;  ///< The last word of the role: "minister"
  const char* sphere; ///< The walk of life that it belongs to; NULL where that is not known
  bool        office; ///< Minister, mayor: whoever is one here is hardly one elsewhere
  uint32_t    hash;   ///< Of `where`, as in a context
} Facet;

typedef struct {
  NameType        type;   ///< NAME_PERSON or NAME_ORGANIZATION
  Slice           slug;
  Slice           first;  ///< Date and article where it is met first; profiles are decided in this order
  const Slice*    facets; ///< Sorted. Of organizations: "imf", the letters that an article gives for it
  size_t          facet_count;
  const uint32_t* context; ///< Sorted hashes of who and what its first articles name beside it
  size_t          context_count;
  bool            acronym; ///< An organization's name that is nothing but capital letters
  bool            place;   ///< Of type NAME_ORGANIZATION: a place, which is one only with what is called the same
  bool            giver;   ///< Stands elsewhere, and is here for those with initials or letters to be one with
  PersonName      name;    ///< For weigh(); profile_prepare() makes it and what follows
  Slice           key;     ///< Of an organization
  bool            common, vague; ///< person_name_is_common(), person_is_vague()
  bool            generic; ///< organization_is_generic(); its facets are countries
  const Facet*    roles;   ///< Of a person, one per facet
  Slice           known;   ///< Of a person: "=Q316901"; empty where no table has it
} Profile;

void profile_prepare(Arena* arena, Profile* profile);

typedef enum {
  REASON_NAMES,    ///< The names contradict each other
  REASON_OFFICE,   ///< The same office in two places
  REASON_LIFE,     ///< Two walks of life, and nothing in common
  REASON_GENERATION,
  REASON_COMMON,   ///< A name that many share, and nothing in common
  REASON_LITTLE,   ///< The names agree only in part, and little else is known
  REASON_SAME_NAME,
  REASON_ROLE,     ///< The same role at the same place
  REASON_PLACE,    ///< The same organization or place
  REASON_CONTEXT,  ///< The same people and organizations around
  REASON_COUNTRY,  ///< Institutions of two countries
  REASON_KNOWN,    ///< One Wikidata id, or two
  REASON_LETTERS,  ///< An article gives the letters for the name
  REASON_TOGETHER, ///< One article names both, as two
  REASON_JUDGED,   ///< A human said so
  REASONS
} Reason;

typedef struct {
  float  score; ///< At least SURE: one; at least DOUBTFUL: for a human to say
  Reason reason;
} Weight;

#define SURE 0.8F
#define DOUBTFUL 0.25F

/// A profile against all members of a group that are one already.
Weight weigh(const Profile* profile, const Profile* const* group, size_t n);

/// "both are called finance minister of Norland", in English words for `onrecord why`.
const char* reason_words(Reason reason);

/// Bit 0 of a hash in a context: a place, which many articles name.
enum { CONTEXT_PLACE = 1 };

/// Of a node's IRI, or of what stands behind the "@" of a facet.
uint32_t context_hash(Slice what, bool place);

/// How many two sorted contexts share.
size_t context_shared(const uint32_t* a, size_t n, const uint32_t* b, size_t m, bool places);

#endif
