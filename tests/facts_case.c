/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "facts_case.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const Text* current; // The text that reading_refers() reads its names from
static const char* refers_to;
static float       refers_logit;

float reading_refers(const Reading* reading, Span anchor, Span name) {
  (void)reading;
  (void)anchor;
  return refers_to && slice_equal(text_slice(current, name), slice(refers_to)) ? refers_logit : -5;
}

void case_refers(const char* name, float logit) {
  refers_to    = name;
  refers_logit = logit;
}

Case case_of(const char* text) {
  Case c     = {0};
  c.doc.text = text_make(&c.doc.arena, text, strlen(text));
  c.doc.uri  = "file:///a.txt";
  c.doc.language = "en";
  uint32_t begin = 0;
  for (uint32_t i = 0; i <= c.doc.text.length; i++) {
    if (i < c.doc.text.length && text_at(&c.doc.text, i) != '\n') continue;
    if (i > begin) c.paragraphs[c.doc.paragraph_count++] = (Span){begin, i};
    begin = i + 1;
  }
  refers_to = NULL;
  return c;
}

Span case_span(const Case* c, const char* words, uint32_t from) {
  const Text* t    = &c->doc.text;
  const char* here = t->bytes + text_offset(t, from);
  const char* at   = strstr(here, words);
  if (!at) {
    fprintf(stderr, "\"%s\" does not stand in \"%s\"\n", words, here);
    abort();
  }
  const uint32_t begin = utf8_count((Slice){t->bytes, (size_t)(at - t->bytes)});
  return (Span){begin, begin + utf8_count(slice(words))};
}

void case_name(Case* c, const char* words, NameType type) {
  const Span span = case_span(c, words, c->names_end);
  c->names_end    = span.end;
  c->names[c->reading.name_count++] = (NameMention){span, type, 0.9f};
}

static Links link_to(Case* c, const char* words, uint32_t from) {
  Links links = {0};
  if (!words) return links;
  links.items    = arena_array(&c->arena, Link, 1);
  links.items[0] = (Link){case_span(c, words, from), 0.9f};
  links.n        = 1;
  return links;
}

void case_role(Case* c, const char* noun, const char* person, const char* organization, Tenure tenure) {
  c->roles[c->reading.role_count++] = (RoleMention){case_span(c, noun, 0), 0.9f, tenure, 0.9f, link_to(c, person, 0),
                                                    link_to(c, organization, 0)};
}

void case_cue(Case* c, const char* source, const char* cue, const char* content) {
  const uint32_t from = c->reading.cue_count ? c->cues[c->reading.cue_count - 1].span.end : 0;
  c->cues[c->reading.cue_count++] = (CueMention){case_span(c, cue, from), CUE_SPEECH, 0.9f, link_to(c, source, 0),
                                                 link_to(c, content, 0)};
}

void case_find(Case* c) {
  c->doc.paragraphs = c->paragraphs;
  c->reading.names  = c->names;
  c->reading.roles  = c->roles;
  c->reading.cues   = c->cues;
  current           = &c->doc.text;
  facts_find(&c->doc, &c->reading, &c->arena, &c->facts);
}

void case_free(Case* c) {
  arena_free(&c->arena);
  arena_free(&c->doc.arena);
}

int case_entity(const Case* c, const char* words) {
  for (size_t i = 0; i < c->facts.mention_count; i++)
    if (slice_equal(text_slice(&c->doc.text, c->facts.mentions[i].span), slice(words)))
      return c->facts.mentions[i].entity;
  return NO_ENTITY;
}
