/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Candidates by blocks, links by meaning.
 *
 *   key     kestrel Shipping will buy ferry line      rarest words  kestrel ferry shipping buy
 *   blocks  "ferry kestrel" "ferry shipping" "kestrel shipping" ...: every two of the rarest BLOCK_WORDS
 *   links   to claims of a block whose words are near (reader/meaning.h), whose names do not differ, and, where the words hold
 *           a personal pronoun, of the same speaker
 *
 * In a block only the first BLOCK_CLAIMS claims by their hashes are held against each other. That bounds the cost of a
 * claim however many there are, and which they are follows from the set: one that comes among them drives the last out,
 * whose links go unless another block holds both. */
#include "archive/similar.h"

#include "archive/view.h"
#include "base/buffer.h"
#include "base/table.h"
#include "graph/vocabulary.h"
#include "graph/wording.h"
#include "identity/claims.h"
#include "reader/meaning.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK_WORDS = 5, BLOCK_CLAIMS = 32, HASH_DIGITS = 12, BLOCK_BYTES = 120 };

typedef struct {
  Store*       store;
  const char*  base;
  const Model* model;
  Turns*       turns;
  Arena        arena;
} Similar;

typedef struct {
  Slice hash, iri, owner, key;
  Slice blocks[BLOCK_WORDS * (BLOCK_WORDS - 1) / 2];
  size_t block_count;
} Kept;

typedef struct {
  Slice  items[BLOCK_CLAIMS + 1]; ///< Hashes, sorted
  size_t n;
} Members;

static Slice hash_of_iri(Slice iri) {
  return iri.len > HASH_DIGITS ? (Slice){iri.ptr + iri.len - HASH_DIGITS, HASH_DIGITS} : SLICE("");
}

static const char* record_key(Similar* s, Slice hash) { return arena_printf(&s->arena, "claim/c/%.*s", SLICE_ARG(hash)); }
static const char* link_key(Similar* s, Slice a, Slice b) {
  return arena_printf(&s->arena, "claim/l/%.*s/%.*s", SLICE_ARG(a), SLICE_ARG(b));
}
static const char* member_key(Similar* s, Slice block, Slice hash) {
  return arena_printf(&s->arena, "claim/b/%.*s/%.*s", SLICE_ARG(block), SLICE_ARG(hash));
}

static Status kept_read(Similar* s, Slice hash, Kept* kept, bool* found) {
  const char* text;
  *kept = (Kept){.hash = hash};
  TRY(store_note(s->store, record_key(s, hash), &s->arena, &text));
  *found = text != NULL;
  if (!text) return OK;
  Slice rest  = slice(text);
  kept->iri   = slice_cut(&rest, '\t');
  kept->owner = slice_cut(&rest, '\t');
  kept->key   = slice_cut(&rest, '\t');
  while (rest.len && kept->block_count < sizeof kept->blocks / sizeof *kept->blocks) kept->blocks[kept->block_count++] = slice_cut(&rest, '\t');
  return OK;
}

static Status kept_write(Similar* s, const Kept* kept) {
  Buffer out = {0};
  buffer_printf(&out, "%.*s\t%.*s\t%.*s", SLICE_ARG(kept->iri), SLICE_ARG(kept->owner), SLICE_ARG(kept->key));
  for (size_t i = 0; i < kept->block_count; i++) buffer_printf(&out, "\t%.*s", SLICE_ARG(kept->blocks[i]));
  const Status status = store_set_note(s->store, record_key(s, kept->hash), out.bytes);
  buffer_free(&out);
  return status;
}

// --- blocks ------------------------------------------------------------------------------------------------------------

typedef struct {
  Slice    word;
  uint32_t rarity;
} Rare;

static int rarest_first(const void* x, const void* y) {
  const Rare *a = x, *b = y;
  return a->rarity != b->rarity ? (a->rarity > b->rarity ? -1 : 1) : slice_compare(a->word, b->word);
}

static int by_word(const void* x, const void* y) { return slice_compare(((const Rare*)x)->word, ((const Rare*)y)->word); }

static void find_blocks(Similar* s, Kept* kept) {
  ClaimSense sense;
  claim_sense(&s->arena, kept->key, &sense);
  Rare*  rare = arena_array(&s->arena, Rare, sense.words.len / 2 + 1);
  size_t n    = 0;
  for (const char *p = sense.words.ptr, *end = p + sense.words.len; p < end;) {
    const char* stop = memchr(p, ' ', (size_t)(end - p));
    const Slice word = {p, (size_t)((stop ? stop : end) - p)};
    p                = stop ? stop + 1 : end;
    bool again       = word.len > BLOCK_BYTES / 2;
    for (size_t i = 0; i < n && !again; i++) again = slice_equal(rare[i].word, word);
    if (!again && !table_find(table_get("function-words"), word) && !table_find(table_get("pronouns"), word))
      rare[n++] = (Rare){word, meaning_rarity(s->model, word)};
  }
  qsort(rare, n, sizeof *rare, rarest_first);
  if (n > BLOCK_WORDS) n = BLOCK_WORDS;
  qsort(rare, n, sizeof *rare, by_word);
  for (size_t i = 0; i < n; i++)
    for (size_t k = i + 1; k < n; k++)
      kept->blocks[kept->block_count++] = slice(arena_printf(&s->arena, "%.*s %.*s", SLICE_ARG(rare[i].word), SLICE_ARG(rare[k].word)));
}

/// The first BLOCK_CLAIMS claims of a block and the one behind them.
static Status members_read(Similar* s, Slice block, Members* members) {
  const char *prefix = member_key(s, block, SLICE("")), *after = NULL, *key, *value;
  members->n = 0;
  while (members->n <= BLOCK_CLAIMS) {
    TRY(store_next_note(s->store, prefix, after, &s->arena, &key, &value));
    if (!key) return OK;
    members->items[members->n++] = slice(key + strlen(prefix));
    after = key;
  }
  return OK;
}

static bool held(const Members* members, Slice hash) {
  for (size_t i = 0; i < members->n && i < BLOCK_CLAIMS; i++)
    if (slice_equal(members->items[i], hash)) return true;
  return false;
}

/// Whether some block holds both.
static Status share_block(Similar* s, const Kept* a, const Kept* b, bool* share) {
  *share = false;
  for (size_t i = 0; i < a->block_count && !*share; i++)
    for (size_t k = 0; k < b->block_count && !*share; k++) {
      Members members;
      if (!slice_equal(a->blocks[i], b->blocks[k])) continue;
      TRY(members_read(s, a->blocks[i], &members));
      *share = held(&members, a->hash) && held(&members, b->hash);
    }
  return OK;
}

// --- links -------------------------------------------------------------------------------------------------------------

static Status view_quad(Similar* s, bool put, Slice subject, const char* property, Term object) {
  const Quad quad = {term_iri(subject), term_iri(slice(property)), object, view_graph(s->base, &s->arena)};
  return put ? store_add(s->store, &quad) : store_remove(s->store, &quad);
}

/// What the view graph says of a link.
static Status say(Similar* s, bool put, Slice a, Slice b, const char* words) {
  Slice       rest  = slice(words);
  const Slice score = slice_cut(&rest, '\t'), kind = slice_cut(&rest, '\t');
  const bool  opposed = memchr(kind.ptr, 'o', kind.len), number = memchr(kind.ptr, 'n', kind.len);
  const char* property = opposed ? REC("opposedTo") : REC("similarTo");
  const Slice x = hash_of_iri(a), y = hash_of_iri(b);
  const Slice node = slice(arena_printf(&s->arena, "%sid/similarity-%.*s-%.*s", s->base, SLICE_ARG(x), SLICE_ARG(y)));
  TRY(view_quad(s, put, a, property, term_iri(b)));
  TRY(view_quad(s, put, b, property, term_iri(a)));
  TRY(view_quad(s, put, node, RDF_TYPE, term_iri(SLICE(REC("Similarity")))));
  TRY(view_quad(s, put, node, RDFS("label"), term_string(opposed ? SLICE("perhaps opposed") : SLICE("perhaps the same"))));
  TRY(view_quad(s, put, node, REC("compares"), term_iri(a)));
  TRY(view_quad(s, put, node, REC("compares"), term_iri(b)));
  if (number) TRY(view_quad(s, put, node, REC("differsIn"), term_string(SLICE("number"))));
  return view_quad(s, put, node, REC("score"), term_typed(score, SLICE(XSD("decimal"))));
}

static Status unlink_pair(Similar* s, const Kept* a, const Kept* b) {
  const bool  turn = slice_compare(a->hash, b->hash) > 0;
  const char* words;
  TRY(store_note(s->store, link_key(s, a->hash, b->hash), &s->arena, &words));
  if (!words) return OK;
  TRY(store_set_note(s->store, link_key(s, a->hash, b->hash), NULL));
  TRY(store_set_note(s->store, link_key(s, b->hash, a->hash), NULL));
  turns_claim(s->turns, a->iri), turns_claim(s->turns, b->iri);
  return say(s, false, turn ? b->iri : a->iri, turn ? a->iri : b->iri, words);
}

static Status link_pair(Similar* s, const Kept* a, const Kept* b) {
  const bool turn = slice_compare(a->hash, b->hash) > 0;
  ClaimSense x, y;
  if (!s->model || slice_equal(a->hash, b->hash) || !slice_equal(a->owner, b->owner)) return OK;
  claim_sense(&s->arena, turn ? b->key : a->key, &x);
  claim_sense(&s->arena, turn ? a->key : b->key, &y);
  if (claim_names_differ(&x, &y)) return OK;
  const float near = meaning_near(s->model, x.words, y.words);
  if (near < MEANING_NEAR) return OK;
  const int   score = near > 1 ? 100 : (int)(near * 100 + .5F);
  const char* words = arena_printf(&s->arena, "%d.%02d\t%s%s", score / 100, score % 100, x.turned != y.turned ? "o" : "s",
                                   claim_numbers_differ(&x, &y) ? "n" : "");
  TRY(store_set_note(s->store, link_key(s, a->hash, b->hash), words));
  TRY(store_set_note(s->store, link_key(s, b->hash, a->hash), words));
  turns_claim(s->turns, a->iri), turns_claim(s->turns, b->iri);
  return say(s, true, turn ? b->iri : a->iri, turn ? a->iri : b->iri, words);
}

/// One claim against all that a block holds: they are linked, or lose their links where no other block holds both.
static Status meet(Similar* s, const Kept* one, const Members* members, bool link) {
  for (size_t i = 0; i < members->n && i < BLOCK_CLAIMS; i++) {
    Kept other;
    bool found, share;
    if (slice_equal(members->items[i], one->hash)) continue;
    TRY(kept_read(s, members->items[i], &other, &found));
    if (!found) continue;
    const char* words;
    TRY(store_note(s->store, link_key(s, one->hash, other.hash), &s->arena, &words));
    if (link && !words) TRY(link_pair(s, one, &other));
    if (link || !words) continue;
    TRY(share_block(s, one, &other, &share));
    if (!share) TRY(unlink_pair(s, one, &other));
  }
  return OK;
}

// --- claims come and go ------------------------------------------------------------------------------------------------

static Status claim_enters(Similar* s, Kept* kept) {
  bool found;
  Kept old;
  TRY(kept_read(s, kept->hash, &old, &found));
  if (found) return OK;
  find_blocks(s, kept);
  TRY(kept_write(s, kept));
  for (size_t i = 0; i < kept->block_count; i++) TRY(store_set_note(s->store, member_key(s, kept->blocks[i], kept->hash), "."));
  for (size_t i = 0; i < kept->block_count; i++) {
    Members members;
    Kept    last;
    TRY(members_read(s, kept->blocks[i], &members));
    if (!held(&members, kept->hash)) continue;
    TRY(meet(s, kept, &members, true));
    if (members.n <= BLOCK_CLAIMS) continue;
    TRY(kept_read(s, members.items[BLOCK_CLAIMS], &last, &found)); // driven out
    if (found) TRY(meet(s, &last, &members, false));
  }
  return OK;
}

static const char* waiting_key(Similar* s, Slice hash, Slice block) {
  return arena_printf(&s->arena, "claim/w/%.*s/%.*s", SLICE_ARG(hash), SLICE_ARG(block));
}

static Status forget_waiting(Similar* s, Slice hash) {
  for (;;) {
    const char *key, *value;
    TRY(store_next_note(s->store, waiting_key(s, hash, SLICE("")), NULL, &s->arena, &key, &value));
    if (!key) return OK;
    TRY(store_set_note(s->store, key, NULL));
  }
}

static Status claim_leaves(Similar* s, Slice iri) {
  Kept        kept, other;
  bool        found;
  const char *prefix = link_key(s, hash_of_iri(iri), SLICE("")), *key, *value;
  TRY(kept_read(s, hash_of_iri(iri), &kept, &found));
  if (!found) return OK;
  for (;;) {
    TRY(store_next_note(s->store, prefix, NULL, &s->arena, &key, &value));
    if (!key) break;
    TRY(kept_read(s, slice(key + strlen(prefix)), &other, &found));
    if (!found) return fail(ERR_INPUT, "%s: a claim is linked to one that is not there; run onrecord rebuild", kept.iri.ptr);
    TRY(unlink_pair(s, &kept, &other));
  }
  TRY(store_set_note(s->store, record_key(s, kept.hash), NULL));
  for (size_t i = 0; i < kept.block_count; i++) {
    Members members;
    TRY(members_read(s, kept.blocks[i], &members));
    TRY(store_set_note(s->store, member_key(s, kept.blocks[i], kept.hash), NULL));
    if (!held(&members, kept.hash) || members.n <= BLOCK_CLAIMS) continue;
    TRY(kept_read(s, members.items[BLOCK_CLAIMS], &other, &found)); // moves up
    if (found && s->model) TRY(meet(s, &other, &members, true));
    if (found && !s->model) TRY(store_set_note(s->store, waiting_key(s, other.hash, kept.blocks[i]), "."));
  }
  return forget_waiting(s, kept.hash);
}

/// Claims that moved up in a block while no model was there to compare them.
static Status compare_waiting(Similar* s) {
  static const char prefix[] = "claim/w/";
  for (;;) {
    const char *key, *value;
    Kept        kept;
    Members     members;
    bool        found;
    TRY(store_next_note(s->store, prefix, NULL, &s->arena, &key, &value));
    if (!key) return OK;
    const char* hash  = key + sizeof prefix - 1;
    const Slice block = slice(hash + HASH_DIGITS + 1);
    TRY(store_set_note(s->store, key, NULL));
    TRY(kept_read(s, (Slice){hash, HASH_DIGITS}, &kept, &found));
    if (!found) continue;
    TRY(members_read(s, block, &members));
    if (held(&members, kept.hash)) TRY(meet(s, &kept, &members, true));
  }
}

/// Who alone can mean the claim so: the speaker of a statement of it where the words hold a personal pronoun.
static Slice owner_of(Similar* s, Slice claim, Slice wording, const Quad* quads, size_t n) {
  if (wording_bound(&s->arena, wording) != CLAIM_SPEAKER) return SLICE("");
  Slice statement = {0};
  for (size_t i = 0; i < n && !statement.len; i++)
    if (slice_equal(quads[i].p.value, SLICE(REC("claim"))) && slice_equal(quads[i].o.value, claim)) statement = quads[i].s.value;
  for (size_t i = 0; i < n; i++)
    if (slice_equal(quads[i].s.value, statement) && slice_equal(quads[i].p.value, SLICE(REC("speaker")))) return quads[i].o.value;
  return statement;
}

Status similar_enter(Store* store, const char* base, const Model* model, Turns* turns, const Quad* quads, size_t n) {
  if (!model) return OK;
  Similar     s      = {.store = store, .base = base, .model = model, .turns = turns};
  const Slice mark   = slice(arena_printf(&s.arena, "%sid/claim-", base));
  Status      status = OK;
  for (size_t i = 0; i < n && status == OK; i++) {
    const Quad* q = &quads[i];
    if (!slice_equal(q->p.value, SLICE(REC("name"))) || !slice_equal(q->o.extra, SLICE("en"))) continue;
    if (q->s.value.len < mark.len || memcmp(q->s.value.ptr, mark.ptr, mark.len)) continue;
    Kept kept = {.hash = hash_of_iri(q->s.value), .iri = q->s.value, .key = claim_key(&s.arena, q->o.value)};
    kept.owner = owner_of(&s, q->s.value, q->o.value, quads, n);
    status     = claim_enters(&s, &kept);
  }
  arena_free(&s.arena);
  return status;
}

Status similar_claims(Store* store, Term article, Arena* arena, Slice** claims, size_t* n) {
  StoreCursor* cursor;
  Quad         quad;
  bool         more;
  Status       status;
  size_t       cap = 0;
  *claims = NULL, *n = 0;
  TRY(store_find(store, &(StorePattern){.pattern = {.p = term_iri(SLICE(REC("claim"))), .g = article}}, &cursor));
  while ((status = store_next(cursor, &quad, &more)) == OK && more)
    *arena_push(arena, *claims, *n, cap) = term_copy(arena, quad.o).value;
  store_cursor_free(cursor);
  return status;
}

Status similar_leave(Store* store, const char* base, const Model* model, Turns* turns, const Slice* claims, size_t n) {
  Similar s      = {.store = store, .base = base, .model = model, .turns = turns};
  Status  status = OK;
  for (size_t i = 0; i < n && status == OK; i++) {
    size_t statements;
    status = store_count(store, &(StorePattern){.pattern = {.p = term_iri(SLICE(REC("claim"))), .o = term_iri(claims[i])}}, 1, &statements);
    if (status == OK && !statements) status = claim_leaves(&s, claims[i]);
  }
  arena_free(&s.arena);
  return status;
}

Status similar_waits(Store* store, bool* waits) {
  Arena        arena = {0};
  const char  *key   = NULL, *value;
  const Status status = store_next_note(store, "claim/w/", NULL, &arena, &key, &value);
  *waits              = key != NULL;
  arena_free(&arena);
  return status;
}

Status similar_compare(Store* store, const char* base, const Model* model, Turns* turns) {
  if (!model) return OK;
  Similar      s      = {.store = store, .base = base, .model = model, .turns = turns};
  const Status status = compare_waiting(&s);
  arena_free(&s.arena);
  return status;
}

Status similar_restore(Store* store, const char* base) {
  Similar     s      = {.store = store, .base = base};
  Status      status = OK;
  const char *after  = NULL, *key, *value;
  while ((status = store_next_note(store, "claim/l/", after, &s.arena, &key, &value)) == OK && key) {
    Slice       b = slice(key + strlen("claim/l/"));
    const Slice a = slice_cut(&b, '/');
    Kept x, y;
    bool found, both;
    after = key;
    if (slice_compare(a, b) > 0) continue;
    status = kept_read(&s, a, &x, &found);
    if (status == OK) status = kept_read(&s, b, &y, &both);
    if (status == OK && found && both) status = say(&s, true, x.iri, y.iri, value);
    if (status != OK) break;
  }
  arena_free(&s.arena);
  return status;
}
