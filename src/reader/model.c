/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Opening a model: every tensor is looked up by name, its shape checked, and its numbers laid out for multiplying. A
 * matrix may be stored as F32, F16, or as I8 with a scale for each row in NAME.scale. */
#include "reader/model.h"

#include "base/file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

/// What a loading function needs, and the first fault it met.
typedef struct {
  Model*      model;
  const char* path;
  Status      status;
  Arena       names;
} Loader;

static const char* named(Loader* loader, const char* prefix, const char* rest) {
  return arena_printf(&loader->names, "%s.%s", prefix, rest);
}

static const Tensor* find(Loader* loader, const char* name, size_t d0, size_t d1, size_t d2) {
  if (loader->status != OK) return NULL;
  const Tensor* t         = safetensors_find(&loader->model->file, name);
  const size_t  wanted[3] = {d0, d1, d2};
  int           n         = 0;
  while (n < 3 && wanted[n]) n++;
  if (!t) {
    loader->status =
        fail(ERR_INPUT, "%s: lacks the tensor \"%s\"; write the model with train/export.py", loader->path, name);
    return NULL;
  }
  bool right = t->dimensions == n;
  for (int d = 0; right && d < n; d++) right = t->shape[d] == wanted[d];
  if (!right) {
    loader->status =
        fail(ERR_INPUT,
             "%s: the tensor \"%s\" has not the shape [%zu, %zu, %zu] (0: none); write the model with train/export.py",
             loader->path, name, d0, d1, d2);
    return NULL;
  }
  return t;
}

/// The scales of an I8 tensor's rows, or NULL for one of floats.
static const Tensor* scales_of(Loader* loader, const Tensor* t, const char* name) {
  if (!t || t->type != TENSOR_I8) return NULL;
  return find(loader, named(loader, name, "scale"), t->shape[0], 0, 0);
}

/// All numbers of a tensor into `out`.
static void read_floats(Loader* loader, const char* name, size_t d0, size_t d1, size_t d2, float* out) {
  const Tensor* t      = find(loader, name, d0, d1, d2);
  const Tensor* scales = scales_of(loader, t, name);
  if (!t || loader->status != OK) return;
  tensor_floats(t, 0, t->count, out);
  const size_t row = t->shape[0] ? t->count / t->shape[0] : 0;
  for (size_t r = 0; scales && r < t->shape[0]; r++) {
    float scale;
    tensor_floats(scales, r, 1, &scale);
    for (size_t i = 0; i < row; i++) out[r * row + i] *= scale;
  }
  for (size_t i = 0; i < t->count; i++)
    if (!isfinite(out[i])) {
      loader->status =
          fail(ERR_INPUT, "%s: the tensor \"%s\" holds a number that is not finite; the file is damaged, copy it again",
               loader->path, name);
      return;
    }
}

static float* floats(Loader* loader, const char* name, size_t d0, size_t d1, size_t d2) {
  float* out = arena_array(&loader->model->arena, float, whole_lanes(d0 * (d1 ? d1 : 1) * (d2 ? d2 : 1)));
  read_floats(loader, name, d0, d1, d2, out);
  return out;
}

static void make_matrix(Arena* arena, const float* rows, size_t n, size_t k, float* bias, Matrix* matrix) {
  *matrix = (Matrix){.n = n, .k = k, .panels = arena_array(arena, float, whole_lanes(n) * k), .bias = bias};
  for (size_t r = 0; r < n; r++)
    for (size_t i = 0; i < k; i++) matrix->panels[(r / LANES * k + i) * LANES + r % LANES] = rows[r * k + i];
}

static void load_matrix(Loader* loader, const char* prefix, size_t n, size_t k, Matrix* matrix) {
  Model* const model = loader->model;
  float*       rows  = xmalloc(n * k * sizeof *rows);
  read_floats(loader, named(loader, prefix, "weight"), n, k, 0, rows);
  float* bias = floats(loader, named(loader, prefix, "bias"), n, 0, 0);
  if (loader->status == OK) make_matrix(&model->arena, rows, n, k, bias, matrix);
  free(rows);
}

static int8_t* quantize_rows(const float* rows, size_t n, size_t k, float* scale) {
  int8_t* out = xmalloc(n * k);
  for (size_t r = 0; r < n; r++) {
    float top = 0;
    for (size_t i = 0; i < k; i++) top = fmaxf(top, fabsf(rows[r * k + i]));
    scale[r] = top > 0 ? top / 127 : 1;
    for (size_t i = 0; i < k; i++) out[r * k + i] = (int8_t)lrintf(rows[r * k + i] / scale[r]);
  }
  return out;
}

static void load_linear(Loader* loader, const char* prefix, size_t n, size_t k, Linear* linear) {
  Model* const model = loader->model;
  if (model->precision == MODEL_FLOAT) {
    load_matrix(loader, prefix, n, k, &linear->real);
    return;
  }
  const char*   name   = named(loader, prefix, "weight");
  const Tensor* t      = find(loader, name, n, k, 0);
  const Tensor* scales = scales_of(loader, t, name);
  float*        scale  = arena_array(&model->arena, float, whole_lanes(n));
  int8_t*       made   = NULL;
  if (loader->status == OK && scales) {
    read_floats(loader, named(loader, name, "scale"), n, 0, 0, scale);
  } else if (loader->status == OK) {
    float* rows = xmalloc(n * k * sizeof *rows);
    read_floats(loader, name, n, k, 0, rows);
    if (loader->status == OK) made = quantize_rows(rows, n, k, scale);
    free(rows);
  }
  float* bias = floats(loader, named(loader, prefix, "bias"), n, 0, 0);
  if (loader->status == OK)
    product_make(&linear->byte, model->kernels, false, made ? made : t->data, n, k, scale, bias);
  free(made);
}

static void load_norm(Loader* loader, const char* prefix, Norm* norm) {
  norm->weight = floats(loader, named(loader, prefix, "weight"), WIDTH, 0, 0);
  norm->bias   = floats(loader, named(loader, prefix, "bias"), WIDTH, 0, 0);
}

static void load_layer(Loader* loader, size_t number, Layer* layer) {
  const char* prefix = arena_printf(&loader->names, "enc.layers.%zu", number);
  load_linear(loader, named(loader, prefix, "qkv"), 3 * WIDTH, WIDTH, &layer->qkv);
  load_linear(loader, named(loader, prefix, "out"), WIDTH, WIDTH, &layer->out);
  load_linear(loader, named(loader, prefix, "up"), INNER, WIDTH, &layer->up);
  load_linear(loader, named(loader, prefix, "down"), WIDTH, INNER, &layer->down);
  load_norm(loader, named(loader, prefix, "ln1"), &layer->ln1);
  load_norm(loader, named(loader, prefix, "ln2"), &layer->ln2);
}

/// The four taggers become one matrix.
static void load_tags(Loader* loader) {
  static const struct {
    const char* name;
    size_t      at, n;
  } TAGGERS[] = {{"ner", TAG_NAME, 7}, {"role", TAG_ROLE, 3}, {"cue", TAG_CUE, 5}, {"tenure", TAG_TENURE, 4}};
  Arena* arena = &loader->model->arena;
  float* rows  = xcalloc(TAG_LANES * WIDTH, sizeof *rows);
  float* bias  = arena_array(arena, float, TAG_LANES);
  for (size_t i = 0; i < sizeof TAGGERS / sizeof *TAGGERS; i++) {
    read_floats(loader, named(loader, TAGGERS[i].name, "weight"), TAGGERS[i].n, WIDTH, 0, rows + TAGGERS[i].at * WIDTH);
    read_floats(loader, named(loader, TAGGERS[i].name, "bias"), TAGGERS[i].n, 0, 0, bias + TAGGERS[i].at);
  }
  make_matrix(arena, rows, TAG_LANES, WIDTH, bias, &loader->model->tags);
  free(rows);
}

static void load_pairs(Loader* loader, const char* prefix, size_t relations, PairScorer* pairs) {
  Arena* arena     = &loader->model->arena;
  Arena  scratch   = {0};
  pairs->relations = relations;
  load_matrix(loader, named(loader, prefix, "a"), PAIR, WIDTH, &pairs->a);
  load_matrix(loader, named(loader, prefix, "t"), PAIR, WIDTH, &pairs->t);
  float* u    = arena_array(&scratch, float, relations * PAIR * PAIR);
  float* mix  = arena_array(&scratch, float, relations * PAIR * PAIR);
  float* dist = arena_array(&scratch, float, BUCKETS * PAIR);
  float *w[3], *bias[3];
  read_floats(loader, named(loader, prefix, "u"), relations, PAIR, PAIR, u);
  read_floats(loader, named(loader, prefix, "mix.weight"), relations * PAIR, PAIR, 0, mix);
  read_floats(loader, named(loader, prefix, "dist.weight"), BUCKETS, PAIR, 0, dist);
  static const char* const LINEAR[] = {"wa", "wt", "wd"};
  for (int i = 0; i < 3; i++) {
    const char* part = named(loader, prefix, LINEAR[i]);
    w[i]    = floats(loader, named(loader, part, "weight"), relations, PAIR, 0);
    bias[i] = floats(loader, named(loader, part, "bias"), relations, 0, 0);
  }
  for (size_t r = 0; loader->status == OK && r < relations; r++) {
    float* turned = arena_array(&scratch, float, PAIR * PAIR);
    for (size_t i = 0; i < PAIR; i++)
      for (size_t j = 0; j < PAIR; j++) turned[j * PAIR + i] = u[(r * PAIR + i) * PAIR + j];
    make_matrix(arena, turned, PAIR, PAIR, w[1] + r * PAIR, &pairs->u[r]);
    pairs->wa[r]   = w[0] + r * PAIR;
    pairs->near[r] = arena_array(arena, float, BUCKETS * PAIR);
    for (size_t b = 0; b < BUCKETS; b++) {
      const float* e = dist + b * PAIR;
      pairs->far[r][b] = bias[0][r] + bias[1][r] + bias[2][r];
      for (size_t k = 0; k < PAIR; k++) {
        pairs->far[r][b] += w[2][r * PAIR + k] * e[k];
        for (size_t j = 0; j < PAIR; j++) pairs->near[r][b * PAIR + j] += e[k] * mix[(k * relations + r) * PAIR + j];
      }
    }
  }
  arena_free(&scratch);
}

static void load_embedding(Loader* loader) {
  Model* const model = loader->model;
  float*       typ   = floats(loader, "enc.typ", WIDTH, 0, 0);
  model->place       = floats(loader, "enc.pos.weight", POSITIONS, WIDTH, 0);
  model->shape       = floats(loader, "enc.shape.weight", SHAPES, WIDTH, 0);
  for (size_t i = 0; i < POSITIONS * WIDTH; i++) model->place[i] += typ[i % WIDTH];
  load_norm(loader, "enc.ln", &model->ln);
  const Tensor* word = safetensors_find(&model->file, "enc.word.weight");
  model->word        = find(loader, "enc.word.weight", word ? word->shape[0] : 1, WIDTH, 0);
  model->word_scale  = scales_of(loader, model->word, "enc.word.weight");
}

/// Layers are numbered from 0; the first that is not there ends them.
static size_t count_layers(Loader* loader) {
  for (size_t n = 0;; n++)
    if (!safetensors_find(&loader->model->file, arena_printf(&loader->names, "enc.layers.%zu.qkv.weight", n))) return n;
}

static Status load(Model* model, const char* path) {
  TRY(safetensors_open(path, &model->file));
  Loader loader = {.model = model, .path = path};
  load_embedding(&loader);
  model->layer_count = count_layers(&loader);
  if (!model->layer_count) find(&loader, "enc.layers.0.qkv.weight", 3 * WIDTH, WIDTH, 0);
  model->layers = xcalloc(model->layer_count + 1, sizeof *model->layers);
  for (size_t i = 0; i < model->layer_count; i++) load_layer(&loader, i, &model->layers[i]);
  load_tags(&loader);
  load_pairs(&loader, "attr", 2, &model->attr);
  load_pairs(&loader, "hold", 2, &model->hold);
  load_pairs(&loader, "coref", 1, &model->coref);
  arena_free(&loader.names);
  TRY(loader.status);
  const char* base = strrchr(path, '/');
  char* vocab      = arena_printf(&model->arena, "%.*svocab.txt", base ? (int)(base + 1 - path) : 0, path);
  return vocabulary_open(vocab, model->word->shape[0], &model->vocabulary);
}

Status model_open(const char* path, ModelPrecision precision, Model** out) {
  *out                = NULL;
  Model* model        = xcalloc(1, sizeof *model);
  model->precision    = precision;
  model->kernels      = kernels_best(precision == MODEL_FLOAT);
  const Status status = load(model, path);
  if (status == OK)
    *out = model;
  else
    model_free(model);
  return status;
}

Status model_fingerprint(const char* path, char digits[17]) {
  FileMap map;
  TRY(file_map(path, &map));
  snprintf(digits, 17, "%016llx", (unsigned long long)XXH3_64bits(map.bytes, map.len));
  file_unmap(&map);
  return OK;
}

void model_free(Model* model) {
  if (!model) return;
  for (size_t i = 0; model->layers && i < model->layer_count; i++) {
    Layer* l = &model->layers[i];
    product_free(&l->qkv.byte);
    product_free(&l->out.byte);
    product_free(&l->up.byte);
    product_free(&l->down.byte);
  }
  free(model->layers);
  vocabulary_close(&model->vocabulary);
  safetensors_close(&model->file);
  arena_free(&model->arena);
  free(model);
}
