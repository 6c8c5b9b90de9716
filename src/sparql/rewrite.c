/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* One walk over the tokens by the grammar of groups and triples (SPARQL 1.1, rules 52 to 108), noting edits. Where the
 * text is not as the grammar has it the walk stops, and rasqal says what is wrong. */
#include "sparql/rewrite.h"

#include "base/buffer.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  Arena*     arena;
  Rewritten* out;
  size_t     at;   ///< Token looked at
  size_t     head; ///< First token behind the prologue
  bool       lost; ///< Not the grammar's; rasqal will tell
} Walk;

static Status group(Walk* w);

static const Token* peek(const Walk* w) { return &w->out->tokens[w->at]; }
static bool         is(const Walk* w, const char* word) { return token_is(peek(w), word); }
static bool         ended(const Walk* w) { return w->lost || peek(w)->kind == TOKEN_END; }

static bool take(Walk* w, const char* word) {
  if (!is(w, word)) return false;
  ++w->at;
  return true;
}

static bool expect(Walk* w, const char* word) {
  if (take(w, word)) return true;
  w->lost = true;
  return false;
}

void rewrite_edit(Arena* arena, Rewritten* out, size_t at, size_t cut, Slice text) {
  *arena_push(arena, out->edits, out->n_edits, out->cap_edits) = (Edit){at, cut, text};
}

/// Replace the tokens from `first` up to, not including, `end`.
static void replace(Walk* w, size_t first, size_t end, const char* text) {
  const Token *from = &w->out->tokens[first], *last = &w->out->tokens[end - 1];
  rewrite_edit(w->arena, w->out, from->at, last->at + last->text.len - from->at, slice(text));
}

static Status refuse(const Walk* w, const char* what, const char* instead) {
  return fail_at(ERR_UNSUPPORTED, w->out->shown, peek(w)->at, "%s is not done by this version; %s", what, instead);
}

static Status refuse_exists(const Walk* w) {
  return refuse(w, "EXISTS inside an expression",
                "write it as a FILTER of its own, FILTER EXISTS { ... } or FILTER NOT EXISTS { ... }; for \"or\" use "
                "OPTIONAL { ... } and BOUND(?x)");
}

/// rasqal reads `?x -1` as ?x less -1: a space before the 1 tells it what is meant.
static void part_sign(Walk* w) {
  const Token* sign = peek(w);
  if (!(is(w, "-") || is(w, "+")) || sign[1].kind != TOKEN_NUMBER || sign[1].at != sign->at + 1) return;
  const Token* before  = sign - 1; // there is one: the bracket at least
  const bool   operand = before->kind == TOKEN_VAR || before->kind == TOKEN_NUMBER || before->kind == TOKEN_NAME ||
                       before->kind == TOKEN_STRING || token_is(before, ")");
  if (operand) rewrite_edit(w->arena, w->out, sign[1].at, 0, SLICE(" "));
}

/// Over `( ... )`, in which EXISTS cannot be.
static Status brackets(Walk* w) {
  if (!expect(w, "(")) return OK;
  for (int depth = 1; depth && !ended(w); ++w->at) {
    if (is(w, "EXISTS")) return refuse_exists(w);
    part_sign(w);
    depth += is(w, "(") - is(w, ")");
  }
  return OK;
}

static Status filter(Walk* w) {
  const size_t first  = w->at++;
  const Token* ahead  = peek(w);
  const bool   inside = token_is(ahead, "(") && (token_is(ahead + 1, "EXISTS") ||
                                               (token_is(ahead + 1, "NOT") && token_is(ahead + 2, "EXISTS")));
  w->at += inside; // FILTER (NOT EXISTS { ... })
  const bool none = take(w, "NOT");
  if (take(w, "EXISTS")) {
    replace(w, first, w->at, "OPTIONAL");
    if (!is(w, "{")) return OK;
    rewrite_edit(w->arena, w->out, peek(w)->at + 1, 0,
                 slice(none ? " <" MARK "exists> <" MARK "exists> \"0\" . " : " <" MARK "exists> <" MARK "exists> \"1\" . "));
    TRY(group(w));
    if (!inside || w->lost) return OK;
    if (!is(w, ")")) return refuse_exists(w);
    replace(w, w->at, w->at + 1, " ");
    ++w->at;
    return OK;
  }
  if (!is(w, "(")) ++w->at; // a function
  return brackets(w);
}

/// The tokens of one value of VALUES, as text.
static Slice value(Walk* w) {
  const Token* first = peek(w);
  if (is(w, "+") || is(w, "-")) ++w->at;
  ++w->at;
  if (first->kind == TOKEN_STRING && peek(w)->kind == TOKEN_TAG) ++w->at;
  else if (first->kind == TOKEN_STRING && take(w, "^^")) ++w->at;
  const Token* last = &w->out->tokens[w->at - 1];
  return (Slice){first->text.ptr, last->at + last->text.len - first->at};
}

/// VALUES as a union of constant bindings; `*text` stands for the tokens from `first` to w->at.
static Status values(Walk* w, char** text) {
  ++w->at;
  const bool many = take(w, "(");
  size_t     n = 0, first = w->at;
  while (peek(w)->kind == TOKEN_VAR && (many || !n)) ++n, ++w->at;
  if ((many && !expect(w, ")")) || !expect(w, "{")) return OK;
  Buffer out  = {0};
  bool   rows = false;
  while (!ended(w) && !is(w, "}")) {
    if (many && !expect(w, "(")) break;
    buffer_puts(&out, rows ? " UNION { " : " { ");
    bool   bound = false;
    size_t given = 0;
    for (size_t i = 0; i < n && !ended(w) && !is(w, ")") && !is(w, "}"); ++i) {
      ++given;
      if (take(w, "UNDEF")) continue;
      const Slice term = value(w);
      buffer_printf(&out, "%.*s <" MARK "is> %.*s . ", SLICE_ARG(w->out->tokens[first + i].text), SLICE_ARG(term));
      bound = true;
    }
    buffer_puts(&out, bound ? "}" : "<" MARK "unit> <" MARK "unit> <" MARK "unit> }");
    if (many && !ended(w) && (given < n || !is(w, ")"))) {
      buffer_free(&out);
      return fail_at(ERR_INPUT, w->out->shown, peek(w)->at, "each row of these VALUES has %zu value%s, one for each variable; "
                     "write UNDEF where there is none", n, n == 1 ? "" : "s");
    }
    if (many && !expect(w, ")")) break;
    rows = true;
  }
  if (!rows) buffer_puts(&out, " { <" MARK "never> <" MARK "never> <" MARK "never> }");
  buffer_putc(&out, ' ');
  *text = arena_copy(w->arena, out.bytes, out.len);
  buffer_free(&out);
  if (!ended(w)) expect(w, "}");
  return OK;
}

/// The variables that a subquery gives, from its SELECT clause; all in its braces for SELECT *.
static void projected(Walk* w, size_t first, size_t end, Buffer* out) {
  const Token* tokens = w->out->tokens;
  bool         star = false, some = false;
  size_t       i = first + 1;
  for (int depth = 0; i < end && !(depth == 0 && (token_is(&tokens[i], "{") || token_is(&tokens[i], "WHERE"))); ++i) {
    depth += token_is(&tokens[i], "(") - token_is(&tokens[i], ")");
    star = star || (depth == 0 && token_is(&tokens[i], "*"));
    const bool named = depth == 1 && tokens[i].kind == TOKEN_VAR && token_is(&tokens[i - 1], "AS");
    if (named || (depth == 0 && tokens[i].kind == TOKEN_VAR)) {
      buffer_printf(out, "%s %.*s", some ? " ," : "", SLICE_ARG(tokens[i].text));
      some = true;
    }
  }
  for (; star && i < end; ++i) {
    if (tokens[i].kind != TOKEN_VAR) continue;
    buffer_printf(out, "%s %.*s", some ? " ," : "", SLICE_ARG(tokens[i].text));
    some = true;
  }
  if (!some) buffer_puts(out, " \"\"");
}

static Status subquery(Walk* w) {
  const size_t first = w->at;
  for (int depth = 1; !ended(w); ++w->at) {
    depth += is(w, "{") - is(w, "}");
    if (!depth) break;
  }
  if (ended(w)) return OK;
  const Token *from = &w->out->tokens[first], *last = peek(w);
  char*        text     = arena_copy(w->arena, w->out->source.ptr, w->out->source.len);
  const size_t prologue = w->head ? w->out->tokens[w->head - 1].at + w->out->tokens[w->head - 1].text.len : 0;
  for (size_t i = prologue; i < w->out->source.len; ++i)
    if (i < from->at || i >= last->at) text[i] = ' ';
  Buffer marks = {0};
  buffer_printf(&marks, " <" MARK "rows/%zu> <" MARK "rows>", w->out->n_subqueries);
  projected(w, first, w->at, &marks);
  buffer_puts(&marks, " . ");
  replace(w, first, w->at, arena_copy(w->arena, marks.bytes, marks.len));
  buffer_free(&marks);
  *arena_push(w->arena, w->out->subqueries, w->out->n_subqueries, w->out->cap_subqueries) =
      (Slice){text, w->out->source.len};
  return OK;
}

static void property_list(Walk* w);

static void node(Walk* w) {
  if (take(w, "[")) {
    if (!is(w, "]")) property_list(w);
    expect(w, "]");
  } else if (take(w, "(")) {
    while (!ended(w) && !is(w, ")")) node(w);
    expect(w, ")");
  } else if (is(w, "}") || is(w, "{") || is(w, ".") || is(w, ";") || is(w, ",")) {
    w->lost = true;
  } else {
    value(w);
  }
}

static void verb(Walk* w) {
  if (peek(w)->kind == TOKEN_VAR) {
    ++w->at;
    return;
  }
  const size_t first = w->at;
  Path*        path  = path_parse(w->arena, w->out, &w->at);
  if (!path) {
    w->lost = true;
    return;
  }
  if (path->kind == PATH_IRI && w->at == first + 1) return;
  replace(w, first, w->at, arena_printf(w->arena, " <" MARK "path/%zu> ", w->out->n_paths));
  *arena_push(w->arena, w->out->paths, w->out->n_paths, w->out->cap_paths) = path;
}

static void property_list(Walk* w) {
  do {
    if (is(w, ".") || is(w, "]") || is(w, "}")) return; // a semicolon may stand last
    if (is(w, ";")) continue;
    verb(w);
    do
      if (!w->lost) node(w);
    while (!ended(w) && take(w, ","));
  } while (!ended(w) && take(w, ";"));
}

static void triples(Walk* w) {
  const bool own = is(w, "[") || is(w, "(");
  node(w);
  static const char* const ends[] = {".", "}", "{", "OPTIONAL", "FILTER", "GRAPH", "BIND", "VALUES", "MINUS"};
  for (size_t i = 0; own && i < sizeof ends / sizeof *ends; ++i)
    if (is(w, ends[i])) return;
  if (!w->lost) property_list(w);
}

static Status member(Walk* w) {
  if (is(w, "FILTER")) return filter(w);
  if (is(w, "SERVICE"))
    return refuse(w, "SERVICE", "a query here never asks the network: fetch the other graph first, import it, and query it with GRAPH <...> { ... }");
  if (is(w, "VALUES")) {
    const size_t first = w->at;
    char*        text  = NULL;
    TRY(values(w, &text));
    if (!w->lost) replace(w, first, w->at, text);
    return OK;
  }
  if (take(w, "BIND")) return brackets(w);
  if (take(w, "OPTIONAL") || take(w, "MINUS") || take(w, "UNION")) return group(w);
  if (take(w, "GRAPH")) {
    ++w->at;
    return group(w);
  }
  if (is(w, "{")) return group(w);
  if (take(w, ".")) return OK;
  triples(w);
  return OK;
}

static Status group(Walk* w) {
  if (!expect(w, "{")) return OK;
  if (is(w, "SELECT")) TRY(subquery(w));
  while (!ended(w) && !is(w, "}")) TRY(member(w));
  expect(w, "}");
  return OK;
}

static Status query_form(Walk* w) {
  static const char* const updates[] = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"};
  for (size_t i = 0; i < sizeof updates / sizeof *updates; ++i)
    if (is(w, updates[i]))
      return refuse(w, "SPARQL Update", "change the graph with `onrecord add` and `onrecord forget`");
  if (is(w, "DESCRIBE"))
    return refuse(w, "DESCRIBE", "say what you want of it: CONSTRUCT { <x> ?p ?o } WHERE { <x> ?p ?o }");
  if (is(w, "CONSTRUCT") && token_is(peek(w) + 1, "{")) {
    while (!ended(w) && !is(w, "}")) ++w->at;
    ++w->at;
  }
  for (int depth = 0; !ended(w) && !(depth == 0 && is(w, "{")); ++w->at) {
    if (is(w, "(")) {
      TRY(brackets(w));
      --w->at;
    }
    if (is(w, "FROM") && token_is(peek(w) + 1, "NAMED"))
      return refuse(w, "FROM NAMED", "name the graphs in the pattern: VALUES ?g { <a> <b> } GRAPH ?g { ... }");
  }
  TRY(group(w));
  const size_t close = w->lost ? 0 : w->at - 1;
  while (!ended(w)) {
    if (is(w, "VALUES")) {
      const size_t first = w->at;
      char*        text  = NULL;
      TRY(values(w, &text));
      if (w->lost) break;
      replace(w, first, w->at, " ");
      rewrite_edit(w->arena, w->out, w->out->tokens[close].at, 0, slice(text));
    } else if (is(w, "(")) {
      TRY(brackets(w));
    } else {
      ++w->at;
    }
  }
  return OK;
}

static int by_place(const void* a, const void* b) {
  const Edit *x = a, *y = b;
  if (x->at != y->at) return x->at < y->at ? -1 : 1;
  if (!x->cut != !y->cut) return x->cut ? 1 : -1; // what is put in stands before what is replaced
  return x->cut > y->cut ? -1 : x->cut < y->cut;
}

Status rewrite(Arena* arena, Slice text, Slice shown, const char* base, Rewritten* out) {
  *out = (Rewritten){.source = text, .shown = shown};
  TRY(scan(arena, text, &out->tokens, &out->n_tokens));
  Walk walk = {.arena = arena, .out = out};
  TRY(prefixes_read(arena, base, out, &walk.head));
  walk.at = walk.head;
  TRY(query_form(&walk));
  qsort(out->edits, out->n_edits, sizeof *out->edits, by_place);
  Buffer edited = {0};
  size_t from   = 0;
  for (size_t i = 0; i < out->n_edits; ++i) {
    const Edit* edit = &out->edits[i];
    if (edit->at < from) continue; // inside a part that is replaced already
    buffer_put(&edited, text.ptr + from, edit->at - from);
    buffer_put_slice(&edited, edit->text);
    from = edit->at + edit->cut;
  }
  buffer_put(&edited, text.ptr + from, text.len - from);
  buffer_putc(&edited, '\n'); // rasqal wants one behind a comment
  out->text = arena_copy(arena, edited.bytes, edited.len);
  buffer_free(&edited);
  return OK;
}

size_t rewritten_at(const Rewritten* rewritten, size_t at) {
  size_t from = 0, moved = at;
  for (size_t i = 0; i < rewritten->n_edits && rewritten->edits[i].at < at; ++i) {
    const Edit* edit = &rewritten->edits[i];
    if (edit->at < from) continue;
    const size_t cut = edit->at + edit->cut > at ? at - edit->at : edit->cut;
    moved            = moved + edit->text.len - cut;
    from             = edit->at + edit->cut;
  }
  return moved;
}
