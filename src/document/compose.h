/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Text in Unicode's composed form (NFC, Unicode Standard Annex 15): "e" and a combining acute accent become "é", so that
 * the same name is the same bytes in every article. Ligatures and marks without a shape stay: NFC keeps them. */
#ifndef ONRECORD_DOCUMENT_COMPOSE_H
#define ONRECORD_DOCUMENT_COMPOSE_H

#include "base/text.h"

/// The text itself where it is composed already, as nearly all is. Valid UTF-8; what is made lives in the arena.
Slice compose(Arena* arena, Slice text);

/// The same of a string that may be NULL.
const char* compose_string(Arena* arena, const char* s);

/// What is shown as a name: composed, without what has no shape (soft hyphens, zero-width spaces), ligatures in their letters:
/// "of\u00adfice" is "office", "\uFB01nance" is "finance".
Slice compose_label(Arena* arena, Slice text);

#endif
