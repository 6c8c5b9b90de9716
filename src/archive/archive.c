/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Articles go in, are replaced and go out as whole graphs; the view graph follows.
 *
 *   add A       A's quads in the graph <A>; labels of whom A names
 *   add A again, same text, same reader and options     nothing is written
 *   add A, other text                                   <A> removed, written anew; only changed names touch the view
 *   forget A    <A> removed; who is named by no other article loses the label, and is gone */
#include "archive/archive.h"

#include "archive/knows.h"
#include "archive/reprints.h"
#include "archive/similar.h"
#include "archive/view.h"
#include "archive/who.h"
#include "base/map.h"
#include "graph/iri.h"
#include "graph/vocabulary.h"

#include <stdlib.h>

static const char* base_of(const GraphOptions* options) { return options->base ? options->base : GRAPH_BASE; }

static Status is_article(Store* store, Term article, bool* found) {
  return store_contains(store, &(Quad){article, iri(RDF_TYPE), iri(SCHEMA("NewsArticle")), article}, found);
}

/* What the article says of itself. */
static Status first_object(Store* store, Term article, const char* property, Arena* arena, Term* object) {
  return view_object(store, article, property, article, arena, object);
}

/* A near-duplicate is known as long as the article is there that was read in its place. */
static Status original_there(Store* store, Term article, Arena* arena, bool* there) {
  Term original;
  *there = true;
  TRY(first_object(store, article, REC("nearDuplicateOf"), arena, &original));
  return original.kind == TERM_NONE ? OK : is_article(store, original, there);
}

Status archive_is_duplicate(Store* store, const Document* doc, bool* duplicate) {
  Arena        arena = {0};
  Term         original;
  const Status status = first_object(store, term_iri(graph_article_iri(doc, &arena)), REC("nearDuplicateOf"), &arena, &original);
  *duplicate          = status == OK && original.kind != TERM_NONE;
  arena_free(&arena);
  return status;
}

Status archive_read_text(Store* store, const Digest* sha256, Arena* arena, const char** found) {
  StoreCursor* cursor;
  Quad         quad;
  bool         more;
  Status       status;
  *found = NULL;
  TRY(store_find(store, &(StorePattern){.pattern = {.p = iri(REC("sha256")), .o = term_string(slice(sha256->hex))}}, &cursor));
  while ((status = store_next(cursor, &quad, &more)) == OK && more && !*found) {
    Term original;
    const Term article = term_copy(arena, quad.s);
    status = first_object(store, article, REC("nearDuplicateOf"), arena, &original);
    if (status != OK) break;
    if (original.kind == TERM_NONE) *found = arena_copy(arena, article.value.ptr, article.value.len);
  }
  store_cursor_free(cursor);
  return status;
}

Status archive_knows(Store* store, const Document* doc, const GraphOptions* options, bool* known) {
  Arena        arena   = {0};
  const Term   article = term_iri(graph_article_iri(doc, &arena));
  const Term   sum     = term_string(slice(doc->sha256.hex));
  const Term   reader  = term_string(graph_read_by(options, &arena));
  Status       status  = store_contains(store, &(Quad){article, iri(REC("sha256")), sum, article}, known);
  if (status == OK && *known) status = store_contains(store, &(Quad){article, iri(REC("readBy")), reader, article}, known);
  if (status == OK && *known) status = original_there(store, article, &arena, known);
  arena_free(&arena);
  return status;
}

typedef struct {
  Arena* arena;
  Quad*  quads;
  size_t n, cap;
} Adding;

static Status add_quad(void* self, const Quad* quad) {
  Adding* adding = self;
  Arena*  arena  = adding->arena;
  *arena_push(arena, adding->quads, adding->n, adding->cap) =
      (Quad){term_copy(arena, quad->s), term_copy(arena, quad->p), term_copy(arena, quad->o), term_copy(arena, quad->g)};
  return OK;
}

static Status not_duplicate(Store* store, Term article, Arena* arena, bool* read) {
  Term original;
  TRY(first_object(store, article, REC("nearDuplicateOf"), arena, &original));
  *read = original.kind == TERM_NONE;
  return OK;
}

#define KNOWLEDGE_NOTE "knowledge"

/// Decide who is who, and what follows of all articles that this moves and of `article`.
static Status settle_all(Who* who, Slice article, const GraphOptions* options) {
  TRY(who_settle(who));
  TRY(turns_settle(&who->turns));
  if (article.len) map_at(&who->moved, article, 1);
  for (size_t i = 0; i < who->moved.n; i++) TRY(knows_article(who->store, base_of(options), options->known, who->moved.entries[i].key));
  return OK;
}

static Status begin(Who* who, Store* store, const GraphOptions* options) {
  const Status status = who_begin(who, store, base_of(options));
  who->known          = options->known;
  return status;
}

static Status add(Who* who, const Document* doc, const Facts* facts, const GraphOptions* options, Arena* arena,
                  ArticleOutcome* outcome) {
  Store* const store = who->store;
  const Term article = term_iri(graph_article_iri(doc, arena));
  Namings    before = {0};
  Slice*     claims = NULL;
  size_t     claim_count = 0;
  bool       known, there;
  *outcome = ARTICLE_UNCHANGED;
  TRY(archive_knows(store, doc, options, &known));
  if (known && facts->entity_count) TRY(not_duplicate(store, article, arena, &known)); // read now, though only noted before
  if (known) return OK;
  TRY(is_article(store, article, &there));
  if (there) {
    TRY(similar_claims(store, article, arena, &claims, &claim_count));
    TRY(turns_article(&who->turns, article));
    TRY(reprints_leave(store, base_of(options), article));
    TRY(who_leave(who, article));
    TRY(view_namings(store, article, arena, &before));
    TRY(view_update(store, base_of(options), &before, &(Namings){0}));
    TRY(store_remove_graph(store, article, NULL));
  }
  Adding adding = {.arena = arena};
  TRY(graph_article(doc, facts, options, (QuadSink){add_quad, &adding}));
  TRY(who_enter(who, article, adding.quads, adding.n));
  TRY(who_settle(who));
  TRY(similar_compare(store, base_of(options), options->model, &who->turns));
  TRY(similar_leave(store, base_of(options), options->model, &who->turns, claims, claim_count));
  TRY(similar_enter(store, base_of(options), options->model, &who->turns, adding.quads, adding.n));
  TRY(reprints_enter(store, base_of(options), article, doc));
  *outcome = there ? ARTICLE_REPLACED : ARTICLE_NEW;
  return settle_all(who, article.value, options);
}

Status archive_add(Store* store, const Document* doc, const Facts* facts, const GraphOptions* options, ArticleOutcome* outcome) {
  Arena  arena  = {0};
  Who    who;
  Status status = begin(&who, store, options);
  if (status == OK) status = add(&who, doc, facts, options, &arena, outcome);
  who_end(&who);
  arena_free(&arena);
  return status;
}

Status archive_add_duplicate(Store* store, const Document* doc, const char* original, const GraphOptions* options, ArticleOutcome* outcome) {
  Arena       arena   = {0};
  const Facts nothing = {0};
  const Term  article = term_iri(graph_article_iri(doc, &arena));
  Status      status  = archive_add(store, doc, &nothing, options, outcome);
  if (status == OK && *outcome != ARTICLE_UNCHANGED)
    status = store_add(store, &(Quad){article, iri(REC("nearDuplicateOf")), iri(original), article});
  arena_free(&arena);
  return status;
}

static Status forget(Who* who, const char* name, const GraphOptions* options, Arena* arena) {
  Store* const store  = who->store;
  const Term article = term_iri(iri_clean(arena, slice(name)));
  Namings    before  = {0};
  Slice*     claims;
  size_t     claim_count;
  bool       there   = false;
  if (article.value.len) TRY(is_article(store, article, &there));
  if (!there)
    return fail(ERR_NOT_FOUND, "%s: no article of this name in the graph; `onrecord query articles` lists them all", name);
  TRY(view_namings(store, article, arena, &before));
  TRY(similar_claims(store, article, arena, &claims, &claim_count));
  TRY(turns_article(&who->turns, article));
  TRY(reprints_leave(store, base_of(options), article));
  TRY(who_leave(who, article));
  TRY(view_update(store, base_of(options), &before, &(Namings){0}));
  TRY(store_remove_graph(store, article, NULL));
  TRY(similar_leave(store, base_of(options), options->model, &who->turns, claims, claim_count));
  return settle_all(who, article.value, options);
}

Status archive_forget(Store* store, const char* name, const GraphOptions* options) {
  Arena  arena  = {0};
  Who    who;
  Status status = begin(&who, store, options);
  if (status == OK) status = forget(&who, name, options, &arena);
  who_end(&who);
  arena_free(&arena);
  return status;
}

Status archive_waits(Store* store, bool* waits) { return similar_waits(store, waits); }

Status archive_compare(Store* store, const GraphOptions* options) {
  Who    who;
  Status status = begin(&who, store, options);
  if (status == OK) status = similar_compare(store, base_of(options), options->model, &who.turns);
  if (status == OK) status = turns_settle(&who.turns);
  who_end(&who);
  return status;
}

// --- the view anew ---------------------------------------------------------------------------------------------------

typedef struct {
  size_t votes;
  Term   name;
} Lead;

typedef struct {
  Arena  arena;
  Map    nodes; ///< Node -> index into leads
  Lead*  leads;
  size_t n, cap;
} Election;

/// All votes for one name of one node are in.
static void count_votes(Election* e, Slice node, Term name, size_t votes) {
  const uint64_t at = *map_at(&e->nodes, node, e->n);
  if (at == e->n) *arena_push(&e->arena, e->leads, e->n, e->cap) = (Lead){0};
  Lead* lead = &e->leads[at];
  if (lead->votes && !view_prefers(name, votes, lead->name, lead->votes)) return;
  *lead = (Lead){votes, name};
}

/// Votes of one name and node need not come in a row, so they are gathered by both.
static Status hold_election(Store* store, Election* e) {
  Map          ballots = {0};
  Namings      names   = {0};
  StoreCursor* cursor;
  TRY(store_find(store, &(StorePattern){.pattern = {.p = iri(REC("name"))}}, &cursor));
  Quad   quad;
  bool   more;
  Status status;
  Buffer key = {0};
  while ((status = store_next(cursor, &quad, &more)) == OK && more) {
    buffer_clear(&key);
    buffer_put_slice(&key, quad.s.value);
    buffer_printf(&key, " %d ", (int)quad.o.kind);
    buffer_put_slice(&key, quad.o.extra);
    buffer_putc(&key, ' ');
    buffer_put_slice(&key, quad.o.value);
    const size_t before = ballots.n;
    *map_at(&ballots, buffer_slice(&key), 0) += 1;
    if (ballots.n > before)
      *arena_push(&e->arena, names.items, names.n, names.cap) = (Naming){term_copy(&e->arena, quad.s), term_copy(&e->arena, quad.o)};
  }
  for (size_t i = 0; status == OK && i < names.n; i++)
    count_votes(e, names.items[i].node.value, names.items[i].name, ballots.entries[i].value);
  store_cursor_free(cursor);
  buffer_free(&key);
  map_free(&ballots);
  return status;
}

/// Articles of whose people the tables tell otherwise now are entered anew.
static Status renew_all(Who* who) {
  StoreCursor* cursor;
  Quad         quad;
  bool         more;
  Term*        articles = NULL;
  size_t       n = 0, cap = 0;
  TRY(store_find(who->store, &(StorePattern){.pattern = {.p = iri(RDF_TYPE), .o = iri(SCHEMA("NewsArticle"))}}, &cursor));
  Status status;
  while ((status = store_next(cursor, &quad, &more)) == OK && more)
    if (slice_equal(quad.s.value, quad.g.value)) *arena_push(&who->arena, articles, n, cap) = term_copy(&who->arena, quad.s);
  store_cursor_free(cursor);
  for (size_t i = 0; i < n && status == OK; i++) status = who_renew(who, articles[i]);
  return status;
}

/// What blocks have put into the view is forgotten, and put again.
static Status decide_anew(Store* store, const GraphOptions* options) {
  Who    who;
  Status status = begin(&who, store, options);
  if (status == OK) status = who_forget_view(&who);
  if (status == OK) status = turns_restore(&who.turns);
  if (status == OK) status = renew_all(&who);
  if (status == OK) status = who_all(&who);
  if (status == OK) status = turns_settle(&who.turns);
  if (status == OK) status = knows_all(store, base_of(options), options->known);
  who_end(&who);
  return status;
}

Status archive_rebuild_view(Store* store, const GraphOptions* options) {
  Election   e      = {0};
  const Term graph  = view_graph(base_of(options), &e.arena);
  Status     status = hold_election(store, &e);
  if (status == OK) status = store_remove_graph(store, graph, NULL);
  for (size_t i = 0; status == OK && i < e.n; i++)
    status = store_add(store, &(Quad){term_iri(e.nodes.entries[i].key), iri(RDFS("label")), e.leads[i].name, graph});
  map_free(&e.nodes);
  arena_free(&e.arena);
  if (status == OK) status = similar_restore(store, base_of(options));
  if (status == OK) status = reprints_restore(store, base_of(options));
  return status == OK ? decide_anew(store, options) : status;
}

/// A note's text, empty where there is none.
static Status note_text(Store* store, const char* key, Arena* arena, const char** text) {
  TRY(store_note(store, key, arena, text));
  if (!*text) *text = "";
  return OK;
}

Status archive_knowledge(Store* store, Arena* arena, const char** tables) { return note_text(store, KNOWLEDGE_NOTE, arena, tables); }

Status archive_know(Store* store, Slice tables, const GraphOptions* options) {
  Who    who;
  Status status = begin(&who, store, options);
  if (status == OK) status = store_set_note(store, KNOWLEDGE_NOTE, tables.len ? arena_copy(&who.arena, tables.ptr, tables.len) : NULL);
  if (status == OK) status = renew_all(&who);
  if (status == OK) status = who_settle(&who);
  if (status == OK) status = turns_settle(&who.turns);
  if (status == OK) status = knows_all(store, base_of(options), options->known);
  who_end(&who);
  return status;
}

Status archive_judgements(Store* store, Arena* arena, const char** table) { return note_text(store, JUDGEMENTS_NOTE, arena, table); }

Status archive_judge(Store* store, Slice table, const GraphOptions* options) {
  Who    who;
  Status status = begin(&who, store, options);
  if (status == OK) status = who_judge(&who, table);
  if (status == OK) status = settle_all(&who, SLICE(""), options);
  who_end(&who);
  return status;
}

// --- counts ----------------------------------------------------------------------------------------------------------

/// Nodes of a type, each once however many articles have it.
static Status count(Store* store, const char* type, size_t* n) {
  StoreCursor* cursor;
  *n = 0;
  TRY(store_find(store, &(StorePattern){.pattern = {.p = iri(RDF_TYPE), .o = iri(type)}, .merged = true}, &cursor));
  Quad   quad;
  bool   more;
  Status status;
  while ((status = store_next(cursor, &quad, &more)) == OK && more) ++*n;
  store_cursor_free(cursor);
  return status;
}

Status archive_counts(Store* store, ArchiveCounts* counts) {
  TRY(count(store, SCHEMA("NewsArticle"), &counts->articles));
  TRY(count(store, FOAF("Person"), &counts->people));
  TRY(count(store, ORG("Organization"), &counts->organizations));
  TRY(count(store, SCHEMA("Place"), &counts->places));
  TRY(count(store, ORG("Membership"), &counts->roles));
  return count(store, REC("Statement"), &counts->statements);
}
