/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What rasqal cannot parse or does not do, put into words that it can: the places are marked with triples that plan.c
 * understands. Everything that neither can do is refused here, with a rewrite that works.
 *
 *     FILTER NOT EXISTS { P }   ->   OPTIONAL { <exists> <exists> "0" . P }
 *     ?x a/b+ ?y                ->   ?x <path/0> ?y
 *     VALUES ?x { 1 2 }         ->   { ?x <is> 1 } UNION { ?x <is> 2 }
 *     { SELECT ?x ... }         ->   { <rows/0> <rows> ?x }, and the subquery on its own
 *     foo:a%2Fb                 ->   <http://...a%2Fb>  */
#ifndef ONRECORD_SPARQL_REWRITE_H
#define ONRECORD_SPARQL_REWRITE_H

#include "sparql/path.h"
#include "sparql/scan.h"

#define MARK "urn:x-onrecord:"

typedef struct {
  Slice prefix, iri; ///< "foaf" without its colon
} Prefix;

/// Bytes `at`..`at + cut` of the query give way to `text`.
typedef struct {
  size_t at, cut;
  Slice  text;
} Edit;

typedef struct {
  Slice   source; ///< The query, or the subquery with all else blanked
  Slice   shown;  ///< The user's own text, for errors; as long
  Token*  tokens;
  size_t  n_tokens;
  char*   text; ///< For rasqal
  Edit*   edits;
  size_t  n_edits, cap_edits;
  Prefix* prefixes; ///< The user's, then the predeclared ones that are not overridden
  size_t  n_prefixes, cap_prefixes;
  Path**  paths;
  size_t  n_paths, cap_paths;
  Slice*  subqueries; ///< As long as the source, all else blanked: places stay right
  size_t  n_subqueries, cap_subqueries;
} Rewritten;

/// `base`: of id: and role:, ends with a slash. ERR_INPUT, ERR_UNSUPPORTED with the place.
Status rewrite(Arena* arena, Slice text, Slice shown, const char* base, Rewritten* out);

/// Where byte `at` of the source is in the text for rasqal.
size_t rewritten_at(const Rewritten* rewritten, size_t at);

/// prefix.c: the user's declarations and the predeclared ones; `*head` is the first token behind the prologue.
Status prefixes_read(Arena* arena, const char* base, Rewritten* out, size_t* head);
/// The whole IRI of an IRI or prefixed-name token.
Slice prefixes_expand(Arena* arena, const Rewritten* out, const Token* token);
/// The shortest prefixed name of an IRI that can be written without escapes, or the IRI itself in < >.
Slice prefixes_shorten(Arena* arena, const Prefix* prefixes, size_t n, Slice iri);

/// path_parse.c: the path that starts at token `*at`, which moves behind it; NULL where there is none.
Path* path_parse(Arena* arena, const Rewritten* out, size_t* at);

void rewrite_edit(Arena* arena, Rewritten* out, size_t at, size_t cut, Slice text);

#endif
