/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The head is {"NAME": {"dtype": "F16", "shape": [7, 384], "data_offsets": [BEGIN, END]}, ..., "__metadata__": {...}};
 * offsets count from the end of the head. Nothing in it is believed: every length is checked against the file before it
 * is used.
 *
 * Format: https://github.com/huggingface/safetensors#format */
#include "reader/safetensors.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { HEAD_LIMIT = 16 * 1024 * 1024 };

static const struct {
  const char* name;
  size_t      size;
} TYPES[] = {[TENSOR_F32] = {"F32", 4}, [TENSOR_F16] = {"F16", 2}, [TENSOR_I8] = {"I8", 1}};

static Status damaged(const char* path, const char* name, const char* what) {
  return fail(ERR_INPUT, "%s: tensor \"%s\" %s; the file is damaged, copy it again", path, name, what);
}

static Status cut_short(const char* path, const char* name) {
  return fail(ERR_INPUT, "%s: cut short in tensor \"%s\"; copy the file again", path, name);
}

static bool whole_number(const json_t* value, size_t* out) {
  if (!json_is_integer(value) || json_integer_value(value) < 0) return false;
  *out = (size_t)json_integer_value(value);
  return true;
}

static Status read_tensor(const char* path, const char* name, const json_t* entry, Slice data, Tensor* tensor) {
  const json_t* type    = json_object_get(entry, "dtype");
  const json_t* shape   = json_object_get(entry, "shape");
  const json_t* offsets = json_object_get(entry, "data_offsets");
  if (!json_is_string(type) || !json_is_array(shape) || json_array_size(offsets) != 2)
    return damaged(path, name, "lacks its dtype, shape or data_offsets");
  size_t t = 0;
  while (t < sizeof TYPES / sizeof *TYPES && strcmp(TYPES[t].name, json_string_value(type))) t++;
  if (t == sizeof TYPES / sizeof *TYPES)
    return fail(ERR_INPUT, "%s: tensor \"%s\" has the type %.20s; write it as F32, F16 or I8 (train/export.py)", path,
                name, json_string_value(type));
  tensor->type       = (TensorType)t;
  tensor->count      = 1;
  tensor->dimensions = (int)json_array_size(shape);
  if (json_array_size(shape) > TENSOR_DIMENSIONS) return damaged(path, name, "has too many dimensions");
  for (int d = 0; d < tensor->dimensions; d++) {
    if (!whole_number(json_array_get(shape, (size_t)d), &tensor->shape[d]))
      return damaged(path, name, "has no valid shape");
    if (tensor->shape[d] && tensor->count > data.len / tensor->shape[d]) return cut_short(path, name);
    tensor->count *= tensor->shape[d];
  }
  size_t begin, end;
  if (!whole_number(json_array_get(offsets, 0), &begin) || !whole_number(json_array_get(offsets, 1), &end) ||
      begin > end)
    return damaged(path, name, "has no valid data_offsets");
  if (end > data.len) return cut_short(path, name);
  if (end - begin != tensor->count * TYPES[t].size)
    return damaged(path, name, "has a shape that does not match its size");
  tensor->data = data.ptr + begin;
  return OK;
}

static Status read_head(const char* path, Safetensors* file) {
  const unsigned char* p    = (const unsigned char*)file->map.bytes;
  uint64_t             head = 0;
  if (file->map.len < 8) return fail(ERR_INPUT, "%s: too short for a safetensors file; copy it again", path);
  for (int i = 7; i >= 0; i--) head = head << 8 | p[i];
  if (head > HEAD_LIMIT || file->map.len < 9 || p[8] != '{')
    return fail(ERR_INPUT, "%s: not a safetensors file; give a model in that format", path);
  if (head > file->map.len - 8) return fail(ERR_INPUT, "%s: cut short in its head; copy the file again", path);
  json_error_t error;
  json_t*      root = json_loadb(file->map.bytes + 8, head, JSON_REJECT_DUPLICATES, &error);
  if (!json_is_object(root)) {
    json_decref(root);
    return fail(ERR_INPUT, "%s: the head is not JSON (%s); the file is damaged, copy it again", path, error.text);
  }
  const Slice data   = {file->map.bytes + 8 + head, file->map.len - 8 - head};
  Status      status = OK;
  file->tensors      = xcalloc(json_object_size(root) + 1, sizeof *file->tensors);
  const char* name;
  json_t*     entry;
  json_object_foreach(root, name, entry) {
    if (!strcmp(name, "__metadata__")) continue;
    status = read_tensor(path, name, entry, data, &file->tensors[file->count]);
    if (status != OK) break;
    map_at(&file->names, slice(name), file->count++);
  }
  json_decref(root);
  return status;
}

Status safetensors_open(const char* path, Safetensors* file) {
  *file = (Safetensors){0};
  TRY(file_map(path, &file->map));
  const Status status = read_head(path, file);
  if (status != OK) safetensors_close(file);
  return status;
}

void safetensors_close(Safetensors* file) {
  free(file->tensors);
  map_free(&file->names);
  file_unmap(&file->map);
  *file = (Safetensors){0};
}

const Tensor* safetensors_find(const Safetensors* file, const char* name) {
  const uint64_t* at = map_find(&file->names, slice(name));
  return at ? &file->tensors[*at] : NULL;
}

/// IEEE 754 half precision, without a table: shift into place, then scale the exponent by 2^112.
static float half_to_float(uint16_t half) {
  const uint32_t sign = (uint32_t)(half & 0x8000) << 16, rest = (uint32_t)(half & 0x7FFF) << 13;
  uint32_t       bits = rest;
  float          value;
  if ((half & 0x7C00) == 0x7C00) {
    bits = rest | 0x7F800000; // infinite, or not a number
    memcpy(&value, &bits, sizeof value);
  } else {
    memcpy(&value, &bits, sizeof value);
    value *= 0x1p112f;
  }
  memcpy(&bits, &value, sizeof bits);
  bits |= sign;
  memcpy(&value, &bits, sizeof value);
  return value;
}

void tensor_floats(const Tensor* tensor, size_t from, size_t n, float* out) {
  switch (tensor->type) {
  case TENSOR_F32: memcpy(out, (const char*)tensor->data + from * 4, n * 4); return;
  case TENSOR_F16:
    for (size_t i = 0; i < n; i++) {
      uint16_t half;
      memcpy(&half, (const char*)tensor->data + (from + i) * 2, 2);
      out[i] = half_to_float(half);
    }
    return;
  case TENSOR_I8:
    for (size_t i = 0; i < n; i++) out[i] = ((const int8_t*)tensor->data)[from + i];
    return;
  }
}
