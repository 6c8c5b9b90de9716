/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* GraphML (graphml.graphdrawing.org, 1.0) for NetworkX, igraph, Cytoscape, Gephi; and with yEd's own extension, for
 * which alone a label is drawn that stands in a y:NodeLabel. What is drawn is said in picture.h.
 *
 *     <node id="https://w3id.org/onrecord/id/ana-brandt">
 *       <data key="n_label">Ana Brandt</data><data key="n_type">Person</data>
 *     </node>
 */
#include "tell/formats.h"
#include "tell/out.h"
#include "tell/picture.h"
#include "tell/xml.h"

static const char* const types[] = {[COLUMN_TEXT] = "string", [COLUMN_COUNT] = "int", [COLUMN_REAL] = "double"};

/// In yEd, the shape of a node of a type; the last line is for all others.
static const struct {
  const char *type, *shape;
} shapes[] = {{"Person", "ellipse"}, {"UnnamedSource", "ellipse"}, {"Place", "hexagon"}, {"Claim", "roundrectangle"}, {NULL, "rectangle"}};

static void declare(Buffer* out, const char* class, const Column* columns, size_t n) {
  buffer_printf(out, "  <key id=\"%c_label\" for=\"%s\" attr.name=\"label\" attr.type=\"string\"/>\n", class[0], class);
  for (size_t i = 0; i < n; i++)
    buffer_printf(out, "  <key id=\"%c_%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n", class[0], columns[i].name, class,
                  columns[i].name, types[columns[i].type]);
}

static void put_data(Buffer* out, char class, const char* key, Slice text) {
  if (!text.len) return;
  buffer_printf(out, "      <data key=\"%c_%s\">", class, key);
  xml_write(out, text);
  buffer_puts(out, "</data>\n");
}

static void put_node_look(Buffer* out, const PictureItem* node) {
  size_t i = 0;
  while (shapes[i].type && !slice_equal(node->cells[NODE_TYPE], slice(shapes[i].type))) i++;
  const uint32_t letters = utf8_count(node->label), width = letters < 8 ? 60 : letters > 40 ? 300 : letters * 7 + 14;
  buffer_printf(out,
                "      <data key=\"n_look\"><y:ShapeNode><y:Geometry height=\"%u\" width=\"%u\"/><y:Fill color=\"%s\" transparent=\"false\"/>"
                "<y:NodeLabel autoSizePolicy=\"node_width\" configuration=\"CroppingLabel\">",
                30 + 14 * (letters / 41), width, picture_color(node->cells[NODE_TYPE]));
  xml_write(out, node->label);
  buffer_printf(out, "</y:NodeLabel><y:Shape type=\"%s\"/></y:ShapeNode></data>\n", shapes[i].shape);
}

static void put_edge_look(Buffer* out, const PictureItem* edge) {
  buffer_puts(out, "      <data key=\"e_look\"><y:PolyLineEdge><y:Arrows source=\"none\" target=\"standard\"/><y:EdgeLabel>");
  xml_write(out, edge->label);
  buffer_puts(out, "</y:EdgeLabel></y:PolyLineEdge></data>\n");
}

static void put_node(Buffer* out, const PictureItem* node, int yed) {
  buffer_puts(out, "    <node");
  xml_attribute(out, "id", node->id);
  buffer_puts(out, ">\n");
  put_data(out, 'n', "label", node->label);
  for (size_t i = 0; i < NODE_COLUMNS; i++) put_data(out, 'n', node_columns[i].name, node->cells[i]);
  if (yed) put_node_look(out, node);
  buffer_puts(out, "    </node>\n");
}

static void put_edge(Buffer* out, const PictureItem* edge, int yed) {
  buffer_puts(out, "    <edge");
  xml_attribute(out, "id", edge->id);
  xml_attribute(out, "source", edge->source);
  xml_attribute(out, "target", edge->target);
  buffer_puts(out, ">\n");
  put_data(out, 'e', "label", edge->label);
  for (size_t i = 0; i < EDGE_COLUMNS; i++) put_data(out, 'e', edge_columns[i].name, edge->cells[i]);
  if (yed) put_edge_look(out, edge);
  buffer_puts(out, "    </edge>\n");
}

static Status put_all(Picture* picture, Out* out, int yed) {
  buffer_puts(&out->text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"");
  if (yed) buffer_puts(&out->text, " xmlns:y=\"http://www.yworks.com/xml/graphml\"");
  buffer_puts(&out->text, ">\n");
  declare(&out->text, "node", node_columns, NODE_COLUMNS);
  declare(&out->text, "edge", edge_columns, EDGE_COLUMNS);
  if (yed)
    buffer_puts(&out->text, "  <key id=\"n_look\" for=\"node\" yfiles.type=\"nodegraphics\"/>\n"
                            "  <key id=\"e_look\" for=\"edge\" yfiles.type=\"edgegraphics\"/>\n");
  buffer_puts(&out->text, "  <graph id=\"onrecord\" edgedefault=\"directed\">\n");
  TRY(picture_put_nodes(picture, out, put_node, yed));
  TRY(picture_put_edges(picture, out, put_edge, yed));
  buffer_puts(&out->text, "  </graph>\n</graphml>\n");
  return OK;
}

static Status write_picture(Store* store, const TellOptions* options, FILE* file, bool yed) {
  return picture_write(store, options, file, put_all, yed);
}

static Status write_graphml(Store* store, const TellOptions* options, FILE* file) { return write_picture(store, options, file, false); }
static Status write_yed(Store* store, const TellOptions* options, FILE* file) { return write_picture(store, options, file, true); }

const TellFormat tell_graphml = {"graphml", "graphml", "application/graphml+xml", "the picture, for NetworkX, igraph, Cytoscape", write_graphml, NULL};
const TellFormat tell_yed = {"yed", "yed.graphml", "application/graphml+xml", "the picture in GraphML with yEd's labels and shapes", write_yed, NULL};
