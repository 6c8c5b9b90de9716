/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Cytoscape's JSON (.cyjs), read by the desktop program and, its "elements", by Cytoscape.js; what is drawn is said in
 * picture.h. One node or edge a line:
 *
 *     {"data": {"id": "…/id/ana-brandt", "name": "Ana Brandt", "label": "Ana Brandt", "type": "Person", …}},
 *     {"data": {"id": "e1", "source": "…", "target": "…", "interaction": "finance minister", "label": …}}
 *
 * "name" and "interaction" are the columns that Cytoscape itself draws. */
#include "base/json.h"
#include "tell/formats.h"
#include "tell/out.h"
#include "tell/picture.h"

#include <string.h>

static void put_text(JsonWriter* w, const char* key, Slice text) {
  json_key(w, key);
  json_string(w, text);
}

/// Cells hold plain numbers already (picture_items.c), digits and a point, so they stand as they are.
static void put_cells(JsonWriter* w, const PictureItem* item, const Column* columns, size_t n) {
  for (size_t i = 0; i < n; i++) {
    const Slice cell = item->cells[i];
    if (!cell.len) continue;
    json_key(w, columns[i].name);
    if (columns[i].type == COLUMN_TEXT) {
      json_string(w, cell);
      continue;
    }
    double value = 0, unit = 1;
    size_t k = 0, digits = 0;
    for (; k < cell.len && cell.ptr[k] != '.'; k++) value = value * 10 + (cell.ptr[k] - '0');
    for (k++; k < cell.len; k++, digits++) value += (cell.ptr[k] - '0') * (unit /= 10);
    json_real(w, value, (int)digits);
  }
  json_close(w);
  json_close(w);
}

static void put_item(Buffer* out, const PictureItem* item, int edge) {
  buffer_puts(out, item->number > 1 ? ",\n" : "\n");
  JsonWriter w = {.out = out};
  json_open(&w, '{');
  json_key(&w, "data");
  json_open(&w, '{');
  put_text(&w, "id", item->id);
  if (edge) put_text(&w, "source", item->source), put_text(&w, "target", item->target);
  put_text(&w, edge ? "interaction" : "name", item->label);
  put_text(&w, "label", item->label);
  if (edge)
    put_cells(&w, item, edge_columns, EDGE_COLUMNS);
  else
    put_cells(&w, item, node_columns, NODE_COLUMNS);
}

static Status put_all(Picture* picture, Out* out, int variant) {
  (void)variant;
  buffer_puts(&out->text, "{\"format_version\": \"1.0\", \"generated_by\": \"OnRecord\", \"target_cytoscapejs_version\": \"~3.0\",\n"
                          "\"data\": {\"name\": \"OnRecord\"},\n\"elements\": {\"nodes\": [");
  TRY(picture_put_nodes(picture, out, put_item, false));
  buffer_puts(&out->text, "\n],\n\"edges\": [");
  TRY(picture_put_edges(picture, out, put_item, true));
  buffer_puts(&out->text, "\n]}}\n");
  return OK;
}

static Status write_cytoscape(Store* store, const TellOptions* options, FILE* file) {
  return picture_write(store, options, file, put_all, 0);
}

const TellFormat tell_cytoscape = {"cytoscape", "cyjs", "application/json", "the picture, for Cytoscape and Cytoscape.js", write_cytoscape, NULL};
