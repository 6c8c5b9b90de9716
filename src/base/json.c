/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "base/json.h"

#include <math.h>

static void before_value(JsonWriter* w) {
  if (w->keyed) {
    w->keyed = false;
    return;
  }
  if (w->depth) {
    if (w->some[w->depth - 1]) buffer_puts(w->out, ", ");
    w->some[w->depth - 1] = true;
  }
}

void json_open(JsonWriter* w, char bracket) {
  before_value(w);
  buffer_putc(w->out, bracket);
  if (w->depth == JSON_DEPTH) return;
  w->closer[w->depth] = bracket == '{' ? '}' : ']';
  w->some[w->depth++] = false;
}

void json_close(JsonWriter* w) {
  if (w->depth) buffer_putc(w->out, w->closer[--w->depth]);
}

static void quoted(Buffer* out, Slice s) {
  buffer_putc(out, '"');
  size_t from = 0;
  for (size_t i = 0; i < s.len; i++) {
    const unsigned char c = (unsigned char)s.ptr[i];
    if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) continue;
    buffer_put(out, s.ptr + from, i - from);
    from = i + 1;
    switch (c) {
    case '"': buffer_puts(out, "\\\""); break;
    case '\\': buffer_puts(out, "\\\\"); break;
    case '\n': buffer_puts(out, "\\n"); break;
    case '\r': buffer_puts(out, "\\r"); break;
    case '\t': buffer_puts(out, "\\t"); break;
    default: buffer_printf(out, "\\u%04x", c);
    }
  }
  buffer_put(out, s.ptr + from, s.len - from);
  buffer_putc(out, '"');
}

void json_key(JsonWriter* w, const char* key) {
  before_value(w);
  quoted(w->out, slice(key));
  buffer_puts(w->out, ": ");
  w->keyed = true;
}

void json_string(JsonWriter* w, Slice s) {
  before_value(w);
  if (!s.ptr)
    buffer_puts(w->out, "null");
  else
    quoted(w->out, s);
}

void json_int(JsonWriter* w, long long n) {
  before_value(w);
  buffer_printf(w->out, "%lld", n);
}

void json_real(JsonWriter* w, double x, int digits) {
  before_value(w);
  if (isfinite(x))
    buffer_printf(w->out, "%.*f", digits, x);
  else
    buffer_puts(w->out, "null");
}

void json_bool(JsonWriter* w, bool b) {
  before_value(w);
  buffer_puts(w->out, b ? "true" : "false");
}

void json_null(JsonWriter* w) { json_string(w, (Slice){0}); }
