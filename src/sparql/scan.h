/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* SPARQL text as tokens with their places, so that words inside strings, IRIs and comments are never taken for
 * keywords (SPARQL 1.1, section 19.8), and errors that show the line with a caret.
 *
 *     SELECT ?x { ?x a rec:Claim }   ->   WORD VAR SIGN VAR WORD NAME SIGN
 */
#ifndef ONRECORD_SPARQL_SCAN_H
#define ONRECORD_SPARQL_SCAN_H

#include "base/status.h"
#include "base/text.h"

typedef enum {
  TOKEN_END,
  TOKEN_WORD,   ///< Keyword, function, `a`, true, false
  TOKEN_VAR,    ///< With its ? or $
  TOKEN_IRI,    ///< With < and >
  TOKEN_NAME,   ///< Prefixed name
  TOKEN_BLANK,  ///< _:b
  TOKEN_STRING, ///< With its quotes
  TOKEN_TAG,    ///< @en
  TOKEN_NUMBER,
  TOKEN_SIGN ///< Everything else, one or two characters
} TokenKind;

typedef struct {
  TokenKind kind;
  Slice     text;
  size_t    at; ///< Byte offset in the query
} Token;

/// The tokens of a query, ended by a TOKEN_END. ERR_INPUT: a string that is not closed.
Status scan(Arena* arena, Slice text, Token** tokens, size_t* n);

/// Whether a token is the keyword (any case) or the sign.
bool token_is(const Token* token, const char* word);

/// fail() with "line L, column C: MESSAGE" and below it the line and a caret.
Status fail_at(Status status, Slice text, size_t at, const char* format, ...) __attribute__((format(printf, 4, 5)));

#endif
