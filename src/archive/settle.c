/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* One block decided: which node each profile stands under, what the view graph says of it, which articles follow.
 *
 *   the group's node   the name of its first profile, id:john-smith; where an earlier group has that already, with eight
 *                      digits of the hash of its first article behind, id:john-smith-9f2c01ab
 *   merged             the node that a human merged it under
 *   loose              each article by whom it names beside; where that tells nothing, ARTICLE#person.john-smith
 *
 *   view   id:joe-biden rec:formerIri id:joseph-biden .        other names of a group, so that they still find it
 *          id:j-smith skos:closeMatch id:john-smith .          perhaps one; a rec:Doubt has the score and the reason
 */
#include "archive/view.h"
#include "archive/who.h"

#include "graph/vocabulary.h"
#include "identity/decide.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  Who*     who;
  Slice    block;
  Arena    arena;
  Entries  entries;
  Decision decision;
  Slice*   bare;  ///< Per profile that founds a group: its node before judgements
  Slice*   nodes; ///< ... and behind them
  Ruling*  rulings;
  size_t   ruling_count, ruling_cap;
  Quad*    view;
  size_t   view_count, view_cap;
  Term     graph;
} Block;

static Term iri(const char* text) { return term_iri(slice(text)); }

static bool founds(const Block* b, size_t i) { return b->decision.group[i] == i && !b->decision.loose[i]; }

// --- what is ruled beforehand ------------------------------------------------------------------------------------------

static void rule(Block* b, size_t x, size_t y, Reason reason, bool unsure) {
  if (x != y) *arena_push(&b->arena, b->rulings, b->ruling_count, b->ruling_cap) = (Ruling){x, y, reason, unsure};
}

static size_t by_hash(const Block* b, Slice hash) {
  for (size_t i = 0; i < b->entries.n; i++)
    if (slice_equal(b->entries.items[i].hash, hash)) return i;
  return SIZE_MAX;
}

/// Pairs that stand in one article are two.
static Status rule_pairs(Block* b) {
  const char* prefix = arena_printf(&b->arena, "who/x/%.*s/", SLICE_ARG(b->block));
  const char *after = NULL, *key, *value;
  for (;;) {
    TRY(store_next_note(b->who->store, prefix, after, &b->arena, &key, &value));
    if (!key) return OK;
    const Slice  pair = {key + strlen(prefix), strlen(key) - strlen(prefix)};
    const char*  slash = memchr(pair.ptr, '/', pair.len);
    const Slice  x = {pair.ptr, (size_t)(slash - pair.ptr)}, y = {slash + 1, x.len};
    const size_t i = by_hash(b, x), k = by_hash(b, y);
    if (i != SIZE_MAX && k != SIZE_MAX) rule(b, i, k, REASON_TOGETHER, false);
    after = arena_printf(&b->arena, "%.*s/~", (int)(y.ptr + y.len - key), key); // behind all articles of the pair
  }
}

static bool in_block(const Block* b, const Operand* operand) {
  for (int i = 0; i < 4; i++)
    if (slice_equal(operand->blocks[i], b->block)) return true;
  return false;
}

/// Whether one of a profile's articles has a hash that begins so.
static Status has_article(Block* b, size_t i, Slice digits, bool* has) {
  Slice  after = {0};
  Record record;
  bool   more;
  *has = false;
  do {
    TRY(register_next(b->who->store, b->block, b->entries.items[i].hash, after, &b->arena, &record, &more));
    if (more) *has = !memcmp(record.hash.ptr, digits.ptr, digits.len);
    after = more ? record.key : (Slice){0};
  } while (more && !*has);
  return OK;
}

/// The profiles that a node means before anything is decided: those of its name, or the one its suffix points to.
static Status meant(Block* b, const Operand* operand, bool* means) {
  for (size_t i = 0; i < b->entries.n; i++) {
    means[i] = false;
    if (!in_block(b, operand)) continue;
    means[i] = slice_equal(b->entries.items[i].iri, operand->node);
    if (!means[i] && operand->stem.len && slice_equal(b->entries.items[i].iri, operand->stem))
      TRY(has_article(b, i, (Slice){operand->node.ptr + operand->node.len - SUFFIX_DIGITS, SUFFIX_DIGITS}, &means[i]));
  }
  return OK;
}

static Status rule_judged(Block* b, const Operands* both) {
  const size_t n    = b->entries.n;
  bool*        x    = arena_array(&b->arena, bool, n + 1);
  bool*        y    = arena_array(&b->arena, bool, n + 1);
  const bool   alone = !both->judged->b.len, unsure = both->judged->verb == JUDGED_UNSURE;
  TRY(meant(b, &both->a, x));
  if (!alone) TRY(meant(b, &both->b, y));
  for (size_t i = 0; i < n; i++)
    for (size_t k = alone ? i + 1 : 0; k < n; k++) {
      if (alone ? x[i] || x[k] : x[i] && y[k] && !x[k] && !y[i]) rule(b, i, k, REASON_JUDGED, unsure);
    }
  return OK;
}

static Status find_rulings(Block* b) {
  TRY(rule_pairs(b));
  const Judgements* j = &b->who->judgements;
  for (size_t i = 0; i < j->n; i++) {
    const Operands* both = &b->who->operands[i];
    if (j->items[i].verb != JUDGED_SPLIT && j->items[i].verb != JUDGED_UNSURE) continue;
    if (in_block(b, &both->a) || in_block(b, &both->b)) TRY(rule_judged(b, both));
  }
  return OK;
}

// --- nodes -----------------------------------------------------------------------------------------------------------

static bool earlier(const Block* b, size_t i, size_t k) {
  const int c = slice_compare(b->entries.items[i].profile.first, b->entries.items[k].profile.first);
  return c ? c < 0 : i < k;
}

static void name_groups(Block* b) {
  for (size_t i = 0; i < b->entries.n; i++) {
    if (!founds(b, i)) continue;
    const Entry* entry = &b->entries.items[i];
    bool         first = true;
    for (size_t k = 0; k < b->entries.n && first; k++)
      first = !(k != i && founds(b, k) && slice_equal(b->entries.items[k].iri, entry->iri) && earlier(b, k, i));
    b->bare[i] = first ? entry->iri
                       : slice(arena_printf(&b->arena, "%.*s-%.*s", SLICE_ARG(entry->iri), SUFFIX_DIGITS, entry->founder.ptr));
    b->nodes[i] = b->bare[i];
  }
}

/// The group that a node means now that groups are named; SIZE_MAX where none does.
static Status group_meant(Block* b, const Operand* operand, size_t* group) {
  *group = SIZE_MAX;
  if (!in_block(b, operand)) return OK;
  for (size_t i = 0; i < b->entries.n; i++)
    if (founds(b, i) && slice_equal(b->bare[i], operand->node)) *group = i;
  if (*group != SIZE_MAX) return OK;
  bool* means = arena_array(&b->arena, bool, b->entries.n + 1);
  TRY(meant(b, operand, means));
  size_t first = SIZE_MAX;
  for (size_t i = 0; i < b->entries.n; i++)
    if (means[i] && !b->decision.loose[i] && (first == SIZE_MAX || earlier(b, i, first))) first = i;
  if (first != SIZE_MAX) *group = b->decision.group[first];
  return OK;
}

static Status merge_groups(Block* b) {
  const Judgements* j = &b->who->judgements;
  for (size_t i = 0; i < j->n; i++)
    for (int side = 0; side < 2 && j->items[i].verb == JUDGED_MERGE; side++) {
      const Operand* operand = side ? &b->who->operands[i].b : &b->who->operands[i].a;
      size_t         group;
      TRY(group_meant(b, operand, &group));
      if (group == SIZE_MAX) continue;
      const Slice root = judgements_merged(j, operand->node);
      if (slice_equal(b->nodes[group], b->bare[group]) || slice_compare(root, b->nodes[group]) < 0) b->nodes[group] = root;
    }
  return OK;
}

// --- the view --------------------------------------------------------------------------------------------------------

static void say(Block* b, Slice s, const char* property, Term o) {
  const Quad quad = {term_iri(s), iri(property), o, b->graph};
  for (size_t i = 0; i < b->view_count; i++)
    if (!quad_compare(&b->view[i], &quad)) return;
  *arena_push(&b->arena, b->view, b->view_count, b->view_cap) = quad;
}

static bool is_node(const Block* b, Slice node) {
  for (size_t i = 0; i < b->entries.n; i++)
    if (founds(b, i) && slice_equal(b->nodes[i], node)) return true;
  return false;
}

static void say_former(Block* b, Slice node, Slice former) {
  if (!slice_equal(node, former) && !is_node(b, former)) say(b, node, REC("formerIri"), term_iri(former));
}

static Slice tail(const Block* b, Slice node) {
  const size_t front = strlen(b->who->base) + strlen("id/");
  return node.len > front && node.ptr[front - 1] == '/' ? (Slice){node.ptr + front, node.len - front} : node;
}

static void say_doubt(Block* b, Slice x, Slice y, float score, Reason reason) {
  if (slice_compare(x, y) > 0) {
    const Slice turned = x;
    x = y, y = turned;
  }
  if (slice_equal(x, y)) return;
  Arena*      arena = &b->arena;
  const Slice pair  = slice(arena_printf(arena, "%.*s\n%.*s", SLICE_ARG(x), SLICE_ARG(y)));
  const Slice hash  = short_hash(arena, pair, 12);
  const Slice node  = slice(arena_printf(arena, "%sdoubt/%.*s", b->who->base, SLICE_ARG(hash)));
  const Slice one = tail(b, x), other = tail(b, y);
  const int   score_percent = (int)(score * 100 + .5F);
  say(b, x, SKOS("closeMatch"), term_iri(y));
  say(b, node, RDF_TYPE, iri(REC("Doubt")));
  say(b, node, RDFS("label"), term_string(slice(arena_printf(arena, "%.*s or %.*s?", SLICE_ARG(one), SLICE_ARG(other)))));
  say(b, node, REC("between"), term_iri(x));
  say(b, node, REC("between"), term_iri(y));
  say(b, node, REC("reason"), term_text(slice(reason_words(reason)), SLICE("en")));
  char* digits = arena_printf(arena, "0.%02d", score_percent);
  if (digits[3] == '0') digits[3] = '\0';
  say(b, node, REC("score"), term_typed(slice(digits), SLICE(XSD("decimal"))));
}

static Status say_judged(Block* b) {
  const Judgements* j = &b->who->judgements;
  for (size_t i = 0; i < j->n; i++) {
    const Judgement* judged = &j->items[i];
    const Operands*  both   = &b->who->operands[i];
    size_t           group, other = SIZE_MAX;
    TRY(group_meant(b, &both->a, &group));
    if (judged->verb == JUDGED_RENAME && group != SIZE_MAX) say(b, b->nodes[group], REC("renamed"), term_string(judged->b));
    if (judged->verb != JUDGED_UNSURE || group == SIZE_MAX) continue;
    TRY(group_meant(b, &both->b, &other));
    if (other != group) say_doubt(b, b->nodes[group], other == SIZE_MAX ? judgements_merged(j, judged->b) : b->nodes[other], .5F, REASON_JUDGED);
  }
  return OK;
}

static Status make_view(Block* b) {
  for (size_t i = 0; i < b->entries.n; i++) {
    if (b->decision.loose[i]) continue;
    const size_t group = b->decision.group[i];
    if (i == group) say_former(b, b->nodes[i], b->bare[i]);
    say_former(b, b->nodes[group], b->entries.items[i].iri);
  }
  for (size_t i = 0; i < b->decision.doubt_count; i++) {
    const Doubt* doubt = &b->decision.doubts[i];
    if (doubt->reason != REASON_JUDGED) say_doubt(b, b->nodes[doubt->a], b->nodes[doubt->b], doubt->score, doubt->reason);
  }
  return say_judged(b);
}

static int by_quad(const void* x, const void* y) { return quad_compare(x, y); }

static void write_view(const Block* b, Buffer* words) {
  for (size_t i = 0; i < b->view_count; i++) {
    const Quad* q = &b->view[i];
    buffer_printf(words, "%.*s\t%.*s\t%d\t%.*s\t%.*s\n", SLICE_ARG(q->s.value), SLICE_ARG(q->p.value), (int)q->o.kind,
                  SLICE_ARG(q->o.value), (int)q->o.extra.len, q->o.extra.len ? q->o.extra.ptr : "");
  }
}

static Quad read_view(const Block* b, Slice line) {
  Slice f[5];
  line_fields(line, f, 5);
  const Term o = {f[2].len ? (TermKind)(f[2].ptr[0] - '0') : TERM_NONE, f[3], f[4]};
  return (Quad){term_iri(f[0]), term_iri(f[1]), o, b->graph};
}

static Status relabel(Block* b, const Quad* q) {
  return slice_equal(q->p.value, SLICE(REC("renamed"))) ? view_elect(b->who->store, b->who->base, q->s) : OK;
}

/// What the block says in the view graph, in place of what it said before.
static Status put_view(Block* b) {
  if (b->view_count) qsort(b->view, b->view_count, sizeof *b->view, by_quad);
  Store*      store = b->who->store;
  const char* key   = arena_printf(&b->arena, "who/v/%.*s", SLICE_ARG(b->block));
  const char* before;
  Buffer      words = {0};
  TRY(store_note(store, key, &b->arena, &before));
  write_view(b, &words);
  Status status = OK;
  if (strcmp(before ? before : "", words.bytes ? words.bytes : "") != 0) {
    Slice text = slice(before ? before : ""), line;
    for (Slice rest = text; status == OK && next_line(&rest, &line);) {
      const Quad q = read_view(b, line);
      status       = store_remove(store, &q);
    }
    for (size_t i = 0; status == OK && i < b->view_count; i++) status = store_add(store, &b->view[i]);
    for (Slice rest = text; status == OK && next_line(&rest, &line);) {
      const Quad q = read_view(b, line);
      status       = relabel(b, &q);
    }
    for (size_t i = 0; status == OK && i < b->view_count; i++) status = relabel(b, &b->view[i]);
    if (status == OK) status = store_set_note(store, key, words.len ? words.bytes : NULL);
  }
  buffer_free(&words);
  return status;
}

// --- articles --------------------------------------------------------------------------------------------------------

/// Which of the groups that a bare name could mean has named the same people, organizations and places.
static size_t nearest_group(const Block* b, size_t loose, const Record* record) {
  size_t best = SIZE_MAX, most = 0, next = 0;
  for (size_t g = 0; g < b->entries.n; g++) {
    if (!founds(b, g)) continue;
    size_t hits     = 0;
    bool   possible = true;
    for (size_t i = 0; i < b->entries.n && possible; i++) {
      if (b->decision.loose[i] || b->decision.group[i] != g) continue;
      const Profile* p = &b->entries.items[i].profile;
      const Profile* mine = &b->entries.items[loose].profile;
      possible = person_compare(&p->name, &mine->name) != NAMES_APART;
      for (size_t r = 0; r < b->ruling_count && possible; r++) {
        const Ruling* ruling = &b->rulings[r];
        possible = ruling->unsure || !((ruling->a == i && ruling->b == loose) || (ruling->b == i && ruling->a == loose));
      }
      const size_t shared = context_shared(p->context, p->context_count, record->context, record->context_count, true);
      if (shared > hits) hits = shared;
    }
    if (!possible) continue;
    if (hits > most) next = most, most = hits, best = g;
    else if (hits > next) next = hits;
  }
  return most >= 2 * next && most ? best : SIZE_MAX;
}

static Slice loose_node(Block* b, size_t i, const Record* record) {
  const size_t group = nearest_group(b, i, record);
  if (group != SIZE_MAX) return b->nodes[group];
  const Slice slug = b->entries.items[i].profile.slug;
  const Slice own  = slice(arena_printf(&b->arena, "%.*s#person.%.*s", SLICE_ARG(record->article), SLICE_ARG(slug)));
  for (size_t g = 0; g < b->entries.n; g++)
    if (founds(b, g) && person_compare(&b->entries.items[g].profile.name, &b->entries.items[i].profile.name) >= NAMES_MIDDLE)
      say(b, own, SKOS("closeMatch"), term_iri(b->nodes[g]));
  return judgements_merged(&b->who->judgements, own);
}

static Status move_articles(Block* b, size_t i) {
  Entry*     entry = &b->entries.items[i];
  const bool loose = b->decision.loose[i];
  const Slice node = loose ? entry->iri : b->nodes[b->decision.group[i]];
  const bool changed = loose || entry->loose || !slice_equal(entry->node, node);
  Slice      after   = {0};
  Record     record;
  bool       more = changed;
  while (more) {
    TRY(register_next(b->who->store, b->block, entry->hash, after, &b->arena, &record, &more));
    if (!more) break;
    after = record.key;
    who_move(b->who, record.article, entry->iri, loose ? loose_node(b, i, &record) : node);
  }
  if (!changed) return OK; // what has just come follows in who_settle()
  entry->node  = node;
  entry->loose = loose;
  return register_put_entry(b->who->store, b->block, entry);
}

static Status settle(Block* b) {
  TRY(register_entries(b->who->store, b->block, &b->arena, &b->entries));
  TRY(find_rulings(b));
  const size_t n        = b->entries.n;
  Profile*     profiles = arena_array(&b->arena, Profile, n + 1);
  for (size_t i = 0; i < n; i++) profiles[i] = b->entries.items[i].profile;
  decide(profiles, n, b->rulings, b->ruling_count, &b->arena, &b->decision);
  b->bare  = arena_array(&b->arena, Slice, n + 1);
  b->nodes = arena_array(&b->arena, Slice, n + 1);
  name_groups(b);
  TRY(merge_groups(b));
  TRY(make_view(b));
  for (size_t i = 0; i < n; i++) TRY(move_articles(b, i));
  return put_view(b);
}

Status settle_block(Who* who, Slice block) {
  Block b = {.who = who, .block = block};
  b.graph = view_graph(who->base, &b.arena);
  const Status status = settle(&b);
  arena_free(&b.arena);
  return status;
}
