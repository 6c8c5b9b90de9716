/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What an article says, as facts: who is named, who holds which role where, who said what.
 *
 *     Facts facts;
 *     facts_find(&doc, &reading, &arena, &facts);
 *     facts_write_json(&doc, &facts, &(FactsOutput){.attitudes = false}, &buffer);
 *
 *     "Finance minister Ana Brandt denied that Norland would sell the port. She said ..."
 *       entity 0 Person "Ana Brandt"; role {0, "Finance minister", current}
 *       statement {speaker 0, cue "denied" (deny), Denial, Indirect, Negative, content "Norland would sell the port"}
 *
 * Pure: the same document, reading and tables of what is known give the same facts, whatever the store holds. Everything lives in the arena.
 * This is the facts record that `onrecord extract` prints, before any graph. */
#ifndef ONRECORD_FACTS_FACTS_H
#define ONRECORD_FACTS_FACTS_H

#include "base/buffer.h"
#include "document/document.h"
#include "knowledge/known.h"
#include "reader/reader.h"

enum { NO_ENTITY = -1 };

typedef enum { MENTION_NAME, MENTION_PRONOUN, MENTION_NOMINAL } MentionKind;

typedef struct {
  NameType type;
  Slice    name;   ///< The fullest one
  Slice*   names;  ///< All of them, fullest first, each once
  size_t   name_count;
  bool     full;   ///< The article gives the whole name (a person's family name alone is not)
  uint32_t wikidata; ///< Its Wikidata id, where what is known agrees with the article: 7804 for Q7804; 0: none
} Entity;

typedef struct {
  Span        span;
  int         entity; ///< Index into Facts.entities
  MentionKind kind;
  bool        adjective; ///< "Russian" for Russia
  float       score;
} Mention;

typedef struct Role {
  int         person;      ///< Index into Facts.entities
  Span        person_span;
  Slice       role;        ///< Normal form: no article, no tenure words; empty for a bare affiliation
  Span        role_span;   ///< Empty for a bare affiliation
  int         organization; ///< Organization or Place; for "Trump's lawyer" the person; NO_ENTITY if none is written
  Span        organization_span; ///< Empty where none is written
  Tenure      tenure;
  const char* from;        ///< When it began: "2031-03-02", "2031-03" or "2031"; NULL where the article does not tell
  const char* to;          ///< When it ended, the same
  const char* rule;
  float       score;
} Role;

typedef enum {
  ACT_ASSERTION, ACT_DENIAL, ACT_CONFIRMATION, ACT_PROMISE, ACT_QUESTION, ACT_DEMAND, ACT_ACCUSATION, ACT_PRAISE,
      ACT_WARNING
} Act;
typedef enum { MODE_DIRECT, MODE_INDIRECT, MODE_MIXED } Mode;
typedef enum { POLARITY_POSITIVE, POLARITY_NEGATIVE } Polarity;

typedef struct {
  int         speaker; ///< Index into Facts.entities, or NO_ENTITY: unnamed
  Slice       unnamed; ///< The article's words for an unnamed speaker; empty where it names no source at all
  Span*       source;
  size_t      source_count;
  Span*       cue;
  size_t      cue_count;
  Span*       content;
  size_t      content_count;
  Slice       lemma;   ///< Of the cue: "deny"; empty for a quotation without one
  Act         act;
  Mode        mode;
  Polarity    polarity;
  bool        negated;  ///< "did not confirm", "refused to say": the act was not done; polarity is turned round
  bool        attitude; ///< A thought or wish, not uttered
  const char* said_on;  ///< "2031-03-02", "2031-03" or "2031", as exactly as the article tells; or NULL
  const char* rule;
  float       score;
} Statement;

enum { EVIDENCE = 14 };

/// A cue with content, whether it became a statement or not: what train/weigh.py learns from.
typedef struct {
  Span        cue;
  const Span* content;
  size_t      content_count;
  float       evidence[EVIDENCE];
} Considered;

/// What is known beyond the article: where a role is held that it leaves open. Never the article's word.
typedef struct {
  size_t      role;         ///< Index into Facts.roles
  Slice       organization; ///< What it is called
  const char *from, *to;    ///< Of the office, as dates are elsewhere; "" where that is not known
  const char* source;       ///< Which table
} Inference;

typedef struct {
  Entity*    entities;
  size_t     entity_count;
  Mention*   mentions; ///< By where they begin
  size_t     mention_count;
  Role*      roles;
  size_t     role_count;
  Statement* statements;
  size_t     statement_count;
  Inference* inferences; ///< By their persons
  size_t     inference_count;
  Considered* considered;
  size_t     considered_count;
} Facts;

void facts_find(const Document* doc, const Reading* reading, Arena* arena, Facts* facts);

/// The same, with what the world knows.
void facts_find_known(const Document* doc, const Reading* reading, const Known* known, Arena* arena, Facts* facts);

/// Turn scores from the product of a fact's parts, as facts_find() leaves them, into the chance that it is right.
void facts_calibrate(Facts* facts);

typedef struct {
  bool  attitudes; ///< Thoughts and wishes too
  bool  considered; ///< And what was considered as a statement, with the evidence
  bool  openers;   ///< Count the "that" or "to" in front as content, as corpora of attributions do
  float min_score; ///< Leave out facts below
} FactsOutput;

/// One JSON object and a line feed.
void facts_write_json(const Document* doc, const Facts* facts, const FactsOutput* output, Buffer* out);

const char* name_type_word(NameType type); ///< "Person"
const char* tenure_word(Tenure tenure);    ///< "current"
const char* act_word(Act act);             ///< "Assertion"
const char* mode_word(Mode mode);          ///< "Direct"
const char* polarity_word(Polarity p);     ///< "Positive"

#endif
