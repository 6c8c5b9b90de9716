/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* How far a run of `onrecord add` has come, so that --resume can go on there after it was ended in the middle.
 *
 *     1450 file:///news/dump.jsonl 91332411 1934527.000000000      the first 1450 items of it are done
 *     end https://coast.example/sale                               all of it is
 *
 * The file stands in the graph's folder, its name made of what was to be read and how: another run has another. A line
 * is written when what it tells is on disk; the file goes when the run has come to its end. What happens to be missing
 * in it is read once more, and then found to be known. */
#ifndef ONRECORD_ONRECORD_JOURNAL_H
#define ONRECORD_ONRECORD_JOURNAL_H

#include "onrecord/options.h"

typedef struct Journal Journal;

/// `reader` tells what reads, as the graph notes it. With --resume what an earlier run has noted is read.
Journal* journal_open(const Settings* settings, const char* reader);

/// How many items of an input are done; SIZE_MAX: all.
size_t journal_done(const Journal* journal, const char* input);

/// Note that so many are; SIZE_MAX: all.
void journal_note(Journal* journal, const char* input, size_t n);

/// Free it; with `finished` the file goes as well. NULL is fine.
void journal_close(Journal* journal, bool finished);

#endif
