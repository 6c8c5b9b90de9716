/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The functions on dates and times (SPARQL 1.1, 17.4.5): NOW(), which is one moment for the whole query, and the parts
 * as they are written, without a change of zone. */
#include "sparql/functions.h"

#include "sparql/instant.h"
#include "sparql/number.h"

#include <stdlib.h>
#include <time.h>

#define XSD "http://www.w3.org/2001/XMLSchema#"

static Term now(const ExprScope* scope) {
  const time_t seconds = (time_t)scope->now;
  struct tm    t;
  char         text[64];
  gmtime_r(&seconds, &t);
  const size_t n = strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &t);
  return term_typed((Slice){arena_copy(scope->arena, text, n), n}, SLICE(XSD "dateTime"));
}

/// "-PT8H", "PT0S".
static Term timezone_of(Arena* arena, const Instant* i) {
  const int minutes = abs(i->zone);
  char *    hours = arena_copy(arena, "", 0), *rest = hours;
  if (!i->zoned) return (Term){0};
  if (!minutes) return term_typed(SLICE("PT0S"), SLICE(XSD "dayTimeDuration"));
  if (minutes / 60) hours = arena_printf(arena, "%dH", minutes / 60);
  if (minutes % 60) rest = arena_printf(arena, "%dM", minutes % 60);
  return term_typed(slice(arena_printf(arena, "%sPT%s%s", i->zone < 0 ? "-" : "", hours, rest)), SLICE(XSD "dayTimeDuration"));
}

Term expr_time(const ExprScope* scope, ExprKind kind, Term t) {
  Instant i;
  Number  second;
  if (kind == EXPR_NOW) return now(scope);
  if (!instant_of(t, &i)) return (Term){0};
  switch (kind) {
    case EXPR_YEAR: return number_term(scope->arena, number_integer(i.year));
    case EXPR_MONTH: return number_term(scope->arena, number_integer(i.month));
    case EXPR_DAY: return number_term(scope->arena, number_integer(i.day));
    case EXPR_TIMEZONE: return timezone_of(scope->arena, &i);
    case EXPR_TZ: return term_string(i.zone_text);
    default: break;
  }
  if (i.date) return (Term){0};
  if (kind == EXPR_HOURS) return number_term(scope->arena, number_integer(i.hour));
  if (kind == EXPR_MINUTES) return number_term(scope->arena, number_integer(i.minute));
  if (kind != EXPR_SECONDS || !number_read(i.second, NUMBER_DECIMAL, &second)) return (Term){0};
  if (second.scale) return number_term(scope->arena, second);
  return term_typed(slice(arena_printf(scope->arena, "%d", (int)second.digits)), SLICE(XSD "decimal"));
}
