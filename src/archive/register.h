/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What the store keeps, beside the quads, about who is named where: notes whose names begin with "who/".
 *
 *     who/p/BLOCK/PROFILE               a profile: type, node by its name, slug, facets, the node it stands under, ...
 *     who/r/BLOCK/PROFILE/DATE/ARTICLE  an article that tells of it, and whom it names beside
 *     who/x/BLOCK/PROFILE/PROFILE/ARTICLE   two profiles that one article holds
 *     who/v/BLOCK                       what the block put into the view graph
 *     who/m/ARTICLE                     an article's people: profile, node as read, node now
 *     who/o/ARTICLE                     its quads as read, where they cannot be found again from those it has now
 *
 * BLOCK, PROFILE and ARTICLE are hashes. Everything follows from the articles; nothing here is asked by others. */
#ifndef ONRECORD_ARCHIVE_REGISTER_H
#define ONRECORD_ARCHIVE_REGISTER_H

#include "archive/personas.h"
#include "identity/weigh.h"
#include "store/store.h"

enum { FIRST_ARTICLES = 4, ARTICLE_DIGITS = 16, SUFFIX_DIGITS = 8 };

/// A profile as it stands in the register.
typedef struct {
  Profile profile;
  Slice   hash, iri, node; ///< `node` is empty before it was decided
  bool    loose;
  Slice   founder;         ///< Hash of its first article
  size_t  articles;        ///< Counted up to FIRST_ARTICLES
} Entry;

typedef struct {
  Entry* items;
  size_t n, cap;
} Entries;

/// An article of a profile.
typedef struct {
  Slice     key, article, hash;
  uint32_t* context;
  size_t    context_count;
} Record;

/// A line of who/m.
typedef struct {
  Slice block, profile, date, read, now;
} Place;

typedef struct {
  Place* items;
  size_t n, cap;
} Places;

Status register_entries(Store* store, Slice block, Arena* arena, Entries* entries);
Status register_entry(Store* store, Slice block, Slice profile, Arena* arena, Entry* entry, bool* found);
Status register_put_entry(Store* store, Slice block, const Entry* entry);

/// The record behind `after` (empty: the first); `*more` false at the end.
Status register_next(Store* store, Slice block, Slice profile, Slice after, Arena* arena, Record* record, bool* more);

/// Put a persona of an article in; `*moved` where that may change what was decided.
Status register_put(Store* store, const Persona* persona, Term article, Slice article_hash, Slice date, bool* moved);
Status register_remove(Store* store, const Place* place, Slice article_hash, bool* moved);

/// One article holds both, or does no longer; `*moved` at the first and the last such article.
Status register_pair(Store* store, const Place* a, const Place* b, Slice article_hash, bool put, bool* moved);

Status register_places(Store* store, Slice article_hash, Arena* arena, Places* places);
Status register_put_places(Store* store, Slice article_hash, const Places* places);

/// The columns of a line, without its ends; those that are not there are empty.
void line_fields(Slice line, Slice* fields, size_t n);
/// The next line of `*text`, which is moved behind it; false at the end.
bool next_line(Slice* text, Slice* line);

#endif
