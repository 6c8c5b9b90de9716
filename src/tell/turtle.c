/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Turtle, the graphs merged, and TriG, one block for each graph: to be read by people.
 *
 *     id:ana-brandt a foaf:Person ;
 *         rdfs:label "Ana Brandt" ;
 *         rec:stated id:claim-not-one-quay, id:claim-talks-begun .
 *
 * Subjects stand in order of their IRIs, blank nodes behind them; `a` comes first, then rdfs:label, then the other
 * predicates in order. Only the prefixes that are used are declared. In TriG each article's block has a prefix of its
 * own, `here:`, for what the article says (here:s25-95), declared in front of the block. The cost is as in scan.h: what
 * has the same subject is brought together by sorting, not by looking it up. */
#include "graph/vocabulary.h"
#include "tell/formats.h"
#include "tell/names.h"
#include "tell/out.h"
#include "tell/scan.h"

#include <string.h>

enum { WIDTH = 110 };

typedef struct {
  Names  names;
  Arena  arena; // of the names
  QuadWalk walk;
  bool   blocks;   // TriG
  bool   open;     // a block is open
  size_t column;
  Buffer word;
  Out    out;
} Turtle;

// --- records -------------------------------------------------------------------------------------------------------------

static char rank_of(Term predicate) {
  return iri_is(predicate, SLICE(RDF_TYPE)) ? '0' : iri_is(predicate, SLICE(RDFS("label"))) ? '1' : '2';
}

static void record_of(void* self, const Quad* quad, Buffer* record) {
  Turtle* t = self;
  names_note(&t->names, quad->g);
  names_note(&t->names, quad->s);
  if (rank_of(quad->p) != '0') names_note(&t->names, quad->p);
  names_note(&t->names, quad->o);
  term_pack(record, quad->g);
  term_pack(record, quad->s);
  buffer_putc(record, rank_of(quad->p));
  term_pack(record, quad->p);
  term_pack(record, quad->o);
}

// --- text --------------------------------------------------------------------------------------------------------------

static void put(Turtle* t, const char* text) {
  buffer_puts(&t->out.text, text);
  const char* line = strrchr(text, '\n');
  t->column        = line ? strlen(line + 1) : t->column + strlen(text);
}

static void put_term(Turtle* t, Term term) {
  names_write(&t->names, &t->out.text, term);
}

static void end_subject(Turtle* t) {
  if (t->walk.before.len) put(t, " .\n");
}

static void end_block(Turtle* t) {
  if (t->open) put(t, "}\n");
  t->open = false;
}

/// here: is what the graph's own IRI and a '#' begin, if the graph is an article's.
static void declare_here(Turtle* t, Term graph, Arena* arena) {
  while (t->names.n && !strcmp(t->names.list[t->names.n - 1].name, "here")) t->names.n--;
  if (graph.kind != TERM_IRI || memchr(graph.value.ptr, '#', graph.value.len)) return;
  const Slice iri = slice(arena_printf(arena, "%.*s#", SLICE_ARG(graph.value)));
  t->names.list[t->names.n++] = (Prefix){.name = "here", .iri = iri};
  put(t, "\n@prefix here: ");
  iri_write(&t->out.text, iri);
  put(t, " .");
}

static void begin_block(Turtle* t, Term graph) {
  end_block(t);
  if (!t->blocks || graph.kind == TERM_NONE) return;
  arena_free(&t->arena);
  declare_here(t, graph, &t->arena);
  put(t, "\n");
  put_term(t, graph);
  put(t, " {\n");
  t->open = true;
}

static const char* indent(const Turtle* t, int depth) { return "        " + (8 - 4 * (depth + t->open) > 0 ? 8 - 4 * (depth + t->open) : 0); }

static void put_object(Turtle* t, Term object, bool again) {
  buffer_clear(&t->word);
  names_write(&t->names, &t->word, object);
  if (again) {
    put(t, ",");
    if (t->column + t->word.len > WIDTH) {
      put(t, "\n");
      put(t, indent(t, 1));
      put(t, "   ");
    }
  }
  put(t, " ");
  buffer_put_slice(&t->out.text, buffer_slice(&t->word));
  t->column += t->word.len;
}

static void put_record(Turtle* t, Slice record) {
  Arena          arena = {0};
  const QuadStep step  = quad_step(&t->walk, record, &arena);
  if (!step.same_subject) {
    if (!step.first) end_subject(t);
    if (!step.same_graph)
      begin_block(t, step.quad.g);
    if (!t->open || step.same_graph) put(t, "\n");
    put(t, indent(t, 0));
    put_term(t, step.quad.s);
  } else if (!step.same_predicate) {
    put(t, " ;\n");
    put(t, indent(t, 1));
  }
  if (!step.same_predicate) {
    if (!step.same_subject) put(t, " ");
    if (step.rank == '0')
      put(t, "a");
    else
      put_term(t, step.quad.p);
  }
  put_object(t, step.quad.o, step.same_predicate);
  arena_free(&arena);
}

static Status put_all(Turtle* t, Sorter* sorter) {
  names_write_prefixes(&t->names, &t->out.text);
  for (;;) {
    Slice record;
    bool  more;
    TRY(sorter_next(sorter, &record, &more));
    if (!more) break;
    put_record(t, record);
    TRY(out_pass(&t->out));
  }
  end_subject(t);
  end_block(t);
  return OK;
}

static Status write_graphs(Store* store, const TellOptions* options, FILE* file, bool blocks) {
  Turtle t     = {.out = {.file = file}, .blocks = blocks};
  Arena  arena = {0};
  Slice  base;
  Sorter* sorter = NULL;
  Status  status = scan_base(store, options, &arena, &base);
  if (status == OK) {
    names_init(&t.names, base, &arena);
    const Scan scan = {.store = store, .options = options, .merged = !blocks, .record = record_of, .self = &t};
    status          = scan_sort(&scan, &sorter);
  }
  if (status == OK) status = put_all(&t, sorter);
  sorter_free(sorter);
  buffer_free(&t.walk.before);
  buffer_free(&t.word);
  arena_free(&t.arena);
  arena_free(&arena);
  return out_end(&t.out, status);
}

static Status write_turtle(Store* store, const TellOptions* options, FILE* file) { return write_graphs(store, options, file, false); }
static Status write_trig(Store* store, const TellOptions* options, FILE* file) { return write_graphs(store, options, file, true); }

const TellFormat tell_turtle = {"turtle", "ttl", "text/turtle", "for people and ontology editors, graphs merged", write_turtle, NULL};
const TellFormat tell_trig   = {"trig", "trig", "application/trig", "for people, a block for each article", write_trig, NULL};
