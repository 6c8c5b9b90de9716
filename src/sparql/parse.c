/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* rasqal's parser. It names the line of a fault at best, so the place is searched for: the first token without which
 * the front of the query would only be cut short ("unexpected $end") is the one that it stumbles over. */
#include "sparql/plan.h"

#include <string.h>

typedef struct {
  char message[256];
} Fault;

/// The first fault is the one to tell.
static void note_fault(void* self, raptor_log_message* log) {
  Fault* fault = self;
  if (log->level >= RAPTOR_LOG_LEVEL_ERROR && !*fault->message)
    snprintf(fault->message, sizeof fault->message, "%s", log->text);
}

static rasqal_query* try_parse(Query* query, const char* text, Fault* fault) {
  *fault->message = '\0';
  raptor_world_set_log_handler(rasqal_world_get_raptor(query->world), fault, note_fault);
  rasqal_world_set_log_handler(query->world, fault, note_fault);
  rasqal_query* parsed = rasqal_new_query(query->world, "sparql11-query", NULL);
  raptor_uri*   base   = raptor_new_uri(rasqal_world_get_raptor(query->world), (const unsigned char*)query->base);
  const int     failed = rasqal_query_prepare(parsed, (const unsigned char*)text, base);
  raptor_free_uri(base);
  if (failed && !*fault->message) snprintf(fault->message, sizeof fault->message, "syntax error");
  if (!failed && !*fault->message) return parsed;
  rasqal_free_query(parsed);
  return NULL;
}

/// Whether the query up to and with token `i` is only cut short.
static bool front_is_fine(Query* query, size_t i) {
  const Token*  token = &query->text.tokens[i];
  const size_t  end   = rewritten_at(&query->text, token->at + token->text.len);
  char*         front = arena_copy(&query->arena, query->text.text, end);
  Fault         fault;
  rasqal_query* parsed = try_parse(query, front, &fault);
  const bool    fine   = parsed || strstr(fault.message, "$end");
  if (parsed) rasqal_free_query(parsed);
  return fine;
}

/// rasqal's words without its own names for things.
static const char* readable(const Fault* fault, const Token* token, char* out, size_t size) {
  const char* words = fault->message;
  const char* wish  = strstr(words, ", expecting ");
  const bool  other = strncmp(words, "syntax error", 12) && strncmp(words, "SPARQL syntax error", 19);
  if (other) snprintf(out, size, "%s", words);
  else if (token->kind == TOKEN_END) snprintf(out, size, "the query ends too early%s%s", wish ? "; expected " : "", wish ? wish + 12 : "");
  else snprintf(out, size, "%.*s does not fit here%s%s", (int)(token->text.len < 60 ? token->text.len : 60), token->text.ptr,
                wish ? "; expected " : "", wish ? wish + 12 : "");
  char* end = strstr(out, "$end");
  if (end) snprintf(end, size - (size_t)(end - out), "the end of the query");
  return out;
}

Status query_parse(Query* query) {
  Fault fault;
  query->rasqal = try_parse(query, query->text.text, &fault);
  raptor_world_set_log_handler(rasqal_world_get_raptor(query->world), NULL, NULL);
  if (query->rasqal) {
    static Fault silent = {"silent"}; // note_fault() keeps the first, so nothing is written any more
    raptor_world_set_log_handler(rasqal_world_get_raptor(query->world), &silent, note_fault);
    rasqal_world_set_log_handler(query->world, &silent, note_fault);
    return OK;
  }
  size_t low = 0, high = query->text.n_tokens - 1; // all before `low` are fine, the fault is at or before `high`
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (front_is_fine(query, middle)) low = middle + 1;
    else high = middle;
  }
  char         words[512];
  const Token* token = &query->text.tokens[low];
  readable(&fault, token, words, sizeof words);
  const size_t place = token->kind == TOKEN_END && low ? token[-1].at + token[-1].text.len : token->at;
  return fail_at(ERR_INPUT, query->text.shown, place, "%s", words);
}
