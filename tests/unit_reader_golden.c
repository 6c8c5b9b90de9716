/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The network, stage by stage, against numbers that another implementation wrote: golden.json holds texts with their
 * pieces and what was decoded, golden.safetensors the output of every layer and head. */
#include "unit.h"

#include "reading.h"

#include "base/file.h"
#include "reader/decode.h"
#include "reader/encoder.h"
#include "reader/pairs.h"

#include <jansson.h>
#include <math.h>

static const float CLOSE = 1e-3f;

typedef struct {
  Model*      model;
  Safetensors numbers;
  json_t*     texts;
} Golden;

static void open_golden(const char* model, const char* golden, Golden* g) {
  Arena arena = {0};
  if (model_open(arena_printf(&arena, "%s/model.safetensors", model), MODEL_FLOAT, &g->model) != OK ||
      safetensors_open(arena_printf(&arena, "%s/golden.safetensors", golden), &g->numbers) != OK)
    STOP("%s", status_message());
  json_error_t error;
  g->texts = json_load_file(arena_printf(&arena, "%s/golden.json", golden), 0, &error);
  if (!g->texts) STOP("%s/golden.json: %s", golden, error.text);
  arena_free(&arena);
}

static void close_golden(Golden* g) {
  model_free(g->model);
  safetensors_close(&g->numbers);
  json_decref(g->texts);
}

static Span span_of(const json_t* pair) {
  return (Span){(uint32_t)json_integer_value(json_array_get(pair, 0)),
                (uint32_t)json_integer_value(json_array_get(pair, 1))};
}

/// Compare `n` rows of a stage, `stride` apart, with the tensor PREFIX.STAGE.
static void same_numbers(const Golden* g, const char* prefix, const char* stage, const float* got, size_t rows,
                         size_t columns, size_t stride) {
  Arena         arena = {0};
  const Tensor* t     = safetensors_find(&g->numbers, arena_printf(&arena, "%s.%s", prefix, stage));
  assert_non_null(t);
  assert_int_equal(t->count, rows * columns);
  float* wanted = arena_array(&arena, float, t->count);
  tensor_floats(t, 0, t->count, wanted);
  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < columns; c++) {
      const float a = got[r * stride + c], b = wanted[r * columns + c];
      if (!(fabsf(a - b) <= CLOSE))
        STOP("%s.%s row %zu column %zu: %g, not %g", prefix, stage, r, c, (double)a, (double)b);
    }
  arena_free(&arena);
}

static void same_pairs(const Golden* g, const char* prefix, const char* stage, const PairScorer* scorer,
                       const Encoder* encoder, const Rows* rows, const json_t* anchors) {
  const Kernels* kernels = g->model->kernels;
  const size_t   columns = rows->n * scorer->relations, count = json_array_size(anchors);
  float*         targets = malloc(rows->n * PAIR * sizeof(float));
  float*         logits  = malloc(count * columns * sizeof(float));
  pairs_targets(kernels, scorer, encoder->x, rows->n, targets);
  for (size_t i = 0; i < count; i++) {
    const size_t anchor = (size_t)json_integer_value(json_array_get(anchors, i));
    PairQuery    queries[RELATIONS];
    pairs_queries(kernels, scorer, encoder->x + anchor * WIDTH, queries);
    for (size_t r = 0; r < rows->n; r++)
      for (size_t k = 0; k < scorer->relations; k++)
        logits[i * columns + r * scorer->relations + k] =
            pairs_logit(kernels, scorer, k, &queries[k], targets + r * PAIR, (ptrdiff_t)r - (ptrdiff_t)anchor);
  }
  same_numbers(g, prefix, stage, logits, count, columns, columns);
  free(targets);
  free(logits);
}

static bool covers(const json_t* spans, Span span) {
  for (size_t i = 0; i < json_array_size(spans); i++)
    if (span_overlaps(span_of(json_array_get(spans, i)), span)) return true;
  return false;
}

static void same_spans(const char* what, const json_t* spans, const Links* links) {
  assert_int_equal(json_array_size(spans), links->n);
  for (size_t i = 0; i < links->n; i++) {
    const Span wanted = span_of(json_array_get(spans, i)), got = links->items[i].span;
    if (wanted.begin != got.begin || wanted.end != got.end)
      STOP("%s %zu: [%u,%u], not [%u,%u]", what, i, got.begin, got.end, wanted.begin, wanted.end);
  }
}

static void same_attributions(const json_t* wanted, const Reading* reading) {
  assert_int_equal(json_array_size(wanted), reading->cue_count);
  for (size_t i = 0; i < reading->cue_count; i++) {
    const json_t*     one = json_array_get(wanted, i);
    const CueMention* cue = &reading->cues[i];
    assert_true(covers(json_object_get(one, "cue"), cue->span));
    assert_int_equal(json_integer_value(json_object_get(one, "attitude")), cue->kind == CUE_ATTITUDE);
    same_spans("source", json_object_get(one, "source"), &cue->source);
    same_spans("content", json_object_get(one, "content"), &cue->content);
  }
}

/// One text: its pieces, then every stage of the network over its one window.
static void same_text(const Golden* g, const json_t* golden) {
  Arena       arena  = {0};
  const char* prefix = json_string_value(json_object_get(golden, "tensors"));
  const char* bytes  = json_string_value(json_object_get(golden, "text"));
  const Text  text   = text_make(&arena, bytes, json_string_length(json_object_get(golden, "text")));
  size_t      n;
  const Span* paragraphs = paragraphs_of(&arena, &text, &n);
  Pieces      pieces     = {0};
  uint32_t*   ends       = arena_array(&arena, uint32_t, n);
  for (size_t i = 0; i < n; i++) {
    wordpiece_cut(&g->model->vocabulary, &text, paragraphs[i], &pieces);
    ends[i] = (uint32_t)pieces.n;
  }
  const Windows windows = windows_make(&arena, pieces.items, ends, n);
  assert_int_equal(windows.count, 1);
  Rows rows;
  window_rows(&windows, &windows.items[0], pieces.items, &rows);
  const json_t *ids = json_object_get(golden, "ids"), *shapes = json_object_get(golden, "shapes"),
               *offsets = json_object_get(golden, "offsets");
  assert_int_equal(rows.n, json_array_size(ids));
  for (size_t r = 0; r < rows.n; r++) {
    assert_int_equal(rows.id[r], json_integer_value(json_array_get(ids, r)));
    assert_int_equal(rows.shape[r], json_integer_value(json_array_get(shapes, r)));
    const Span span = span_of(json_array_get(offsets, r));
    if (rows.piece[r] == NO_PIECE) {
      assert_int_equal(span.begin, UINT32_MAX); // -1
    } else {
      assert_int_equal(pieces.items[rows.piece[r]].span.begin, span.begin);
      assert_int_equal(pieces.items[rows.piece[r]].span.end, span.end);
    }
  }
  Encoder encoder;
  encoder_make(&encoder, g->model);
  encoder_run(&encoder, &rows, 0);
  if (safetensors_find(&g->numbers, arena_printf(&arena, "%s.embed", prefix)))
    same_numbers(g, prefix, "embed", encoder.x, rows.n, WIDTH, WIDTH);
  for (size_t layer = 0; layer < g->model->layer_count; layer++) {
    const char* stage = arena_printf(&arena, "layer%zu", layer);
    if (!safetensors_find(&g->numbers, arena_printf(&arena, "%s.%s", prefix, stage))) continue;
    encoder_run(&encoder, &rows, layer + 1);
    same_numbers(g, prefix, stage, encoder.x, rows.n, WIDTH, WIDTH);
  }
  encoder_run(&encoder, &rows, g->model->layer_count);
  float* tags = arena_array(&arena, float, rows.n * TAG_LANES);
  matrix_multiply(g->model->kernels, &g->model->tags, encoder.x, WIDTH, rows.n, tags);
  same_numbers(g, prefix, "ner", tags + TAG_NAME, rows.n, 7, TAG_LANES);
  same_numbers(g, prefix, "role", tags + TAG_ROLE, rows.n, 3, TAG_LANES);
  same_numbers(g, prefix, "cue", tags + TAG_CUE, rows.n, 5, TAG_LANES);
  same_numbers(g, prefix, "tenure", tags + TAG_TENURE, rows.n, 4, TAG_LANES);
  const json_t* anchors = json_object_get(golden, "anchors");
  same_pairs(g, prefix, "attr", &g->model->attr, &encoder, &rows, anchors);
  same_pairs(g, prefix, "hold", &g->model->hold, &encoder, &rows, anchors);
  same_pairs(g, prefix, "coref", &g->model->coref, &encoder, &rows, anchors);
  encoder_free(&encoder);
  pieces_free(&pieces);
  Reader* reader = reader_new(g->model);
  Reading reading;
  assert_int_equal(reader_read(reader, &text, paragraphs, n, &arena, &reading), OK);
  same_attributions(json_object_get(golden, "attributions"), &reading);
  reader_free(reader);
  arena_free(&arena);
}

/// The folder on the command line, or what ships against the numbers of train/golden.py.
static const char *model_folder, *golden_folder;

static void every_stage_is_as_golden(void** state) {
  (void)state;
  Golden g = {0};
  open_golden(model_folder, golden_folder, &g);
  assert_true(json_array_size(g.texts) > 0);
  for (size_t i = 0; i < json_array_size(g.texts); i++) same_text(&g, json_array_get(g.texts, i));
  close_golden(&g);
}

int main(int argc, char** argv) {
  Arena       arena = {0};
  const char* top   = getenv("top_srcdir");
  model_folder      = argc > 1 ? argv[1] : arena_printf(&arena, "%s/model", top ? top : ".");
  golden_folder     = argc > 1 ? argv[1] : arena_printf(&arena, "%s/tests/golden", top ? top : ".");
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_stage_is_as_golden),
  };
  const int failed = cmocka_run_group_tests(tests, NULL, NULL);
  arena_free(&arena);
  return failed;
}
