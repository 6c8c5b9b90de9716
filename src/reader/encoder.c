/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* A layer, twice: in floats it is the definition; in 8 bits, each row is put on a scale of its own before every product
 * and comes back as a float with the scales of row and column. Everything between products is float in both.
 *
 * Vaswani et al. 2017, post-norm as in BERT; the rows' scales are taken afresh each time ("dynamic" quantization). */
#include "reader/encoder.h"

#include "base/status.h"

#include <stdlib.h>

enum { BLOCK_ROWS = 192 }; ///< Rows that go through a product at once, so that its sums stay in the cache

void encoder_make(Encoder* encoder, const Model* model) {
  *encoder = (Encoder){
      .model   = model,
      .x       = xmalloc(WINDOW_ROWS * WIDTH * sizeof(float)),
      .wide    = xmalloc(WINDOW_ROWS * INNER * sizeof(float)),
      .mixed   = xmalloc(WINDOW_ROWS * WIDTH * sizeof(float)),
      .scratch = xmalloc(attention_scratch(WINDOW_ROWS) * sizeof(float)),
      .bytes   = xmalloc(BLOCK_ROWS * INNER),
      .scale   = xmalloc(BLOCK_ROWS * sizeof(float)),
      .acc     = xmalloc(BLOCK_ROWS * INNER * sizeof(int32_t)),
  };
}

void encoder_free(Encoder* encoder) {
  free(encoder->x);
  free(encoder->wide);
  free(encoder->mixed);
  free(encoder->scratch);
  free(encoder->bytes);
  free(encoder->scale);
  free(encoder->acc);
}

/// x = LN(word[id] + pos[i] + typ + shape[s])
static void embed(Encoder* encoder, const Rows* rows) {
  const Model* m = encoder->model;
  for (size_t r = 0; r < rows->n; r++) {
    float*       x     = encoder->x + r * WIDTH;
    const float* place = m->place + r * WIDTH;
    const float* shape = m->shape + rows->shape[r] * WIDTH;
    float        scale = 1;
    tensor_floats(m->word, (size_t)rows->id[r] * WIDTH, WIDTH, x);
    if (m->word_scale) tensor_floats(m->word_scale, rows->id[r], 1, &scale);
    for (size_t i = 0; i < WIDTH; i++) x[i] = x[i] * scale + place[i] + shape[i];
  }
  m->kernels->normalize(encoder->x, rows->n, WIDTH, m->ln.weight, m->ln.bias);
}

/// y = W x + b over n rows, in whichever precision the model is open.
static void linear(Encoder* encoder, const Linear* w, const float* x, size_t n, float* y) {
  const Kernels* kernels = encoder->model->kernels;
  if (w->precision == MODEL_FLOAT) {
    matrix_multiply(kernels, &w->real, x, w->real.k, n, y);
    return;
  }
  const size_t in = w->byte.k, out = w->byte.n;
  for (size_t from = 0; from < n; from += BLOCK_ROWS) {
    const size_t rows = n - from < BLOCK_ROWS ? n - from : BLOCK_ROWS;
    for (size_t r = 0; r < rows; r++) encoder->scale[r] = kernels->quantize(x + (from + r) * in, in, encoder->bytes + r * in);
    product_run(&w->byte, encoder->bytes, rows, encoder->acc);
    for (size_t r = 0; r < rows; r++)
      kernels->dequantize(encoder->acc + r * out, encoder->scale[r], w->byte.scale, w->byte.bias, out, y + (from + r) * out);
  }
}

static void add(float* x, const float* y, size_t n) {
  for (size_t i = 0; i < n; i++) x[i] += y[i];
}

static void run_layer(Encoder* encoder, const Layer* layer, size_t rows) {
  const Kernels* kernels = encoder->model->kernels;
  float *        x = encoder->x, *wide = encoder->wide, *mixed = encoder->mixed;
  linear(encoder, &layer->qkv, x, rows, wide);
  for (size_t head = 0; head < HEADS; head++) kernels->attend(wide + head * HEAD, rows, WIDTH, encoder->scratch, mixed + head * HEAD);
  linear(encoder, &layer->out, mixed, rows, wide);
  add(x, wide, rows * WIDTH);
  kernels->normalize(x, rows, WIDTH, layer->ln1.weight, layer->ln1.bias);
  linear(encoder, &layer->up, x, rows, wide);
  kernels->gelu(wide, rows * INNER);
  linear(encoder, &layer->down, wide, rows, mixed);
  add(x, mixed, rows * WIDTH);
  kernels->normalize(x, rows, WIDTH, layer->ln2.weight, layer->ln2.bias);
}

void encoder_run(Encoder* encoder, const Rows* rows, size_t layers) {
  embed(encoder, rows);
  for (size_t i = 0; i < layers; i++) run_layer(encoder, &encoder->model->layers[i], rows->n);
}
