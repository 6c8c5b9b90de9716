/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Reading: which order answers a pattern, and walking its range a page at a time.
 *
 * Twelve of the sixteen patterns are one range of one order. The four that bind the graph and the predicate or object,
 * but not all between, are the shorter of two ranges with the other ids compared:
 *
 *     ? label ? news/7   ->  GSPO from news/7, ten quads, those with p = label;  not POSG from label, a million
 *
 * Where some places are only counted, an order that has them last gives each of the others once, with its number of rows:
 *
 *     ? mentions ?x, who does not matter  ->  POSG from mentions: each x, and how many subjects stand behind it
 *
 * The graph is the last id of three orders, so the graphs as one is a walk that leaves out repeated triples. In a write
 * transaction pages may change under the walk: a block is copied, and after a change the place is looked up again. */
#include "store/internal.h"

#include <stdlib.h>

struct StoreCursor {
  Store*         store; ///< NULL when its transaction has ended
  StoreCursor *  next, **link;
  MDB_cursor*    cursor; ///< NULL where nothing can match
  int            order, prefix;
  Row            bound;
  unsigned       filter; ///< Bound fields behind the prefix
  unsigned       fields; ///< All bound fields
  unsigned       rising; ///< Look-ups in a row that came in order
  unsigned       counted; ///< As in the pattern
  int            group;   ///< Leading ids that make quads one where the rest is counted; FIELDS: each comes by itself
  size_t         times;
  bool           settled; ///< The order was chosen by what changes between look-ups
  bool           merged, graphs, done, late;
  bool           repeating; ///< The same triple may come from several graphs, one behind the other
  uint64_t       changes;
  uint8_t        key[ID_BYTES], last[ROW_BYTES]; ///< Of the row given last
  bool           started, ended; ///< ... all rows are counted
  const uint8_t* rows; ///< The block
  size_t         n, at;
  uint8_t*       copy;
  Buffer         terms[FIELDS]; ///< In write transactions
  Row            given;
  Quad           quad;
};

static bool matches(const StoreCursor* c, const Row* row) {
  for (int f = 0; f < FIELDS; f++)
    if (c->filter & 1u << f && row->id[f] != c->bound.id[f]) return false;
  return true;
}

/* --- planning ---------------------------------------------------------------------------------------------------- */

/// Open LMDB's cursor on the order that was chosen.
static Status open_order(StoreCursor* c) {
  const int rc = mdb_cursor_open(c->store->txn, c->store->environment->table[c->order], &c->cursor);
  return rc ? store_error(c->store, rc, "reading") : OK;
}

static unsigned filter_of(const StoreCursor* c, unsigned bound) {
  for (int i = 0; i < c->prefix; i++) bound &= ~(1u << order_fields[c->order][i]);
  return bound;
}

static StoreCursor* new_cursor(Store* store) {
  StoreCursor* c = xcalloc(1, sizeof *c);
  c->store       = store;
  c->next        = store->cursors;
  c->link        = &store->cursors;
  if (c->next) c->next->link = &c->next;
  store->cursors = c;
  return c;
}

/// Which order the cursor walks.
static Status choose(StoreCursor* c, const StorePattern* pattern, const Ids* ids) {
  c->group = FIELDS;
  if (c->store->writing || !plan_counted(pattern, ids->bound, &c->order, &c->prefix, &c->group))
    TRY(plan_order(c->store, ids, &c->order, &c->prefix));
  c->filter = filter_of(c, ids->bound);
  return OK;
}

/// What a cursor is to give.
static void aim(StoreCursor* c, const StorePattern* pattern, const Ids* ids) {
  c->merged    = pattern->merged;
  c->late      = pattern->late && !c->store->writing;
  c->done      = ids->nothing;
  c->bound     = ids->row;
  c->fields    = ids->bound;
  c->counted   = pattern->counted;
  c->times     = 1;
  c->ended     = false;
  c->repeating = c->merged && !(ids->bound & 1u << G);
  c->given     = (Row){0};
  c->changes   = c->store->changes;
}

Status store_find(Store* store, const StorePattern* pattern, StoreCursor** out) {
  *out = NULL;
  TRY(store_ready(store, false));
  Ids ids;
  TRY(pattern_ids(store, pattern, &ids));
  StoreCursor* c = new_cursor(store);
  Status status  = OK;
  if (!ids.nothing && store->writing) status = batch_flush(store);
  aim(c, pattern, &ids);
  if (!c->done && status == OK) {
    status = choose(c, pattern, &ids);
    if (status == OK) status = open_order(c);
  }
  if (status != OK) {
    store_cursor_free(c);
    return status;
  }
  *out = c;
  return OK;
}

Status store_graphs(Store* store, StoreCursor** out) {
  *out = NULL;
  TRY(store_ready(store, false));
  if (store->writing) TRY(batch_flush(store));
  StoreCursor* c      = new_cursor(store);
  c->order            = GSPO;
  c->graphs           = true;
  const Status status = open_order(c);
  if (status == OK)
    *out = c;
  else
    store_cursor_free(c);
  return status;
}

void store_cursor_free(StoreCursor* c) {
  if (!c) return;
  if (c->cursor) mdb_cursor_close(c->cursor);
  if (c->store) {
    *c->link = c->next;
    if (c->next) c->next->link = c->link;
  }
  for (int f = 0; f < FIELDS; f++) buffer_free(&c->terms[f]);
  free(c->copy);
  free(c);
}

void cursors_detach(Store* store) {
  while (store->cursors) {
    StoreCursor* c = store->cursors;
    store->cursors = c->next;
    if (c->cursor) mdb_cursor_close(c->cursor);
    c->cursor = NULL;
    c->store  = NULL;
  }
}

/* --- walking ----------------------------------------------------------------------------------------------------- */

static size_t first_not_before(const uint8_t* rows, size_t n, const uint8_t* row, bool after) {
  size_t low = 0, high = n;
  while (low < high) {
    const size_t mid = (low + high) / 2;
    const int    cmp = memcmp(rows + mid * ROW_BYTES, row, ROW_BYTES);
    if (cmp < 0 || (after && cmp == 0))
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

/// Take the page the cursor stands on as the block, from `row` on (or behind it).
static int take_block(StoreCursor* c, const MDB_val* data, const uint8_t* row, bool after) {
  c->rows = data->mv_data;
  c->n    = data->mv_size / ROW_BYTES;
  c->at   = row ? first_not_before(c->rows, c->n, row, after) : 0;
  if (data->mv_size % ROW_BYTES || !c->n) return MDB_CORRUPTED;
  if (c->store->writing) {
    c->copy = xrealloc(c->copy, c->n * ROW_BYTES);
    c->rows = memcpy(c->copy, c->rows, c->n * ROW_BYTES);
  }
  return MDB_SUCCESS;
}

/// The block that holds the first row of the present key not before `row`, or the next key's.
static int seek(StoreCursor* c, const uint8_t* row, bool after) {
  uint8_t target[ROW_BYTES];
  memcpy(target, row, ROW_BYTES);
  c->n        = 0;
  MDB_val key = {ID_BYTES, c->key}, data = {ROW_BYTES, target};
  int     rc = tree_get(c->cursor, &key, &data, MDB_GET_BOTH_RANGE);
  if (!rc) rc = tree_get(c->cursor, &key, &data, MDB_GET_MULTIPLE);
  if (!rc) {
    rc = take_block(c, &data, row, after);
    if (rc || c->at < c->n) return rc;
    rc = tree_get(c->cursor, &key, &data, MDB_NEXT_MULTIPLE);
    if (!rc) return take_block(c, &data, NULL, false);
  }
  if (rc != MDB_NOTFOUND || c->prefix) return rc;
  uint8_t next[ID_BYTES];
  id_put(next, id_get(c->key) + 1);
  key = (MDB_val){ID_BYTES, next};
  rc  = tree_get(c->cursor, &key, &data, MDB_SET_RANGE);
  if (!rc) {
    memcpy(c->key, key.mv_data, ID_BYTES);
    rc = tree_get(c->cursor, &key, &data, MDB_GET_MULTIPLE);
  }
  return rc ? rc : take_block(c, &data, NULL, false);
}

static int next_block(StoreCursor* c) {
  MDB_val key = {0, NULL}, data = {0, NULL};
  int     rc = tree_get(c->cursor, &key, &data, MDB_NEXT_MULTIPLE);
  if (rc == MDB_NOTFOUND && !c->prefix) {
    rc = tree_get(c->cursor, &key, &data, MDB_NEXT_NODUP);
    if (!rc) {
      memcpy(c->key, key.mv_data, ID_BYTES);
      rc = tree_get(c->cursor, &key, &data, MDB_GET_MULTIPLE);
    }
  }
  return rc ? rc : take_block(c, &data, NULL, false);
}

static int first_block(StoreCursor* c) {
  uint8_t packed[FIELDS * ID_BYTES] = {0};
  for (int i = 0; i < c->prefix; i++) id_put(packed + i * ID_BYTES, c->bound.id[order_fields[c->order][i]]);
  memcpy(c->key, packed, ID_BYTES);
  c->started = true;
  return seek(c, packed + ID_BYTES, false);
}

/// Whether the block at hand, or the one behind it, holds the place of `row`: then stand there.
static bool is_near(StoreCursor* c, const uint8_t* row, int* rc) {
  *rc = MDB_SUCCESS;
  if (!c->n || memcmp(c->rows, row, ROW_BYTES) > 0) return false;
  if (memcmp(c->rows + (c->n - 1) * ROW_BYTES, row, ROW_BYTES) < 0) {
    if (c->rising < 2) return false;
    MDB_val key = {0, NULL}, data = {0, NULL};
    *rc = tree_get(c->cursor, &key, &data, MDB_NEXT_MULTIPLE);
    if (!*rc) *rc = take_block(c, &data, NULL, false);
    if (*rc) return *rc == MDB_NOTFOUND; // all of this key comes before
    if (memcmp(c->rows + (c->n - 1) * ROW_BYTES, row, ROW_BYTES) < 0) return false;
  }
  c->at = first_not_before(c->rows, c->n, row, false);
  return true;
}

/// Of the orders that answer the look-up by one range, one whose key stays as it was: then look-ups may stay on its pages.
static bool has_better_order(StoreCursor* c, const Ids* ids) {
  const uint8_t* fields = order_fields[c->order];
  if (c->settled || ids->row.id[fields[0]] == c->bound.id[fields[0]]) return false;
  c->settled = true;
  for (int i = 0; i < ORDERS; i++) {
    const int first = order_fields[i][0];
    if (order_prefix(i, ids->bound) != c->prefix || ids->row.id[first] != c->bound.id[first]) continue;
    c->order = i;
    return true;
  }
  return false;
}

Status store_again(StoreCursor* c, const StorePattern* pattern, bool* near) {
  Ids  ids;
  *near = false;
  if (!c->store) return fail(ERR_USAGE, "the transaction of this cursor has ended; find again in a new one");
  TRY(store_ready(c->store, false));
  TRY(pattern_ids(c->store, pattern, &ids));
  if (ids.nothing) {
    c->done = true;
    return OK;
  }
  if (c->store->writing) TRY(batch_flush(c->store));
  const bool same = c->cursor && c->fields == ids.bound && c->counted == pattern->counted && !c->filter && !c->graphs && !c->store->writing;
  const int  order  = c->order;
  const bool better = same && c->prefix && c->group == FIELDS && has_better_order(c, &ids);
  aim(c, pattern, &ids);
  if (!same || better) {
    if (better) c->filter = filter_of(c, ids.bound);
    else TRY(choose(c, pattern, &ids));
    if (!better) c->settled = false;
    c->graphs  = c->started = false;
    c->n       = 0;
    c->rising  = 0;
    if (c->cursor && order == c->order) return OK;
    if (c->cursor) mdb_cursor_close(c->cursor);
    c->cursor = NULL;
    return open_order(c);
  }
  uint8_t packed[FIELDS * ID_BYTES] = {0};
  for (int i = 0; i < c->prefix; i++) id_put(packed + i * ID_BYTES, c->bound.id[order_fields[c->order][i]]);
  const bool here = c->prefix && c->started && c->n && !memcmp(c->key, packed, ID_BYTES);
  c->rising       = here && memcmp(c->last, packed + ID_BYTES, (size_t)(c->prefix - 1) * ID_BYTES) <= 0 ? c->rising + 1 : 0;
  int rc          = MDB_SUCCESS;
  *near           = here && is_near(c, packed + ID_BYTES, &rc);
  if (*near && rc == MDB_NOTFOUND) {
    c->done = true;
    c->n    = 0;
  } else if (rc) {
    return store_error(c->store, rc, "reading");
  }
  c->started = *near;
  return OK;
}

/// Whether a row of the block still is in the range.
static bool in_range(const StoreCursor* c, const Row* row) {
  for (int i = 1; i < c->prefix; i++)
    if (row->id[order_fields[c->order][i]] != c->bound.id[order_fields[c->order][i]]) return false;
  return true;
}

enum { TRIPLE = 2 * ID_BYTES }; ///< What tells triples of one key apart

/// Whether a row of the block is the triple given last.
static bool repeated(const StoreCursor* c, size_t at) {
  return c->given.id[S] && !memcmp(c->rows + at * ROW_BYTES, c->last, TRIPLE) && c->given.id[order_fields[c->order][0]] == id_get(c->key);
}

/// Stand behind all that repeats it.
static int skip_repeats(StoreCursor* c) {
  uint8_t behind[ROW_BYTES];
  memset(behind, 0xFF, sizeof behind);
  memcpy(behind, c->last, TRIPLE);
  c->at += first_not_before(c->rows + c->at * ROW_BYTES, c->n - c->at, behind, true);
  return c->at == c->n ? seek(c, behind, true) : MDB_SUCCESS;
}

/// How many rows from `from` to `end` of the block are other triples than the row before each.
static size_t triples_in(const StoreCursor* c, size_t from, size_t end, const uint8_t* before) {
  size_t n = 0;
  for (size_t i = from; i < end; i++) {
    const uint8_t* row = c->rows + i * ROW_BYTES;
    n += memcmp(row, before, TRIPLE) != 0;
    before = row;
  }
  return n;
}

/// Count what stands behind the row given last and is one with it; stand behind it all.
static Status count_group(StoreCursor* c) {
  const size_t len = c->group > 1 ? (size_t)(c->group - 1) * ID_BYTES : 0;
  uint8_t      key[ID_BYTES], behind[ROW_BYTES];
  bool         more = true;
  memcpy(key, c->key, ID_BYTES);
  memset(behind, 0xFF, sizeof behind);
  memcpy(behind, c->last, len);
  while (more) {
    const size_t end = c->group ? c->at + first_not_before(c->rows + c->at * ROW_BYTES, c->n - c->at, behind, true) : c->n;
    c->times += c->repeating ? triples_in(c, c->at, end, c->last) : end - c->at;
    if (end > c->at) memcpy(c->last, c->rows + (end - 1) * ROW_BYTES, ROW_BYTES);
    c->at = end;
    if (c->at < c->n) return OK;
    const int rc = next_block(c);
    if (rc == MDB_NOTFOUND) {
      c->n = c->at = 0;
      c->ended     = true;
      return OK;
    }
    if (rc) return store_error(c->store, rc, "counting");
    more = !c->group || !memcmp(c->key, key, ID_BYTES);
    if (more && memcmp(c->key, key, ID_BYTES)) { // all tables' keys count as one: the first row of another is never the same
      memcpy(key, c->key, ID_BYTES);
      memset(c->last, 0, ROW_BYTES);
    }
  }
  return OK;
}

/// Stand on the next row: `*more` false behind the last.
static Status step(StoreCursor* c, Row* row, bool* more) {
  *more = false;
  if (c->ended) return OK;
  for (;;) {
    int rc = MDB_SUCCESS;
    if (!c->started) {
      rc = first_block(c);
    } else if (c->changes != c->store->changes) {
      rc = seek(c, c->last, true);
    } else if (c->at == c->n) {
      rc = next_block(c);
    }
    c->changes = c->store->changes;
    if (rc == MDB_NOTFOUND) return OK;
    if (rc) return store_error(c->store, rc, "reading");
    const uint8_t* rest   = c->rows + c->at * ROW_BYTES;
    const bool     repeat = c->repeating && repeated(c, c->at);
    memcpy(c->last, rest, ROW_BYTES);
    c->at++;
    if (repeat) {
      if (c->at < c->n && repeated(c, c->at)) rc = skip_repeats(c);
      if (rc == MDB_NOTFOUND) return OK;
      if (rc) return store_error(c->store, rc, "reading");
      continue;
    }
    row_unpack(c->order, c->key, rest, row);
    if (!in_range(c, row)) return OK;
    if (!matches(c, row)) continue;
    c->given = *row;
    c->times = 1;
    *more    = true;
    return c->group < FIELDS ? count_group(c) : OK;
  }
}

size_t store_times(const StoreCursor* c) { return c->times; }

/// The next graph's name: one jump a graph.
static Status step_graph(StoreCursor* c, Row* row, bool* more) {
  uint8_t next[ID_BYTES];
  id_put(next, c->given.id[G] + 1);
  MDB_val   key = {ID_BYTES, next}, data;
  const int rc  = tree_get(c->cursor, &key, &data, MDB_SET_RANGE);
  *more         = rc == MDB_SUCCESS;
  if (rc == MDB_NOTFOUND) return OK;
  if (rc) return store_error(c->store, rc, "listing graphs");
  c->given.id[G] = id_get(key.mv_data);
  *row           = (Row){.id = {[G] = c->given.id[G]}};
  return OK;
}

static Status give_term(StoreCursor* c, int field, Id id, Term* term) {
  TRY(dictionary_term(c->store, id, term));
  if (!c->store->writing || !id) return OK;
  Buffer* b = &c->terms[field];
  buffer_clear(b);
  buffer_put_slice(b, term->value);
  buffer_put_slice(b, term->extra);
  term->value.ptr = b->bytes;
  term->extra.ptr = b->bytes + term->value.len;
  return OK;
}

static Term late(Id id) { return id ? term_late(id) : (Term){0}; }

Status store_fetch(Store* store, Term* term) {
  return term->kind == (TermKind)TERM_LATE ? dictionary_term(store, term->value.len, term) : OK;
}

Status store_late(Store* store, Term* term) {
  Id id = 0;
  if (term->kind == (TermKind)TERM_LATE || term->kind == TERM_NONE) return OK;
  TRY(dictionary_id(store, *term, false, &id));
  if (id) *term = term_late(id);
  return OK;
}

/// A reader without a lock is not seen by writers: two commits later they may write over what it reads.
static Status still_there(Store* store) {
  MDB_envinfo info;
  if (!store->environment->unlocked || mdb_env_info(store->environment->env, &info)) return OK;
  if (info.me_last_txnid <= mdb_txn_id(store->txn) + 1) return OK;
  return fail(ERR_BUSY,
              "%s: changed while it was read without a lock, as its folder may not be written; run the command again",
              store->path);
}

Status store_next(StoreCursor* c, Quad* quad, bool* more) {
  *more = false;
  *quad = (Quad){0};
  if (!c->store) return fail(ERR_USAGE, "the transaction of this cursor has ended; find again in a new one");
  TRY(store_ready(c->store, false));
  if (c->done) return OK;
  Row row;
  TRY(c->graphs ? step_graph(c, &row, more) : step(c, &row, more));
  TRY(still_there(c->store));
  if (!*more) {
    c->done = true;
    return OK;
  }
  if (c->late) {
    *quad = (Quad){late(row.id[S]), late(row.id[P]), late(row.id[O]), late(c->merged ? 0 : row.id[G])};
    return OK;
  }
  if (!c->graphs) {
    TRY(give_term(c, S, row.id[S], &quad->s));
    TRY(give_term(c, P, row.id[P], &quad->p));
    TRY(give_term(c, O, row.id[O], &quad->o));
    if (c->merged) return OK;
  }
  return give_term(c, G, row.id[G], &quad->g);
}

/* --- counting ---------------------------------------------------------------------------------------------------- */

static Status count_walk(Store* store, const StorePattern* pattern, size_t enough, size_t* count, bool* all) {
  StoreCursor* c;
  TRY(store_find(store, pattern, &c));
  Status status = OK;
  bool   more   = !c->done;
  Row    row;
  while (status == OK && more && *count < enough) {
    status = step(c, &row, &more);
    *count += more;
  }
  *all = !more;
  store_cursor_free(c);
  return status;
}

Status store_count(Store* store, const StorePattern* pattern, size_t enough, size_t* count) {
  *count = 0;
  TRY(store_ready(store, false));
  Ids  ids;
  bool exact, all = true;
  TRY(pattern_ids(store, pattern, &ids));
  if (ids.nothing) return OK;
  if (store->writing) TRY(batch_flush(store));
  int order, prefix, want = 0;
  TRY(plan_order(store, &ids, &order, &prefix));
  for (unsigned b = ids.bound; b; b &= b - 1) want++;
  const bool repeats = pattern->merged && !(ids.bound & 1u << G);
  if (prefix == want && !repeats) return order_count(store, order, prefix, &ids.row, enough, count, &exact);
  TRY(count_walk(store, pattern, enough, count, &all));
  if (all) return OK;
  // More than enough: the range is at least that long, and no longer than all its rows.
  size_t range;
  TRY(order_count(store, order, prefix, &ids.row, enough, &range, &exact));
  if (range > *count) *count = range;
  return OK;
}
