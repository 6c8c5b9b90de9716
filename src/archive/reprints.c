/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Runs of six words, one in six of them by its hash (Manber, "Finding similar files in a large file system", 1994). Two
 * articles print one report where they share enough of them:
 *
 *   at least MIN_SHARED runs, at least half of those of the shorter one, a quarter of those of the longer one;
 *   a third and a sixth where both credit the same agency
 *
 * so a report that was cut to its first paragraphs is found, and a round-up of many reports is none of them. Groups are what
 * these pairs connect. A run that more than RUN_ARTICLES articles have ("all rights reserved") speaks for none. */
#include "archive/reprints.h"

#include "archive/personas.h"
#include "archive/register.h"
#include "archive/view.h"
#include "base/buffer.h"
#include "base/map.h"
#include "graph/vocabulary.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { RUN = 6, ONE_IN = 6, MIN_SHARED = 6, RUN_ARTICLES = 200, RUNS_MOST = 400, RUN_DIGITS = 8 };

typedef struct {
  Store*      store;
  const char* base;
  Arena       arena;
} Work;

typedef struct {
  Slice  hash, iri, date, agency;
  Slice* runs;
  size_t n, cap;
} Print;

static const char* key_of(Work* w, char kind, Slice a, Slice b) {
  return b.len ? arena_printf(&w->arena, "print/%c/%.*s/%.*s", kind, SLICE_ARG(a), SLICE_ARG(b)) : arena_printf(&w->arena, "print/%c/%.*s", kind, SLICE_ARG(a));
}

// --- runs --------------------------------------------------------------------------------------------------------------

static uint32_t mixed(uint32_t x) { // lowbias32 (Wellons, 2018)
  x = (x ^ (x >> 16)) * 0x7FEB352DU;
  x = (x ^ (x >> 15)) * 0x846CA68BU;
  return x ^ (x >> 16);
}

/// FNV-1a over the letters and digits of the next word, in lower case; false at the end.
static bool next_word(const char** p, const char* end, uint32_t* hash) {
  bool some = false;
  *hash     = 2166136261U;
  while (*p < end) {
    const utf8proc_int32_t    c    = (utf8proc_int32_t)utf8_next(p);
    const utf8proc_category_t kind = utf8proc_category(c);
    if ((kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO) || kind == UTF8PROC_CATEGORY_ND) {
      *hash = (*hash ^ (uint32_t)utf8proc_tolower(c)) * 16777619U;
      some  = true;
    } else if (some && c != '\'' && c != 0x2019) {
      return true;
    }
  }
  return some;
}

static void find_runs(Work* w, const Text* text, Print* print) {
  uint32_t    words[RUN] = {0};
  size_t      n          = 0;
  Map         seen       = {0};
  const char* end        = text->bytes + text->len;
  for (const char* p = text->bytes; p < end && print->n < RUNS_MOST;) {
    uint32_t hash;
    if (!next_word(&p, end, &hash)) break;
    memmove(words, words + 1, sizeof words - sizeof *words);
    words[RUN - 1] = hash;
    if (++n < RUN) continue;
    uint32_t run = 0;
    for (int i = 0; i < RUN; i++) run = mixed(run + words[i]);
    if (run % ONE_IN) continue;
    const Slice  digits = slice(arena_printf(&w->arena, "%08x", (unsigned)run));
    const size_t before = seen.n;
    map_at(&seen, digits, 1);
    if (seen.n > before) *arena_push(&w->arena, print->runs, print->n, print->cap) = digits;
  }
  map_free(&seen);
}

// --- what is kept ------------------------------------------------------------------------------------------------------

static Status read_print(Work* w, Slice hash, Print* print, bool* found) {
  const char* value;
  *print = (Print){.hash = hash};
  TRY(store_note(w->store, key_of(w, 'a', hash, (Slice){0}), &w->arena, &value));
  *found = value != NULL;
  if (!value) return OK;
  Slice f[4];
  line_fields(slice(value), f, 4);
  print->iri = f[0], print->date = f[1], print->agency = f[2];
  for (const char* p = f[3].ptr; p < f[3].ptr + f[3].len; p += RUN_DIGITS)
    *arena_push(&w->arena, print->runs, print->n, print->cap) = (Slice){p, RUN_DIGITS};
  return OK;
}

static Status write_print(Work* w, const Print* print) {
  Buffer value = {0};
  buffer_printf(&value, "%.*s\t%.*s\t%.*s\t", SLICE_ARG(print->iri), SLICE_ARG(print->date), SLICE_ARG(print->agency));
  for (size_t i = 0; i < print->n; i++) buffer_put_slice(&value, print->runs[i]);
  const Status status = store_set_note(w->store, key_of(w, 'a', print->hash, (Slice){0}), value.bytes);
  buffer_free(&value);
  return status;
}

/// The articles that have a run, RUN_ARTICLES + 1 at most.
static Status articles_of(Work* w, Slice run, Slice* articles, size_t* n) {
  const char *prefix = arena_printf(&w->arena, "print/s/%.*s/", SLICE_ARG(run)), *after = NULL, *key, *value;
  for (*n = 0; *n <= RUN_ARTICLES; ++*n) {
    TRY(store_next_note(w->store, prefix, after, &w->arena, &key, &value));
    if (!key) return OK;
    articles[*n] = slice(key + strlen(prefix));
    after        = key;
  }
  return OK;
}

static bool one_report(const Print* a, const Print* b, size_t shared) {
  const size_t less = a->n < b->n ? a->n : b->n, more = a->n < b->n ? b->n : a->n;
  const bool   agency = a->agency.len && slice_equal(a->agency, b->agency);
  return shared >= MIN_SHARED && shared * (agency ? 3 : 2) >= less && shared * (agency ? 6 : 4) >= more;
}

/// The articles that print the same report as this one.
static Status neighbours(Work* w, const Print* print, Map* found) {
  Map    shared   = {0};
  Slice* articles = arena_array(&w->arena, Slice, RUN_ARTICLES + 1);
  Status status   = OK;
  for (size_t i = 0; i < print->n && status == OK; i++) {
    size_t n;
    status = articles_of(w, print->runs[i], articles, &n);
    for (size_t k = 0; k < n && n <= RUN_ARTICLES; k++)
      if (!slice_equal(articles[k], print->hash)) ++*map_at(&shared, articles[k], 0);
  }
  for (size_t i = 0; i < shared.n && status == OK; i++) {
    Print other;
    bool  there;
    if (shared.entries[i].value < MIN_SHARED) continue;
    status = read_print(w, shared.entries[i].key, &other, &there);
    if (status == OK && there && one_report(print, &other, shared.entries[i].value)) map_at(found, other.hash, 1);
  }
  map_free(&shared);
  return status;
}

// --- groups ------------------------------------------------------------------------------------------------------------

/// The hash of the first article of its group; empty where it stands alone.
static Status first_of(Work* w, Slice hash, Slice* first) {
  const char* value;
  TRY(store_note(w->store, key_of(w, 'g', hash, (Slice){0}), &w->arena, &value));
  *first = slice(value ? value : "");
  return OK;
}

static Status say(Work* w, bool put, Slice article, Slice first) {
  Print a, b;
  bool  there, other;
  TRY(read_print(w, article, &a, &there));
  TRY(read_print(w, first, &b, &other));
  if (!there || !other || slice_equal(article, first)) return OK;
  const Quad quad = {term_iri(a.iri), term_iri(SLICE(REC("reprintOf"))), term_iri(b.iri), view_graph(w->base, &w->arena)};
  return put ? store_add(w->store, &quad) : store_remove(w->store, &quad);
}

static Status set_first(Work* w, Slice hash, Slice first) {
  Slice before;
  TRY(first_of(w, hash, &before));
  if (slice_equal(before, first)) return OK;
  if (before.len) {
    TRY(say(w, false, hash, before));
    TRY(store_set_note(w->store, key_of(w, 'm', before, hash), NULL));
  }
  TRY(store_set_note(w->store, key_of(w, 'g', hash, (Slice){0}), first.len ? arena_copy(&w->arena, first.ptr, first.len) : NULL));
  if (!first.len) return OK;
  TRY(store_set_note(w->store, key_of(w, 'm', first, hash), "."));
  return say(w, true, hash, first);
}

static Status add_members(Work* w, Slice first, Map* members) {
  const char *prefix = arena_printf(&w->arena, "print/m/%.*s/", SLICE_ARG(first)), *after = NULL, *key, *value;
  while (first.len) {
    TRY(store_next_note(w->store, prefix, after, &w->arena, &key, &value));
    if (!key) break;
    map_at(members, slice(key + strlen(prefix)), 1);
    after = key;
  }
  return OK;
}

/// All of these print one report: the earliest of them is its first.
static Status group(Work* w, const Map* members) {
  Print first = {0};
  for (size_t i = 0; i < members->n; i++) {
    Print print;
    bool  there;
    TRY(read_print(w, members->entries[i].key, &print, &there));
    const int c = !first.hash.len ? -1 : slice_compare(print.date, first.date) ? slice_compare(print.date, first.date) : slice_compare(print.iri, first.iri);
    if (there && c < 0) first = print;
  }
  for (size_t i = 0; i < members->n; i++) TRY(set_first(w, members->entries[i].key, members->n > 1 ? first.hash : SLICE("")));
  return OK;
}

/// One that comes connects the groups of those that print the same.
static Status connect(Work* w, const Print* print) {
  Map    near = {0}, members = {0};
  Status status = neighbours(w, print, &near);
  map_at(&members, print->hash, 1);
  for (size_t i = 0; i < near.n && status == OK; i++) {
    Slice first;
    map_at(&members, near.entries[i].key, 1);
    status = first_of(w, near.entries[i].key, &first);
    if (status == OK) status = add_members(w, first, &members);
  }
  if (status == OK && members.n > 1) status = group(w, &members);
  map_free(&near);
  map_free(&members);
  return status;
}

/// What one article reaches by its neighbours and theirs, taken out of `rest`.
static Status reach(Work* w, Slice from, Map* rest, Map* members) {
  Status status = OK;
  map_at(members, from, 1);
  for (size_t i = 0; i < members->n && status == OK; i++) {
    const Slice at    = members->entries[i].key;
    uint64_t*   still = map_find(rest, at);
    Map         near  = {0};
    Print       print;
    bool        there;
    if (still) *still = 0;
    status = read_print(w, at, &print, &there);
    if (status == OK && there) status = neighbours(w, &print, &near);
    for (size_t k = 0; k < near.n; k++) map_at(members, near.entries[k].key, 1);
    map_free(&near);
  }
  return status;
}

/// The groups of these articles are found anew: one went, or a run speaks for nobody any more, or again.
static Status regroup(Work* w, const Map* touched) {
  Map    rest   = {0};
  Status status = OK;
  for (size_t i = 0; i < touched->n && status == OK; i++) {
    Slice first;
    map_at(&rest, touched->entries[i].key, 1);
    status = first_of(w, touched->entries[i].key, &first);
    if (status == OK) status = add_members(w, first, &rest);
  }
  for (size_t i = 0; i < rest.n && status == OK; i++) {
    Map members = {0};
    if (!rest.entries[i].value) continue;
    status = reach(w, rest.entries[i].key, &rest, &members);
    if (status == OK) status = group(w, &members);
    map_free(&members);
  }
  map_free(&rest);
  return status;
}

/// Put or take the article's runs; `touched` are those of runs that cross the bound by it.
static Status put_runs(Work* w, const Print* print, bool put, Map* touched) {
  Slice* articles = arena_array(&w->arena, Slice, RUN_ARTICLES + 1);
  for (size_t i = 0; i < print->n; i++) {
    const char* key = key_of(w, 's', print->runs[i], print->hash);
    size_t      n;
    if (!put) TRY(store_set_note(w->store, key, NULL));
    TRY(articles_of(w, print->runs[i], articles, &n));
    for (size_t k = 0; k < n && n == RUN_ARTICLES; k++) map_at(touched, articles[k], 1);
    if (put) TRY(store_set_note(w->store, key, "."));
  }
  return OK;
}

static Status enter(Work* w, Term article, const Document* doc) {
  Print  print   = {.hash = short_hash(&w->arena, article.value, ARTICLE_DIGITS), .iri = article.value, .date = SLICE("9999")};
  Map    touched = {0};
  find_runs(w, &doc->text, &print);
  if (print.n < MIN_SHARED) return OK;
  if (doc->published && strlen(doc->published) >= 10) print.date = (Slice){doc->published, 10};
  if (doc->agency) print.agency = slice(doc->agency);
  TRY(write_print(w, &print));
  Status status = put_runs(w, &print, true, &touched);
  if (status == OK) status = connect(w, &print);
  if (status == OK && touched.n) status = regroup(w, &touched);
  map_free(&touched);
  return status;
}

static Status leave(Work* w, Term article) {
  const Slice hash = short_hash(&w->arena, article.value, ARTICLE_DIGITS);
  Print       print;
  Slice       first;
  bool        there;
  Map         touched = {0};
  TRY(read_print(w, hash, &print, &there));
  if (!there) return OK;
  TRY(first_of(w, hash, &first));
  Status status = add_members(w, first, &touched);
  // whoever is a reprint of it must be told so while its name is known
  for (size_t i = 0; i < touched.n && status == OK; i++) status = set_first(w, touched.entries[i].key, SLICE(""));
  if (status == OK) status = put_runs(w, &print, false, &touched);
  if (status == OK) status = store_set_note(w->store, key_of(w, 'a', hash, (Slice){0}), NULL);
  if (status == OK && touched.n) {
    Map others = {0};
    for (size_t i = 0; i < touched.n; i++)
      if (!slice_equal(touched.entries[i].key, hash)) map_at(&others, touched.entries[i].key, 1);
    status = regroup(w, &others);
    map_free(&others);
  }
  map_free(&touched);
  return status;
}

Status reprints_enter(Store* store, const char* base, Term article, const Document* doc) {
  Work         w      = {.store = store, .base = base};
  const Status status = enter(&w, article, doc);
  arena_free(&w.arena);
  return status;
}

Status reprints_leave(Store* store, const char* base, Term article) {
  Work         w      = {.store = store, .base = base};
  const Status status = leave(&w, article);
  arena_free(&w.arena);
  return status;
}

Status reprints_restore(Store* store, const char* base) {
  Work        w      = {.store = store, .base = base};
  Status      status = OK;
  const char *after  = NULL, *key, *value;
  while ((status = store_next_note(store, "print/g/", after, &w.arena, &key, &value)) == OK && key) {
    after  = key;
    status = say(&w, true, slice(key + strlen("print/g/")), slice(value));
    if (status != OK) break;
  }
  arena_free(&w.arena);
  return status;
}
