/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Articles enter and leave the register, blocks are decided, articles follow.
 *
 * The judgements that the graph goes by stand in the note "judgements", word for word as in the user's table, so that
 * whoever adds an article decides by the same ones. */
#include "archive/who.h"

#include "graph/iri.h"
#include "graph/vocabulary.h"

#include <stdlib.h>
#include <string.h>

Slice article_hash(Arena* arena, Slice article) { return short_hash(arena, article, ARTICLE_DIGITS); }

static Slice keep(Arena* arena, Slice s) { return (Slice){arena_copy(arena, s.ptr ? s.ptr : "", s.len), s.len}; }

static bool starts(Slice s, const char* with) {
  const size_t n = strlen(with);
  return s.len >= n && !memcmp(s.ptr, with, n);
}

/// `s` without this end; false where it has another.
static bool without(Slice s, const char* end, Slice* rest) {
  const size_t n = strlen(end);
  if (s.len <= n || memcmp(s.ptr + s.len - n, end, n) != 0) return false;
  *rest = (Slice){s.ptr, s.len - n};
  return true;
}

static bool is_suffix(Slice s) {
  if (s.len < SUFFIX_DIGITS + 2 || s.ptr[s.len - SUFFIX_DIGITS - 1] != '-') return false;
  for (size_t i = s.len - SUFFIX_DIGITS; i < s.len; i++)
    if (!strchr("0123456789abcdef", s.ptr[i])) return false;
  return true;
}

void operand_of(Arena* arena, const char* base, Slice node, Operand* operand) {
  *operand = (Operand){.node = node, .stem = SLICE("")};
  if (!starts(node, base) || !starts((Slice){node.ptr + strlen(base), node.len - strlen(base)}, "id/")) {
    operand->own = memchr(node.ptr, '#', node.len) != NULL;
    return;
  }
  const Slice slug   = {node.ptr + strlen(base) + 3, node.len - strlen(base) - 3};
  const bool  longer = is_suffix(slug);
  if (longer) operand->stem = (Slice){node.ptr, node.len - SUFFIX_DIGITS - 1};
  for (int i = 0; i < 2; i++) { // the name as it stands, and without the suffix of two nodes of one name
    Slice       name = i && longer ? (Slice){slug.ptr, slug.len - SUFFIX_DIGITS - 1} : slug;
    const Slice whole = name;
    if (i && !longer) break;
    if (!without(whole, "-person", &name)) without(whole, "-organization", &name);
    operand->near[i]           = persona_near(arena, name);
    operand->blocks[2 * i]     = persona_block(arena, NAME_PERSON, name);
    operand->blocks[2 * i + 1] = persona_block(arena, NAME_ORGANIZATION, name);
  }
}

static void take_judgements(Who* who, Slice text) {
  judgements_parse(text, &who->arena, &who->judgements);
  who->operands = arena_array(&who->arena, Operands, who->judgements.n + 1);
  for (size_t i = 0; i < who->judgements.n; i++) {
    Operands* both = &who->operands[i];
    both->judged   = &who->judgements.items[i];
    operand_of(&who->arena, who->base, both->judged->a, &both->a);
    if (both->judged->verb != JUDGED_RENAME && both->judged->b.len) operand_of(&who->arena, who->base, both->judged->b, &both->b);
  }
}

/// Raise it whenever the register is laid out in another way.
#define LAYOUT "3"
#define LAYOUT_NOTE "register"

static Status check_layout(Who* who) {
  const char *layout, *key = NULL, *value;
  TRY(store_note(who->store, LAYOUT_NOTE, &who->arena, &layout));
  if (!layout) TRY(store_next_note(who->store, "who/", NULL, &who->arena, &key, &value));
  if (layout ? !strcmp(layout, LAYOUT) : !key) return OK;
  return fail(ERR_INPUT, "another version of OnRecord made this graph and kept in another way who is who; add its articles to a new graph");
}

Status who_begin(Who* who, Store* store, const char* base) {
  *who = (Who){.store = store, .base = base};
  turns_begin(&who->turns, store, base);
  const char* text;
  TRY(check_layout(who));
  TRY(store_note(store, JUDGEMENTS_NOTE, &who->arena, &text));
  take_judgements(who, slice(text ? text : ""));
  return OK;
}

void who_end(Who* who) {
  turns_end(&who->turns);
  map_free(&who->blocks);
  map_free(&who->moved);
  arena_free(&who->arena);
}

void who_move(Who* who, Slice article, Slice read, Slice now) {
  Arena* arena = &who->arena;
  const size_t turn = who->move_count;
  *arena_push(arena, who->moves, who->move_count, who->move_cap) = (Move){keep(arena, article), keep(arena, read), keep(arena, now), turn};
}

// --- what is to be decided -------------------------------------------------------------------------------------------

enum { TOUCH_WHOLE = 1, TOUCH_DONE = 2, BLOCK_DIGITS = 12 };

static void touch(Who* who, Slice block) {
  if (!block.len) return;
  uint64_t* state = map_at(&who->blocks, block, 0);
  *state          = (*state | TOUCH_WHOLE) & ~(uint64_t)TOUCH_DONE;
}

static void touch_profile(Who* who, Slice block, Slice profile) {
  *map_at(&who->blocks, block, 0) &= ~(uint64_t)TOUCH_DONE;
  *arena_push(&who->arena, who->touched, who->touched_count, who->touched_cap) = (Touched){keep(&who->arena, block), keep(&who->arena, profile)};
}

bool who_is_whole(const Who* who, Slice block, Slice last) {
  const uint64_t* state = map_find(&who->blocks, block);
  if (!state || (*state & TOUCH_WHOLE)) return true;
  for (size_t i = 0; i < who->touched_count; i++) {
    const Touched* t = &who->touched[i];
    if (slice_equal(t->block, block) && (*t->profile.ptr == 'g' || slice_compare(t->profile, last) <= 0)) return true;
  }
  return false;
}

Status who_touch_takers(Who* who, Slice block) {
  Entries entries = {0};
  TRY(register_entries(who->store, block, (Slice){0}, 1, &who->arena, &entries));
  if (entries.n && !entries.items[0].profile.giver) touch(who, block);
  return OK;
}

/// All blocks that begin with these digits.
static Status touch_all(Who* who, Slice digits) {
  for (Slice block = SLICE("");;) {
    TRY(register_next_block(who->store, digits, block, &who->arena, &block));
    if (!block.len) return OK;
    touch(who, block);
  }
}

/// Two that one article names are two. A name in full and an initial meet in the block of the initial.
static Status put_pair(Who* who, Place a, Place b, Slice hash, bool put) {
  bool moved = false;
  if (a.block.len == BLOCK_DIGITS && b.block.len > BLOCK_DIGITS) {
    const Place turned = a;
    a = b, b = turned;
  }
  if (!slice_equal(a.block, b.block)) {
    Entry  entry;
    bool   found, gives = false;
    Slice  blocks[GIVER_BLOCKS];
    if (a.block.len == BLOCK_DIGITS || b.block.len > BLOCK_DIGITS) return OK;
    TRY(register_entry(who->store, b.block, b.profile, &who->arena, &entry, &found));
    if (found) profile_prepare(&who->arena, &entry.profile);
    const size_t n = found ? giver_blocks(&who->arena, &entry.profile, blocks) : 0;
    for (size_t i = 0; i < n; i++) gives |= slice_equal(blocks[i], a.block);
    if (!gives) return OK;
    b.block   = a.block;
    b.profile = slice(arena_printf(&who->arena, "g%.*s", SLICE_ARG(b.profile)));
  }
  TRY(register_pair(who->store, &a, &b, hash, put, &moved));
  if (moved) touch_profile(who, a.block, a.profile), touch_profile(who, b.block, b.profile);
  return OK;
}

static Status put_pairs(Who* who, const Places* places, Slice hash, bool put) {
  for (size_t i = 0; i < places->n; i++)
    for (size_t k = 0; k < i; k++)
      if (places->items[i].block.len && places->items[k].block.len) TRY(put_pair(who, places->items[k], places->items[i], hash, put));
  return OK;
}

static Status take_change(Who* who, const Place* place, const Change* change) {
  if (change->moved) touch_profile(who, place->block, place->profile);
  for (size_t i = 0; i < change->giver_count; i++) TRY(who_touch_takers(who, change->givers[i]));
  return OK;
}

/// The nodes of the article's own that somebody has judged.
static void enter_own(Who* who, Term article, const Quad* quads, size_t n, Places* places) {
  for (size_t i = 0; i < who->judgements.n; i++)
    for (int side = 0; side < 2; side++) {
      const Operand* operand = side ? &who->operands[i].b : &who->operands[i].a;
      const size_t   front   = article.value.len;
      if (!operand->own || operand->node.len <= front || memcmp(operand->node.ptr, article.value.ptr, front) || operand->node.ptr[front] != '#') continue;
      bool there = false;
      for (size_t q = 0; q < n && !there; q++) there = slice_equal(quads[q].s.value, operand->node) && slice_equal(quads[q].p.value, SLICE(RDF_TYPE));
      who->operands[i].woken |= there;
      for (size_t k = 0; k < places->n; k++) there = there && !slice_equal(places->items[k].read, operand->node);
      if (!there) continue;
      *arena_push(&who->arena, places->items, places->n, places->cap) =
          (Place){SLICE(""), SLICE(""), SLICE(""), operand->node, operand->node};
    }
}

/// Into the register.
static Status enter(Who* who, Term article, const Quad* quads, size_t n) {
  Personas personas;
  Places   places = {0};
  const Slice hash = article_hash(&who->arena, article.value);
  TRY(store_set_note(who->store, LAYOUT_NOTE, LAYOUT));
  personas_find(who->base, who->known, article, quads, n, &who->arena, &personas);
  for (size_t i = 0; i < personas.n; i++) {
    const Persona* persona = &personas.items[i];
    Change         change;
    TRY(register_put(who->store, persona, article, hash, personas.date, &who->arena, &change));
    const Place place = {persona->block, persona->profile, personas.date, persona->iri, persona->iri};
    *arena_push(&who->arena, places.items, places.n, places.cap) = place;
    TRY(take_change(who, &place, &change));
    *arena_push(&who->arena, who->fresh, who->fresh_count, who->fresh_cap) = (Fresh){keep(&who->arena, article.value), place};
  }
  TRY(put_pairs(who, &places, hash, true));
  enter_own(who, article, quads, n, &places);
  return register_put_places(who->store, hash, &places);
}

Status who_enter(Who* who, Term article, Quad* quads, size_t n) {
  who->unwritten = (Unwritten){article.value, quads, n};
  return enter(who, article, quads, n);
}

Status who_leave(Who* who, Term article) {
  Places      places;
  const Slice hash = article_hash(&who->arena, article.value);
  TRY(register_places(who->store, hash, &who->arena, &places));
  TRY(put_pairs(who, &places, hash, false));
  for (size_t i = 0; i < places.n; i++) {
    const Place* place = &places.items[i];
    Change       change;
    for (size_t k = 0; k < who->judgements.n && !place->block.len; k++)
      who->operands[k].woken |= slice_equal(who->operands[k].a.node, place->read) || slice_equal(who->operands[k].b.node, place->read);
    if (!place->block.len) continue;
    TRY(settle_silence(who, arena_printf(&who->arena, "who/b/%.*s/v/l/%.*s/%.*s", SLICE_ARG(place->block), SLICE_ARG(place->profile), SLICE_ARG(hash))));
    TRY(register_remove(who->store, place, hash, &who->arena, &change));
    TRY(take_change(who, place, &change));
  }
  TRY(register_put_places(who->store, hash, &(Places){0}));
  return rewrite_forget(who, hash);
}

Status who_renew(Who* who, Term article) {
  Arena* const arena = &who->arena;
  const Slice  hash  = article_hash(arena, article.value);
  Quad*        quads;
  size_t       n;
  Places       places;
  Personas     personas;
  size_t       entered = 0;
  TRY(register_places(who->store, hash, arena, &places));
  TRY(rewrite_read(who, article.value, arena, &quads, &n));
  personas_find(who->base, who->known, article, quads, n, arena, &personas);
  for (size_t i = 0; i < places.n; i++) entered += places.items[i].block.len != 0;
  if (!entered) return OK;
  bool same = entered == personas.n;
  for (size_t i = 0; i < personas.n && same; i++) {
    const Persona* p = &personas.items[i];
    same             = false;
    for (size_t k = 0; k < places.n; k++) same |= slice_equal(places.items[k].block, p->block) && slice_equal(places.items[k].profile, p->profile);
  }
  if (same) return OK;
  Move* back = arena_array(arena, Move, places.n + 1);
  for (size_t i = 0; i < places.n; i++) back[i] = (Move){article.value, places.items[i].read, places.items[i].read, i};
  TRY(rewrite_article(who, article.value, back, places.n));
  TRY(who_leave(who, article));
  return enter(who, article, quads, n);
}

static Status is_in_block(Who* who, Slice block, const Operand* operand, bool* in) {
  const char *prefix = register_key(&who->arena, block, 'p'), *after = NULL, *key, *value;
  for (*in = false; !*in;) {
    TRY(store_next_note(who->store, prefix, after, &who->arena, &key, &value));
    if (!key) break;
    Slice fields[2];
    line_fields(slice(value), fields, 2);
    *in   = slice_equal(fields[1], operand->node) || slice_equal(fields[1], operand->stem);
    after = key;
  }
  return OK;
}

/// Whether an article names the node, or a name that makes it.
static Status is_known(Who* who, const Operand* operand, bool* known) {
  *known = false;
  if (operand->own) {
    const Slice article = {operand->node.ptr, (size_t)((const char*)memchr(operand->node.ptr, '#', operand->node.len) - operand->node.ptr)};
    Places      places;
    TRY(register_places(who->store, article_hash(&who->arena, article), &who->arena, &places));
    for (size_t i = 0; i < places.n; i++) *known |= slice_equal(places.items[i].read, operand->node);
    return OK;
  }
  for (int k = 0; k < 4 && !*known; k++)
    for (Slice block = SLICE(""); operand->blocks[k].len && !*known;) {
      TRY(register_next_block(who->store, operand->blocks[k], block, &who->arena, &block));
      if (!block.len) break;
      TRY(is_in_block(who, block, operand, known));
    }
  return OK;
}

static bool touches(const Who* who, const Operand* operand) {
  for (int k = 0; k < 4; k++)
    for (size_t i = 0; i < who->blocks.n && operand->blocks[k].len; i++)
      if (!memcmp(who->blocks.entries[i].key.ptr, operand->blocks[k].ptr, BLOCK_DIGITS)) return true;
  return false;
}

/// A merge concerns the blocks of both its nodes, and holds when both are there.
static Status link_judged(Who* who) {
  const size_t n       = who->judgements.n;
  bool*        holds   = arena_array(&who->arena, bool, n + 1);
  bool*        reached = arena_array(&who->arena, bool, n + 1);
  bool         more    = true;
  while (more) {
    more = false;
    for (size_t i = 0; i < n; i++) {
      const Operands* both = &who->operands[i];
      if (reached[i] || (both->judged->verb != JUDGED_MERGE && both->judged->verb != JUDGED_UNSURE)) continue;
      if (!both->woken && !touches(who, &both->a) && !touches(who, &both->b)) continue;
      reached[i] = more = true;
      for (int k = 0; k < 4; k++) {
        if (both->a.blocks[k].len) TRY(touch_all(who, both->a.blocks[k]));
        if (both->b.blocks[k].len) TRY(touch_all(who, both->b.blocks[k]));
      }
    }
  }
  for (size_t i = 0; i < n; i++) {
    bool other;
    if (!reached[i] || who->judgements.items[i].verb != JUDGED_MERGE) continue;
    TRY(is_known(who, &who->operands[i].a, &holds[i]));
    TRY(is_known(who, &who->operands[i].b, &other));
    holds[i] &= other;
  }
  judgements_link(&who->judgements, holds, &who->arena);
  for (size_t i = 0; i < n; i++)
    for (int side = 0; side < 2 && reached[i]; side++) {
      const Operand* operand = side ? &who->operands[i].b : &who->operands[i].a;
      if (!operand->own) continue;
      const Slice article = {operand->node.ptr, (size_t)((const char*)memchr(operand->node.ptr, '#', operand->node.len) - operand->node.ptr)};
      who_move(who, article, operand->node, judgements_merged(&who->judgements, operand->node));
    }
  return OK;
}

static int by_article(const void* x, const void* y) {
  const Move *a = x, *b = y;
  const int   c = slice_compare(a->article, b->article);
  if (c) return c;
  const int d = slice_compare(a->read, b->read);
  return d ? d : a->turn < b->turn ? -1 : a->turn > b->turn;
}

/// What has just come stands where its profile stands.
static Status follow_fresh(Who* who) {
  for (size_t i = 0; i < who->fresh_count; i++) {
    const Fresh* fresh = &who->fresh[i];
    Entry        entry;
    bool         found;
    TRY(register_entry(who->store, fresh->place.block, fresh->place.profile, &who->arena, &entry, &found));
    if (found && !entry.loose && !slice_equal(entry.node, fresh->place.read)) who_move(who, fresh->article, fresh->place.read, entry.node);
  }
  who->fresh_count = 0;
  return OK;
}

Status who_settle(Who* who) {
  if (who->judgements.n) TRY(link_judged(who));
  for (bool more = true; more;) { // initials follow names in full, which may stand in a later block
    size_t n      = 0;
    Slice* blocks = arena_array(&who->arena, Slice, who->blocks.n + 1);
    for (size_t i = 0; i < who->blocks.n; i++) {
      MapEntry* entry = &who->blocks.entries[i];
      if (!(entry->value & TOUCH_DONE)) blocks[n++] = entry->key;
      entry->value |= TOUCH_DONE;
    }
    if (n) qsort(blocks, n, sizeof *blocks, slice_order);
    for (size_t i = 0; i < n; i++) TRY(settle_block(who, blocks[i]));
    more = n;
  }
  TRY(follow_fresh(who));
  if (who->move_count) qsort(who->moves, who->move_count, sizeof *who->moves, by_article);
  for (size_t i = 0; i < who->move_count;) {
    size_t end = i;
    while (end < who->move_count && slice_equal(who->moves[end].article, who->moves[i].article)) end++;
    TRY(rewrite_article(who, who->moves[i].article, &who->moves[i], end - i));
    i = end;
  }
  who->move_count = who->touched_count = 0;
  map_free(&who->blocks);
  return who->unwritten.n ? rewrite_article(who, who->unwritten.article, NULL, 0) : OK;
}

/// Whoever took an article's graph away by other means has left its people in the register.
static Status leave_if_gone(Who* who, Slice article, Map* seen) {
  const size_t before = seen->n;
  map_at(seen, article, 1);
  if (seen->n == before) return OK;
  const Term term = term_iri(article), type = term_iri(SLICE(SCHEMA("NewsArticle")));
  bool       there;
  TRY(store_contains(who->store, &(Quad){term, term_iri(SLICE(RDF_TYPE)), type, term}, &there));
  return there ? OK : who_leave(who, term);
}

static Status leave_gone(Who* who, Map* seen) {
  for (Slice block = SLICE("");;) {
    TRY(register_next_block(who->store, SLICE(""), block, &who->arena, &block));
    if (!block.len) return OK;
    const char *prefix = register_key(&who->arena, block, 'r'), *after = NULL, *key, *value;
    for (;;) {
      TRY(store_next_note(who->store, prefix, after, &who->arena, &key, &value));
      if (!key) break;
      after = key;
      TRY(leave_if_gone(who, (Slice){value, strcspn(value, "\t")}, seen));
    }
  }
}

Status who_all(Who* who) {
  Map          seen   = {0};
  const Status status = leave_gone(who, &seen);
  map_free(&seen);
  TRY(status);
  who->anew = true;
  TRY(touch_all(who, SLICE("")));
  return who_settle(who);
}

Status who_forget_view(Who* who) {
  for (Slice block = SLICE("");;) {
    TRY(register_next_block(who->store, SLICE(""), block, &who->arena, &block));
    if (!block.len) return OK;
    const char *key = "", *value;
    while (key) {
      TRY(store_next_note(who->store, register_key(&who->arena, block, 'v'), NULL, &who->arena, &key, &value));
      if (key) TRY(store_set_note(who->store, key, NULL));
    }
  }
}

/// Blocks and articles that the judgements reach.
static Status touch_judged(Who* who) {
  for (size_t i = 0; i < who->judgements.n; i++)
    for (int side = 0; side < 2; side++) {
      const Operand* operand = side ? &who->operands[i].b : &who->operands[i].a;
      for (int k = 0; k < 4; k++)
        if (operand->blocks[k].len) TRY(touch_all(who, operand->blocks[k]));
      who->operands[i].woken = true;
      if (!operand->own) continue;
      const Slice node    = operand->node;
      const Slice article = {node.ptr, (size_t)((const char*)memchr(node.ptr, '#', node.len) - node.ptr)};
      const Slice hash    = article_hash(&who->arena, article);
      Places      places;
      bool        there = false;
      TRY(register_places(who->store, hash, &who->arena, &places));
      for (size_t p = 0; p < places.n; p++) there |= slice_equal(places.items[p].read, node);
      if (!there) {
        const Term term = term_iri(node), graph = term_iri(article);
        TRY(store_contains(who->store, &(Quad){term, term_iri(SLICE(RDF_TYPE)), term_iri(SLICE(FOAF("Person"))), graph}, &there));
        if (!there) continue;
        *arena_push(&who->arena, places.items, places.n, places.cap) = (Place){SLICE(""), SLICE(""), SLICE(""), node, node};
        TRY(register_put_places(who->store, hash, &places));
      }
      who_move(who, article, node, node); // where the judgements leave it, link_judged() says last
    }
  return OK;
}

Status who_judge(Who* who, Slice text) {
  text = keep(&who->arena, text);
  TRY(touch_judged(who)); // what the old ones reached
  take_judgements(who, text);
  TRY(touch_judged(who));
  TRY(store_set_note(who->store, JUDGEMENTS_NOTE, text.len ? text.ptr : NULL));
  return who_settle(who);
}
