/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Solutions of a graph pattern, one at a time: operators that pull from each other over one set of variable slots.
 *
 *     OPTIONAL { ?s rec:claim ?c }      ->   OP_LEFT(what stands before it, OP_BGP)
 *
 * A slot filled by an outer operator is a constant for the inner one, so joins are index look-ups and nothing is held
 * in memory. Where that would not mean what SPARQL's algebra says (section 18), plan.c puts an OP_ROWS around. */
#ifndef ONRECORD_SPARQL_EVAL_H
#define ONRECORD_SPARQL_EVAL_H

#include "base/map.h"
#include "sparql/expr.h"
#include "sparql/hold.h"
#include "sparql/path.h"
#include "sparql/source.h"
#include "sparql/terms.h"
#include "sparql/tree.h"

#include <signal.h>

typedef struct Rows Rows;

typedef enum { STEP_PATTERN, STEP_ROWS, STEP_PATH, STEP_GRAPHS, STEP_MATCHES } StepKind;

typedef struct Matches Matches; // matches.h

/// One triple pattern, or what stands in its place.
typedef struct {
  StepKind kind;
  Place    at[4]; ///< Subject, predicate, object, graph
  Path*    path;
  Rows*    rows;
  Matches* matches;  ///< STEP_MATCHES, whose predicate is the place of the score
  unsigned counted;  ///< Places (bit 1 << S ...) whose values are only counted: plan_times.c
  double   estimate; ///< Solutions expected for each one before it, -1: not known
  size_t   opened, given; ///< What it was in truth
  // while running
  void*  cursor;
  Hold*  hold;      ///< STEP_PATTERN: what it keeps between two times
  const HoldTable* table; ///< Where it looks this time, instead of the store
  size_t times;     ///< Solutions that the one at hand stands for
  size_t next;      ///< Row or pair to look at
  int    filled[4]; ///< Slots that this step filled, NO_SLOT elsewhere
  bool   known[4];  ///< Places that the index itself matches
  Pairs  pairs;
  bool   chained;    ///< STEP_ROWS: following the rows of one key
  int*   row_filled; ///< STEP_ROWS: the same as filled, one per column
} Step;

/// Solutions kept: of VALUES, a subquery, or a pattern that must not see what stands outside.
struct Rows {
  Status (*fill)(void* self, Rows* rows); ///< Called once, before the first look
  void*   self;
  int*    slots; ///< Slot in the outer plan of each column
  size_t  columns;
  Term*   terms; ///< n * columns
  size_t  n, cap;
  bool    filled;
  int     key; ///< Column that is bound in every row and indexed, or NO_SLOT
  Map     index;
  size_t* after; ///< Next row with the same key, SIZE_MAX at the end
  Arena   arena;
  size_t  counted; ///< Bytes that the memory limit knows of
  Op*     op;      ///< What fills it, for explain: operators, a subquery, or a server
  struct Query* query;
  Slice   server;
};

typedef enum { OP_UNIT, OP_BGP, OP_JOIN, OP_LEFT, OP_UNION, OP_FILTER, OP_BIND, OP_MINUS } OpKind;

/// A filter within a basic graph pattern.
typedef struct {
  Expr*  expr;
  size_t level; ///< Behind how many steps, once they are ordered
} Check;

struct Op {
  OpKind  kind;
  Op *    left, *right;
  Step*   steps;
  size_t  n_steps;
  Check*  filters; ///< OP_BGP: of the group, checked as soon as their variables are bound
  size_t  n_filters, cap_filters;
  Expr*   expr;
  int     slot; ///< OP_BIND; OP_MINUS: of the GRAPH around
  Rows*   rows; ///< OP_MINUS
  size_t  opened, given; ///< For explain
  double  seconds;
  // while running
  bool   ordered, started, inner, matched;
  size_t level;
  Arena  kept;
};

/// What all parts of a query share.
typedef struct {
  size_t    reads;     ///< Quads read
  size_t    solutions; ///< Counts them, for BNODE()
  size_t    fresh;     ///< Counts the blank nodes of BNODE()
  size_t    memory, peak, most_memory; ///< Bytes kept, at most so far, and at most ever; 0: no limit
  double    deadline;  ///< Seconds of the monotonic clock, 0: none
  long long now;       ///< Seconds since 1970
  bool      strict;    ///< Outside of GRAPH only the default graph is seen, not the union
  bool      explain;   ///< Estimate also what no choice hangs on
  bool      profile;   ///< Measure the time of operators
  Store*    ids;       ///< Slots may hold terms of it that are only ids (TERM_LATE); NULL: none do
  Store*    words;     ///< Whose index of words has the texts of the source, or NULL
  bool      part;      ///< FROM is there: the source knows graphs by their names, not by ids
  size_t    ticks;     ///< Counts looks at the clock and at cancel
  Hold*     holds;     ///< All that the patterns keep
  Reach*    reaches;   ///< ... and the closures
  Regexes   regexes;
  const struct SparqlService* service; ///< Asks for SERVICE; NULL: nobody does
  Source*   blanks;    ///< In an update, what makes new blank nodes; else NULL
  const volatile sig_atomic_t* cancel;
} Shared;

struct Run {
  Source*     source;
  Shared*     shared;
  Term*       slots;
  size_t      n_slots;
  int         graph_slot; ///< Of a subquery inside GRAPH ?g: always set to `graph`
  Term        graph;
  Status      status; ///< The first fault; everything ends then
  const char* base;   ///< For IRI()
  const Term* aggregates; ///< Values for the group at hand; NULL outside of groups
};

/// The term with its id alone where the store knows it: then equal terms, and only they, have equal ids or term_key().
Term run_late(Run* run, Term term);
/// Whether two terms are the same, late or not.
bool run_same(Run* run, Term a, Term b);

/// All slots empty, but for the graph's.
void run_clear(Run* run);
/// Count `bytes` more that are kept; false over the limit (run->status says so).
bool run_keeps(Run* run, size_t bytes);

/// Start with the slots as they are; again after its end or a close.
void op_open(Run* run, Op* op);
/// The next solution in the slots; at the end (false) they are again as at op_open().
bool op_next(Run* run, Op* op);
/// Stop early, the slots again as at op_open().
void op_close(Run* run, Op* op);

/// How many solutions the one in the slots stands for: plan_times.c.
size_t op_times(const Op* op);

/// Fill the rows if they are not yet.
void rows_ready(Run* run, Rows* rows);
/// Room for another row.
Term* rows_push(Rows* rows);
/// Let the memory limit know of what was pushed.
bool rows_counted(Run* run, Rows* rows);
void  rows_free(Rows* rows);

static inline Step step_of(StepKind kind) {
  static const Place nowhere = {.slot = NO_SLOT};
  return (Step){.kind = kind, .at = {nowhere, nowhere, nowhere, nowhere}, .filled = {NO_SLOT, NO_SLOT, NO_SLOT, NO_SLOT}, .estimate = -1};
}

/// bgp.c: the steps of one basic graph pattern, nested loops over cursors.
void bgp_open(Run* run, Op* op);
bool bgp_next(Run* run, Op* op);
void bgp_close(Run* run, Op* op);
void step_open(Run* run, Step* step);
bool step_next(Run* run, Step* step);
void step_close(Run* run, Step* step);
/// Put a term into a place: false where it holds another one already; and empty the places again that it filled.
bool step_fill(Run* run, Step* step, int place, Term term);
void step_forget(Run* run, Step* step);
/// order.c: put the steps in a good order for the slots as they are.
void bgp_order(Run* run, Op* op);

/// The place's term, TERM_NONE where it is a free variable.
static inline Term place_term(const Run* run, Place place) {
  return place.slot == NO_SLOT ? place.term : run->slots[place.slot];
}

/// The store's pattern for the step's places.
StorePattern step_pattern(Run* run, const Step* step);

/// A literal as subject, a blank node as predicate: no quad is ever like that.
bool step_impossible(const StorePattern* pattern);

/// Count a read; false when the time is over or the query was cancelled (run->status says so).
bool run_read(Run* run);
/// The same without a read.
bool run_goes_on(Run* run);
/// The same, and the clock is looked at in any case.
bool run_in_time(Run* run);
/// Seconds of the monotonic clock, for deadlines.
double run_clock(void);
/// Count `bytes` no longer.
void run_drops(Run* run, size_t bytes);

/// The value, in the arena unless it is a slot's or the query's; TERM_NONE for an error.
Term evaluate_term(Run* run, const Expr* expr, Arena* arena);
/// Its effective boolean value (SPARQL 1.1, 17.2.2); an error is false.
bool evaluate_true(Run* run, const Expr* expr);

#endif
