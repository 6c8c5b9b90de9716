/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The scale: names set where it starts, roles, places and company move it.
 *
 *                     same role  same place  company  nothing told  other roles  other walk of life  same office elsewhere
 *   same name            .97        .92        .90        .90 (.60)  .85 (.60)      .50 (.40)            .30
 *   middle name          .95        .88        .85        .82 (.60)  .65            .40                  apart
 *   nickname             .92        .86        .82        .60        .40            apart                apart
 *   initial, spelling    .85        .81        .60        .40        apart          apart                apart
 *   Sr or Jr             .60        .50        .50        .40        .30            apart                apart
 *
 * Who has one Wikidata id is one as by the same role, whatever else is told; who has two is two. In brackets: names that many share (data/common-surnames.tsv). From .80 on two are one, from .25 on a human is asked.
 * The figures were set by reading, so that every row and column falls; tests hold pairs on either side. */
#include "identity/weigh.h"

#include "base/table.h"

#include <string.h>

typedef enum { TIE_ROLE, TIE_PLACE, TIE_CONTEXT, TIE_NOTHING, TIE_OTHER, TIE_LIFE, TIE_OFFICE, TIES } Tie;

static const struct {
  float scores[TIES], common[TIES];
} scale[] = {
    [NAMES_EQUAL]      = {{.97F, .92F, .90F, .90F, .85F, .50F, .30F}, {.97F, .92F, .90F, .60F, .60F, .40F, .30F}},
    [NAMES_MIDDLE]     = {{.95F, .88F, .85F, .82F, .65F, .40F, .20F}, {.95F, .88F, .85F, .60F, .60F, .30F, .20F}},
    [NAMES_NICKNAME]   = {{.92F, .86F, .82F, .60F, .40F, .20F, .10F}, {.92F, .82F, .75F, .50F, .30F, .20F, .10F}},
    [NAMES_SPELLING]   = {{.85F, .81F, .60F, .40F, .20F, .10F, .10F}, {.85F, .60F, .50F, .30F, .20F, .10F, .10F}},
    [NAMES_INITIAL]    = {{.85F, .81F, .60F, .40F, .20F, .10F, .10F}, {.85F, .60F, .50F, .30F, .20F, .10F, .10F}},
    [NAMES_GENERATION] = {{.60F, .50F, .50F, .40F, .30F, .20F, .10F}, {.60F, .50F, .50F, .40F, .30F, .20F, .10F}},
    [NAMES_APART]      = {{0}, {0}},
};

static const Reason tie_reasons[TIES] = {REASON_ROLE, REASON_PLACE, REASON_CONTEXT, REASON_LITTLE, REASON_COMMON, REASON_LIFE, REASON_OFFICE};

uint32_t context_hash(Slice what, bool place) {
  uint32_t hash = 2166136261u; // FNV-1a
  for (size_t i = 0; i < what.len; i++) hash = (hash ^ (unsigned char)what.ptr[i]) * 16777619u;
  return (hash & ~(uint32_t)CONTEXT_PLACE) | (place ? CONTEXT_PLACE : 0);
}

/// Of "army-chief", or of where a "chief" is one: "oslev-football-club".
static const char* const* sphere_of(Slice words) {
  while (words.len) {
    const Slice        word = slice_cut(&words, '-');
    const char* const* row  = table_find(table_get("spheres"), word);
    if (row) return row;
  }
  return NULL;
}

static Facet take_apart(Slice facet) {
  Facet       f    = {.where = {"", 0}};
  const char* at   = facet.len ? memchr(facet.ptr, '@', facet.len) : NULL;
  const Slice role = {facet.ptr, at ? (size_t)(at - facet.ptr) : facet.len};
  const char* last = role.len ? memrchr(role.ptr, '-', role.len) : NULL;
  if (at) f.where = (Slice){at + 1, facet.len - role.len - 1};
  f.head = last ? (Slice){last + 1, role.len - (size_t)(last + 1 - role.ptr)} : role;
  f.hash = context_hash(f.where, f.where.len && *f.where.ptr != 'o' && *f.where.ptr != 'p');
  const char* const* row = table_find(table_get("spheres"), f.head);
  if (row) f.office = !strcmp(row[2], "tied");
  if (!row) row = sphere_of(role);
  if (!row && f.where.len > 2 && *f.where.ptr == 'o') row = sphere_of((Slice){f.where.ptr + 2, f.where.len - 2});
  if (row) f.sphere = row[1];
  return f;
}

void profile_prepare(Arena* arena, Profile* p) {
  if (p->type != NAME_PERSON) {
    Slice country;
    p->key     = organization_key(arena, p->slug);
    p->generic = !p->place && organization_is_generic(p->key);
    if (!p->place && !p->generic) {
      p->key     = organization_base(arena, p->key, &country);
      p->generic = country.len;
    }
    return;
  }
  person_name(arena, p->slug, &p->name);
  p->common    = person_name_is_common(&p->name);
  p->vague     = person_is_vague(&p->name);
  Facet* roles = arena_array(arena, Facet, p->facet_count + 1);
  p->known     = (Slice){"", 0};
  for (size_t i = 0; i < p->facet_count; i++) {
    const Slice facet = p->facets[i];
    if (facet.len && *facet.ptr == FACET_KNOWN) p->known = facet;
    else roles[i] = take_apart(facet);
  }
  p->roles = roles;
}

size_t context_shared(const uint32_t* a, size_t n, const uint32_t* b, size_t m, bool places) {
  size_t shared = 0;
  for (size_t i = 0, k = 0; i < n && k < m;) {
    if (a[i] == b[k]) shared += places || !(a[i] & CONTEXT_PLACE), i++, k++;
    else if (a[i] < b[k]) i++;
    else k++;
  }
  return shared;
}

typedef struct {
  bool role, place, office, life_same, life_told, other_life_told, told, other_told;
} Ties;

static bool in_context(const Profile* p, uint32_t hash) {
  size_t low = 0, high = p->context_count;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (p->context[middle] < hash) low = middle + 1;
    else high = middle;
  }
  return low < p->context_count && p->context[low] == hash;
}

static void tie_facets(const Profile* p, size_t i, const Profile* q, size_t k, Ties* ties) {
  const Facet *a = &p->roles[i], *b = &q->roles[k];
  if (!a->head.ptr || !b->head.ptr) return; // an id
  const bool   same_place = a->where.len && slice_equal(a->where, b->where), same_head = slice_equal(a->head, b->head);
  ties->place |= same_place;
  ties->role |= same_place && (same_head || slice_equal(p->facets[i], q->facets[k]));
  // "the minister John Smith", in an article that names the country of which another calls him minister
  if (same_head && a->head.len && !a->where.len != !b->where.len) ties->place |= a->where.len ? in_context(q, a->hash) : in_context(p, b->hash);
  if (!same_place && a->where.len > 2 && b->where.len > 2 && a->where.ptr[0] == b->where.ptr[0] && a->where.ptr[0] != 'o' && same_head && a->office)
    ties->office = true;
  ties->life_told |= a->sphere != NULL;
  ties->other_life_told |= b->sphere != NULL;
  ties->life_same |= a->sphere && b->sphere && !strcmp(a->sphere, b->sphere);
}

static Tie tie(const Profile* p, const Profile* const* group, size_t n) {
  Ties   ties   = {.told = p->facet_count};
  size_t shared = 0;
  bool   vague  = p->vague;
  for (size_t i = 0; i < n; i++) {
    const Profile* q = group[i];
    vague |= q->vague;
    ties.other_told |= q->facet_count > 0;
    for (size_t k = 0; k < p->facet_count; k++)
      for (size_t m = 0; m < q->facet_count; m++) tie_facets(p, k, q, m, &ties);
    const size_t both = context_shared(p->context, p->context_count, q->context, q->context_count, false);
    if (both > shared) shared = both;
  }
  if (ties.role) return TIE_ROLE;
  if (ties.office) return TIE_OFFICE;
  const bool other_life = ties.life_told && ties.other_life_told && !ties.life_same;
  if (ties.place && !(vague && other_life)) return TIE_PLACE; // "C. Phelan", a judge and a treasurer of one county
  if (shared > 1) return TIE_CONTEXT;
  if (!ties.told || !ties.other_told) return TIE_NOTHING;
  return other_life ? TIE_LIFE : TIE_OTHER;
}

static Weight weigh_person(const Profile* p, const Profile* const* group, size_t n) {
  NameRelation nearest = NAMES_APART;
  for (size_t i = 0; i < n; i++) {
    const NameRelation relation = person_compare(&p->name, &group[i]->name);
    if (relation == NAMES_APART) return (Weight){0, REASON_NAMES};
    if (relation > nearest) nearest = relation;
  }
  bool same = false;
  for (size_t i = 0; i < n; i++) {
    if (!p->known.len || !group[i]->known.len) continue;
    if (!slice_equal(p->known, group[i]->known)) return (Weight){0, REASON_KNOWN};
    same = true;
  }
  if (same) return (Weight){scale[NAMES_EQUAL].scores[TIE_ROLE], REASON_KNOWN};
  const Tie    how    = tie(p, group, n);
  const bool   common = p->common;
  const float  score  = common ? scale[nearest].common[how] : scale[nearest].scores[how];
  const Reason reason = nearest == NAMES_GENERATION      ? REASON_GENERATION
                        : how == TIE_OTHER && !common    ? (score >= SURE ? REASON_SAME_NAME : REASON_LITTLE)
                        : how == TIE_NOTHING && score >= SURE ? REASON_SAME_NAME
                                                         : tie_reasons[how];
  return (Weight){score, reason};
}

/// Of a generic organization; empty where its articles name none, or several.
static Slice country_facet(const Profile* p) {
  for (size_t i = 0; i < p->facet_count; i++)
    if (p->facets[i].len > 2 && !memcmp(p->facets[i].ptr, "c:", 2)) return p->facets[i];
  return SLICE("");
}

static bool gives(const Profile* p, Slice letters) {
  for (size_t i = 0; i < p->facet_count; i++)
    if (slice_equal(p->facets[i], letters)) return true;
  return false;
}

/// "plc" or nothing of one name; words such as "group" say nothing; "inc" of the other: two companies may differ in that alone.
static Slice designator(const Profile* p) {
  const size_t n = p->slug.len > p->key.len ? p->key.len : p->slug.len;
  const char*  last = memrchr(p->slug.ptr, '-', p->slug.len);
  if (!last || n == p->slug.len) return (Slice){"", 0};
  const Slice        word = {last + 1, p->slug.len - (size_t)(last + 1 - p->slug.ptr)};
  const char* const* row  = table_find(table_get("designators"), word);
  return row && !strcmp(row[2], "legal") ? word : (Slice){"", 0};
}

static Weight weigh_organization(const Profile* p, const Profile* const* group, size_t n) {
  Weight best = {0, REASON_NAMES};
  for (size_t i = 0; i < n; i++) {
    const Profile* q = group[i];
    if (p->place || q->place) {
      if (!slice_equal(p->slug, q->slug)) return (Weight){0, REASON_NAMES};
      best = (Weight){1, REASON_SAME_NAME};
    } else if (slice_equal(p->key, q->key) && p->generic) {
      const Slice a = country_facet(p), b = country_facet(q);
      if (!a.len || !b.len) return (Weight){.5F, REASON_LITTLE};
      if (!slice_equal(a, b)) return (Weight){0, REASON_COUNTRY};
      best = (Weight){.95F, REASON_SAME_NAME};
    } else if (slice_equal(p->key, q->key)) {
      const Slice a = designator(p), b = designator(q);
      if (a.len && b.len && !slice_equal(a, b)) return (Weight){.6F, REASON_LITTLE};
      if (best.score < 1) best = (Weight){.95F, REASON_SAME_NAME};
    } else if (best.score < SURE && ((p->acronym && gives(q, p->key)) || (q->acronym && gives(p, q->key)))) {
      best = (Weight){.9F, REASON_LETTERS};
    } else if (!p->acronym && !q->acronym) {
      return (Weight){0, REASON_NAMES}; // two names in full that share their letters
    }
  }
  return best;
}

Weight weigh(const Profile* profile, const Profile* const* group, size_t n) {
  return profile->type == NAME_PERSON ? weigh_person(profile, group, n) : weigh_organization(profile, group, n);
}

const char* reason_words(Reason reason) {
  static const char* const words[REASONS] = {
      [REASON_NAMES]      = "their names contradict each other",
      [REASON_OFFICE]     = "they hold the same office in two places",
      [REASON_LIFE]       = "they are known for different walks of life, and nothing connects them",
      [REASON_GENERATION] = "one is called junior or senior and the other is not",
      [REASON_COMMON]     = "many share this name, and nothing connects them",
      [REASON_LITTLE]     = "their names agree, but little else is known",
      [REASON_SAME_NAME]  = "they have the same name, and nothing speaks against it",
      [REASON_ROLE]       = "they have the same role at the same place",
      [REASON_PLACE]      = "they have roles at the same organization or place",
      [REASON_CONTEXT]    = "their articles name the same people and organizations beside them",
      [REASON_COUNTRY]    = "many countries have one of this name, and their articles name different countries",
      [REASON_KNOWN]      = "tables of what is known tell who each is",
      [REASON_LETTERS]    = "an article gives the letters as short for the name",
      [REASON_TOGETHER]   = "one article names both, as two",
      [REASON_JUDGED]     = "a human has judged so",
  };
  return words[reason];
}
