/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* A node that is known is looked up: its few texts are read. Otherwise the store's index of words names the texts that may
 * match, and these are looked up property by property, in the order of the objects. Where there is no index (another model, an older
 * graph), or fewer quads than such texts are seen, all texts are read, which come in the same order, so that one that many graphs
 * repeat is fetched and folded once. What was found is kept for the next time that the step is opened. */
#include "sparql/matches.h"

#include "sparql/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

enum { LOOKUP_COST = 6, COUNTED = 256 };

bool matches_scan;

typedef struct {
  Term   node, graph;
  double score;
} Match;

typedef struct {
  Match* items;
  size_t n, cap;
  Map    index; ///< Node and graph -> place
  Buffer key;
  Arena  arena;
} Found;

struct Matches {
  size_t  limit;
  Arena   arena;  ///< Of `wanted`
  char*   text;   ///< That it was made of; NULL: none yet
  Wanted* wanted; ///< NULL: the text says nothing to look for
  bool    known, asked; ///< What there is, and of `texts`
  double  counts[TEXT_PROPERTIES], quads;       ///< About how many quads of each property, and of all
  size_t  texts;  ///< That may match, by the index
  bool    ready;  ///< `all` is filled
  Found   all, few;
  Found*  at;     ///< The one that the open step gives
  Buffer  folded;
  char    score[32];
};

// --- the plan ----------------------------------------------------------------------------------------------------------

bool matches_is(const Triple* triple) {
  const Place p = triple->at[1];
  return !triple->path && p.slot == NO_SLOT && p.term.kind == TERM_IRI && slice_equal(p.term.value, SLICE(REC_MATCHES));
}

/// The members of the list that begins at a node, at most two of them; how many it has.
static size_t list_members(const Tree* tree, const Triples* triples, Place node, bool* used, Place* members) {
  size_t n = 0;
  while (node.slot != NO_SLOT && !tree->names.items[node.slot].len && n <= triples->n) {
    Place rest = {NO_SLOT, {0}};
    bool  some = false;
    for (size_t i = 0; i + 1 < triples->n && !some; ++i) { // the parser puts first and rest of a list behind each other
      const Triple* t = &triples->items[i];
      some = t->at[0].slot == node.slot && !t->path && slice_equal(t->at[1].term.value, SLICE(RDF "first"));
      if (!some) continue;
      if (n < 2) members[n] = t->at[2];
      used[i] = true;
    }
    if (!some) break;
    ++n;
    for (size_t i = 0; i < triples->n; ++i) {
      const Triple* t = &triples->items[i];
      if (t->at[0].slot != node.slot || t->path || !slice_equal(t->at[1].term.value, SLICE(RDF "rest"))) continue;
      used[i] = true;
      rest    = t->at[2];
    }
    node = rest;
  }
  return n;
}

static bool is_text(Term term) { return term.kind == TERM_LITERAL || term.kind == TERM_LITERAL_LANG; }

/// Make ready for a text, if it is another one than before.
static Status matches_words(Matches* m, Slice text) {
  if (m->text && slice_equal(slice(m->text), text)) return m->wanted ? OK : ERR_INPUT;
  arena_free(&m->arena);
  map_free(&m->all.index);
  arena_free(&m->all.arena);
  free(m->all.items);
  m->all    = (Found){.key = m->all.key};
  m->ready  = false;
  m->asked  = false;
  m->wanted = NULL;
  m->text   = arena_copy(&m->arena, text.ptr, text.len);
  return words_parse(&m->arena, slice(m->text), &m->wanted);
}

static Status read_limit(Place place, size_t* limit) {
  Arena       arena = {0};
  const char* text  = arena_copy(&arena, place.term.value.ptr, place.term.value.len);
  char*       end;
  const long  n     = place.slot == NO_SLOT && place.term.kind == TERM_LITERAL_TYPED ? strtol(text, &end, 10) : 0;
  const bool  fine  = n > 0 && !*end;
  arena_free(&arena);
  *limit = (size_t)n;
  return fine ? OK : fail(ERR_INPUT, "rec:matches (\"words\" 10): the number says how many of the best are wanted, at least 1");
}

Status matches_step(Query* query, const Triples* triples, size_t i, bool* used, Step* step) {
  const Triple* t       = &triples->items[i];
  Place         left[2] = {{NO_SLOT, {0}}, {NO_SLOT, {0}}}, right[2] = {{NO_SLOT, {0}}, {NO_SLOT, {0}}};
  const size_t  n_left  = list_members(query->tree, triples, t->at[0], used, left);
  const size_t  n_right = list_members(query->tree, triples, t->at[2], used, right);
  used[i]               = true;
  if (n_left > 2 || (n_left == 2 && left[1].slot == NO_SLOT) || n_right > 2)
    return fail(ERR_INPUT, "rec:matches is written ?node rec:matches \"words\", or (?node ?score) rec:matches (\"words\" 10)");
  Matches* m = xcalloc(1, sizeof *m);
  *arena_push(&query->arena, query->matches, query->n_matches, query->cap_matches) = m;
  step->matches = m;
  step->at[0]   = n_left ? left[0] : t->at[0];
  step->at[1]   = n_left == 2 ? left[1] : (Place){NO_SLOT, {0}};
  step->at[2]   = n_right ? right[0] : t->at[2];
  if (n_right == 2) TRY(read_limit(right[1], &m->limit));
  if (step->at[2].slot != NO_SLOT) return OK;
  if (!is_text(step->at[2].term)) return fail(ERR_INPUT, "rec:matches looks for words: put them in quotes");
  return matches_words(m, step->at[2].term.value);
}

void matches_order(const Run* run, Op* op) {
  for (size_t i = op->n_steps; i-- > 0;) {
    const Step step = op->steps[i];
    if (step.kind != STEP_MATCHES || step.at[2].slot == NO_SLOT || run->slots[step.at[2].slot].kind != TERM_NONE) continue;
    size_t last = i;
    bool   bound = false;
    for (size_t k = 0; k < op->n_steps; ++k) {
      const Step*  other   = &op->steps[k];
      const size_t columns = other->kind == STEP_ROWS ? other->rows->columns : other->kind == STEP_MATCHES ? 2 : 4;
      bool         binds   = false;
      for (size_t c = 0; c < columns; ++c)
        binds = binds || (other->kind == STEP_ROWS ? other->rows->slots[c] : other->at[c].slot) == step.at[2].slot;
      if (!binds) continue;
      bound = bound || k < i;
      if (!bound && k > i) {
        last  = k;
        bound = true;
      }
    }
    memmove(op->steps + i, op->steps + i + 1, (last - i) * sizeof step);
    op->steps[last] = step;
  }
}

// --- finding -------------------------------------------------------------------------------------------------------------

/// What the step can see at all.
static StorePattern all_pattern(Run* run, const Step* step) {
  StorePattern pattern = step_pattern(run, step);
  pattern.pattern.s = pattern.pattern.p = pattern.pattern.o = (Term){0};
  if (step->at[3].slot != NO_SLOT) pattern.pattern.g = (Term){0};
  return pattern;
}

/// Which properties there are, and how many quads with them.
static void look_around(Run* run, const Step* step) {
  Matches* m = step->matches;
  if (m->known) return;
  StorePattern pattern = all_pattern(run, step);
  m->known             = true;
  for (size_t i = 0; i < TEXT_PROPERTIES && run->status == OK; ++i) {
    size_t count        = 0;
    pattern.pattern.p   = term_iri(slice(text_properties[i]));
    const Status st     = run->source->kind->count(run->source, &pattern, COUNTED, &count);
    if (st != OK) run->status = st;
    m->counts[i] = (double)count;
    m->quads += (double)count;
  }
}

static Term keep_late(Run* run, Arena* arena, Term term) {
  const Term late = run_late(run, term);
  return late.kind == (TermKind)TERM_LATE ? late : term_keep(arena, term);
}

static void note(Run* run, Found* found, Term node, Term graph, double score) {
  buffer_clear(&found->key);
  term_key(&found->key, run_late(run, node));
  term_key(&found->key, run_late(run, graph));
  const size_t before = found->n, bytes = found->arena.used;
  const size_t place  = (size_t)*map_at(&found->index, buffer_slice(&found->key), before);
  if (place < before) {
    if (score > found->items[place].score) found->items[place].score = score;
  } else {
    const Match match = {keep_late(run, &found->arena, node), keep_late(run, &found->arena, graph), score};
    if (found->n == found->cap) {
      found->cap   = found->cap ? found->cap * 2 : 16;
      found->items = xrealloc(found->items, found->cap * sizeof *found->items);
    }
    found->items[found->n++] = match;
    run_keeps(run, found->arena.used - bytes + found->key.len + 2 * sizeof match);
  }
}

static double score_of(Run* run, Matches* m, Term text) {
  text = run_whole(run, text);
  if (text.kind < TERM_LITERAL) return 0;
  buffer_clear(&m->folded);
  words_fold(text.value, &m->folded);
  return words_score(m->wanted, buffer_slice(&m->folded));
}

/// Texts that match, of the index, and how well each does.
typedef struct {
  Texts   texts;
  double* scores;
} Scored;

static int by_id(const void* a, const void* b) {
  const uint64_t *x = a, *y = b;
  return *x < *y ? -1 : *x > *y;
}

static double score_among(const Scored* scored, uint64_t text) {
  const Texts*    t  = &scored->texts;
  const uint64_t* at = t->n ? bsearch(&text, t->ids, t->n, sizeof text, by_id) : NULL;
  return at ? scored->scores[at - t->ids] : 0;
}

/// Note who has a text that matches, of all quads of the pattern; `scored`: which those are, if that is known.
static Status read_quads(Run* run, Matches* m, const StorePattern* pattern, bool named, const Scored* scored, Found* found) {
  void*    cursor = NULL;
  uint64_t last   = 0;
  double   score  = 0;
  Quad     quad;
  bool     more = true;
  Status   st   = source_find(run->source, pattern, &cursor);
  while (st == OK && run_read(run) && (st = source_next(run->source, cursor, &quad, &more)) == OK && more) {
    if (named && quad.g.kind == TERM_NONE) continue;
    const bool same = quad.o.kind == (TermKind)TERM_LATE && quad.o.value.len == last;
    if (!same) score = scored ? score_among(scored, quad.o.value.len) : score_of(run, m, quad.o);
    last = quad.o.kind == (TermKind)TERM_LATE ? quad.o.value.len : 0;
    if (score > 0) note(run, found, quad.s, named ? quad.g : (Term){0}, score);
  }
  source_close(run->source, cursor);
  return st;
}

/// Each text looked up.
static Status look_up(Run* run, Matches* m, StorePattern pattern, bool named, const Scored* scored) {
  void*  cursor = NULL;
  Quad   quad;
  Status st = OK;
  for (size_t k = 0; k < scored->texts.n && st == OK && run_goes_on(run); ++k) {
    bool more         = true;
    pattern.pattern.o = term_late(scored->texts.ids[k]);
    st                = source_find_again(run->source, &pattern, &cursor);
    while (st == OK && run_read(run) && (st = source_next(run->source, cursor, &quad, &more)) == OK && more)
      if (!named || quad.g.kind != TERM_NONE) note(run, &m->all, quad.s, named ? quad.g : (Term){0}, scored->scores[k]);
  }
  source_close(run->source, cursor);
  return st;
}

/// What all texts of the pattern hold, or those of the index.
static void find(Run* run, const Step* step, StorePattern pattern, const Scored* scored, Found* found) {
  Matches*   m     = step->matches;
  const bool named = step->at[3].slot != NO_SLOT;
  pattern.late     = run->shared->ids != NULL;
  look_around(run, step);
  for (size_t i = 0; i < TEXT_PROPERTIES && run->status == OK; ++i) {
    if (m->counts[i] == 0) continue;
    pattern.pattern.p = term_iri(slice(text_properties[i]));
    const bool few = scored && (!pattern.late || (double)scored->texts.n * LOOKUP_COST < m->counts[i]);
    const Status st = few ? look_up(run, m, pattern, named, scored) : read_quads(run, m, &pattern, named, scored, found);
    if (st != OK && run->status == OK) run->status = st;
  }
}

/// Whether the index says which texts to read, and that are not more than the quads that are seen.
static bool ask_index(Run* run, const Step* step) {
  Matches* m     = step->matches;
  Store*   store = run->shared->words;
  look_around(run, step);
  if (run->status != OK || matches_scan || !store || !store_has_words(store)) return false;
  if (!m->asked) {
    const Status st = words_expected(m->wanted, store, &m->texts);
    if (st != OK) run->status = st;
    m->asked = st == OK;
  }
  return m->asked && (double)m->texts < m->quads;
}

/// The texts that do match, of those that may.
static Status score_texts(Run* run, Matches* m, Scored* scored) {
  Texts* texts = &scored->texts;
  size_t kept  = 0;
  for (size_t i = 0; i < texts->n && run_read(run); ++i) {
    Term text = term_late(texts->ids[i]);
    TRY(store_fetch(run->shared->words, &text));
    const double score = score_of(run, m, text);
    if (score == 0) continue;
    texts->ids[kept]       = texts->ids[i];
    scored->scores[kept++] = score;
  }
  texts->n = kept;
  return run->status;
}

static void find_indexed(Run* run, const Step* step) {
  Matches*     m      = step->matches;
  Scored       scored = {0};
  Status       st     = words_texts(m->wanted, run->shared->words, &scored.texts);
  const size_t bytes  = scored.texts.n * (sizeof *scored.scores + sizeof *scored.texts.ids);
  scored.scores       = xmalloc(bytes + 1);
  if (st == OK && !run_keeps(run, bytes)) st = run->status;
  if (st == OK) st = score_texts(run, m, &scored);
  if (st == OK) find(run, step, all_pattern(run, step), &scored, &m->all);
  run_drops(run, bytes);
  if (st != OK && run->status == OK) run->status = st;
  free(scored.scores);
  texts_free(&scored.texts);
}

static int better(const void* a, const void* b) {
  const Match *x = a, *y = b;
  return x->score != y->score ? (x->score < y->score ? 1 : -1) : 0;
}

/// The best first; those that are as good stay in the order found (a merge sort would be stable, qsort() need not be).
static void cut(Found* found, size_t limit) {
  for (size_t i = 0; i < found->n; ++i) found->items[i].score += 1e-9 * (double)(found->n - i) / (double)found->n;
  if (found->n) qsort(found->items, found->n, sizeof *found->items, better);
  if (found->n > limit) found->n = limit;
}

static void find_all(Run* run, const Step* step) {
  Matches* m = step->matches;
  if (m->ready) return;
  m->ready = true;
  if (ask_index(run, step)) find_indexed(run, step);
  else find(run, step, all_pattern(run, step), NULL, &m->all);
  if (m->limit) cut(&m->all, m->limit);
}

static void found_clear(Run* run, Found* found) {
  if (!found->n) return;
  run->shared->memory -= found->n * 2 * sizeof *found->items < run->shared->memory ? found->n * 2 * sizeof *found->items : 0;
  map_free(&found->index);
  arena_free(&found->arena);
  found->index = (Map){0};
  found->n     = 0;
}

/// The words as they are now; false where there is nothing to look for.
static bool words_ready(Run* run, const Step* step) {
  const Term words = run_whole(run, place_term(run, step->at[2]));
  if (run->status != OK) return false;
  if (words.kind == TERM_NONE) {
    run->status = fail(ERR_INPUT, "rec:matches: the variable with the words to look for has no value here; bind it before, in the same group");
    return false;
  }
  return is_text(words) && matches_words(step->matches, words.value) == OK;
}

void matches_open(Run* run, Step* step) {
  Matches* m = step->matches;
  m->at      = NULL;
  if (!words_ready(run, step)) return;
  StorePattern pattern = step_pattern(run, step);
  pattern.pattern.p    = pattern.pattern.o = (Term){0};
  if (step_impossible(&pattern)) return;
  const bool named = step->at[3].slot != NO_SLOT;
  const bool known = pattern.pattern.s.kind != TERM_NONE || (named && pattern.pattern.g.kind != TERM_NONE);
  if (known && !m->limit) {
    found_clear(run, &m->few);
    m->at = &m->few;
    find(run, step, pattern, NULL, m->at);
  } else {
    m->at = &m->all;
    find_all(run, step);
  }
}

bool matches_next(Run* run, Step* step) {
  Matches* m = step->matches;
  while (m->at && step->next < m->at->n && run->status == OK) {
    step_forget(run, step);
    const Match* match = &m->at->items[step->next++];
    if (!step_fill(run, step, 0, match->node) || (step->at[3].slot != NO_SLOT && !step_fill(run, step, 3, match->graph))) continue;
    if (step->at[1].slot == NO_SLOT) return true;
    const int  n     = snprintf(m->score, sizeof m->score, "%.4f", match->score);
    const Term score = term_typed((Slice){m->score, (size_t)n}, SLICE(XSD "decimal"));
    if (step_fill(run, step, 1, score)) return true;
  }
  step_forget(run, step);
  return false;
}

double matches_count(Run* run, const Step* step, double unknown) {
  Matches* m = step->matches;
  if (place_term(run, step->at[2]).kind == TERM_NONE) return unknown;
  if (place_term(run, step->at[0]).kind != TERM_NONE) return 0.5;
  if (!words_ready(run, step)) return 0;
  if (m->ready) return (double)m->all.n;
  return ask_index(run, step) ? (double)m->texts : m->quads / LOOKUP_COST;
}

size_t matches_limit(const Matches* matches) { return matches->limit; }

static void found_free(Found* found) {
  buffer_free(&found->key);
  free(found->items);
  map_free(&found->index);
  arena_free(&found->arena);
}

void matches_free(Matches* m) {
  found_free(&m->all);
  found_free(&m->few);
  arena_free(&m->arena);
  buffer_free(&m->folded);
  free(m);
}
