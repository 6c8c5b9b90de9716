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
#include "archive/archive.h"
#include "base/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

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

static Status add(Store* store, uint32_t article, uint32_t people) {
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
  ArticleOutcome outcome;
  const Status   status = archive_add(store, &doc, &facts, &(GraphOptions){.base = GRAPH_BASE}, &outcome);
  arena_free(&arena);
  return status;
}

int main(int argc, char** argv) {
  const uint32_t n      = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 10000, people = n * 2 + 10, step = n > 20000 ? n / 10000 * 1000 : 1000;
  char           path[] = "/tmp/onrecord-bench-who-XXXXXX";
  Store*         store;
  Status         status = mkdtemp(path) ? store_open(path, STORE_WRITE | STORE_CREATE, &store) : ERR_IO;
  const double   start  = seconds();
  double         before = start;
  for (uint32_t i = 0; i < n && status == OK; i++) {
    if (i % 50 == 0) status = store_begin(store, STORE_WRITE);
    if (status == OK) status = add(store, i, people);
    if (status == OK && (i % 50 == 49 || i + 1 == n)) status = store_commit(store);
    if ((i + 1) % 1000 == 0) {
      struct rusage usage;
      getrusage(RUSAGE_SELF, &usage);
      if (i < 1000 || (i + 1) % step == 0)
        printf("%8u articles  %.0f us an article  %ld MB\n", i + 1, (seconds() - before) * 1e6 / 1000, usage.ru_maxrss / 1024);
      fflush(stdout);
      before = seconds();
    }
  }
  if (status != OK) fprintf(stderr, "%s\n", status_message());
  printf("%.0f s in all; graph in %s; remove it\n", seconds() - start, path);
  return status != OK;
}
