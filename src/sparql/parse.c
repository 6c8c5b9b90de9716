/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Looking at tokens, faults with their places, and the way in. */
#include "sparql/parse.h"

#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { DEEPEST = 400, WIDEST = 2000, SHOWN = 60 };

const Token* peek(const Parser* p) {
  return &p->tokens[p->at];
}

bool is(const Parser* p, const char* word) {
  return token_is(peek(p), word);
}

bool take(Parser* p, const char* word) {
  if (!is(p, word)) return false;
  ++p->at;
  return true;
}

void need(Parser* p, const char* word) {
  char quoted[40];
  if (take(p, word)) return;
  snprintf(quoted, sizeof quoted, "'%s'", word);
  expected(p, quoted);
}

void fault(Parser* p, size_t at, const char* format, ...) {
  char    words[1024];
  va_list args;
  va_start(args, format);
  vsnprintf(words, sizeof words, format, args);
  va_end(args);
  p->status = fail_at(ERR_INPUT, p->request->text, at, "%s", words);
  longjmp(p->out, 1);
}

void expected(Parser* p, const char* what) {
  const Token* token = peek(p);
  if (token->kind == TOKEN_END) {
    const size_t place = p->at ? token[-1].at + token[-1].text.len : token->at;
    fault(p, place, "the %s ends too early; expected %s", p->request->is_update ? "update" : "query", what);
  }
  const int len = (int)(token->text.len < SHOWN ? token->text.len : SHOWN);
  fault(p, token->at, "%.*s does not fit here; expected %s", len, token->text.ptr, what);
}

void deeper(Parser* p) {
  if (++p->depth > DEEPEST) fault(p, peek(p)->at, "this is nested more than %d deep; take it apart", DEEPEST);
}

void higher(Parser* p) {
  --p->depth;
}

void wider(Parser* p, size_t n) {
  if (n > WIDEST) fault(p, peek(p)->at, "there are more than %d of these in a row; put them into groups, or use VALUES", WIDEST);
}

/// A \uXXXX or \UXXXXXXXX at `q` as a code point; 0 where there is none.
static uint32_t escaped_point(const char* q, const char* end) {
  const size_t digits = *q == 'u' ? 4 : 8;
  uint32_t     point  = 0;
  if ((size_t)(end - q) <= digits) return 0;
  for (size_t i = 1; i <= digits; ++i) {
    const char  c     = q[i];
    const char* hex   = "0123456789abcdef";
    const char* found = c ? strchr(hex, c >= 'A' && c <= 'F' ? c + 32 : c) : NULL;
    if (!found) return 0;
    point = point << 4 | (uint32_t)(found - hex);
  }
  return point;
}

/// The text with its code point escapes undone (19.2), as UTF-8.
static Status unescaped(Arena* arena, Slice text, Slice* out) {
  const char *p = text.ptr, *end = p + text.len;
  for (const char* q = p; q < end;) {
    const size_t n = utf8_valid(q, (size_t)(end - q));
    if (!n || !*q) return fail_at(ERR_INPUT, text, (size_t)(q - p), "this is not UTF-8; save the query as UTF-8");
    q += n;
  }
  *out = text;
  if (!memmem(text.ptr, text.len, "\\u", 2) && !memmem(text.ptr, text.len, "\\U", 2)) return OK;
  Buffer plain = {0};
  while (p < end) {
    if (*p != '\\' || p + 1 == end || (p[1] != 'u' && p[1] != 'U')) {
      const size_t n = *p == '\\' && p + 1 < end ? 2 : 1;
      buffer_put(&plain, p, n);
      p += n;
      continue;
    }
    const uint32_t point = escaped_point(p + 1, end);
    if (!point || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) {
      buffer_free(&plain);
      return fail_at(ERR_INPUT, text, (size_t)(p - text.ptr),
                     "this is no character; write \\u with 4 or \\U with 8 hexadecimal digits, and no surrogates");
    }
    char bytes[4];
    buffer_put(&plain, bytes, utf8_put(point, bytes));
    p += p[1] == 'u' ? 6 : 10;
  }
  *out = (Slice){arena_copy(arena, plain.bytes ? plain.bytes : "", plain.len), plain.len};
  buffer_free(&plain);
  return OK;
}

static void query_unit(Parser* p) {
  prologue(p);
  p->request->tree = tree_new(p);
  p->tree          = p->request->tree;
  query(p);
  if (peek(p)->kind != TOKEN_END) expected(p, "the end of the query");
}

static void update_unit(Parser* p) {
  update(p);
  if (peek(p)->kind != TOKEN_END) expected(p, "';' or the end of the update");
}

static Status parse(Arena* arena, Slice text, const char* base, Request* request, void (*whole)(Parser* p)) {
  *request   = (Request){.base = slice(base), .is_update = whole == update_unit};
  size_t n   = 0;
  TRY(unescaped(arena, text, &request->text));
  Parser* p  = arena_alloc(arena, sizeof *p);
  p->arena   = arena;
  p->request = request;
  p->graph.slot = NO_SLOT;
  TRY(scan(arena, request->text, &p->tokens, &n));
  if (!setjmp(p->out)) whole(p);
  map_free(&p->label_places);
  return p->status;
}

Status parse_query(Arena* arena, Slice text, const char* base, Request* request) {
  return parse(arena, text, base, request, query_unit);
}

Status parse_update(Arena* arena, Slice text, const char* base, Request* request) {
  return parse(arena, text, base, request, update_unit);
}

bool is_update(Slice text) {
  Arena  arena = {0};
  Parser p     = {0};
  size_t n     = 0;
  bool   yes   = false;
  if (scan(&arena, text, &p.tokens, &n) == OK) {
    while (is(&p, "PREFIX") || is(&p, "BASE") || peek(&p)->kind == TOKEN_NAME || peek(&p)->kind == TOKEN_IRI) ++p.at;
    yes = starts_update(&p);
  }
  arena_free(&arena);
  return yes;
}
