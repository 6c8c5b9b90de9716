/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "unit.h"

#include "unit_graph_sample.h"

#include "base/file.h"

#include <stdlib.h>

void sample_start(Sample* s, const char* uri, const char* title, const char* published, const char* publisher, const char* text) {
  *s                  = (Sample){0};
  Arena* arena        = &s->doc.arena;
  s->doc.uri          = uri;
  s->doc.title        = title;
  s->doc.published    = published;
  s->doc.publisher    = publisher;
  s->doc.language     = "en";
  s->doc.text         = text_make(arena, text, strlen(text));
  s->doc.sha256       = digest_sha256(slice(text));
  s->facts.entities   = NULL;
}

void sample_free(Sample* s) { arena_free(&s->doc.arena); }

Span sample_words(const Sample* s, const char* words, int nth) {
  const char* at = s->doc.text.bytes;
  for (; (at = strstr(at, words)) && nth; nth--) at++;
  if (!at) test_fails("the sample has no \"%s\"", words);
  const uint32_t begin = utf8_count((Slice){s->doc.text.bytes, (size_t)(at - s->doc.text.bytes)});
  return (Span){begin, begin + utf8_count(slice(words))};
}

int sample_entity(Sample* s, NameType type, bool full, const char* names) {
  Arena* arena = &s->doc.arena;
  Entity entity = {.type = type, .full = full};
  size_t cap = 0;
  while (*names) {
    const size_t n = strcspn(names, "|");
    *arena_push(arena, entity.names, entity.name_count, cap) = (Slice){names, n};
    names += n + (names[n] == '|');
  }
  entity.name = entity.names[0];
  *arena_push(arena, s->facts.entities, s->facts.entity_count, s->entities) = entity;
  return (int)s->facts.entity_count - 1;
}

static int by_begin(const void* x, const void* y) {
  const Mention *a = x, *b = y;
  return (a->span.begin > b->span.begin) - (a->span.begin < b->span.begin);
}

void sample_mention(Sample* s, int entity, MentionKind kind, const char* words, int nth) {
  *arena_push(&s->doc.arena, s->facts.mentions, s->facts.mention_count, s->mentions) =
      (Mention){.span = sample_words(s, words, nth), .entity = entity, .kind = kind, .score = .99F};
  qsort(s->facts.mentions, s->facts.mention_count, sizeof(Mention), by_begin);
}

Role* sample_role(Sample* s, int person, const char* person_words, const char* role, int organization, Tenure tenure) {
  Role* r = arena_push(&s->doc.arena, s->facts.roles, s->facts.role_count, s->roles);
  *r      = (Role){.person = person, .person_span = sample_words(s, person_words, 0), .role = slice(role), .tenure = tenure,
                   .organization = organization, .rule = "role.title-before-name", .score = .97F};
  if (*role) r->role_span = sample_words(s, role, 0);
  return r;
}

Statement* sample_statement(Sample* s, int speaker, const char* source, const char* cue, const char* lemma, const char* content) {
  Arena*     arena = &s->doc.arena;
  Statement* told  = arena_push(arena, s->facts.statements, s->facts.statement_count, s->statements);
  *told = (Statement){.speaker = speaker, .lemma = slice(lemma), .act = ACT_ASSERTION, .mode = MODE_INDIRECT,
                      .polarity = POLARITY_POSITIVE, .rule = "say.cue", .score = .93F};
  told->source  = arena_array(arena, Span, 1);
  told->cue     = arena_array(arena, Span, 1);
  told->content = arena_array(arena, Span, 1);
  if (*source) *told->source = sample_words(s, source, 0), told->source_count = 1;
  if (*cue) *told->cue = sample_words(s, cue, 0), told->cue_count = 1;
  *told->content = sample_words(s, content, 0), told->content_count = 1;
  return told;
}

void sample_harbour(Sample* s) {
  sample_start(s, "https://harbour-post.example/2031/03/02/budget", "Minister denies harbour plan", "2031-03-02", "Harbour Post",
               "OSLEV — Finance minister Ana Brandt denied on Tuesday that Norland would sell the Port of Oslev. “We are not "
               "selling a single quay,” she told reporters. Brandt met Viktor Halas, the chief executive of Kestrel Shipping.\n\n"
               "Jonas Weil, a former transport secretary, said the talks had already begun. Two officials said that Weil had "
               "promised the port to Halas.\n");
  static const char* authors[] = {"Greta Lindqvist", "Harbour Post staff"};
  s->doc.authors      = authors;
  s->doc.author_count = 2;
  s->doc.url          = "https://harbour-post.example/2031/03/02/budget";
  const int brandt  = sample_entity(s, NAME_PERSON, true, "Ana Brandt|Brandt");
  const int norland = sample_entity(s, NAME_PLACE, true, "Norland");
  const int port    = sample_entity(s, NAME_PLACE, true, "Port of Oslev");
  const int halas   = sample_entity(s, NAME_PERSON, true, "Viktor Halas|Halas");
  const int kestrel = sample_entity(s, NAME_ORGANIZATION, true, "Kestrel Shipping");
  const int weil    = sample_entity(s, NAME_PERSON, true, "Jonas Weil|Weil");
  sample_mention(s, brandt, MENTION_NAME, "Ana Brandt", 0);
  sample_mention(s, norland, MENTION_NAME, "Norland", 0);
  sample_mention(s, port, MENTION_NAME, "Port of Oslev", 0);
  sample_mention(s, brandt, MENTION_PRONOUN, "We", 0);
  sample_mention(s, weil, MENTION_NAME, "Weil had", 0);
  sample_mention(s, port, MENTION_NOMINAL, "the port", 0);
  sample_mention(s, halas, MENTION_NAME, "Halas", 1);
  sample_role(s, brandt, "Ana Brandt", "Finance minister", norland, TENURE_CURRENT);
  sample_role(s, halas, "Viktor Halas", "chief executive", kestrel, TENURE_CURRENT)->organization_span =
      sample_words(s, "Kestrel Shipping", 0);
  sample_role(s, weil, "Jonas Weil", "transport secretary", norland, TENURE_FORMER);

  Statement* told = sample_statement(s, brandt, "Ana Brandt", "denied", "deny", "Norland would sell the Port of Oslev");
  told->act       = ACT_DENIAL;
  told->polarity  = POLARITY_NEGATIVE;
  told->said_on   = "2031-03-01";
  told            = sample_statement(s, brandt, "she", "told", "tell", "“We are not selling a single quay,”");
  told->mode      = MODE_DIRECT;
  sample_statement(s, weil, "Jonas Weil, a former transport secretary", "said", "say", "the talks had already begun");
  told            = sample_statement(s, NO_ENTITY, "Two officials", "said", "say", "Weil had promised the port to Halas");
  told->cue[0]    = sample_words(s, "said", 1);
  told->unnamed   = SLICE("Two officials");
  told            = sample_statement(s, weil, "Weil had", "promised", "promise", "the port to Halas");
  told->act       = ACT_PROMISE;
}

void sample_sale(Sample* s) {
  sample_start(s, "https://coast-daily.example/2031/04/19/sale", "Port sale confirmed", "2031-04-19T06:30+01:00", "Coast Daily",
               "Finance minister Ana Brandt confirmed on Friday that Norland would sell the Port of Oslev. The sale was good news, "
               "Weil told the Coast Daily. Acting harbour master Greta Ek hopes the cranes will stay. “Norland would sell the "
               "Port of Oslev,” Viktor Halas admitted.\n");
  const int brandt  = sample_entity(s, NAME_PERSON, true, "ANA BRANDT|Brandt");
  const int norland = sample_entity(s, NAME_PLACE, true, "Norland");
  const int port    = sample_entity(s, NAME_PLACE, true, "Port of Oslev");
  const int weil    = sample_entity(s, NAME_PERSON, false, "Weil");
  const int ek      = sample_entity(s, NAME_PERSON, true, "Greta Ek");
  const int halas   = sample_entity(s, NAME_PERSON, true, "Viktor Halas");
  sample_mention(s, norland, MENTION_NAME, "Norland", 0);
  sample_mention(s, port, MENTION_NAME, "Port of Oslev", 0);
  sample_role(s, brandt, "Ana Brandt", "Finance minister", norland, TENURE_CURRENT);
  sample_role(s, ek, "Greta Ek", "harbour master", port, TENURE_ACTING);
  Statement* told = sample_statement(s, brandt, "Finance minister Ana Brandt", "confirmed", "confirm",
                                     "Norland would sell the Port of Oslev");
  told->act       = ACT_CONFIRMATION;
  told->said_on   = "2031-04-18";
  sample_statement(s, weil, "Weil", "told", "tell", "The sale was good news");
  told            = sample_statement(s, ek, "Acting harbour master Greta Ek", "hopes", "hope", "the cranes will stay");
  told->attitude  = true;
  told            = sample_statement(s, halas, "Viktor Halas", "admitted", "admit", "“Norland would sell the Port of Oslev,”");
  told->act       = ACT_CONFIRMATION;
  told->mode      = MODE_DIRECT;
}

// --- N-Quads -----------------------------------------------------------------------------------------------------------

static void put_escaped(Buffer* b, Slice s) {
  for (size_t i = 0; i < s.len; i++) {
    const char c = s.ptr[i];
    if (c == '"' || c == '\\') buffer_putc(b, '\\');
    if (c == '\n') buffer_puts(b, "\\n");
    else if (c == '\r') buffer_puts(b, "\\r");
    else buffer_putc(b, c);
  }
}

static void put_term(Buffer* b, Term t) {
  if (t.kind == TERM_IRI) {
    buffer_printf(b, "<%.*s> ", SLICE_ARG(t.value));
    return;
  }
  buffer_putc(b, '"');
  put_escaped(b, t.value);
  buffer_putc(b, '"');
  if (t.kind == TERM_LITERAL_LANG) buffer_printf(b, "@%.*s", SLICE_ARG(t.extra));
  if (t.kind == TERM_LITERAL_TYPED) buffer_printf(b, "^^<%.*s>", SLICE_ARG(t.extra));
  buffer_putc(b, ' ');
}

Status lines_take(void* self, const Quad* quad) {
  Lines* lines = self;
  Buffer b     = {0};
  put_term(&b, quad->s);
  put_term(&b, quad->p);
  put_term(&b, quad->o);
  put_term(&b, quad->g);
  buffer_putc(&b, '.');
  if (lines->n == lines->cap) lines->lines = xrealloc(lines->lines, (lines->cap = lines->cap * 2 + 64) * sizeof(char*));
  lines->lines[lines->n++] = b.bytes;
  return OK;
}

static int by_bytes(const void* a, const void* b) { return strcmp(*(char* const*)a, *(char* const*)b); }

void lines_sort(Lines* lines) {
  if (lines->n) qsort(lines->lines, lines->n, sizeof(char*), by_bytes);
}

void lines_free(Lines* lines) {
  for (size_t i = 0; i < lines->n; i++) free(lines->lines[i]);
  free(lines->lines);
  *lines = (Lines){0};
}

void lines_expect(Lines* lines, const char* name) {
  const char* source = getenv("top_srcdir");
  char        path[4096];
  Buffer      b = {0};
  lines_sort(lines);
  for (size_t i = 0; i < lines->n; i++) buffer_printf(&b, "%s\n", lines->lines[i]);
  snprintf(path, sizeof path, "%s/tests/%s", source ? source : ".", name);
  FileMap      map    = {0};
  const Status status = file_map(path, &map);
  const bool   same   = status == OK && map.len == b.len && (!b.len || !memcmp(map.bytes, b.bytes, b.len));
  if (status == OK) file_unmap(&map);
  if (!same) {
    snprintf(path, sizeof path, "%s/tests/%s.out", getenv("top_builddir") ? getenv("top_builddir") : ".", name);
    FILE* out = fopen(path, "w");
    if (out) fwrite(b.bytes, 1, b.len, out), fclose(out);
  }
  buffer_free(&b);
  if (!same) test_fails("the quads are not those of tests/%s; compare it with %s", name, path);
}

int world_begin(void** state) {
  World* world = xcalloc(1, sizeof *world);
  strcpy(world->path, "/tmp/onrecord-graph-XXXXXX");
  assert_non_null(mkdtemp(world->path));
  assert_int_equal(store_open(world->path, STORE_WRITE | STORE_CREATE, &world->store), OK);
  assert_int_equal(store_begin(world->store, STORE_WRITE), OK);
  *state = world;
  return 0;
}

int world_end(void** state) {
  World* world = *state;
  store_close(world->store);
  char command[128];
  snprintf(command, sizeof command, "rm -r '%s'", world->path);
  const int rc = system(command);
  free(world);
  return rc;
}
