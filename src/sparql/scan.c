/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The tokenizer: longest match as the grammar wants it, so `<` opens an IRI only if one follows. */
#include "sparql/scan.h"

#include "base/buffer.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { SHOWN = 90 }; ///< Bytes of a line shown on either side of a fault

static bool is_name_byte(unsigned char c) {
  return isalnum(c) || c == '_' || c >= 0x80;
}

static size_t iri_length(const char* p, const char* end) {
  for (const char* q = p + 1; q < end; ++q) {
    if (*q == '>') return (size_t)(q - p) + 1;
    if ((unsigned char)*q <= ' ' || strchr("<\"{}|^`\\", *q)) return 0;
  }
  return 0;
}

/// Length of a string with its quotes; 0 when it is not closed.
static size_t string_length(const char* p, const char* end) {
  const char quote   = *p;
  const bool is_long = end - p >= 6 && p[1] == quote && p[2] == quote;
  for (const char* q = p + (is_long ? 3 : 1); q < end; ++q) {
    if (*q == '\\') {
      ++q;
    } else if (*q == '\n' && !is_long) {
      return 0;
    } else if (*q == quote) {
      if (!is_long) return (size_t)(q - p) + 1;
      if (end - q >= 3 && q[1] == quote && q[2] == quote) return (size_t)(q - p) + 3;
    }
  }
  return 0;
}

static size_t hex_length(const char* p, const char* end) {
  return end - p > 2 && *p == '%' && isxdigit((unsigned char)p[1]) && isxdigit((unsigned char)p[2]) ? 3 : 0;
}

/// Length of what follows a prefix' colon (PN_LOCAL): letters, digits, `-`, `.` inside, %41, \-escapes.
static size_t local_length(const char* p, const char* end) {
  const char *q = p, *last = p; // behind the last thing that is no dot
  while (q < end) {
    if (is_name_byte((unsigned char)*q) || *q == ':' || (*q == '-' && q > p)) last = ++q;
    else if (*q == '.' && q > p) ++q;
    else if (hex_length(q, end)) last = q += 3;
    else if (*q == '\\' && end - q > 1 && q[1] && strchr("_~.-!$&'()*+,;=/?#@%", q[1])) last = q += 2;
    else break;
  }
  return (size_t)(last - p);
}

/// Length of a blank node's label: as a name, without colons and escapes.
static size_t label_length(const char* p, const char* end) {
  const char *q = p, *last = p;
  while (q < end) {
    if (is_name_byte((unsigned char)*q) || (*q == '-' && q > p)) last = ++q;
    else if (*q == '.' && q > p) ++q;
    else break;
  }
  return (size_t)(last - p);
}

static const char* digits(const char* q, const char* end) {
  while (q < end && isdigit((unsigned char)*q)) ++q;
  return q;
}

/// Behind the exponent that stands at `q`, or `q`.
static const char* exponent(const char* q, const char* end) {
  if (q >= end || (*q != 'e' && *q != 'E')) return q;
  const char* first = q + 1;
  if (first < end && (*first == '+' || *first == '-')) ++first;
  const char* last = digits(first, end);
  return last > first ? last : q;
}

/// INTEGER, DECIMAL or DOUBLE: a point needs digits or an exponent behind it.
static size_t number_length(const char* p, const char* end) {
  const char* q = digits(p, end);
  if (q < end && *q == '.') {
    const char* part = digits(q + 1, end);
    const char* wide = exponent(part, end);
    if (part > q + 1 || (q > p && wide > part)) return (size_t)(wide - p);
  }
  return (size_t)(exponent(q, end) - p);
}

static size_t word_length(const char* p, const char* end) {
  const char* q = p;
  while (q < end && (is_name_byte((unsigned char)*q) || *q == '-' || *q == '.')) ++q;
  if (q < end && *q == ':' && (q == p || q[-1] != '.')) return (size_t)(q - p); // the prefix of a name may hold - and .
  q = p;
  while (q < end && is_name_byte((unsigned char)*q)) ++q;
  return (size_t)(q - p);
}

/// Length of `@en-GB`.
static size_t tag_length(const char* p, const char* end) {
  const char* q = p + 1;
  while (q < end && isalpha((unsigned char)*q)) ++q;
  while (q + 1 < end && *q == '-' && isalnum((unsigned char)q[1]))
    for (++q; q < end && isalnum((unsigned char)*q);) ++q;
  return (size_t)(q - p);
}

/// The token that starts at `p`; its length 0 is a string that is not closed.
static Token token_at(const char* p, const char* end) {
  Token  token = {TOKEN_SIGN, {p, 1}, 0};
  size_t n     = 0;
  if (*p == '<' && (n = iri_length(p, end))) {
    token.kind = TOKEN_IRI;
  } else if (*p == '"' || *p == '\'') {
    n          = string_length(p, end);
    token.kind = TOKEN_STRING;
  } else if ((*p == '?' || *p == '$') && end - p > 1 && is_name_byte((unsigned char)p[1])) {
    for (n = 1; p + n < end && is_name_byte((unsigned char)p[n]); ++n) {}
    token.kind = TOKEN_VAR;
  } else if (*p == '@' && end - p > 1 && isalpha((unsigned char)p[1])) {
    n          = tag_length(p, end);
    token.kind = TOKEN_TAG;
  } else if (*p == '_' && end - p > 2 && p[1] == ':' && label_length(p + 2, end)) {
    n          = 2 + label_length(p + 2, end);
    token.kind = TOKEN_BLANK;
  } else if (isdigit((unsigned char)*p) || (*p == '.' && end - p > 1 && isdigit((unsigned char)p[1]))) {
    n          = number_length(p, end);
    token.kind = TOKEN_NUMBER;
  } else if (*p == ':' || isalpha((unsigned char)*p) || (unsigned char)*p >= 0x80) {
    n          = word_length(p, end);
    token.kind = TOKEN_WORD;
    if (p + n < end && p[n] == ':') {
      n += 1 + local_length(p + n + 1, end);
      token.kind = TOKEN_NAME;
    }
  } else {
    static const char* const pairs[] = {"^^", "&&", "||", "!=", "<=", ">="};
    n                                = 1;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; ++i)
      if (end - p > 1 && !memcmp(p, pairs[i], 2)) n = 2;
  }
  token.text.len = n;
  return token;
}

Status scan(Arena* arena, Slice text, Token** tokens, size_t* n) {
  Token*      found = NULL;
  size_t      count = 0, cap = 0;
  const char* end = text.ptr + text.len;
  for (const char* p = text.ptr; p < end;) {
    if (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n') {
      ++p;
    } else if (*p == '#') {
      while (p < end && *p != '\n') ++p;
    } else {
      Token token = token_at(p, end);
      token.at    = (size_t)(p - text.ptr);
      if (!token.text.len) return fail_at(ERR_INPUT, text, token.at, "this string is not closed; end it with %c", *p);
      *arena_push(arena, found, count, cap) = token;
      p += token.text.len;
    }
  }
  const Token last                      = {TOKEN_END, {end, 0}, text.len};
  *arena_push(arena, found, count, cap) = last;
  *tokens                               = found;
  *n                                    = count;
  return OK;
}

bool token_is(const Token* token, const char* word) {
  if (token->kind != TOKEN_WORD && token->kind != TOKEN_SIGN) return false;
  return strlen(word) == token->text.len && !strncasecmp(word, token->text.ptr, token->text.len);
}

Status fail_at(Status status, Slice text, size_t at, const char* format, ...) {
  size_t line = 1, start = 0;
  for (size_t i = 0; i < at && i < text.len; ++i) {
    if (text.ptr[i] != '\n') continue;
    ++line;
    start = i + 1;
  }
  size_t stop = start;
  while (stop < text.len && text.ptr[stop] != '\n' && text.ptr[stop] != '\r') ++stop;
  const size_t column = utf8_count((Slice){text.ptr + start, at - start}) + 1;
  while (at - start > SHOWN) ++start; // a query on one long line: only what is near
  while (start < at && ((unsigned char)text.ptr[start] & 0xC0) == 0x80) ++start;
  if (stop > at + SHOWN) stop = at + SHOWN;
  while (stop < text.len && ((unsigned char)text.ptr[stop] & 0xC0) == 0x80) ++stop;
  Buffer       message = {0};
  va_list      args;
  va_start(args, format);
  char words[2048];
  vsnprintf(words, sizeof words, format, args);
  va_end(args);
  buffer_printf(&message, "line %zu, column %zu: %s\n  %.*s\n  ", line, column, words, (int)(stop - start),
                text.ptr + start);
  for (size_t i = start; i < at; ++i) { // tabs stay tabs, so that the caret stands where the eye wants it
    if (text.ptr[i] == '\t') buffer_putc(&message, '\t');
    else if (((unsigned char)text.ptr[i] & 0xC0) != 0x80) buffer_putc(&message, ' ');
  }
  buffer_putc(&message, '^');
  fail(status, "%s", message.bytes);
  buffer_free(&message);
  return status;
}
