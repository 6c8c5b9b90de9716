/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* A pile of articles in one store: added, replaced, forgotten, each as a whole.
 *
 * An article's graph holds what the article says and nothing else. What is true only over all of them, the one
 * rdfs:label of a person who is spelt in two ways, stands in the view graph (BASE "graph/view"), which can be made anew
 * from the articles at any time and does not depend on the order in which they came.
 *
 *     TRY(archive_add(store, &doc, &facts, &options, &outcome));     // ARTICLE_NEW, _REPLACED or _UNCHANGED
 *
 * Calls belong inside a write transaction of the store, so that many articles share one commit. */
#ifndef ONRECORD_ARCHIVE_ARCHIVE_H
#define ONRECORD_ARCHIVE_ARCHIVE_H

#include "graph/graph.h"
#include "store/store.h"

typedef enum { ARTICLE_NEW, ARTICLE_REPLACED, ARTICLE_UNCHANGED } ArticleOutcome;

/// Whether the archive holds this very text under this IRI already, read by the same program and options: then nothing
/// need be read again.
Status archive_knows(Store* store, const Document* doc, const GraphOptions* options, bool* known);

Status archive_add(Store* store, const Document* doc, const Facts* facts, const GraphOptions* options, ArticleOutcome* outcome);

/// Note an article that was not read, as its text is nearly that of another (by its IRI): what is known of the article
/// itself, and rec:nearDuplicateOf. `outcome` as for archive_add().
Status archive_add_duplicate(Store* store, const Document* doc, const char* original, const GraphOptions* options, ArticleOutcome* outcome);

/// Whether the article was noted as a near-duplicate and not read.
Status archive_is_duplicate(Store* store, const Document* doc, bool* duplicate);

/// The IRI of an article with this text that was read, not noted as a duplicate; NULL where there is none. In `arena`.
Status archive_read_text(Store* store, const Digest* sha256, Arena* arena, const char** iri);

/// Forget an article by its IRI. ERR_NOT_FOUND.
Status archive_forget(Store* store, const char* iri, const GraphOptions* options);

/// Whether claims that came into comparison by forgetting wait for a model; with options->model they are compared.
/// archive_add() with a model does so by itself.
Status archive_waits(Store* store, bool* waits);
Status archive_compare(Store* store, const GraphOptions* options);

/// Decide anew who is who, and make the view graph anew from the articles.
Status archive_rebuild_view(Store* store, const GraphOptions* options);

/// Go by these tables of what is known, which options->known has read, from now on; all articles follow. `tables` is kept.
Status archive_know(Store* store, Slice tables, const GraphOptions* options);

/// The tables that the graph goes by, beside the shipped one; in the arena.
Status archive_knowledge(Store* store, Arena* arena, const char** tables);

/// Go by this table of judgements (identity/judgements.h) from now on. What is wrong with its lines stops nothing.
Status archive_judge(Store* store, Slice table, const GraphOptions* options);

/// The table that the graph goes by; in the arena.
Status archive_judgements(Store* store, Arena* arena, const char** table);

/// The node under which `iri` stands now: itself, or the one that has it as rec:formerIri; empty where there is none.
Status archive_node(Store* store, Slice iri, Arena* arena, Slice* node);

typedef struct {
  Slice       a, b;     ///< The nodes now
  bool        one;
  bool        judged;   ///< A human said so
  bool        compared; ///< Their names are near enough for the program to have compared them
  float       score;
  const char* reason;   ///< In words, where compared
  Slice       roles[2][4];
  size_t      role_counts[2];
  Slice*      known[2];     ///< What the world knows of each, in words
  size_t      known_counts[2];
} Why;

/// Why two nodes, or the names that they are made of, are one or are not. ERR_NOT_FOUND.
Status archive_why(Store* store, Slice a, Slice b, const GraphOptions* options, Arena* arena, Why* why);

typedef struct {
  size_t articles, people, organizations, places, roles, statements;
} ArchiveCounts;

Status archive_counts(Store* store, ArchiveCounts* counts);

#endif
