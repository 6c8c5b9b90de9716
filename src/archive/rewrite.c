/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* An article's quads, written with the nodes that its people stand under now.
 *
 *     read      id:bob-smith role:mayor id:oslev        now   id:robert-smith role:mayor id:oslev
 *
 * The register has, for each person, the node as read and the node now. As long as no two share a node, the quads as
 * read follow from those in the store. Where a human has made one of two of them, or one of a person that the article
 * never names in full, they do not, and are kept beside (who/o). */
#include "archive/view.h"
#include "archive/who.h"

#include "graph/vocabulary.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  Quad*  items;
  size_t n, cap;
} Quads;

/// From one node to another.
typedef struct {
  const Places* places;
  bool          back; ///< From what is now to what was read
} Turn;

static Slice turned(const Turn* turn, Slice node) {
  for (size_t i = 0; i < turn->places->n; i++) {
    const Place* p = &turn->places->items[i];
    if (slice_equal(turn->back ? p->now : p->read, node)) return turn->back ? p->read : p->now;
  }
  return node;
}

static Quad turn_quad(const Turn* turn, const Quad* quad) {
  Quad q    = *quad;
  q.s.value = turned(turn, q.s.value);
  if (q.o.kind == TERM_IRI) q.o.value = turned(turn, q.o.value);
  // a person of the article's own has her label there; the node that she becomes has one already
  if (!turn->back && !slice_equal(q.s.value, quad->s.value) && slice_equal(q.p.value, SLICE(RDFS("label"))))
    q.p = term_iri(SLICE(SKOS("altLabel")));
  return q;
}

static Status read_graph(Store* store, Term graph, Arena* arena, Quads* quads) {
  StoreCursor* cursor;
  TRY(store_find(store, &(StorePattern){.pattern = {.g = graph}}, &cursor));
  Quad   quad;
  bool   more;
  Status status;
  while ((status = store_next(cursor, &quad, &more)) == OK && more)
    *arena_push(arena, quads->items, quads->n, quads->cap) =
        (Quad){term_copy(arena, quad.s), term_copy(arena, quad.p), term_copy(arena, quad.o), graph};
  store_cursor_free(cursor);
  return status;
}

// --- quads kept as read: each term its kind, its length, its bytes ---------------------------------------------------

static void put_term(Buffer* out, Term term) {
  buffer_printf(out, "%d %zu %zu ", (int)term.kind, term.value.len, term.extra.len);
  buffer_put_slice(out, term.value);
  if (term.extra.len) buffer_put_slice(out, term.extra);
}

static Term get_term(const char** p) {
  char*        end;
  const long   kind  = strtol(*p, &end, 10);
  const size_t n     = strtoul(end, &end, 10), m = strtoul(end, &end, 10);
  const Term   term  = {(TermKind)kind, {end + 1, n}, {end + 1 + n, m}};
  *p                 = end + 1 + n + m;
  return term;
}

static const char* kept_key(Arena* arena, Slice hash) { return arena_printf(arena, "who/o/%.*s", SLICE_ARG(hash)); }

static Status keep_quads(Store* store, const char* key, const Quads* quads) {
  Buffer words = {0};
  for (size_t i = 0; i < quads->n; i++) {
    put_term(&words, quads->items[i].s);
    put_term(&words, quads->items[i].p);
    put_term(&words, quads->items[i].o);
  }
  const Status status = store_set_note(store, key, words.bytes);
  buffer_free(&words);
  return status;
}

static void take_kept(const char* words, Term graph, Arena* arena, Quads* quads) {
  for (const char* p = words; *p;) {
    Quad q = {.g = graph};
    q.s    = get_term(&p);
    q.p    = get_term(&p);
    q.o    = get_term(&p);
    *arena_push(arena, quads->items, quads->n, quads->cap) = q;
  }
}

// --- writing ---------------------------------------------------------------------------------------------------------

/// Whether the quads as read cannot be found again: two nodes become one, or one of the article's own becomes another.
static bool loses(const Places* places, const Quads* read) {
  for (size_t i = 0; i < places->n; i++) {
    const Place* p = &places->items[i];
    if (slice_equal(p->read, p->now)) continue;
    if (!p->block.len) return true;
    bool named = false;
    for (size_t k = 0; k < places->n; k++) {
      if (k != i && slice_equal(places->items[k].now, p->now)) return true;
      named |= slice_equal(places->items[k].read, p->now);
    }
    for (size_t q = 0; q < read->n && !named; q++)
      if (slice_equal(read->items[q].s.value, p->now)) return true;
  }
  return false;
}

static void write_key(Buffer* key, const Quad* quad) {
  const Term* const terms[] = {&quad->s, &quad->p, &quad->o};
  buffer_clear(key);
  for (int i = 0; i < 3; i++) {
    const uint32_t head[] = {(uint32_t)terms[i]->kind, (uint32_t)terms[i]->value.len, (uint32_t)terms[i]->extra.len};
    buffer_put(key, head, sizeof head);
    buffer_put_slice(key, terms[i]->value);
    buffer_put_slice(key, terms[i]->extra);
  }
}

static Status write_quads(Store* store, const Quads* before, const Quads* after) {
  Map kept = {0};
  Buffer key = {0};
  Status status = OK;
  for (int side = 0; side < 2; side++) { // those that stay the same are left alone
    const Quads* quads = side ? before : after;
    for (size_t i = 0; i < quads->n && status == OK; i++) {
      write_key(&key, &quads->items[i]);
      if (!side) *map_at(&kept, buffer_slice(&key), 0) = 1;
      else if (!map_find(&kept, buffer_slice(&key))) status = store_remove(store, &quads->items[i]);
      else *map_find(&kept, buffer_slice(&key)) = 2;
    }
  }
  for (size_t i = 0; i < after->n && status == OK; i++) {
    write_key(&key, &after->items[i]);
    if (*map_find(&kept, buffer_slice(&key)) == 1) status = store_add(store, &after->items[i]);
  }
  buffer_free(&key);
  map_free(&kept);
  return status;
}

static bool take_moves(Places* places, const Move* moves, size_t n) {
  bool changed = false;
  for (size_t i = 0; i < places->n; i++) {
    Place* place = &places->items[i];
    Slice  now   = place->now;
    for (size_t k = 0; k < n; k++)
      if (slice_equal(moves[k].read, place->read)) now = moves[k].now;
    changed |= !slice_equal(now, place->now);
    place->now = now;
  }
  return changed;
}

/// An article's quads as read: those kept, or those it has now turned back.
static void turn_back(const char* kept, const Places* places, const Quads* now, Term graph, Arena* arena, Quads* read) {
  if (kept) take_kept(kept, graph, arena, read);
  else
    for (size_t i = 0; i < now->n; i++)
      *arena_push(arena, read->items, read->n, read->cap) = turn_quad(&(Turn){places, true}, &now->items[i]);
}

static void find_namings(const Quads* quads, Arena* arena, Namings* namings) {
  for (size_t i = 0; i < quads->n; i++)
    if (slice_equal(quads->items[i].p.value, SLICE(REC("name"))))
      *arena_push(arena, namings->items, namings->n, namings->cap) = (Naming){quads->items[i].s, quads->items[i].o};
  if (namings->n) qsort(namings->items, namings->n, sizeof *namings->items, naming_compare);
}

static Status rewrite(Who* who, Slice article, const Move* moves, size_t n, Arena* arena) {
  Store* const store = who->store;
  const Slice  hash  = article_hash(arena, article);
  const Term   graph = term_iri(article);
  const char*  key   = kept_key(arena, hash);
  const bool   fresh = slice_equal(who->unwritten.article, article);
  Places       old, places;
  Quads        before = {0}, read = {0}, after = {0};
  Namings      named = {0}, renamed = {0};
  const char*  kept = NULL;
  TRY(register_places(store, hash, arena, &old));
  TRY(register_places(store, hash, arena, &places));
  const bool changed = take_moves(&places, moves, n);
  if (fresh) {
    read           = (Quads){who->unwritten.quads, who->unwritten.n, who->unwritten.n};
    who->unwritten = (Unwritten){0};
  } else if (changed) {
    TRY(read_graph(store, graph, arena, &before));
    TRY(store_note(store, key, arena, &kept));
    turn_back(kept, &old, &before, graph, arena, &read);
  } else {
    return OK;
  }
  const bool lost = loses(&places, &read);
  if (lost && !kept) TRY(keep_quads(store, key, &read));
  if (!lost && kept) TRY(store_set_note(store, key, NULL));
  for (size_t i = 0; i < read.n; i++)
    *arena_push(arena, after.items, after.n, after.cap) = turn_quad(&(Turn){&places, false}, &read.items[i]);
  find_namings(&before, arena, &named);
  find_namings(&after, arena, &renamed);
  TRY(view_update(store, who->base, &named, &renamed));
  TRY(write_quads(store, &before, &after));
  map_at(&who->moved, article, 1);
  TRY(turns_article(&who->turns, graph));
  return changed ? register_put_places(store, hash, &places) : OK;
}

Status rewrite_article(Who* who, Slice article, const Move* moves, size_t n) {
  Arena        arena  = {0};
  const Status status = rewrite(who, article, moves, n, &arena);
  arena_free(&arena);
  return status;
}

Status rewrite_read(Who* who, Slice article, Arena* arena, Quad** quads, size_t* n) {
  const Slice hash  = article_hash(arena, article);
  const Term  graph = term_iri(article);
  Places      places;
  Quads       now = {0}, read = {0};
  const char* kept;
  TRY(register_places(who->store, hash, arena, &places));
  TRY(read_graph(who->store, graph, arena, &now));
  TRY(store_note(who->store, kept_key(arena, hash), arena, &kept));
  turn_back(kept, &places, &now, graph, arena, &read);
  *quads = read.items;
  *n     = read.n;
  return OK;
}

Status rewrite_forget(Who* who, Slice hash) { return store_set_note(who->store, kept_key(&who->arena, hash), NULL); }
