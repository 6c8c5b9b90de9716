/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Titles in front of names that the reader did not mark as roles.
 *
 *     "US President Donald Trump said"  ->  a role noun "President" whose person is "Donald Trump"
 *     "Vice Admiral Jo Weil"            ->  "Vice Admiral": words that begin a role of two words belong
 *     "Sir Ian", "Mother Teresa"        ->  none: honorifics and kin
 *
 * They are put among the reading's role nouns, so that all that follows treats them alike. */
#include "facts/phrase.h"
#include "facts/roles.h"

#include <string.h>

static const float SURE = 0.8f;

static bool is_office(const Article* a, const Word* w) {
  if (!w->capital || !lookup_is(a->lex.honorifics, w->folded, 2, "title")) return false;
  const char* kind = lookup(a->lex.roles, w->folded, 4);
  return kind && strcmp(kind, "kin") && strcmp(kind, "person");
}

static bool marked(const Reading* r, Span span) {
  for (size_t i = 0; i < r->role_count && r->roles[i].span.begin < span.end; i++)
    if (span_overlaps(r->roles[i].span, span)) return true;
  return false;
}

/* The title right in front of the name; empty if there is none. */
static Span title_before(const Article* a, const NameItem* person) {
  const Word* w  = a->words.items;
  size_t      to = person->from;
  if (to > 1 && slice_equal(w[to - 1].text, SLICE("."))) to--;
  if (!to || !is_office(a, &w[to - 1]) || name_of_word(a, to - 1) >= 0) return (Span){0, 0};
  size_t from = to - 1;
  while (from > 0 && w[from - 1].capital && w[from - 1].sentence == w[from].sentence && name_of_word(a, from - 1) < 0 &&
         lookup(a->lex.role_parts, w[from - 1].folded, 1))
    from--;
  return (Span){w[from].span.begin, w[to - 1].span.end};
}

void titles_find(Article* a) {
  const Reading* read = a->reading;
  Reading*       more = arena_alloc(a->arena, sizeof *more);
  *more               = *read;
  more->roles         = arena_array(a->arena, RoleMention, read->role_count + a->name_count);
  size_t next = 0, n = 0;
  for (size_t i = 0; i < a->name_count; i++) {
    const NameItem* person = &a->names[i];
    if (a->facts->entities[person->entity].type != NAME_PERSON) continue;
    const Span title = title_before(a, person);
    if (span_empty(title) || marked(read, title)) continue;
    while (next < read->role_count && read->roles[next].span.begin < title.begin) more->roles[n++] = read->roles[next++];
    Link* link = arena_array(a->arena, Link, 1);
    *link      = (Link){person->span, SURE};
    more->roles[n++] = (RoleMention){.span = title, .score = person->score, .person = {link, 1}};
  }
  while (next < read->role_count) more->roles[n++] = read->roles[next++];
  more->role_count = n;
  a->reading       = more;
}
