/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* From the model's name mentions to entities.
 *
 *     mentions  "Mr Brandt's" [Person]  ->  "Brandt"; equal spellings meet, their types are voted on, persons and
 *     organizations are joined by their own rules, and each group becomes an entity with its fullest name first.
 *
 * A mention is cut to the name itself: no article, title, possessive or stray mark, whole words only. */
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

static bool is_title(const Article* a, const Word* w) { return w->capital && lookup(a->lex.honorifics, w->folded, 1); }

static bool is_space(uint32_t c) { return c <= ' ' || c == 0xA0; }

/* Whether `span` lies in an address: what stands between spaces holds "://", an "@" inside or begins with "www.". */
static bool in_address(const Article* a, Span span) {
  enum { LONGEST = 400 };
  uint32_t begin = span.begin, end = span.begin + 1;
  while (begin > 0 && span.begin - begin < LONGEST && !is_space(text_at(a->text, begin - 1))) begin--;
  while (end < a->text->length && end - span.begin < LONGEST && !is_space(text_at(a->text, end))) end++;
  for (uint32_t p = begin; p + 3 < end; p++) {
    const uint32_t c = text_at(a->text, p);
    if (c == ':' && text_at(a->text, p + 1) == '/' && text_at(a->text, p + 2) == '/') return true;
    if (c == '@' && p > begin && text_at(a->text, p - 1) != '(') return true;
    const bool opens = p == begin || text_at(a->text, p - 1) == '(' || text_at(a->text, p - 1) == '<';
    if (opens && c == 'w' && text_at(a->text, p + 1) == 'w' && text_at(a->text, p + 2) == 'w' && text_at(a->text, p + 3) == '.') return true;
  }
  return false;
}

/* "Jo Weil - Analyst": a person's name ends at a dash between spaces. */
static size_t dash_in(const Article* a, size_t from, size_t to) {
  for (size_t w = from + 1; w + 1 < to; w++) {
    const Span     span = a->words.items[w].span;
    const uint32_t c    = text_at(a->text, span.begin);
    if ((c == '-' || c == 0x2013 || c == 0x2014) && is_space(text_at(a->text, span.begin - 1)) &&
        is_space(text_at(a->text, span.end)))
      return w;
  }
  return to;
}

/* "Adam SchiffAdam Bennett Schiff": a person's name ends where the next begins without a space (see words.c). */
static size_t glue_in(const Article* a, size_t from, size_t to) {
  const Word* w = a->words.items;
  for (size_t i = from + 1; i < to; i++)
    if (w[i].letters && w[i].capital && w[i - 1].letters && w[i - 1].span.end == w[i].span.begin) return i;
  return to;
}

/* The words of a mention without what does not belong to the name; false if nothing is left. */
static bool name_words(const Article* a, NameItem* item) {
  size_t from, to;
  words_in(&a->words, item->span, &from, &to);
  const Word* w = a->words.items;
  while (from < to && (!w[from].letters || (to - from > 1 &&
                                            lookup_is(a->lex.determiners, w[from].folded, 1, "definite"))))
    from++;
  if (item->type == NAME_PERSON)
    while (from + 1 < to && is_title(a, &w[from]) && !lookup(a->lex.given, w[from].folded, 1)) {
      from++;
      if (from + 1 < to && !w[from].letters) from++;
    }
  if (item->type == NAME_PERSON) to = glue_in(a, from, dash_in(a, from, to));
  while (to - from > 1 && lookup_is(a->lex.function_words, w[from].folded, 1, "preposition") && !w[from].capital)
    from++;
  // "tank Atlantic Council"
  while (to - from > 1 && item->type != NAME_PERSON && !w[from].capital && w[from + 1].capital) from++;
  while (to - from > 1 && lookup(a->lex.function_words, w[to - 1].folded, 1) && !w[to - 1].capital) to--;
  while (to > from && slice_equal(w[to - 1].folded, SLICE("'s"))) to--;
  while (to > from + 1 && !w[to - 1].letters) {
    const bool dot  = slice_equal(w[to - 1].text, SLICE("."));
    const bool kept = dot && lookup(a->lex.designators, w[to - 2].folded, 1);
    if (kept) break;
    to--;
  }
  if (from >= to || !w[from].letters) return false;
  item->from = from;
  item->to   = to;
  const Span   words = {w[from].span.begin, w[to - 1].span.end};
  const Span   span  = {item->span.begin > words.begin ? item->span.begin : words.begin,
                        item->span.end < words.end ? item->span.end : words.end};
  const Slice  last  = text_slice(a->text, (Span){span.end, words.end});
  const bool   cut   = last.len && last.ptr[0] != '-';
  item->span = (Span){w[from].span.begin < span.begin &&
                      text_at(a->text, span.begin - 1) == '-' ? span.begin : words.begin,
                      cut ? words.end : span.end};
  return !span_empty(item->span);
}

/* The kind that a name's last word tells: "Mahan Air", "Payam International Airport". */
static void type_by_head(const Article* a, NameItem* item) {
  const Word* last = &a->words.items[item->to - 1];
  const char* type = item->to - item->from > 1 && last->capital ? lookup(a->lex.name_heads, last->folded, 1) : NULL;
  if (type) item->type = type[0] == 'p' ? NAME_PLACE : NAME_ORGANIZATION;
}

/* Two names side by side whose last word tells the kind of both are one: "Riverside" + "County". */
static bool joins_before(const Article* a, const NameItem* before, const NameItem* item) {
  if (before->to != item->from || item->span.begin != before->span.end + 1) return false;
  const Word* last = &a->words.items[item->to - 1];
  if (before->type == NAME_PERSON || !last->capital || !lookup(a->lex.name_heads, last->folded, 1)) return false;
  return !lookup(a->lex.places, text_slice(a->text, before->span), 1) &&
      !is_adjective(a, text_slice(a->text, before->span));
}

static void collect(Article* a) {
  const Reading* r = a->reading;
  a->names         = arena_array(a->arena, NameItem, r->name_count + r->cue_count);
  for (size_t i = 0; i < r->name_count; i++) {
    NameItem item = {.span = r->names[i].span, .type = r->names[i].type, .score = r->names[i].score,
                     .entity = NO_ENTITY};
    if (!name_words(a, &item) || in_address(a, item.span)) continue;
    NameItem* before = a->name_count ? &a->names[a->name_count - 1] : NULL;
    if (before && item.span.begin < before->span.end) {
      if (item.score > before->score && item.span.begin <= before->span.begin) *before = item;
      continue;
    }
    if (before && joins_before(a, before, &item)) {
      before->span.end = item.span.end;
      before->to       = item.to;
      type_by_head(a, before);
      known_retype(a, before);
      continue;
    }
    type_by_head(a, &item);
    known_retype(a, &item);
    a->names[a->name_count++] = item;
  }
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
         (!a->words.items[to - 1].letters || lookup_is(a->lex.designators, a->words.items[to - 1].folded, 1, "suffix")))
    to--;
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
    if (at) spelling_join(all, i, *at);
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
  collect(a);
  drop_unsure(a);
  add_unseen(a);
  spell(a, &all);
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
