/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Speakers.
 *
 *     "White House spokesman Sean Spicer"  -> Spicer         "Merkel and Macron"     -> two
 *     "the airline"                        -> who the reading says it is, if sure
 *     "a spokesman for President Duterte"  -> unnamed        "FSB sources", "two officials" -> unnamed
 */
#include "facts/speakers.h"

#include "facts/places.h"
#include "facts/refer.h"

static Speaker unnamed(Span source) { return (Speaker){NO_ENTITY, 1, "unnamed", source}; }

/* "the governor" whose role is known: the role noun of the source itself, else the only holder of that role, given that
 * the organization named with it is the role's. */
static int holder_of(const Article* a, const Phrase* p) {
  const Word* head  = &a->words.items[p->head];
  const Facts* f    = a->facts;
  int          found = NO_ENTITY;
  const int    place = p->adjective >= 0 && map_find(&a->canonicals, a->adjectives[p->adjective].canonical)
                           ? (int)*map_find(&a->canonicals, a->adjectives[p->adjective].canonical) : NO_ENTITY;
  const int    owner = p->owner >= 0 ? a->names[p->owner].entity : p->modifier >= 0 ? a->names[p->modifier].entity
      : place;
  for (size_t i = 0; i < f->role_count; i++)
    if (!span_empty(f->roles[i].role_span) && span_overlaps(f->roles[i].role_span, head->span))
      return f->roles[i].person;
  for (size_t i = 0; i < f->role_count && i < 512; i++) {
    const Role* r = &f->roles[i];
    if (span_empty(r->role_span) || (p->gender && a->info[r->person].gender && a->info[r->person].gender != p->gender))
      continue;
    const size_t last = words_at(&a->words, r->role_span.end - 1);
    if (last >= a->words.n || !slice_equal(a->words.items[last].folded, head->folded)) continue;
    if (owner != NO_ENTITY && r->organization != NO_ENTITY && r->organization != owner) continue;
    if (found != NO_ENTITY && found != r->person) return NO_ENTITY;
    found = r->person;
  }
  return found;
}

/* A party's people stand for it ("Democrats", "the Tories"); a country's government for the country. */
static int body_of(Article* a, const Phrase* p) {
  const Word* head  = &a->words.items[p->head];
  const int   party = adjective_in(a, head->span, true);
  const bool  bare  = p->head == p->from || (p->head == p->from + 1 &&
                                             lookup_is(a->lex.determiners, a->words.items[p->from].folded, 1,
                                                       "definite"));
  if (party >= 0) return bare && p->head + 1 == p->to ? adjective_entity(a, party) : NO_ENTITY;
  if (!lookup_is(a->lex.groups, head->folded, 3, "governs")) return NO_ENTITY;
  if (p->adjective >= 0 && a->adjectives[p->adjective].to == p->head) return adjective_entity(a, p->adjective);
  const int name = p->head > p->from ? name_of_word(a, p->head - 1) : -1;
  if (name >= 0 && a->facts->entities[a->names[name].entity].type == NAME_PLACE) return a->names[name].entity;
  const int owner = p->owner >= 0 && a->facts->entities[a->names[p->owner].entity].type == NAME_PLACE
      ? a->names[p->owner].entity : NO_ENTITY;
  return owner;
}

/* "Tuilaepa, who said": the name right before. */
static int antecedent(const Article* a, const Phrase* p) {
  size_t w = p->from;
  while (w > 0 && !a->words.items[w - 1].letters && p->from - w < 2) w--;
  const int name = w ? name_of_word(a, w - 1) : -1;
  return name >= 0 && a->words.items[w - 1].sentence == a->words.items[p->from].sentence ? a->names[name].entity
      : NO_ENTITY;
}

/* "the ministry" after "the Health Ministry": the organization named last whose name ends or starts with the noun. */
static int named_with(const Article* a, const Phrase* p) {
  enum { BACK = 64 };
  const Slice head = a->words.items[p->head].folded;
  if (!lookup_is(a->lex.groups, head, 1, "organization")) return NO_ENTITY;
  const size_t here = names_at(a, a->words.items[p->head].span.begin);
  for (size_t i = here; i-- > 0 && here - i < BACK;) {
    const NameItem* item = &a->names[i];
    if (a->facts->entities[item->entity].type != NAME_ORGANIZATION || item->to - item->from < 2) continue;
    if (slice_equal(a->words.items[item->to - 1].folded, head) || slice_equal(a->words.items[item->from].folded, head))
      return item->entity;
  }
  return NO_ENTITY;
}

static Speaker found_or_unnamed(Span source, Referent r, const char* how) {
  return r.entity == NO_ENTITY ? unnamed(source) : (Speaker){r.entity, r.score, how, source};
}

static Speaker nominal_speaker(Article* a, Span source, const Phrase* p) {
  if (p->issued) return (Speaker){a->names[p->name].entity, 0.7f, "document", source};
  const int body = body_of(a, p);
  if (body != NO_ENTITY) return (Speaker){body, 0.8f, "body", source};
  const char* const* noun = table_find(a->lex.roles, a->words.items[p->head].folded);
  if (noun && !p->plural) {
    const int holder = holder_of(a, p);
    if (holder != NO_ENTITY && !(p->indefinite && p->head + 1 != p->to))
      return (Speaker){holder, 0.85f, "role", source};
  }
  const int owner = p->owner >= 0 ? a->names[p->owner].entity : NO_ENTITY;
  if (p->possessed && !noun) return unnamed(source);
  const int named = noun || p->indefinite || p->plural ? NO_ENTITY : named_with(a, p);
  if (named != NO_ENTITY) return (Speaker){named, 0.8f, "noun", source};
  return found_or_unnamed(source, refer_phrase(a, source, p, owner), "nominal");
}

static Speaker speaker_of(Article* a, Span source) {
  const Phrase p = phrase_read(a, source);
  switch (p.kind) {
    case PHRASE_NAME: return (Speaker){a->names[p.name].entity, a->names[p.name].score, "name", source};
    case PHRASE_PRONOUN:
      if (lookup_is(a->lex.pronouns, a->words.items[p.head].folded, 4, "relative") ||
          lookup_is(a->lex.pronouns, a->words.items[p.head].folded, 3, "0")) {
        const int entity = antecedent(a, &p);
        return entity == NO_ENTITY ? unnamed(source) : (Speaker){entity, 0.8f, "relative", source};
      }
      return found_or_unnamed(source, refer_phrase(a, source, &p, NO_ENTITY), "pronoun");
    case PHRASE_NOMINAL: return nominal_speaker(a, source, &p);
    case PHRASE_NOTHING: break;
  }
  return unnamed(source);
}

/* Where the source is several names joined by "and" or commas: the spans of the named parts; 0 if it is
 * not that. */
static size_t split(Article* a, Span source, Span* parts) {
  size_t from, to, n = 0;
  words_in(&a->words, source, &from, &to);
  size_t begin = from;
  bool   joined = false, place = false;
  for (size_t w = from; w <= to; w++) {
    const bool end = w == to;
    const bool conjunction = !end && name_of_word(a, w) < 0 &&
        lookup_is(a->lex.function_words, a->words.items[w].folded, 1, "conjunction");
    const bool comma = !end && slice_equal(a->words.items[w].text, SLICE(","));
    if (!end && !conjunction && !comma) continue;
    joined |= conjunction;
    if (w > begin) {
      if (n == SPEAKERS) return 0;
      parts[n] = (Span){a->words.items[begin].span.begin, a->words.items[w - 1].span.end};
      const Phrase p     = phrase_read(a, parts[n]);
      const bool   named = p.kind == PHRASE_NAME || (p.kind == PHRASE_NOMINAL && body_of(a, &p) != NO_ENTITY);
      if (!named && !n) return 0; // "Joseph and other members" is Joseph's; "aides and Joseph" stays one
      if (!named) break;          // behind "Jo Weil, former minister for Norland and" stands no second speaker
      if (p.kind != PHRASE_NAME && place) return 0; // "U.S. and Russian officials"
      place = p.kind == PHRASE_NAME && a->facts->entities[a->names[p.name].entity].type == NAME_PLACE;
      n++;
    }
    begin = w + 1;
  }
  return joined ? n : 0;
}

size_t speakers_of(Article* a, Span source, Speaker* speakers) {
  Span         parts[SPEAKERS];
  const size_t n = split(a, source, parts);
  size_t       found = 0;
  for (size_t i = 0; i < n; i++) {
    const Speaker s = speaker_of(a, parts[i]);
    bool          again = false;
    for (size_t k = 0; k < found; k++) again |= speakers[k].entity == s.entity;
    if (!again) speakers[found++] = s;
  }
  if (found) return found;
  speakers[0] = speaker_of(a, source);
  return 1;
}
