/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Terms to ids and back.
 *
 * A term's record is its kind, the length of its language or datatype (if its kind has one; 7 bits a byte, low first)
 * with the thing itself, and its value:
 *
 *     "Ana"@en   ->   04 02 'e' 'n' 'A' 'n' 'a'
 *
 * A record is found by its 64-bit XXH3 hash. A hash alone proves nothing: every hit is compared with the record, and
 * terms of equal hash stand beside each other. So a longer hash would only cost room.
 *
 * New records are appended to `terms` at once, in order of id; their hashes are scattered, so they wait in the cache
 * until the batch is flushed and go in sorted. */
#include "store/internal.h"

#include <stdlib.h>
#include <xxhash.h>

enum {
  HASH_KEY   = 2, ///< Bytes of the hash that are the key of `hashes`
  HASH_REST  = 6,
  HASH_DATA  = HASH_REST + ID_BYTES,
  CACHE_TERM = 1 << 10, ///< Longer records are not cached
  CACHE_MAX  = 48 << 20
};

static const Id id_limit = (Id)1 << (8 * ID_BYTES);

uint64_t record_hash_mask = UINT64_MAX;

uint64_t record_hash(Slice record) { return XXH3_64bits(record.ptr, record.len) & record_hash_mask; }

static bool has_extra(TermKind kind) { return kind == TERM_LITERAL_LANG || kind == TERM_LITERAL_TYPED; }

void record_encode(Term term, Buffer* out) {
  buffer_clear(out);
  buffer_reserve(out, 16 + term.value.len + term.extra.len);
  buffer_putc(out, (char)term.kind);
  if (has_extra(term.kind)) {
    size_t n = term.extra.len;
    for (; n >= 0x80; n >>= 7) buffer_putc(out, (char)(n | 0x80));
    buffer_putc(out, (char)n);
    buffer_put_slice(out, term.extra);
  }
  buffer_put_slice(out, term.value);
}

bool record_decode(Slice record, Term* term) {
  const uint8_t *p = (const uint8_t*)record.ptr, *const end = p + record.len;
  if (p == end || *p < TERM_IRI || *p > TERM_LITERAL_TYPED) return false;
  *term = (Term){.kind = (TermKind)*p++};
  if (has_extra(term->kind)) {
    uint64_t n = 0;
    for (int shift = 0;; shift += 7) {
      if (p == end || shift > 56) return false;
      n |= (uint64_t)(*p & 0x7F) << shift;
      if (!(*p++ & 0x80)) break;
    }
    if (n > (size_t)(end - p)) return false;
    term->extra = (Slice){(const char*)p, n};
    p += n;
  }
  term->value = (Slice){(const char*)p, (size_t)(end - p)};
  return true;
}

/* --- the cache --------------------------------------------------------------------------------------------------- */

static Known* cache_slot(const Dictionary* d, uint64_t hash, Slice record) {
  for (size_t i = hash & d->mask;; i = (i + 1) & d->mask) {
    Known* k = &d->slots[i];
    if (!k->id || (k->hash == hash && k->len == record.len && !memcmp(k->record, record.ptr, record.len))) return k;
  }
}

static void cache_grow(Dictionary* d) {
  Known* const old  = d->slots;
  const size_t size = old ? d->mask + 1 : 0;
  size_t*      to   = size ? xmalloc(size * sizeof *to) : NULL;
  d->mask           = size ? size * 2 - 1 : 1023;
  d->slots          = xcalloc(d->mask + 1, sizeof *d->slots);
  for (size_t i = 0; i < size; i++) {
    if (!old[i].id) continue;
    Known* k = cache_slot(d, old[i].hash, (Slice){old[i].record, old[i].len});
    *k       = old[i];
    to[i]    = (size_t)(k - d->slots);
  }
  for (size_t i = 0; i < d->fresh_n; i++) d->fresh[i] = to[d->fresh[i]];
  free(to);
  free(old);
}

static Known* cache_put(Dictionary* d, uint64_t hash, Slice record, Id id) {
  if (!d->slots || d->n * 2 >= d->mask) cache_grow(d);
  Known* k = cache_slot(d, hash, record);
  if (k->id) return k;
  *k = (Known){hash, id, (uint32_t)record.len, arena_copy(&d->records, record.ptr, record.len)};
  d->n++;
  return k;
}

/// The scratch stays: it may hold the record that is being looked up.
static void cache_empty(Dictionary* d) {
  free(d->slots);
  free(d->fresh);
  arena_free(&d->records);
  *d = (Dictionary){.next = d->next, .scratch = d->scratch};
}

void dictionary_forget(Store* store) { cache_empty(&store->dictionary); }

/* --- the tables -------------------------------------------------------------------------------------------------- */

static void hash_pack(uint64_t hash, Id id, uint8_t* key, uint8_t* data) {
  for (int i = 0; i < HASH_KEY; i++) key[i] = (uint8_t)(hash >> (56 - 8 * i));
  for (int i = 0; i < HASH_REST; i++) data[i] = (uint8_t)(hash >> (40 - 8 * i));
  id_put(data + HASH_REST, id);
}

/// A cursor that stays open for the transaction.
static int standing_cursor(Store* store, int table, MDB_cursor** cursor) {
  return *cursor ? MDB_SUCCESS : mdb_cursor_open(store->txn, store->environment->table[table], cursor);
}

static int term_record(Store* store, Id id, Slice* record) {
  int rc = standing_cursor(store, TERMS, &store->term_cursor);
  if (rc) return rc;
  uint8_t packed[ID_BYTES];
  id_put(packed, id);
  MDB_val key = {ID_BYTES, packed}, data;
  rc          = tree_get(store->term_cursor, &key, &data, MDB_SET);
  if (!rc) *record = (Slice){data.mv_data, data.mv_size};
  return rc;
}

/// Walk the terms of this hash until one has this very record.
static int look_up(Store* store, uint64_t hash, Slice record, Id* id) {
  *id    = 0;
  int rc = standing_cursor(store, HASHES, &store->hash_cursor);
  if (rc) return rc;
  uint8_t k[HASH_KEY], from[HASH_DATA];
  hash_pack(hash, 0, k, from);
  MDB_val key = {sizeof k, k}, data = {sizeof from, from};
  rc = tree_get(store->hash_cursor, &key, &data, MDB_GET_BOTH_RANGE);
  while (!rc && data.mv_size == HASH_DATA && !memcmp(data.mv_data, from, HASH_REST)) {
    const Id found = id_get((const uint8_t*)data.mv_data + HASH_REST);
    Slice    there;
    rc = term_record(store, found, &there);
    if (rc) return rc == MDB_NOTFOUND ? MDB_CORRUPTED : rc;
    if (slice_equal(there, record)) {
      *id = found;
      return MDB_SUCCESS;
    }
    rc = tree_get(store->hash_cursor, &key, &data, MDB_NEXT_DUP);
  }
  return rc == MDB_NOTFOUND ? MDB_SUCCESS : rc;
}

static int hash_put(Store* store, uint64_t hash, Id id) {
  const int rc = standing_cursor(store, HASHES, &store->hash_cursor);
  if (rc) return rc;
  uint8_t k[HASH_KEY], v[HASH_DATA];
  hash_pack(hash, id, k, v);
  MDB_val key = {sizeof k, k}, data = {sizeof v, v};
  return tree_put(store->hash_cursor, &key, &data, 0);
}

/// Give the record the next id; its hash goes to the table with the batch, or at once where the cache does not hold it.
static int append(Store* store, uint64_t hash, Slice record, Id* id) {
  Dictionary* d  = &store->dictionary;
  int         rc = standing_cursor(store, TERMS, &store->term_cursor);
  if (rc) return rc;
  uint8_t packed[ID_BYTES];
  id_put(packed, d->next);
  MDB_val key = {ID_BYTES, packed}, data = {record.len, (void*)record.ptr};
  rc = tree_put(store->term_cursor, &key, &data, MDB_APPEND);
  if (rc) return rc;
  *id = d->next++;
  if (record.len > CACHE_TERM) return hash_put(store, hash, *id);
  const Known* k = cache_put(d, hash, record, *id);
  if (d->fresh_n == d->fresh_cap) {
    d->fresh_cap = d->fresh_cap ? d->fresh_cap * 2 : 256;
    d->fresh     = xrealloc(d->fresh, d->fresh_cap * sizeof *d->fresh);
  }
  d->fresh[d->fresh_n++] = (size_t)(k - d->slots);
  return MDB_SUCCESS;
}

Status dictionary_id(Store* store, Term term, bool make, Id* id) {
  Dictionary* d = &store->dictionary;
  *id           = 0;
  if (term.kind == TERM_NONE) return OK;
  if (term.value.len + term.extra.len > UINT32_MAX / 2)
    return store_latch(store, fail(ERR_LIMIT, "%s: a term of more than 2 GB; leave it out", store->path));
  record_encode(term, &d->scratch);
  const Slice    record = buffer_slice(&d->scratch);
  const uint64_t hash   = record_hash(record);
  if (d->slots && record.len <= CACHE_TERM) {
    const Known* k = cache_slot(d, hash, record);
    if (k->id) {
      *id = k->id;
      return OK;
    }
  }
  int rc = look_up(store, hash, record, id);
  if (rc) return store_error(store, rc, "looking up a term");
  if (*id) {
    if (record.len > CACHE_TERM) return OK;
    if (d->records.used > CACHE_MAX && !d->fresh_n) cache_empty(d);
    cache_put(d, hash, record, *id);
    return OK;
  }
  if (!make) return OK;
  if (d->next >= id_limit)
    return store_latch(
        store, fail(ERR_LIMIT, "%s: the graph holds 2^40 terms, as many as it can; start another one", store->path));
  rc = append(store, hash, record, id);
  return rc ? store_error(store, rc, "writing a term") : OK;
}

Status dictionary_term(Store* store, Id id, Term* term) {
  Seen* seen = &store->seen[id % SEEN];
  if (id == 0) {
    *term = (Term){0};
    return OK;
  }
  if (seen->id == id && seen->epoch == store->epoch) {
    *term = seen->term;
    return OK;
  }
  Slice record;
  int   rc = term_record(store, id, &record);
  if (!rc && !record_decode(record, term)) rc = MDB_CORRUPTED;
  if (rc) return store_error(store, rc == MDB_NOTFOUND ? MDB_CORRUPTED : rc, "reading a term");
  if (!store->writing) *seen = (Seen){id, store->epoch, *term};
  return OK;
}

Status dictionary_begin(Store* store) {
  MDB_cursor* cursor;
  int         rc = mdb_cursor_open(store->txn, store->environment->table[TERMS], &cursor);
  if (rc) return store_error(store, rc, "opening the dictionary");
  MDB_val key, data;
  rc                     = tree_get(cursor, &key, &data, MDB_LAST);
  store->dictionary.next = rc == MDB_SUCCESS && key.mv_size == ID_BYTES ? id_get(key.mv_data) + 1 : 1;
  mdb_cursor_close(cursor);
  return rc && rc != MDB_NOTFOUND ? store_error(store, rc, "opening the dictionary") : OK;
}

static int by_hash(const void* a, const void* b) {
  const Known *x = a, *y = b;
  if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
  return x->id < y->id ? -1 : x->id > y->id;
}

Status dictionary_flush(Store* store) {
  Dictionary* d  = &store->dictionary;
  int         rc = MDB_SUCCESS;
  if (d->fresh_n) {
    Known* sorted = xmalloc(d->fresh_n * sizeof *sorted);
    for (size_t i = 0; i < d->fresh_n; i++) sorted[i] = d->slots[d->fresh[i]];
    qsort(sorted, d->fresh_n, sizeof *sorted, by_hash);
    for (size_t i = 0; i < d->fresh_n && !rc; i++) rc = hash_put(store, sorted[i].hash, sorted[i].id);
    free(sorted);
    d->fresh_n = 0;
  }
  if (d->records.used > CACHE_MAX || rc) cache_empty(d);
  return rc ? store_error(store, rc, "writing the dictionary") : OK;
}
