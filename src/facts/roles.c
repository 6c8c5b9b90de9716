/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* From the model's role nouns to roles.
 *
 *     "the former Tesla chief executive Jo Weil"
 *       noun "former Tesla chief executive" -> words "chief executive", tenure former; person "Jo Weil"; organization
 *       "Tesla", by the model's link or because the name stands inside the noun phrase
 *
 * A role's score is the product of its parts: noun, link to the person, link to the organization, and for words that
 * are no names the reference. What has no person is no role; an organization that stays unresolved leaves its words. */
#include "facts/roles.h"

#include "facts/places.h"
#include "facts/refer.h"
#include "facts/times.h"

#include <string.h>

typedef struct {
  int         entity;
  Span        span;
  float       score;
  const char* how; ///< "name", "pronoun", "nominal", "adjective"
} Party;

static const Party NOBODY = {NO_ENTITY, {0, 0}, 0, ""};

/* The name inside `span` that is its head, else the first of the type wanted. */
static int name_in(const Article* a, Span span, bool person) {
  const Phrase p = phrase_read(a, span);
  if (p.kind == PHRASE_NAME) {
    const bool is = a->facts->entities[a->names[p.name].entity].type == NAME_PERSON;
    if (!person || is) return p.name;
  }
  for (size_t i = names_at(a, span.begin); i < a->name_count && a->names[i].span.begin < span.end; i++) {
    const bool is = a->facts->entities[a->names[i].entity].type == NAME_PERSON;
    if (is == person) return (int)i;
  }
  return -1;
}

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

static Party person_of_link(Article* a, const Link* link, const RoleNoun* noun) {
  const int nearest = nearest_in(a, link->span, noun);
  const int name    = nearest >= 0 ? nearest : name_in(a, link->span, true);
  if (name >= 0) return (Party){a->names[name].entity, a->names[name].span, link->score, "name"};
  const Phrase p = phrase_read(a, link->span);
  if (p.kind == PHRASE_NOTHING || p.kind == PHRASE_NAME) return NOBODY;
  if (lookup_is(a->lex.roles, a->words.items[p.head].folded, 4, "kin")) return NOBODY;
  Phrase who = p;
  who.type   = NAME_PERSON;
  const Referent r = refer_phrase(a, link->span, &who, NO_ENTITY, (Spans){0});
  if (r.entity == NO_ENTITY && p.kind == PHRASE_NOMINAL && !p.indefinite) {
    const int newcomer = introduced_after(a, &who);
    return newcomer == NO_ENTITY ? NOBODY : (Party){newcomer, link->span, link->score * 0.8f, "nominal"};
  }
  if (r.entity == NO_ENTITY) return NOBODY;
  return (Party){r.entity, link->span, link->score * r.score, p.kind == PHRASE_PRONOUN ? "pronoun" : "nominal"};
}

/* A person's name right behind the role noun, when the model saw no person. */
static Party person_behind(const Article* a, size_t word) {
  if (word >= a->words.n || a->words.items[word].opens) return NOBODY;
  const int name = name_of_word(a, word);
  if (name < 0 || a->facts->entities[a->names[name].entity].type != NAME_PERSON) return NOBODY;
  return (Party){a->names[name].entity, a->names[name].span, 0.8f, "name"};
}

static Party organization_of_link(Article* a, const Link* link, int person) {
  const int name = name_in(a, link->span, false);
  if (name >= 0 && a->names[name].entity != person)
    return (Party){a->names[name].entity, a->names[name].span, link->score, "name"};
  for (int party = 0; party < 2; party++) {
    const int adjective = adjective_in(a, link->span, party);
    const int entity    = adjective >= 0 ? adjective_entity(a, adjective) : NO_ENTITY;
    if (entity != NO_ENTITY) return (Party){entity, a->adjectives[adjective].span, link->score, "adjective"};
  }
  const int someone = name_in(a, link->span, true);
  if (someone >= 0 && a->names[someone].entity != person)
    return (Party){a->names[someone].entity, a->names[someone].span, link->score, "name"};
  const Party words = {NO_ENTITY, link->span, link->score, "words"};
  const Phrase p    = phrase_read(a, link->span);
  if (p.kind != PHRASE_PRONOUN && p.kind != PHRASE_NOMINAL) return words;
  const Referent r = refer_phrase(a, link->span, &p, person, (Spans){0});
  if (r.entity == NO_ENTITY || r.entity == person) return words;
  return (Party){r.entity, link->span, link->score * r.score, p.kind == PHRASE_PRONOUN ? "pronoun" : "nominal"};
}

static const char* rule_name(Article* a, const RoleNoun* n, const Party* person, const Party* organization) {
  const char* order = person->span.begin >= a->words.items[n->to - 1].span.end ? "title-before-name"
      : "name-before-title";
  const char* who   = !strcmp(person->how, "name") ? "" : person->how;
  const char* where = !*organization->how || !strcmp(organization->how, "name") ||
      !strcmp(organization->how, "words") ? "" : organization->how;
  return arena_printf(a->arena, "role.%s%s%s%s%s", order, *who ? "+" : "", who, *where ? "+" : "", where);
}

void role_add(Article* a, const Role* found) {
  static const float least = 0.4f; // below, more are wrong than right
  if (found->score < least) return;
  Role dated = *found;
  role_dates(a, &dated);
  const Role*  role = &dated;
  Facts*       f    = a->facts;
  const size_t back = f->role_count > 64 ? f->role_count - 64 : 0; // near ones repeat, far ones are stated anew
  for (size_t i = back; i < f->role_count; i++) {
    Role* other = &f->roles[i];
    if (other->person != role->person || other->tenure != role->tenure) continue;
    const Slice one = word_fold(a->arena, other->role), two = word_fold(a->arena, role->role);
    if (!slice_equal(one, two)) continue;
    const bool same = other->organization == role->organization;
    const bool less = role->organization == NO_ENTITY && span_empty(role->organization_span);
    const bool more = other->organization == NO_ENTITY && span_empty(other->organization_span);
    const char *from = other->from ? other->from : role->from, *to = other->to ? other->to : role->to;
    if (same && role->score > other->score && more == less) *other = *role;
    if (same) other->from = from, other->to = to;
    if (same || less) return;
    if (more) {
      *other = *role;
      return;
    }
  }
  *arena_push(a->arena, f->roles, f->role_count, a->role_cap) = *role;
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

static uint32_t sentence_of(const Article* a, Span span) {
  const size_t w = words_at(&a->words, span.begin);
  return w < a->words.n ? a->words.items[w].sentence : 0;
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

/* Whether the link can be the holder; else it may be whom the role is held for. */
static bool holds(const Article* a, const Party* who, const RoleNoun* noun) {
  const bool own = noun->from && span_overlaps(who->span, a->words.items[noun->from - 1].span);
  if (own && lookup_is(a->lex.pronouns, a->words.items[noun->from - 1].folded, 4, "possessive")) return false;
  if (strcmp(who->how, "name")) return true;
  if (sentence_of(a, who->span) != a->words.items[noun->from].sentence) return false;
  if (possessor(a, who, noun) || met_only(a, who, noun) || its_owner(a, who, noun)) return false;
  return who->span.begin < noun->span.end || !behind_preposition(a, who->span.begin, noun->span.end);
}

/* Another role noun stands between the organization in front and this one: it is that one's. */
static bool taken(const Article* a, size_t role, const RoleNoun* noun, const Party* organization) {
  if (organization->span.end > noun->span.begin || !role) return false;
  const Span before = a->reading->roles[role - 1].span;
  return before.begin >= organization->span.end && before.end <= noun->span.begin;
}

static bool is_party_adjective(const Article* a, const Party* organization) {
  if (!strcmp(organization->how, "adjective")) return adjective_in(a, organization->span, true) >= 0;
  const size_t at = names_at(a, organization->span.begin);
  return at < a->name_count && a->names[at].adjective &&
      a->facts->entities[a->names[at].entity].type == NAME_ORGANIZATION &&
         span_overlaps(a->names[at].span, organization->span);
}

/* The organization whose name stands right before the noun: "US Ambassador", "Tesla chief executive". */
static Party name_in_front(const Article* a, const RoleNoun* noun, const Party* person) {
  int name = noun->name;
  if (name < 0 && noun->from && a->words.items[noun->from - 1].sentence == a->words.items[noun->from].sentence)
    name = name_of_word(a, noun->from - 1);
  if (name < 0 || a->names[name].entity == person->entity) return NOBODY;
  return (Party){a->names[name].entity, a->names[name].span, 0.8f, "name"};
}

/* "Israeli prime minister Benjamin Netanyahu and energy minister Yuval Steinitz": the country of the one before. */
static Party shared_country(const Article* a, const RoleNoun* noun) {
  if (noun->from < 2 || !a->facts->role_count) return NOBODY;
  for (size_t w = noun->from; w < noun->to; w++) // heads of state meet those of other countries
    if (lookup_is(a->lex.roles, a->words.items[w].folded, 4, "head")) return NOBODY;
  if (!lookup_is(a->lex.function_words, a->words.items[noun->from - 1].folded, 1, "conjunction")) return NOBODY;
  const Role* before = &a->facts->roles[a->facts->role_count - 1];
  if (before->organization == NO_ENTITY || before->person_span.end != a->words.items[noun->from - 2].span.end)
    return NOBODY;
  if (before->role_span.end > before->person_span.begin || a->facts->entities[before->organization].type != NAME_PLACE)
    return NOBODY;
  return (Party){before->organization, before->organization_span, 0.7f, "shared"};
}

/* "Dutch Prime Minister": the country of an adjective that touches the noun. */
static Party country_in_front(Article* a, const RoleNoun* noun) {
  int adjective = noun->adjective;
  if (adjective < 0 && noun->from && a->words.items[noun->from - 1].sentence == a->words.items[noun->from].sentence)
    adjective = adjective_ending(a, noun->from - 1, false);
  if (adjective < 0) return NOBODY;
  const int country = adjective_entity(a, adjective);
  return country == NO_ENTITY ? NOBODY : (Party){country, a->adjectives[adjective].span, 0.8f, "adjective"};
}

static Party organization_of(Article* a, size_t index, const RoleNoun* noun, const Party* person, const Party* owner) {
  const RoleMention* m     = &a->reading->roles[index];
  const Party        front = name_in_front(a, noun, person);
  Party              found = NOBODY;
  if (m->organization.n) found = organization_of_link(a, &m->organization.items[0], person->entity);
  const bool near = sentence_of(a, found.span) == a->words.items[noun->from].sentence;
  if (found.entity != NO_ENTITY && (taken(a, index, noun, &found) || !near)) found = NOBODY;
  const size_t w = words_at(&a->words, found.span.begin);
  if (found.entity != NO_ENTITY && front.entity != NO_ENTITY && w && w < a->words.n &&
      found.span.begin >= noun->span.end &&
      lookup_is(a->lex.function_words, a->words.items[w - 1].folded, 3, "toward"))
    found = front; // "US Ambassador to Germany"
  if (found.entity == NO_ENTITY) found = front;
  if (found.entity == NO_ENTITY && owner->entity != NO_ENTITY && owner->entity != person->entity) found = *owner;
  if (found.entity == NO_ENTITY && noun->party >= 0) {
    const int party = adjective_entity(a, noun->party);
    if (party != NO_ENTITY) found = (Party){party, a->adjectives[noun->party].span, 0.8f, "adjective"};
  }
  if (found.entity == NO_ENTITY) found = country_in_front(a, noun);
  return found.entity == NO_ENTITY ? shared_country(a, noun) : found;
}

/* "Italian artist": where somebody comes from, no post held for the country. */
static bool is_nationality(const Article* a, const RoleNoun* noun, const Party* organization) {
  if (organization->entity == NO_ENTITY || organization->span.begin > noun->span.begin) return false;
  if (a->facts->entities[organization->entity].type != NAME_PLACE || !a->info[organization->entity].canonical.len)
    return false;
  const char* kind = lookup(a->lex.roles, a->words.items[noun->to - 1].folded, 4);
  return kind && (!strcmp(kind, "occupation") || !strcmp(kind, "work"));
}

static void add_one(Article* a, size_t index, const RoleNoun* noun, const Party* person, const Party* owner,
                    bool further) {
  const RoleMention* m            = &a->reading->roles[index];
  Party              organization = organization_of(a, index, noun, person, owner);
  const Slice        head         = a->words.items[noun->to - 1].folded;
  const float        score        = m->score * person->score;
  if (is_party_adjective(a, &organization) && !lookup(a->lex.party_roles, head, 1)) {
    affiliation_add(a, person->entity, person->span, organization.entity, organization.span, TENURE_CURRENT,
                    "affiliation.party-adjective",
                    score * organization.score);
    organization = NOBODY;
  }
  if (is_nationality(a, noun, &organization)) organization = NOBODY;
  if (further && organization.span.begin >= noun->span.end && organization.span.end <= person->span.begin)
    organization = NOBODY; // "Sens. Cruz of Texas and Rubio": Texas is Cruz's
  const int party = party_in_front(a, noun->from);
  const int body  = party >= 0 ? adjective_entity(a, party) : NO_ENTITY;
  if (body != NO_ENTITY && body != organization.entity) {
    if (organization.entity == NO_ENTITY && party_gives(a, noun->from, noun->to))
      organization = (Party){body, a->adjectives[party].span, 0.9f, "adjective"};
    else
      affiliation_add(a, person->entity, person->span, body, a->adjectives[party].span, TENURE_CURRENT,
                      "affiliation.party-adjective", score);
  }
  Role role = {.person = person->entity, .person_span = person->span, .role = text_slice(a->text, noun->span),
               .role_span = noun->span,
               .organization = organization.entity, .organization_span = organization.span, .tenure = noun->tenure};
  role.rule  = rule_name(a, noun, person, &organization);
  role.score = score * (organization.score > 0 ? organization.score : 1);
  role_add(a, &role);
}

/* "Chief" and "Justice", "Treasury" and "spokesman" with nothing but a space between them are one noun, tagged as two;
 * "Chairman" and "Rep." are two. */
static bool goes_on(const Article* a, const RoleMention* m, const RoleMention* next) {
  const size_t w = words_at(&a->words, m->span.begin);
  if (next->span.begin != m->span.end + 1 || w + 1 >= a->words.n || a->words.items[w + 1].opens) return false;
  if (a->words.items[w].span.end != m->span.end) return false; // a part that cannot stand alone is one word
  const Slice part = a->words.items[w].folded;
  return lookup(a->lex.role_parts, part, 1) || !(lookup(a->lex.roles, part, 1) || lookup(a->lex.honorifics, part, 1) || lookup(a->lex.tenure, part, 1));
}

static void join_neighbours(Article* a) {
  Reading* joined = arena_alloc(a->arena, sizeof *joined);
  *joined         = *a->reading;
  joined->roles   = arena_array(a->arena, RoleMention, a->reading->role_count);
  size_t n        = 0;
  for (size_t i = 0; i < a->reading->role_count; i++) {
    const RoleMention* m = &a->reading->roles[i];
    if (n && goes_on(a, &joined->roles[n - 1], m)) {
      RoleMention* before = &joined->roles[n - 1];
      before->span        = span_join(before->span, m->span);
      before->score       = before->score < m->score ? before->score : m->score;
      if (!before->organization.n) before->organization = m->organization;
    } else {
      joined->roles[n++] = *m;
    }
  }
  joined->role_count = n;
  a->reading         = joined;
}

enum { PEOPLE = 8 };

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

static void read_role(Article* a, size_t index) {
  const RoleMention* m = &a->reading->roles[index];
  RoleNoun           noun;
  if (!role_noun_cut(a, m, &noun)) return;
  Party  people[PEOPLE], owner = NOBODY;
  size_t n = 0;
  const bool plural = lookup_is(a->lex.roles, a->words.items[noun.to - 1].folded, 2, "pl");
  if (plural) n = people_of(a, m, people);
  for (size_t k = 0; k < m->person.n && n < PEOPLE && (!plural || !n); k++) {
    const Party person = person_of_link(a, &m->person.items[k], &noun);
    bool        again  = person.entity == NO_ENTITY;
    for (size_t j = 0; j < n; j++) again |= people[j].entity == person.entity;
    if (again) continue;
    if (holds(a, &person, &noun))
      people[n++] = person;
    else if (sentence_of(a, person.span) == a->words.items[noun.from].sentence)
      owner = person;
  }
  if (!n && !m->person.n) {
    people[0] = person_behind(a, noun.to);
    n         = people[0].entity != NO_ENTITY;
  }
  for (size_t k = 0; k < n && (!k || plural); k++)
    add_one(a, index, &noun, &people[k], &owner, k > 0);
}

void roles_find(Article* a) {
  titles_find(a);
  join_neighbours(a);
  for (size_t i = 0; i < a->reading->role_count; i++) read_role(a, i);
}
