/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Sorts any number of records in a fixed amount of memory: by their bytes, each once.
 *
 *     Sorter* sorter = sorter_new(0);
 *     TRY(sorter_put(sorter, SLICE("b")));  TRY(sorter_put(sorter, SLICE("a")));  TRY(sorter_put(sorter, SLICE("b")));
 *     TRY(sorter_sort(sorter));
 *     for (;;) { TRY(sorter_next(sorter, &record, &more));  if (!more) break;  ... }      // "a", "b"
 *
 * What does not fit in memory goes to one unnamed temporary file (in TMPDIR, else /tmp) as sorted runs, each record
 * written as what differs from the one before it, and the runs are merged: two passes over the data, whatever its size.
 * In memory: multikey quicksort (Bentley and Sedgewick, "Fast algorithms for sorting and searching strings", 1997),
 * which does not compare the long beginnings that IRIs share again and again. */
#ifndef ONRECORD_TELL_SORT_H
#define ONRECORD_TELL_SORT_H

#include "base/status.h"
#include "base/text.h"

typedef struct Sorter Sorter;

enum { SORTER_MEMORY = 48 << 20 };

/// `memory` in bytes for records; 0: SORTER_MEMORY.
Sorter* sorter_new(size_t memory);
Status  sorter_put(Sorter* sorter, Slice record); ///< ERR_FULL, ERR_IO: the temporary file
Status  sorter_sort(Sorter* sorter);              ///< After the last put
/// The next record, valid until the next call; `*more` false behind the last.
Status sorter_next(Sorter* sorter, Slice* record, bool* more);
void   sorter_free(Sorter* sorter); ///< NULL is fine

#endif
