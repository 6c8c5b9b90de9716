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
  const char *type, *look;
} looks[] = {{"Person", "shape=ellipse, fillcolor=\"#CFE3F5\""},      {"UnnamedSource", "shape=ellipse, style=\"filled,dashed\", fillcolor=\"#E3E3E3\""},
             {"Organization", "shape=box, fillcolor=\"#F8E0C4\""},    {"Place", "shape=hexagon, fillcolor=\"#D9EAD0\""},
             {"Claim", "shape=note, fillcolor=\"#FBF3C2\""},          {NULL, "shape=box, fillcolor=\"#FFFFFF\""}};

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

static Status put_edges(Picture* picture, Out* out) {
  for (;;) {
    PictureItem edge;
    bool        more;
    TRY(picture_next_edge(picture, &edge, &more));
    if (!more) return OK;
    buffer_puts(&out->text, "  ");
    put_quoted(&out->text, edge.source, 0);
    buffer_puts(&out->text, " -> ");
    put_quoted(&out->text, edge.target, 0);
    buffer_puts(&out->text, " [label=");
    put_quoted(&out->text, edge.label, LINE);
    buffer_printf(&out->text, ", weight=%zu", edge.weight);
    if (edge.cells[EDGE_DATE].len) {
      buffer_puts(&out->text, ", tooltip=");
      put_quoted(&out->text, edge.cells[EDGE_DATE], 0);
    }
    if (edge.cells[EDGE_ARTICLE].len) {
      buffer_puts(&out->text, ", URL=");
      put_quoted(&out->text, edge.cells[EDGE_ARTICLE], 0);
    }
    buffer_puts(&out->text, "];\n");
    TRY(out_pass(out));
  }
}

static Status put_nodes(Picture* picture, Out* out) {
  for (;;) {
    PictureItem node;
    bool        more;
    TRY(picture_next_node(picture, &node, &more));
    if (!more) return OK;
    if (!picture_node_has_edges(picture, node.id)) continue;
    size_t i = 0;
    while (looks[i].type && !slice_equal(node.cells[NODE_TYPE], slice(looks[i].type))) i++;
    buffer_puts(&out->text, "  ");
    put_quoted(&out->text, node.id, 0);
    buffer_puts(&out->text, " [label=");
    put_quoted(&out->text, node.label, LINE);
    if (node.cells[NODE_TYPE].len) {
      buffer_puts(&out->text, ", class=");
      put_quoted(&out->text, node.cells[NODE_TYPE], 0);
    }
    if (node.cells[NODE_ROLES].len) {
      buffer_puts(&out->text, ", tooltip=");
      put_quoted(&out->text, node.cells[NODE_ROLES], 0);
    }
    buffer_printf(&out->text, ", %s];\n", looks[i].look);
    TRY(out_pass(out));
  }
}

static Status put_all(Picture* picture, Out* out, int variant) {
  (void)variant;
  buffer_puts(&out->text, "digraph onrecord {\n"
                          "  graph [charset=\"UTF-8\", rankdir=LR, overlap=false];\n"
                          "  node [style=filled, fontname=\"sans-serif\"];\n"
                          "  edge [fontname=\"sans-serif\", fontsize=10];\n");
  TRY(put_edges(picture, out));
  TRY(put_nodes(picture, out));
  buffer_puts(&out->text, "}\n");
  return OK;
}

static Status write_dot(Store* store, const TellOptions* options, FILE* file) {
  return picture_write(store, options, file, put_all, 0);
}

const TellFormat tell_dot = {"dot", "dot", "text/vnd.graphviz", "the picture, for Graphviz", write_dot, NULL};
