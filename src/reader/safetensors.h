/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* A safetensors file: eight bytes of length, a JSON head, then raw tensors (little-endian), mapped and not copied.
 *
 *     Safetensors file;
 *     TRY(safetensors_open("model/model.safetensors", &file));
 *     const Tensor* t = safetensors_find(&file, "ner.weight");   // F16, 2 dimensions, 7 x 384
 */
#ifndef ONRECORD_READER_SAFETENSORS_H
#define ONRECORD_READER_SAFETENSORS_H

#include "base/file.h"
#include "base/map.h"

typedef enum { TENSOR_F32, TENSOR_F16, TENSOR_I8 } TensorType;

enum { TENSOR_DIMENSIONS = 3 };

typedef struct {
  TensorType  type;
  int         dimensions;
  size_t      shape[TENSOR_DIMENSIONS];
  size_t      count; ///< Elements
  const void* data;  ///< In the map; maybe unaligned
} Tensor;

typedef struct {
  FileMap map;
  Map     names; ///< Tensor name -> index
  Tensor* tensors;
  size_t  count;
} Safetensors;

/// Map a file and check its head. ERR_NOT_FOUND, ERR_ACCESS, ERR_INPUT.
Status safetensors_open(const char* path, Safetensors* file);
void   safetensors_close(Safetensors* file);

/// The tensor of that name, or NULL.
const Tensor* safetensors_find(const Safetensors* file, const char* name);

/// Elements [from, from + n) as float; of an I8 tensor, the integers.
void tensor_floats(const Tensor* tensor, size_t from, size_t n, float* out);

#endif
