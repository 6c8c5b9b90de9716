/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "onrecord/resolve.h"

#include "document/document.h"
#include "fetch/fetch.h"
#include "fetch/file_uri.h"

#include <string.h>
#include <sys/stat.h>

static Status has_graph(Store* store, const char* iri, bool* has) {
  size_t count = 0;
  TRY(store_count(store, &(StorePattern){.pattern = {.g = term_iri(slice(iri))}}, 1, &count));
  *has = count > 0;
  return OK;
}

/// Whether `iri` ends in the path `end`, at a "/".
static bool ends_in(Slice iri, Slice end) {
  if (!end.len || iri.len <= end.len || memcmp(iri.ptr + iri.len - end.len, end.ptr, end.len) != 0) return false;
  return iri.ptr[iri.len - end.len - 1] == '/';
}

/// Put the graphs whose name ends in `end` into `found`, with a line feed behind each.
static Status with_ending(Store* store, Slice end, Buffer* found, size_t* n) {
  StoreCursor* cursor = NULL;
  TRY(store_graphs(store, &cursor));
  Quad   quad;
  bool   more   = true;
  Status status = store_next(cursor, &quad, &more);
  for (; status == OK && more; status = store_next(cursor, &quad, &more)) {
    if (!ends_in(quad.g.value, end)) continue;
    if (++*n > 1) buffer_puts(found, *n == 6 ? ", ..." : ", ");
    if (*n < 6) buffer_put_slice(found, quad.g.value);
  }
  store_cursor_free(cursor);
  return status;
}

static Status put_uri(void* self, const Fetched* input) {
  if (input->status != OK) return OK;
  Document doc;
  if (document_read(&(DocumentSource){.uri = input->uri, .bytes = input->bytes, .name = input->name}, &doc) != OK) return OK;
  buffer_puts(self, doc.uri);
  document_free(&doc);
  return OK;
}

/// Put the IRI of the article in the file `path` into `iri`: what it says itself, else its path; nothing if neither is known.
static Status uri_of_file(const char* path, Buffer* iri) {
  struct stat st;
  if (!stat(path, &st) && S_ISREG(st.st_mode))
    return fetch_each(&path, 1, &(FetchOptions){.limit = DOCUMENT_LIMIT}, (FetchSink){put_uri, iri});
  Buffer absolute = {0};
  if (absolute_path(path, &absolute)) file_uri(absolute.bytes, iri);
  buffer_free(&absolute);
  return OK;
}

static Status by_ending(Store* store, const char* name, Buffer* iri) {
  Buffer path = {0}, escaped = {0};
  buffer_printf(&path, "/%s", name);
  file_uri(path.bytes, &escaped); // file:///NAME, escaped as in the graph
  const size_t front  = strlen("file:///");
  size_t       n      = 0;
  Status       status = with_ending(store, (Slice){escaped.bytes + front, escaped.len - front}, iri, &n);
  if (status == OK && !n)
    status = fail(ERR_NOT_FOUND, "%s: no such article in the graph; onrecord query articles lists them", name);
  if (status == OK && n > 1)
    status = fail(ERR_NOT_FOUND, "%s: means %zu articles (%s); give more of its path", name, n, iri->bytes);
  buffer_free(&escaped);
  buffer_free(&path);
  return status;
}

Status resolve_article(Store* store, const char* name, Buffer* iri) {
  bool has = false;
  buffer_clear(iri);
  buffer_puts(iri, name);
  TRY(has_graph(store, iri->bytes, &has));
  if (has) return OK;
  buffer_clear(iri);
  TRY(uri_of_file(name, iri));
  if (iri->len) TRY(has_graph(store, iri->bytes, &has));
  if (has) return OK;
  buffer_clear(iri);
  return by_ending(store, name, iri);
}
