/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Finding the head of a noun phrase from function words and names alone.
 *
 *     [the president of the company]   words up to "of": "the president" -> head "president"
 *     [Trump 's lawyer , Michael Cohen]  head "lawyer", then a name in apposition of the type a lawyer has -> Cohen
 *
 * The head part ends at a preposition, a relative word, a comma or a bracket outside of names; its last word is the
 * head. */
#include "facts/phrase.h"

#include "facts/places.h"

#include <string.h>

int name_of_word(const Article* a, size_t word) {
  const Span   span = a->words.items[word].span;
  const size_t at   = names_at(a, span.begin);
  return at < a->name_count && span_overlaps(a->names[at].span, span) ? (int)at : -1;
}

static bool ends_head(const Article* a, size_t word) {
  const Word* w = &a->words.items[word];
  if (name_of_word(a, word) >= 0) return false;
  if (!w->letters) {
    const uint32_t c = text_at(a->text, w->span.begin);
    return c == ',' || c == ';' || c == ':' || c == '(' || c == ')' || c == '[' || c == 0x2013 || c == 0x2014;
  }
  const char* kind = lookup(a->lex.function_words, w->folded, 1);
  const bool  joined = word && text_at(a->text, w->span.begin - 1) == '-'; // "U.S.-based"
  return kind && kind[0] != 'c' && !joined;
}

static size_t head_end(const Article* a, size_t from, size_t to) {
  size_t end = from;
  while (end < to && (end == from || !ends_head(a, end))) end++;
  while (end > from + 1 && !a->words.items[end - 1].letters) end--;
  return end;
}

static void read_pronoun(const Article* a, Phrase* p) {
  const char* const* row = table_find(a->lex.pronouns, a->words.items[p->head].folded);
  p->kind   = PHRASE_PRONOUN;
  p->gender = row[1][0] == 'm' ? GENDER_MALE : row[1][0] == 'f' ? GENDER_FEMALE : GENDER_UNKNOWN;
  p->plural = row[2][0] == 'p';
  p->type   = p->gender ? NAME_PERSON : row[1][0] == 'n' ? NAME_ORGANIZATION : -1;
}

static void read_noun(const Article* a, Phrase* p) {
  const Slice head = a->words.items[p->head].folded;
  p->kind          = PHRASE_NOMINAL;
  const char* const* role  = table_find(a->lex.roles, head);
  const char* const* group = table_find(a->lex.groups, head);
  if (role && group) {
    p->plural = role[2][0] == 'p'; // "the regulator", "the broadcaster": a person or an organization
  } else if (role) {
    p->type   = NAME_PERSON;
    p->plural = role[2][0] == 'p';
    p->gender = role[1][0] == 'm' ? GENDER_MALE : role[1][0] == 'f' ? GENDER_FEMALE : GENDER_UNKNOWN;
  } else if (group) {
    p->type   = group[1][0] == 'p' ? NAME_PLACE : NAME_ORGANIZATION;
    p->plural = group[2][0] == 'p';
  } else if (adjective_in(a, a->words.items[p->head].span, true) >= 0) {
    p->type   = NAME_PERSON; // "the Utah Republican"
    p->plural = lookup_is(a->lex.parties, a->words.items[p->head].text, 2, "people");
  } else {
    const Slice s = head;
    p->plural     = s.len > 3 && s.ptr[s.len - 1] == 's' && s.ptr[s.len - 2] != 's' && s.ptr[s.len - 2] != '\'';
  }
}

static int named_in(const Article* a, size_t from, size_t to) {
  for (size_t w = from + 1; w < to; w++) // of several issuers the first
    if (lookup_is(a->lex.function_words, a->words.items[w].folded, 1, "conjunction") && name_of_word(a, w) < 0 &&
        name_of_word(a, w - 1) >= 0)
      to = w;
  if (from >= to) return -1;
  const Phrase p = phrase_read(a, (Span){a->words.items[from].span.begin, a->words.items[to - 1].span.end});
  return p.kind == PHRASE_NAME ? p.name : -1;
}

/* "the Reuters/Ipsos poll": the first of names joined by a stroke. */
static int first_of(const Article* a, int name, size_t from) {
  while (name > 0 && a->names[name - 1].from >= from && a->names[name - 1].to + 1 == a->names[name].from &&
         text_at(a->text, a->words.items[a->names[name - 1].to].span.begin) == '/')
    name--;
  return name;
}

/* "a tweet by Pompeo", "Pompeo's tweet", "a CNN poll", "a report in the Telegraph": who issued the document. */
static void find_issuer(const Article* a, Phrase* p, size_t end) {
  if (!lookup(a->lex.documents, a->words.items[p->head].folded, 1)) return;
  for (size_t w = end; w + 1 < p->to && p->name < 0; w++)
    if (lookup_is(a->lex.function_words, a->words.items[w].folded, 2, "agent")) p->name = named_in(a, w + 1, p->to);
  for (size_t w = p->head; w-- > p->from && p->name < 0;) {
    const int name = name_of_word(a, w);
    if (name < 0) continue;
    const bool owns = slice_equal(a->words.items[a->names[name].to].folded, SLICE("'s"));
    const bool near = a->facts->entities[a->names[name].entity].type == NAME_ORGANIZATION && w + 4 > p->head;
    if (!owns && !near) break;
    p->name = first_of(a, name, p->from);
  }
  if (p->name < 0 && end + 1 < p->to) {
    const Slice word   = a->words.items[end].folded;
    const bool  outlet = lookup_is(a->lex.function_words, word, 2, "outlet");
    if (outlet || lookup_is(a->lex.function_words, word, 2, "issuer")) p->name = named_in(a, end + 1, p->to);
    if (outlet && p->name >= 0 && a->facts->entities[a->names[p->name].entity].type != NAME_ORGANIZATION) p->name = -1;
  }
  p->issued = p->name >= 0;
}

static bool is_function_word(const Article* a, const Word* w) { return lookup(a->lex.function_words, w->folded, 1); }

/* The name that the words at `word` lead to: "[the cellist] Jo Weil", "[former deputy] Prof. Jo Weil"; -1 where other
 * words than those of its noun phrase stand between, or where the name is no phrase of its own ("Weil's lawyer"). */
static int name_ahead(const Article* a, const Phrase* p, size_t word) {
  enum { LEAD = 7 };
  const Word* words = a->words.items;
  size_t      w     = word;
  for (; w < p->to && w < word + LEAD && name_of_word(a, w) < 0; w++) {
    const bool dot = w > word && slice_equal(words[w].text, SLICE(".")) && lookup(a->lex.honorifics, words[w - 1].folded, 1);
    if (!dot && (!words[w].letters || is_function_word(a, &words[w]))) return -1;
  }
  int name = w < p->to ? name_of_word(a, w) : -1;
  if (name < 0 || a->names[name].from != w) return -1;
  size_t behind = a->names[name].to;
  if (behind + 1 < p->to && slice_equal(words[behind].folded, SLICE("'s")) && name_of_word(a, behind + 1) >= 0) {
    name   = name_of_word(a, behind + 1); // "Labour's Jo Weil"
    behind = a->names[name].to;
  }
  if (behind >= p->to || !words[behind].letters) return name;
  const char* kind = lookup(a->lex.function_words, words[behind].folded, 1);
  return kind && kind[0] != 'c' ? name : -1;
}

/* Whether what the name tells can be the thing that the noun tells: "the owner" is a person or an organization. */
static bool can_be(const Article* a, const Phrase* p, int name, size_t lead) {
  const NameType type  = a->facts->entities[a->names[name].entity].type;
  const bool     plain = a->names[name].from == lead ||
      (a->names[name].from == lead + 1 && lookup(a->lex.determiners, a->words.items[lead].folded, 1));
  if (type == NAME_PLACE) return p->type == NAME_PLACE && !p->plural;
  if (p->type == NAME_PERSON && type != NAME_PERSON) // and no person is named at the end
    return plain && (name_of_word(a, p->to - 1) < 0 || name_of_word(a, p->to - 1) == name) && lookup_is(a->lex.roles, a->words.items[p->head].folded, 4, "role");
  if (p->plural && type == NAME_PERSON) return false;
  return p->type < 0 || (type == NAME_PERSON) == (p->type == NAME_PERSON);
}

/* A name behind a comma, in brackets or behind "named" that is what the noun tells: "One news site, Znak.com", "the
 * makers, Corwell", "the news agency (AFP)". */
static void find_apposition(const Article* a, Phrase* p, size_t end) {
  for (size_t w = end; w + 1 < p->to; w++) {
    const Word* word   = &a->words.items[w];
    const bool  comma  = slice_equal(word->text, SLICE(","));
    const bool  open   = w == end && slice_equal(word->text, SLICE("("));
    const bool  naming = w == end && lookup_is(a->lex.function_words, word->folded, 2, "naming");
    if (!comma && !open && !naming) continue;
    const size_t lead = naming && w + 2 < p->to && lookup_is(a->lex.function_words, a->words.items[w + 1].folded, 1, "link")
        ? w + 2 : w + 1; // "identified as"
    const int name = name_ahead(a, p, lead);
    if (name < 0 || (open && a->names[name].from != lead) || !can_be(a, p, name, lead)) continue;
    p->name = name;
    p->kind = PHRASE_NAME;
    return;
  }
}

/* The word in front of the name over titles: "its lawyer, Captain [Ian Farquhar]" -> ",". */
static size_t over_titles(const Article* a, size_t from, size_t word) {
  while (word > from) {
    const Word* before = &a->words.items[word - 1];
    const bool  dot    = slice_equal(before->text, SLICE(".")) && word - 1 > from;
    if (!(before->capital && lookup(a->lex.honorifics, before->folded, 1)) && !dot) break;
    if (dot && !lookup(a->lex.honorifics, a->words.items[word - 2].folded, 1)) break;
    word--;
  }
  return word;
}

/* "a spokeswoman for Transport Minister [Aine Gilhooly]": a preposition leads to the name and its title. */
static bool belongs_behind(const Article* a, const Phrase* p, int name) {
  const Word* words = a->words.items;
  size_t      w     = a->names[name].from;
  if (slice_equal(words[w - 1].text, SLICE("."))) w--;
  const char* const* role = table_find(a->lex.roles, words[w - 1].folded);
  if (name_of_word(a, w - 1) >= 0 || !(lookup(a->lex.honorifics, words[w - 1].folded, 1) || (role && role[2][0] == 's')))
    return false;
  while (w > p->from + 2 && (words[w - 1].letters || words[w - 1].text.ptr[0] == '.') &&
         (!is_function_word(a, &words[w - 1]) || lookup_is(a->lex.function_words, words[w - 1].folded, 1, "conjunction")))
    w--;
  const char* kind = lookup(a->lex.function_words, words[w - 1].folded, 1);
  return kind && kind[0] == 'p' && words[w - 2].letters && !lookup_is(a->lex.function_words, words[w - 1].folded, 2, "agent");
}

/* "QC", "MBE". */
static bool is_letters(const Word* w) {
  for (size_t i = 0; i < w->text.len; i++)
    if (w->text.ptr[i] < 'A' || w->text.ptr[i] > 'Z') return false;
  return w->text.len > 1;
}

static bool is_person(const Article* a, int name) {
  return name >= 0 && a->facts->entities[a->names[name].entity].type == NAME_PERSON;
}

/* "Ambassador to Germany Richard Grenell", "one of its scientists, Abdul Khan", "co-author and professor Jo Weil": a
 * person's name at the end that a name, a comma, a bracket or a role noun goes before. */
static int person_at_end(const Article* a, const Phrase* p) {
  const int  name  = name_of_word(a, p->to - 1);
  const bool among = lookup_is(a->lex.determiners, a->words.items[p->from].folded, 1, "indefinite");
  if (!is_person(a, name) || a->names[name].to != p->to || a->names[name].from <= p->from || (p->plural && !among)) return -1;
  const size_t at = over_titles(a, p->from, a->names[name].from);
  if (at <= p->from || belongs_behind(a, p, name)) return -1;
  const Word*        before = &a->words.items[at - 1];
  const char* const* role   = before->letters ? table_find(a->lex.roles, before->folded) : NULL;
  if (name_of_word(a, at - 1) >= 0 || (role && role[2][0] == 's')) return name;
  if (at <= p->from + 2 && at < a->names[name].from && lookup_is(a->lex.function_words, before->folded, 1, "link"))
    return name; // "Newly elected Assemblywoman Selena Torres"
  if (before->letters && before->capital && lookup(a->lex.roles, a->words.items[p->head].folded, 1))
    return name; // "Undersecretary of State Nicholas Burns"
  const uint32_t c = text_at(a->text, before->span.begin);
  return c == ')' || c == ',' ? name : -1;
}

Phrase phrase_read(const Article* a, Span span) {
  Phrase p = {.name = -1, .type = -1, .adjective = -1, .owner = -1, .modifier = -1};
  words_in(&a->words, span, &p.from, &p.to);
  while (p.from < p.to && (!a->words.items[p.from].letters ||
                           lookup_is(a->lex.function_words, a->words.items[p.from].folded, 2, "issuer") ||
                           lookup_is(a->lex.function_words, a->words.items[p.from].folded, 2, "agent")))
    p.from++;
  while (p.to > p.from && !a->words.items[p.to - 1].letters) p.to--;
  if (p.from >= p.to) return p;
  const Word* first = &a->words.items[p.from];
  size_t end        = head_end(a, p.from, p.to);
  p.head            = end - 1;
  p.indefinite      = lookup_is(a->lex.determiners, first->folded, 1, "indefinite") ||
      (first->folded.ptr[0] >= '0' && first->folded.ptr[0] <= '9');
  if (p.head > p.from && slice_equal(a->words.items[p.head].folded, SLICE("'s"))) p.head--;
  if (p.head > p.from && is_letters(&a->words.items[p.head]) && is_person(a, name_of_word(a, p.head - 1))) p.head--;
  p.name = name_of_word(a, p.head);
  if (p.name >= 0) {
    p.kind = PHRASE_NAME;
    return p;
  }
  const bool among = p.head + 1 < p.to && lookup_is(a->lex.pronouns, first->folded, 4, "other"); // "one of them"
  if (p.head == p.from && !among && lookup(a->lex.pronouns, first->folded, 1)) {
    read_pronoun(a, &p);
    return p;
  }
  read_noun(a, &p);
  find_issuer(a, &p, end);
  if (!p.issued) find_apposition(a, &p, end);
  p.adjective = adjective_in(a, (Span){first->span.begin, a->words.items[p.head].span.begin}, false);
  p.modifier       = p.head > p.from ? name_of_word(a, p.head - 1) : -1;
  const int person = p.kind == PHRASE_NOMINAL ? person_at_end(a, &p) : -1;
  if (person >= 0) {
    p.kind = PHRASE_NAME;
    p.name = person;
  }
  for (size_t w = p.head; w-- > p.from && p.owner < 0;)
    if (slice_equal(a->words.items[w].folded, SLICE("'s")) && w > p.from) p.owner = name_of_word(a, w - 1);
  p.possessed = p.owner >= 0 || lookup_is(a->lex.determiners, first->folded, 1, "possessive");
  return p;
}
