/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Which characters the bytes stand for (WHATWG Encoding Standard).
 *
 *     "Zo\xEB said \x93no\x94"   is no UTF-8   ->   Windows-1252: Zoë said “no”
 *
 * A byte order mark decides; then what was declared; then valid UTF-8 is UTF-8, and of the rest what has more broken
 * than whole sequences is Windows-1252. */
#ifndef ONRECORD_DOCUMENT_CHARSET_H
#define ONRECORD_DOCUMENT_CHARSET_H

#include "base/buffer.h"

/// One of these, or CHARSET_OTHER and above: a row of data/charsets.tsv, which iconv(3) knows.
typedef int Charset;

enum { CHARSET_UNKNOWN, CHARSET_UTF8, CHARSET_WINDOWS_1252, CHARSET_UTF16LE, CHARSET_UTF16BE, CHARSET_OTHER };

/// The encoding of a label such as "utf-8", "ISO-8859-1", "latin1" (which the Web reads as Windows-1252), "shift_jis".
Charset charset_named(Slice label);

/// What people call it: "UTF-8", "Windows-1252", "KOI8-R".
const char* charset_name(Charset charset);

/// The label behind "charset=" in a media type or a meta element's content; empty without one.
Slice charset_label(Slice content);

/// The encoding that a byte order mark tells, with the mark's length; CHARSET_UNKNOWN without one.
Charset charset_marked(Slice bytes, size_t* mark);

/// UTF-8 or Windows-1252, by the bytes themselves; CHARSET_UNKNOWN where they look like neither.
Charset charset_guess(Slice bytes);

/// Whether the bytes are no text at all: NUL, or control characters where letters should be.
bool charset_binary(Slice bytes);

/// Put the bytes into `out` as UTF-8; UTF-8 itself is put as it is, broken or not. What is broken in another one becomes
/// a byte that is no UTF-8, for text_make() to count.
void charset_convert(Slice bytes, Charset charset, Buffer* out);

/// The same for bytes that come in pieces, of an encoding that is neither unknown nor UTF-8: `left` holds what is cut at
/// the end of a piece until the next.
typedef struct {
  void*  handle;
  size_t unit; ///< Bytes of the shortest character
  Buffer left;
} Decoder;

void decoder_open(Decoder* decoder, Charset charset);
void decoder_put(Decoder* decoder, Slice bytes, bool last, Buffer* out);
void decoder_close(Decoder* decoder);

#endif
