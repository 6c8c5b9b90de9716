/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The graph as graph viewers want it: nodes and edges with labels and columns, in order.
 *
 *     Picture* picture;
 *     TRY(picture_make(store, options, &picture));
 *     TRY(picture_put_nodes(picture, out, put_node, 0));     item->id, item->label, item->cells[NODE_TYPE]
 *     TRY(picture_put_edges(picture, out, put_edge, 0));     item->source -> item->target, item->label
 *
 * What is drawn: people, organizations, places, claims, unnamed sources and events, that is all resources that are
 * described and are not furniture. Furniture carries a fact in more than two parts or says where it stands: memberships,
 * statements, similarities, roles, evidence, articles. Drawn as nodes they would stand between any two people and hide them; the fact
 * itself is a direct triple already ("id:ana-brandt role:finance-minister id:norland"), and what its furniture knows goes
 * into the columns of that edge: tenure, role, date, score, the articles. One edge is not a triple: a claim is tied to
 * whom its statements are about, since a claim that hangs on its speaker alone says nothing about the picture. Literals
 * are columns. Who takes part in no edge is a node all the same; viewers filter by degree (dot.c leaves them out).
 *
 * Cost: the graph is sorted once by subject (scan.h), the edges once more by their ends. In memory are the IRIs of the
 * nodes drawn, the labels of the roles and the dates of the articles: some 150 bytes for each, far less than the viewer
 * itself will need. */
#ifndef ONRECORD_TELL_PICTURE_H
#define ONRECORD_TELL_PICTURE_H

#include "tell/out.h"
#include "tell/tell.h"

typedef enum { COLUMN_TEXT, COLUMN_COUNT, COLUMN_REAL } ColumnType;

typedef struct {
  const char* name;
  ColumnType  type;
} Column;

enum { NODE_TYPE, NODE_NAMES, NODE_ROLES, NODE_SAME, NODE_ARTICLES, NODE_COLUMNS };
enum { EDGE_PREDICATE, EDGE_TENURE, EDGE_ROLE, EDGE_DATE, EDGE_SCORE, EDGE_ARTICLES, EDGE_ARTICLE, EDGE_COLUMNS };
enum { CELLS = 7 };

extern const Column node_columns[NODE_COLUMNS];
extern const Column edge_columns[EDGE_COLUMNS];

/// A node or an edge; valid until the next call. Empty cells: not known.
typedef struct {
  Slice  id;             ///< Of a node: its IRI, or "_:label"; of an edge: "e1", "e2", ...
  Slice  source, target; ///< Of an edge: ids of nodes
  Slice  label;          ///< Never empty
  Slice  cells[CELLS];   ///< Numbers as text
  size_t weight;         ///< Articles behind it, at least 1
  size_t number;         ///< From 1, of nodes and of edges
  bool   tied;           ///< Of a node: whether it is an end of an edge; known once all edges were given
} PictureItem;

typedef struct Picture Picture;

Status picture_make(Store* store, const TellOptions* options, Picture** picture); ///< To be freed also after a fault
void   picture_free(Picture* picture); ///< NULL is fine

/// Let `put` write all nodes, or all edges, that are still to be given; `variant` is put's own.
typedef void (*PicturePut)(Buffer* out, const PictureItem* item, int variant);
Status picture_put_nodes(Picture* picture, Out* out, PicturePut put, int variant);
Status picture_put_edges(Picture* picture, Out* out, PicturePut put, int variant);

/// What stands behind the last '/', '#' or ':' of an IRI: "finance-minister".
Slice picture_last_part(Slice iri);

/// "#CFE3F5": the colour of nodes of a type, the same in all formats that have one.
const char* picture_color(Slice type);

/// Make the picture and let `put` write all of it.
Status picture_write(Store* store, const TellOptions* options, FILE* file, Status (*put)(Picture*, Out*, int variant), int variant);

#endif
