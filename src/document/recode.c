/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "document/recode.h"

static Status more(void* self, Buffer* out) {
  Recoded* const recoded = self;
  const size_t   before  = out->len;
  for (bool last = false; !last && out->len == before;) { // a piece may be less than a character
    buffer_clear(&recoded->piece);
    TRY(recoded->from->more(recoded->from->self, &recoded->piece));
    last = !recoded->piece.len;
    decoder_put(&recoded->decoder, buffer_slice(&recoded->piece), last, out);
  }
  return OK;
}

static Charset charset_of(const DocumentSource* source, size_t* mark) {
  Charset charset = charset_marked(source->bytes, mark);
  if (charset == CHARSET_UTF16LE || charset == CHARSET_UTF16BE) return charset;
  if (charset == CHARSET_UTF8 || !source->media) return CHARSET_UNKNOWN;
  charset = charset_named(charset_label(slice(source->media)));
  // whole UTF-8 is that, whatever was declared
  return charset >= CHARSET_OTHER && charset_guess(source->bytes) != CHARSET_UTF8 ? charset : CHARSET_UNKNOWN;
}

bool recode_begin(const DocumentSource* source, const Stream* rest, Recoded* recoded) {
  size_t        mark;
  const Charset charset = charset_of(source, &mark);
  if (charset == CHARSET_UNKNOWN) return false;
  *recoded = (Recoded){.source = *source, .from = rest, .to = {.more = more, .self = recoded}};
  decoder_open(&recoded->decoder, charset);
  decoder_put(&recoded->decoder, (Slice){source->bytes.ptr + mark, source->bytes.len - mark}, !rest, &recoded->head);
  recoded->source.bytes = buffer_slice(&recoded->head);
  recoded->rest         = rest ? &recoded->to : NULL;
  return true;
}

void recode_end(Recoded* recoded) {
  decoder_close(&recoded->decoder);
  buffer_free(&recoded->head);
  buffer_free(&recoded->piece);
}
