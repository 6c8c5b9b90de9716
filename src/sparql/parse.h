/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The parser: recursive descent, one function per rule of the grammar (SPARQL 1.1, section 19.8) and named after it.
 *
 *     TRY(parse_query(&arena, text, base, &request));   // request.tree
 *
 * The first fault ends the parse by a jump; all memory is the arena's, so nothing is lost by it. */
#ifndef ONRECORD_SPARQL_PARSE_H
#define ONRECORD_SPARQL_PARSE_H

#include "base/map.h"
#include "sparql/scan.h"
#include "sparql/tree.h"

#include <setjmp.h>

/// `base`: of relative IRIs, and of id: and role:, which are predeclared with the other prefixes of the vocabulary.
/// ERR_INPUT: line, column, the line with a caret, and what was expected there.
Status parse_query(Arena* arena, Slice text, const char* base, Request* request);
/// Whether behind its prologue it begins as an update does.
bool   is_update(Slice text);
Status parse_update(Arena* arena, Slice text, const char* base, Request* request);

/// A blank node's label, which belongs to one basic graph pattern, or one template or block of data.
typedef struct {
  Slice  label;
  size_t block;
  int    slot;
} Label;

typedef struct {
  Arena*   arena;
  Request* request;
  Token*   tokens;
  size_t   at; ///< Token looked at
  Tree*    tree; ///< SELECT (or the like) at hand: its names and aggregates
  Label*   labels;
  size_t   n_labels, cap_labels;
  Map      label_places; ///< Label -> its place among the labels, which counts while it is below n_labels
  size_t   block; ///< Basic graph pattern or template at hand
  Triples* triples; ///< Where the triples at hand go
  Place    graph; ///< Of the quads of an update
  bool     concrete; ///< No variables here (INSERT DATA, DELETE DATA)
  bool     no_blanks; ///< No blank nodes here (DELETE)
  bool     template; ///< Triples to be made, not to be found: no paths, blank nodes keep their labels
  bool     aggregates, in_aggregate; ///< Allowed here; inside of one
  int      depth;
  jmp_buf  out;
  Status   status;
} Parser;

const Token* peek(const Parser* p);
bool         is(const Parser* p, const char* word);
bool         take(Parser* p, const char* word);
void         need(Parser* p, const char* word);
/// "X does not fit here; expected WHAT".
_Noreturn void expected(Parser* p, const char* what);
_Noreturn void fault(Parser* p, size_t at, const char* format, ...) __attribute__((format(printf, 3, 4)));
/// Around every rule that holds itself: faults before the stack ends.
void deeper(Parser* p);
void higher(Parser* p);
/// Of a chain of `n` things that would become a tree as deep: faults where it is too long.
void wider(Parser* p, size_t n);

// parse_term.c
Slice  iri(Parser* p);
bool   is_iri(const Parser* p);
int    var(Parser* p);
int    slot_of(Parser* p, Slice name);
int    slot_new(Parser* p);
Term   rdf_literal(Parser* p);
bool   is_literal(const Parser* p);
Term   literal(Parser* p);
Place  var_or_iri(Parser* p);
Place  var_or_term(Parser* p);
Slice  string_value(Parser* p);
Place  blank_place(Parser* p, Slice label); ///< An empty label: a new one
long   integer(Parser* p);
// parse_path.c
Path* parse_path(Parser* p);
// parse_expr.c
Expr* expression(Parser* p);
Expr* constraint(Parser* p); ///< Of FILTER and HAVING
Expr* built_in_or_function(Parser* p); ///< NULL where none begins here
Expr* expr_new(Parser* p, ExprKind kind);
Expr* expr_of_slot(Parser* p, int slot);
// parse_triples.c
void triples_same_subject(Parser* p);
bool starts_triples(const Parser* p);
void triples_block(Parser* p); ///< Triples with dots between them
// parse_group.c
Pattern* group_graph_pattern(Parser* p);
Pattern* data_block(Parser* p); ///< Behind VALUES
Pattern* pattern_new(Parser* p, PatternKind kind);
void     pattern_add(Parser* p, Pattern* to, Pattern* part);
// parse_query.c
void  query(Parser* p);
Tree* sub_select(Parser* p);
void  dataset_clause(Parser* p, const char* word, Dataset* dataset);
Tree* tree_new(Parser* p);
void  prologue(Parser* p);
// parse_update.c
void update(Parser* p);
bool starts_update(const Parser* p);
// scope.c: the variables in scope at the end of a pattern (18.2.1)
void  pattern_in_scope(const Pattern* pattern, bool* set);
bool* scope_set(Parser* p);
void  expr_used(const Expr* expr, bool* set, bool with_aggregates, const Tree* tree);
void  check_columns(Parser* p);

#endif
