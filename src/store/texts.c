/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Asking the index of words: the table `words`, from a word to the sorted ids of the texts that hold it. */
#include "store/texts.h"

#include "store/internal.h"

#include <stdlib.h>

#define RDFS "http://www.w3.org/2000/01/rdf-schema#"
#define REC "https://w3id.org/onrecord#"
#define SKOS "http://www.w3.org/2004/02/skos/core#"
#define SCHEMA "http://schema.org/"
#define FOAF "http://xmlns.com/foaf/0.1/"

const char* const text_properties[TEXT_PROPERTIES] = {
    RDFS "label",  REC "name",             SKOS "prefLabel",  SKOS "altLabel", SKOS "hiddenLabel",
    SCHEMA "name", SCHEMA "alternateName", SCHEMA "headline", SCHEMA "text",   FOAF "name"};

enum { LOOK_UP = 16 }; ///< Ids read in the time that it takes to look one up

void texts_free(Texts* texts) {
  free(texts->ids);
  *texts = (Texts){0};
}

static void push(Texts* texts, Id id) {
  if (texts->n == texts->cap) {
    texts->cap = texts->cap ? texts->cap * 2 : 64;
    texts->ids = xrealloc(texts->ids, texts->cap * sizeof *texts->ids);
  }
  texts->ids[texts->n++] = id;
}

void texts_unite(Texts* texts, const Texts* more) {
  if (!more->n) return;
  Texts  both = {.ids = xmalloc((texts->n + more->n) * sizeof *both.ids), .cap = texts->n + more->n};
  size_t i = 0, k = 0;
  while (i < texts->n || k < more->n) {
    const bool first = k == more->n || (i < texts->n && texts->ids[i] <= more->ids[k]);
    const Id   id    = first ? texts->ids[i++] : more->ids[k++];
    if (!both.n || both.ids[both.n - 1] != id) both.ids[both.n++] = id;
  }
  texts_free(texts);
  *texts = both;
}

bool store_has_words(const Store* store) { return store->indexed; }

static Slice key_of(Slice word) { return (Slice){word.ptr, word.len < WORD_BYTES ? word.len : WORD_BYTES}; }

static Status open_words(Store* store, MDB_cursor** cursor) {
  *cursor = NULL;
  TRY(store_ready(store, false));
  if (store->writing) TRY(batch_flush(store));
  if (!store->indexed) return fail(ERR_UNSUPPORTED, "%s: made before there was an index of words; write to it once", store->path);
  const int rc = mdb_cursor_open(store->txn, store->environment->table[WORDS], cursor);
  return rc ? store_error(store, rc, "looking for words") : OK;
}

/// The first word, or the next one; MDB_NOTFOUND where it does not begin with `front`.
static int next_word(MDB_cursor* cursor, Slice front, bool first, MDB_val* data) {
  MDB_val   key = {front.len, (void*)front.ptr};
  const int rc  = tree_get(cursor, &key, data, first ? MDB_SET_RANGE : MDB_NEXT_NODUP);
  if (rc) return rc;
  return key.mv_size >= front.len && !memcmp(key.mv_data, front.ptr, front.len) ? MDB_SUCCESS : MDB_NOTFOUND;
}

static int find_word(MDB_cursor* cursor, Slice word, bool begins, MDB_val* data) {
  MDB_val key = {word.len, (void*)word.ptr};
  return begins ? next_word(cursor, word, true, data) : tree_get(cursor, &key, data, MDB_SET);
}

Status store_word_count(Store* store, Slice word, bool begins, size_t* count) {
  *count = 0;
  MDB_cursor* cursor;
  MDB_val     data;
  const Slice front = key_of(word);
  TRY(open_words(store, &cursor));
  int rc = find_word(cursor, front, begins, &data);
  while (!rc) {
    size_t n = 0;
    rc       = mdb_cursor_count(cursor, &n);
    *count += n;
    if (!rc) rc = begins ? next_word(cursor, front, false, &data) : MDB_NOTFOUND;
  }
  mdb_cursor_close(cursor);
  return rc == MDB_NOTFOUND ? OK : store_error(store, rc, "looking for words");
}

/// The texts of the word that the cursor stands on.
static int read_word(MDB_cursor* cursor, MDB_val data, const Texts* within, Texts* found) {
  MDB_val key = {0, NULL};
  size_t  k   = 0;
  int     rc  = tree_get(cursor, &key, &data, MDB_GET_MULTIPLE);
  while (!rc) {
    if (data.mv_size % ID_BYTES) return MDB_CORRUPTED;
    for (const uint8_t *at = data.mv_data, *end = at + data.mv_size; at < end; at += ID_BYTES) {
      const Id id = id_get(at);
      if (within) {
        while (k < within->n && within->ids[k] < id) ++k;
        if (k == within->n) return MDB_NOTFOUND;
        if (within->ids[k] != id) continue;
      }
      push(found, id);
    }
    rc = tree_get(cursor, &key, &data, MDB_NEXT_MULTIPLE);
  }
  return rc;
}

static int look_each_up(MDB_cursor* cursor, const Texts* within, Texts* found) {
  MDB_val word, first;
  int     rc = tree_get(cursor, &word, &first, MDB_GET_CURRENT);
  uint8_t key[WORD_BYTES], id[ID_BYTES];
  if (rc || word.mv_size > sizeof key) return rc ? rc : MDB_CORRUPTED;
  memcpy(key, word.mv_data, word.mv_size);
  for (size_t i = 0; i < within->n; ++i) {
    MDB_val k = {word.mv_size, key}, data = {ID_BYTES, id};
    id_put(id, within->ids[i]);
    rc = tree_get(cursor, &k, &data, MDB_GET_BOTH);
    if (!rc) push(found, within->ids[i]);
    else if (rc != MDB_NOTFOUND) return rc;
  }
  return MDB_NOTFOUND;
}

static int by_id(const void* a, const void* b) {
  const Id *x = a, *y = b;
  return *x < *y ? -1 : *x > *y;
}

/// Those of several words, one behind the other, in order and each once.
static void sort_once(Texts* texts) {
  size_t kept = 0;
  qsort(texts->ids, texts->n, sizeof *texts->ids, by_id);
  for (size_t i = 0; i < texts->n; ++i)
    if (!kept || texts->ids[kept - 1] != texts->ids[i]) texts->ids[kept++] = texts->ids[i];
  texts->n = kept;
}

Status store_word_texts(Store* store, Slice word, bool begins, const Texts* within, Texts* found) {
  MDB_cursor* cursor;
  MDB_val     data;
  size_t      words = 0;
  const Slice front = key_of(word);
  if (within && !within->n) return OK;
  TRY(open_words(store, &cursor));
  int rc = find_word(cursor, front, begins, &data);
  while (!rc) {
    size_t n = 0;
    ++words;
    rc = mdb_cursor_count(cursor, &n);
    if (!rc) rc = within && n / LOOK_UP > within->n ? look_each_up(cursor, within, found) : read_word(cursor, data, within, found);
    if (rc == MDB_NOTFOUND && begins) rc = next_word(cursor, front, false, &data);
  }
  mdb_cursor_close(cursor);
  if (words > 1) sort_once(found);
  return rc == MDB_NOTFOUND ? OK : store_error(store, rc, "looking for words");
}
