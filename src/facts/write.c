/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The facts record: all that was read of one article as one line of JSON, before any graph.
 *
 *     {"doc": "file:///a.txt", ..., "entities": [{"id": "e1", "type": "Person", "name": "Ana Brandt", ...}], ...}
 *
 * Entities are e1, e2, ... in the order of the article. A span without words in the text is null. */
#include "base/json.h"
#include "base/table.h"
#include "document/compose.h"
#include "facts/facts.h"
#include "facts/statements.h"
#include "facts/words.h"

#include <stdio.h>

const char* name_type_word(NameType type) {
  static const char* const words[] = {"Person", "Organization", "Place"};
  return words[type];
}

const char* tenure_word(Tenure tenure) {
  static const char* const words[] = {"current", "former", "acting", "elect"};
  return words[tenure];
}

const char* act_word(Act act) {
  static const char* const words[] = {"Assertion", "Denial", "Confirmation", "Promise", "Question", "Demand",
                                      "Accusation", "Praise", "Warning"};
  return words[act];
}

const char* mode_word(Mode mode) {
  static const char* const words[] = {"Direct", "Indirect", "Mixed"};
  return words[mode];
}

const char* polarity_word(Polarity p) { return p == POLARITY_NEGATIVE ? "Negative" : "Positive"; }

static void put_text(JsonWriter* w, const char* key, const char* text) {
  json_key(w, key);
  if (text)
    json_string(w, slice(text));
  else
    json_null(w);
}

static void put_slice(JsonWriter* w, const char* key, Slice s) {
  json_key(w, key);
  if (s.len)
    json_string(w, s);
  else
    json_null(w);
}

static void put_span(JsonWriter* w, Span span) {
  if (span_empty(span)) {
    json_null(w);
    return;
  }
  json_open(w, '[');
  json_int(w, span.begin);
  json_int(w, span.end);
  json_close(w);
}

static void put_spans(JsonWriter* w, const char* key, const Span* spans, size_t n) {
  json_key(w, key);
  json_open(w, '[');
  for (size_t i = 0; i < n; i++) put_span(w, spans[i]);
  json_close(w);
}

static void put_entity_id(JsonWriter* w, int entity) {
  char id[24];
  if (entity == NO_ENTITY) {
    json_null(w);
    return;
  }
  size_t n = sizeof id;
  unsigned long long number = (unsigned long long)entity + 1;
  while (number) id[--n] = (char)('0' + number % 10), number /= 10;
  id[--n] = 'e';
  json_string(w, (Slice){id + n, sizeof id - n});
}

static void put_score(JsonWriter* w, float score) {
  json_key(w, "score");
  json_real(w, score < 0 ? 0 : score > 1 ? 1 : (double)score, 3);
}

/* Names without soft hyphens and the like; the spans of mentions show how they stand in the text. */
static void put_name(JsonWriter* w, Slice name) {
  Arena scratch = {0};
  json_string(w, compose_label(&scratch, name));
  arena_free(&scratch);
}

static void put_entities(JsonWriter* w, const Facts* facts) {
  json_key(w, "entities");
  json_open(w, '[');
  for (size_t i = 0; i < facts->entity_count; i++) {
    const Entity* e = &facts->entities[i];
    json_open(w, '{');
    json_key(w, "id");
    put_entity_id(w, (int)i);
    put_text(w, "type", name_type_word(e->type));
    json_key(w, "name");
    put_name(w, e->name);
    json_key(w, "names");
    json_open(w, '[');
    for (size_t k = 0; k < e->name_count; k++) put_name(w, e->names[k]);
    json_close(w);
    if (e->wikidata) {
      char id[16];
      snprintf(id, sizeof id, "Q%u", e->wikidata);
      put_text(w, "wikidata", id);
    }
    json_close(w);
  }
  json_close(w);
}

/// What the article does not say; left out where there is nothing.
static void put_inferences(JsonWriter* w, const Facts* facts, float min_score) {
  bool open = false;
  for (size_t i = 0; i < facts->inference_count; i++) {
    const Inference* inferred = &facts->inferences[i];
    const Role*      role     = &facts->roles[inferred->role];
    if (role->score < min_score) continue;
    if (!open) {
      json_key(w, "inferences");
      json_open(w, '[');
    }
    open = true;
    json_open(w, '{');
    json_key(w, "person");
    put_entity_id(w, role->person);
    json_key(w, "role_span");
    put_span(w, role->role_span);
    put_slice(w, "organization", inferred->organization);
    if (*inferred->from) put_text(w, "from", inferred->from);
    if (*inferred->to) put_text(w, "to", inferred->to);
    put_text(w, "known_from", inferred->source);
    json_close(w);
  }
  if (open) json_close(w);
}

static void put_mentions(JsonWriter* w, const Facts* facts, float min_score) {
  static const char* const kinds[] = {"name", "pronoun", "nominal"};
  json_key(w, "mentions");
  json_open(w, '[');
  for (size_t i = 0; i < facts->mention_count; i++) {
    const Mention* m = &facts->mentions[i];
    if (m->score < min_score) continue;
    json_open(w, '{');
    json_key(w, "span");
    put_span(w, m->span);
    json_key(w, "entity");
    put_entity_id(w, m->entity);
    put_text(w, "kind", kinds[m->kind]);
    if (m->adjective) {
      json_key(w, "adjective");
      json_bool(w, true);
    }
    put_score(w, m->score);
    json_close(w);
  }
  json_close(w);
}

static void put_role(JsonWriter* w, const Role* r) {
  json_open(w, '{');
  json_key(w, "person");
  put_entity_id(w, r->person);
  json_key(w, "person_span");
  put_span(w, r->person_span);
  json_key(w, "role");
  put_name(w, r->role);
  json_key(w, "role_span");
  put_span(w, r->role_span);
  json_key(w, "organization");
  put_entity_id(w, r->organization);
  json_key(w, "organization_span");
  put_span(w, r->organization_span);
  put_text(w, "tenure", tenure_word(r->tenure));
  if (r->from) put_text(w, "from", r->from);
  if (r->to) put_text(w, "to", r->to);
  put_text(w, "rule", r->rule);
  put_score(w, r->score);
  json_close(w);
}

/// What finds the words in front of what was said; no words: they are left out.
typedef struct {
  const Table* table;
  Words        words;
} Openers;

/* The part with the "that" or "to" right in front of it. */
static Span opened(const Openers* openers, Span part) {
  if (!openers->table) return part;
  const size_t w = words_at(&openers->words, part.begin);
  if (!w || w > openers->words.n || part.begin < openers->words.items[w - 1].span.end) return part;
  const Word* before = &openers->words.items[w - 1];
  if (table_find(openers->table, before->folded)) part.begin = before->span.begin;
  return part;
}

static void put_content(JsonWriter* w, const Statement* s, const Openers* openers) {
  json_key(w, "content");
  json_open(w, '[');
  for (size_t i = 0; i < s->content_count; i++) put_span(w, opened(openers, s->content[i]));
  json_close(w);
}

static void put_statement(JsonWriter* w, const Statement* s, const Openers* openers) {
  json_open(w, '{');
  json_key(w, "speaker");
  if (s->speaker == NO_ENTITY && s->unnamed.len) {
    json_open(w, '{');
    json_key(w, "unnamed");
    json_string(w, s->unnamed);
    json_close(w);
  } else {
    put_entity_id(w, s->speaker);
  }
  put_spans(w, "source", s->source, s->source_count);
  put_spans(w, "cue", s->cue, s->cue_count);
  put_content(w, s, openers);
  put_slice(w, "lemma", s->lemma);
  put_text(w, "act", act_word(s->act));
  put_text(w, "mode", mode_word(s->mode));
  put_text(w, "polarity", polarity_word(s->polarity));
  if (s->negated) {
    json_key(w, "negated");
    json_bool(w, true);
  }
  if (s->attitude) {
    json_key(w, "attitude");
    json_bool(w, true);
  }
  put_text(w, "said_on", s->said_on);
  put_text(w, "rule", s->rule);
  put_score(w, s->score);
  json_close(w);
}

static void put_considered(JsonWriter* w, const Facts* facts) {
  json_key(w, "considered");
  json_open(w, '[');
  for (size_t i = 0; i < facts->considered_count; i++) {
    const Considered* c = &facts->considered[i];
    json_open(w, '{');
    put_spans(w, "cue", &c->cue, 1);
    put_spans(w, "content", c->content, c->content_count);
    json_key(w, "evidence");
    json_open(w, '{');
    for (size_t k = 0; k < EVIDENCE; k++) {
      json_key(w, evidence_names[k]);
      json_real(w, (double)c->evidence[k], 3);
    }
    json_close(w);
    json_close(w);
  }
  json_close(w);
}

void facts_write_json(const Document* doc, const Facts* facts, const FactsOutput* output, Buffer* out) {
  JsonWriter w       = {.out = out};
  Arena      arena   = {0};
  Openers    openers = {0};
  if (output->openers) openers = (Openers){table_get("openers"), words_of(&arena, &doc->text)};
  json_open(&w, '{');
  put_text(&w, "doc", doc->uri);
  put_text(&w, "sha256", doc->sha256.hex);
  put_text(&w, "title", doc->title);
  put_text(&w, "published", doc->published);
  put_text(&w, "publisher", doc->publisher);
  put_text(&w, "language", doc->language);
  put_entities(&w, facts);
  put_mentions(&w, facts, output->min_score);
  json_key(&w, "roles");
  json_open(&w, '[');
  for (size_t i = 0; i < facts->role_count; i++)
    if (facts->roles[i].score >= output->min_score) put_role(&w, &facts->roles[i]);
  json_close(&w);
  json_key(&w, "statements");
  json_open(&w, '[');
  for (size_t i = 0; i < facts->statement_count; i++) {
    const Statement* s = &facts->statements[i];
    if (s->score >= output->min_score && (output->attitudes || !s->attitude)) put_statement(&w, s, &openers);
  }
  json_close(&w);
  put_inferences(&w, facts, output->min_score);
  if (output->considered) put_considered(&w, facts);
  json_close(&w);
  buffer_putc(out, '\n');
  arena_free(&arena);
}
