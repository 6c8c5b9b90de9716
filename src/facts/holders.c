/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Who holds a role: the person that the reader links a role's noun to, as far as grammar lets it be the holder.
 *
 *     "Finance minister Ana Brandt"                 Ana Brandt
 *     "Sadie Weiner, Hagan's former spokeswoman,"   Weiner: Hagan, in front of the noun, owns it
 *     "the Florida senator"                         whom the whole phrase stands for
 *     "Brandt met the president of Volta"           nobody: Brandt is another one */
#include "facts/refer.h"
#include "facts/roles.h"

#include <string.h>

/* "President [Obama and Clinton]": of several names that one noun in the singular links to, the one next to it. */
static int nearest_in(const Article* a, Span span, const RoleNoun* noun) {
  int first = -1, last = -1;
  for (size_t i = names_at(a, span.begin); i < a->name_count && a->names[i].span.begin < span.end; i++) {
    if (a->facts->entities[a->names[i].entity].type != NAME_PERSON) continue;
    if (first < 0) first = (int)i;
    last = (int)i;
  }
  if (first < 0 || first == last) return -1;
  for (size_t w = a->names[first].to; w < a->names[last].from; w++)
    if (lookup_is(a->lex.function_words, a->words.items[w].folded, 1, "conjunction"))
      return span.begin >= noun->span.end ? first : last;
  return -1;
}

/* "the Florida [senator]": a link to the noun's own phrase leaves out the noun. */
static Span whole_phrase(const Article* a, Span link, Span noun) {
  if (link.end <= noun.begin && link.end + 1 >= noun.begin) return span_join(link, noun);
  if (link.begin < noun.end || link.begin > noun.end + 1) return link;
  const size_t w = words_at(&a->words, noun.begin);
  if (w && lookup(a->lex.determiners, a->words.items[w - 1].folded, 1)) noun.begin = a->words.items[w - 1].span.begin;
  return span_join(noun, link);
}

/* "the California congressman" is not whom the article calls president. */
static bool too_high(const Article* a, int entity, const RoleNoun* noun) {
  if (noun->tenure == TENURE_FORMER || !lookup(a->lex.state_roles, noun->head, 1)) return false;
  for (size_t i = 0; i < a->facts->role_count; i++) {
    const Role* role = &a->facts->roles[i];
    if (role->person != entity || role->tenure != TENURE_CURRENT || !role->role.len) continue;
    const size_t last = words_at(&a->words, role->role_span.end - 1);
    if (last < a->words.n && lookup_is(a->lex.roles, a->words.items[last].folded, 4, "head")) return true;
  }
  return false;
}

static Party person_of_link(Article* a, const RoleMention* m, const Link* link, const RoleNoun* noun) {
  const bool named = name_within(a, link->span, true) >= 0;
  const Span span  = named ? link->span : whole_phrase(a, link->span, m->span);
  const int nearest = nearest_in(a, span, noun);
  const int name    = nearest >= 0 ? nearest : name_within(a, span, true);
  if (name >= 0) return (Party){a->names[name].entity, a->names[name].span, link->score, "name"};
  const Phrase p = phrase_read(a, span);
  if (p.kind == PHRASE_NOTHING || p.kind == PHRASE_NAME) return NOBODY;
  if (lookup_is(a->lex.roles, a->words.items[p.head].folded, 4, "kin")) return NOBODY;
  Phrase who = p;
  who.type   = NAME_PERSON;
  const Referent r = refer_phrase(a, span, &who, NO_ENTITY, (Spans){0});
  if (r.entity == NO_ENTITY && p.kind == PHRASE_NOMINAL && !p.indefinite) {
    const int newcomer = introduced_after(a, &who);
    return newcomer == NO_ENTITY ? NOBODY : (Party){newcomer, span, link->score * 0.8f, "nominal"};
  }
  if (r.entity == NO_ENTITY || (p.kind == PHRASE_NOMINAL && too_high(a, r.entity, noun))) return NOBODY;
  return (Party){r.entity, span, link->score * r.score, p.kind == PHRASE_PRONOUN ? "pronoun" : "nominal"};
}

/* A person's name right behind the role noun, when the model saw no person. */
static Party person_behind(const Article* a, size_t word) {
  if (word >= a->words.n || a->words.items[word].opens) return NOBODY;
  const int name = name_of_word(a, word);
  if (name < 0 || a->facts->entities[a->names[name].entity].type != NAME_PERSON) return NOBODY;
  return (Party){a->names[name].entity, a->names[name].span, 0.8f, "name"};
}

/* The word before is a preposition, over titles: "a spokesperson for President Duterte". */
static bool behind_preposition(const Article* a, uint32_t point, uint32_t from) {
  size_t w = words_at(&a->words, point);
  while (w > 0 && a->words.items[w - 1].span.begin >= from) {
    const Word* before = &a->words.items[w - 1];
    if (lookup_is(a->lex.function_words, before->folded, 1, "preposition")) return true;
    if (before->letters && !lookup(a->lex.honorifics, before->folded, 1) && !lookup(a->lex.roles, before->folded, 1) &&
        !lookup(a->lex.determiners, before->folded, 1))
      return false;
    w--;
  }
  return false;
}

/* "Merkel's spokesperson": the person in front of the noun owns it. */
static bool possessor(const Article* a, const Party* who, const RoleNoun* noun) {
  if (who->span.end > noun->span.begin) return false;
  size_t from, to;
  words_in(&a->words, who->span, &from, &to);
  return to < noun->from && to + 4 > noun->from && slice_equal(a->words.items[to].folded, SLICE("'s"));
}

/* The name that owns the noun, over a word or two: "Hagan's former spokeswoman". */
static int noun_owner(const Article* a, const RoleNoun* noun) {
  enum { REACH = 3 };
  for (size_t w = noun->from; w > 1 && noun->from - w < REACH; w--) {
    const Word* before = &a->words.items[w - 1];
    if (slice_equal(before->folded, SLICE("'s"))) {
      const int name = name_of_word(a, w - 2);
      return name >= 0 ? a->names[name].entity : -2;
    }
    if (!before->letters || before->capital || lookup(a->lex.function_words, before->folded, 1)) break;
  }
  return -2;
}

/* The person's name that ends right in front of the comma at `comma`. */
static int person_before_comma(const Article* a, size_t comma) {
  if (!comma || !slice_equal(a->words.items[comma].text, SLICE(","))) return -1;
  const int name = name_of_word(a, comma - 1);
  if (name < 0 || a->names[name].to != comma || a->facts->entities[a->names[name].entity].type != NAME_PERSON) return -1;
  return name;
}

/* "Yang, an entrepreneur,", "Bloomberg, formerly the mayor", "Weiner, Hagan's former spokeswoman": the name that the
 * noun stands in apposition to, or -1. */
static int apposed(const Article* a, const RoleNoun* noun) {
  const Word* w    = a->words.items;
  size_t      from = noun->from;
  if (from < 3) return -1;
  const bool ends = noun->to >= a->words.n || !w[noun->to].letters ||
                    lookup_is(a->lex.function_words, w[noun->to].folded, 1, "preposition");
  if (!ends) return -1;
  bool told = lookup(a->lex.tenure, w[from - 1].folded, 1) != NULL;
  if (told) from--;
  if (from > 2 && slice_equal(w[from - 1].folded, SLICE("'s"))) {
    const int owner = name_of_word(a, from - 2);
    return owner >= 0 && a->names[owner].from ? person_before_comma(a, a->names[owner].from - 1) : -1;
  }
  if (told || !lookup(a->lex.determiners, w[from - 1].folded, 1)) return -1;
  const bool indefinite = lookup_is(a->lex.determiners, w[from - 1].folded, 1, "indefinite");
  from--;
  told = from > 1 && lookup(a->lex.tenure, w[from - 1].folded, 1) != NULL;
  if (told) from--;
  return (told || indefinite) && from ? person_before_comma(a, from - 1) : -1;
}

/* "Brandt met the president of Volta": other words than links stand between the name and the noun, and no comma. */
static bool met_only(const Article* a, const Party* who, const RoleNoun* noun) {
  size_t from, to;
  words_in(&a->words, (Span){who->span.end, noun->span.begin}, &from, &to);
  if (from >= to || to > from + 3 || !lookup_is(a->lex.determiners, a->words.items[to - 1].folded, 1, "definite")) return false;
  for (size_t w = from; w + 1 < to; w++)
    if (!a->words.items[w].letters || lookup(a->lex.function_words, a->words.items[w].folded, 1)) return false;
  return to > from + 1;
}

/* "Chavez has replaced his vice president": "his" stands for the name in front; "Cohen, his lawyer," is another thing. */
static bool its_owner(const Article* a, const Party* who, const RoleNoun* noun) {
  if (who->span.end > noun->span.begin || noun->from < 2) return false;
  const Word*        before = &a->words.items[noun->from - 1];
  const char* const* row    = table_find(a->lex.pronouns, before->folded);
  if (!row || strcmp(row[4], "possessive") || (row[1][0] != 'm' && row[1][0] != 'f')) return false;
  for (size_t w = noun->from - 1; w > 0 && a->words.items[w - 1].span.begin >= who->span.end; w--)
    if (lookup_is(a->lex.function_words, a->words.items[w - 1].folded, 1, "link")) return false; // "Cohen was his lawyer"
  return a->words.items[noun->from - 2].span.begin >= who->span.end &&
      !slice_equal(a->words.items[noun->from - 2].text, SLICE(","));
}

/* "Jo Weil, Pope Francis, and a spokesperson for Brandt": the noun is the next of a list, no name for who stands before. */
static bool next_in_list(const Article* a, const Party* who, const RoleNoun* noun) {
  const Word*  w    = a->words.items;
  const size_t from = noun->from;
  if (who->span.end > noun->span.begin || from < 4 || !lookup_is(a->lex.determiners, w[from - 1].folded, 1, "indefinite")) return false;
  if (!lookup_is(a->lex.function_words, w[from - 2].folded, 1, "conjunction")) return false;
  const int before = person_before_comma(a, from - 3);
  return before >= 0 && before > 0 && slice_equal(w[a->names[before].from - 1].text, SLICE(","));
}

/* Whether who does not hold the role may be whom it is held for: the noun's owner, or named behind its preposition. */
static bool owns(const Article* a, const Party* who, const RoleNoun* noun) {
  const Word* before = noun->from ? &a->words.items[noun->from - 1] : NULL;
  if (before && span_overlaps(who->span, before->span)) return true; // "his lawyer"
  if (possessor(a, who, noun) || its_owner(a, who, noun) || noun_owner(a, noun) == who->entity) return true;
  if (who->span.begin < noun->span.end || noun->to >= a->words.n) return false;
  return behind_preposition(a, who->span.begin, noun->span.end) &&
         !lookup_is(a->lex.function_words, a->words.items[noun->to].folded, 3, "time");
}

/* Whether the link can be the holder; else it may be whom the role is held for. */
static bool holds(const Article* a, const Party* who, const RoleNoun* noun) {
  const bool own = noun->from && span_overlaps(who->span, a->words.items[noun->from - 1].span);
  if (own && lookup_is(a->lex.pronouns, a->words.items[noun->from - 1].folded, 4, "possessive")) return false;
  if (strcmp(who->how, "name")) return true;
  if (sentence_of(a, who->span) != a->words.items[noun->from].sentence) return false;
  if (noun_owner(a, noun) == who->entity || next_in_list(a, who, noun)) return false;
  if (possessor(a, who, noun) || met_only(a, who, noun) || its_owner(a, who, noun)) return false;
  return who->span.begin < noun->span.end || !behind_preposition(a, who->span.begin, noun->span.end);
}

/* Only commas, "and", "of" and titles stand between, with an "and" or a comma among them. */
static bool listed_between(const Article* a, size_t from, size_t to) {
  for (size_t w = from; w < to; w++) {
    const Word* word = &a->words.items[w];
    const bool  and  = lookup_is(a->lex.function_words, word->folded, 1, "conjunction");
    const bool  of   = lookup_is(a->lex.function_words, word->folded, 3, "belonging");
    if (!and && !of && !slice_equal(word->text, SLICE(",")) && !lookup(a->lex.honorifics, word->folded, 1)) return false;
  }
  return to > from;
}

/* "actors Dan Fogler, Ron Perlman and Jaleel White", "Sens. Cruz of Texas and Rubio of Florida": the names of the links
 * and those that commas and "and" join to them. */
static size_t people_of(const Article* a, const RoleMention* m, Party* people) {
  size_t n = 0;
  for (size_t k = 0; k < m->person.n; k++) {
    const Link* link = &m->person.items[k];
    size_t      end  = SIZE_MAX;
    for (size_t i = names_at(a, link->span.begin); i < a->name_count && n < PEOPLE; i++) {
      const NameItem* item   = &a->names[i];
      const bool      inside = item->span.begin < link->span.end;
      if (!inside && (end == SIZE_MAX || item->from > end + 4 || !listed_between(a, end, item->from))) break;
      if (a->facts->entities[item->entity].type != NAME_PERSON) {
        if (!inside && !lookup_is(a->lex.function_words, a->words.items[item->from - 1].folded, 3, "belonging")) break;
        end = item->to;
        continue;
      }
      end        = item->to;
      bool again = false;
      for (size_t j = 0; j < n; j++) again |= people[j].entity == item->entity;
      if (!again) people[n++] = (Party){item->entity, item->span, link->score, "name"};
    }
  }
  return n;
}

size_t holders_of(Article* a, const RoleMention* m, const RoleNoun* noun, Party people[PEOPLE], Party* owner) {
  const bool plural = lookup_is(a->lex.roles, noun->head, 2, "pl");
  size_t     n      = plural ? people_of(a, m, people) : 0;
  const int  beside = plural || !m->person.n ? -1 : apposed(a, noun);
  if (beside >= 0) {
    people[0] = (Party){a->names[beside].entity, a->names[beside].span, m->person.items[0].score, "name"};
    return 1;
  }
  for (size_t k = 0; k < m->person.n && n < PEOPLE && (!plural || !n); k++) {
    const Party person = person_of_link(a, m, &m->person.items[k], noun);
    bool        again  = person.entity == NO_ENTITY;
    for (size_t j = 0; j < n; j++) again |= people[j].entity == person.entity;
    if (again) continue;
    if (holds(a, &person, noun))
      people[n++] = person;
    else if (sentence_of(a, person.span) == a->words.items[noun->from].sentence && owns(a, &person, noun))
      *owner = person;
  }
  if (!n && !m->person.n) {
    people[0] = person_behind(a, noun->to);
    n         = people[0].entity != NO_ENTITY;
  }
  return n && !plural ? 1 : n;
}
