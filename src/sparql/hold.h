/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What a place that looks quads up again and again keeps between two times: its cursor, and a table of all that it can find
 * once reading that all is cheaper than going on with look-ups.
 *
 *     ?a :date ?d . ?a :title ?t     100,000 times :title of one ?a; after 12,500 of them the 100,000 titles are read into a
 *                                    table by ?a: at worst twice the cost of the better way, whatever was estimated
 */
#ifndef ONRECORD_SPARQL_HOLD_H
#define ONRECORD_SPARQL_HOLD_H

#include "sparql/source.h"

typedef struct Run  Run;
typedef struct Hold Hold;

/// Quads by the ids of some of their places; a row is found by hold_first() and followed by hold_next().
typedef struct {
  unsigned  key;            ///< Bit for each place that a look-up gives, subject to graph
  unsigned  all;            ///< ... and for those that the rows hold, too
  size_t    width, n, cap;  ///< Numbers in a row, rows
  uint32_t *rows, *after, *slots;
  size_t    mask, bytes;
} HoldTable;

struct Hold {
  Hold*      next; ///< All of a query
  Source*    source;
  void*      cursor; ///< At rest
  HoldTable* table;
  unsigned   key;
  size_t     looked, near, read, range; ///< Look-ups in the store; of them on the page at hand; quads that they gave, and
                                        ///< that a table would hold
  bool       counted, never;
};

/// Look-ups before a table is thought of; 1, in tests, means a table at once.
extern size_t hold_patience;

/// Made when first needed; freed with the query. NULL where the source has no ids.
Hold* hold_of(Run* run, Hold** hold);
void  holds_free(Hold* first);

/// A cursor for the pattern, the one at rest if there is one; give it back by hold_rest().
Status hold_find(Run* run, Hold* hold, const StorePattern* pattern, void** cursor);
void   hold_rest(Run* run, Hold* hold, void* cursor);

/// The table for look-ups of `key` in what `wide` (without the places of the key) gives; NULL while the store is cheaper.
/// `named`: leave out the default graph's.
const HoldTable* hold_table(Run* run, Hold* hold, const StorePattern* wide, unsigned key, bool named);
/// The first row + 1 whose places of the key have these ids, 0: none.
uint32_t hold_first(const HoldTable* table, const uint64_t ids[4]);
static inline uint32_t hold_next(const HoldTable* table, uint32_t row) { return table->after[row - 1]; }
/// The ids of a row, 0 in places that it does not hold.
void hold_ids(const HoldTable* table, uint32_t row, uint64_t ids[4]);

#endif
