/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Who "he", "the airline" or "its" is: the model's reference scorer over the names near, within what grammar allows.
 *
 *     Referent r = refer(a, span_of_he, &(Wanted){.people = true, .gender = GENDER_MALE, .except = NO_ENTITY});
 *     r.entity, r.score       // NO_ENTITY when unsure: a wrong speaker is worse than none
 */
#ifndef ONRECORD_FACTS_REFER_H
#define ONRECORD_FACTS_REFER_H

#include "facts/article.h"
#include "facts/phrase.h"

typedef struct {
  const Span* items;
  size_t      n;
} Spans;

typedef struct {
  bool   people, organizations, places; ///< Which types may answer
  Gender gender;
  int    except;         ///< An entity that it cannot be
  int    favoured;       ///< An entity more likely than others: who spoke last
  bool   pronoun;        ///< Of a person: who is near and who opens a sentence comes first
  const Phrase* phrase;  ///< A nominal, whose noun and qualifiers speak for who is known to fit them; or NULL
  Spans  apart;          ///< Where whom it stands for is not named: what "he" said does not name him
  float  at_least;       ///< Probability over all its mentions
  float  least_logit;    ///< Of its best mention, with what the others add; 0: as likely as not
} Wanted;

typedef struct {
  int   entity;
  float score; ///< Probability
} Referent;

Referent refer(Article* a, Span anchor, const Wanted* wanted);

/// Resolve a phrase that is no name: pronoun or nominal. `except`: who it cannot be; `apart`: as of Wanted.
Referent refer_phrase(Article* a, Span span, const Phrase* phrase, int except, Spans apart);

/// Which organization or place a role is held at by "its", "the bank's": the likeliest of those named near, where it has
/// half of the chances. Somebody must be meant, and so it may be less likely by itself than refer_phrase() asks for.
Referent refer_body(Article* a, Span span, const Phrase* phrase, int except);

/// Whether the words in front of the nouns tell of two offices: "the vice president" is no president, "Israel's defence
/// minister" no prime minister. The other role's words are [from, head).
bool other_office(const Article* a, const Phrase* phrase, size_t from, size_t head);

/// Who is meant by a phrase without a name that the article names only behind it, and never before.
Referent named_later(Article* a, Span anchor, const Phrase* phrase);

/// "its chief executive has said. Jo Weil told ...": who is named first in the sentence after a person without a name.
int introduced_after(const Article* a, const Phrase* phrase);

/// Every "he", "she", "his" ... of the article becomes a mention where it is sure.
void pronouns_find(Article* a);

#endif
