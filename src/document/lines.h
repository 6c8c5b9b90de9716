/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Paragraphs out of lines that a program broke at a width, as mail and PDF have them.
 *
 *     The port will be sold, Ana Brandt       ->   The port will be sold, Ana Brandt said on Friday.
 *     said on Friday.
 *
 * A line goes on in the next where that one's first word would not have fitted any more; short lines (verse, lists,
 * addresses) stay by themselves. */
#ifndef ONRECORD_DOCUMENT_LINES_H
#define ONRECORD_DOCUMENT_LINES_H

#include "base/buffer.h"

typedef struct {
  int  slack;  ///< Per cent of the width by which lines may be shorter: 0 for mail, more for set type
  bool flowed; ///< A space at the end says that the line goes on (RFC 3676)
} LineStyle;

/// Put `text` (UTF-8) into `out`, an empty line between paragraphs.
void lines_join(Slice text, LineStyle style, Buffer* out);

/// Make spaces of the line breaks inside paragraphs that are broken at one width over the whole text; nothing else
/// changes, and nothing moves.
void lines_unwrap(char* text, size_t n);

#endif
