/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Reading an article: pieces, windows, and for each window encoder, taggers, pair scorers. */
#include "reader/reader.h"

#include "reader/decode.h"
#include "reader/encoder.h"
#include "reader/links.h"

#include <stdlib.h>
#include <string.h>

struct Reader {
  const Model* model;
  Encoder      encoder;
  float*       tags;    ///< [rows][TAG_LANES]
  float*       targets; ///< [rows][PAIR]
  LinksSpace*  space;
};

Reader* reader_new(const Model* model) {
  Reader* reader  = xcalloc(1, sizeof *reader);
  reader->model   = model;
  reader->tags    = xmalloc(WINDOW_ROWS * TAG_LANES * sizeof(float));
  reader->targets = xmalloc(WINDOW_ROWS * PAIR * sizeof(float));
  reader->space   = xmalloc(sizeof *reader->space);
  encoder_make(&reader->encoder, model);
  return reader;
}

const Model* reader_model(const Reader* reader) { return reader->model; }

void reader_free(Reader* reader) {
  if (!reader) return;
  encoder_free(&reader->encoder);
  free(reader->tags);
  free(reader->targets);
  free(reader->space);
  free(reader);
}

static void read_window(Reader* reader, const Windows* windows, size_t index, const Pieces* pieces, Arena* arena,
                        Found* found, ReadingLinks* links) {
  const Window* window = &windows->items[index];
  Rows          rows;
  window_rows(windows, window, pieces->items, &rows);
  encoder_run(&reader->encoder, &rows, reader->model->layer_count);
  View view = {
      .model   = reader->model,
      .pieces  = pieces,
      .window  = window,
      .rows    = &rows,
      .x       = reader->encoder.x,
      .tags    = reader->tags,
      .targets = reader->targets,
      .arena   = arena,
  };
  decode_window(&view, found);
  links_keep(links, arena, reader->space, index, &rows, reader->encoder.x);
}

Status reader_read(Reader* reader, const Text* text, const Span* paragraphs, size_t n, Arena* arena, Reading* reading) {
  Pieces    pieces = {.limit = READER_LIMIT};
  uint32_t* ends   = arena_array(arena, uint32_t, n);
  for (size_t i = 0; i < n && !pieces.full; i++) {
    wordpiece_cut(&reader->model->vocabulary, text, paragraphs[i], &pieces);
    ends[i] = (uint32_t)pieces.n;
  }
  if (pieces.full) {
    pieces_free(&pieces);
    return fail(ERR_LIMIT, "a text of more than %d words and signs; cut it into articles", READER_LIMIT);
  }
  Piece* kept = arena_array(arena, Piece, pieces.n);
  if (pieces.n) memcpy(kept, pieces.items, pieces.n * sizeof *kept);
  Windows* windows    = arena_alloc(arena, sizeof *windows);
  *windows            = windows_make(arena, kept, ends, n);
  ReadingLinks* links = links_make(arena, reader->model, windows);
  Found         found = {0};
  for (size_t i = 0; i < windows->count; i++) read_window(reader, windows, i, &pieces, arena, &found, links);
  *reading = (Reading){
      .pieces      = kept,
      .piece_count = pieces.n,
      .names       = found.names,
      .name_count  = found.name_count,
      .roles       = found.roles,
      .role_count  = found.role_count,
      .cues        = found.cues,
      .cue_count   = found.cue_count,
      .links       = links,
  };
  pieces_free(&pieces);
  return OK;
}
