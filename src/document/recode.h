/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* An input in another encoding, as UTF-8, piece by piece: tables that Excel saves as "Unicode text" are UTF-16.
 *
 *     Recoded recoded;
 *     if (recode_begin(&source, rest, &recoded)) ... read recoded.source and recoded.rest in their place ...
 *     recode_end(&recoded);
 */
#ifndef ONRECORD_DOCUMENT_RECODE_H
#define ONRECORD_DOCUMENT_RECODE_H

#include "base/stream.h"
#include "document/charset.h"
#include "document/document.h"

typedef struct {
  DocumentSource source; ///< The given one, its bytes in UTF-8
  const Stream*  rest;   ///< NULL: nothing follows them
  Buffer         head, piece;
  Decoder        decoder;
  const Stream*  from;
  Stream         to;
} Recoded;

/// False where the bytes are UTF-8 or in no encoding that is told by a byte order mark or by the server; then there is
/// nothing to end. What is given must stay where it is until recode_end().
bool recode_begin(const DocumentSource* source, const Stream* rest, Recoded* recoded);
void recode_end(Recoded* recoded);

#endif
