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

#include <string.h>

static Speaker unnamed(Span source) { return (Speaker){NO_ENTITY, 1, "unnamed", source}; }

static int of_adjective(const Article* a, int adjective) {
  const uint64_t* at = adjective >= 0 ? map_find(&a->canonicals, a->adjectives[adjective].canonical) : NULL;
  return at ? (int)*at : NO_ENTITY;
}

/* The name that the words right behind `word` and a preposition of belonging are: "the city of [Calabasas]". */
static int belonging_to(const Article* a, const Phrase* p, size_t word) {
  if (word + 1 >= p->to || !lookup_is(a->lex.function_words, a->words.items[word].folded, 3, "belonging")) return -1;
  size_t w = word + 1;
  while (w < p->to && lookup(a->lex.determiners, a->words.items[w].folded, 1)) w++;
  const int name = w < p->to ? name_of_word(a, w) : -1;
  return name >= 0 && a->names[name].to == p->to ? name : -1;
}

/* "the governor": the only holder of that role, given that the organization named with it is the role's. */
static int holder_by_noun(const Article* a, const Phrase* p) {
  enum { LOOK = 512 };
  const Facts* f     = a->facts;
  const int    of    = belonging_to(a, p, p->head + 1);
  const int    owner = of >= 0 ? a->names[of].entity : p->owner >= 0 ? a->names[p->owner].entity
      : p->modifier >= 0 ? a->names[p->modifier].entity : of_adjective(a, p->adjective);
  int found = NO_ENTITY;
  for (size_t i = 0; i < f->role_count && i < LOOK; i++) {
    const Role* r = &f->roles[i];
    if (span_empty(r->role_span) || (p->gender && a->info[r->person].gender && a->info[r->person].gender != p->gender))
      continue;
    const size_t last = words_at(&a->words, r->role_span.end - 1);
    if (last >= a->words.n || !slice_equal(a->words.items[last].folded, a->words.items[p->head].folded)) continue;
    if (owner != NO_ENTITY && r->organization != NO_ENTITY && r->organization != owner) continue;
    if (other_office(a, p, words_at(&a->words, r->role_span.begin), last)) continue;
    if (found != NO_ENTITY && found != r->person) return NO_ENTITY;
    found = r->person;
  }
  return found;
}

/* The holder of the role noun that stands at `word`. */
static int holder_at(const Article* a, size_t word) {
  for (size_t i = 0; i < a->facts->role_count; i++) {
    const Role* r = &a->facts->roles[i];
    if (!span_empty(r->role_span) && span_overlaps(r->role_span, a->words.items[word].span)) return r->person;
  }
  return NO_ENTITY;
}

/* The statement before whose source has the same noun, no further than `back` statements; NULL. */
static const Statement* said_with(const Article* a, const Phrase* p, size_t back, bool* indefinite) {
  const Facts* f = a->facts;
  for (size_t n = f->statement_count, i = n; i-- > 0 && n - i <= back;) {
    const Statement* s = &f->statements[i];
    if (!s->source_count) continue;
    const Phrase before = phrase_read(a, s->source[0]);
    if (before.kind != PHRASE_NOMINAL || !slice_equal(a->words.items[before.head].folded, a->words.items[p->head].folded)) continue;
    *indefinite = before.indefinite;
    return s;
  }
  return NULL;
}

/* Whether somebody is said to hold the role between two places. */
static bool held_between(const Article* a, Slice noun, uint32_t from, uint32_t to) {
  for (size_t i = 0; i < a->facts->role_count; i++) {
    const Span role = a->facts->roles[i].role_span;
    if (span_empty(role) || role.begin < from || role.end > to) continue;
    if (slice_equal(a->words.items[words_at(&a->words, role.end - 1)].folded, noun)) return true;
  }
  return false;
}

/* "A Norwegian diplomat ...", "the diplomat said": who was a speaker without a name stays one. */
static bool spoke_unnamed(const Article* a, const Phrase* p) {
  enum { BACK = 6 };
  bool             indefinite = false;
  const Statement* s          = said_with(a, p, BACK, &indefinite);
  return s && indefinite && s->speaker == NO_ENTITY &&
      !held_between(a, a->words.items[p->head].folded, s->source[0].end, a->words.items[p->from].span.begin);
}

/* "a report by the committee", "the report said": whose document it was before. */
static int issued_again(const Article* a, const Phrase* p) {
  enum { BACK = 24 };
  bool             indefinite = false;
  const Statement* s          = said_with(a, p, BACK, &indefinite);
  return s ? s->speaker : NO_ENTITY;
}

/* A party's people stand for it ("Democrats", "the Tories"), one of them does not ("the Utah Republican"). */
static int party_of(Article* a, const Phrase* p) {
  const int party = adjective_ending(a, p->head, true);
  if (party < 0 || p->head + 1 != p->to) return NO_ENTITY;
  const size_t from = a->adjectives[party].from;
  const bool   bare = from == p->from ||
      (from == p->from + 1 && lookup_is(a->lex.determiners, a->words.items[p->from].folded, 1, "definite"));
  const bool people = !lookup_is(a->lex.parties, text_slice(a->text, a->adjectives[party].span), 2, "adjective");
  return bare && (people || from == p->from) ? adjective_entity(a, party) : NO_ENTITY;
}

/* "the Mirror newspaper", "the Reuters news agency": the noun only tells what the name is. */
static int named_kind(const Article* a, const Phrase* p) {
  const bool two = p->head > p->from + 1 && lookup_is(a->lex.groups, text_slice(a->text,
      (Span){a->words.items[p->head - 1].span.begin, a->words.items[p->head].span.end}), 3, "names");
  if (!two && !lookup_is(a->lex.groups, a->words.items[p->head].folded, 3, "names")) return NO_ENTITY;
  const size_t noun = two ? p->head - 1 : p->head;
  const int    name = noun > p->from ? name_of_word(a, noun - 1) : -1;
  return name >= 0 && a->facts->entities[a->names[name].entity].type == NAME_ORGANIZATION ? a->names[name].entity
      : NO_ENTITY;
}

static bool is_place(const Article* a, int name) {
  return name >= 0 && a->facts->entities[a->names[name].entity].type == NAME_PLACE;
}

/* A party for its people, a country for its government, a city for "the city of". */
static int body_of(Article* a, const Phrase* p) {
  const Word* head  = &a->words.items[p->head];
  const int   party = party_of(a, p);
  if (party != NO_ENTITY) return party;
  const int   name  = named_kind(a, p);
  if (name != NO_ENTITY) return name;
  const bool governs = lookup_is(a->lex.groups, head->folded, 3, "governs");
  const int  of      = governs || lookup_is(a->lex.groups, head->folded, 1, "place") ? belonging_to(a, p, p->head + 1) : -1;
  if (is_place(a, of)) return a->names[of].entity;
  if (!governs) return NO_ENTITY;
  if (p->adjective >= 0 && a->adjectives[p->adjective].to == p->head) return adjective_entity(a, p->adjective);
  const int before = p->head > p->from ? name_of_word(a, p->head - 1) : -1;
  if (is_place(a, before)) return a->names[before].entity;
  return is_place(a, p->owner) ? a->names[p->owner].entity : NO_ENTITY;
}

/* "Tuilaepa, who said": the name right before; "Jo Weil, an engineer from Oslev, who said": the person's name that the
 * words between tell of; "Jo Weil is the attorney who said": who holds the role. */
static int antecedent(const Article* a, const Phrase* p) {
  size_t w = p->from;
  while (w > 0 && !a->words.items[w - 1].letters && p->from - w < 2) w--;
  if (!w || a->words.items[w - 1].sentence != a->words.items[p->from].sentence) return NO_ENTITY;
  const bool person = lookup_is(a->lex.pronouns, a->words.items[p->head].folded, 1, "p");
  const int  name   = name_of_word(a, w - 1);
  if (name >= 0 && (a->facts->entities[a->names[name].entity].type == NAME_PERSON || !person))
    return a->names[name].entity;
  if (!person) return NO_ENTITY;
  if (name < 0 && w == p->from) return holder_at(a, w - 1);
  for (size_t i = names_at(a, a->words.items[w - 1].span.begin) + 1; i-- > 0;) {
    if (i >= a->name_count || a->names[i].to >= p->from) continue;
    const NameItem* item = &a->names[i];
    if (a->words.items[item->from].sentence != a->words.items[p->from].sentence) break;
    if (a->facts->entities[item->entity].type != NAME_PERSON) continue;
    return slice_equal(a->words.items[item->to].text, SLICE(",")) ? item->entity : NO_ENTITY;
  }
  return NO_ENTITY;
}

/* "Her bank manager": whom the pronoun in front stands for. */
static int possessor(Article* a, const Phrase* p) {
  const Word* first = &a->words.items[p->from];
  if (p->head == p->from || !lookup_is(a->lex.determiners, first->folded, 1, "possessive")) return NO_ENTITY;
  const Phrase owner = phrase_read(a, first->span);
  return owner.kind == PHRASE_PRONOUN ? refer_phrase(a, first->span, &owner, NO_ENTITY, (Spans){0}).entity : NO_ENTITY;
}

/* "His report": whose it is. */
static Referent issuer_of(Article* a, const Phrase* p) {
  const Word* first = &a->words.items[p->from];
  if (!lookup(a->lex.documents, a->words.items[p->head].folded, 1) || p->head == p->from ||
      !lookup_is(a->lex.determiners, first->folded, 1, "possessive"))
    return (Referent){NO_ENTITY, 0};
  const Phrase owner = phrase_read(a, first->span);
  return owner.kind == PHRASE_PRONOUN ? refer_phrase(a, first->span, &owner, NO_ENTITY, (Spans){0})
      : (Referent){NO_ENTITY, 0};
}

/* "the emergencies ministry": a name of several words, in small letters. */
static int named_small(const Article* a, const Phrase* p) {
  size_t from = p->from;
  while (from < p->head && lookup(a->lex.determiners, a->words.items[from].folded, 1)) from++;
  if (from == p->head || p->head + 1 != p->to) return NO_ENTITY;
  for (size_t i = 0; i < a->facts->entity_count; i++) {
    const EntityInfo* info = &a->info[i];
    if (a->facts->entities[i].type != NAME_ORGANIZATION || !info->item_count) continue;
    const NameItem* item = &a->names[info->items[0]];
    if (item->to - item->from != p->head + 1 - from) continue;
    size_t k = 0;
    while (k < p->head + 1 - from && slice_equal(a->words.items[item->from + k].folded, a->words.items[from + k].folded)) k++;
    if (k == p->head + 1 - from) return (int)i;
  }
  return NO_ENTITY;
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

/* "the poll" behind "a Fox News poll", "a poll by Latino Decisions": the issuer that the noun had before. */
static int issued_before(const Article* a, const Phrase* p) {
  const Slice head = a->words.items[p->head].folded;
  for (size_t w = p->from; w-- > 0;) {
    const Word* word = &a->words.items[w];
    if (!slice_equal(word->folded, head)) continue;
    size_t from = w, to = w + 1;
    while (from > 0 && w - from < 6 && a->words.items[from - 1].sentence == word->sentence &&
           (a->words.items[from - 1].letters || text_at(a->text, a->words.items[from - 1].span.begin) == '/') &&
           !lookup(a->lex.function_words, a->words.items[from - 1].folded, 1))
      from--;
    while (to < a->words.n && to - w < 12 && a->words.items[to].sentence == word->sentence) to++;
    const Phrase before = phrase_read(a, (Span){a->words.items[from].span.begin, a->words.items[to - 1].span.end});
    if (before.issued && before.head == w) return a->names[before.name].entity;
  }
  return NO_ENTITY;
}

/* "the government" in an article that is mostly about one country. */
static int central_country(Article* a) {
  size_t most = 0, second = 0;
  Slice  country = {0};
  Map    counts  = {0};
  for (size_t i = 0; i < a->name_count + a->adjective_count; i++) {
    const Slice name = i < a->name_count ? a->info[a->names[i].entity].canonical : a->adjectives[i - a->name_count].canonical;
    if (!name.len || !lookup_is(a->lex.places, name, 2, "country")) continue;
    const size_t n = ++*map_at(&counts, name, 0);
    if (country.len && slice_equal(name, country)) {
      most = n;
    } else if (n > most) {
      second  = most;
      most    = n;
      country = name;
    } else if (n > second) {
      second = n;
    }
  }
  map_free(&counts);
  return most && most >= 2 * second ? canonical_entity(a, country, NAME_PLACE) : NO_ENTITY;
}

static Speaker found_or_unnamed(Span source, Referent r, const char* how) {
  return r.entity == NO_ENTITY ? unnamed(source) : (Speaker){r.entity, r.score, how, source};
}

/* "My son says", in somebody's words. */
static bool of_speaker(const Article* a, const Phrase* p) {
  const char* const* row = table_find(a->lex.pronouns, a->words.items[p->from].folded);
  return row && row[3][0] != '3' && !strcmp(row[4], "possessive");
}

/* "A study by [the institute]": the words for who issued the document. */
static Span agent_of(const Article* a, const Phrase* p) {
  if (p->head + 2 >= p->to || !lookup(a->lex.documents, a->words.items[p->head].folded, 1) ||
      !lookup_is(a->lex.function_words, a->words.items[p->head + 1].folded, 2, "agent"))
    return (Span){0};
  return (Span){a->words.items[p->head + 2].span.begin, a->words.items[p->to - 1].span.end};
}

static Speaker nominal_speaker(Article* a, Span source, const Phrase* p, Spans said) {
  if (of_speaker(a, p)) return unnamed(source);
  const Span   by    = agent_of(a, p);
  const Phrase agent = phrase_read(a, by);
  if (agent.kind == PHRASE_NOMINAL) {
    const Speaker issuer = nominal_speaker(a, by, &agent, said);
    return issuer.entity == NO_ENTITY ? unnamed(source) : (Speaker){issuer.entity, 0.8f * issuer.score, "document", source};
  }
  if (p->issued) return (Speaker){a->names[p->name].entity, 0.7f, "document", source};
  const int body = body_of(a, p);
  if (body != NO_ENTITY) return (Speaker){body, 0.8f, "body", source};
  const Referent issuer = issuer_of(a, p);
  if (issuer.entity != NO_ENTITY) return (Speaker){issuer.entity, 0.8f * issuer.score, "document", source};
  const char* const* noun = table_find(a->lex.roles, a->words.items[p->head].folded);
  if (noun && !p->plural) {
    const int holder = p->indefinite && p->head + 1 != p->to ? NO_ENTITY : holder_at(a, p->head);
    if (holder != NO_ENTITY) return (Speaker){holder, 0.85f, "role", source};
    if (!p->indefinite && spoke_unnamed(a, p)) return unnamed(source);
    const int only = p->indefinite ? NO_ENTITY : holder_by_noun(a, p);
    if (only != NO_ENTITY) return (Speaker){only, 0.85f, "office", source};
  }
  const int owner = p->owner >= 0 ? a->names[p->owner].entity : possessor(a, p);
  if (p->possessed && !noun) return unnamed(source);
  const int named = noun || p->indefinite || p->plural ? NO_ENTITY : named_with(a, p);
  const int small = named == NO_ENTITY ? named_small(a, p) : named;
  if (small != NO_ENTITY) return (Speaker){small, 0.8f, "noun", source};
  const char* document = p->indefinite ? NULL : lookup(a->lex.documents, a->words.items[p->head].folded, 1);
  const int   before   = document ? issued_before(a, p) : NO_ENTITY;
  if (before != NO_ENTITY) return (Speaker){before, 0.7f, "document", source};
  const int again = document && p->type < 0 ? issued_again(a, p) : NO_ENTITY; // no newspaper
  if (again != NO_ENTITY) return (Speaker){again, 0.7f, "again", source};
  if (document && document[0] == 'a') return unnamed(source);
  const Referent r = refer_phrase(a, source, p, owner, said);
  if (r.entity != NO_ENTITY) return (Speaker){r.entity, r.score, "nominal", source};
  const bool bare = p->from == p->head || !lookup(a->lex.determiners, a->words.items[p->from].folded, 1);
  const Referent later = (p->indefinite || bare) && !p->plural && !p->possessed
      ? named_later(a, source, p) : (Referent){NO_ENTITY, 0};
  if (later.entity != NO_ENTITY) return (Speaker){later.entity, later.score, "later", source};
  const bool governs = !p->indefinite && !p->possessed && lookup_is(a->lex.groups, a->words.items[p->head].folded, 3, "governs");
  const int  country = governs && p->head <= p->from + 2 ? central_country(a) : NO_ENTITY;
  if (country != NO_ENTITY) return (Speaker){country, 0.7f, "government", source};
  const int newcomer = p->kind == PHRASE_NOMINAL ? introduced_after(a, p) : NO_ENTITY;
  return newcomer == NO_ENTITY ? unnamed(source) : (Speaker){newcomer, 0.7f, "newcomer", source};
}

static Speaker speaker_of(Article* a, Span source, Spans said) {
  const Phrase p = phrase_read(a, source);
  switch (p.kind) {
    case PHRASE_NAME: return (Speaker){a->names[p.name].entity, a->names[p.name].score, "name", source};
    case PHRASE_PRONOUN:
      if (lookup_is(a->lex.pronouns, a->words.items[p.head].folded, 4, "relative") ||
          lookup_is(a->lex.pronouns, a->words.items[p.head].folded, 3, "0")) {
        const int entity = antecedent(a, &p);
        return entity == NO_ENTITY ? unnamed(source) : (Speaker){entity, 0.8f, "relative", source};
      }
      return found_or_unnamed(source, refer_phrase(a, source, &p, NO_ENTITY, said), "pronoun");
    case PHRASE_NOMINAL: return nominal_speaker(a, source, &p, said);
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
      const bool   named = p.kind == PHRASE_NAME || (p.kind == PHRASE_NOMINAL && (p.issued || body_of(a, &p) != NO_ENTITY));
      if (!named && (!n || p.owner >= 0)) return 0; // "Joseph and other members" is Joseph's; "aides and Joseph" and
                                                    // "Joseph and Jo's mother" stay one
      if (!named) break;          // behind "Jo Weil, former minister for Norland and" stands no second speaker
      if (p.kind != PHRASE_NAME && place) return 0; // "U.S. and Russian officials"
      place = p.kind == PHRASE_NAME && a->facts->entities[a->names[p.name].entity].type == NAME_PLACE;
      n++;
    }
    begin = w + 1;
  }
  return joined ? n : 0;
}

size_t speakers_of(Article* a, Span source, Spans said, Speaker* speakers) {
  Span         parts[SPEAKERS];
  const size_t n = split(a, source, parts);
  size_t       found = 0;
  for (size_t i = 0; i < n; i++) {
    const Speaker s = speaker_of(a, parts[i], said);
    bool          again = false;
    for (size_t k = 0; k < found; k++) again |= speakers[k].entity == s.entity;
    if (!again) speakers[found++] = s;
  }
  if (found) return found;
  speakers[0] = speaker_of(a, source, said);
  return 1;
}
