/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Two invented articles and their facts, found by their words; what graph/ and archive/ are tested with. */
#ifndef ONRECORD_TESTS_UNIT_GRAPH_SAMPLE_H
#define ONRECORD_TESTS_UNIT_GRAPH_SAMPLE_H

#include "base/map.h"
#include "graph/graph.h"
#include "store/store.h"

/// cmocka's fail_msg() calls fail(), which is base/status.h's here.
#define test_fails(...) (print_error("ERROR: " __VA_ARGS__), print_error("\n"), _fail(__FILE__, __LINE__))

typedef struct {
  Document doc;
  Facts    facts;
  size_t   entities, names, mentions, roles, statements; ///< Room
} Sample;

/// An article of this text; `published` and `publisher` may be NULL.
void sample_start(Sample* s, const char* uri, const char* title, const char* published, const char* publisher, const char* text);
void sample_free(Sample* s);

/// The span of the `nth` (from 0) place where these words stand; the test fails where there is none.
Span sample_words(const Sample* s, const char* words, int nth);

/// Names are separated by '|', the fullest first.
int        sample_entity(Sample* s, NameType type, bool full, const char* names);
void       sample_mention(Sample* s, int entity, MentionKind kind, const char* words, int nth);
Role*      sample_role(Sample* s, int person, const char* person_words, const char* role, int organization, Tenure tenure);
Statement* sample_statement(Sample* s, int speaker, const char* source, const char* cue, const char* lemma, const char* content);

/// "Minister denies harbour plan", of the Harbour Post.
void sample_harbour(Sample* s);
/// "Port sale confirmed", of the Coast Daily.
void sample_sale(Sample* s);

/// An empty store of its own for each test, open and in a transaction that writes: setup and teardown of a cmocka test.
typedef struct {
  char   path[64];
  Store* store;
} World;

int world_begin(void** state);
int world_end(void** state);

/// Quads as N-Quads (RDF 1.1), the lines sorted by bytes.
typedef struct {
  char** lines;
  size_t n, cap;
} Lines;

Status lines_take(void* lines, const Quad* quad); ///< A QuadSink
void   lines_sort(Lines* lines);
void   lines_free(Lines* lines);

/// The test fails where the sorted lines are not those of the file beside the tests; what came stands in
/// tests/NAME.out of the build folder then.
void lines_expect(Lines* lines, const char* name);

#endif
