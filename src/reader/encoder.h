/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The encoder: the rows of one window in, 384 numbers out for each, in which its whole window is taken into account. */
#ifndef ONRECORD_READER_ENCODER_H
#define ONRECORD_READER_ENCODER_H

#include "reader/model.h"
#include "reader/windows.h"

/// Memory for one window; one for each thread.
typedef struct {
  const Model* model;
  float*       x;       ///< [rows][WIDTH]: what goes in and comes out of a layer
  float*       wide;    ///< [rows][3 WIDTH] queries, keys and values; [rows][INNER] between up and down
  float*       mixed;   ///< [rows][WIDTH] what attention gathered
  float*       scratch; ///< For one head
  int8_t*      bytes;   ///< [rows][INNER] rows in 8 bits
  float*       scale;   ///< [rows]
  int32_t*     acc;     ///< [PRODUCT_ROWS][INNER]
} Encoder;

void encoder_make(Encoder* encoder, const Model* model);
void encoder_free(Encoder* encoder);

/// Embed the rows into encoder->x and run the first `layers` layers on them.
void encoder_run(Encoder* encoder, const Rows* rows, size_t layers);

#endif
