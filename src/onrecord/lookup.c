/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "onrecord/lookup.h"

#include "graph/vocabulary.h"

#include <stdlib.h>
#include <string.h>

Slice lookup_keep(const Lookup* look, Slice value) {
  return (Slice){arena_copy(look->arena, value.ptr, value.len), value.len};
}

Slice lookup_written_out(const Lookup* look, const char* base, const char* word) {
  return strncmp(word, "id:", 3) ? slice(word) : slice(arena_printf(look->arena, "%sid/%s", base, word + 3));
}

void lookup_sort(NodeList* list) {
  if (list->n < 2) return;
  qsort(list->items, list->n, sizeof *list->items, slice_order);
  size_t kept = 1;
  for (size_t i = 1; i < list->n; i++)
    if (!slice_equal(list->items[i], list->items[kept - 1])) list->items[kept++] = list->items[i];
  list->n = kept;
}

typedef enum { SUBJECT, OBJECT } Side;

static Status gather(const Lookup* look, const StorePattern* pattern, Side side, NodeList* list) {
  *list               = (NodeList){0};
  StoreCursor* cursor = NULL;
  TRY(store_find(look->store, pattern, &cursor));
  Quad   quad;
  bool   more   = true;
  Status status = store_next(cursor, &quad, &more);
  for (; status == OK && more; status = store_next(cursor, &quad, &more))
    *arena_push(look->arena, list->items, list->n, list->cap) =
        lookup_keep(look, side == SUBJECT ? quad.s.value : quad.o.value);
  store_cursor_free(cursor);
  lookup_sort(list);
  return status;
}

Status lookup_values(const Lookup* look, Slice node, const char* property, NodeList* list) {
  const StorePattern pattern = {.pattern = {.s = term_iri(node), .p = term_iri(slice(property))}, .merged = true};
  return gather(look, &pattern, OBJECT, list);
}

Status lookup_pointing(const Lookup* look, const char* property, Slice node, NodeList* list) {
  const StorePattern pattern = {.pattern = {.p = term_iri(slice(property)), .o = term_iri(node)}, .merged = true};
  return gather(look, &pattern, SUBJECT, list);
}

Status lookup_typed(const Lookup* look, const char* type, Slice graph, NodeList* list) {
  const StorePattern pattern = {
      .pattern = {.p = term_iri(SLICE(RDF_TYPE)), .o = term_iri(slice(type)), .g = term_iri(graph)}};
  return gather(look, &pattern, SUBJECT, list);
}

Status lookup_value(const Lookup* look, Slice node, const char* property, Slice* value) {
  NodeList list;
  TRY(lookup_values(look, node, property, &list));
  *value = list.n ? list.items[0] : (Slice){"", 0};
  return OK;
}

Status lookup_label(const Lookup* look, Slice node, Slice* label) {
  static const char* const properties[] = {RDFS("label"), REC("name"), SKOS("altLabel")};
  for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
    TRY(lookup_value(look, node, properties[i], label));
    if (label->len) return OK;
  }
  *label = node;
  for (size_t i = 0; i + 1 < node.len; i++)
    if (node.ptr[i] == '/' || node.ptr[i] == '#') *label = (Slice){node.ptr + i + 1, node.len - i - 1};
  return OK;
}

Status lookup_has_type(const Lookup* look, Slice node, const char* type, bool* has) {
  const StorePattern pattern = {
      .pattern = {.s = term_iri(node), .p = term_iri(SLICE(RDF_TYPE)), .o = term_iri(slice(type))}, .merged = true};
  size_t count = 0;
  TRY(store_count(look->store, &pattern, 1, &count));
  *has = count > 0;
  return OK;
}
