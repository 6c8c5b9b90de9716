/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "onrecord/search.h"

#include "graph/vocabulary.h"
#include "onrecord/nearest.h"

#include <string.h>

static const Kind kinds[] = {{FOAF("Person"), "person"},
                             {ORG("Organization"), "organization"},
                             {SCHEMA("Place"), "place"},
                             {SCHEMA("NewsArticle"), "article"},
                             {REC("UnnamedSource"), "unnamed source"}};

Status search_kind(const Lookup* look, Slice node, const Kind** kind) {
  *kind = NULL;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !*kind; i++) {
    bool has = false;
    TRY(lookup_has_type(look, node, kinds[i].type, &has));
    if (has) *kind = &kinds[i];
  }
  return OK;
}

typedef struct {
  const Lookup* look;
  Arena         scratch; ///< Lower-cased names
  const char*   name;    ///< What is looked for, lower-cased
  NodeList      same, holding;
  struct Near {
    Slice  name;
    size_t distance;
  }*     near; ///< Sorted by distance, then name
  size_t near_count;
} Scan;

static bool word_char(unsigned char c) { return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// Whether every word of `words` is a word of `name`; both lower-cased.
static bool holds_words(const char* name, const char* words) {
  bool some = false;
  while (*words) {
    size_t n = 0;
    while (word_char((unsigned char)words[n])) n++;
    if (!n) {
      words++;
      continue;
    }
    bool found = false;
    for (const char* p = name; *p && !found;) {
      size_t m = 0;
      while (word_char((unsigned char)p[m])) m++;
      found = m == n && !memcmp(p, words, n);
      p += m ? m : 1;
    }
    if (!found) return false;
    some = true;
    words += n;
  }
  return some;
}

static void add_node(const Lookup* look, NodeList* list, Slice node) {
  for (size_t i = 0; i < list->n; i++)
    if (slice_equal(list->items[i], node)) return;
  *arena_push(look->arena, list->items, list->n, list->cap) = lookup_keep(look, node);
}

static void add_near(Scan* scan, Slice name, size_t distance) {
  size_t at = 0;
  for (; at < scan->near_count; at++) {
    if (slice_equal(scan->near[at].name, name)) return;
    if (distance < scan->near[at].distance ||
        (distance == scan->near[at].distance && slice_compare(name, scan->near[at].name) < 0))
      break;
  }
  if (at == SEARCH_NEAR) return;
  if (scan->near_count < SEARCH_NEAR) scan->near_count++;
  memmove(scan->near + at + 1, scan->near + at, (scan->near_count - at - 1) * sizeof *scan->near);
  scan->near[at] = (struct Near){lookup_keep(scan->look, name), distance};
}

static Status consider(Scan* scan, const Quad* quad) {
  const Slice  lower    = slice_lower(&scan->scratch, quad->o.value);
  const char*  name     = arena_copy(&scan->scratch, lower.ptr, lower.len);
  const size_t allowed  = strlen(scan->name) / 4 + 1;
  const bool   same     = !strcmp(name, scan->name);
  const bool   holding  = !same && holds_words(name, scan->name);
  const size_t distance = same || holding ? 0 : edit_distance(name, scan->name, allowed);
  if (distance > allowed) return OK;
  const Kind* kind;
  const Slice node = lookup_keep(scan->look, quad->s.value);
  TRY(search_kind(scan->look, node, &kind));
  if (!kind) return OK;
  if (same) {
    add_node(scan->look, &scan->same, node);
    return OK;
  }
  if (holding) add_node(scan->look, &scan->holding, node);
  add_near(scan, quad->o.value, distance);
  return OK;
}

static Status scan_property(Scan* scan, const char* property) {
  const StorePattern pattern = {.pattern = {.p = term_iri(slice(property))}, .merged = true};
  StoreCursor*       cursor  = NULL;
  TRY(store_find(scan->look->store, &pattern, &cursor));
  Quad   quad;
  bool   more   = true;
  Status status = store_next(cursor, &quad, &more);
  while (status == OK && more) {
    status = consider(scan, &quad);
    if (status == OK) status = store_next(cursor, &quad, &more);
  }
  store_cursor_free(cursor);
  arena_free(&scan->scratch);
  return status;
}

Status search_name(const Lookup* look, const char* name, Search* search) {
  static const char* const properties[] = {RDFS("label"), REC("name"), SKOS("altLabel"), SCHEMA("headline")};
  *search           = (Search){0};
  const Slice lower = slice_lower(look->arena, slice_trim(slice(name)));
  Scan scan = {.look = look, .name = arena_copy(look->arena, lower.ptr, lower.len)};
  scan.near = arena_array(look->arena, struct Near, SEARCH_NEAR + 1);
  for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) TRY(scan_property(&scan, properties[i]));
  if (scan.same.n)
    search->found = scan.same;
  else if (scan.holding.n == 1)
    search->found = scan.holding;
  if (search->found.n) {
    lookup_sort(&search->found);
    return OK;
  }
  for (size_t i = 0; i < scan.near_count; i++)
    *arena_push(look->arena, search->near.items, search->near.n, search->near.cap) = scan.near[i].name;
  return OK;
}
