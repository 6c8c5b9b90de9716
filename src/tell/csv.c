/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Two tables, nodes and edges, in CSV (RFC 4180, UTF-8, one line feed a row): for Gephi's and Cytoscape's table import
 * and for spreadsheets; and the same two under the headings that `neo4j-admin database import` wants. What is drawn is
 * said in picture.h.
 *
 *     nodes.csv    Id,Label,type,names,roles,same_as,articles
 *     edges.csv    Source,Target,Type,Id,Label,Weight,predicate,tenure,role,date,score,articles,article
 *
 * Two tables do not go into one stream, so "csv" is a folder of nodes.csv and edges.csv (tell_folder()), and csv-nodes
 * and csv-edges are each of them alone. In Neo4j's tables an edge's type is its predicate's last part, since a type
 * there is a name and no text. */
#include "tell/formats.h"
#include "tell/out.h"
#include "tell/picture.h"

#include <string.h>

static void put_cell(Buffer* out, Slice cell) {
  bool quotes = cell.len && (cell.ptr[0] == ' ' || cell.ptr[cell.len - 1] == ' ');
  for (size_t i = 0; i < cell.len && !quotes; i++) quotes = strchr(",\"\r\n\t;", cell.ptr[i]) != NULL;
  if (!quotes) {
    buffer_put_slice(out, cell);
    return;
  }
  buffer_putc(out, '"');
  for (size_t i = 0; i < cell.len; i++) {
    if (cell.ptr[i] == '"') buffer_putc(out, '"');
    buffer_putc(out, cell.ptr[i]);
  }
  buffer_putc(out, '"');
}

static void put_headings(Buffer* out, const char* first, const Column* columns, size_t n, bool neo4j) {
  static const char* const types[] = {[COLUMN_TEXT] = "", [COLUMN_COUNT] = ":int", [COLUMN_REAL] = ":double"};
  buffer_puts(out, first);
  for (size_t i = 0; i < n; i++) buffer_printf(out, ",%s%s", columns[i].name, neo4j ? types[columns[i].type] : "");
  buffer_putc(out, '\n');
}

static void put_cells(Buffer* out, const PictureItem* item, size_t n) {
  for (size_t i = 0; i < n; i++) {
    buffer_putc(out, ',');
    put_cell(out, item->cells[i]);
  }
  buffer_putc(out, '\n');
}

static void put_node(Buffer* out, const PictureItem* node, int neo4j) {
  put_cell(out, node->id);
  buffer_putc(out, ',');
  put_cell(out, node->label);
  if (neo4j) {
    buffer_putc(out, ',');
    put_cell(out, node->cells[NODE_TYPE].len ? node->cells[NODE_TYPE] : SLICE("Resource"));
  }
  put_cells(out, node, NODE_COLUMNS);
}

static void put_edge(Buffer* out, const PictureItem* edge, int neo4j) {
  const Slice kind    = neo4j ? picture_last_part(edge->cells[EDGE_PREDICATE]) : SLICE("Directed");
  const Slice cells[] = {edge->source, edge->target, kind, edge->id, edge->label};
  for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
    put_cell(out, cells[i]);
    buffer_putc(out, ',');
  }
  buffer_printf(out, "%zu", edge->weight);
  put_cells(out, edge, EDGE_COLUMNS);
}

static Status put_nodes(Picture* picture, Out* out, int neo4j) {
  put_headings(&out->text, neo4j ? "id:ID,name,:LABEL" : "Id,Label", node_columns, NODE_COLUMNS, neo4j);
  return picture_put_nodes(picture, out, put_node, neo4j);
}

static Status put_edges(Picture* picture, Out* out, int neo4j) {
  put_headings(&out->text, neo4j ? ":START_ID,:END_ID,:TYPE,id,label,weight:int" : "Source,Target,Type,Id,Label,Weight", edge_columns,
               EDGE_COLUMNS, neo4j);
  return picture_put_edges(picture, out, put_edge, neo4j);
}

static Status write_table(Store* store, const TellOptions* options, FILE* file, bool edges, bool neo4j) {
  return picture_write(store, options, file, edges ? put_edges : put_nodes, neo4j);
}

static Status write_nodes(Store* store, const TellOptions* options, FILE* file) { return write_table(store, options, file, false, false); }
static Status write_edges(Store* store, const TellOptions* options, FILE* file) { return write_table(store, options, file, true, false); }
static Status write_neo4j_nodes(Store* store, const TellOptions* options, FILE* file) { return write_table(store, options, file, false, true); }
static Status write_neo4j_edges(Store* store, const TellOptions* options, FILE* file) { return write_table(store, options, file, true, true); }

static Status write_both(Store* store, const TellOptions* options, FILE* file) {
  (void)store, (void)options, (void)file;
  return fail(ERR_USAGE, "two tables do not go into one file: name a folder for them (--output FOLDER), or ask for csv-nodes or csv-edges");
}

static const TellPart csv_parts[]   = {{"nodes.csv", "csv-nodes"}, {"edges.csv", "csv-edges"}, {NULL, NULL}};
static const TellPart neo4j_parts[] = {{"nodes.csv", "neo4j-nodes"}, {"edges.csv", "neo4j-edges"}, {NULL, NULL}};

const TellFormat tell_csv         = {"csv", "csv", "text/csv", "the picture as two tables in a folder: nodes.csv, edges.csv", write_both, csv_parts};
const TellFormat tell_csv_nodes   = {"csv-nodes", "nodes.csv", "text/csv", "the nodes of the picture as a table", write_nodes, NULL};
const TellFormat tell_csv_edges   = {"csv-edges", "edges.csv", "text/csv", "the edges of the picture as a table", write_edges, NULL};
const TellFormat tell_neo4j       = {"neo4j", "neo4j", "text/csv", "the same two tables with the headings of Neo4j's import", write_both, neo4j_parts};
const TellFormat tell_neo4j_nodes = {"neo4j-nodes", "nodes.neo4j.csv", "text/csv", "the nodes for Neo4j", write_neo4j_nodes, NULL};
const TellFormat tell_neo4j_edges = {"neo4j-edges", "edges.neo4j.csv", "text/csv", "the edges for Neo4j", write_neo4j_edges, NULL};
