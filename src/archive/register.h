/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What the store keeps, beside the quads, about who is named where: notes whose names begin with "who/".
 *
 *     who/b/BLOCK/p/PROFILE               a profile: type, node by its name, slug, facets, the node it stands under, what its
 *                                         first articles tell; of one that stands in another block, "g" before its hash
 *     who/b/BLOCK/r/PROFILE/DATE/ARTICLE  an article that tells of it, and whom it names beside
 *     who/b/BLOCK/v, who/b/BLOCK/v/...    what the block put into the view graph; a profile; an article
 *     who/b/BLOCK/x/PROFILE/PROFILE/ARTICLE   two profiles that one article holds
 *     who/m/ARTICLE                       an article's people: profile, node as read, node now
 *     who/o/ARTICLE                       its quads as read, where they cannot be found again from those it has now
 *
 * BLOCK, PROFILE and ARTICLE are hashes. All of a block lies together, so that deciding it touches few pages of the file,
 * however many blocks there are. Everything follows from the articles; nothing here is asked by others. */
#ifndef ONRECORD_ARCHIVE_REGISTER_H
#define ONRECORD_ARCHIVE_REGISTER_H

#include "archive/personas.h"
#include "store/store.h"

enum { FIRST_ARTICLES = 4, SEEDS = 48, ARTICLE_DIGITS = 16, SUFFIX_DIGITS = 8 };

/// A profile as it stands in the register.
typedef struct {
  Profile profile;
  Slice   hash, iri, node; ///< `node` is empty before it was decided; of a giver the block that it stands in
  bool    loose;
  Slice   founder;         ///< Hash of its first article
  Slice   seen;            ///< Of a loose one: what its articles were decided by
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

/// The name of a block's notes of one kind: who/b/BLOCK/KIND.
char* register_key(Arena* arena, Slice block, char kind);
/// The first block behind `after` that begins with these digits; empty at the end.
Status register_next_block(Store* store, Slice digits, Slice after, Arena* arena, Slice* block);

/// Up to `most` profiles of a block behind `after`, by their hashes; givers stand last.
Status register_entries(Store* store, Slice block, Slice after, size_t most, Arena* arena, Entries* entries);
/// One that is not prepared (profile_prepare()), as those of register_entries() are.
Status register_entry(Store* store, Slice block, Slice profile, Arena* arena, Entry* entry, bool* found);
Status register_put_entry(Store* store, Slice block, const Entry* entry);

/// The record behind `after` (empty: the first); `*more` false at the end.
Status register_next(Store* store, Slice block, Slice profile, Slice after, Arena* arena, Record* record, bool* more);

/// One record, which must be there.
Status register_record(Store* store, const Place* place, Slice article_hash, Arena* arena, Record* record);

/// What an article that comes or goes means for its profile.
typedef struct {
  bool   moved;              ///< It may change what was decided
  Slice  givers[GIVER_BLOCKS]; ///< Where the profile came or went, too
  size_t giver_count;
} Change;

Status register_put(Store* store, const Persona* persona, Term article, Slice article_hash, Slice date, Arena* arena, Change* change);
Status register_remove(Store* store, const Place* place, Slice article_hash, Arena* arena, Change* change);

/// One article holds both, or does no longer; `*moved` at the first and the last such article.
Status register_pair(Store* store, const Place* a, const Place* b, Slice article_hash, bool put, bool* moved);

Status register_places(Store* store, Slice article_hash, Arena* arena, Places* places);
Status register_put_places(Store* store, Slice article_hash, const Places* places);

/// The columns of a line, without its ends; those that are not there are empty.
void line_fields(Slice line, Slice* fields, size_t n);
/// The next line of `*text`, which is moved behind it; false at the end.
bool next_line(Slice* text, Slice* line);

#endif
