/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The quads of one article, gathered in the order in which they are written, each once.
 *
 *     put_type(b, node, ORG("Membership"));
 *     put_evidence(b, node, spans, 3);        // <ARTICLE#char=8,35>, a nif:RFC5147String with its words */
#include "graph/quads.h"

#include "graph/iri.h"
#include "graph/wording.h"

#include <math.h>
#include <string.h>

enum {
  EVIDENCE_LIMIT = 2000, ///< Code points of one passage; beyond, each span stands alone
  EVIDENCE_LABEL = 60
};

void put(Build* b, Slice subject, const char* property, Term object) {
  const Slice p   = slice(property);
  const Slice all[] = {subject, p, object.value, object.extra};
  size_t      len = 1;
  for (size_t i = 0; i < 4; i++) len += all[i].len + 1;
  char*  key = arena_alloc(b->arena, len);
  size_t n   = 0;
  key[n++]   = (char)object.kind;
  for (size_t i = 0; i < 4; i++) {
    if (all[i].len) memcpy(key + n, all[i].ptr, all[i].len);
    n += all[i].len;
    key[n++] = '\n'; // no IRI, language or datatype holds one, so the literal's ends are certain
  }
  const size_t before = b->seen.n;
  map_at(&b->seen, (Slice){key, n}, 1);
  if (b->seen.n == before) return;
  *arena_push(b->arena, b->quads, b->n, b->cap) = (Quad){term_iri(subject), term_iri(p), object, term_iri(b->article)};
}

void put_iri(Build* b, Slice subject, const char* property, Slice iri) { put(b, subject, property, term_iri(iri)); }

void put_type(Build* b, Slice subject, const char* type) { put_iri(b, subject, RDF_TYPE, slice(type)); }

void put_score(Build* b, Slice subject, float score) {
  const int hundredths = !(score > 0) ? 0 : score >= 1 ? 100 : (int)lrintf(score * 100);
  char*     text       = arena_printf(b->arena, "%d.%02d", hundredths / 100, hundredths % 100);
  const size_t len     = strlen(text);
  if (text[len - 1] == '0') text[len - 1] = '\0'; // the canonical form has no zero behind but the one it needs
  put(b, subject, REC("score"), term_typed(slice(text), SLICE(XSD("decimal"))));
}

Slice local_node(Build* b, const char* name) {
  for (int i = 1;; i++) {
    const char*  fragment = i == 1 ? name : arena_printf(b->arena, "%s-%d", name, i);
    const Slice  node     = slice(arena_printf(b->arena, "%.*s#%s", SLICE_ARG(b->article), fragment));
    const size_t before   = b->names.n;
    map_at(&b->names, node, 1);
    if (b->names.n > before) return node;
  }
}

static const char* const types[] = {
    [NAME_PERSON] = FOAF("Person"), [NAME_ORGANIZATION] = ORG("Organization"), [NAME_PLACE] = SCHEMA("Place")};

Slice shared_node(Build* b, NameType type, Slice name) {
  name              = wording_clean(b->arena, name);
  const Slice  node = iri_entity(b->arena, b->options->base, type, name);
  const size_t before = b->names.n;
  put_type(b, node, types[type]);
  map_at(&b->names, node, 1);
  if (b->names.n > before) put(b, node, REC("name"), term_string(name)); // an article has one voice on how a name is spelt
  return node;
}

static void evidence(Build* b, Slice subject, Span span) {
  const Slice words = text_slice(&b->doc->text, span);
  if (!words.len) return;
  const Slice node = slice(arena_printf(b->arena, "%.*s#char=%u,%u", SLICE_ARG(b->article), span.begin, span.end));
  put_iri(b, subject, PROV("wasDerivedFrom"), node);
  const size_t before = b->names.n;
  map_at(&b->names, node, 1);
  if (b->names.n == before) return;
  const Slice integer = SLICE(XSD("integer"));
  put_type(b, node, NIF("RFC5147String"));
  put(b, node, RDFS("label"), term_string(wording_short(b->arena, words, EVIDENCE_LABEL)));
  put_iri(b, node, NIF("referenceContext"), b->article);
  put(b, node, NIF("beginIndex"), term_typed(slice(arena_printf(b->arena, "%u", span.begin)), integer));
  put(b, node, NIF("endIndex"), term_typed(slice(arena_printf(b->arena, "%u", span.end)), integer));
  put(b, node, NIF("anchorOf"), term_string(words));
}

void put_evidence(Build* b, Slice subject, const Span* spans, size_t n) {
  const uint32_t length = b->doc->text.length;
  Span           all    = {UINT32_MAX, 0};
  for (size_t i = 0; i < n; i++)
    if (!span_empty(spans[i])) all = span_join(all, spans[i]);
  if (all.end > length) all.end = length;
  if (span_empty(all)) return;
  if (span_length(all) <= EVIDENCE_LIMIT) {
    evidence(b, subject, all);
    return;
  }
  for (size_t i = 0; i < n; i++) {
    Span span = spans[i];
    if (span.end > length) span.end = length;
    if (span_empty(span)) continue;
    if (span_length(span) > EVIDENCE_LIMIT) span.end = span.begin + EVIDENCE_LIMIT;
    evidence(b, subject, span);
  }
}

Slice entity_name(const Build* b, int i) { return wording_clean(b->arena, b->facts->entities[i].name); }
