/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "library/asking.h"

#include "fetch/ask.h"

/// The query as a form's field (SPARQL 1.1 Protocol, 2.1.2), which every server understands.
static void put_form(const char* query, Buffer* out) {
  buffer_puts(out, "query=");
  for (const char* p = query; *p; ++p) {
    const unsigned char c = (unsigned char)*p;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) buffer_putc(out, *p);
    else buffer_printf(out, "%%%02X", c);
  }
}

static Status ask(void* self, const SparqlQuestion* question, Buffer* answer, char** type) {
  const Asking* asking = self;
  Buffer        form   = {0};
  put_form(question->query, &form);
  const FetchQuestion asked = {.url = question->server, .body = buffer_slice(&form), .body_type = "application/x-www-form-urlencoded",
                               .accept = "application/sparql-results+json, application/sparql-results+xml;q=0.9",
                               .hosts = asking->hosts, .limit = question->limit, .timeout_s = question->timeout_s,
                               .allow_private = asking->allow_private};
  const Status status = fetch_ask(&asked, answer, type);
  buffer_free(&form);
  return status;
}

SparqlService asking_service(Asking* asking) { return (SparqlService){ask, asking}; }
