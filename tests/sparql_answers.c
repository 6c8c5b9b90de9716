/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Answers many queries over many small graphs in one process, for the comparison of tests/sparql_compare.py. It reads
 * commands from stdin, each a letter and the bytes of what follows; every one gets an answer of the same shape.
 *
 *     G 31 1\nI3,0 e:aI3,0 e:pL5,0 helloN0,0   ->   O 0        a graph of one quad: kinds, lengths, values without any escapes
 *     U 22 SELECT * { ?s ?p ?o }               ->   O 141 {"head": ...      over the union of all graphs
 *     S ...                                    ->   the same over what stands in no graph, E 40 what is wrong with it
 *
 * CONSTRUCT gives N-Triples, everything else SPARQL's JSON. */
#include "base/buffer.h"
#include "sparql/hold.h"
#include "sparql/query.h"
#include "store/store.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void answer(char sign, const char* bytes, size_t n) {
  printf("%c %zu ", sign, n);
  fwrite(bytes, 1, n, stdout);
  fflush(stdout);
}

static TermKind kind_of(char sign) {
  switch (sign) {
    case 'I': return TERM_IRI;
    case 'B': return TERM_BLANK;
    case 'L': return TERM_LITERAL;
    case 'T': return TERM_LITERAL_LANG;
    case 'D': return TERM_LITERAL_TYPED;
    default: return TERM_NONE;
  }
}

/// `I3,0 e:a`: kind, length of the value and of the language or datatype, then both. NULL where it is cut short.
static const char* read_term(const char* at, const char* end, Term* term) {
  size_t value = 0, extra = 0;
  int    head  = 0;
  if (at >= end || sscanf(at + 1, "%zu,%zu%n", &value, &extra, &head) < 2) return NULL;
  const char* bytes = at + head + 2;
  if (bytes > end || value > (size_t)(end - bytes) || extra > (size_t)(end - bytes) - value) return NULL;
  *term = (Term){kind_of(*at), {bytes, value}, {bytes + value, extra}};
  return bytes + value + extra;
}

static Status fill(Store* store, const char* text, size_t n) {
  char*       at  = NULL;
  const char* end = text + n;
  size_t      quads = strtoul(text, &at, 10);
  const char* next  = at + 1;
  TRY(store_begin(store, STORE_WRITE));
  while (quads--) {
    Quad  quad     = {0};
    Term* terms[4] = {&quad.s, &quad.p, &quad.o, &quad.g};
    for (int i = 0; i < 4; ++i)
      if (!(next = read_term(next, end, terms[i]))) return fail(ERR_INPUT, "the graph is cut short");
    TRY(store_add(store, &quad));
  }
  return store_commit(store);
}

/// The graph in place of the one before.
static Status new_graph(const char* path, Store** store, const char* text, size_t n) {
  store_close(*store);
  *store = NULL;
  TRY(store_open(path, STORE_WRITE | STORE_CREATE | STORE_NEW, store));
  TRY(fill(*store, text, n));
  return store_begin(*store, STORE_READ);
}

static Status run(Store* store, const char* text, bool strict, FILE* out) {
  const QueryOptions options = {.strict = strict, .timeout_s = 20, .base = "http://e.example/"};
  Query*             query   = NULL;
  TRY(query_prepare(store, text, &options, &query));
  const Status st = query_write(query, strstr(text, "CONSTRUCT") ? QUERY_TABLE : QUERY_JSON, out);
  query_free(query);
  return st;
}

int main(int argc, char** argv) {
  setlocale(LC_CTYPE, "C.UTF-8");
  if (argc != 2) {
    fputs("usage: tests/sparql_answers FOLDER < COMMANDS\n", stderr);
    return 2;
  }
  Store* store = NULL;
  char   command;
  size_t n, answers = 0;
  while (scanf(" %c %zu", &command, &n) == 2 && getchar() == ' ') {
    char* text = xmalloc(n + 1);
    if (fread(text, 1, n, stdin) != n) return 1;
    text[n]     = '\0';
    char*  out  = NULL;
    size_t size = 0;
    FILE*  file = open_memstream(&out, &size);
    if (!file) return 1;
    Status st = OK;
    hold_patience = ++answers % 2 ? 1 : 32; // every other query joins by tables from the first look-up on
    if (command == 'G') st = new_graph(argv[1], &store, text, n);
    else if (!store) st = fail(ERR_USAGE, "no graph was given yet");
    else st = run(store, text, command == 'S', file);
    fclose(file);
    if (st == OK) answer('O', out, size);
    else answer('E', status_message(), strlen(status_message()));
    free(out);
    free(text);
  }
  store_close(store);
  return 0;
}
