/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* One pass over the profiles, each held against the groups that stand already.
 *
 *   2031-01-04  john-smith {finance-minister@c:chile}     founds a group
 *   2031-02-11  john-smith {goalkeeper@o:oslev-rovers}    another walk of life: founds a second, a doubt between them
 *   2031-03-20  john-smith {minister@c:chile}             the same role: joins the first
 *   2031-01-02  john-smith {}                             a bare name that two have: loose
 *
 * A profile that is surely one with two groups makes them one where no two of their members contradict each other;
 * where they do, it goes to the one that it weighs more for, and stands alone where that is not clear. */
#include "identity/decide.h"

#include <stdlib.h>
#include <string.h>

enum { LOOSE_MARGIN = 5 }; ///< Hundredths by which one group must be nearer than the next

typedef struct {
  const Profile** members;
  size_t*         at; ///< Their indices
  size_t          n, cap, at_n, at_cap;
} Group;

typedef struct {
  const Profile* profiles;
  size_t         n;
  const Ruling*  rulings;
  size_t         ruling_count;
  Arena*         arena;
  Group*         groups;
  size_t         group_count, group_cap;
} Work;

typedef struct {
  const Profile* profile;
  size_t         at;
} Turn;

/// Fuller names first, so that a plain "George Bush" finds both whom it could mean.
static int plainness(const Profile* p) {
  if (p->type != NAME_PERSON) return p->acronym;
  if (p->name.n && p->name.words[0].len == 1) return 2;
  return p->name.n < 2 && !p->name.generation;
}

static int by_turn(const void* x, const void* y) {
  const Profile *a = ((const Turn*)x)->profile, *b = ((const Turn*)y)->profile;
  if (a->place != b->place) return a->place ? -1 : 1;
  if (!a->facet_count != !b->facet_count) return a->facet_count ? -1 : 1;
  if (plainness(a) != plainness(b)) return plainness(a) - plainness(b);
  const int c = slice_compare(a->first, b->first);
  return c ? c : slice_compare(a->slug, b->slug); // one article may hold two
}

static void join(Work* w, Group* group, size_t at) {
  *arena_push(w->arena, group->members, group->n, group->cap) = &w->profiles[at];
  *arena_push(w->arena, group->at, group->at_n, group->at_cap) = at;
}

/// What is ruled between a profile and a group; NULL where nothing is.
static const Ruling* ruled(const Work* w, size_t at, const Group* group) {
  const Ruling* found = NULL;
  for (size_t r = 0; r < w->ruling_count; r++) {
    const Ruling* ruling = &w->rulings[r];
    if (ruling->a != at && ruling->b != at) continue;
    const size_t other = ruling->a == at ? ruling->b : ruling->a;
    for (size_t i = 0; i < group->n; i++)
      if (group->at[i] == other && (!found || found->unsure)) found = ruling;
  }
  return found;
}

static Weight weigh_against(const Work* w, size_t at, const Group* group) {
  const Ruling* ruling = ruled(w, at, group);
  if (ruling && !ruling->unsure) return (Weight){0, ruling->reason};
  Weight weight = weigh(&w->profiles[at], group->members, group->n);
  if (ruling) weight = (Weight){weight.score < .5F || weight.score >= SURE ? .5F : weight.score, ruling->reason};
  return weight;
}

/// The least of all weights of one group's members against the other, and for doubts the greatest.
static void weigh_groups(const Work* w, const Group* a, const Group* b, Weight* least, Weight* most) {
  *least = (Weight){1, REASON_SAME_NAME};
  *most  = (Weight){0, REASON_NAMES};
  for (size_t i = 0; i < a->n; i++) {
    const Weight weight = weigh_against(w, a->at[i], b);
    if (weight.score < least->score) *least = weight;
    if (weight.score > most->score) *most = weight;
  }
}

static void unite(Work* w, Group* into, Group* from) {
  for (size_t i = 0; i < from->n; i++) join(w, into, from->at[i]);
  from->n = from->at_n = 0;
}

typedef struct {
  Group *best, *second;
  float  most, next;
  size_t candidates;
} Choice;

/// The two groups that a profile is most surely one with.
static Choice choose(const Work* w, size_t at) {
  Choice c = {0};
  for (size_t g = 0; g < w->group_count; g++) {
    Group* group = &w->groups[g];
    if (!group->n) continue;
    const Weight weight = weigh_against(w, at, group);
    c.candidates += weight.score >= .6F;
    if (weight.score < SURE) continue;
    if (!c.best || weight.score > c.most) {
      c.second = c.best, c.next = c.most;
      c.best = group, c.most = weight.score;
    } else if (!c.second || weight.score > c.next) {
      c.second = group, c.next = weight.score;
    }
  }
  return c;
}

/// Told of nothing but a name that several have, or that every country has.
static bool is_loose(const Profile* profile, const Choice* c) {
  if (profile->facet_count) return false;
  if (profile->type != NAME_PERSON) return profile->generic;
  if (profile->common && c->candidates && !c->best) return true;
  return c->candidates > 1 && (!c->second || c->most - c->next < LOOSE_MARGIN / 100.F);
}

/// Of two groups that are as likely the one whose first has the same name; neither where both have.
static Group* nearer(const Choice* c, const Profile* profile) {
  const bool first = slice_equal(c->best->members[0]->slug, profile->slug), second = slice_equal(c->second->members[0]->slug, profile->slug);
  return c->most - c->next >= LOOSE_MARGIN / 100.F ? c->best : first == second ? NULL : first ? c->best : c->second;
}

/// A profile's turn: it joins, connects or founds.
static void place(Work* w, size_t at, bool* loose) {
  const Profile* profile = &w->profiles[at];
  Choice         c       = choose(w, at);
  *loose = is_loose(profile, &c);
  if (*loose) return;
  if (c.second && (profile->facet_count || profile->type != NAME_PERSON)) {
    Weight least, greatest;
    weigh_groups(w, c.best, c.second, &least, &greatest);
    if (least.score >= DOUBTFUL && greatest.score >= .5F && c.next > .84F) {
      Group *into = c.best < c.second ? c.best : c.second, *from = into == c.best ? c.second : c.best;
      unite(w, into, from);
      c.best = into;
    } else {
      c.best = nearer(&c, profile);
    }
  }
  if (!c.best) {
    *arena_push(w->arena, w->groups, w->group_count, w->group_cap) = (Group){0};
    c.best = &w->groups[w->group_count - 1];
  }
  join(w, c.best, at);
}

static size_t first_member(const Work* w, const Group* group) {
  size_t first = group->at[0];
  for (size_t i = 1; i < group->n; i++) {
    const Profile *a = &w->profiles[group->at[i]], *b = &w->profiles[first];
    if (a->acronym != b->acronym) { // the name in full stands for the organization
      if (b->acronym) first = group->at[i];
      continue;
    }
    const int c = slice_compare(a->first, b->first);
    if (c < 0 || (!c && slice_compare(a->slug, b->slug) < 0)) first = group->at[i];
  }
  return first;
}

static int by_pair(const void* x, const void* y) {
  const Doubt *a = x, *b = y;
  if (a->a != b->a) return a->a < b->a ? -1 : 1;
  return a->b < b->b ? -1 : a->b > b->b;
}

static void find_doubts(Work* w, const size_t* firsts, Decision* decision) {
  size_t cap = 0;
  for (size_t g = 0; g < w->group_count; g++)
    for (size_t h = g + 1; h < w->group_count; h++) {
      if (!w->groups[g].n || !w->groups[h].n) continue;
      Weight least, most;
      weigh_groups(w, &w->groups[g], &w->groups[h], &least, &most);
      if (least.score < .1F || most.score < DOUBTFUL) continue; // one contradiction is enough
      if (most.score >= SURE) most.score = .79F;   // near in one member, but not as groups
      const size_t a = firsts[g], b = firsts[h];
      const bool   turned = slice_compare(w->profiles[a].first, w->profiles[b].first) > 0;
      *arena_push(w->arena, decision->doubts, decision->doubt_count, cap) =
          (Doubt){turned ? b : a, turned ? a : b, most.score, most.reason};
    }
  if (decision->doubt_count) qsort(decision->doubts, decision->doubt_count, sizeof *decision->doubts, by_pair);
}

void decide(const Profile* profiles, size_t n, size_t seeds, const Ruling* rulings, size_t ruling_count, Arena* arena,
            Decision* decision) {
  Work w    = {.profiles = profiles, .n = seeds, .rulings = rulings, .ruling_count = ruling_count, .arena = arena};
  *decision = (Decision){.group = arena_array(arena, size_t, n + 1), .loose = arena_array(arena, bool, n + 1)};
  Turn* turns = arena_array(arena, Turn, seeds + 1);
  for (size_t i = 0; i < seeds; i++) turns[i] = (Turn){&profiles[i], i};
  qsort(turns, seeds, sizeof *turns, by_turn);
  for (size_t i = 0; i < seeds; i++) place(&w, turns[i].at, &decision->loose[turns[i].at]);
  size_t* firsts = arena_array(arena, size_t, w.group_count + 1);
  for (size_t i = 0; i < n; i++) decision->group[i] = i;
  for (size_t g = 0; g < w.group_count; g++) {
    if (!w.groups[g].n) continue;
    firsts[g] = first_member(&w, &w.groups[g]);
    for (size_t i = 0; i < w.groups[g].n; i++) decision->group[w.groups[g].at[i]] = firsts[g];
  }
  find_doubts(&w, firsts, decision);
  for (size_t i = seeds; i < n; i++) {
    const Choice c = choose(&w, i);
    decision->loose[i] = is_loose(&profiles[i], &c);
    const Group* group = decision->loose[i] || !c.best ? NULL : c.second ? nearer(&c, &profiles[i]) : c.best;
    if (group) decision->group[i] = firsts[group - w.groups];
  }
}
