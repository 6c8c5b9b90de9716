/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What the world knows of an article's people, organizations and places: links to Wikidata, and offices that the
 * article leaves out. It stands in a graph of its own beside the article's, <ARTICLE#known>, and can be made anew at any
 * time from what the article says; nothing of it is the article's word.
 *
 *     id:albania owl:sameAs wd:Q222 .
 *     <A#known-edi-rama> a rec:Inference ; rec:inferred true ; rec:concerns id:edi-rama ; rdfs:label "..." .
 *     id:edi-rama rec:wikidata wd:Q316901 .
 *     <A#known-r8-35> a rec:Inference ; rec:inferred true ; rec:completes <A#r8-35> ; rec:inferredOrganization "Albania" .
 *
 * A person is linked (owl:sameAs, in BASE graph/known) only where all articles that know who it is know the same. */
#ifndef ONRECORD_ARCHIVE_KNOWS_H
#define ONRECORD_ARCHIVE_KNOWS_H

#include "base/map.h"
#include "knowledge/known.h"
#include "store/store.h"

/// The Wikidata ids of people whom an article's quads tell of, by their nodes: where name, role and date agree.
void knows_people(const Known* known, Term article, const Quad* quads, size_t n, Map* numbers);

/// Make what is known of an article anew; where the article is gone, that is nothing.
Status knows_article(Store* store, const char* base, const Known* known, Slice article);

/// The article of which `graph` tells what is known; empty for other graphs.
Slice knows_of(Slice graph);

/// Of all articles.
Status knows_all(Store* store, const char* base, const Known* known);

/// What is known of a node, in words: one line for each table entry that an article agreed with; in the arena.
Status knows_words(Store* store, Slice node, Arena* arena, Slice** words, size_t* n);

#endif
