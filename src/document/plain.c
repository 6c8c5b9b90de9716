/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Plain text: the file's content is the article's text, code point for code point; line ends stay as they are, but where a
 * paragraph is broken at a width they are spaces, so that names that were broken with it are whole.
 *
 *     "One.\r\n\r\nTwo.\r\n"   ->   the same text; paragraphs "One." [0,4] and "Two." [8,12]
 */
#include "document/charset.h"
#include "document/kind.h"
#include "document/lines.h"

#include <string.h>

/* What the content shows to be something else bids more, whatever it is called. */
static int bid(const DocumentSource* source) {
  if (source_is(source, "text/plain")) return 70;
  if (source_ends(source, ".txt") || source_ends(source, ".text")) return 65;
  return 10;
}

static Status read(const DocumentSource* source, Document* doc) {
  Slice   bytes = source->bytes;
  size_t  mark;
  Charset charset = charset_marked(bytes, &mark);
  bytes           = (Slice){bytes.ptr + mark, bytes.len - mark};
  if (charset == CHARSET_UNKNOWN || charset == CHARSET_UTF8) {
    if (charset_binary(bytes))
      return fail(ERR_INPUT, "%s: not text (it holds NUL or control characters); give a text file or a web page",
                  source_name(source));
  }
  if (charset == CHARSET_UNKNOWN) {
    const Charset looks = charset_guess(bytes);
    if (source->media) charset = charset_named(charset_label(slice(source->media)));
    if (charset < CHARSET_WINDOWS_1252 || looks == CHARSET_UTF8) charset = looks; // servers declare what they like
    if (charset == CHARSET_UNKNOWN)
      return fail(ERR_INPUT, "%s: neither UTF-8 nor Windows-1252; convert it to UTF-8 first (iconv -f ENCODING -t UTF-8)",
                  source_name(source));
  }
  Buffer utf8 = {0};
  charset_convert(bytes, charset, &utf8);
  lines_unwrap(utf8.bytes, utf8.len);
  doc->text = text_make(&doc->arena, buffer_slice(&utf8).ptr, utf8.len);
  buffer_free(&utf8);
  if (charset != CHARSET_UTF8)
    doc->warning = arena_printf(&doc->arena, "%s: read as %s, not UTF-8", source_name(source), charset_name(charset));
  return OK;
}

const DocumentKind document_plain = {DOCUMENT_TEXT, bid, read};
