/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "target.h"

#include "document/about.h"
#include "document/items.h"
#include "document/likeness.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_ITEMS = 500 };

typedef struct {
  const uint8_t* bytes;
  size_t         left;
} Pieces;

/* Small pieces of odd lengths, so that everything stands across an edge once. */
static Status more(void* self, Buffer* out) {
  Pieces*      pieces = self;
  const size_t n      = pieces->left < 61 ? pieces->left : 61;
  buffer_put(out, pieces->bytes, n);
  pieces->bytes += n;
  pieces->left -= n;
  return OK;
}

static Status take(void* self, const DocumentSource* item, Status status) {
  int*     items = self;
  Document doc;
  if (++*items > MOST_ITEMS) return fail(ERR_LIMIT, "enough");
  if (status != OK || (item->bytes.len > 4 && memmem(item->bytes.ptr, item->bytes.len, "%PDF-", 5))) return OK; // another program's
  if (document_read(item, &doc) != OK) {
    if (doc.text.bytes || doc.arena.last) abort();
    return OK;
  }
  Likeness likeness;
  likeness_of(&doc.text, &likeness);
  for (size_t i = 0; i < doc.paragraph_count; i++)
    if (span_empty(doc.paragraphs[i]) || doc.paragraphs[i].end > doc.text.length) abort();
  for (size_t i = 0; i < doc.text.len;) {
    const size_t step = utf8_valid(doc.text.bytes + i, doc.text.len - i);
    if (!step) abort();
    i += step;
  }
  document_free(&doc);
  return OK;
}

static Status take_link(void* self, const char* address) {
  (void)self;
  return *address ? OK : fail(ERR_INTERNAL, "an empty address");
}

void fuzz_items(DocumentType type, const uint8_t* bytes, size_t n) {
  int                  items  = 0;
  const DocumentSource whole  = {.uri = "file:///fuzz", .name = "fuzz", .bytes = {(const char*)bytes, n}, .type = type};
  const ItemSink       sink   = {.take = take, .link = take_link, .self = &items};
  const size_t         head   = n < 300 ? n / 2 : 300;
  DocumentSource       begin  = whole;
  Pieces               pieces = {bytes + head, n - head};
  const Stream         rest   = {more, &pieces, 0};
  items_each(&whole, NULL, sink);
  items           = 0;
  begin.bytes.len = head;
  if (n < 4096) items_each(&begin, &rest, sink);
}

void fuzz_date(const uint8_t* bytes, size_t n) {
  Arena       arena = {0};
  const char* words = arena_copy(&arena, (const char*)bytes, n);
  const char* date  = about_date(&arena, words);
  if (date && strlen(date) < 4) abort();
  arena_free(&arena);
}
