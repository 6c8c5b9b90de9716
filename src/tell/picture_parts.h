/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What the two halves of a picture share: picture.c fills it, picture_items.c reads it out. */
#ifndef ONRECORD_TELL_PICTURE_PARTS_H
#define ONRECORD_TELL_PICTURE_PARTS_H

#include "base/map.h"
#include "tell/picture.h"
#include "tell/sort.h"
#include "tell/terms.h"

struct Picture {
  Sorter *nodes, *edges;
  Map     drawn;  // packed id of each node -> whether it has edges
  Map     roles;  // IRI -> 1 + where its label begins in `words`, 0 without one
  Map     dates;  // packed IRI of an article -> the day it was published, 20310302, or 0
  Buffer  words;  // NUL-terminated labels
  Buffer  record; // scratch
  bool    nodes_ahead, edges_ahead; // whether these were read already
  Slice   node_next, edge_next;
  size_t  node_count, edge_count;
  Arena   item;   // what the item given last points into
};

Status picture_next_node(Picture* picture, PictureItem* node, bool* more);
Status picture_next_edge(Picture* picture, PictureItem* edge, bool* more);

/// "2031-03-02" or a dateTime's beginning as 20310302; 0 for anything else.
uint32_t picture_date(Term term);

/// Adds a word to a list unless it is there already; nothing for an empty word.
void picture_add(Buffer* list, const char* between, Slice word);

#endif
