/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Why two nodes are one, or are two: their profiles are weighed again, as they were when it was decided. */
#include "archive/archive.h"
#include "archive/knows.h"
#include "archive/who.h"

#include "graph/vocabulary.h"

#include <string.h>

enum { ROLES_SHOWN = 4 };

static Slice keep(Arena* arena, Slice s) { return (Slice){arena_copy(arena, s.ptr, s.len), s.len}; }

/// The first subject of property + object, or empty.
static Status subject_of(Store* store, const char* property, Slice object, Arena* arena, Slice* subject) {
  *subject = SLICE("");
  StoreCursor*       cursor;
  const StorePattern pattern = {.pattern = {.p = term_iri(slice(property)), .o = term_iri(object)}};
  TRY(store_find(store, &pattern, &cursor));
  Quad   quad;
  bool   more;
  Status status = store_next(cursor, &quad, &more);
  if (status == OK && more) *subject = keep(arena, quad.s.value);
  store_cursor_free(cursor);
  return status;
}

Status archive_node(Store* store, Slice iri, Arena* arena, Slice* node) {
  size_t n;
  *node = iri;
  TRY(store_count(store, &(StorePattern){.pattern = {.s = term_iri(iri), .p = term_iri(SLICE(RDF_TYPE))}}, 1, &n));
  return n ? OK : subject_of(store, REC("formerIri"), iri, arena, node);
}

/// Profiles that stand under a node, or that have the name that it is made of.
static void find_meant(const Entries* entries, Slice given, Slice node, bool* means) {
  bool named = false;
  for (size_t i = 0; i < entries->n; i++) named |= slice_equal(entries->items[i].iri, given) && !slice_equal(given, node);
  for (size_t i = 0; i < entries->n; i++)
    means[i] = named ? slice_equal(entries->items[i].iri, given) : slice_equal(entries->items[i].node, node);
}

/// "mayor, oslev" of "mayor@t:oslev".
static Slice facet_words(Arena* arena, Slice facet) {
  char*  out = arena_alloc(arena, facet.len * 2 + 1);
  size_t n   = 0;
  for (size_t i = 0; i < facet.len; i++) {
    if (facet.ptr[i] == '@') {
      if (n && i + 1 < facet.len) out[n++] = ',', out[n++] = ' ';
      i += i + 2 < facet.len && facet.ptr[i + 2] == ':' ? 2 : 0;
    } else {
      out[n++] = facet.ptr[i] == '-' ? ' ' : facet.ptr[i];
    }
  }
  return (Slice){out, n};
}

static void put_roles(const Entries* entries, const bool* means, Arena* arena, Why* why, int side) {
  for (size_t i = 0; i < entries->n; i++)
    for (size_t f = 0; means[i] && f < entries->items[i].profile.facet_count; f++) {
      if (*entries->items[i].profile.facets[f].ptr == FACET_KNOWN) continue; // stands in what is known of them
      const Slice words = facet_words(arena, entries->items[i].profile.facets[f]);
      bool        there = why->role_counts[side] == ROLES_SHOWN;
      for (size_t k = 0; k < why->role_counts[side]; k++) there |= slice_equal(why->roles[side][k], words);
      if (!there) why->roles[side][why->role_counts[side]++] = words;
    }
}

enum { ENTRIES_SHOWN = 400 };

/// All profiles of the blocks that begin with these digits.
static Status entries_of(Store* store, Slice digits, Arena* arena, Entries* entries) {
  for (Slice block = SLICE(""); digits.len && entries->n < ENTRIES_SHOWN;) {
    TRY(register_next_block(store, digits, block, arena, &block));
    if (!block.len) break;
    TRY(register_entries(store, block, (Slice){0}, ENTRIES_SHOWN, arena, entries));
  }
  size_t own = 0;
  for (size_t i = 0; i < entries->n; i++)
    if (!entries->items[i].profile.giver) entries->items[own++] = entries->items[i];
  entries->n = own;
  return OK;
}

/// Whether one article names both.
static Status together(Store* store, Slice block, const Entry* a, const Entry* b, Arena* arena, bool* both) {
  const bool  turn = slice_compare(a->hash, b->hash) > 0;
  const char *key, *value, *pair = arena_printf(arena, "%s/%.*s/%.*s/", register_key(arena, block, 'x'), SLICE_ARG((turn ? b : a)->hash), SLICE_ARG((turn ? a : b)->hash));
  TRY(store_next_note(store, pair, NULL, arena, &key, &value));
  *both = key != NULL;
  return OK;
}

static Status explain(Store* store, Slice block, Slice other_block, Slice a, Slice b, Arena* arena, Why* why) {
  Entries entries = {0};
  TRY(entries_of(store, block, arena, &entries));
  if (!slice_equal(block, other_block)) TRY(entries_of(store, other_block, arena, &entries));
  bool* x = arena_array(arena, bool, entries.n + 1);
  bool* y = arena_array(arena, bool, entries.n + 1);
  find_meant(&entries, a, why->a, x);
  find_meant(&entries, b, why->b, y);
  put_roles(&entries, x, arena, why, 0);
  put_roles(&entries, y, arena, why, 1);
  for (size_t i = 0; i < entries.n; i++)
    for (size_t k = 0; k < entries.n; k++) {
      const Profile *one = &entries.items[i].profile, *other = &entries.items[k].profile;
      if (!x[i] || !y[k] || i == k || one->type != other->type) continue;
      const Weight weight = weigh(one, &other, 1);
      if (why->compared && weight.score <= why->score) continue;
      bool both;
      why->compared = true;
      why->score    = weight.score;
      why->reason   = reason_words(weight.reason);
      TRY(together(store, block, &entries.items[i], &entries.items[k], arena, &both));
      if (both) why->reason = reason_words(REASON_TOGETHER), why->score = 0;
    }
  return OK;
}

/// Whether a line of the judgements speaks of these two.
static void find_judged(const Who* who, Slice a, Slice b, Why* why) {
  const Judgements* j = &who->judgements;
  why->judged = why->one && !slice_equal(a, b) && slice_equal(judgements_merged(j, a), judgements_merged(j, b));
  for (size_t i = 0; i < j->n; i++) {
    const Judgement* x = &j->items[i];
    if (x->verb != JUDGED_SPLIT && x->verb != JUDGED_UNSURE) continue;
    const Slice sides[2][2] = {{a, why->a}, {b, why->b}};
    for (int turn = 0; turn < 2; turn++)
      for (int s = 0; s < 4; s++)
        why->judged |= slice_equal(x->a, sides[turn][s & 1]) && (!x->b.len || slice_equal(x->b, sides[!turn][s >> 1]));
  }
}

static Status ask(Who* who, Slice a, Slice b, Arena* arena, Why* why) {
  TRY(archive_node(who->store, a, arena, &why->a));
  TRY(archive_node(who->store, b, arena, &why->b));
  if (!why->a.len || !why->b.len)
    return fail(ERR_NOT_FOUND, "%.*s: nobody and nothing of this name in the graph", SLICE_ARG(why->a.len ? b : a));
  TRY(knows_words(who->store, why->a, arena, &why->known[0], &why->known_counts[0]));
  TRY(knows_words(who->store, why->b, arena, &why->known[1], &why->known_counts[1]));
  why->one = slice_equal(why->a, why->b);
  Operand x, y;
  operand_of(arena, who->base, a, &x);
  operand_of(arena, who->base, b, &y);
  for (int i = 0; i < 4 && !why->compared; i++)
    for (int k = 0; k < 4 && !why->compared; k++) {
      if (!x.blocks[i].len || !y.blocks[k].len || i % 2 != k % 2) continue;
      const bool same = slice_equal(x.blocks[i], y.blocks[k]);
      if (same || slice_equal(x.near[i / 2], y.near[k / 2]) || (i % 2 && why->one))
        TRY(explain(who->store, x.blocks[i], y.blocks[k], a, b, arena, why));
    }
  find_judged(who, a, b, why);
  return OK;
}

Status archive_why(Store* store, Slice a, Slice b, const GraphOptions* options, Arena* arena, Why* why) {
  *why = (Why){0};
  Who    who;
  Status status = who_begin(&who, store, options->base ? options->base : GRAPH_BASE);
  if (status == OK) status = ask(&who, a, b, arena, why);
  who_end(&who);
  return status;
}
