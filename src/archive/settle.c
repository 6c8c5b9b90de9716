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

/// What some part of the block says: the block as a whole, a profile behind the seeds, an article.
typedef struct {
  const char* key;
  Quad        quad;
} Said;

enum { DOUBTED_GROUPS = 8 };

typedef struct {
  Who*     who;
  Slice    block;
  Arena    arena;
  Entries  entries;
  size_t   own, seeds;  ///< Profiles decided together, without and with givers; behind them others, one by one
  bool     whole;       ///< All of the block is decided
  bool     crowded;     ///< So many groups that nobody asks which two of them are perhaps one
  Decision decision;
  Slice*   bare;  ///< Per profile that founds a group: its node before judgements
  Slice*   nodes; ///< ... and behind them
  Ruling*  rulings;
  size_t   ruling_count, ruling_cap;
  Said*    view;
  size_t   view_count, view_cap;
  Map      keys;        ///< Parts that say something else than before, or may
  const char* key;      ///< The part that speaks
  Term     graph;
} Block;

static bool founds(const Block* b, size_t i) {
  return b->decision.group[i] == i && !b->decision.loose[i] && !b->entries.items[i].profile.giver;
}

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
  const char* prefix = arena_printf(&b->arena, "%s/", register_key(&b->arena, b->block, 'x'));
  const char *after = NULL, *key, *value;
  for (;;) {
    TRY(store_next_note(b->who->store, prefix, after, &b->arena, &key, &value));
    if (!key) return OK;
    const Slice  pair = {key + strlen(prefix), strlen(key) - strlen(prefix)};
    const char*  slash = memchr(pair.ptr, '/', pair.len);
    const Slice  x = {pair.ptr, (size_t)(slash - pair.ptr)}, y = {slash + 1, strcspn(slash + 1, "/")}; // a giver's is longer
    const size_t i = by_hash(b, x), k = by_hash(b, y);
    if (i != SIZE_MAX && k != SIZE_MAX) rule(b, i, k, REASON_TOGETHER, false);
    after = arena_printf(&b->arena, "%.*s/~", (int)(y.ptr + y.len - key), key); // behind all articles of the pair
  }
}

static bool in_block(const Block* b, const Operand* operand) {
  for (size_t i = 0; i < b->entries.n; i++)
    if (slice_equal(b->entries.items[i].iri, operand->node) || (operand->stem.len && slice_equal(b->entries.items[i].iri, operand->stem))) return true;
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

/// The node of a name in full, as its own block has it; empty where that is not clear.
static Status giver_node(Block* b, const Entry* giver, Slice* node) {
  Entry entry;
  bool  found;
  TRY(register_entry(b->who->store, giver->node, (Slice){giver->hash.ptr + 1, giver->hash.len - 1}, &b->arena, &entry, &found));
  *node = found && !entry.loose && entry.node.len ? entry.node : SLICE("");
  return OK;
}

/// The first of a group's own profiles stands for it, not one of its givers.
static void lead_groups(Block* b) {
  size_t* lead = arena_array(&b->arena, size_t, b->entries.n + 1);
  for (size_t i = 0; i < b->seeds; i++) lead[i] = SIZE_MAX;
  for (size_t i = 0; i < b->own; i++) {
    size_t* first = &lead[b->decision.group[i]];
    if (!b->entries.items[b->decision.group[i]].profile.giver) *first = b->decision.group[i];
    else if (!b->decision.loose[i] && (*first == SIZE_MAX || earlier(b, i, *first))) *first = i;
  }
  for (size_t d = 0; d < b->decision.doubt_count; d++) {
    Doubt* doubt = &b->decision.doubts[d];
    if (lead[doubt->a] != SIZE_MAX) doubt->a = lead[doubt->a];
    if (lead[doubt->b] != SIZE_MAX) doubt->b = lead[doubt->b];
  }
  for (size_t i = 0; i < b->seeds; i++)
    if (lead[b->decision.group[i]] != SIZE_MAX) b->decision.group[i] = lead[b->decision.group[i]];
}

static Status name_groups(Block* b) {
  for (size_t i = 0; i < b->entries.n; i++) {
    if (!founds(b, i)) continue;
    const Entry* entry = &b->entries.items[i];
    bool         first = i < b->own;
    for (size_t k = 0; k < b->own && first; k++)
      first = !(k != i && founds(b, k) && slice_equal(b->entries.items[k].iri, entry->iri) && earlier(b, k, i));
    b->bare[i] = first ? entry->iri
                       : slice(arena_printf(&b->arena, "%.*s-%.*s", SLICE_ARG(entry->iri), SUFFIX_DIGITS, entry->founder.ptr));
    b->nodes[i] = b->bare[i];
  }
  Slice* given = arena_array(&b->arena, Slice, b->entries.n + 1); // by group
  for (size_t i = b->own; i < b->seeds; i++) {
    const size_t group = b->decision.group[i];
    Slice        node;
    TRY(giver_node(b, &b->entries.items[i], &node));
    if (!given[group].ptr) given[group] = node;
    else if (!slice_equal(given[group], node)) given[group] = SLICE("");
  }
  for (size_t i = 0; i < b->seeds; i++)
    if (b->decision.group[i] == i && given[i].len) b->nodes[i] = b->bare[i] = given[i];
  return OK;
}

/// The group that a node means now that groups are named; SIZE_MAX where none does.
static Status group_meant(Block* b, const Operand* operand, size_t* group) {
  *group = SIZE_MAX;
  for (size_t i = 0; i < b->entries.n; i++)
    if (founds(b, i) && slice_equal(b->bare[i], operand->node)) *group = i;
  if (*group != SIZE_MAX) return OK;
  bool* means = arena_array(&b->arena, bool, b->entries.n + 1);
  TRY(meant(b, operand, means));
  size_t first = SIZE_MAX;
  for (size_t i = 0; i < b->entries.n; i++)
    if (means[i] && !b->decision.loose[i] && !b->entries.items[i].profile.giver && (first == SIZE_MAX || earlier(b, i, first))) first = i;
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
  const Said said = {b->key, {term_iri(s), iri(property), o, b->graph}};
  for (size_t i = 0; i < b->view_count; i++)
    if (b->view[i].key == said.key && !quad_compare(&b->view[i].quad, &said.quad)) return;
  *arena_push(&b->arena, b->view, b->view_count, b->view_cap) = said;
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

static const char* key_of_profile(Block* b, size_t i) {
  return arena_printf(&b->arena, "%s/e/%.*s", register_key(&b->arena, b->block, 'v'), SLICE_ARG(b->entries.items[i].hash));
}

static void speak(Block* b, const char* key) {
  b->key = key;
  map_at(&b->keys, slice(key), 1);
}

static Status make_view(Block* b) {
  const char* key = register_key(&b->arena, b->block, 'v');
  if (b->whole) speak(b, key);
  for (size_t i = 0; i < b->entries.n; i++) {
    if (b->decision.loose[i] || b->entries.items[i].profile.giver) continue;
    if (i >= b->seeds) speak(b, key_of_profile(b, i));
    else if (!b->whole) continue;
    const size_t group = b->decision.group[i];
    if (i == group) say_former(b, b->nodes[i], b->bare[i]);
    say_former(b, b->nodes[group], b->entries.items[i].iri);
  }
  if (!b->whole) return OK;
  b->key = key;
  for (size_t i = 0; i < b->decision.doubt_count && !b->crowded; i++) {
    const Doubt* doubt = &b->decision.doubts[i];
    const bool   mine  = !b->entries.items[doubt->a].profile.giver || !b->entries.items[doubt->b].profile.giver;
    if (mine && doubt->reason != REASON_JUDGED && b->nodes[doubt->a].len && b->nodes[doubt->b].len)
      say_doubt(b, b->nodes[doubt->a], b->nodes[doubt->b], doubt->score, doubt->reason);
  }
  return say_judged(b);
}

static int by_quad(const void* x, const void* y) { return quad_compare(&((const Said*)x)->quad, &((const Said*)y)->quad); }

static void write_view(const Block* b, Slice key, Buffer* words) {
  for (size_t i = 0; i < b->view_count; i++) {
    const Quad* q = &b->view[i].quad;
    if (!slice_equal(slice(b->view[i].key), key)) continue;
    buffer_printf(words, "%.*s\t%.*s\t%d\t%.*s\t%.*s\n", SLICE_ARG(q->s.value), SLICE_ARG(q->p.value), (int)q->o.kind,
                  SLICE_ARG(q->o.value), (int)q->o.extra.len, q->o.extra.len ? q->o.extra.ptr : "");
  }
}

static Quad read_view(Term graph, Slice line) {
  Slice f[5];
  line_fields(line, f, 5);
  const Term o = {f[2].len ? (TermKind)(f[2].ptr[0] - '0') : TERM_NONE, f[3], f[4]};
  return (Quad){term_iri(f[0]), term_iri(f[1]), o, graph};
}

static Status relabel(Who* who, const Quad* q) {
  return slice_equal(q->p.value, SLICE(REC("renamed"))) ? view_elect(who->store, who->base, q->s) : OK;
}

/// Whether another part of the block says the same.
static Status said_elsewhere(Who* who, Slice key, Slice line, Arena* arena, bool* said) {
  const size_t front = strlen("who/b/");
  const Slice  block = {key.ptr + front, (size_t)((const char*)memchr(key.ptr + front, '/', key.len - front) - key.ptr) - front};
  const char *prefix = register_key(arena, block, 'v'), *after = NULL, *at, *value;
  *said = false;
  for (;;) {
    TRY(store_next_note(who->store, prefix, after, arena, &at, &value));
    if (!at || *said) return OK;
    after = at;
    if (slice_equal(slice(at), key)) continue;
    Slice text = slice(value), other;
    while (!*said && next_line(&text, &other)) *said = slice_equal(other, line);
  }
}

/// What a part of the block says in the view graph, in place of what it said before.
static Status put_part(Who* who, Term graph, Slice key, Slice words, Arena* arena) {
  Store*      store = who->store;
  const char* name  = arena_copy(arena, key.ptr, key.len);
  const char* before;
  TRY(store_note(store, name, arena, &before));
  const Slice old = slice(before ? before : "");
  if (slice_equal(old, words)) return OK;
  TRY(store_set_note(store, name, words.len ? arena_copy(arena, words.ptr, words.len) : NULL));
  Slice line;
  for (Slice rest = old; next_line(&rest, &line);) {
    const Quad q = read_view(graph, line);
    bool       said;
    TRY(said_elsewhere(who, key, line, arena, &said));
    if (!said) TRY(store_remove(store, &q));
  }
  for (Slice rest = words; next_line(&rest, &line);) {
    const Quad q = read_view(graph, line);
    TRY(store_add(store, &q));
  }
  for (int side = 0; side < 2; side++)
    for (Slice rest = side ? words : old; next_line(&rest, &line);) {
      const Quad q = read_view(graph, line);
      TRY(relabel(who, &q));
    }
  return OK;
}

Status settle_silence(Who* who, const char* prefix) {
  Arena       arena = {0};
  const Term  graph = view_graph(who->base, &arena);
  const char *key, *value;
  Status      status;
  while ((status = store_next_note(who->store, prefix, NULL, &arena, &key, &value)) == OK && key) {
    status = put_part(who, graph, slice(key), (Slice){"", 0}, &arena);
    if (status != OK) break;
  }
  arena_free(&arena);
  return status;
}

/// Parts of profiles that are no longer there, or are decided with the others now, are silent.
static Status find_silent(Block* b) {
  const char *prefix = arena_printf(&b->arena, "%s/e/", register_key(&b->arena, b->block, 'v')), *after = NULL, *key, *value;
  while (b->whole) {
    TRY(store_next_note(b->who->store, prefix, after, &b->arena, &key, &value));
    if (!key) break;
    after = key;
    map_at(&b->keys, slice(key), 1);
  }
  for (size_t i = 0; i < b->who->touched_count && !b->whole; i++)
    if (slice_equal(b->who->touched[i].block, b->block))
      map_at(&b->keys, slice(arena_printf(&b->arena, "%s%.*s", prefix, SLICE_ARG(b->who->touched[i].profile))), 1);
  return OK;
}

static Status put_view(Block* b) {
  if (b->view_count) qsort(b->view, b->view_count, sizeof *b->view, by_quad);
  TRY(find_silent(b));
  Buffer words  = {0};
  Status status = OK;
  for (size_t i = 0; status == OK && i < b->keys.n; i++) {
    buffer_clear(&words);
    write_view(b, b->keys.entries[i].key, &words);
    status = put_part(b->who, b->graph, b->keys.entries[i].key, (Slice){words.bytes ? words.bytes : "", words.len}, &b->arena);
  }
  buffer_free(&words);
  return status;
}

// --- articles --------------------------------------------------------------------------------------------------------

/// How much two contexts have in common: a place weighs less than a person or an organization.
static size_t common_weight(const Profile* p, const Record* record) {
  const size_t all = context_shared(p->context, p->context_count, record->context, record->context_count, true);
  return all + context_shared(p->context, p->context_count, record->context, record->context_count, false);
}

/// Which of the groups that a bare name could mean has named the same people, organizations and places.
static size_t nearest_group(const Block* b, size_t loose, const Record* record) {
  size_t best = SIZE_MAX, most = 0, next = 0;
  for (size_t g = 0; g < b->seeds; g++) {
    if (!founds(b, g)) continue;
    size_t hits     = 0;
    bool   possible = true;
    for (size_t i = 0; i < b->seeds && possible; i++) {
      if (b->decision.loose[i] || b->decision.group[i] != g) continue;
      const Profile* p = &b->entries.items[i].profile;
      const Profile* mine = &b->entries.items[loose].profile;
      possible = person_compare(&p->name, &mine->name) != NAMES_APART;
      for (size_t r = 0; r < b->ruling_count && possible; r++) {
        const Ruling* ruling = &b->rulings[r];
        possible = ruling->unsure || !((ruling->a == i && ruling->b == loose) || (ruling->b == i && ruling->a == loose));
      }
      const size_t shared = common_weight(p, record);
      if (shared > hits) hits = shared;
    }
    if (!possible) continue;
    if (hits > most) next = most, most = hits, best = g;
    else if (hits > next) next = hits;
  }
  return most >= 2 * next && most > 1 ? best : SIZE_MAX; // one place is too little
}

static Slice loose_node(Block* b, size_t i, const Record* record) {
  const Profile* profile = &b->entries.items[i].profile;
  const bool     person  = profile->type == NAME_PERSON;
  const size_t   group   = person ? nearest_group(b, i, record) : SIZE_MAX;
  speak(b, arena_printf(&b->arena, "%s/l/%.*s/%.*s", register_key(&b->arena, b->block, 'v'), SLICE_ARG(b->entries.items[i].hash), SLICE_ARG(record->hash)));
  if (group != SIZE_MAX) return b->nodes[group];
  const Slice own = slice(arena_printf(&b->arena, "%.*s#%s.%.*s", SLICE_ARG(record->article), person ? "person" : "organization", SLICE_ARG(profile->slug)));
  for (size_t g = 0; g < b->seeds && person && !b->crowded; g++)
    if (founds(b, g) && person_compare(&b->entries.items[g].profile.name, &profile->name) >= NAMES_MIDDLE)
      say(b, own, SKOS("closeMatch"), term_iri(b->nodes[g]));
  return judgements_merged(&b->who->judgements, own);
}

/// What the articles of a loose profile are decided by, in a few bytes.
static Slice outlook(Block* b) {
  Buffer words = {0};
  for (size_t i = 0; i < b->seeds; i++) {
    const Profile* p = &b->entries.items[i].profile;
    if (b->decision.loose[i] || !b->nodes[b->decision.group[i]].len) continue;
    buffer_printf(&words, "%.*s %.*s %d", SLICE_ARG(p->slug), SLICE_ARG(b->nodes[b->decision.group[i]]), b->crowded);
    for (size_t k = 0; k < p->context_count; k++) buffer_printf(&words, " %08x", (unsigned)p->context[k]);
    buffer_putc(&words, '\n');
  }
  for (size_t i = 0; i < b->ruling_count; i++)
    buffer_printf(&words, "%.*s %.*s %d\n", SLICE_ARG(b->entries.items[b->rulings[i].a].hash), SLICE_ARG(b->entries.items[b->rulings[i].b].hash), b->rulings[i].unsure);
  const Judgements* j = &b->who->judgements;
  for (size_t i = 0; i < j->n; i++)
    if (j->items[i].verb == JUDGED_MERGE && (b->who->operands[i].a.own || b->who->operands[i].b.own))
      buffer_printf(&words, "%.*s %.*s\n", SLICE_ARG(j->items[i].a), SLICE_ARG(judgements_merged(j, j->items[i].a)));
  const Slice hash = short_hash(&b->arena, (Slice){words.bytes ? words.bytes : "", words.len}, 12);
  buffer_free(&words);
  return hash;
}

/// Articles of a loose profile: those that have just come, and all where what decides them has changed.
static Status move_loose(Block* b, size_t i) {
  Entry*      entry = &b->entries.items[i];
  const Slice seen  = outlook(b);
  Slice       after = {0};
  Record      record;
  if (entry->loose && slice_equal(entry->seen, seen) && !b->who->anew) {
    for (size_t f = 0; f < b->who->fresh_count; f++) {
      const Fresh* fresh = &b->who->fresh[f];
      if (!slice_equal(fresh->place.block, b->block) || !slice_equal(fresh->place.profile, entry->hash)) continue;
      const Slice hash = article_hash(&b->arena, fresh->article);
      TRY(register_record(b->who->store, &fresh->place, hash, &b->arena, &record));
      record.hash = hash;
      who_move(b->who, record.article, entry->iri, loose_node(b, i, &record));
    }
    return OK;
  }
  for (bool more = true; more;) {
    TRY(register_next(b->who->store, b->block, entry->hash, after, &b->arena, &record, &more));
    if (!more) break;
    after = record.key;
    who_move(b->who, record.article, entry->iri, loose_node(b, i, &record));
  }
  entry->node  = entry->iri;
  entry->loose = true;
  entry->seen  = seen;
  return register_put_entry(b->who->store, b->block, entry);
}

/// Initials and letters follow a name in full.
static Status touch_takers(Block* b, const Entry* entry) {
  Slice        blocks[GIVER_BLOCKS];
  const size_t n = giver_blocks(&b->arena, &entry->profile, blocks);
  for (size_t i = 0; i < n; i++) TRY(who_touch_takers(b->who, blocks[i]));
  return OK;
}

static Status move_articles(Block* b, size_t i) {
  Entry* entry = &b->entries.items[i];
  Slice  after = {0};
  Record record;
  bool   more = true;
  if (entry->profile.giver) return OK;
  if (b->decision.loose[i]) {
    const bool was = entry->loose;
    TRY(move_loose(b, i));
    return was ? OK : touch_takers(b, entry);
  }
  const Slice node = b->nodes[b->decision.group[i]];
  if (!entry->loose && slice_equal(entry->node, node)) return OK; // what has just come follows in who_settle()
  if (entry->loose)
    TRY(settle_silence(b->who, arena_printf(&b->arena, "%s/l/%.*s/", register_key(&b->arena, b->block, 'v'), SLICE_ARG(entry->hash))));
  while (more) {
    TRY(register_next(b->who->store, b->block, entry->hash, after, &b->arena, &record, &more));
    if (!more) break;
    after = record.key;
    who_move(b->who, record.article, entry->iri, node);
  }
  entry->node  = node;
  entry->loose = false;
  entry->seen  = SLICE("");
  TRY(register_put_entry(b->who->store, b->block, entry));
  return touch_takers(b, entry);
}

// --- seeds and others --------------------------------------------------------------------------------------------------

/// A block of any size costs the same: the first SEEDS profiles by their hashes are decided together, each other one
/// against their groups alone. One that comes is seldom among them, the more seldom the more there are.
static Status load(Block* b) {
  Entries* entries = &b->entries;
  TRY(register_entries(b->who->store, b->block, (Slice){0}, SEEDS + 1, &b->arena, entries));
  while (entries->n && entries->items[entries->n - 1].profile.giver) entries->n--;
  const bool  more = entries->n > SEEDS;
  b->own = entries->n = more ? SEEDS : entries->n;
  const Slice last = b->own ? entries->items[b->own - 1].hash : SLICE("");
  if (b->own) TRY(register_entries(b->who->store, b->block, SLICE("fz"), SEEDS, &b->arena, entries));
  b->seeds = entries->n;
  b->whole = !more || who_is_whole(b->who, b->block, last);
  if (!more) return OK;
  if (b->whole) {
    TRY(register_entries(b->who->store, b->block, last, SIZE_MAX, &b->arena, entries));
    while (entries->n > b->seeds && entries->items[entries->n - 1].profile.giver) entries->n--;
    return OK;
  }
  for (size_t i = 0; i < b->who->touched_count; i++) {
    const Touched* touched = &b->who->touched[i];
    bool           found   = slice_equal(touched->block, b->block) && slice_compare(touched->profile, last) > 0;
    Entry          entry;
    for (size_t k = b->seeds; k < entries->n; k++) found = found && !slice_equal(entries->items[k].hash, touched->profile);
    if (found) TRY(register_entry(b->who->store, b->block, touched->profile, &b->arena, &entry, &found));
    if (!found) continue;
    profile_prepare(&b->arena, &entry.profile);
    *arena_push(&b->arena, entries->items, entries->n, entries->cap) = entry;
  }
  return OK;
}

static Status settle(Block* b) {
  TRY(load(b));
  TRY(find_rulings(b));
  const size_t n        = b->entries.n;
  Profile*     profiles = arena_array(&b->arena, Profile, n + 1);
  for (size_t i = 0; i < n; i++) profiles[i] = b->entries.items[i].profile;
  decide(profiles, n, b->seeds, b->rulings, b->ruling_count, &b->arena, &b->decision);
  size_t groups = 0;
  for (size_t i = 0; i < b->seeds; i++) groups += b->decision.group[i] == i && !b->decision.loose[i];
  b->crowded = groups > DOUBTED_GROUPS;
  b->bare    = arena_array(&b->arena, Slice, n + 1);
  b->nodes   = arena_array(&b->arena, Slice, n + 1);
  lead_groups(b);
  TRY(name_groups(b));
  TRY(merge_groups(b));
  TRY(make_view(b));
  for (size_t i = 0; i < n; i++) TRY(move_articles(b, i));
  return put_view(b);
}

Status settle_block(Who* who, Slice block) {
  Block b = {.who = who, .block = block};
  b.graph = view_graph(who->base, &b.arena);
  const Status status = settle(&b);
  map_free(&b.keys);
  arena_free(&b.arena);
  return status;
}
