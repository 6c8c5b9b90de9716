/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What the files of this floor share while one article's facts are found: its words, its names, the entities so far.
 *
 *     names_find()  names -> entities        places_adjectives()  "Russian" -> Russia
 *     refer()       "he", "the airline" -> entity
 *     roles_find(), affiliations_find(), statements_find()  -> the facts
 *
 * Everything lives in the article's arena. */
#ifndef ONRECORD_FACTS_ARTICLE_H
#define ONRECORD_FACTS_ARTICLE_H

#include "base/map.h"
#include "base/table.h"
#include "facts/facts.h"
#include "facts/words.h"
#include "knowledge/known.h"

typedef enum { GENDER_UNKNOWN, GENDER_MALE, GENDER_FEMALE } Gender;

/// The tables of data/, looked up once.
typedef struct {
  const Table *given, *demonyms, *places, *states, *honorifics, *pronouns, *determiners, *function_words, *openers,
      *tenure, *designators, *generations, *nicknames, *parties, *letters, *roles, *groups, *documents, *negations, *times, *turns, *cues,
      *cue_forms, *apart, *party_roles, *state_roles, *name_heads, *bids, *role_parts, *ties, *offices, *deaths, *founding;
} Lexicon;

typedef struct {
  Span     span;
  NameType type; ///< As the model says for this mention
  float    score;
  size_t   from, to; ///< Words
  size_t   surface;  ///< Index into the spellings while names are grouped
  int      entity;
  bool     adjective;
} NameItem;

/// "Russian", "Democrats": words that stand for a country or a party; an entity only once a fact needs it.
typedef struct {
  Span   span;
  size_t from, to;  ///< Words
  Slice  canonical; ///< "Russia"; of several ("Korean"), the one that the article names; else empty
  bool   party;
} Adjective;

/// What is known of an entity beside what is printed; index as in Facts.entities.
typedef struct {
  Gender  gender;
  bool    family;    ///< "the Turpins": several people
  Slice   canonical; ///< The table's name for a country, state or party; else empty
  size_t* items;     ///< Its name mentions, in text order
  size_t  item_count, item_cap;
} EntityInfo;

typedef struct {
  const Document* doc;
  const Text*     text;
  const Reading*  reading;
  const Known*    known; ///< What the world knows; NULL: nothing
  Arena*          arena;
  Facts*          facts;
  Lexicon         lex;
  Words           words;
  NameItem*       names; ///< By where they begin; they do not overlap
  size_t          name_count;
  EntityInfo*     info;
  Map             canonicals; ///< "Russia" -> entity
  Adjective*      adjectives; ///< By where they begin, outside of names
  size_t          adjective_count;
  struct Time*    times; ///< What it says of when, in text order (facts/times.h)
  size_t          time_count;
  struct Role*    latest; ///< The role found last, told before or not; NULL at first
  size_t          info_cap, entity_cap, mention_cap, role_cap, statement_cap, inference_cap, considered_cap;
} Article;

int entity_add(Article* a, NameType type, Slice name, Slice canonical);
void mention_add(Article* a, Span span, int entity, MentionKind kind, bool adjective, float score);

/// First name mention that ends behind `point`; name_count at the end.
size_t names_at(const Article* a, uint32_t point);

/// Column `column` of the word's row, or NULL.
const char* lookup(const Table* table, Slice word, size_t column);
bool        lookup_is(const Table* table, Slice word, size_t column, const char* value);


#endif
