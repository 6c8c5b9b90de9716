/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* A gzip file may be many members in a row, as web archives are (RFC 1952, section 2.2): they unpack as one. */
#include "document/unpack.h"

#include <archive.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>
#ifdef HAVE_BROTLI
#include <brotli/decode.h>
#endif

enum { PIECE_BYTES = 64 * 1024 };

struct Unpacker {
  Packing       packing;
  const Stream* packed;
  Buffer        in;   ///< The piece at hand
  Slice         left; ///< Of it
  bool          begun, member, ended; ///< `member`: inside one
  Status        fault;                ///< Of `packed`
  z_stream      zlib;
  struct archive* archive;
#ifdef HAVE_BROTLI
  BrotliDecoderState* brotli;
#endif
};

Packing packing_of(Slice bytes) {
  static const struct {
    Slice   magic;
    Packing packing;
  } known[] = {
      {{"\x1F\x8B\x08", 3}, PACKING_GZIP},
      {{"BZh", 3}, PACKING_BZIP2},
      {{"\xFD" "7zXZ\0", 6}, PACKING_XZ},
      {{"\x28\xB5\x2F\xFD", 4}, PACKING_ZSTD},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (bytes.len > known[i].magic.len && !memcmp(bytes.ptr, known[i].magic.ptr, known[i].magic.len)) {
      // "BZh" may begin a text: a digit and the mark of a block stand behind it
      if (known[i].packing == PACKING_BZIP2 && (bytes.len < 10 || memcmp(bytes.ptr + 4, "\x31\x41\x59\x26\x53\x59", 6))) continue;
      return known[i].packing;
    }
  return PACKING_NONE;
}

Packing packing_named(Slice word) {
  static const struct {
    const char* name;
    Packing     packing;
  } known[] = {{"identity", PACKING_NONE}, {"gzip", PACKING_GZIP}, {"x-gzip", PACKING_GZIP}, {"deflate", PACKING_DEFLATE},
               {"br", PACKING_BROTLI},     {"zstd", PACKING_ZSTD}, {"bzip2", PACKING_BZIP2}, {"xz", PACKING_XZ}};
  if (!word.len) return PACKING_NONE;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strlen(known[i].name) == word.len && !strncasecmp(word.ptr, known[i].name, word.len)) return known[i].packing;
  return PACKING_OTHER;
}

Unpacker* unpacker_new(Packing packing, const Stream* packed) {
  Unpacker* u = xcalloc(1, sizeof *u);
  *u          = (Unpacker){.packing = packing, .packed = packed};
  return u;
}

/* More packed bytes into `left`; none at the end. */
static Status refill(Unpacker* u) {
  if (u->left.len) return OK;
  buffer_clear(&u->in);
  const Status status = u->packed->more(u->packed->self, &u->in);
  u->left             = buffer_slice(&u->in);
  return status;
}

static Status cut(void) { return fail(ERR_INPUT, "cut short; copy it again"); }

/* zlib's head says how it is packed and is a multiple of 31 (RFC 1950, section 2.2). */
static bool zlib_head(Slice s) {
  const unsigned char* b = (const unsigned char*)s.ptr;
  return s.len > 1 && (b[0] & 15) == 8 && (b[0] * 256U + b[1]) % 31 == 0;
}

static Status more_zlib(Unpacker* u, Buffer* out) {
  const size_t before = out->len;
  while (out->len == before && !u->ended) {
    TRY(refill(u));
    if (!u->left.len) return u->ended = true, u->member || !u->begun ? cut() : OK;
    if (!u->begun) {
      const int window = u->packing == PACKING_GZIP ? 15 + 16 : zlib_head(u->left) ? 15 : -15;
      if (inflateInit2(&u->zlib, window) != Z_OK) return fail(ERR_INTERNAL, "zlib did not start");
      u->begun = u->member = true;
    } else if (!u->member) { // another member, or the zeros with which tapes are filled up
      if (u->packing != PACKING_GZIP || *u->left.ptr != '\x1F') return u->ended = true, OK;
      inflateReset(&u->zlib);
      u->member = true;
    }
    buffer_reserve(out, PIECE_BYTES);
    u->zlib.next_in   = (Bytef*)(uintptr_t)u->left.ptr;
    u->zlib.avail_in  = u->left.len < PIECE_BYTES ? (uInt)u->left.len : PIECE_BYTES;
    const uInt given  = u->zlib.avail_in;
    u->zlib.next_out  = (Bytef*)out->bytes + out->len;
    u->zlib.avail_out = PIECE_BYTES;
    const int result  = inflate(&u->zlib, Z_NO_FLUSH);
    u->left.ptr += given - u->zlib.avail_in;
    u->left.len -= given - u->zlib.avail_in;
    out->len += PIECE_BYTES - u->zlib.avail_out;
    if (result == Z_STREAM_END) u->member = false;
    if (result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR) continue;
    if (out->len > before) return OK; // the same fault comes again, and then there is nothing before it
    u->ended = true;
    return fail(ERR_INPUT, "broken (%s); copy it again", u->zlib.msg ? u->zlib.msg : "not compressed as it says");
  }
  return OK;
}

#ifdef HAVE_BROTLI
static Status more_brotli(Unpacker* u, Buffer* out) {
  if (!u->begun) u->brotli = BrotliDecoderCreateInstance(NULL, NULL, NULL), u->begun = true;
  if (!u->brotli) return fail(ERR_INTERNAL, "brotli did not start");
  const size_t before = out->len;
  while (out->len == before && !u->ended) {
    TRY(refill(u));
    const bool last = !u->left.len;
    buffer_reserve(out, PIECE_BYTES);
    size_t         in = u->left.len, room = PIECE_BYTES;
    const uint8_t* from   = (const uint8_t*)u->left.ptr;
    uint8_t*       to     = (uint8_t*)out->bytes + out->len;
    const BrotliDecoderResult result = BrotliDecoderDecompressStream(u->brotli, &in, &from, &room, &to, NULL);
    u->left = (Slice){(const char*)from, in};
    out->len += PIECE_BYTES - room;
    if (result == BROTLI_DECODER_RESULT_SUCCESS) u->ended = true;
    if (result == BROTLI_DECODER_RESULT_ERROR) return u->ended = true, fail(ERR_INPUT, "broken (no Brotli); copy it again");
    if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT && last && out->len == before) return u->ended = true, cut();
  }
  return OK;
}
#endif

static la_ssize_t give_packed(struct archive* archive, void* self, const void** bytes) {
  Unpacker* u = self;
  u->left     = (Slice){"", 0};
  u->fault    = refill(u);
  if (u->fault != OK) {
    archive_set_error(archive, EIO, "not readable");
    return -1;
  }
  *bytes = u->left.ptr;
  return (la_ssize_t)u->left.len;
}

static Status start_archive(Unpacker* u) {
  struct archive_entry* entry;
  u->archive = archive_read_new();
  if (!u->archive) return fail(ERR_INTERNAL, "libarchive did not start");
  u->begun = true;
  archive_read_support_filter_bzip2(u->archive);
  archive_read_support_filter_xz(u->archive);
  archive_read_support_filter_zstd(u->archive);
  archive_read_support_format_raw(u->archive);
  if (!archive_read_open(u->archive, u, NULL, give_packed, NULL) && archive_read_next_header(u->archive, &entry) >= ARCHIVE_WARN)
    return OK;
  u->ended = true;
  return u->fault != OK ? u->fault : fail(ERR_INPUT, "broken or cut short (%s); copy it again", archive_error_string(u->archive));
}

static Status more_archive(Unpacker* u, Buffer* out) {
  if (!u->begun) TRY(start_archive(u));
  if (u->ended) return OK;
  buffer_reserve(out, PIECE_BYTES);
  const la_ssize_t n = archive_read_data(u->archive, out->bytes + out->len, PIECE_BYTES);
  if (n > 0) return out->len += (size_t)n, OK;
  u->ended = true;
  if (!n) return OK;
  return u->fault != OK ? u->fault : fail(ERR_INPUT, "broken or cut short (%s); copy it again", archive_error_string(u->archive));
}

Status unpacker_more(void* self, Buffer* out) {
  Unpacker* u = self;
  switch (u->packing) {
  case PACKING_GZIP:
  case PACKING_DEFLATE: return more_zlib(u, out);
  case PACKING_BZIP2:
  case PACKING_XZ:
  case PACKING_ZSTD: return more_archive(u, out);
#ifdef HAVE_BROTLI
  case PACKING_BROTLI: return more_brotli(u, out);
#else
  case PACKING_BROTLI:
#endif
  case PACKING_NONE:
  case PACKING_OTHER: break;
  }
  return fail(ERR_UNSUPPORTED, "packed in a way that this program does not know; unpack it first");
}

void unpacker_free(Unpacker* u) {
  if (!u) return;
  if (u->begun && (u->packing == PACKING_GZIP || u->packing == PACKING_DEFLATE)) inflateEnd(&u->zlib);
#ifdef HAVE_BROTLI
  if (u->brotli) BrotliDecoderDestroyInstance(u->brotli);
#endif
  if (u->archive) archive_read_free(u->archive);
  buffer_free(&u->in);
  free(u);
}

static Status give_once(void* self, Buffer* out) {
  Slice* bytes = self;
  buffer_put_slice(out, *bytes);
  *bytes = (Slice){"", 0};
  return OK;
}

Status unpack_all(Packing packing, Slice bytes, size_t limit, Buffer* out) {
  const Stream packed = {give_once, &bytes, bytes.len};
  Unpacker*    u      = unpacker_new(packing, &packed);
  const size_t start  = out->len;
  Status       status;
  size_t       before;
  do {
    before = out->len;
    status = unpacker_more(u, out);
    if (status == OK && out->len - start > limit)
      status = fail(ERR_LIMIT, "unpacks to more than %zu MB, the most for one article", limit / (1024 * 1024));
  } while (status == OK && out->len > before);
  unpacker_free(u);
  return status;
}
