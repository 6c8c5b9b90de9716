/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The words of a text as a search compares them: case, accents, ligatures and soft hyphens make no difference (Unicode case
 * folding and NFKD without marks): Zoë is zoe. A word is a run of letters and digits; each ideograph is one of its own.
 *
 *     The Port of Oslev!   ->   " the port of oslev "
 */
#ifndef ONRECORD_BASE_FOLD_H
#define ONRECORD_BASE_FOLD_H

#include "base/buffer.h"

/// The words with a space before, between and behind them, behind what `out` holds.
void words_fold(Slice text, Buffer* out);

/// The next word of a folded text, from `*at` on, which is set behind it; empty at the end.
Slice words_next(Slice folded, size_t* at);

#endif
