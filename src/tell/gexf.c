/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* GEXF 1.3 (gexf.net/schema.html), Gephi's own format: what is drawn is said in picture.h.
 *
 *     <node id="https://w3id.org/onrecord/id/ana-brandt" label="Ana Brandt">
 *       <attvalues><attvalue for="type" value="Person"/></attvalues>
 *       <viz:color r="207" g="227" b="245"/><viz:size value="12"/>
 *     </node>
 *     <edge id="e1" source="..." target="..." kind="finance minister" label="finance minister" start="2031-03-02" weight="1">
 *
 * An edge's kind is its label: Gephi would else make one edge of all that run between the same two nodes. Its weight is
 * the number of articles behind it; a node is coloured by its type, and larger the more articles it is in.
 * An edge begins on its date, for Gephi's timeline. */
#include "tell/formats.h"
#include "tell/out.h"
#include "tell/picture.h"
#include "tell/xml.h"

#include <stdio.h>

static const char* const types[] = {[COLUMN_TEXT] = "string", [COLUMN_COUNT] = "integer", [COLUMN_REAL] = "double"};

static void declare(Buffer* out, const char* class, const Column* columns, size_t n) {
  buffer_printf(out, "    <attributes class=\"%s\">\n", class);
  for (size_t i = 0; i < n; i++)
    buffer_printf(out, "      <attribute id=\"%s\" title=\"%s\" type=\"%s\"/>\n", columns[i].name, columns[i].name, types[columns[i].type]);
  buffer_puts(out, "    </attributes>\n");
}

static void put_values(Buffer* out, const PictureItem* item, const Column* columns, size_t n) {
  buffer_puts(out, "        <attvalues>");
  for (size_t i = 0; i < n; i++) {
    if (!item->cells[i].len) continue;
    buffer_printf(out, "<attvalue for=\"%s\"", columns[i].name);
    xml_attribute(out, "value", item->cells[i]);
    buffer_puts(out, "/>");
  }
  buffer_puts(out, "</attvalues>\n");
}

/// Gephi draws a node as it is told to until the user maps colour and size to columns.
static void put_look(Buffer* out, const PictureItem* node) {
  unsigned red = 0, green = 0, blue = 0;
  sscanf(picture_color(node->cells[NODE_TYPE]), "#%2x%2x%2x", &red, &green, &blue);
  const size_t more = node->weight < 40 ? node->weight : 40;
  buffer_printf(out, "        <viz:color r=\"%u\" g=\"%u\" b=\"%u\"/><viz:size value=\"%zu\"/>\n", red, green, blue, 9 + more);
}

static void put_node(Buffer* out, const PictureItem* node, int variant) {
  (void)variant;
  buffer_puts(out, "      <node");
  xml_attribute(out, "id", node->id);
  xml_attribute(out, "label", node->label);
  buffer_puts(out, ">\n");
  put_values(out, node, node_columns, NODE_COLUMNS);
  put_look(out, node);
  buffer_puts(out, "      </node>\n");
}

static void put_edge(Buffer* out, const PictureItem* edge, int variant) {
  (void)variant;
  buffer_puts(out, "      <edge");
  xml_attribute(out, "id", edge->id);
  xml_attribute(out, "source", edge->source);
  xml_attribute(out, "target", edge->target);
  xml_attribute(out, "kind", edge->label);
  xml_attribute(out, "label", edge->label);
  if (edge->cells[EDGE_DATE].len) xml_attribute(out, "start", edge->cells[EDGE_DATE]);
  buffer_printf(out, " weight=\"%zu\">\n", edge->weight);
  put_values(out, edge, edge_columns, EDGE_COLUMNS);
  buffer_puts(out, "      </edge>\n");
}

static Status put_all(Picture* picture, Out* out, int variant) {
  (void)variant;
  buffer_puts(&out->text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n"
                          "  <meta><creator>OnRecord</creator></meta>\n"
                          "  <graph defaultedgetype=\"directed\" mode=\"dynamic\" timeformat=\"date\">\n");
  declare(&out->text, "node", node_columns, NODE_COLUMNS);
  declare(&out->text, "edge", edge_columns, EDGE_COLUMNS);
  buffer_puts(&out->text, "    <nodes>\n");
  TRY(picture_put_nodes(picture, out, put_node, 0));
  buffer_puts(&out->text, "    </nodes>\n    <edges>\n");
  TRY(picture_put_edges(picture, out, put_edge, 0));
  buffer_puts(&out->text, "    </edges>\n  </graph>\n</gexf>\n");
  return OK;
}

static Status write_gexf(Store* store, const TellOptions* options, FILE* file) {
  return picture_write(store, options, file, put_all, 0);
}

const TellFormat tell_gexf = {"gexf", "gexf", "application/gexf+xml", "people, roles and claims as a picture, for Gephi", write_gexf, NULL};
