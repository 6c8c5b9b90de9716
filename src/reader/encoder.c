/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* A layer, twice: in floats it is the definition; in 8 bits, each row is put on a scale of its own before every product
 * and comes back as a float with the scales of row and column. Everything between products is float in both.
 *
 * Vaswani et al. 2017, post-norm as in BERT; the rows' scales are taken afresh each time ("dynamic" quantization). */
#include "reader/encoder.h"

#include "base/status.h"

#include <stdlib.h>

void encoder_make(Encoder* encoder, const Model* model) {
  *encoder = (Encoder){
      .model   = model,
      .x       = xmalloc(WINDOW_ROWS * WIDTH * sizeof(float)),
      .wide    = xmalloc(WINDOW_ROWS * INNER * sizeof(float)),
      .mixed   = xmalloc(WINDOW_ROWS * WIDTH * sizeof(float)),
      .scratch = xmalloc(attention_scratch(WINDOW_ROWS) * sizeof(float)),
      .bytes   = xmalloc(PRODUCT_ROWS * INNER),
      .scale   = xmalloc(PRODUCT_ROWS * sizeof(float)),
      .acc     = xmalloc(PRODUCT_ROWS * INNER * sizeof(int32_t)),
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

static void add(float* x, const float* y, size_t n) {
  for (size_t i = 0; i < n; i++) x[i] += y[i];
}

static void attend(Encoder* encoder, size_t rows) {
  for (size_t head = 0; head < HEADS; head++)
    encoder->model->kernels->attend(encoder->wide + head * HEAD, rows, WIDTH, encoder->scratch,
                                    encoder->mixed + head * HEAD);
}

static void run_layer_in_floats(Encoder* encoder, const Layer* layer, size_t rows) {
  const Kernels* kernels = encoder->model->kernels;
  float *        x = encoder->x, *wide = encoder->wide, *mixed = encoder->mixed;
  matrix_multiply(kernels, &layer->qkv.real, x, WIDTH, rows, wide);
  attend(encoder, rows);
  matrix_multiply(kernels, &layer->out.real, mixed, WIDTH, rows, wide);
  add(x, wide, rows * WIDTH);
  kernels->normalize(x, rows, WIDTH, layer->ln1.weight, layer->ln1.bias);
  matrix_multiply(kernels, &layer->up.real, x, WIDTH, rows, wide);
  kernels->gelu(wide, rows * INNER);
  matrix_multiply(kernels, &layer->down.real, wide, INNER, rows, mixed);
  add(x, mixed, rows * WIDTH);
  kernels->normalize(x, rows, WIDTH, layer->ln2.weight, layer->ln2.bias);
}

/// The product of rows x[rows][w->k], which are put into bytes first; the sums stand in encoder->acc.
static void multiply_rows(Encoder* encoder, const Product* w, const float* x, size_t rows) {
  for (size_t r = 0; r < rows; r++)
    encoder->scale[r] = encoder->model->kernels->quantize(x + r * w->k, w->k, encoder->bytes + r * w->k);
  product_run(w, encoder->bytes, rows, encoder->acc);
}

/// x = LN(x + W bytes + b), the product having been run.
static void finish_rows(Encoder* encoder, const Product* w, const Norm* ln, float* x, size_t rows) {
  for (size_t r = 0; r < rows; r++)
    encoder->model->kernels->dequantize_normalize(encoder->acc + r * WIDTH, encoder->scale[r], w->scale, w->bias, WIDTH,
                                                  ln->weight, ln->bias, x + r * WIDTH);
}

static void run_layer_in_bytes(Encoder* encoder, const Layer* layer, size_t rows) {
  const Kernels* kernels = encoder->model->kernels;
  const Product *qkv = &layer->qkv.byte, *up = &layer->up.byte;
  for (size_t from = 0; from < rows; from += PRODUCT_ROWS) {
    const size_t n = rows - from < PRODUCT_ROWS ? rows - from : PRODUCT_ROWS;
    multiply_rows(encoder, qkv, encoder->x + from * WIDTH, n);
    for (size_t r = 0; r < n; r++)
      kernels->dequantize(encoder->acc + r * 3 * WIDTH, encoder->scale[r], qkv->scale, qkv->bias, 3 * WIDTH,
                          encoder->wide + (from + r) * 3 * WIDTH);
  }
  attend(encoder, rows);
  for (size_t from = 0; from < rows; from += PRODUCT_ROWS) {
    const size_t n = rows - from < PRODUCT_ROWS ? rows - from : PRODUCT_ROWS;
    float*       x = encoder->x + from * WIDTH;
    multiply_rows(encoder, &layer->out.byte, encoder->mixed + from * WIDTH, n);
    finish_rows(encoder, &layer->out.byte, &layer->ln1, x, n);
    multiply_rows(encoder, up, x, n);
    for (size_t r = 0; r < n; r++)
      encoder->scale[r] = kernels->dequantize_gelu(encoder->acc + r * INNER, encoder->scale[r], up->scale, up->bias,
                                                   INNER, encoder->wide, encoder->bytes + r * INNER);
    product_run(&layer->down.byte, encoder->bytes, n, encoder->acc);
    finish_rows(encoder, &layer->down.byte, &layer->ln2, x, n);
  }
}

void encoder_run(Encoder* encoder, const Rows* rows, size_t layers) {
  embed(encoder, rows);
  for (size_t i = 0; i < layers; i++) {
    const Layer* layer = &encoder->model->layers[i];
    if (encoder->model->precision == MODEL_INT8)
      run_layer_in_bytes(encoder, layer, rows->n);
    else
      run_layer_in_floats(encoder, layer, rows->n);
  }
}
