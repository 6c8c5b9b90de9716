/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* DOT for Graphviz: the picture of picture.h, without the nodes that have no edge, since Graphviz has no filter.
 *
 *     "https://w3id.org/onrecord/id/ana-brandt" [label="Ana Brandt", class="Person", fillcolor="#CFE3F5"];
 *     "…/id/ana-brandt" -> "…/id/norland" [label="finance minister", tooltip="2031-03-01"];
 *
 * Long labels are broken into lines. In DOT a quoted name knows one escape, \", and a label some more, so that a
 * backslash is doubled in both (graphviz.org/doc/info/lang.html, "escString"). Edges stand before nodes: only then is it
 * known which nodes have any. */
#include "tell/formats.h"
#include "tell/out.h"
#include "tell/picture.h"

enum { LINE = 32 };

static const struct {
  const char *type, *shape;
} shapes[] = {{"Person", "ellipse"}, {"UnnamedSource", "ellipse, style=\"filled,dashed\""}, {"Place", "hexagon"}, {"Claim", "note"}, {NULL, "box"}};

/// Quoted; where `width` is not 0, spaces behind that many code points become line breaks.
static void put_quoted(Buffer* out, Slice text, uint32_t width) {
  uint32_t column = 0;
  buffer_putc(out, '"');
  for (size_t i = 0; i < text.len; i++) {
    const unsigned char c = (unsigned char)text.ptr[i];
    column += (c & 0xC0) != 0x80;
    if (c == '"' || c == '\\')
      buffer_printf(out, "\\%c", c);
    else if ((c == '\n' || (c == ' ' && width && column > width)) && i + 1 < text.len) {
      buffer_puts(out, width ? "\\n" : " ");
      column = 0;
    } else if (c < 0x20 || c == 0x7F)
      buffer_putc(out, ' ');
    else
      buffer_putc(out, (char)c);
  }
  buffer_putc(out, '"');
}

static void put_attribute(Buffer* out, const char* name, Slice text) {
  if (!text.len) return;
  buffer_printf(out, ", %s=", name);
  put_quoted(out, text, 0);
}

static void put_edge(Buffer* out, const PictureItem* edge, int variant) {
  (void)variant;
  buffer_puts(out, "  ");
  put_quoted(out, edge->source, 0);
  buffer_puts(out, " -> ");
  put_quoted(out, edge->target, 0);
  buffer_puts(out, " [label=");
  put_quoted(out, edge->label, LINE);
  buffer_printf(out, ", weight=%zu", edge->weight);
  put_attribute(out, "tooltip", edge->cells[EDGE_DATE]);
  put_attribute(out, "URL", edge->cells[EDGE_ARTICLE]);
  buffer_puts(out, "];\n");
}

static void put_node(Buffer* out, const PictureItem* node, int variant) {
  (void)variant;
  if (!node->tied) return;
  const Slice type = node->cells[NODE_TYPE];
  size_t      i    = 0;
  while (shapes[i].type && !slice_equal(type, slice(shapes[i].type))) i++;
  buffer_puts(out, "  ");
  put_quoted(out, node->id, 0);
  buffer_puts(out, " [label=");
  put_quoted(out, node->label, LINE);
  put_attribute(out, "class", type);
  put_attribute(out, "tooltip", node->cells[NODE_ROLES]);
  buffer_printf(out, ", shape=%s, fillcolor=\"%s\"];\n", shapes[i].shape, picture_color(type));
}

static Status put_all(Picture* picture, Out* out, int variant) {
  (void)variant;
  buffer_puts(&out->text, "digraph onrecord {\n"
                          "  graph [charset=\"UTF-8\", rankdir=LR, overlap=false];\n"
                          "  node [style=filled, fontname=\"sans-serif\"];\n"
                          "  edge [fontname=\"sans-serif\", fontsize=10];\n");
  TRY(picture_put_edges(picture, out, put_edge, 0));
  TRY(picture_put_nodes(picture, out, put_node, 0));
  buffer_puts(&out->text, "}\n");
  return OK;
}

static Status write_dot(Store* store, const TellOptions* options, FILE* file) {
  return picture_write(store, options, file, put_all, 0);
}

const TellFormat tell_dot = {"dot", "dot", "text/vnd.graphviz", "the picture, for Graphviz", write_dot, NULL};
