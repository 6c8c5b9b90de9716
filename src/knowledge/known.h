/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What the world knows: names with their kind, other names, Wikidata id, and offices with their dates.
 *
 *     Known* known;
 *     TRY(known_open("known.bin", &known));                       // the shipped table, mapped
 *     TRY(known_add(known, text, "mine.tsv"));                    // a user's own, docs/knowledge.md has its columns
 *     KnownEntry found[KNOWN_NAMESAKES];
 *     size_t n = known_find(known, slice("IMF"), found);          // 1: International Monetary Fund, Q7804
 *
 * Names are looked up without case, accents and full stops; a name of nothing but capitals ("WHO") is met only in
 * capitals. Once made it is only read: threads may share it. NULL is a table that knows nothing. */
#ifndef ONRECORD_KNOWLEDGE_KNOWN_H
#define ONRECORD_KNOWLEDGE_KNOWN_H

#include "base/buffer.h"
#include "base/status.h"
#include "reader/reader.h"

typedef struct Known Known;

enum { KNOWN_NAMESAKES = 16 };

/// Who or what a row of a table speaks of.
typedef struct {
  const struct Sheet* sheet;
  uint32_t            index;
} KnownEntry;

/// An office, and when it was held. Alternatives stand between '|', the first one is what it is called.
typedef struct {
  const char *role, *organization;
  const char *from, *to; ///< "2031-03-02", "2031-03", "2031" or ""
} KnownOffice;

/// Map a table that known_pack() made. ERR_NOT_FOUND, ERR_INPUT, ERR_VERSION.
Status known_open(const char* path, Known** known);
/// One without the shipped table.
Known* known_new(void);
void   known_free(Known* known);

/// Add a user's table. ERR_INPUT names the line and says what was expected. `name` is kept for messages and as the source.
Status known_add(Known* known, Slice text, const char* name);

/// The first 16 hex digits of a SHA-256 over all users' tables; "" where there are none.
const char* known_digest(const Known* known);

/// Everybody and everything of this name, at most KNOWN_NAMESAKES.
size_t known_find(const Known* known, Slice name, KnownEntry* found);

NameType    known_type(KnownEntry entry);
const char* known_name(KnownEntry entry);     ///< What it is called
const char* known_source(KnownEntry entry);   ///< "congress", or the name of the user's table
uint32_t    known_wikidata(KnownEntry entry); ///< 7804 for Q7804; 0: none
size_t      known_offices(KnownEntry entry);
KnownOffice known_office(KnownEntry entry, size_t i);

/// Whether all that are called so are of one kind; `*type` is that kind.
bool known_kind(const Known* known, Slice name, NameType* type);

/// How names are compared: "The São Tomé" -> "sao tome"; "I.M.F." -> "IMF". In the arena.
Slice known_key(Arena* arena, Slice name);
/// Whether a name is nothing but two to eight capitals: "IMF", "U.N."
bool known_is_letters(Slice name);

/// Tables as users write them into the form that known_open() maps; `names` are their sources. ERR_INPUT.
Status known_pack(const Slice* texts, const char* const* names, size_t n, Buffer* out);

#endif
