/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* One article's facts, written as quads: the article, then who and what, then roles, then statements. */
#include "graph/graph.h"

#include "graph/iri.h"
#include "graph/quads.h"

/// Raise it whenever the same facts give other quads than before, so that articles are written anew.
enum { GRAPH_VERSION = 3 };

Slice graph_article_iri(const Document* doc, Arena* arena) {
  const Slice iri = iri_clean(arena, slice(doc->uri));
  return iri.len ? iri : slice(arena_printf(arena, "urn:sha256:%s", doc->sha256.hex));
}

Slice graph_read_by(const GraphOptions* options, Arena* arena) {
  const int least = (int)(options->min_score * 1000 + .5F);
  const char* own = known_digest(options->known);
  return slice(arena_printf(arena, "%s, graph %d%s%s%s", options->reader ? options->reader : PACKAGE_STRING, GRAPH_VERSION,
                            options->attitudes ? ", attitudes" : "", *own ? arena_printf(arena, ", knowledge %s", own) : "",
                            least > 0 ? arena_printf(arena, ", scores from %d.%03d", least / 1000, least % 1000) : ""));
}

Status graph_article(const Document* doc, const Facts* facts, const GraphOptions* options, QuadSink sink) {
  Arena        arena    = {0};
  GraphOptions complete = *options;
  if (!complete.base) complete.base = GRAPH_BASE;
  Build b = {.doc = doc, .facts = facts, .options = &complete, .arena = &arena,
             .article = graph_article_iri(doc, &arena), .language = article_language(&arena, doc)};
  build_article(&b);
  build_entities(&b);
  build_roles(&b);
  build_statements(&b);
  Status status = OK;
  for (size_t i = 0; status == OK && i < b.n; i++) status = sink.quad(sink.self, &b.quads[i]);
  map_free(&b.seen);
  map_free(&b.names);
  arena_free(&arena);
  return status;
}
