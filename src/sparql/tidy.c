/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Works on tokens, so names, numbers and comments stay as they were written. Signs that mean something in paths and
 * something else in sums (/ * + - | ^ ? !) keep the space around them, or its lack. */
#include "sparql/tidy.h"

#include "sparql/parse.h"

#include <ctype.h>
#include <string.h>

enum { DEEPEST = 512, STEP = 2 };

typedef struct {
  Buffer*      out;
  Slice        text;
  const Token* tokens;
  size_t       at;
  int          braces, rounds; ///< Open ( and [ together
  int          outer[DEEPEST]; ///< `rounds` at each open brace
  bool         more;           ///< Behind a semicolon: the next line goes on with the same subject
  bool         fresh;          ///< At the beginning of a line
  bool         values;         ///< Between VALUES and its brace
} Tidy;

static bool any(const Token* token, const char* const* words) {
  for (; *words; ++words)
    if (token_is(token, *words)) return true;
  return false;
}

/// Keywords that begin a line outside of all groups, and inside of one.
static bool begins_line(const Tidy* t, const Token* token) {
  static const char* const outside[] = {"PREFIX", "BASE", "SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "FROM", "GROUP", "HAVING",
                                        "ORDER", "LIMIT", "OFFSET", "VALUES", "INSERT", "DELETE", "WITH", "USING", "LOAD", "CLEAR",
                                        "DROP", "CREATE", "ADD", "MOVE", "COPY", NULL};
  static const char* const inside[]  = {"FILTER", "OPTIONAL", "MINUS", "BIND", "GRAPH", "VALUES", "SERVICE", "SELECT", "GROUP",
                                        "HAVING", "ORDER", "LIMIT", "OFFSET", "{", NULL};
  if (t->rounds > (t->braces ? t->outer[t->braces - 1] : 0)) return false;
  const Token* before = token - 1;
  if (!t->braces) return any(token, outside);
  if (token_is(token, "{"))
    return token_is(before, "{") || token_is(before, "}") || token_is(before, ".") || (token_is(before, ")") && !t->values);
  return any(token, inside);
}

static void line(Tidy* t) {
  if (t->fresh) return;
  buffer_putc(t->out, '\n');
  t->fresh = true;
}

static void indent(Tidy* t, int extra) {
  if (!t->fresh) return;
  for (int i = 0; i < t->braces * STEP + extra; ++i) buffer_putc(t->out, ' ');
  t->fresh = false;
}

/// The comments between the token before and this one.
static void comments(Tidy* t) {
  const size_t from = t->at ? t->tokens[t->at - 1].at + t->tokens[t->at - 1].text.len : 0;
  const char * p = t->text.ptr + from, *end = t->text.ptr + t->tokens[t->at].at;
  bool         same_line = t->at > 0;
  for (; p < end; ++p) {
    if (*p == '\n') same_line = false;
    if (*p != '#') continue;
    const char* stop = memchr(p, '\n', (size_t)(end - p));
    if (!stop) stop = end;
    size_t n = (size_t)(stop - p);
    while (n && isspace((unsigned char)p[n - 1])) --n;
    if (!same_line) line(t);
    if (same_line && t->fresh && t->out->len) { // the line was ended already
      --t->out->len;
      t->fresh = false;
    }
    if (!t->fresh) buffer_puts(t->out, "  ");
    indent(t, 0);
    buffer_put(t->out, p, n);
    line(t);
    p = stop - (stop < end ? 1 : 0);
    if (stop == end) return;
    same_line = false;
  }
}

static void put_word(Tidy* t, Slice word) {
  static const char* const own[] = {"a", "true", "false", "isIRI", "isURI", "isBlank", "isLiteral", "isNumeric", "sameTerm", "langMatches", NULL};
  for (const char* const* w = own; *w; ++w)
    if (token_is(&(Token){TOKEN_WORD, word, 0}, *w)) {
      buffer_puts(t->out, *w);
      return;
    }
  for (size_t i = 0; i < word.len; ++i) buffer_putc(t->out, (char)toupper((unsigned char)word.ptr[i]));
}

static bool touches(const Token* a, const Token* b) {
  return a->at + a->text.len == b->at;
}

static bool is_operator(const Token* token) {
  static const char* const signs[] = {"/", "*", "+", "-", "|", "^", "?", "!", NULL};
  return token->kind == TOKEN_SIGN && any(token, signs);
}

/// Whether a space belongs between two tokens of one line.
static bool spaced(const Token* a, const Token* b) {
  static const char* const apart[] = {"FILTER", "IN", "AS", "BY", "HAVING", "VALUES", "BIND", "SELECT", "DISTINCT", "REDUCED", "WHERE",
                                      "a", NULL};
  if (b->kind == TOKEN_TAG || token_is(a, "^^") || token_is(b, "^^")) return false;
  if (token_is(a, "(") || token_is(b, ")") || token_is(b, ",")) return false;
  if (token_is(a, "[") && token_is(b, "]")) return false;
  if (is_operator(a) || is_operator(b)) return !touches(a, b);
  if (!token_is(b, "(")) return true;
  if (a->kind == TOKEN_WORD) return any(a, apart);
  return !(a->kind == TOKEN_IRI || a->kind == TOKEN_NAME) || !touches(a, b);
}

static void opening(Tidy* t) {
  if (t->braces < DEEPEST) t->outer[t->braces] = t->rounds;
  ++t->braces;
  line(t);
}

static void put(Tidy* t) {
  const Token *token = &t->tokens[t->at], *before = t->at ? token - 1 : NULL, *next = token + 1;
  const int    flat = t->rounds > (t->braces && t->braces <= DEEPEST ? t->outer[t->braces - 1] : 0);
  if (token_is(token, "}")) {
    --t->braces;
    t->more = false;
    line(t);
  } else if (before && begins_line(t, token) && !(token_is(before, "UNION") || token_is(before, "OPTIONAL"))) {
    static const char* const stays[] = {"GRAPH", "SERVICE", "INTO", "CREATE", "CLEAR", "DROP", "SILENT", "TO", "ADD", "MOVE", "COPY", NULL};
    static const char* const prologue[] = {"PREFIX", "BASE", NULL};
    const bool first = !any(token, prologue) && t->at > 1 && (any(token - 2, prologue) || any(token - 3, prologue)) && !t->braces;
    if (!any(before, stays)) line(t);
    if (first && t->fresh) buffer_putc(t->out, '\n');
    if (!token_is(token, "VALUES") || !t->more) t->more = false;
  }
  if (t->fresh) indent(t, t->more ? 2 * STEP : 0);
  else if (before && spaced(before, token)) buffer_putc(t->out, ' ');
  if (token->kind == TOKEN_WORD) put_word(t, token->text);
  else buffer_put_slice(t->out, token->text);
  if (token_is(token, "VALUES")) t->values = true;
  if (token_is(token, "{")) t->values = false;
  if (token_is(token, "(") || token_is(token, "[")) ++t->rounds;
  if (token_is(token, ")") || token_is(token, "]")) --t->rounds;
  if (token_is(token, "{")) opening(t);
  if (token_is(token, "}") && !token_is(next, "UNION") && !token_is(next, ".") && !token_is(next, ";") && !token_is(next, "WHERE")) line(t);
  if (flat) return;
  if (token_is(token, ".")) {
    line(t);
    t->more = false;
  }
  if (token_is(token, ";")) {
    line(t);
    if (t->braces) t->more = true;
    else buffer_putc(t->out, '\n');
  }
}

Status sparql_tidy(const char* text, Buffer* out) {
  static const char base[] = "https://w3id.org/onrecord/";
  Arena             arena  = {0};
  Request           request;
  Tidy              tidy = {.out = out, .fresh = true};
  size_t            n    = 0;
  Token*            tokens;
  Status st = is_update(slice(text)) ? parse_update(&arena, slice(text), base, &request) : parse_query(&arena, slice(text), base, &request);
  if (st == OK) st = scan(&arena, request.text, &tokens, &n);
  if (st == OK) {
    tidy.text   = request.text;
    tidy.tokens = tokens;
    for (; tidy.at + 1 < n; ++tidy.at) {
      comments(&tidy);
      put(&tidy);
    }
    comments(&tidy);
    line(&tidy);
  }
  arena_free(&arena);
  return st;
}
