/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* A reading made by hand, so that the rules behind the model are tested without it.
 *
 *     Case c = case_of("Ana Brandt said it rained.");
 *     case_name(&c, "Ana Brandt", NAME_PERSON);
 *     case_cue(&c, "Ana Brandt", "said", "it rained");
 *     case_find(&c);  ... c.facts ...  case_free(&c);
 *
 * Words are looked for behind the place where the last ones of their kind were found, so that mentions come in order. */
#ifndef ONRECORD_TESTS_FACTS_CASE_H
#define ONRECORD_TESTS_FACTS_CASE_H

#include "facts/article.h"
#include "facts/facts.h"

enum { CASE_ITEMS = 32 };

typedef struct {
  Document    doc;
  Arena       arena;
  Reading     reading;
  NameMention names[CASE_ITEMS];
  RoleMention roles[CASE_ITEMS];
  CueMention  cues[CASE_ITEMS];
  Span        paragraphs[CASE_ITEMS];
  uint32_t    names_end;
  Facts       facts;
} Case;

Case case_of(const char* text);
Span case_span(const Case* c, const char* words, uint32_t from);
void case_name(Case* c, const char* words, NameType type);
void case_role(Case* c, const char* noun, const char* person, const char* organization, Tenure tenure);
void case_cue(Case* c, const char* source, const char* cue, const char* content);
void case_find(Case* c);
void case_free(Case* c);

/// The entity that the first mention of these words stands for; NO_ENTITY if there is none.
int case_entity(const Case* c, const char* words);

/// What reading_refers() answers next: one logit for every name, by the name's words.
void case_refers(const char* name, float logit);

#endif
