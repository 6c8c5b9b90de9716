/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The way from a reading to facts, step by step, and what all steps share. */
#include "facts/article.h"
#include "facts/known.h"
#include "facts/names.h"
#include "facts/places.h"
#include "facts/refer.h"
#include "facts/roles.h"
#include "facts/statements.h"
#include "facts/times.h"

#include <stdlib.h>
#include <string.h>

const char* lookup(const Table* table, Slice word, size_t column) {
  const char* const* row = table_find(table, word);
  return row ? row[column] : NULL;
}

bool lookup_is(const Table* table, Slice word, size_t column, const char* value) {
  const char* cell = lookup(table, word, column);
  return cell && !strcmp(cell, value);
}

int entity_add(Article* a, NameType type, Slice name, Slice canonical) {
  Facts*       f = a->facts;
  const size_t i = f->entity_count;
  Entity*      e = arena_push(a->arena, f->entities, f->entity_count, a->entity_cap);
  size_t       n = i;
  EntityInfo*  info = arena_push(a->arena, a->info, n, a->info_cap);
  *e    = (Entity){.type = type, .name = name, .name_count = 1, .full = true};
  *info = (EntityInfo){.canonical = canonical};
  e->names    = arena_array(a->arena, Slice, 1);
  e->names[0] = name;
  if (canonical.len) *map_at(&a->canonicals, canonical, 0) = i;
  return (int)i;
}

void mention_add(Article* a, Span span, int entity, MentionKind kind, bool adjective, float score) {
  Facts* f = a->facts;
  *arena_push(a->arena, f->mentions, f->mention_count, a->mention_cap) =
      (Mention){span, entity, kind, adjective, score};
}

static Lexicon lexicon(void) {
  return (Lexicon){
      .given = table_get("given-names"), .demonyms = table_get("demonyms"), .places = table_get("places"),
      .states = table_get("us-states"), .honorifics = table_get("honorifics"), .pronouns = table_get("pronouns"),
      .determiners = table_get("determiners"), .function_words = table_get("function-words"),
      .openers = table_get("openers"), .tenure = table_get("tenure"), .designators = table_get("designators"),
      .generations = table_get("generations"),
      .nicknames = table_get("nicknames"), .parties = table_get("parties"), .letters = table_get("party-letters"),
      .roles = table_get("role-nouns"), .groups = table_get("group-nouns"), .documents = table_get("documents"),
      .negations = table_get("negations"), .times = table_get("time-words"), .turns = table_get("role-turns"), .cues = table_get("cues"),
      .cue_forms = table_get("cue-forms"), .apart = table_get("apart"),
      .party_roles = table_get("party-roles"), .state_roles = table_get("state-roles"),
      .name_heads = table_get("name-heads"), .bids = table_get("bids"), .role_parts = table_get("role-parts"),
      .ties = table_get("tie-verbs"), .offices = table_get("offices"), .deaths = table_get("deaths"),
      .founding = table_get("founding-words")};
}

static int by_place(const void* x, const void* y) {
  const Mention *a = x, *b = y;
  if (a->span.begin != b->span.begin) return a->span.begin < b->span.begin ? -1 : 1;
  if (a->span.end != b->span.end) return a->span.end > b->span.end ? -1 : 1;
  return a->kind != b->kind ? (a->kind < b->kind ? -1 : 1) : (a->entity > b->entity) - (a->entity < b->entity);
}

/* In text order, each once. */
static void sort_mentions(Facts* f) {
  if (f->mention_count) qsort(f->mentions, f->mention_count, sizeof *f->mentions, by_place);
  size_t n = 0;
  for (size_t i = 0; i < f->mention_count; i++) {
    const Mention *m = &f->mentions[i], *last = n ? &f->mentions[n - 1] : NULL;
    if (last && last->span.begin == m->span.begin && last->span.end == m->span.end) continue;
    f->mentions[n++] = *m;
  }
  f->mention_count = n;
}

void facts_find_known(const Document* doc, const Reading* reading, const Known* known, Arena* arena, Facts* facts) {
  *facts    = (Facts){0};
  Article a = {.doc = doc, .text = &doc->text, .reading = reading, .arena = arena, .facts = facts, .lex = lexicon(), .known = known};
  a.words   = words_of(arena, a.text);
  names_find(&a);
  adjectives_find(&a);
  times_find(&a);
  pronouns_find(&a);
  roles_find(&a);
  affiliations_find(&a);
  ties_find(&a);
  dead_settle(&a);
  statements_find(&a);
  known_link(&a);
  sort_mentions(facts);
  map_free(&a.canonicals);
}

void facts_find(const Document* doc, const Reading* reading, Arena* arena, Facts* facts) {
  facts_find_known(doc, reading, NULL, arena, facts);
}
