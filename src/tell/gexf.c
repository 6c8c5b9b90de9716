/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* GEXF 1.3 (gexf.net/schema.html), Gephi's own format: what is drawn is said in picture.h.
 *
 *     <node id="https://w3id.org/onrecord/id/ana-brandt" label="Ana Brandt">
 *       <attvalues><attvalue for="type" value="Person"/></attvalues>
 *     </node>
 *     <edge id="e1" source="..." target="..." kind="finance minister" label="finance minister" weight="1">
 *
 * An edge's kind is its label: Gephi would else make one edge of all that run between the same two nodes. Its weight is
 * the number of articles behind it. */
#include "tell/formats.h"
#include "tell/out.h"
#include "tell/picture.h"
#include "tell/xml.h"

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

static Status put_nodes(Picture* picture, Out* out) {
  for (;;) {
    PictureItem node;
    bool        more;
    TRY(picture_next_node(picture, &node, &more));
    if (!more) return OK;
    buffer_puts(&out->text, "      <node");
    xml_attribute(&out->text, "id", node.id);
    xml_attribute(&out->text, "label", node.label);
    buffer_puts(&out->text, ">\n");
    put_values(&out->text, &node, node_columns, NODE_COLUMNS);
    buffer_puts(&out->text, "      </node>\n");
    TRY(out_pass(out));
  }
}

static Status put_edges(Picture* picture, Out* out) {
  for (;;) {
    PictureItem edge;
    bool        more;
    TRY(picture_next_edge(picture, &edge, &more));
    if (!more) return OK;
    buffer_puts(&out->text, "      <edge");
    xml_attribute(&out->text, "id", edge.id);
    xml_attribute(&out->text, "source", edge.source);
    xml_attribute(&out->text, "target", edge.target);
    xml_attribute(&out->text, "kind", edge.label);
    xml_attribute(&out->text, "label", edge.label);
    buffer_printf(&out->text, " weight=\"%zu\">\n", edge.weight);
    put_values(&out->text, &edge, edge_columns, EDGE_COLUMNS);
    buffer_puts(&out->text, "      </edge>\n");
    TRY(out_pass(out));
  }
}

static Status put_all(Picture* picture, Out* out, int variant) {
  (void)variant;
  buffer_puts(&out->text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
                          "  <meta><creator>OnRecord</creator></meta>\n"
                          "  <graph defaultedgetype=\"directed\" mode=\"static\">\n");
  declare(&out->text, "node", node_columns, NODE_COLUMNS);
  declare(&out->text, "edge", edge_columns, EDGE_COLUMNS);
  buffer_puts(&out->text, "    <nodes>\n");
  TRY(put_nodes(picture, out));
  buffer_puts(&out->text, "    </nodes>\n    <edges>\n");
  TRY(put_edges(picture, out));
  buffer_puts(&out->text, "    </edges>\n  </graph>\n</gexf>\n");
  return OK;
}

static Status write_gexf(Store* store, const TellOptions* options, FILE* file) {
  return picture_write(store, options, file, put_all, 0);
}

const TellFormat tell_gexf = {"gexf", "gexf", "application/gexf+xml", "people, roles and claims as a picture, for Gephi", write_gexf, NULL};
