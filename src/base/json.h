/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Writes JSON (RFC 8259) into a Buffer: commas and quoting are taken care of.
 *
 *     JsonWriter w = {.out = &buffer};
 *     json_open(&w, '{');  json_key(&w, "span");  json_open(&w, '[');  json_int(&w, 3);  json_close(&w);  json_close(&w);
 */
#ifndef ONRECORD_BASE_JSON_H
#define ONRECORD_BASE_JSON_H

#include "base/buffer.h"

enum { JSON_DEPTH = 32 };

typedef struct {
  Buffer* out;
  int     depth;
  char    closer[JSON_DEPTH]; ///< What closes each open level
  bool    some[JSON_DEPTH];   ///< Whether the level holds a value already
  bool    keyed;              ///< A key was just written
} JsonWriter;

void json_open(JsonWriter* w, char bracket); ///< '{' or '['
void json_close(JsonWriter* w);
void json_key(JsonWriter* w, const char* key);
void json_string(JsonWriter* w, Slice s); ///< A slice with a NULL ptr is written as null
void json_int(JsonWriter* w, long long n);
void json_real(JsonWriter* w, double x, int digits); ///< Fixed digits behind the point; not finite is null
void json_bool(JsonWriter* w, bool b);
void json_null(JsonWriter* w);

#endif
