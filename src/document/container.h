/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What the kinds of containers share: the bytes of the input through a window, and how an item is given.
 *
 * To add a kind: write its file with `bid` and `each`, end it with a `const ContainerKind container_x`, and add it to
 * the table in items.c. */
#ifndef ONRECORD_DOCUMENT_CONTAINER_H
#define ONRECORD_DOCUMENT_CONTAINER_H

#include "document/items.h"
#include "document/kind.h"

/// An input that is being read: bytes at `window` that are not read yet, and what follows them.
typedef struct {
  const DocumentSource* source;
  const Stream*         rest; ///< NULL at the end
  ItemSink              sink;
  Slice                 window;
  Buffer                held;  ///< Behind `window`, once something of `rest` was read
  size_t                count; ///< Items given
} Container;

typedef struct {
  int (*bid)(const DocumentSource* head); ///< How sure it is that this is one of its own, 0 to 100
  Status (*each)(Container* container);
} ContainerKind;

extern const ContainerKind container_json_lines, container_feed, container_warc;

/// Have at least `n` bytes in the window; false where the input ends before.
Status container_need(Container* container, size_t n, bool* enough);

/// Step over `n` bytes of the window.
void container_step(Container* container, size_t n);

/// The next line without its end, valid until the next call. `line->ptr` is NULL behind the last one. One over
/// DOCUMENT_LIMIT is stepped over, and `too_long` set.
Status container_line(Container* container, Slice* line, bool* too_long);

/// Give the next item. Its uri and name are made here where they are NULL: those of the container with "#" and its
/// number.
Status container_give(Container* container, const DocumentSource* item);

/// Give the next item's fault: the message is put behind its name.
Status container_fault(Container* container, Status status, const char* format, ...) __attribute__((format(printf, 3, 4)));

#endif
