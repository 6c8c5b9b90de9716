/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* One label over all articles: the name that most of them give. Where two are as frequent, one with lower-case letters
 * before one that shouts, then the first by bytes.
 *
 *   article 1  id:ana-brandt rec:name "Ana Brandt"       article 3  id:ana-brandt rec:name "ANA BRANDT"
 *   article 2  id:ana-brandt rec:name "Ana Brandt"       view       id:ana-brandt rdfs:label "Ana Brandt"
 *
 * An election with one vote per article: so the label depends on which articles there are and not on the order in
 * which they came. Most articles change nothing: a vote more for the winner, or one less for another, leaves the winner
 * where it is. Only else are votes counted again, and those of one node alone. */
#include "archive/view.h"

#include "graph/vocabulary.h"

#include <stdlib.h>
#include <utf8proc.h>

Term term_copy(Arena* arena, Term term) {
  term.value.ptr = arena_copy(arena, term.value.ptr, term.value.len);
  if (term.extra.len) term.extra.ptr = arena_copy(arena, term.extra.ptr, term.extra.len);
  return term;
}

int naming_compare(const void* x, const void* y) {
  const Naming *a = x, *b = y;
  const int     c = term_compare(a->node, b->node);
  return c ? c : term_compare(a->name, b->name);
}

Term view_graph(const char* base, Arena* arena) { return iri(arena_printf(arena, "%s%s", base, VIEW_GRAPH)); }

Status view_namings(Store* store, Term article, Arena* arena, Namings* namings) {
  StoreCursor* cursor;
  TRY(store_find(store, &(StorePattern){.pattern = {.p = iri(REC("name")), .g = article}}, &cursor));
  Quad   quad;
  bool   more;
  Status status;
  while ((status = store_next(cursor, &quad, &more)) == OK && more)
    *arena_push(arena, namings->items, namings->n, namings->cap) =
        (Naming){term_copy(arena, quad.s), term_copy(arena, quad.o)};
  store_cursor_free(cursor);
  if (namings->n) qsort(namings->items, namings->n, sizeof *namings->items, naming_compare);
  return status;
}

Status view_object(Store* store, Term subject, const char* property, Term graph, Arena* arena, Term* object) {
  *object = (Term){0};
  StoreCursor* cursor;
  TRY(store_find(store, &(StorePattern){.pattern = {subject, iri(property), {0}, graph}}, &cursor));
  Quad   quad;
  bool   more;
  Status status = store_next(cursor, &quad, &more);
  if (status == OK && more) *object = term_copy(arena, quad.o);
  store_cursor_free(cursor);
  return status;
}

static bool shouts(Slice name) {
  for (const char *p = name.ptr, *end = name.ptr + name.len; p < end;) {
    const utf8proc_int32_t c = (utf8proc_int32_t)utf8_next(&p);
    if (utf8proc_toupper(c) != c) return false;
  }
  return true;
}

bool view_prefers(Term name, size_t votes, Term other, size_t other_votes) {
  if (votes != other_votes) return votes > other_votes;
  const bool loud = shouts(name.value), other_loud = shouts(other.value);
  return loud != other_loud ? other_loud : term_compare(name, other) < 0;
}

static bool names(const Namings* namings, Term node, Term name) {
  for (size_t i = 0; namings && i < namings->n; i++)
    if (term_equal(namings->items[i].node, node) && term_equal(namings->items[i].name, name)) return true;
  return false;
}

/// The name that most articles give the node, before that the one that a human gave it; TERM_NONE where no article
/// names it any more. An article whose namings are going from `before` to `after` votes as it will.
static Status elect(Store* store, Term node, Term graph, const Namings* before, const Namings* after, Arena* arena, Term* winner) {
  Namings      all = {0};
  StoreCursor* cursor;
  TRY(store_find(store, &(StorePattern){.pattern = {.s = node, .p = iri(REC("name"))}, .merged = true}, &cursor));
  Quad   quad;
  bool   more;
  Status status;
  while ((status = store_next(cursor, &quad, &more)) == OK && more)
    *arena_push(arena, all.items, all.n, all.cap) = (Naming){node, term_copy(arena, quad.o)};
  store_cursor_free(cursor);
  if (status != OK) return status;
  for (size_t i = 0; after && i < after->n; i++)
    if (term_equal(after->items[i].node, node) && !names(&all, node, after->items[i].name))
      *arena_push(arena, all.items, all.n, all.cap) = after->items[i];
  *winner = (Term){0};
  size_t most = 0;
  for (size_t i = 0; i < all.n; i++) {
    const Term name = all.items[i].name;
    size_t     votes;
    TRY(store_count(store, &(StorePattern){.pattern = {.s = node, .p = iri(REC("name")), .o = name}}, SIZE_MAX, &votes));
    votes = votes + names(after, node, name) - names(before, node, name);
    if (!votes || (most && !view_prefers(name, votes, *winner, most))) continue;
    most    = votes;
    *winner = name;
  }
  if (!most) return OK;
  Term given;
  TRY(view_object(store, node, REC("renamed"), graph, arena, &given));
  if (given.kind) *winner = given;
  return OK;
}

typedef struct {
  Term node, from, to;
} Change;

typedef struct {
  Change* items;
  size_t  n, cap;
} Changes;

/// A vote for the name is taken from the node or given to it: what that changes.
static Status vote(Store* store, Term graph, Naming naming, bool given, const Namings* before, const Namings* after, Arena* arena, Changes* changes) {
  Term label, winner, judged = {0};
  TRY(view_object(store, naming.node, RDFS("label"), graph, arena, &label));
  if (!given) TRY(view_object(store, naming.node, REC("renamed"), graph, arena, &judged));
  if (label.kind && !judged.kind && term_equal(label, naming.name) == given) return OK;
  TRY(elect(store, naming.node, graph, before, after, arena, &winner));
  if (!term_equal(label, winner)) *arena_push(arena, changes->items, changes->n, changes->cap) = (Change){naming.node, label, winner};
  return OK;
}

static Status apply(Store* store, Term graph, const Change* change) {
  const Term property = iri(RDFS("label"));
  if (change->from.kind) TRY(store_remove(store, &(Quad){change->node, property, change->from, graph}));
  return change->to.kind ? store_add(store, &(Quad){change->node, property, change->to, graph}) : OK;
}

Status view_update(Store* store, const char* base, const Namings* before, const Namings* after) {
  Arena      arena   = {0};
  const Term graph   = view_graph(base, &arena);
  Status     status  = OK;
  Changes    changes = {0}; // read all first, then write
  for (size_t i = 0, k = 0; status == OK && (i < before->n || k < after->n);) {
    const int c = i == before->n ? 1 : k == after->n ? -1 : naming_compare(&before->items[i], &after->items[k]);
    if (c < 0) status = vote(store, graph, before->items[i], false, before, after, &arena, &changes);
    if (c > 0) status = vote(store, graph, after->items[k], true, before, after, &arena, &changes);
    i += c <= 0;
    k += c >= 0;
  }
  for (size_t i = 0; status == OK && i < changes.n; i++) status = apply(store, graph, &changes.items[i]);
  arena_free(&arena);
  return status;
}

Status view_elect(Store* store, const char* base, Term node) {
  Arena      arena = {0};
  const Term graph = view_graph(base, &arena);
  Term       label, winner;
  Status     status = view_object(store, node, RDFS("label"), graph, &arena, &label);
  if (status == OK) status = elect(store, node, graph, NULL, NULL, &arena, &winner);
  if (status == OK && !term_equal(label, winner)) status = apply(store, graph, &(Change){node, label, winner});
  arena_free(&arena);
  return status;
}
