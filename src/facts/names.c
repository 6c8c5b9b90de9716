/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* From the model's name mentions to entities.
 *
 *     mentions  "Mr Brandt's" [Person]  ->  "Brandt" (extents.c); equal spellings meet, their types are voted on, persons
 *     and organizations are joined by their own rules, and each group becomes an entity with its fullest name first. */
#include "facts/names.h"
#include "facts/known.h"
#include "facts/places.h"

#include "base/map.h"

#include <stdlib.h>
#include <string.h>

size_t spelling_root(Spellings* s, size_t i) {
  while (s->items[i].parent != i) i = s->items[i].parent = s->items[s->items[i].parent].parent;
  return i;
}

void spelling_join(Spellings* s, size_t x, size_t y) {
  x = spelling_root(s, x);
  y = spelling_root(s, y);
  if (x == y) return;
  const Spelling *a = &s->items[x], *b = &s->items[y];
  const bool      keep_x = a->token_count != b->token_count ? a->token_count > b->token_count : a->first <= b->first;
  s->items[keep_x ? y : x].parent = keep_x ? x : y;
}

size_t names_at(const Article* a, uint32_t point) {
  size_t low = 0, high = a->name_count;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (a->names[middle].span.end > point)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

/* Whether a role's noun points to the words as to a person or an organization: the reader is sure on another way. */
static bool pointed_at(const Article* a, const NameItem* item) {
  static const float sure = 0.9f, least = 0.4f;
  if (item->score < least) return false;
  for (size_t i = 0; i < a->reading->role_count; i++) {
    const RoleMention* m = &a->reading->roles[i];
    for (int side = 0; side < 2; side++) {
      const Links* links = side ? &m->organization : &m->person;
      if (links->n && m->score >= sure && links->items[0].score >= sure && links->items[0].span.begin == item->span.begin &&
          links->items[0].span.end == item->span.end)
        return true;
    }
  }
  return false;
}

static bool is_title(const Article* a, const Word* w) { return w->capital && lookup(a->lex.honorifics, w->folded, 1); }

static bool is_part_of_name(const Article* a, size_t word) {
  const Word* w = &a->words.items[word];
  const bool digit = w->text.ptr[0] >= '0' && w->text.ptr[0] <= '9';
  return w->letters && w->capital && !digit && w->text.len > 1 && !lookup(a->lex.determiners, w->folded, 1) &&
      !lookup(a->lex.function_words, w->folded, 1) && !lookup(a->lex.pronouns, w->folded, 1) && !is_title(a, w) &&
      !lookup(a->lex.roles, w->folded, 1) && !is_adjective(a, w->text);
}

static bool is_taken(const Article* a, Span span) {
  const size_t at = names_at(a, span.begin);
  if (at < a->name_count && span_overlaps(a->names[at].span, span)) return true;
  for (size_t i = 0; i < a->reading->role_count && a->reading->roles[i].span.begin < span.end; i++)
    if (span_overlaps(a->reading->roles[i].span, span)) return true;
  return false;
}

/* "according to [Gazeta Prawna]", "the French [Civil Security] service said": who speaks, in capitals, where the reader
 * saw no name. A headline, whose words all have capitals, tells nothing. */
static bool unseen_name(const Article* a, const CueMention* cue, NameItem* item) {
  static const float SURE = 0.7f;
  const Word*        words = a->words.items;
  if (!cue->source.n || cue->source.items[0].score < SURE || cue->score < SURE) return false;
  size_t from, to;
  words_in(&a->words, cue->source.items[0].span, &from, &to);
  while (from < to && !is_part_of_name(a, from)) {
    if (words[from].letters && !lookup(a->lex.determiners, words[from].folded, 1) && !is_adjective(a, words[from].text)) return false;
    from++;
  }
  size_t end = from;
  while (end < to && is_part_of_name(a, end)) end++;
  const size_t behind = end < to && words[end].letters && lookup(a->lex.groups, words[end].folded, 1) ? end + 1 : end;
  if (end < from + 2 || behind < to || (end < a->words.n && words[end].letters && words[end].capital)) return false;
  if (to < a->words.n && words[to].letters && words[to].capital) return false;
  const bool given = lookup(a->lex.given, words[from].folded, 1) && end == from + 2;
  *item = (NameItem){.span = {words[from].span.begin, words[end - 1].span.end}, .score = cue->source.items[0].score,
                     .type = given ? NAME_PERSON : NAME_ORGANIZATION, .from = from, .to = end, .entity = NO_ENTITY};
  return !is_taken(a, item->span);
}

static int by_begin(const void* x, const void* y) {
  const NameItem *a = x, *b = y;
  return (a->span.begin > b->span.begin) - (a->span.begin < b->span.begin);
}

static void add_unseen(Article* a) {
  const Reading* r     = a->reading;
  const size_t   known = a->name_count;
  size_t         n     = known;
  NameItem       item;
  for (size_t i = 0; i < r->cue_count; i++)
    if (unseen_name(a, &r->cues[i], &item) && (n == known || a->names[n - 1].span.end <= item.span.begin)) a->names[n++] = item;
  a->name_count = n;
  if (n > known) qsort(a->names, n, sizeof *a->names, by_begin);
}

/* A name that stands for itself: sure enough and with a capital. */
static bool stands_alone(const Article* a, const NameItem* item) {
  static const float sure = 0.55f; // below, more mentions are wrong than right
  if (item->score < sure && !pointed_at(a, item)) return false;
  for (size_t w = item->from; w < item->to; w++)
    if (a->words.items[w].capital) return true;
  return false;
}

/* Others count only beside the same name that does ("emergencies ministry" beside "Emergencies Ministry"). */
static void drop_unsure(Article* a) {
  Map    known = {0};
  size_t n     = 0;
  for (size_t i = 0; i < a->name_count; i++)
    if (stands_alone(a, &a->names[i])) map_at(&known, word_fold(a->arena, text_slice(a->text, a->names[i].span)), 1);
  for (size_t i = 0; i < a->name_count; i++)
    if (stands_alone(a, &a->names[i]) || map_find(&known, word_fold(a->arena, text_slice(a->text, a->names[i].span))))
      a->names[n++] = a->names[i];
  a->name_count = n;
  map_free(&known);
}

/* A name that is told surely in full, or twice, is meant wherever it stands: index of the surest mention + 1, by its text. */
static Map sure_names(const Article* a) {
  static const float SURE = 0.9f;
  enum { SHORTEST = 3 };
  Map once = {0}, sure = {0};
  for (size_t i = 0; i < a->name_count; i++) {
    const NameItem* item = &a->names[i];
    const Slice     text = text_slice(a->text, item->span);
    if (item->score < SURE || text.len < SHORTEST || !a->words.items[item->from].capital || is_adjective(a, text)) continue;
    const bool again = map_find(&once, text) != NULL;
    map_at(&once, text, i);
    if (again || item->to - item->from > 1) map_at(&sure, text, i + 1);
  }
  map_free(&once);
  return sure;
}

/* The words [from, to) stand by themselves, no part of a longer name and no model's number ("a Kestrel 737"). */
static bool is_free(const Article* a, size_t from, size_t to) {
  const Word *before = from ? &a->words.items[from - 1] : NULL, *behind = to < a->words.n ? &a->words.items[to] : NULL;
  if (behind && behind->letters && behind->capital && behind->sentence == a->words.items[from].sentence) return false;
  if (before && before->letters && before->capital && !before->opens && !is_title(a, before)) return false;
  return !is_taken(a, (Span){a->words.items[from].span.begin, a->words.items[to - 1].span.end});
}

/* Names that the reader saw elsewhere in the article: "a Kestrel app", where it is told of Kestrel. */
static void add_repeated(Article* a) {
  enum { LONGEST = 4 };
  Map       sure = sure_names(a);
  NameItem* more = NULL;
  size_t    n = 0, cap = 0;
  for (size_t w = 0; w < a->words.n && sure.n; w++) {
    if (!a->words.items[w].capital || !a->words.items[w].letters) continue;
    for (size_t to = w + LONGEST < a->words.n ? w + LONGEST : a->words.n; to > w; to--) {
      const Span      span = {a->words.items[w].span.begin, a->words.items[to - 1].span.end};
      const uint64_t* at   = map_find(&sure, text_slice(a->text, span));
      if (!at || !is_free(a, w, to)) continue;
      NameItem item = a->names[*at - 1];
      item.span = span, item.from = w, item.to = to;
      *arena_push(a->arena, more, n, cap) = item;
      w = to - 1;
      break;
    }
  }
  map_free(&sure);
  if (!n) return;
  NameItem* all = arena_array(a->arena, NameItem, a->name_count + n);
  memcpy(all, a->names, a->name_count * sizeof *all);
  memcpy(all + a->name_count, more, n * sizeof *all);
  a->names = all;
  a->name_count += n;
  qsort(all, a->name_count, sizeof *all, by_begin);
}

static Gender title_gender(const Article* a, size_t word) {
  if (word && slice_equal(a->words.items[word - 1].text, SLICE("."))) word--;
  if (!word) return GENDER_UNKNOWN;
  const char* g = lookup(a->lex.honorifics, a->words.items[word - 1].folded, 1);
  return !g || !a->words.items[word - 1].capital ? GENDER_UNKNOWN : *g == 'm' ? GENDER_MALE : *g == 'f' ? GENDER_FEMALE
      : GENDER_UNKNOWN;
}

static void spell_tokens(Article* a, Spelling* s, const NameItem* item) {
  size_t from = item->from, to = item->to;
  s->tokens = arena_array(a->arena, Slice, to - from);
  while (item->type == NAME_PERSON && to > from + 1 &&
         (!a->words.items[to - 1].letters || lookup_is(a->lex.designators, a->words.items[to - 1].folded, 1, "suffix"))) {
    const char* generation = lookup(a->lex.generations, a->words.items[--to].folded, 1);
    if (generation) s->generation = generation[0] - '0';
  }
  for (size_t w = from; w < to; w++) {
    const Word* word = &a->words.items[w];
    if (!word->letters || slice_equal(word->folded, SLICE("'s"))) continue;
    Slice token = word->folded;
    if (w + 1 == item->to && word->span.end > item->span.end)
      token = word_fold(a->arena, text_slice(a->text, (Span){word->span.begin, item->span.end}));
    s->tokens[s->token_count++] = token;
  }
}

/* All spellings, each once; a person's spelling is another one than the same letters elsewhere. */
static void spell(Article* a, Spellings* all) {
  Map seen = {0};
  for (size_t i = 0; i < a->name_count; i++) {
    NameItem*   item = &a->names[i];
    const Slice text = text_slice(a->text, item->span);
    const Slice fold = word_fold(a->arena, text);
    const char* key  = arena_printf(a->arena, "%d %.*s", item->type == NAME_PERSON, SLICE_ARG(fold));
    uint64_t*   at   = map_at(&seen, slice(key), all->n);
    if (*at == all->n) {
      Spelling* s = arena_push(a->arena, all->items, all->n, all->cap);
      *s          = (Spelling){.key = fold, .text = text, .first = i, .parent = all->n - 1,
                               .person = item->type == NAME_PERSON};
      s->adjective = !s->person && is_adjective(a, text);
      spell_tokens(a, s, item);
    }
    item->surface = *at;
    Spelling* s   = &all->items[*at];
    s->votes[item->type] += item->score;
    s->count++;
    s->founded |= !s->person && name_is_founded(a, item);
    const Gender g = item->type == NAME_PERSON ? title_gender(a, item->from) : GENDER_UNKNOWN;
    if (g && !s->gender) s->gender = g;
  }
  map_free(&seen);
  for (size_t i = 0; i < all->n; i++) {
    Spelling* s = &all->items[i];
    s->type     = s->person ? NAME_PERSON : s->votes[NAME_PLACE] > s->votes[NAME_ORGANIZATION] ? NAME_PLACE
        : NAME_ORGANIZATION;
  }
}

/* A person and what is called so: one has founded the other, or the reader is sure of both. */
static bool named_alike(const Article* a, const Spelling* person, const Spelling* other) {
  static const float sure = 0.95f;
  if (person->token_count < 2 || other->type != NAME_ORGANIZATION) return false;
  if (other->founded) return true;
  return lookup(a->lex.given, person->tokens[0], 1) && person->votes[NAME_PERSON] >= sure * (float)person->count &&
         other->votes[NAME_ORGANIZATION] >= sure * (float)other->count;
}

/* The same letters tagged person here and something else there are one node, if the person's are no part of a full
 * name. */
static void settle_kinds(Article* a, Spellings* all) {
  Map     other = {0};
  size_t* size  = arena_array(a->arena, size_t, all->n);
  for (size_t i = 0; i < all->n; i++) {
    size[spelling_root(all, i)]++;
    if (!all->items[i].person) *map_at(&other, all->items[i].key, i) = i;
  }
  for (size_t i = 0; i < all->n; i++) {
    const Spelling* s = &all->items[i];
    const uint64_t* at = s->person && size[spelling_root(all, i)] == 1 ? map_find(&other, s->key) : NULL;
    if (at && !named_alike(a, s, &all->items[*at])) spelling_join(all, i, *at);
  }
  map_free(&other);
}

static int compare_fullness(const void* x, const void* y) {
  const Spelling *a = *(const Spelling* const*)x, *b = *(const Spelling* const*)y;
  if (a->token_count != b->token_count) return a->token_count > b->token_count ? -1 : 1;
  if (a->text.len != b->text.len) return a->text.len > b->text.len ? -1 : 1;
  return a->first < b->first ? -1 : a->first > b->first;
}

/* The names of an entity, fullest first, each text once. */
static void name_entity(Article* a, Spellings* all, const size_t* members, size_t n, int entity) {
  const Spelling** by = arena_array(a->arena, const Spelling*, n);
  for (size_t i = 0; i < n; i++) by[i] = &all->items[members[i]];
  qsort(by, n, sizeof *by, compare_fullness);
  Entity* e     = &a->facts->entities[entity];
  e->names      = arena_array(a->arena, Slice, n + 1);
  e->name_count = 0;
  for (size_t i = 0; i < n; i++) {
    bool again = false;
    for (size_t k = 0; k < e->name_count && k < 64; k++) again |= slice_equal(e->names[k], by[i]->text);
    if (!again && !by[i]->adjective) e->names[e->name_count++] = by[i]->text;
  }
  if (!e->name_count) e->names[e->name_count++] = a->info[entity].canonical;
  e->name = e->names[0];
  e->full = e->type != NAME_PERSON || by[0]->token_count > 1;
}

static NameType vote(const Spellings* all, const size_t* members, size_t n) {
  float votes[3] = {0};
  for (size_t i = 0; i < n; i++)
    for (int t = 0; t < 3; t++) votes[t] += all->items[members[i]].votes[t];
  NameType best = NAME_PERSON;
  for (int t = 1; t < 3; t++)
    if (votes[t] > votes[best]) best = (NameType)t;
  return best;
}

static Gender given_gender(const Article* a, const Spelling* s) {
  if (s->gender) return s->gender;
  if (s->token_count < 2) return GENDER_UNKNOWN;
  const char* g = lookup(a->lex.given, s->tokens[0], 1);
  return !g ? GENDER_UNKNOWN : *g == 'm' ? GENDER_MALE : GENDER_FEMALE;
}

/* One entity per root, numbered by first mention. */
static void make_entities(Article* a, Spellings* all) {
  int*    of      = arena_array(a->arena, int, all->n);
  size_t* next    = arena_array(a->arena, size_t, all->n); // members of a root as a chain, in order
  size_t* last    = arena_array(a->arena, size_t, all->n);
  size_t* size    = arena_array(a->arena, size_t, all->n);
  size_t* members = arena_array(a->arena, size_t, all->n);
  for (size_t i = 0; i < all->n; i++) {
    const size_t root = spelling_root(all, i);
    next[i]           = all->n;
    if (size[root]++) next[last[root]] = i;
    last[root] = i;
    of[i]      = NO_ENTITY;
  }
  size_t* head = arena_array(a->arena, size_t, all->n);
  for (size_t i = all->n; i-- > 0;) head[spelling_root(all, i)] = i;
  for (size_t i = 0; i < a->name_count; i++) {
    const size_t root = spelling_root(all, a->names[i].surface);
    if (of[root] == NO_ENTITY) {
      size_t n = 0;
      for (size_t k = head[root]; k < all->n; k = next[k]) members[n++] = k;
      const NameType type = vote(all, members, n);
      of[root]            = entity_add(a, type, all->items[root].text, (Slice){0});
      EntityInfo* info = &a->info[of[root]];
      for (size_t k = 0; k < n; k++) {
        const Spelling* s = &all->items[members[k]];
        if (!info->gender && type == NAME_PERSON) info->gender = given_gender(a, s);
        if (!info->canonical.len && type != NAME_PERSON) info->canonical = canonical_name(a, s->text, s->type);
      }
      name_entity(a, all, members, n, of[root]);
      if (info->canonical.len) *map_at(&a->canonicals, info->canonical, 0) = (uint64_t)of[root];
    }
    NameItem* item = &a->names[i];
    item->entity    = of[root];
    item->adjective = all->items[item->surface].adjective;
    mention_add(a, item->span, item->entity, MENTION_NAME, item->adjective, item->score);
  }
}

/* "the Turpins" beside "David Turpin". */
static void find_families(Article* a) {
  const Facts* f    = a->facts;
  Map          last = {0};
  for (size_t i = 0; i < f->entity_count; i++) {
    const Slice name = f->entities[i].name;
    size_t      at   = name.len;
    while (at > 0 && name.ptr[at - 1] != ' ') at--;
    if (f->entities[i].type == NAME_PERSON && at > 0) map_at(&last, (Slice){name.ptr + at, name.len - at}, i);
  }
  for (size_t i = 0; i < f->entity_count; i++) {
    const Slice name = f->entities[i].name;
    if (f->entities[i].type == NAME_PERSON && name.len > 2 && name.ptr[name.len - 1] == 's')
      a->info[i].family = map_find(&last, (Slice){name.ptr, name.len - 1}) != NULL;
  }
  map_free(&last);
}

void names_find(Article* a) {
  Spellings all = {0};
  names_collect(a);
  drop_unsure(a);
  add_unseen(a);
  add_repeated(a);
  spell(a, &all);
  kin_apart(a, &all);
  persons_group(a, &all);
  organizations_group(a, &all);
  settle_kinds(a, &all);
  make_entities(a, &all);
  known_expand(a);
  find_families(a);
  for (size_t i = 0; i < a->name_count; i++) {
    EntityInfo* info = &a->info[a->names[i].entity];
    *arena_push(a->arena, info->items, info->item_count, info->item_cap) = i;
  }
}
