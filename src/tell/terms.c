/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "tell/terms.h"

#include <string.h>

// A packed part ends in END; bytes that are END or less stand behind ESCAPE, moved up by SHIFT, so that order is kept.
enum { END = 1, ESCAPE = 2, SHIFT = 0x10 };

static void pack_part(Buffer* record, Slice s) {
  size_t from = 0;
  for (size_t i = 0; i < s.len; i++) {
    if ((unsigned char)s.ptr[i] > ESCAPE) continue;
    buffer_put(record, s.ptr + from, i - from);
    buffer_putc(record, ESCAPE);
    buffer_putc(record, (char)(s.ptr[i] + SHIFT));
    from = i + 1;
  }
  buffer_put(record, s.ptr + from, s.len - from);
  buffer_putc(record, END);
}

void term_pack(Buffer* record, Term term) {
  buffer_putc(record, (char)('0' + term.kind));
  if (term.kind == TERM_NONE) return;
  pack_part(record, term.value);
  if (term.kind == TERM_LITERAL_LANG || term.kind == TERM_LITERAL_TYPED) pack_part(record, term.extra);
}

static Slice unpack_part(const char** p, Arena* arena) {
  const char* const begin = *p;
  const char* const end   = strchr(begin, END); // every packed part has one, and no byte of it is 0
  *p                      = end + 1;
  const Slice part = {begin, (size_t)(end - begin)};
  if (!memchr(begin, ESCAPE, part.len)) return part;
  char*  bytes = arena_alloc(arena, part.len + 1);
  size_t n     = 0;
  for (size_t i = 0; i < part.len; i++) bytes[n++] = part.ptr[i] == ESCAPE ? (char)(part.ptr[++i] - SHIFT) : part.ptr[i];
  return (Slice){bytes, n};
}

Term term_unpack(const char** p, Arena* arena) {
  Term term = {.kind = (TermKind)(*(*p)++ - '0')};
  if (term.kind == TERM_NONE) return term;
  term.value = unpack_part(p, arena);
  if (term.kind == TERM_LITERAL_LANG || term.kind == TERM_LITERAL_TYPED) term.extra = unpack_part(p, arena);
  return term;
}

// --- text --------------------------------------------------------------------------------------------------------------

void iri_write(Buffer* out, Slice iri) {
  buffer_putc(out, '<');
  size_t from = 0;
  for (size_t i = 0; i < iri.len; i++) {
    const unsigned char c = (unsigned char)iri.ptr[i];
    if (c > 0x20 && !strchr("<>\"{}|^`\\", c)) continue;
    buffer_put(out, iri.ptr + from, i - from);
    buffer_printf(out, "\\u%04X", c);
    from = i + 1;
  }
  buffer_put(out, iri.ptr + from, iri.len - from);
  buffer_putc(out, '>');
}

bool name_base_char(uint32_t c) {
  static const struct {
    uint32_t from, to;
  } ranges[] = {{'A', 'Z'},         {'a', 'z'},         {0xC0, 0xD6},       {0xD8, 0xF6},       {0xF8, 0x2FF},
                {0x370, 0x37D},     {0x37F, 0x1FFF},    {0x200C, 0x200D},   {0x2070, 0x218F},   {0x2C00, 0x2FEF},
                {0x3001, 0xD7FF},   {0xF900, 0xFDCF},   {0xFDF0, 0xFFFD},   {0x10000, 0xEFFFF}};
  for (size_t i = 0; i < sizeof ranges / sizeof *ranges && c >= ranges[i].from; i++)
    if (c <= ranges[i].to) return true;
  return false;
}

bool name_char(uint32_t c) {
  return name_base_char(c) || c == '_' || c == '-' || (c >= '0' && c <= '9') || c == 0xB7 || (c >= 0x300 && c <= 0x36F) ||
         c == 0x203F || c == 0x2040;
}

/// BLANK_NODE_LABEL ::= (PN_CHARS_U | [0-9]) ((PN_CHARS | '.')* PN_CHARS)?, ASCII only: readers differ beyond.
static bool label_is_plain(Slice label) {
  if (!label.len || label.ptr[0] == '-' || (label.len > 4 && !memcmp(label.ptr, "hex-", 4))) return false;
  for (size_t i = 0; i < label.len; i++)
    if ((unsigned char)label.ptr[i] >= 0x80 || !name_char((unsigned char)label.ptr[i])) return false;
  return true;
}

void blank_write(Buffer* out, Slice label) {
  buffer_puts(out, "_:");
  if (label_is_plain(label)) {
    buffer_put_slice(out, label);
    return;
  }
  buffer_puts(out, "hex-");
  for (size_t i = 0; i < label.len; i++) buffer_printf(out, "%02x", (unsigned char)label.ptr[i]);
}

void string_write(Buffer* out, Slice text) {
  buffer_putc(out, '"');
  size_t from = 0;
  for (size_t i = 0; i < text.len; i++) {
    const unsigned char c = (unsigned char)text.ptr[i];
    if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) continue;
    buffer_put(out, text.ptr + from, i - from);
    from = i + 1;
    switch (c) {
    case '"': buffer_puts(out, "\\\""); break;
    case '\\': buffer_puts(out, "\\\\"); break;
    case '\b': buffer_puts(out, "\\b"); break;
    case '\t': buffer_puts(out, "\\t"); break;
    case '\n': buffer_puts(out, "\\n"); break;
    case '\f': buffer_puts(out, "\\f"); break;
    case '\r': buffer_puts(out, "\\r"); break;
    default: buffer_printf(out, "\\u%04X", c);
    }
  }
  buffer_put(out, text.ptr + from, text.len - from);
  buffer_putc(out, '"');
}

/// A tag as the grammar has it, [a-zA-Z]+ ('-' [a-zA-Z0-9]+)*; another cannot be written and is left out.
static bool tag_is_plain(Slice tag) {
  bool first = true, fresh = true;
  for (size_t i = 0; i < tag.len; i++) {
    const char c = tag.ptr[i], low = (char)(c | 0x20);
    if (c == '-') {
      if (fresh) return false;
      first = false, fresh = true;
    } else if ((low >= 'a' && low <= 'z') || (!first && c >= '0' && c <= '9'))
      fresh = false;
    else
      return false;
  }
  return !fresh;
}

void term_write(Buffer* out, Term term) {
  switch (term.kind) {
  case TERM_NONE: break;
  case TERM_IRI: iri_write(out, term.value); break;
  case TERM_BLANK: blank_write(out, term.value); break;
  case TERM_LITERAL: string_write(out, term.value); break;
  case TERM_LITERAL_LANG:
    string_write(out, term.value);
    if (!tag_is_plain(term.extra)) break;
    buffer_putc(out, '@');
    buffer_put_slice(out, term.extra);
    break;
  case TERM_LITERAL_TYPED:
    string_write(out, term.value);
    buffer_puts(out, "^^");
    iri_write(out, term.extra);
    break;
  }
}

bool iri_is(Term term, Slice iri) { return term.kind == TERM_IRI && slice_equal(term.value, iri); }

QuadStep quad_step(QuadWalk* walk, Slice record, Arena* arena) {
  QuadStep    step = {0};
  const char* p    = record.ptr;
  step.quad.g              = term_unpack(&p, arena);
  const size_t graph       = (size_t)(p - record.ptr);
  step.quad.s              = term_unpack(&p, arena);
  const size_t subject     = (size_t)(p - record.ptr);
  step.rank                = *p++;
  step.quad.p              = term_unpack(&p, arena);
  const size_t predicate   = (size_t)(p - record.ptr);
  step.quad.o              = term_unpack(&p, arena);
  const char* before       = walk->before.bytes;
  step.first          = !walk->before.len;
  step.same_graph     = !step.first && walk->graph == graph && !memcmp(before, record.ptr, graph);
  step.same_subject   = step.same_graph && walk->subject == subject && !memcmp(before, record.ptr, subject);
  step.same_predicate = step.same_subject && walk->predicate == predicate && !memcmp(before, record.ptr, predicate);
  buffer_clear(&walk->before);
  buffer_put_slice(&walk->before, record);
  walk->graph = graph, walk->subject = subject, walk->predicate = predicate;
  return step;
}
