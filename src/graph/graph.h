/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Facts to quads: the only floor that knows the vocabulary (ontology/onrecord.ttl).
 *
 *     TRY(graph_article(&doc, &facts, &(GraphOptions){.base = GRAPH_BASE}, sink));
 *
 * All quads of an article stand in one named graph, named by the article's IRI. IRIs are made from the words alone:
 * the same full name and type is the same node in every article; a person whom the article never names in full stays
 * the article's own (ARTICLE#weil). What must be one across articles, the one rdfs:label of a person or organization,
 * is no article's to say: an article gives rec:name, and archive/ keeps the label in the view graph. */
#ifndef ONRECORD_GRAPH_GRAPH_H
#define ONRECORD_GRAPH_GRAPH_H

#include "base/term.h"
#include "facts/facts.h"

#define GRAPH_BASE "https://w3id.org/onrecord/"

typedef struct {
  const char* base;      ///< Of id/ and role/ IRIs; ends in '/'
  bool        attitudes; ///< Thoughts and wishes too
  float       min_score; ///< Leave out facts below
  const Model* model;    ///< For similar claims; NULL: none are looked for
  const Known* known; ///< What the world knows, for links and inferences; NULL: nothing
  const char* reader;    ///< What read the article: "onrecord 0.1.0, model 3f2a8c1d"; NULL: this program
} GraphOptions;

/// The article's IRI as a graph name: doc->uri without its fragment, percent-encoded where it must be; by the text's
/// SHA-256 (urn:sha256:...) where there is none. In `arena`.
Slice graph_article_iri(const Document* doc, Arena* arena);

/// The rec:readBy of articles written with these options: what read them, and each option that changes the quads.
Slice graph_read_by(const GraphOptions* options, Arena* arena);

/// Give the article's quads to `sink`, each once, in a fixed order.
Status graph_article(const Document* doc, const Facts* facts, const GraphOptions* options, QuadSink sink);

#endif
