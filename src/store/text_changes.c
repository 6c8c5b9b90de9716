/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Keeping the index of words: a text comes into it with the first quad that has it as the object of a text property, and
 * leaves it with the last. Which texts those are shows in the order POSG before and behind a batch:
 *
 *     - ana label "Ana" g1, + ana label "Ana" g2    the text has quads before and after: nothing to do
 *     + new label "Zoe" g3                          none before: "zoe" gets its id
 */
#include "base/fold.h"
#include "store/internal.h"
#include "store/texts.h"

#include <stdlib.h>
#include <xxhash.h>

enum { MOST_POSTINGS = 1 << 19 };

typedef struct {
  uint64_t    front; ///< The first bytes as a number, so that sorting seldom looks further
  const char* word;
  size_t      len;
  Id          text;
  bool        add;
} Posting;

/// Words that wait to be written.
typedef struct {
  Store*   store;
  Posting* items;
  size_t   n, cap;
  Arena    arena;
  Buffer   folded;
} Postings;

struct TextChange {
  Id       text;
  unsigned property; ///< Place in text_properties
  bool     before;   ///< Whether it had such a quad before the batch
};

// --- words -----------------------------------------------------------------------------------------------------------

static uint64_t front_of(Slice word) {
  uint64_t front = 0;
  for (size_t i = 0; i < sizeof front; ++i) front = front << 8 | (i < word.len ? (unsigned char)word.ptr[i] : 0);
  return front;
}

static int by_word(const void* a, const void* b) {
  const Posting *x = a, *y = b;
  if (x->front != y->front) return x->front < y->front ? -1 : 1;
  if (x->len > sizeof x->front && y->len > sizeof y->front) {
    const int order = slice_compare((Slice){x->word, x->len}, (Slice){y->word, y->len});
    if (order) return order;
  } else if (x->len != y->len) {
    return x->len < y->len ? -1 : 1;
  }
  return x->text < y->text ? -1 : x->text > y->text;
}

static bool same_word(const Posting* a, const Posting* b) {
  return a->front == b->front && a->len == b->len && (a->len <= sizeof a->front || !memcmp(a->word, b->word, a->len));
}

static int remove_posting(MDB_cursor* cursor, const Posting* p) {
  uint8_t   id[ID_BYTES];
  MDB_val   key = {p->len, (void*)p->word}, data = {sizeof id, id};
  id_put(id, p->text);
  const int rc = tree_get(cursor, &key, &data, MDB_GET_BOTH);
  return rc ? rc : tree_del(cursor);
}

/// The postings of one word. Those behind its last text are appended: pages then fill up instead of being halved.
static int write_word(MDB_cursor* cursor, const Posting* items, size_t n) {
  MDB_val   key = {items->len, (void*)items->word}, data;
  const int got = tree_get(cursor, &key, &data, MDB_SET);
  if (got && got != MDB_NOTFOUND) return got;
  Id   last  = 0;
  bool known = got || !tree_get(cursor, &key, &data, MDB_LAST_DUP);
  if (!got && known) last = id_get(data.mv_data);
  for (size_t i = 0; i < n; ++i) {
    uint8_t id[ID_BYTES];
    int     rc;
    id_put(id, items[i].text);
    key  = (MDB_val){items->len, (void*)items->word};
    data = (MDB_val){sizeof id, id};
    if (items[i].add) rc = tree_put(cursor, &key, &data, known && last && items[i].text > last ? MDB_APPENDDUP : MDB_NODUPDATA);
    else rc = remove_posting(cursor, &items[i]);
    if (rc && rc != MDB_KEYEXIST && rc != MDB_NOTFOUND) return rc;
    if (items[i].add && items[i].text > last) last = items[i].text;
    if (!items[i].add) known = false; // it may have been the last, and the word with it
  }
  return MDB_SUCCESS;
}

static Status write_postings(Postings* p) {
  MDB_cursor* cursor;
  int         rc = mdb_cursor_open(p->store->txn, p->store->environment->table[WORDS], &cursor);
  if (rc) return store_error(p->store, rc, "writing words");
  if (p->n) qsort(p->items, p->n, sizeof *p->items, by_word);
  for (size_t start = 0, end; start < p->n && !rc; start = end) {
    end = start + 1;
    while (end < p->n && same_word(&p->items[start], &p->items[end])) ++end;
    rc = write_word(cursor, p->items + start, end - start);
  }
  mdb_cursor_close(cursor);
  p->n = 0;
  arena_free(&p->arena);
  return rc ? store_error(p->store, rc, "writing words") : OK;
}

static void postings_free(Postings* p) {
  free(p->items);
  arena_free(&p->arena);
  buffer_free(&p->folded);
}

/// The words of a text, a word as often as it stands there; none where it is no literal.
static Status text_words(Postings* p, Id text, bool add) {
  Term term;
  TRY(dictionary_term(p->store, text, &term));
  if (term.kind < TERM_LITERAL) return OK;
  buffer_clear(&p->folded);
  words_fold(term.value, &p->folded);
  const Slice folded = {arena_copy(&p->arena, p->folded.bytes, p->folded.len), p->folded.len};
  for (size_t at = 0;;) {
    const Slice word = words_next(folded, &at);
    if (!word.len) break;
    if (p->n == p->cap) {
      p->cap   = p->cap ? p->cap * 2 : 1024;
      p->items = xrealloc(p->items, p->cap * sizeof *p->items);
    }
    p->items[p->n++] = (Posting){front_of(word), word.ptr, word.len < WORD_BYTES ? word.len : WORD_BYTES, text, add};
  }
  return OK;
}

static Status take_text(Postings* p, Id text, bool add) {
  TRY(text_words(p, text, add));
  return p->n >= MOST_POSTINGS || p->arena.used > MOST_POSTINGS * 16 ? write_postings(p) : OK;
}

// --- texts -----------------------------------------------------------------------------------------------------------

/// The ids of the properties, 0 for those that the store does not know.
static Status property_ids(Store* store, Id ids[TEXT_PROPERTIES]) {
  for (size_t i = 0; i < TEXT_PROPERTIES; ++i) TRY(dictionary_id(store, term_iri(slice(text_properties[i])), false, &ids[i]));
  return OK;
}

/// The first text of the property from `*text` on; MDB_NOTFOUND: none.
static int next_text(MDB_cursor* cursor, Id property, Id* text) {
  uint8_t packed[ID_BYTES], row[ROW_BYTES] = {0};
  id_put(packed, property);
  id_put(row, *text);
  MDB_val   key = {ID_BYTES, packed}, data = {ROW_BYTES, row};
  const int rc  = tree_get(cursor, &key, &data, MDB_GET_BOTH_RANGE);
  if (!rc) *text = id_get(data.mv_data);
  return rc;
}

static int has_quad(MDB_cursor* cursor, Id property, Id text, bool* has) {
  Id        found = text;
  const int rc    = property ? next_text(cursor, property, &found) : MDB_NOTFOUND;
  *has            = !rc && found == text;
  return rc == MDB_NOTFOUND ? MDB_SUCCESS : rc;
}

static int by_text(const void* a, const void* b) {
  const TextChange *x = a, *y = b;
  if (x->text != y->text) return x->text < y->text ? -1 : 1;
  return x->property < y->property ? -1 : x->property > y->property;
}

static Status open_posg(Store* store, MDB_cursor** cursor) {
  const int rc = mdb_cursor_open(store->txn, store->environment->table[POSG], cursor);
  return rc ? store_error(store, rc, "reading texts") : OK;
}

Status texts_before(Store* store, const Change* changes, size_t n, TextChange** out, size_t* n_out) {
  Id ids[TEXT_PROPERTIES];
  *out   = NULL;
  *n_out = 0;
  TRY(property_ids(store, ids));
  TextChange* found = NULL;
  size_t      count = 0, cap = 0, kept = 0;
  for (size_t i = 0; i < n; ++i) {
    Row row;
    row_unpack(GSPO, changes[i].key, changes[i].key + ID_BYTES, &row);
    for (unsigned k = 0; k < TEXT_PROPERTIES; ++k) {
      if (ids[k] != row.id[P]) continue;
      if (count == cap) {
        cap   = cap ? cap * 2 : 64;
        found = xrealloc(found, cap * sizeof *found);
      }
      found[count++] = (TextChange){row.id[O], k, false};
      break;
    }
  }
  if (!count) return OK;
  qsort(found, count, sizeof *found, by_text);
  for (size_t i = 0; i < count; ++i)
    if (!kept || by_text(&found[kept - 1], &found[i])) found[kept++] = found[i];
  *out   = found;
  *n_out = kept;
  MDB_cursor* cursor;
  TRY(open_posg(store, &cursor));
  int rc = MDB_SUCCESS;
  for (size_t i = 0; i < kept && !rc; ++i) rc = has_quad(cursor, ids[found[i].property], found[i].text, &found[i].before);
  mdb_cursor_close(cursor);
  return rc ? store_error(store, rc, "reading texts") : OK;
}

/// Whether one text, that `n` properties of the batch touch, was there before, and is there now.
static int text_state(MDB_cursor* cursor, const Id ids[TEXT_PROPERTIES], const TextChange* touched, size_t n, bool* before, bool* now) {
  bool has, seen[TEXT_PROPERTIES] = {0};
  int  rc = MDB_SUCCESS;
  *before = *now = false;
  for (size_t i = 0; i < n && !rc; ++i) {
    rc      = has_quad(cursor, ids[touched[i].property], touched[i].text, &has);
    *before = *before || touched[i].before;
    *now    = *now || has;
    seen[touched[i].property] = true;
  }
  for (size_t k = 0; k < TEXT_PROPERTIES && *before != *now && !rc; ++k) {
    if (seen[k]) continue;
    rc      = has_quad(cursor, ids[k], touched->text, &has);
    *before = *before || has;
    *now    = *now || has;
  }
  return rc;
}

Status texts_after(Store* store, const TextChange* touched, size_t n) {
  Id          ids[TEXT_PROPERTIES];
  MDB_cursor* cursor;
  if (!n) return OK;
  TRY(property_ids(store, ids));
  TRY(open_posg(store, &cursor));
  Postings postings = {.store = store};
  Status   st       = OK;
  for (size_t start = 0, end; start < n && st == OK; start = end) {
    bool before, now;
    end = start + 1;
    while (end < n && touched[end].text == touched[start].text) ++end;
    const int rc = text_state(cursor, ids, touched + start, end - start, &before, &now);
    if (rc) st = store_error(store, rc, "reading texts");
    else if (before != now) st = take_text(&postings, touched[start].text, now);
  }
  mdb_cursor_close(cursor);
  if (st == OK) st = write_postings(&postings);
  postings_free(&postings);
  return st;
}

/// Call `take` for each text of each property; one of two properties comes twice.
static Status each_text(Store* store, Status (*take)(void* self, Id text), void* self) {
  Id          ids[TEXT_PROPERTIES];
  MDB_cursor* cursor;
  TRY(property_ids(store, ids));
  TRY(open_posg(store, &cursor));
  Status st = OK;
  for (size_t i = 0; i < TEXT_PROPERTIES && st == OK; ++i) {
    Id  text = 0;
    int rc   = ids[i] ? next_text(cursor, ids[i], &text) : MDB_NOTFOUND;
    while (!rc && (st = take(self, text)) == OK) {
      ++text;
      rc = next_text(cursor, ids[i], &text);
    }
    if (rc && rc != MDB_NOTFOUND) st = store_error(store, rc, "reading texts");
  }
  mdb_cursor_close(cursor);
  return st;
}

static Status take_new(void* self, Id text) { return take_text(self, text, true); }

Status texts_build(Store* store) {
  Postings postings = {.store = store};
  Status   st       = each_text(store, take_new, &postings);
  if (st == OK) st = write_postings(&postings);
  postings_free(&postings);
  return st;
}

// --- checking ----------------------------------------------------------------------------------------------------------

typedef struct {
  Postings postings;
  uint8_t* seen; ///< A bit for each text
  uint64_t n, low, high;
} Sum;

static void sum_posting(Sum* sum, Slice word, Id text) {
  uint8_t bytes[WORD_BYTES + ID_BYTES];
  memcpy(bytes, word.ptr, word.len);
  id_put(bytes + word.len, text);
  const XXH128_hash_t h = XXH3_128bits(bytes, word.len + ID_BYTES);
  sum->low += h.low64;
  sum->high += h.high64;
  ++sum->n;
}

static Status sum_text(void* self, Id text) {
  Sum*      sum = self;
  Postings* p   = &sum->postings;
  if (sum->seen[text / 8] & 1 << text % 8) return OK;
  sum->seen[text / 8] |= (uint8_t)(1 << text % 8);
  TRY(text_words(p, text, true));
  if (p->n) qsort(p->items, p->n, sizeof *p->items, by_word);
  for (size_t i = 0; i < p->n; ++i)
    if (!i || !same_word(&p->items[i - 1], &p->items[i])) sum_posting(sum, (Slice){p->items[i].word, p->items[i].len}, text);
  p->n = 0;
  arena_free(&p->arena);
  return OK;
}

static Status sum_table(Store* store, Sum* sum) {
  MDB_cursor* cursor;
  MDB_val     key, data;
  int         rc = mdb_cursor_open(store->txn, store->environment->table[WORDS], &cursor);
  if (rc) return store_error(store, rc, "checking");
  while (!(rc = tree_get(cursor, &key, &data, MDB_NEXT)) && key.mv_size <= WORD_BYTES && data.mv_size == ID_BYTES)
    sum_posting(sum, (Slice){key.mv_data, key.mv_size}, id_get(data.mv_data));
  mdb_cursor_close(cursor);
  return rc && rc != MDB_NOTFOUND ? store_error(store, rc, "checking") : OK;
}

Status texts_check(Store* store, Id last, bool* sound) {
  Sum table = {0}, texts = {.postings = {.store = store}, .seen = xcalloc(last / 8 + 1, 1)};
  Status st = sum_table(store, &table);
  if (st == OK) st = each_text(store, sum_text, &texts);
  *sound = table.n == texts.n && table.low == texts.low && table.high == texts.high;
  free(texts.seen);
  postings_free(&texts.postings);
  return st;
}
