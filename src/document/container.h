/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What the kinds of containers share: the bytes of the input through a window, and how an item is given.
 *
 * To add a kind: write its file with `bid` and `each`, end it with a `const ContainerKind container_x`, add it to the
 * table in items.c, and its name to types.c. */
#ifndef ONRECORD_DOCUMENT_CONTAINER_H
#define ONRECORD_DOCUMENT_CONTAINER_H

#include "document/items.h"
#include "document/kind.h"

/// Bytes on all levels of one input that is packed, however deep.
typedef struct {
  uint64_t packed, unpacked;
} Bulk;

/// An input that is being read: bytes at `window` that are not read yet, and what follows them.
typedef struct {
  const DocumentSource* source;
  const Stream*         rest; ///< NULL at the end
  ItemSink              sink;
  Slice                 window;
  Buffer                held;  ///< Behind `window`, once something of `rest` was read
  size_t                count; ///< Items given
  int                   depth; ///< 0: not within another
  Bulk*                 bulk;
} Container;

typedef struct {
  DocumentType type;
  bool         wraps; ///< It holds files of any type: a type that the user gives is that of what is inside
  int (*bid)(const DocumentSource* head); ///< How sure it is that this is one of its own, 0 to 100
  Status (*each)(Container* container);
} ContainerKind;

extern const ContainerKind container_json_lines, container_json, container_csv, container_tsv, container_feed, container_sitemap,
    container_list, container_mbox, container_warc, container_packed, container_archive;

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

/// Have the next item's page read in its place; false where that is not done, and nothing was given.
bool container_follow(Container* container, const DocumentSource* item);

/// Give the next item's fault: the message is put behind its name.
Status container_fault(Container* container, Status status, const char* format, ...) __attribute__((format(printf, 3, 4)));

/// Give an address that is to be read. What is no http or https address is a fault.
Status container_link(Container* container, const char* address);

/// Look into something that stands in this container and may itself be one.
Status container_within(Container* container, const DocumentSource* source, const Stream* rest);

/// Count bytes that were unpacked. ERR_LIMIT: far more than any news is packed to (a bomb).
Status container_unpacked(const Container* container, size_t n);

/// "The whole feed is in the window"; false, and a fault is given, where it is over DOCUMENT_LIMIT.
Status container_whole(Container* container, const char* what, bool* whole);

#endif
