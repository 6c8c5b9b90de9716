/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Text, and spans in it: the one unit of the whole program.
 *
 * A Span counts code points of its document's text; text_slice() is the one function that turns it into bytes.
 *
 *     text "Zoë said", Span {0, 3}  ->  Slice "Zoë", 4 bytes
 *
 * Text is always valid UTF-8: text_make() repairs what is not (U+FFFD for each broken sequence, as WHATWG says). */
#ifndef ONRECORD_BASE_TEXT_H
#define ONRECORD_BASE_TEXT_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/// Bytes that somebody else owns; not NUL-terminated.
typedef struct {
  const char* ptr;
  size_t      len;
} Slice;

#define SLICE(literal) ((Slice){"" literal, sizeof(literal) - 1})
#define SLICE_ARG(s) (int)(s).len, (s).ptr ///< for "%.*s"

Slice slice(const char* s); ///< Of a NUL-terminated string
bool  slice_equal(Slice a, Slice b);
int   slice_compare(Slice a, Slice b); ///< By bytes, which is by code point
int   slice_order(const void* a, const void* b); ///< slice_compare() for qsort() over Slices

/// Half-open range of code points of a document's text.
typedef struct {
  uint32_t begin, end;
} Span;

static inline uint32_t span_length(Span s) { return s.end - s.begin; }
static inline bool     span_empty(Span s) { return s.begin >= s.end; }
static inline bool     span_overlaps(Span a, Span b) { return a.begin < b.end && b.begin < a.end; }
static inline bool     span_within(Span a, Span b) { return a.begin >= b.begin && a.end <= b.end; }
static inline Span     span_join(Span a, Span b) {
  return (Span){a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
}

enum { TEXT_STRIDE = 64 };

/// Valid UTF-8 with an index from code points to bytes.
typedef struct {
  const char*     bytes;  ///< NUL-terminated
  size_t          len;    ///< Bytes
  uint32_t        length; ///< Code points
  const uint32_t* marks;  ///< Byte offset of every TEXT_STRIDE-th code point; NULL when all is ASCII
  size_t          repaired; ///< Broken sequences replaced by U+FFFD
} Text;

/// Copy `bytes` into the arena as valid UTF-8. At most 4 GiB.
Text text_make(Arena* arena, const char* bytes, size_t len);

/// The bytes of a span; the span is cut to the text.
Slice text_slice(const Text* text, Span span);

/// Byte offset of a code point; `text->len` at or behind the end.
size_t text_offset(const Text* text, uint32_t point);

/// Code point at an index; 0 behind the end.
uint32_t text_at(const Text* text, uint32_t point);

/// Decode one code point of valid UTF-8 and move `*p` behind it.
uint32_t utf8_next(const char** p);

/// Encode into `out` (4 bytes of room); returns the bytes written.
size_t utf8_put(uint32_t point, char* out);

/// Length in bytes of the valid sequence at `p`, or 0 where it is broken.
size_t utf8_valid(const char* p, size_t len);

/// Bytes of ASCII that it begins with.
size_t utf8_ascii(const char* p, size_t len);

/// Broken sequences in it.
size_t utf8_broken(Slice s);

/// Code points of a slice of valid UTF-8.
uint32_t utf8_count(Slice s);

/// Lower-case (Unicode simple mapping) copy in the arena.
Slice slice_lower(Arena* arena, Slice s);

/// ASCII letters made small, in `room`, as tables have their keys; empty for what is longer.
Slice slice_small(Slice s, char* room, size_t size);

/// Lower case, no accents, straight apostrophes and hyphens.
Slice slice_fold(Arena* arena, Slice s);

/// What `*rest` has before `sign`, behind which it is moved; all of it where there is none.
Slice slice_cut(Slice* rest, char sign);

/// White space around it dropped.
Slice slice_trim(Slice s);

/// `s` without a byte order mark (UTF-8) in front.
Slice slice_without_mark(Slice s);

#endif
