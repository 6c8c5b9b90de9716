/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Which profiles of one block are one person or organization.
 *
 *     decide(profiles, n, n, rulings, ruling_count, &arena, &decision);
 *     decision.group[i]      the group of profile i, by the number of its first member
 *     decision.loose[i]      told of nothing but a name that several have: its articles are decided one by one
 *     decision.doubts        pairs of groups for a human
 *
 * Pure: the same profiles give the same groups, in whatever order they are given. They are decided in the order of
 * their first articles, those with roles before those with a bare name, fuller names before plainer ones; so what comes
 * later hardly changes what was decided, as long as articles come in the order of their dates. */
#ifndef ONRECORD_IDENTITY_DECIDE_H
#define ONRECORD_IDENTITY_DECIDE_H

#include "identity/weigh.h"

/// What is known of two profiles beforehand.
typedef struct {
  size_t a, b;   ///< Indices of profiles
  Reason reason; ///< REASON_TOGETHER or REASON_JUDGED: never one
  bool   unsure; ///< Keep them as two, and list them
} Ruling;

typedef struct {
  size_t a, b; ///< First members of two groups, a before b
  float  score;
  Reason reason;
} Doubt;

typedef struct {
  size_t* group; ///< Per profile
  bool*   loose; ///< Per profile
  Doubt*  doubts;
  size_t  doubt_count;
} Decision;

/// Profiles must be prepared (profile_prepare()); everything is made in the arena. The first `seeds` are decided together,
/// each one behind them against their groups alone: it joins the one that it is surely one with, or is a group of its own.
void decide(const Profile* profiles, size_t n, size_t seeds, const Ruling* rulings, size_t ruling_count, Arena* arena,
            Decision* decision);

#endif
