/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The statements of a claim, and of each claim near it, by speaker and day; where the side that the speaker takes changes
 * from one day to a later one, there is a reversal.
 *
 *   2031-03-01  Brandt denied     that Norland would sell the port     against it
 *   2031-03-09  Brandt denied     that Norland would sell the port     against it
 *   2031-04-18  Brandt confirmed  that Norland would sell the port     for it: reverses the one of 03-09
 *
 * Precision first: named speakers only; acts that say yes or no; no hearsay, nothing undone ("did not deny"), no other
 * numbers; and the days of both must be known and differ. */
#include "archive/turns.h"

#include "archive/view.h"
#include "base/buffer.h"
#include "graph/vocabulary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HASH_DIGITS = 12, DAY_LENGTH = 10, NEAR_PERCENT = 65 };

static Slice hash_of(Slice claim) { return (Slice){claim.ptr + claim.len - HASH_DIGITS, HASH_DIGITS}; }

void turns_begin(Turns* turns, Store* store, const char* base) { *turns = (Turns){.store = store, .base = base}; }
void turns_end(Turns* turns) { map_free(&turns->claims); }

void turns_claim(Turns* turns, Slice claim) {
  if (turns && claim.len > HASH_DIGITS) map_at(&turns->claims, claim, 1);
}

Status turns_article(Turns* turns, Term article) {
  StoreCursor* cursor;
  Quad         quad;
  bool         more;
  Status       status;
  if (!turns) return OK;
  TRY(store_find(turns->store, &(StorePattern){.pattern = {.p = iri(REC("claim")), .g = article}}, &cursor));
  while ((status = store_next(cursor, &quad, &more)) == OK && more) turns_claim(turns, quad.o.value);
  store_cursor_free(cursor);
  return status;
}

// --- statements --------------------------------------------------------------------------------------------------------

/// Of a claim, from one that takes a side.
typedef struct {
  Slice  statement, speaker, day;
  int    score; ///< Per cent
  bool   against, second; ///< `second`: of the other claim
} Said;

typedef struct {
  Said*  items;
  size_t n, cap;
} Saids;

typedef struct {
  Turns* turns;
  Arena  arena;
} Work;

static Status object_of(Work* w, Term subject, const char* property, Term graph, Term* object) {
  return view_object(w->turns->store, subject, property, graph, &w->arena, object);
}

static Status has_subject(Work* w, const char* property, Term object, Term graph, bool* has) {
  size_t n;
  TRY(store_count(w->turns->store, &(StorePattern){.pattern = {.p = iri(property), .o = object, .g = graph}}, 1, &n));
  *has = n;
  return OK;
}

/// The side that an act takes: -1 against, 1 for it, 0 neither.
static int side_of(Slice act) {
  if (slice_equal(act, SLICE(REC("Denial")))) return -1;
  return slice_equal(act, SLICE(REC("Assertion"))) || slice_equal(act, SLICE(REC("Confirmation"))) || slice_equal(act, SLICE(REC("Promise")));
}

static int percent(Slice decimal) {
  char text[16];
  snprintf(text, sizeof text, "%.*s", (int)(decimal.len < sizeof text ? decimal.len : sizeof text - 1), decimal.ptr);
  return (int)(strtod(text, NULL) * 100 + .5);
}

/// The day of a statement: of the utterance, else of the article; empty where neither is told as exactly.
static Status day_of(Work* w, Term statement, Term article, Slice* day) {
  Term told;
  TRY(object_of(w, statement, REC("saidOn"), article, &told));
  if (told.kind == TERM_NONE) TRY(object_of(w, article, SCHEMA("datePublished"), article, &told));
  *day = told.kind != TERM_NONE && told.value.len >= DAY_LENGTH ? (Slice){told.value.ptr, DAY_LENGTH} : (Slice){0};
  return OK;
}

static Status take_statement(Work* w, Term statement, Term article, bool second, Saids* saids) {
  Term act, speaker, undone, score;
  bool statement_type, unnamed, hearsay;
  Said said = {.statement = statement.value, .second = second};
  TRY(object_of(w, statement, REC("act"), article, &act));
  const int side = act.kind == TERM_IRI ? side_of(act.value) : 0;
  if (!side) return OK;
  TRY(object_of(w, statement, REC("speaker"), article, &speaker));
  TRY(object_of(w, statement, REC("negated"), article, &undone));
  if (speaker.kind != TERM_IRI || undone.kind != TERM_NONE) return OK;
  TRY(store_contains(w->turns->store, &(Quad){statement, iri(RDF_TYPE), iri(REC("Statement")), article}, &statement_type));
  TRY(store_contains(w->turns->store, &(Quad){speaker, iri(RDF_TYPE), iri(REC("UnnamedSource")), article}, &unnamed));
  TRY(has_subject(w, REC("reports"), statement, article, &hearsay));
  TRY(day_of(w, statement, article, &said.day));
  if (!statement_type || unnamed || hearsay || !said.day.len) return OK;
  TRY(object_of(w, statement, REC("score"), article, &score));
  said.score   = score.kind == TERM_NONE ? 100 : percent(score.value);
  said.speaker = speaker.value;
  said.against = side < 0;
  *arena_push(&w->arena, saids->items, saids->n, saids->cap) = said;
  return OK;
}

static Status take_statements(Work* w, Slice claim, bool second, Saids* saids) {
  StoreCursor* cursor;
  Quad         quad;
  bool         more;
  Status       status;
  Term        *statements = NULL, *articles = NULL;
  size_t       n = 0, cap = 0, article_n = 0, article_cap = 0;
  TRY(store_find(w->turns->store, &(StorePattern){.pattern = {.p = iri(REC("claim")), .o = term_iri(claim)}}, &cursor));
  while ((status = store_next(cursor, &quad, &more)) == OK && more) {
    *arena_push(&w->arena, statements, n, cap) = term_copy(&w->arena, quad.s);
    *arena_push(&w->arena, articles, article_n, article_cap) = term_copy(&w->arena, quad.g);
  }
  store_cursor_free(cursor);
  for (size_t i = 0; i < n && status == OK; i++) status = take_statement(w, statements[i], articles[i], second, saids);
  return status;
}

static int by_speaker_and_day(const void* x, const void* y) {
  const Said *a = x, *b = y;
  const int   speaker = slice_compare(a->speaker, b->speaker), day = slice_compare(a->day, b->day);
  return speaker ? speaker : day ? day : slice_compare(a->statement, b->statement);
}

// --- reversals ---------------------------------------------------------------------------------------------------------

/// How near two claims are, from the view graph; 0 where they are not linked or differ in a number.
static Status nearness(Work* w, Slice a, Slice b, bool* opposed, int* near) {
  const Term  graph = view_graph(w->turns->base, &w->arena);
  const bool  turn  = slice_compare(hash_of(a), hash_of(b)) > 0;
  const Slice x = hash_of(turn ? b : a), y = hash_of(turn ? a : b);
  const Term  link = iri(arena_printf(&w->arena, "%sid/similarity-%.*s-%.*s", w->turns->base, SLICE_ARG(x), SLICE_ARG(y)));
  Term        score, differs;
  *near = 0;
  TRY(object_of(w, link, REC("score"), graph, &score));
  TRY(object_of(w, link, REC("differsIn"), graph, &differs));
  if (score.kind == TERM_NONE || differs.kind != TERM_NONE) return OK;
  TRY(store_contains(w->turns->store, &(Quad){term_iri(a), iri(REC("opposedTo")), term_iri(b), graph}, opposed));
  *near = percent(score.value);
  return OK;
}

/// "LATER\tEARLIER\tSCORE", a line for each reversal between two claims, or of one.
static Status find_reversals(Work* w, Slice a, Slice b, Buffer* lines) {
  const bool one     = slice_equal(a, b);
  bool       opposed = false;
  int        near    = 100;
  Saids      saids   = {0};
  if (!one) TRY(nearness(w, a, b, &opposed, &near));
  if (near < NEAR_PERCENT) return OK;
  TRY(take_statements(w, a, false, &saids));
  if (!one) TRY(take_statements(w, b, true, &saids));
  if (saids.n) qsort(saids.items, saids.n, sizeof *saids.items, by_speaker_and_day);
  for (size_t i = 1; i < saids.n; i++) {
    const Said *before = &saids.items[i - 1], *now = &saids.items[i];
    if (!slice_equal(before->speaker, now->speaker) || slice_equal(before->day, now->day) || (!one && before->second == now->second)) continue;
    const bool was = before->against != (opposed && before->second), is = now->against != (opposed && now->second);
    if (was == is) continue;
    const int score = near * (before->score < now->score ? before->score : now->score) / 100;
    buffer_printf(lines, "%.*s\t%.*s\t%d.%02d\n", SLICE_ARG(now->statement), SLICE_ARG(before->statement), score / 100, score % 100);
  }
  return OK;
}

/// What the view graph says of a line.
static Status say(Work* w, bool put, Slice line) {
  Store* const store = w->turns->store;
  const Term   graph = view_graph(w->turns->base, &w->arena);
  const Slice  later = slice_cut(&line, '\t'), earlier = slice_cut(&line, '\t'), score = slice_cut(&line, '\t');
  const Digest digest = digest_sha256(slice(arena_printf(&w->arena, "%.*s\n%.*s", SLICE_ARG(later), SLICE_ARG(earlier))));
  const Term   node   = iri(arena_printf(&w->arena, "%sid/reversal-%.*s", w->turns->base, HASH_DIGITS, digest.hex));
  const Quad   quads[] = {{term_iri(later), iri(REC("reverses")), term_iri(earlier), graph},
                          {node, iri(RDF_TYPE), iri(REC("Reversal")), graph},
                          {node, iri(RDFS("label")), term_string(SLICE("perhaps a turn-about")), graph},
                          {node, iri(REC("earlier")), term_iri(earlier), graph},
                          {node, iri(REC("later")), term_iri(later), graph},
                          {node, iri(REC("score")), term_typed(score, SLICE(XSD("decimal"))), graph}};
  for (size_t i = 0; i < sizeof quads / sizeof *quads; i++) TRY(put ? store_add(store, &quads[i]) : store_remove(store, &quads[i]));
  return OK;
}

static const char* note_key(Work* w, Slice a, Slice b) {
  const Slice x = hash_of(a), y = hash_of(b);
  return arena_printf(&w->arena, "turn/%.*s/%.*s", SLICE_ARG(x), SLICE_ARG(y));
}

/// The note has both claims in its first line, then the reversals.
static Status look_at(Work* w, Slice a, Slice b) {
  if (slice_compare(a, b) > 0) {
    const Slice turned = a;
    a = b, b = turned;
  }
  const char *key = note_key(w, a, b), *before;
  TRY(store_note(w->turns->store, key, &w->arena, &before));
  Buffer lines = {0};
  Status status = find_reversals(w, a, b, &lines);
  Slice  found = {lines.bytes ? lines.bytes : "", lines.len}, old = slice(before ? before : ""), line;
  slice_cut(&old, '\n');
  if (status == OK && !slice_equal(found, old)) {
    while (old.len && status == OK) line = slice_cut(&old, '\n'), status = say(w, false, line);
    for (Slice rest = found; rest.len && status == OK;) line = slice_cut(&rest, '\n'), status = say(w, true, line);
    const char* text = found.len ? arena_printf(&w->arena, "%.*s\t%.*s\n%.*s", SLICE_ARG(a), SLICE_ARG(b), SLICE_ARG(found)) : NULL;
    if (status == OK) status = store_set_note(w->turns->store, key, text);
    if (status == OK && !slice_equal(a, b)) // so that the other claim finds it
      status = store_set_note(w->turns->store, note_key(w, b, a), text ? arena_printf(&w->arena, "%.*s\t%.*s\n", SLICE_ARG(b), SLICE_ARG(a)) : NULL);
  }
  buffer_free(&lines);
  return status;
}

static Status add_linked(Work* w, Slice claim, const char* property, Map* others) {
  StoreCursor* cursor;
  Quad         quad;
  bool         more;
  Status       status;
  const StorePattern pattern = {.pattern = {.s = term_iri(claim), .p = iri(property), .g = view_graph(w->turns->base, &w->arena)}};
  TRY(store_find(w->turns->store, &pattern, &cursor));
  while ((status = store_next(cursor, &quad, &more)) == OK && more) map_at(others, quad.o.value, 1);
  store_cursor_free(cursor);
  return status;
}

/// Claims that a reversal connects with this one, as the notes have it.
static Status add_noted(Work* w, Slice claim, Map* others) {
  const Slice hash   = hash_of(claim);
  const char *prefix = arena_printf(&w->arena, "turn/%.*s/", SLICE_ARG(hash)), *after = NULL, *key, *value;
  for (;;) {
    TRY(store_next_note(w->turns->store, prefix, after, &w->arena, &key, &value));
    if (!key) return OK;
    after       = key;
    Slice text  = slice(value), line = slice_cut(&text, '\n');
    const Slice mine = slice_cut(&line, '\t');
    if (slice_equal(mine, claim)) map_at(others, line, 1);
  }
}

static Status look_around(Work* w, Slice claim) {
  Map    others = {0};
  Status status = OK;
  map_at(&others, claim, 1);
  status = add_linked(w, claim, REC("similarTo"), &others);
  if (status == OK) status = add_linked(w, claim, REC("opposedTo"), &others);
  if (status == OK) status = add_noted(w, claim, &others);
  for (size_t i = 0; i < others.n && status == OK; i++) {
    const Slice other = others.entries[i].key;
    // a pair of two that both are to be looked at is looked at once
    if (map_find(&w->turns->claims, other) && slice_compare(other, claim) < 0) continue;
    status = look_at(w, claim, other);
  }
  map_free(&others);
  return status;
}

Status turns_settle(Turns* turns) {
  Status status = OK;
  for (size_t i = 0; i < turns->claims.n && status == OK; i++) {
    Work w = {.turns = turns};
    status = look_around(&w, turns->claims.entries[i].key);
    arena_free(&w.arena);
  }
  map_free(&turns->claims);
  return status;
}

Status turns_restore(Turns* turns) {
  Work        w      = {.turns = turns};
  Status      status = OK;
  const char *after  = NULL, *key, *value;
  while ((status = store_next_note(turns->store, "turn/", after, &w.arena, &key, &value)) == OK && key) {
    after      = key;
    Slice text = slice(value);
    slice_cut(&text, '\n');
    while (text.len && status == OK) status = say(&w, true, slice_cut(&text, '\n'));
    if (status != OK) break;
  }
  arena_free(&w.arena);
  return status;
}
