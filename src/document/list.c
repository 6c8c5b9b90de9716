/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Lists of addresses: one a line; empty lines and those that begin with "#" are skipped.
 *
 *     # Monday
 *     https://coast.example/sale
 *     https://coast.example/talks
 */
#include "document/container.h"
#include "fetch/address.h"

#include <string.h>

enum { LOOK_LINES = 50, LONGEST = 8000 };

static bool address(Slice line) {
  for (size_t i = 0; i < line.len; i++)
    if ((unsigned char)line.ptr[i] <= ' ' || line.ptr[i] == '<' || line.ptr[i] == '"') return false;
  return line.len < LONGEST && address_web(line);
}

static Status each(Container* container) {
  for (;;) {
    Slice line;
    bool  too_long;
    TRY(container_line(container, &line, &too_long));
    if (!line.ptr) return OK;
    line = slice_trim(slice_without_mark(line));
    if (!too_long && (!line.len || *line.ptr == '#')) continue;
    char   words[LONGEST];
    Status status;
    if (too_long || !address(line)) {
      Arena       arena = {0};
      const char* shown = address_public(&arena, arena_copy(&arena, line.ptr, line.len < LONGEST ? line.len : LONGEST));
      status            = container_fault(container, ERR_INPUT, "%.60s%s: no http or https address", shown, strlen(shown) <= 60 ? "" : "...");
      arena_free(&arena);
    } else {
      memcpy(words, line.ptr, line.len);
      words[line.len] = '\0';
      status          = container_link(container, words);
    }
    TRY(status);
  }
}

/* Its first lines are addresses and nothing else. */
static int bid(const DocumentSource* head) {
  Slice rest = slice_without_mark(head->bytes);
  int   n    = 0;
  for (int lines = 0; rest.len && lines < LOOK_LINES; lines++) {
    const char* end  = memchr(rest.ptr, '\n', rest.len);
    const Slice line = slice_trim((Slice){rest.ptr, end ? (size_t)(end - rest.ptr) : rest.len});
    rest             = end ? (Slice){end + 1, rest.len - (size_t)(end + 1 - rest.ptr)} : (Slice){"", 0};
    if (!line.len || *line.ptr == '#') continue;
    if (!address(line)) return 0;
    n++;
  }
  return n ? 94 : 0;
}

const ContainerKind container_list = {DOCUMENT_LIST, false, bid, each};
