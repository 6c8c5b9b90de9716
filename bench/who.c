/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* How long it takes to decide who is who, as the archive grows.
 *
 *     make bench/who && bench/who 100000       articles; prints microseconds of processor time an article, and memory
 *
 * People are made by varying real names: given names and family names of data/; one in three has one of the few hundred
 * family names that many share, as in life, the others one that is blended of two. They are met as often as people in the
 * news are (few often, most once or twice), six in an article, each beside an organization, two in three with a role
 * there, one in four under another form of the name. */
#include "archive/view.h"
#include "archive/who.h"
#include "base/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BATCH = 50, STEP = 1000 };

static uint64_t seed = 1;

static uint32_t next(uint32_t below) {
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(seed >> 33) % below;
}

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static const char* cell_of(const char* table, uint32_t number) {
  const Table* t = table_get(table);
  return t->cells[number % t->rows * t->columns];
}

static const char* upper(Arena* arena, const char* word) {
  char* copy = arena_copy(arena, word, strlen(word));
  if (*copy >= 'a' && *copy <= 'z') *copy = (char)(*copy - 32);
  return copy;
}

/// "Johnster": the beginning of one family name with the end of another.
static const char* family_of(Arena* arena, uint32_t number) {
  const char* one = cell_of("common-surnames", number * 40503u >> 4);
  if (number % 3 == 0) return upper(arena, one);
  const char* other = cell_of("common-surnames", number * 69069u >> 7);
  return upper(arena, arena_printf(arena, "%.*s%s", (int)(strlen(one) + 1) / 2, one, other + strlen(other) / 2));
}

/// Person `number` under one of the forms of the name.
static Slice name_of(Arena* arena, uint32_t number) {
  const char* given  = upper(arena, cell_of("given-names", number * 2654435761u >> 8));
  const char* family = family_of(arena, number);
  switch (next(8)) {
    case 0: return slice(arena_printf(arena, "%s %c. %s", given, 'A' + (int)(number % 26), family));
    case 1: return slice(arena_printf(arena, "%c. %s", *given, family));
    default: return slice(arena_printf(arena, "%s %s", given, family));
  }
}

typedef struct {
  Arena* arena;
  Quad*  quads;
  size_t n, cap;
} Adding;

static Status add_quad(void* self, const Quad* quad) {
  Adding* adding = self;
  *arena_push(adding->arena, adding->quads, adding->n, adding->cap) =
      (Quad){term_copy(adding->arena, quad->s), term_copy(adding->arena, quad->p), term_copy(adding->arena, quad->o), term_copy(adding->arena, quad->g)};
  return OK;
}

/// As archive_add() does it, with a clock around what decides.
static Status add_as_archive(Store* store, Arena* arena, const Document* doc, const Facts* facts, double* deciding) {
  Adding adding = {.arena = arena};
  Who    who;
  TRY(graph_article(doc, facts, &(GraphOptions){.base = GRAPH_BASE}, (QuadSink){add_quad, &adding}));
  const double before = seconds();
  Status       status = who_begin(&who, store, GRAPH_BASE);
  if (status == OK) status = who_enter(&who, term_iri(slice(doc->uri)), adding.quads, adding.n);
  if (status == OK) status = who_settle(&who);
  if (status == OK) status = turns_settle(&who.turns);
  who_end(&who);
  *deciding += seconds() - before;
  return status;
}

static Status add(Store* store, uint32_t article, uint32_t people, double* deciding) {
  static const char* const roles[] = {"minister", "chief executive", "spokesman", "judge", "coach"};
  Arena     arena = {0};
  Facts     facts = {.entities = arena_array(&arena, Entity, 20), .roles = arena_array(&arena, Role, 10)};
  Document  doc   = {.uri = arena_printf(&arena, "https://a.example/%u", article), .language = "en"};
  doc.published   = arena_printf(&arena, "20%02u-%02u-%02u", 10 + next(15), 1 + next(12), 1 + next(28));
  doc.text        = text_make(&arena, "words of an article", 19);
  doc.sha256      = digest_sha256(slice(doc.uri));
  for (int i = 0; i < 6; i++) {
    const uint32_t number = (uint32_t)((uint64_t)next(people) * next(people) / people); // the lower, the more often
    facts.entities[facts.entity_count] = (Entity){.type = NAME_PERSON, .name = name_of(&arena, number), .full = true};
    facts.entities[facts.entity_count + 1] = (Entity){.type = NAME_ORGANIZATION, .full = true,
        .name = slice(arena_printf(&arena, "%s %s Group", upper(&arena, cell_of("common-surnames", number * 7)), upper(&arena, cell_of("given-names", number * 3))))};
    if (next(3)) facts.roles[facts.role_count++] = (Role){.person = (int)facts.entity_count, .person_span = {0, 5},
        .role = slice(roles[number % 5]), .role_span = {6, 8}, .organization = (int)facts.entity_count + 1, .score = .9F, .rule = "made"};
    facts.entity_count += 2;
  }
  const Status status = add_as_archive(store, &arena, &doc, &facts, deciding);
  arena_free(&arena);
  return status;
}

/// What is there of the process's own memory, in megabytes; the graph's file is mapped and does not count.
static long memory(void) {
  char  line[256];
  long  kilobytes = 0;
  FILE* file      = fopen("/proc/self/status", "r");
  while (file && fgets(line, sizeof line, file)) sscanf(line, "RssAnon: %ld", &kilobytes);
  if (file) fclose(file);
  return kilobytes / 1024;
}

int main(int argc, char** argv) {
  const uint32_t n      = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 10000, people = n * 2 + 10, step = n > 20000 ? n / 10000 * STEP : STEP;
  char           path[] = "/tmp/onrecord-bench-who-XXXXXX";
  Store*         store;
  Status         status = mkdtemp(path) ? store_open(path, STORE_WRITE | STORE_CREATE, &store) : ERR_IO;
  const double   start  = seconds();
  double         before = start, deciding = 0, decided = 0;
  long           most   = 0;
  for (uint32_t i = 0; i < n && status == OK; i++) {
    if (i % BATCH == 0) status = store_begin(store, STORE_WRITE);
    if (status == OK) status = add(store, i, people, &deciding);
    if (status != OK || (i % BATCH != BATCH - 1 && i + 1 != n)) continue;
    const long kept = memory();
    status          = store_commit(store);
    if (kept > most) most = kept;
    if ((i + 1) % STEP != 0) continue;
    if (i < STEP || (i + 1) % step == 0)
      printf("%8u articles: deciding %.0f us an article, all else %.0f us; at most %ld MB\n", i + 1, deciding / STEP * 1e6,
             (seconds() - before - deciding) / STEP * 1e6, most);
    fflush(stdout);
    decided += deciding;
    deciding = 0;
    before   = seconds();
  }
  if (status != OK) fprintf(stderr, "%s\n", status_message());
  printf("deciding %.0f s of %.0f s; graph in %s; remove it\n", decided, seconds() - start, path);
  return status != OK;
}
